"""What a line in the picture stands for: a piece of it, and its name."""

from manim import RIGHT, Line, VGroup

from gradanim.stage.theme import Themed
from gradanim.stage.typeset.texts import words

PIECE = 0.4  # scene units


def line_key(view: Themed, name: str, colour: str, *, width: float = 5, size: float = 34) -> VGroup:
    """A piece of line in its colour, and what such lines are."""
    text = words(view.theme, name, size=size)
    piece = Line(0 * RIGHT, PIECE * RIGHT, stroke_color=colour, stroke_width=width)
    return VGroup(piece, text).arrange(RIGHT, buff=0.15)
