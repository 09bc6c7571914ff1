"""What the lines in the picture stand for."""

from collections.abc import Mapping, Sequence

from manim import RIGHT, UP, Line, VGroup

from gradanim.stage.theme import Themed
from gradanim.stage.typeset.texts import words

PIECE = 0.4  # scene units
PITCH = 0.0155  # scene units from line to line, per unit of font size


def line_key(view: Themed, name: str, colour: str, *, width: float = 5, size: float = 34) -> VGroup:
    """A piece of line in its colour, and what such lines are."""
    text = words(view.theme, name, size=size)
    piece = Line(0 * RIGHT, PIECE * RIGHT, stroke_color=colour, stroke_width=width)
    return VGroup(piece, text).arrange(RIGHT, buff=0.15)


class Legend(VGroup):
    """Who is who: names in their colours, one below the other, and after each what there is to say of it.

    Attributes:
        names, notes: either half of every line; they may come one after the other.
    """

    def __init__(self, view: Themed, said: Mapping[str, str], colours: Sequence[str], *, size: float = 29) -> None:
        lines = [
            words(view.theme, f"{name}: {note}", size=size).set_color(colour)
            for (name, note), colour in zip(said.items(), colours, strict=True)
        ]
        for row, line in enumerate(lines):  # whether letters reach below the line or not, lines are equally far apart
            line.shift(-line.get_left()[0] * RIGHT - (row * PITCH * size + line[0].get_bottom()[1]) * UP)
        glyphs = [len(words(view.theme, name, size=size)) for name in said]
        self.names = VGroup(VGroup(*line[:count]) for line, count in zip(lines, glyphs, strict=True))
        self.notes = VGroup(VGroup(*line[count:]) for line, count in zip(lines, glyphs, strict=True))
        super().__init__(self.names, self.notes)
