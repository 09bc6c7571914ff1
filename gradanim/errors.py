"""The one family of errors that a user can meet.

GradanimError
    ReadError       the typed mathematics could not be read (also a ValueError)
    DomainError     a rectangle or a point does not fit (also a ValueError)
    Refusal         a scene has no story to tell about this field
    FilmError       a film failed: a false claim, the encoder, the disk (also a RuntimeError)
"""

import unicodedata

_SHOWN = 72  # characters of the typed text in a message: it stays on one line of a terminal


class GradanimError(Exception):
    """Anything this project raises on purpose.

    GradanimError
        ReadError, DomainError      (ValueError)
        Refusal
        FilmError                   (RuntimeError)
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
