"""The gradient at every point: hundreds of arrows in one true scale."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gradanim.paint import Dots, VectorArrows
from gradanim.points import critical_points
from gradanim.stage.live import Point
from gradanim.stage.marks.pointers import SEEN
from gradanim.stage.view import View
from gradanim.vantage import flatness

LONGEST = 1.25  # cells that an arrow may be long before it covers its neighbours
STEEP = 2.0  # times the usual steep slope, the 80th percentile: what is steeper would make all others tiny
ENOUGH = 24  # arrows that are long enough to be seen; fewer take a finer grid
OVER = 0.1  # scene units that an arrow may reach over the border of the map


class GradientMap(VectorArrows):
    """grad f on a grid, every arrow as long as the slope is steep, in one scale.

    There is none where the gradient does not exist. An arrow that would leave the picture, or cover its neighbours, is
    left out and never shortened.

    Attributes:
        view: the given one with the scale of these arrows for its reach.
        crowded: some of the steepest are left out.
    """

    def __init__(self, view: View, *, cell: float = 0.38) -> None:
        while True:
            x, y = _grid(view, cell)
            gradients = view.field.gradient(x, y)
            slopes = np.hypot(*gradients)
            longest = _longest(view, slopes)
            self.view = view.reaching_up_to(longest, LONGEST * cell)
            drawn = self.view.reach * slopes
            if (drawn > SEEN).sum() >= ENOUGH or cell < 0.05:
                break
            cell /= 2
        with np.errstate(invalid="ignore"):
            kept = slopes <= longest * (1 + 1e-9)
        self.crowded = bool((slopes > longest * (1 + 1e-9)).any())
        tails = self.view.at(x[kept], y[kept])
        vectors = self.view.reach * gradients[:, kept].T
        inside = _inside(view, tails[:, :2] + vectors)
        super().__init__(
            tails[inside, :2], vectors[inside], view.theme.gradient, stroke_width=3, tip_length=min(0.13, 0.4 * cell)
        )


def flat_places(view: View) -> list[Point]:
    """The isolated places where the gradient is zero, from the left to the right."""
    return sorted(place.point for place in critical_points(view.field))


def flat_marks(view: View, places: Sequence[Point]) -> Dots:
    """A dot on each of the places."""
    x, y = np.reshape(np.array(places, float), (-1, 2)).T
    return Dots(view.at(x, y), view.theme.ink, radius=0.05)


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
