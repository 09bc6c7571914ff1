"""The legend: who is who, the rule of each optimizer, and the colours of the map."""

from collections.abc import Mapping, Sequence

from manim import DOWN, LEFT, RIGHT, UP, Rectangle, VGroup

from gradanim import nice_levels
from gradanim.records.theme import Themed
from gradanim.stage import View
from gradanim.stage.maps import band_shades, rank
from gradanim.stage.typeset import formula, words

BAR = (1.5, 0.26)  # width and height of the strip of colours, scene units


class HeightKey(VGroup):
    """The colours of the map in a row, from low to high.

    Attributes:
        bands: the colours, as faint as those of the map, in rising order.
    """

    def __init__(self, view: View) -> None:
        levels = nice_levels(view.field)
        colours = view.theme.height_colours(band_shades(rank(levels, levels.values)))
        self.bands = VGroup(
            Rectangle(width=BAR[0] / len(colours), height=BAR[1], stroke_width=0, fill_opacity=1)
            .set_fill("#" + "".join(f"{round(255 * float(c)):02x}" for c in colour[:3]))
            for colour in colours
        ).arrange(RIGHT, buff=0)  # fmt: skip
        low, high = (words(view.theme, name, size=34) for name in ("low", "high"))
        super().__init__(low, self.bands, high)
        self.arrange(RIGHT, buff=0.15)


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
