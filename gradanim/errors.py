"""The one family of errors that a user can meet.

GradanimError
    ReadError       the typed mathematics could not be read (also a ValueError)
    DomainError     a rectangle or a point does not fit (also a ValueError)
    Refusal         a scene has no story to tell about this field
    FilmError       a film failed: a false claim, the encoder, the disk (also a RuntimeError)
        SceneError  the code of a scene is wrong: its author is told where, and what to write instead
"""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

_SHOWN = 72  # characters of the typed text in a message: it stays on one line of a terminal


class GradanimError(Exception):
    """Anything this project raises on purpose.

    GradanimError
        ReadError, DomainError      (ValueError)
        Refusal
        FilmError                   (RuntimeError)
            SceneError
    """


class ReadError(GradanimError, ValueError):
    """The typed mathematics could not be read.

    Args:
        text: what was typed.
        position: index in `text` of the character at fault, from 0; `len(text)` is its end.
        reason: what is wrong, as a clause without a full stop.
        cure: what to type instead, as a sentence; may be empty.

    `str()` gives the reason, the text with a caret under the place, and the cure.
    """

    def __init__(self, text: str, position: int, reason: str, cure: str = "") -> None:
        super().__init__(text, position, reason, cure)
        self.text = text
        self.position = max(0, min(position, len(text)))
        self.reason = reason
        self.cure = cure

    def __str__(self) -> str:
        shown, column = _excerpt(self.text, self.position)
        lines = [self.reason, f"    {shown}", "    " + " " * column + "^", self.cure]
        return "\n".join(line for line in lines if line)


class DomainError(GradanimError, ValueError):
    """A rectangle that is none, or a point outside it."""


class Refusal(GradanimError):
    """A scene cannot tell its story about this field; the message is the reason."""


class FilmError(GradanimError, RuntimeError):
    """A film failed on the way to the disk."""


class SceneError(FilmError):
    """The code of a scene is wrong.

    Args:
        reason: what is wrong, what was given, and what to write instead, in a sentence.
        place: as `place_of` gives it; empty where the traceback says it.
    """

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(reason, place)
        self.reason, self.place = reason, place

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" if self.place else self.reason


def place_of(file: str | Path, line: int | None) -> str:
    """Where something is written, for messages: `my_hill.py, line 23`; of a film in a folder, `my_hill/story.py`."""
    path = Path(file)
    name = f"{path.parent.name}/{path.name}" if path.name == "story.py" else path.name
    return f"{name}, line {line}" if line else name


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """`: did you mean gradient?`, to end a sentence with; empty where no known word is like the one given.

    Of words that capitals alone tell apart, the first is meant.
    """
    folded: dict[str, str] = {}
    for word in known:
        folded.setdefault(word.casefold(), word)
    near = get_close_matches(given.casefold(), folded, n=1, cutoff=0.65)
    return f": did you mean {folded[near[0]]}?" if near else ""


def _excerpt(text: str, position: int) -> tuple[str, int]:
    """One printable line around the position, and the column of the position in it."""
    start = max(0, min(position - _SHOWN // 2, len(text) - _SHOWN))
    stop = min(len(text), start + _SHOWN)
    before = ("..." if start else "") + "".join(map(_printable, text[start:position]))
    after = "".join(map(_printable, text[position:stop])) + ("..." if stop < len(text) else "")
    return before + after, sum(_columns(character) for character in before)


def _printable(character: str) -> str:
    if character.isspace():
        return " "
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
