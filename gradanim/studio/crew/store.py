"""Beats that were filmed before, kept by what the painter was given for them.

A folder for each: KEY-HINT, with the beat's film and its last picture. Whoever takes one out gets it under a name of
their own (a hard link where there are such), so that it stays theirs when it is thrown out here. Several processes may
use one store at once.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import av

from gradanim.studio.reel import length
from gradanim.studio.takes import Take

ROOM = 2 * 2**30
"""Bytes that a store may take: some hundred films in 1080p."""


class Store:
    """Keeps beats, and throws out those that were not used for longest.

    Args:
        folder: need not exist yet.
        room: bytes it may take.
    """

    def __init__(self, folder: Path, room: int = ROOM) -> None:
        self.folder, self.room = folder, room

    def hints(self) -> set[str]:
        """The hints of all beats that are kept."""
        return {entry.name.partition("-")[2] for entry in self._entries()}

    def put(self, take: Take, place: Path) -> None:
        """Keep the files of a painted take, which stay where they are, in `place`. A full disk is no reason to fail."""
        entry = self.folder / f"{take.key}-{take.hint}"
        new = self.folder / f".{uuid4().hex}"
        with suppress(OSError):
            try:
                new.mkdir(parents=True)
                for name in take.files:
                    _link(place / name, new / f"beat{Path(name).suffix}")
                if entry.exists():
                    entry.rename(new / "former")
                new.rename(entry)
            finally:
                shutil.rmtree(new, ignore_errors=True)
                shutil.rmtree(entry / "former", ignore_errors=True)

    def take_out(self, take: Take, place: Path) -> bool:
        """Put the files of a take that was only looked at into `place`, if they are kept here, whole.

        Raises:
            OSError: they are here, and cannot be written there.
        """
        for entry in self.folder.glob(f"{take.key}-*"):
            kept = {name: entry / f"beat{Path(name).suffix}" for name in take.files}
            if not _is_whole(take, list(kept.values())):
                shutil.rmtree(entry, ignore_errors=True)
                continue
            for name, file in kept.items():
                _link(file, place / name)
            with suppress(OSError):
                os.utime(entry)
            return True
        return False

    def tidy(self) -> None:
        """Throw out what was not used for longest until the rest fits into the room."""
        sizes: list[tuple[float, int, Path]] = []
        for entry in self._entries():
            with suppress(OSError):  # another process tidies too
                size = sum(file.stat().st_size for file in entry.iterdir())
                sizes.append((entry.stat().st_mtime, size, entry))
        free = self.room - sum(size for _, size, _ in sizes)
        for _, size, entry in sorted(sizes):
            if free >= 0:
                break
            shutil.rmtree(entry, ignore_errors=True)
            free += size

    def clean(self) -> int:
        """Throw everything out; returns how many beats there were."""
        entries = self._entries()
        if self.folder.exists():
            shutil.rmtree(self.folder)
        return len(entries)

    def _entries(self) -> list[Path]:
        try:
            return [entry for entry in self.folder.iterdir() if not entry.name.startswith(".")]
        except OSError:
            return []


def _is_whole(take: Take, files: list[Path]) -> bool:
    """Whether all files are there, and the film has all its frames: a machine may have lost its power."""
    try:
        frames = length(files[0]) if take.suffix else take.frames
        return frames == take.frames and all(file.stat().st_size > 0 for file in files)
    except (OSError, av.FFmpegError):
        return False


def _link(file: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    try:
        os.link(file, target)
    except OSError:  # a file system without hard links, or another one
        shutil.copyfile(file, target)
