"""The page of the stage's words as Markdown: a table for each room."""

import re
from pathlib import Path

from docs.words.doors import Word, mathematics, rooms
from docs.words.pictures import example_texts, file_of, is_pictured
from docs.words.signatures import first_sentence

PAGE = Path(__file__).parent.parent / "words.md"
HEAD = """# The words of the stage

What a film is made of, room by room. In a film, `from gradanim.stage import PlaneScene, maps, marks` brings the rooms
it needs, and an editor lists the words of one after `marks.`

They all read the same way: the view first, then where, then how. A *point* is a pair of numbers, or something that says
one anew in every frame, such as a `Walker`; a *number* may move in the same way, as a function or a `ValueTracker`. An
*array* is one of numpy's. What stands behind the `*` is an option. A word of `marks` draws flat on a map, and on the
surface if the view is a landscape.

This page is made from the code by `python -m docs.words`, pictures too: do not edit it. How a word is drawn for its
picture is written in [words/examples.py](words/examples.py).
"""

MATHEMATICS = """
## `gradanim`

The mathematics, which draws nothing: `from gradanim import gradient_flow, level_curve_through`. A field, such as
`self.field` of a film, is a function of the plane; `self.field(x, y)` is its value, and `self.field.gradient(x, y)` its
gradient. The lines that a walker can be sent along are the `.points` of what `level_curve_through`, `gradient_flow` and
`climb` give.

"""


def page() -> str:
    """The whole page."""
    return (
        HEAD
        + "".join(_room(room, door.__doc__ or "", words) for room, (door, words) in rooms().items())
        + _mathematics()
    )


def _mathematics() -> str:
    """The section of what the package itself brings, in short."""
    words = "".join(f"- **`{word.written}`**  \n  {_escaped(word.sentence)}\n" for word in mathematics())
    return MATHEMATICS + words


def _room(room: str, about: str, words: list[Word]) -> str:
    pictured = [word for word in words if is_pictured(word)]
    rows = "".join(f"| {_image(word)} | {'<br>'.join(_lines(word))} |\n" for word in pictured)
    table = f"| | |\n|---|---|\n{rows}\n" if pictured else ""
    others = [_lines(word) for word in words if word not in pictured]
    rest = "".join(f"- {first}  \n  " + "  \n  ".join(lines) + "\n" for first, *lines in others)
    title = f"`{room}`" if room else "The stage itself"
    return f"\n## {title}\n\n{first_sentence(about)}\n\n{table}{rest}".rstrip("\n") + "\n"


def _image(word: Word) -> str:
    return f"![{word.key}](words/pictures/{file_of(word).name})"


def _lines(word: Word) -> list[str]:
    """What there is to say about a word."""
    lines = [f"**`{word.written}`**", _escaped(word.sentence)]
    if is_pictured(word) and word.key in example_texts():
        lines.append(f"In the picture: `{example_texts()[word.key]}`")
    lines += [f"`{written}`: {_escaped(sentence)}" for written, sentence in word.methods]
    if word.also:
        lines.append(f"Also all of {', '.join(f'`{name}`' for name in word.also)}.")
    return [line.replace("|", r"\|") for line in lines] if is_pictured(word) else lines


def _escaped(sentence: str) -> str:
    """A sentence in which Markdown sees no italics."""
    return re.sub(r"\b_|_\b", r"\_", sentence)
