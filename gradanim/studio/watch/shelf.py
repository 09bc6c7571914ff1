"""The files that a page shows: each under a name that is never given again, so that a browser may keep it."""

import secrets
import time
from collections.abc import Container
from pathlib import Path

IN_USE = 60.0
"""Seconds for which a page may ask for a file that is not shown any more."""


class Shelf:
    """A folder of files.

    Args:
        folder: is made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def take(self, file: Path) -> str:
        """Move a file here, and return its new name."""
        name = f"{secrets.token_hex(8)}{file.suffix}"
        file.rename(self.folder / name)
        return name

    def tidy(self, needed: Container[str | None]) -> None:
        """Remove the files that are not needed, and that no page can be about to ask for."""
        for file in self.folder.iterdir():
            if file.name not in needed and time.time() - file.stat().st_mtime > IN_USE:
                file.unlink(missing_ok=True)
