"""A ball that goes through a room, and clouds of little ones that show what it would read."""

from typing import Any

import numpy as np
from manim import Animation, Mobject, UpdateFromAlphaFunc, linear
from numpy.typing import ArrayLike, NDArray

from gradanim.block import Place
from gradanim.paint import Dots
from gradanim.spatial import directions
from gradanim.stage.marks.routes import along
from gradanim.stage.space.room import RoomView


class Rover(Dots):
    """A ball that can be sent through the room; call it for where it is."""

    def __init__(self, view: RoomView, start: Place) -> None:
        self._view, self._at = view, start
        super().__init__([view.at(*start)], view.theme.path, radius=0.09)

    def __call__(self) -> Place:
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


def around(view: RoomView, at: Place, step: float) -> Dots:
    """Little balls one step from a point in all directions, coloured by the values there from low to high."""
    places = np.asarray(at)[:, None] + step * directions(60).T
    return cloud(view, np.asarray(view.f(*places), float), places)


def cloud(view: RoomView, values: NDArray[np.float64], places: NDArray[np.float64]) -> Dots:
    """Little balls at many points, coloured by their values from low to high; none where there is none.

    Args:
        values: shape (n,).
        places: shape (3, n).
    """
    known = np.isfinite(values)
    order = np.argsort(np.argsort(values[known], kind="stable")) / max(1, int(known.sum()) - 1)
    return Dots(view.at(*places[:, known]), view.theme.height_colours(order), radius=0.045)
