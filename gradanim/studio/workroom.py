"""Where a film is made until all of it is there, and how it then comes to where people find it."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from gradanim.errors import FilmError
from gradanim.records.clip import Clip

LEFT_BEHIND = 24 * 3600
"""Seconds after which a private folder that nothing was written to belongs to a process that was killed."""


class Busy(FilmError):
    """Another process is making the same film in the same folder."""


@contextmanager
def work_folder(media: Path, name: str) -> Iterator[Path]:
    """A private folder inside the media folder, for moving out of it in one step; gone afterwards.

    Only one process at a time has one for the film of that name. What another one left behind that was killed is
    swept away.

    Raises:
        Busy: another process has one.
    """
    works = media / ".work"
    lock = _lock(works, name)
    try:
        for left_over in works.glob(f"{name}.[0-9]*"):
            shutil.rmtree(left_over, ignore_errors=True)
        _sweep(works)
        work = works / f"{name}.{os.getpid()}"
        work.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)
    finally:
        with suppress(OSError):  # Windows removes it below: there a file that is open stays
            Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()
        with suppress(OSError):  # not empty: others are at work
            works.rmdir()


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


def _lock(works: Path, name: str) -> FileLock:
    """Take the lock for a film, which the system gives back when this process ends, however it ends."""
    lock = FileLock(works / f"{name}.lock", blocking=False)
    while not lock.is_locked:
        works.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except FileNotFoundError:
            continue  # the last one to leave has just removed the folder
        except Timeout as why:
            raise Busy(f"{name} is being made by another process, in the same folder") from why
    return lock


def _sweep(works: Path) -> None:
    for work in works.glob("*"):
        with suppress(OSError):  # another process sweeps too
            if time.time() - max(path.stat().st_mtime for path in (work, *work.rglob("*"))) > LEFT_BEHIND:
                shutil.rmtree(work)
