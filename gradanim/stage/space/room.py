"""A function of three variables: the box of space it is shown in, its level surfaces, and the frame around them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from manim import OUT, Group, Mobject
from numpy.typing import ArrayLike, NDArray

from gradanim.paint import LevelSurface, Polylines
from gradanim.stage.maps.frame import base, labels, less, round_numbers
from gradanim.stage.space.landscape import MIDDLE
from gradanim.stage.theme import Theme
from gradanim.stage.typeset.words import formula

Points = NDArray[np.float64]
Place = tuple[float, float, float]

TICK = 0.12  # scene units
LEVEL_OPACITY = 0.3
NESTED_OPACITY = 0.22  # of each of several level surfaces, so that the innermost is still seen


@dataclass(frozen=True)
class RoomView:
    """A box of space, one unit as long in x, y and z; its middle is where the camera looks.

    Attributes:
        f: takes three arrays of one shape and returns one; nan where it is undefined.
        low, high: two corners of the box, in units of x, y and z.
        size: scene units that its longest side measures.
        reach: scene units per unit of slope, for arrows that stand for a gradient.
    """

    f: Callable[[Points, Points, Points], ArrayLike]
    theme: Theme
    low: Place = (-3.0, -3.0, -3.0)
    high: Place = (3.0, 3.0, 3.0)
    size: float = 4.4
    reach: float = 1.0

    def __deepcopy__(self, memo: object) -> "RoomView":
        return self  # a value, as every view

    @property
    def scale(self) -> float:
        """Scene units per unit of x, y or z."""
        return float(self.size / np.max(self.box[:, 1] - self.box[:, 0]))

    @property
    def box(self) -> Points:
        """The lowest and the highest x, y and z, shape (3, 2)."""
        return np.stack([self.low, self.high], axis=1).astype(float)

    def at(self, x: ArrayLike, y: ArrayLike, z: ArrayLike) -> Points:
        """The scene points, shape (..., 3), for points (x, y, z)."""
        points = np.stack(np.broadcast_arrays(x, y, z), axis=-1).astype(float)
        return self.scale * (points - self.box.mean(axis=1)) + MIDDLE * OUT

    def where(self, points: ArrayLike) -> Points:
        """The points, shape (..., 3), that drawn scene points stand for: `at` undone."""
        drawn: Points = (np.asarray(points, float) - MIDDLE * OUT) / self.scale + self.box.mean(axis=1)
        return drawn

    def reaching(self, slope: float, length: float) -> Self:
        """The same view with arrows scaled so that this slope is drawn `length` scene units long."""
        return replace(self, reach=length / slope)


def level_surface(
    view: RoomView, value: float, *, colour: str | None = None, opacity: float = LEVEL_OPACITY, samples: int = 48
) -> LevelSurface:
    """All points where the function has one value, as a translucent surface; nothing where the box has none.

    Args:
        samples: along the longest side of the box.
    """
    return LevelSurface(
        view.f, value, view.box, colour or view.theme.level, to_scene=lambda points: view.at(*points.T),
        samples=samples, opacity=opacity,
    )  # fmt: skip


def level_surface_through(
    view: RoomView, at: Place, *, colour: str | None = None, opacity: float = LEVEL_OPACITY
) -> LevelSurface:
    """The level surface through a point."""
    value = float(np.asarray(view.f(*(np.array([c], float) for c in at)))[0])
    return level_surface(view, value, colour=colour, opacity=opacity)


class LevelSurfaces(Group):
    """Nested translucent level surfaces, coloured from low to high; one submobject for each value, in their order.

    Attributes:
        values: the levels that are drawn, as given.
    """

    def __init__(
        self, view: RoomView, values: Sequence[float], *, opacity: float = NESTED_OPACITY, samples: int = 48
    ) -> None:
        self.values = tuple(float(value) for value in values)
        ranks = np.argsort(np.argsort(self.values)) / max(1, len(self.values) - 1)
        colours = view.theme.height_colours(ranks)[:, :3]
        super().__init__(
            *(
                LevelSurface(
                    view.f, value, view.box, colour, to_scene=lambda points: view.at(*points.T),
                    samples=samples, opacity=opacity,
                )
                for value, colour in zip(self.values, colours, strict=True)
            )
        )  # fmt: skip


class RoomFrame(Group):
    """The edges of the box, open towards the viewer, with ticks, numbers and names along three of them.

    Attributes:
        lines: the edges and ticks.
        texts: numbers and names; a scene in space has to keep them upright (`show_upright`).
    """

    def __init__(self, view: RoomView) -> None:
        low, high = view.box.T
        corners = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)])
        nearest = np.array([1, 0, 1])  # to where the camera usually stands: an edge there would cross the picture
        edges = [(a, b) for a in corners for b in corners if (b - a).sum() == 1 and (b >= a).all()]
        edges = [(a, b) for a, b in edges if not ((a == nearest).all() or (b == nearest).all())]
        lines = [view.at(*(low + np.stack([a, b]) * (high - low)).T) for a, b in edges]
        self.texts: list[Mobject] = []
        # the edges at which numbers can be read from where the camera usually stands
        for axis, edge, outwards in (
            (0, np.array([np.nan, 0, 0]), np.array([0.0, -1.0, 0.0])),
            (1, np.array([1, np.nan, 0]), np.array([1.0, 0.0, 0.0])),
            (2, np.array([0, 0, np.nan]), np.array([-1.0, 0.0, 0.0])),
        ):
            start, end = (low + np.where(np.isnan(edge), end, edge) * (high - low) for end in (0, 1))
            off = base(low[axis], high[axis])
            numbers = round_numbers(low[axis], high[axis], 7)
            if axis == 2:  # its lowest number would stand on the first one of x
                numbers = numbers[numbers > low[2] + 0.05 * (high[2] - low[2])]
            for value, text in zip(numbers, labels(numbers - off), strict=True):
                place = start.copy()
                place[axis] = value
                foot = view.at(*place)
                lines.append(np.stack([foot, foot + TICK * outwards]))
                self.texts.append(formula(view, text, size=26).move_to(foot + 3.2 * TICK * outwards))
            name = formula(view, f"{'xyz'[axis]}{less(off)}", size=34)
            self.texts.append(name.move_to(view.at(*(start + end) / 2) + 0.85 * outwards))
        self.lines = Polylines(lines, view.theme.faint, stroke_width=2)
        super().__init__(self.lines, *self.texts)
