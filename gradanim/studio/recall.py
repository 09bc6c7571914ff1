"""What was read from files in an earlier run, and is still so: kept where Python keeps what it compiles."""

import json
import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

_VERSION = 1  # raised when what is kept looks different


def key_of(*decides: object) -> str:
    """A digest of everything that decides what is read, by how it is printed."""
    return sha256(repr((_VERSION, decides)).encode()).hexdigest()


def recall(folder: Path, key: str) -> Any:
    """What was kept there under this key; None if it is something else, or nothing."""
    try:
        kept = json.loads(_place(folder).read_text(encoding="utf-8"))
        return kept["found"] if kept["key"] == key else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(folder: Path, key: str, found: Any) -> None:
    """Keep plain values there, in place of what was; where nobody may write, nothing is kept."""
    if sys.dont_write_bytecode:
        return
    place = _place(folder)
    unfinished = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        unfinished.write_text(json.dumps({"key": key, "found": found}), encoding="utf-8")
        unfinished.replace(place)


def _place(folder: Path) -> Path:
    return folder / "__pycache__" / "catalogue.json"
