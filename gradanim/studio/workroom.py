"""Where a film is made until all of it is there, and how it then comes to where people find it."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gradanim.studio.clip import Clip

LEFT_BEHIND = 24 * 3600
"""Seconds after which a private folder that nothing was written to belongs to a process that was killed."""


@contextmanager
def work_folder(media: Path, name: str) -> Iterator[Path]:
    """A private folder of this process inside the media folder, for moving out of it in one step; gone afterwards."""
    _sweep(media / ".work")
    work = work_path(media, name, os.getpid())
    work.mkdir(parents=True)
    try:
        yield work
    finally:
        remove_work(work)


def work_path(media: Path, name: str, pid: int) -> Path:
    """The private folder of a process for the film of that name."""
    return media / ".work" / f"{name}-{pid}"


def remove_work(work: Path) -> None:
    """Remove a private folder, and the folder of private folders when it was the last."""
    shutil.rmtree(work, ignore_errors=True)
    with suppress(OSError):  # not empty: others are at work
        work.parent.rmdir()


def publish(finished: Path, media: Path, clip: Clip) -> None:
    """Move everything in `finished` into the media folder, over what has the same name there, and write clip.json last.

    Whatever stops this half-way, a clip.json never describes files that are not its own: the old one goes first.
    """
    (media / clip.record).unlink(missing_ok=True)
    for made in sorted(finished.iterdir()):
        place = media / made.name
        if place.is_dir():
            place.rename(finished.parent / f"former-{made.name}")
        made.replace(place)
    clip.write(media)


def _sweep(works: Path) -> None:
    for work in works.glob("*"):
        with suppress(OSError):  # another process sweeps too
            if time.time() - max(path.stat().st_mtime for path in (work, *work.rglob("*"))) > LEFT_BEHIND:
                shutil.rmtree(work)
