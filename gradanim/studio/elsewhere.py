"""Films that nobody has said where to find: a cheap look into the folders below the present one."""

import re
from itertools import islice
from pathlib import Path

from gradanim.studio.places import COMMAND
from gradanim.studio.scene_classes import written_in

LOOKED_AT = 300  # files at most: who has misspelt a name does not want to wait
HOW = "a film outside scenes/ is named by its file, `--scene FILE.py`, or found in its folder, `--scenes-folder FOLDER`"


def lies_in(name: str) -> Path | None:
    """The file in a folder of the present one, or here, that defines a class of this name, capital letters or not."""
    head = re.compile(rb"^class\s+" + re.escape(name.strip().encode()) + rb"\s*\(", re.MULTILINE | re.IGNORECASE)
    here = Path.cwd()
    for file in islice((file for where in ("[!._]*/*.py", "*.py") for file in sorted(here.glob(where))), LOOKED_AT):
        if file.is_file() and head.search(file.read_bytes()) and _defines(file, name):
            return file.relative_to(here)
    return None


def command_for(name: str) -> str:
    """How a scene of this name is filmed, if it lies there; else empty."""
    file = lies_in(name)
    return "" if file is None else f"{COMMAND} --scene {file.as_posix()}:{name.strip()}"


def _defines(file: Path, name: str) -> bool:
    """Whether it is not only spoken of in a text; of a file that is no Python, nobody knows."""
    try:
        return any(found.node.name.casefold() == name.strip().casefold() for found in written_in(file))
    except (SyntaxError, ValueError):
        return True
