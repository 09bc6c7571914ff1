"""The processes that play: one that has imported everything, and its copies, which tell a story and keep its states.

    imported ── fork ──▶ rehearses the story ── fork at the beginning of every beat ──▶ waits there
                                                                                          │ fork for every order
                                                                                          ▼
                                                                        films this beat, or goes on with new words

A rehearsal takes a fraction of the time of a film: few frames a second, none of them painted, but the last picture of
every beat. It is what claims are measured in, and it finds out which beats look other than before.
"""

import os
import sys
from pathlib import Path
from types import FrameType, FunctionType
from typing import Any

from gradanim.studio.catalogue import find, load
from gradanim.studio.film import REHEARSAL_RATE
from gradanim.studio.operator import Operator
from gradanim.studio.takes import Question, Take, Verdict
from gradanim.studio.watch.orders import Begun, Filmed, Glimpse, Here, Order, Rehearsed, Started, Still, Told
from gradanim.studio.watch.seeds import Line, call, split, wait_as_seed
from gradanim.studio.watch.story_source import STORY, StorySource
from gradanim.studio.watch.told_wrong import broken

HURRIED_RATE = 1
"""Frames a second where nothing is wanted but the last one."""
PATIENT = 2
"""By how much those are nicer who film: the stills come first."""


class GoOn(BaseException):  # no error: a scene that catches those must not catch it
    """Leave the story where it is, and go on with other words."""

    def __init__(self, story: Any, known: list[Any]) -> None:
        super().__init__()
        self.story, self.known = story, known


def main(address: str) -> None:
    """Import everything, then carry out orders in copies of this process."""
    sys.dont_write_bytecode = True  # two saves within a second would be taken for one
    from gradanim.studio.preloading import import_all
    from gradanim.studio.watch.warm import use_once

    import_all()
    order = wait_as_seed(address, Here(0, 0, os.getpid()), use_once)
    player = Player(address)
    player.take(order)
    player.tell()


class Player:
    """This process, in which a story is played. It is copied with all it knows.

    Attributes:
        order: what it carries out.
        source: the text of the story that is being told.
    """

    order: Order
    source: StorySource
    line: Line
    operator: "Watching"

    def __init__(self, address: str) -> None:
        self.address = address
        self.beat = 0
        self.has_glanced = False

    def take(self, order: Order) -> None:
        """Begin with an order: the way to the server, and a folder of one's own."""
        self.order = order
        self.has_glanced = False
        self.folder = order.folder / str(os.getpid())
        self.folder.mkdir()
        self.line = call(self.address)
        self.line.send(Started(order.run, os.getpid(), order.role))

    def tell(self) -> None:
        """Tell the story from its beginning, and end this process."""
        try:
            entry = find(self.order.shot.scene)
            self.source = StorySource(self.order.text, entry.name, str(entry.file))
            self._perform(load(entry), entry.file)
            self.line.send(Told(self.order.run, self.operator.told))
        except (BrokenPipeError, ConnectionResetError, EOFError):
            pass  # nobody is waiting any more
        except Exception as why:
            self.line.send(broken(why, self.order.run, self.beat))
        finally:
            self.line.close()
            os._exit(0)

    def _perform(self, scene_class: type[Any], file: Path) -> None:
        from gradanim.studio.configuration import configured
        from gradanim.studio.projector import Projector

        shot = self.order.shot
        with configured(shot, self.folder / "manim", assets=file.parent, frame_rate=shot.frame_rate, encoded=True):
            scene = scene_class(shot)
            self.operator = operator = Watching(scene, self)
            operator.projector = Projector(scene, operator.count)
            operator.projector.on_play = operator.play
            scene.operator = operator
            operator.rehearse()
            scene.setup()
            self._construct(scene)
            operator.close()

    def _construct(self, scene: Any) -> None:
        story, known = type(scene).construct, [scene]
        while True:
            try:
                story(*known)
                return
            except GoOn as other:
                story, known = other.story, other.known

    def keep(self, number: int, caption: str) -> None:
        """A beat begins: say so, and leave a copy of this process here that waits for orders."""
        self.beat = number
        frame = self._frame()
        line = self._line_of_beat()
        index = self.source.statement_at(line) if frame is not None else None
        at_top = index is not None and frame is not None and self.source.tells_beat(index)
        state = self.operator.state(frame.f_locals if frame is not None else {})
        if self.order.known.get(number) == state:
            self.line.send(Told(self.order.run, number - 1, as_before=True))
            os._exit(0)
        self.say_begun(number, caption)

        def wait() -> None:
            self.line.close()
            here = Here(self.order.run, number, os.getpid(), index if at_top else None, state)
            order = wait_as_seed(self.address, here)
            self.take(order)
            self.operator.move_to(self.folder)
            if order.role == "paint":
                os.nice(PATIENT)
                self.operator.paint()
            if order.text != self.source.text and at_top:  # else what is left to tell is the same
                assert frame is not None and index is not None
                self._go_on(frame, index)

        split(wait)
        if self.order.role == "rehearse" and not self.has_glanced:
            self.glance()

    def glance(self, *, waits: bool = False) -> None:
        """Have a copy of this process hurry to the end of the beat: a picture of it is wanted before all else.

        Args:
            waits: go on when that is there, as somebody else is at work too, who films.
        """
        self.has_glanced = True
        done, at_work = os.pipe()

        def hurry() -> None:
            os.close(done)
            self.line.close()
            self.folder = self.order.folder / str(os.getpid())
            self.folder.mkdir()
            self.line = call(self.address)
            self.operator.move_to(self.folder)
            self.operator.hurry()

        split(hurry)
        if self.operator.role != "pass":
            os.close(at_work)
            if waits:
                os.read(done, 1)  # nothing, as soon as the copy has ended
            os.close(done)

    def say_begun(self, number: int, caption: str) -> None:
        """Tell the server that a beat has begun."""
        self.line.send(Begun(self.order.run, number, caption, self._line_of_beat()))

    def known(self) -> dict[str, Any]:
        """The names of the story, and what they mean now."""
        frame = self._frame()
        return {} if frame is None else dict(frame.f_locals)

    def _go_on(self, frame: FrameType, index: int) -> None:
        """Take the story up at a statement of it, in other words.

        Raises:
            GoOn: with the rest of the story.
        """
        before, self.source = self.source, StorySource(self.order.text, self.source.scene, self.source.file)
        known = dict(frame.f_locals)
        for node in self.source.definitions_since(before):
            self._define(node, frame.f_globals)
        rest = self.source.rest(index, known)
        raise GoOn(FunctionType(rest, frame.f_globals, STORY), list(known.values()))

    def _define(self, node: Any, module: dict[str, Any]) -> None:
        import ast

        code = compile(ast.Module([node], []), self.source.file, "exec")
        exec(code, module)  # noqa: S102  # the author's own file, which is imported anyway

    def _frame(self) -> FrameType | None:
        """Where the story is being told: the innermost call of `construct` in the scene's file."""
        frame: FrameType | None = sys._getframe()
        while frame is not None:
            if frame.f_code.co_name == STORY and frame.f_code.co_filename == self.source.file:
                return frame
            frame = frame.f_back
        return None

    def _line_of_beat(self) -> int:
        """Where the scene's file is being carried out, or the story's if it is elsewhere."""
        frame: FrameType | None = sys._getframe()
        while frame is not None:
            if frame.f_code.co_filename == self.source.file:
                return frame.f_lineno
            frame = frame.f_back
        return 0


class Watching(Operator):
    """Has every beat rehearsed and looked at, or one of them filmed."""

    def __init__(self, scene: Any, player: Player) -> None:
        super().__init__(scene, player.folder, self._verdict, self._took, lambda at: None)
        self.player = player
        self.role: Verdict = "look"
        self.told = 0
        self.kept = 0  # the beat at whose beginning a copy was left last

    def rehearse(self) -> None:
        """Play few frames a second."""
        self._rate(REHEARSAL_RATE)

    def hurry(self) -> None:
        """Play hardly any frames, look at none of them, and leave after the last picture of the beat."""
        self.role = "pass"
        self._rate(HURRIED_RATE)

    def paint(self) -> None:
        """Film the next beat as it is meant to be."""
        self.role = "paint"
        self._rate(self.player.order.shot.frame_rate)

    def move_to(self, folder: Path) -> None:
        """Put files elsewhere: copies of one process must not write into one folder."""
        from dataclasses import replace

        from gradanim.studio.manim_alone import manim

        self.folder = folder
        manim.config.tex_dir = folder / "tex"
        writer = self.projector.file_writer
        pieces = folder / "pieces"
        pieces.mkdir()
        writer.output_plan = replace(writer.output_plan, segment_cache_dir=pieces)

    def begin(self, number: int, caption: str) -> None:
        if number == self.kept:  # again: the story goes on in other words
            self.next = number, caption
            if self.role == "look":
                self.player.say_begun(number, caption)
                self.player.glance(waits=True)
            return
        if self.at is None or self.at.beat != number:  # else something was played before the first beat
            self.close()
            self.at, self.next = None, (number, caption)
        self.kept = number
        self.player.keep(number, caption)

    def end(self) -> None:
        super().end()
        if self.role == "paint":
            return
        assert self.at is not None
        picture = self.player.folder / f"{self.at.beat:02d}.png"
        self.projector.picture(self.scene, picture)
        if self.role == "pass":
            self.player.line.send(Glimpse(self.player.order.run, self.at.beat, picture))
            self.player.line.close()
            os._exit(0)
        key = self.projector.imprint.key
        from gradanim.studio.watch.things import things_in

        things = things_in(self.scene, self.player.known())
        self.player.line.send(Still(self.player.order.run, self.at.beat, key, picture, things))

    def state(self, known: dict[str, Any]) -> str:
        """A digest of the picture, and of all that the story has a name for."""
        from gradanim.studio.watch.state import digest

        return digest(self.made_by, self.scene, known)

    def _verdict(self, question: Question) -> Verdict:
        return self.role

    def _took(self, take: Take) -> None:
        run, seconds = self.player.order.run, float(take.frames / self.projector.camera.frame_rate)
        if self.role == "paint":
            self.player.line.send(Filmed(run, take.beat, self.folder / take.files[0], seconds))
            self.player.line.close()
            os._exit(0)
        self.told = take.beat
        findings = self.scene.beats[take.beat - 1].findings
        self.player.line.send(Rehearsed(run, take.beat, seconds, findings))

    def _rate(self, frames_a_second: float) -> None:
        from gradanim.studio.manim_alone import manim

        manim.config.frame_rate = frames_a_second
        self.projector.camera.frame_rate = frames_a_second


if __name__ == "__main__":
    main(sys.argv[1])
