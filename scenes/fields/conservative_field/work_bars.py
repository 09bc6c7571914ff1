"""The work on paths as bars that grow while somebody goes there."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, UR, BackgroundRectangle, Line, Polygon, Rectangle, VGroup
from numpy.typing import NDArray

from gradanim.fields.domain import Domain
from gradanim.stage import View, typeset
from gradanim.stage.frame.layout import MARGIN, Layout
from gradanim.stage.frame.live import redrawn

HEIGHT = 2.4  # scene units, from the lowest to the highest
WIDTH, GAP = 0.42, 0.3  # of a bar, and between two
FORMULA = 0.9  # scene units that the plate of a formula is high, and the name of an end
BESIDE = 3.7  # scene units that bars, what is written below them and the name of an end take
ABOVE = 4  # the layer of what is written on a picture


class WorkBars(VGroup):
    """A bar for each path, from zero to the work so far, on a plate in the upper right corner of the picture.

    Args:
        works: of each path, the work so far.
        low, high: between which it stays.

    Attributes:
        bars: one for each path.
    """

    def __init__(
        self, view: View, layout: Layout, works: Sequence[Callable[[], float]], colours: Sequence[str],
        low: float, high: float,
    ) -> None:  # fmt: skip
        low, high = min(low, 0.0), max(high, 0.0)
        self.works, self.unit, self.room = works, HEIGHT / (high - low), HEIGHT
        self.width_of_bars = len(works) * (WIDTH + GAP) + GAP
        name = typeset.words(view.theme, "work", size=32)
        frame = Rectangle(width=max(self.width_of_bars, name.width), height=HEIGHT, stroke_width=0)
        whole = VGroup(name, frame).arrange(DOWN, buff=0.2)
        plate = BackgroundRectangle(whole, color=view.theme.plate, fill_opacity=0.87, buff=0.16)
        VGroup(plate, whole).move_to([layout.picture.right - MARGIN, layout.title.bottom - 0.1, 0.0], aligned_edge=UR)
        middle = frame.get_bottom() + np.array([0.0, -low * self.unit, 0.0])
        self.zero = middle - np.array([self.width_of_bars / 2, 0.0, 0.0])  # where the line of zero begins
        line = Line(self.zero, 2 * middle - self.zero, stroke_color=view.theme.faint, stroke_width=2)
        bars = (self._bar(k, work, colour) for k, (work, colour) in enumerate(zip(works, colours, strict=True)))
        self.bars = VGroup(*bars)
        super().__init__(plate, name, self.bars, line)
        self.set_z_index(ABOVE)

    def shown(self, k: int) -> float:
        """The work that a drawn bar shows."""
        corners: NDArray[np.float64] = self.bars[k].points
        return float((corners[np.argmax(np.abs(corners[:, 1] - self.zero[1])), 1] - self.zero[1]) / self.unit)

    def level(self, colour: str, work: float) -> Line:
        """A line across all bars at the height of some work."""
        left = self.zero + np.array([0.0, work * self.unit, 0.0])
        right = left + np.array([self.width_of_bars, 0.0, 0.0])
        return Line(left, right, stroke_color=colour, stroke_width=3).set_z_index(ABOVE + 0.5)

    def _bar(self, k: int, work: Callable[[], float], colour: str) -> Polygon:
        bar = Polygon(*np.zeros((4, 3)), stroke_width=0, fill_color=colour, fill_opacity=1)
        left = self.zero[0] + GAP + k * (WIDTH + GAP)

        def draw(bar: Polygon) -> None:
            bottom, top = self.zero[1], self.zero[1] + work() * self.unit
            ends = [(left, bottom), (left + WIDTH, bottom), (left + WIDTH, top), (left, top), (left, bottom)]
            bar.set_points_as_corners(np.array([(*end, 0.0) for end in ends]))

        return redrawn(bar, draw)


def is_tall(layout: Layout) -> bool:
    """Whether a frame has more room above and below a domain than beside it."""
    return layout.frame.height > 1.2 * layout.frame.width


def room_for_paths(view: View, layout: Layout, domain: Domain) -> Domain:
    """The part of a domain that a formula and bars leave free: beside these, or in a tall frame below them."""
    tall = is_tall(layout)
    top = layout.title.bottom - 0.1 - (HEIGHT + 1.0 if tall else FORMULA)
    right = layout.picture.right - (0.0 if tall else BESIDE)
    x, y = view.where([right, top, 0.0])
    return Domain(domain.x0, min(domain.x1, float(x)), domain.y0, min(domain.y1, float(y)))
