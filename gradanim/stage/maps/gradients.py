"""The gradient at every point: hundreds of arrows in one true scale."""

from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from gradanim.calculus.critical_points import Kind, critical_points
from gradanim.fields.standing import flatness
from gradanim.paint.arrows import VectorArrows
from gradanim.stage.layout import Box
from gradanim.stage.live import Point
from gradanim.stage.marks.pointers import SEEN
from gradanim.stage.view import View

CELL = 0.52  # scene units from arrow to arrow
LONGEST = 1.1  # cells that an arrow may be long before it covers its neighbours
STEEP = 2.0  # times the usual steep slope, the 80th percentile: what is steeper would make all others tiny
GRIDS = 4  # each twice as fine as the one before
ENOUGH = 24  # arrows that are long enough to be seen; fewer take a finer grid
ALIKE = 0.03  # of the longest: a difference between lengths that is not seen
OVER = 0.1  # scene units that an arrow may reach over the border of the map
Stop = Kind | Literal["nearly flat"]


class GradientMap(VectorArrows):
    """grad f on a grid, every arrow as long as the slope is steep, in one scale.

    There is none where the gradient does not exist. An arrow that would leave the picture, or cover its neighbours, is
    left out and never shortened.

    Args:
        cell: scene units from arrow to arrow.
        longest: cells that an arrow may be long; below 1, two in a row are never read as one.

    Attributes:
        view: the given one with the scale of these arrows.
        crowded: some of the steepest are left out.
    """

    def __init__(self, view: View, *, cell: float = CELL, longest: float = LONGEST) -> None:
        best = -1
        for finer in cell / 2.0 ** np.arange(GRIDS):
            grid = _grid(view, finer)
            found = view.field.gradient(*grid)
            steep = _longest(view, np.hypot(*found))
            scaled = view.fit_arrows(steep, longest * finer)
            seen = int((scaled.arrow_scale * np.hypot(*found) > SEEN).sum())
            if seen > best:
                best, cell, (x, y), gradients, steepest, self.view = seen, finer, grid, found, steep, scaled
            if seen >= ENOUGH:
                break
        slopes = np.hypot(*gradients)
        with np.errstate(invalid="ignore"):
            kept = slopes <= steepest * (1 + 1e-9)
        self.crowded = bool((slopes > steepest * (1 + 1e-9)).any())
        tails = self.view.at(x[kept], y[kept])
        vectors = self.view.arrow_scale * gradients[:, kept].T
        inside = _inside(view, tails[:, :2] + vectors)
        super().__init__(
            tails[inside, :2], vectors[inside], view.theme.gradient, stroke_width=3, tip_length=min(0.13, 0.4 * cell)
        )

    @property
    def total(self) -> float:
        """The lengths of all arrows together, scene units."""
        return float(self._lengths().sum())

    @property
    def steepest(self) -> Point:
        """Where the longest arrow stands."""
        return self._place(np.argmax(self._lengths()))

    @property
    def alike(self) -> bool:
        """All arrows are about equally long."""
        lengths = self._lengths()
        return bool(np.ptp(lengths) < ALIKE * lengths.max())

    def within(self, box: Box) -> Self:
        """Only those arrows that stand in a part of the frame."""
        ends = np.stack([self.tails, self.heads])[:, :, :2]
        kept = ((ends >= [box.left, box.bottom]) & (ends <= [box.right, box.top])).all(axis=(0, 2))
        some = self.copy()
        some.points, some.rgba = np.vstack([self.tails[kept], self.heads[kept]]), self.rgba[kept]
        return some

    def stops(self, start: Point) -> list[tuple[Point, Stop]]:
        """Where to go from a point to see an arrow vanish: the nearest hilltop or valley, and the nearest saddle.

        Where there is neither, the flattest place, if an arrow would not be seen there; or none.
        """
        near = sorted(critical_points(self.view.field), key=lambda place: np.hypot(*np.subtract(place.point, start)))
        found = [next((c for c in near if c.kind in kinds), None) for kinds in (("peak", "valley"), ("saddle",))]
        stops: list[tuple[Point, Stop]] = [(c.point, c.kind) for c in found if c]
        if not stops:
            place, slope = flattest(self.view)
            stops = [(place, "nearly flat")] if self.view.arrow_scale * slope < SEEN / 2 else []
        return stops

    def _lengths(self) -> NDArray[np.float64]:
        lengths: NDArray[np.float64] = np.linalg.norm(self.heads - self.tails, axis=1)
        return lengths

    def _place(self, index: np.intp) -> Point:
        x, y = self.view.where(self.tails[index])
        return float(x), float(y)


def flattest(view: View) -> tuple[Point, float]:
    """The place on a fine grid where the slope is least, and the slope."""
    x, y = view.field.domain.grid(121)
    slopes = np.hypot(*view.field.gradient(x, y))
    k = int(np.nanargmin(slopes))
    return (float(x.flat[k]), float(y.flat[k])), float(slopes.flat[k])


def _grid(view: View, cell: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The middles of square cells that fill the map, each of shape (n,)."""
    d, box = view.field.domain, view.box
    columns, rows = max(2, round(box.width / cell)), max(2, round(box.height / cell))
    x = d.x0 + d.width * (np.arange(columns) + 0.5) / columns
    y = d.y0 + d.height * (np.arange(rows) + 0.5) / rows
    across, up = np.meshgrid(x, y)
    return across.ravel(), up.ravel()


def _longest(view: View, slopes: NDArray[np.float64]) -> float:
    """The slope that is drawn longest: the steepest, or a usual one where a few are steep beyond all measure."""
    sloping = slopes[slopes > flatness(view.field)]
    if not len(sloping):
        return 0.2 * view.slope_scale
    steep = min(float(sloping.max()), STEEP * float(np.percentile(sloping, 80)))
    return max(steep, 0.1 * view.slope_scale)


def _inside(view: View, tips: NDArray[np.float64]) -> NDArray[np.bool_]:
    box = view.box
    low, high = [box.left - OVER, box.bottom - OVER], [box.right + OVER, box.top + OVER]
    return np.asarray(((tips >= low) & (tips <= high)).all(axis=1))
