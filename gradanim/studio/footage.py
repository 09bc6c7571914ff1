"""The unit of work: play the story of a shot in this process, and film some of its beats.

A story can only be played from its beginning; but a beat is passed over in a fraction of the time that it takes to film
it. So several processes, each of which films other beats and passes over the rest, together film it faster.

manim's configuration is global: film one shot at a time in a process, and, where it has to be as if nothing was filmed
before, in a process of its own (see crew).
"""

from collections.abc import Callable, Container
from pathlib import Path
from tempfile import TemporaryDirectory

from gradanim.errors import FilmError
from gradanim.records.shot import Shot
from gradanim.studio.catalogue import find, load
from gradanim.studio.operator import Operator, Stopped, Told
from gradanim.studio.progress import At, OnProgress, Tally
from gradanim.studio.sources import digest_of
from gradanim.studio.takes import Ask, Footage, Outline, Take, Tell


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
    digest = digest_of(shot)  # before filming
    takes: list[tuple[Take, tuple[bytes, ...]]] = []
    with TemporaryDirectory(prefix="gradanim-") as folder:

        def keep(take: Take) -> None:
            if take.painted:
                files = [Path(folder, name) for name in take.files]
                takes.append((take, tuple(file.read_bytes() for file in files)))
                for file in files:
                    file.unlink()

        outline = perform(
            shot, Path(folder), lambda q: "paint" if beats is None or q.beat in beats else "pass", keep, on_move
        )
    assert outline is not None  # nobody said stop
    return Footage(shot, digest, outline, tuple(takes))


def perform(
    shot: Shot, folder: Path, ask: Ask, tell: Tell, on_move: Callable[[At], None], *, rehearsed: float | None = None
) -> Outline | None:
    """Play the story of a shot, and do with every beat what `ask` says.

    Args:
        folder: where the files of takes, and whatever manim writes, are put.
        ask: called before anything is played in a beat.
        tell: called after every beat that was not only passed over.
        on_move: called when a beat begins, and while it is played, not more often than anyone could read.
        rehearsed: frames a second where none will be filmed, in place of the shot's.

    Returns:
        The outline of the story; None if it was stopped.
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
        operator = Operator(scene, folder, ask, tell, on_move)
        operator.projector = Projector(scene, operator.count)
        operator.projector.on_play = operator.play
        scene.operator = operator
        try:
            scene.render()
            operator.close()
        except Told:
            pass
        except Stopped:
            return None
    return operator.outline()


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
