"""The unit of work: play the story of a shot in this process, and film some of its beats.

A story can only be played from its beginning; but played without being painted it takes a fraction of the time. So
several processes, each of which plays all of it and films other beats, together film it faster, and what is there from
an earlier run is passed over.

manim's configuration is global: film one shot at a time in a process, and, where it has to be as if nothing was filmed
before, in a process of its own (see crew).
"""

import time
from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from gradanim.errors import FilmError
from gradanim.studio.catalogue import find, load
from gradanim.studio.clip import BeatRecord
from gradanim.studio.progress import REPORT_EVERY, At, OnProgress, Tally
from gradanim.studio.reel import splice
from gradanim.studio.shot import Shot

Verdict = Literal["paint", "look", "pass", "stop"]
"""What to do with a beat: paint and film it; play it and find out its key; play it only; play no more of the story."""


@dataclass(frozen=True)
class Question:
    """A process is about to play something for the first time in a beat, and asks what to do with the beat.

    Args:
        beat: its number, from 1.
        caption: its sentence.
        hint: a digest of the picture at that moment: the same hint probably means the same key, and other hints of one
            beat that it is not the same story.
    """

    beat: int
    caption: str
    hint: str


@dataclass(frozen=True)
class Take:
    """A beat that was painted, or only looked at.

    Args:
        beat: its number, from 1.
        hint: as in its Question.
        key: of all that the painter was given: equal keys mean equal frames.
        frames: how many it lasts.
        suffix: of its film, with the dot; empty if only its last picture was painted.
        painted: whether its film and picture are there, under the names below.
    """

    beat: int
    hint: str
    key: str
    frames: int
    suffix: str
    painted: bool

    @property
    def files(self) -> tuple[str, ...]:
        """Names of its film, if there is one, and of its last picture."""
        return (*([f"{self.beat:02d}{self.suffix}"] if self.suffix else []), f"{self.beat:02d}.png")


@dataclass(frozen=True)
class Story:
    """What a shot tells, whatever of it was painted.

    Args:
        title: of the film, in plain text.
        beats: in order, with times counted in whole frames.
        frames: of each beat.
        rate: frames a second, exactly.
    """

    title: str
    beats: tuple[BeatRecord, ...]
    frames: tuple[int, ...]
    rate: Fraction


@dataclass(frozen=True)
class Footage:
    """Some beats of a film, ready to be sent; `edit` makes the film of all.

    Args:
        shot: of which film.
        digest: of the shot where it was filmed: of other sources or libraries where it differs.
        story: all of it, the same in every share.
        takes: the beats of this share, each with the contents of its files.
    """

    shot: Shot
    digest: str
    story: Story
    takes: tuple[tuple[Take, tuple[bytes, ...]], ...]


Ask = Callable[[Question], Verdict]
Tell = Callable[[Take], None]


def shoot_beats(
    shot: Shot, beats: Container[int] | None = None, *, on_move: Callable[[At], None] = lambda at: None
) -> Footage:
    """Play the story of a shot, and film the beats whose numbers are among `beats`.

    Needs no folder; what it takes and gives can be pickled. `range(i, 10**6, n)` is the i-th of n shares, i from 1,
    whatever the number of beats.

    Args:
        beats: numbers from 1; None are all.
        on_move: called when a beat begins, and while it is played; a Tally adds up what several processes say.

    Raises:
        FilmError: the encoder or the disk failed.
        GradanimError: the scene, or what was typed, makes no film.
    """
    digest = shot.digest  # before filming
    takes: list[tuple[Take, tuple[bytes, ...]]] = []
    with TemporaryDirectory(prefix="gradanim-") as folder:

        def keep(take: Take) -> None:
            if take.painted:
                files = [Path(folder, name) for name in take.files]
                takes.append((take, tuple(file.read_bytes() for file in files)))
                for file in files:
                    file.unlink()

        story = perform(
            shot, Path(folder), lambda q: "paint" if beats is None or q.beat in beats else "pass", keep, on_move
        )
    assert story is not None  # nobody said stop
    return Footage(shot, digest, story, tuple(takes))


def perform(
    shot: Shot, folder: Path, ask: Ask, tell: Tell, on_move: Callable[[At], None], *, rehearsed: float | None = None
) -> Story | None:
    """Play the story of a shot, and do with every beat what `ask` says.

    Args:
        folder: where the files of takes, and whatever manim writes, are put.
        ask: called before anything is played in a beat.
        tell: called after every beat that was painted or looked at.
        on_move: called when a beat begins, and while it is played, not more often than anyone could read.
        rehearsed: frames a second where none will be filmed, in place of the shot's.

    Returns:
        The story; None if it was stopped.
    """
    scene_class = load(entry := find(shot.scene))
    if not hasattr(scene_class, "beat"):
        raise FilmError(
            f"{shot.scene} is a plain manim scene: let it extend PlaneScene or Storyboard, "
            "or render it with the manim command"
        )
    from gradanim.studio.configuration import configured
    from gradanim.studio.projector import Projector

    encoded = shot.format != "png" and rehearsed is None
    with configured(
        shot, folder / "manim", assets=entry.file.parent, frame_rate=rehearsed or shot.frame_rate, encoded=encoded
    ):
        scene = scene_class(shot)
        operator = _Operator(scene, folder, ask, tell, on_move)
        operator.projector = Projector(scene, operator.count)
        operator.projector.on_play = operator.play
        scene.operator = operator
        try:
            scene.render()
            operator.close()
        except _Stopped:
            return None
    if not scene.beats:
        raise FilmError(f'{shot.scene} tells nothing: put what it plays into `with self.beat("..."):`')
    return operator.story()


def reporting(shot: Shot, on_progress: OnProgress | None) -> Callable[[At], None]:
    """Turn the moves of one process that paints all it plays into the progress of a film."""
    tally = Tally(shot.frame_rate)
    before: dict[int, At] = {}

    def move(at: At) -> None:
        for beat, last in list(before.items()):
            if beat != at.beat:
                tally.finish(beat, before.pop(beat).frames, kept=not last.painting)
        before[at.beat] = at
        tally.move(0, at)
        if on_progress is not None:
            on_progress(tally.progress())

    return move


class _Stopped(Exception):
    """Nothing more of the story is wanted."""


class _Operator:
    """Films a story beat by beat, as it is told what to do with each.

    A beat lasts until the next one begins: what is played between two belongs to the first of them, and what is played
    before the first one to that.
    """

    projector: Any

    def __init__(self, scene: Any, folder: Path, ask: Ask, tell: Tell, on_move: Callable[[At], None]) -> None:
        self.scene, self.folder = scene, folder
        self.ask, self.tell, self.on_move = ask, tell, on_move
        self.encoder = scene.session_spec.video_encoder
        self.at: Question | None = None
        self.next: tuple[int, str] | None = (1, "")  # the beat that has begun without anything played in it
        self.verdict: Verdict = "pass"
        self.first = 0  # frame of the beat
        self.lengths: list[int] = []
        self.moved = -REPORT_EVERY
        self.made_by = _made_by(scene)

    def begin(self, number: int, caption: str) -> None:
        if self.at is None or self.at.beat != number:  # else something was played before the first beat
            self.close()
            self.next = number, caption

    def end(self) -> None:
        """Keep the last picture."""
        assert self.at is not None
        if self.projector.imprint is not None:
            self.projector.imprint.note("still")
            self.projector.imprint.moment(self.scene.camera, self.scene.mobjects)
        if self.verdict == "paint":
            self.projector.picture(self.scene, self.folder / f"{self.at.beat:02d}.png")

    def play(self) -> None:
        """Something is going to be played. Only now is asked what to do with the beat, as more of it is known."""
        if self.next is not None:
            self._open(*self.next)
            self.next = None

    def count(self, frames: int) -> None:
        """So many frames have been played."""
        now = time.perf_counter()
        if self.at is not None and now - self.moved >= REPORT_EVERY:
            self.moved = now
            self.on_move(At(self.at.beat, self.at.caption, frames - self.first, self.verdict == "paint"))

    def close(self) -> None:
        """The beat is over."""
        if self.at is None:
            return
        frames = self.projector.frames - self.first
        self.lengths.append(frames)
        self.moved = -REPORT_EVERY
        self.count(self.projector.frames)
        if self.verdict in ("paint", "look"):
            suffix = f".{self.encoder.container_format}" if self.encoder else ""
            take = Take(self.at.beat, self.at.hint, self.projector.imprint.key, frames, suffix, self.verdict == "paint")
            if take.painted and self.encoder:
                self._splice(take)
            self.tell(take)

    def story(self) -> Story:
        """All that was told, with times in whole frames."""
        from gradanim.stage.typeset.words import plain

        rate = self.encoder.frame_rate if self.encoder else Fraction(self.scene.camera.frame_rate)
        beats = tuple(
            replace(beat, start=float(sum(self.lengths[:i]) / rate), seconds=float(self.lengths[i] / rate))
            for i, beat in enumerate(self.scene.beats)
        )
        title = plain(self.scene.title) or type(self.scene).__name__
        return Story(title, beats, tuple(self.lengths), rate)

    def _open(self, number: int, caption: str) -> None:
        from gradanim.paint.imprint import Imprint

        start = Imprint(self.made_by, caption)
        start.moment(self.scene.camera, self.scene.mobjects)
        self.at = Question(number, caption, start.key)
        self.verdict = self.ask(self.at)
        if self.verdict == "stop":
            raise _Stopped
        self.first = self.projector.frames
        self.projector.painting = self.verdict == "paint" and self.encoder is not None
        self.projector.imprint = Imprint(self.made_by) if self.verdict in ("paint", "look") else None
        self.moved = -REPORT_EVERY
        self.count(self.first)

    def _splice(self, take: Take) -> None:
        pieces = self.projector.take_pieces()
        if not take.frames:
            raise FilmError(f"beat {take.beat} is over before its first frame: let it hold longer, or play something")
        target = self.folder / take.files[0]
        if (arrived := splice(pieces, target, self.encoder.frame_rate)) != take.frames:
            raise FilmError(f"{arrived} of {take.frames} frames arrived in beat {take.beat}: the encoder failed")
        for piece in pieces:
            piece.unlink()


def _made_by(scene: Any) -> str:
    """A digest of all that decides a beat's files beside what is drawn: the painter, the encoder, the joining."""
    from gradanim.paint.imprint import painter

    decides = (painter(scene.camera), repr(scene.session_spec.video_encoder), _own_sources())
    return sha256(repr(decides).encode()).hexdigest()


@cache
def _own_sources() -> str:
    here = Path(__file__).parent
    return sha256(b"".join((here / f"{name}.py").read_bytes() for name in ("projector", "reel", "footage"))).hexdigest()
