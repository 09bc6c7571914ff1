"""A drawn scale: how long a round slope, or a round height, is in the picture."""

from collections.abc import Iterable

import numpy as np
from manim import LEFT, ORIGIN, RIGHT, UP, Line, Mobject, VGroup

from gradanim.formulas.numerals import short
from gradanim.stage.frame.view import View
from gradanim.stage.typeset.labels import Label, place
from gradanim.stage.typeset.texts import words

LONGEST = 1.5  # scene units


class ScaleBar(Label):
    """A line as long as a round slope is drawn, with that slope over it, in a corner of the picture.

    It is the lower right one, or the first of the others in which it lies on nothing that it has to avoid;
    where there is none, it covers the first of that.

    Args:
        of: what is drawn to that scale.
        unit: scene units for one of it; if not given, those of the view's arrows.
        upright: it stands, as heights do.
        longest: scene units.

    Attributes:
        line: as long as the slope.
        number: the slope.
    """

    def __init__(
        self,
        view: View,
        *,
        avoid: Iterable[Mobject] = (),
        of: str = "slope",
        unit: float | None = None,
        upright: bool = False,
        longest: float = LONGEST,
    ) -> None:
        unit = view.arrow_scale if unit is None else unit
        slope = longest / unit
        power = 10.0 ** np.floor(np.log10(slope))
        self.number = power * next(k for k in (5, 2, 1) if k * power <= slope * (1 + 1e-9))
        ink, along, across = view.theme.ink, *((UP, RIGHT) if upright else (RIGHT, UP))
        self.line = Line(0 * along, unit * self.number * along, stroke_color=ink, stroke_width=4)
        ends = [
            Line(-0.08 * across, 0.08 * across, stroke_color=ink, stroke_width=4).move_to(e)
            for e in self.line.points[[0, -1]]
        ]
        name = words(view.theme, f"{of} {short(self.number, 3)}", size=32)
        name.next_to(self.line, LEFT if upright else UP, buff=0.14)
        whole = VGroup(self.line, *ends, name)
        super().__init__(view, whole, around=0.12)
        middles = view.inner.inset(
            0.12, left=self.width / 2, right=self.width / 2, bottom=self.height / 2, top=self.height / 2
        )
        corners = [(x, y, 0.0) for y in (middles.bottom, middles.top) for x in (middles.right, middles.left)]
        place(self, (corners, ORIGIN), clear_of=[*view.words, *list(avoid)[::-1]])

    @property
    def unit(self) -> float:
        """Scene units for one of what it measures, as it is drawn."""
        return float(np.linalg.norm(self.line.points[-1] - self.line.points[0])) / self.number
