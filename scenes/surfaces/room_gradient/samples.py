"""The values of f that RoomGradient shows at single points: a probe that is moved, and samples in colours."""

from typing import Any

import numpy as np
from manim import Animation, Mobject, UpdateFromAlphaFunc, linear
from numpy.typing import ArrayLike, NDArray
from scipy.stats import rankdata

from gradanim.paint.dots import Dots
from gradanim.stage.frame.live import Point
from gradanim.stage.marks import along
from gradanim.stage.space import RoomView

from .mathematics import torn, ways_around


class Probe(Dots):
    """A ball that can be moved through space, in a colour that no value has; call it for where it is."""

    def __init__(self, view: RoomView, start: Point, *, radius: float = 0.09) -> None:
        self._view, self._at = view, start
        super().__init__([view.at(*start)], view.theme.direction, radius=radius)

    def __call__(self) -> Point:
        return self._at

    def follow(self, line: NDArray[np.float64], **options: Any) -> Animation:
        """Go along a broken line, shape (n, 3), the same length in the same time."""

        def step(_: Mobject, alpha: float) -> None:
            x, y, z = along(line, alpha).tolist()
            self._at = (x, y, z)
            self.points = self._view.at(*self._at)[None]

        return UpdateFromAlphaFunc(self, step, **{"rate_func": linear, **options})

    def there_and_back(self, way: ArrayLike, **options: Any) -> Animation:
        """Go straight along a vector, shape (3,), and home again."""
        here = np.asarray(self._at)
        return self.follow(np.array([here, here + np.asarray(way, float), here]), **options)


class Samples(Dots):
    """Little balls at many points, coloured by their values from low to high; none where there is none, as on a pole.

    The colour is the rank among them: equal values have one colour, and half of the samples are above the middle one.

    Args:
        values: shape (n,).
        places: shape (3, n).
        radius: of the balls, in scene units.
    """

    def __init__(
        self,
        view: RoomView,
        values: NDArray[np.float64],
        places: NDArray[np.float64],
        *,
        radius: float = 0.045,
    ) -> None:
        known = np.isfinite(values) & ~torn(view.field, places, values)
        colours = view.theme.height_colours(_shares(values[known]))
        super().__init__(view.at(*places[:, known]), colours, radius=radius)


def samples_around(
    view: RoomView, at: Point, step: float, way: ArrayLike, *, count: int = 40, radius: float = 0.035
) -> Samples:
    """Little balls at a point and one step from it in all directions, coloured by the values there from low to high.

    One of them, the second, lies where the given vector leads.
    """
    places = np.asarray(at)[:, None] + step * np.column_stack([np.zeros(3), ways_around(way, count).T])
    values = np.asarray(view.field(*places), float)
    return Samples(view, values, places, radius=radius)


def _shares(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The ranks of values from 0 to 1; those that differ by rounding alone are equal."""
    if not len(values):
        return values
    ranks = rankdata(np.round(values / (np.max(np.abs(values)) or 1.0), 9))
    shares: NDArray[np.float64] = (ranks - ranks.min()) / (np.ptp(ranks) or 1.0)
    return shares
