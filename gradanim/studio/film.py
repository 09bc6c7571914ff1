"""Film or rehearse one shot in this process, from beginning to end.

manim's configuration is global: see `footage`. Many shots, and one in several processes, are the business of `crew`.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from gradanim.errors import FilmError
from gradanim.records.clip import BeatRecord, Clip
from gradanim.records.shot import Shot
from gradanim.studio.edit import assemble
from gradanim.studio.footage import perform, reporting
from gradanim.studio.progress import OnProgress, Progress
from gradanim.studio.sources import digest_of
from gradanim.studio.takes import Take
from gradanim.studio.workroom import publish, work_folder

__all__ = ["REHEARSAL_RATE", "OnProgress", "Progress", "film", "rehearse"]

REHEARSAL_RATE = 5
"""Frames a second of a rehearsal: enough for every claim to look at every movement, and quick."""


def film(shot: Shot, media: Path, on_progress: OnProgress | None = None) -> Clip:
    """Film the shot into the media folder: the film, its captions, poster and beats, and clip.json last.

    Everything is made in a private folder and moved into place when all of it is there; a failure leaves what was there
    before.

    Raises:
        FilmError: a claim is false, or the encoder or the disk failed.
        GradanimError: the scene, or what was typed, makes no film.
    """
    media = media.absolute()
    takes: list[Take] = []
    digest = digest_of(shot)  # before filming: should a source change meanwhile, the next run films again
    try:
        with work_folder(media, shot.name) as work:
            outline = perform(shot, work, lambda question: "paint", takes.append, reporting(shot, on_progress))
            assert outline is not None  # nobody said stop
            clip = assemble(shot, digest, outline.story(takes), work)
            publish(work / "finished", media, clip)
    except OSError as why:
        raise FilmError(f"{shot.name} could not be filmed: {why}") from why
    return clip


def rehearse(shot: Shot, on_progress: OnProgress | None = None) -> tuple[BeatRecord, ...]:
    """Play the shot's scene without painting or encoding, and return its beats with what their claims found.

    Raises:
        GradanimError: the scene, or what was typed, makes no film.
    """
    takes: list[Take] = []
    with TemporaryDirectory(prefix="gradanim-") as work:
        outline = perform(
            shot, Path(work), lambda question: "play", takes.append, reporting(shot, on_progress),
            rehearsed=REHEARSAL_RATE,
        )  # fmt: skip
    assert outline is not None  # nobody said stop
    return outline.story(takes).beats
