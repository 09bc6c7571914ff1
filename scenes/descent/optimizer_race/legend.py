"""The legend: who is who, and the rule of each optimizer."""

from collections.abc import Mapping, Sequence

from manim import DOWN, LEFT, RIGHT, UP, VGroup

from gradanim.records.theme import Themed
from gradanim.stage.typeset import formula, words

PITCH = 0.0155  # scene units from line to line, per unit of font size


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


def annotated_rule(view: Themed, source: str, notes: Sequence[str], colour: str) -> VGroup:
    """A formula, and under it in small print what its letters mean."""
    lines = VGroup(formula(view, source, size=38), *(words(view.theme, note, size=34) for note in notes))
    return lines.arrange(DOWN, buff=0.1, aligned_edge=LEFT).set_color(colour)
