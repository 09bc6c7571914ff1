"""Two graphs beside the map: the climb on the way round a square, and the climbs along its sides as bars."""

from itertools import pairwise

import numpy as np
from manim import RIGHT, Group, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.scalar import ScalarField
from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import LiveNumber, now_number
from gradanim.stage.plots import Axis, Plot
from gradanim.stage.typeset import formula

from .mixed_difference import Patch, climbs

NAMES = ("bottom", "right", "top", "left")
CORNERS = 40  # of the curve of each side


class LoopGraph(Plot):
    """What the gradient has added up to on the way round a square, as far as a share of the way.

    Attributes:
        curves: one for each side, in the colour of the partial that counts there.
        dot: where the walker is.
    """

    def __init__(self, view: View, square: Patch, box: Box, share: LiveNumber) -> None:
        self.way, self.climbed = np.linspace(0, 4, 4 * CORNERS + 1), climb_round(view.field, square)
        low, high = float(min(self.climbed.min(), 0)), float(max(self.climbed.max(), 0))
        ways = Axis(0.0, 4.0, marks=[(k + 0.5, f'"{name}"') for k, name in enumerate(NAMES)])
        super().__init__(view, box, ways, Axis(low, high, "climb"), right=0.2)
        self.zero = self.thin_line(*self.at([0.0, 4.0], [0.0, 0.0]))
        x, y = view.theme.partial_x, view.theme.partial_y
        self.curves = [self._curve(k, colour, share) for k, colour in enumerate((x, y, x, y))]

        def here() -> tuple[ArrayLike, ArrayLike]:
            gone = 4 * now_number(share)
            return [gone], [np.interp(gone, self.way, self.climbed)]

        self.dot = self.marker(here, view.theme.path, radius=0.09)
        self.add(self.zero)

    def drawn(self) -> NDArray[np.float64]:
        """Sides gone and height climbed, shape (n, 2), read back from the curves."""
        points = self.where(np.vstack([curve.points for curve in self.curves]))
        return points[np.isfinite(points).all(axis=1)]

    def _curve(self, side: int, colour: str, share: LiveNumber) -> VMobject:
        part = slice(side * CORNERS, (side + 1) * CORNERS + 1)
        way, climbed = self.way[part], self.climbed[part]

        def so_far() -> tuple[ArrayLike, ArrayLike]:
            gone = 4 * now_number(share)
            seen = np.minimum(way, max(gone, way[0]))
            return seen, np.where(gone > way[0] - 1e-9, np.interp(seen, way, climbed), np.nan)

        return self.polyline(so_far, colour, width=5, casing=True)


def climb_round(f: ScalarField, square: Patch) -> NDArray[np.float64]:
    """The gradient added up from the lower left corner to each of equally many places of the four sides in turn."""
    corners = np.vstack([square.corners, square.corners[:1]])
    places = np.vstack([np.linspace(a, b, CORNERS, endpoint=False) for a, b in pairwise(corners)])
    return np.append(0.0, np.cumsum(climbs(f, places)))


BARS = (0.7, 1.8, 3.9, 5.2)  # left and right, bottom and top
MARKS = (2.4, 5.8)
LENGTH = 6.5  # of the horizontal axis
SHOWN = ("left", "right", "bottom", "top")


class SideBars(Plot):
    """The climbs up the left and the right side, and to the right along the bottom and the top, as bars.

    Attributes:
        bars: in the order of `SHOWN`.
        marks: from the end of the first bar of each pair to the height of the second: by how much that climbs more.
        names: of the marks.
    """

    def __init__(self, view: View, square: Patch, box: Box, grown: LiveNumber) -> None:
        bottom, right, top, left = climbs(view.field, square.corners)
        self.climbs = np.array([-left, right, bottom, -top])
        low, high = float(min(self.climbs.min(), 0)), float(max(self.climbs.max(), 0))
        names = Axis(0.0, LENGTH, marks=[(x, f'"{name}"') for x, name in zip(BARS, SHOWN, strict=True)])
        super().__init__(view, box, names, Axis(low, high, "climb"), right=0.2)
        y, x = view.theme.partial_y, view.theme.partial_x
        wide = 0.5 * self.area.width / LENGTH * 100  # of manim's stroke units, a hundred to a scene unit
        self.bars = VGroup(*(self._bar(k, colour, grown, wide) for k, colour in enumerate((y, y, x, x))))
        self.zero = self.thin_line(*self.at([0.0, LENGTH], [0.0, 0.0]))
        self.marks, self.names, self.levels = Group(), VGroup(), VGroup()
        for k, place in enumerate(MARKS):
            pair = self.climbs[2 * k : 2 * k + 2]
            self.marks.add(self.polyline(([place, place], pair), view.theme.ink, width=8, casing=True))
            self.levels.add(
                *(self.thin_line(*self.at([BARS[2 * k + j], place], climb)) for j, climb in enumerate(pair))
            )
            name = formula(view, "Delta", size=34)
            self.names.add(name.move_to(self.at(place, pair.mean()) + (0.18 + name.width / 2) * RIGHT))
        self.add(self.zero)

    def _bar(self, k: int, colour: str, grown: LiveNumber, wide: float) -> VMobject:
        return self.bar(lambda: (BARS[k], now_number(grown) * self.climbs[k]), colour, width=wide)
