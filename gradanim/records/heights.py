"""Heights measured on a grid, as a shot names them: a file, and a digest of what is in it."""

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True)
class Heights:
    """A file of heights; `gradanim.fields.heights` reads it.

    Args:
        file: where it is, or "sample": the terrain that comes along.
        digest: of its contents: what decides a film.
    """

    file: str
    digest: str

    @property
    def stem(self) -> str:
        """What the file is called, without its folder and its suffix."""
        return PurePath(self.file).stem
