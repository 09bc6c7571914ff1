"""A casing around lines: what acts on a picture is set off from the ground, be that dark or bright."""

from typing import TypeVar

from manim import VMobject

from gradanim.records.theme import Theme

WIDE = 5.0  # how much wider than its line a casing is, in manim's stroke units

Line = TypeVar("Line", bound=VMobject)


def cased(line: Line, theme: Theme) -> Line:
    """A line, or a filled shape, with a casing of its theme behind it."""
    colour, seen = theme.casing
    line.set_stroke(colour, width=line.get_stroke_width() + WIDE, opacity=seen, background=True, family=False)
    return line
