"""What RoomGradient draws in the picture."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from manim import Animation, Group, Mobject, UpdateFromAlphaFunc, linear
from numpy.typing import ArrayLike, NDArray
from scipy.stats import rankdata

from gradanim.paint.dots import Dots
from gradanim.paint.level_surface import LevelSurface
from gradanim.paint.lines import Polylines
from gradanim.paint.solids import Sheet, SolidArrow
from gradanim.stage.live import LiveNumber, Point, now_number, redrawn
from gradanim.stage.maps import base, labels, less, round_numbers
from gradanim.stage.marks import along
from gradanim.stage.marks.pointers import SEEN
from gradanim.stage.space import LevelSurfaces, RoomView, between_numbers, rings
from gradanim.stage.space.axes import TICK
from gradanim.stage.typeset import formula

from .mathematics import ways_around

AXES = "xyz"
SHARE = 0.92  # of every side of the room, in its middle, that balls all over it are spread over


class NestedLevels(Group):
    """Level surfaces of several values, one of them the surface that a place lies on.

    Attributes:
        values: in rising order.
        surfaces, rings: of each value.
        key, key_colours: the values with the colours of their surfaces, as those of a Cloud.
        own, own_rings, own_value: the surface through the place, its rings, and its value.
        others: the surfaces of the other values with theirs; empty if there are none.
    """

    def __init__(self, view: RoomView, values: Sequence[float], at: Point, gradient: ArrayLike) -> None:
        self.values = tuple(values)
        self.surfaces = LevelSurfaces(view, values)
        level = 2 - int(np.argmin(np.abs(np.asarray(gradient, float))[::-1]))  # cuts across it are nearly flat rings
        self.key = list(self.values)
        self.key_colours = np.array([surface.rgba[0] for surface in self.surfaces])
        self.rings = [
            rings(view, value, surface.rgba[0], axis=level)
            for value, surface in zip(values, self.surfaces, strict=True)
        ]
        here = float(np.asarray(view.field(*(np.array([c], float) for c in at)))[0])
        k = int(np.argmin(np.abs(np.array(values) - here)))
        self.own_value = self.values[k]
        self.own: LevelSurface = self.surfaces[k]
        self.own_rings: Polylines = self.rings[k]
        rest = [j for j in range(len(values)) if j != k]
        self.others = Group(*(thing for j in rest for thing in (self.surfaces[j], self.rings[j])))
        super().__init__(self.surfaces, *self.rings)

    def own_in(self, colour: ArrayLike | None = None) -> list[Animation]:
        """Give the surface through the place, and its rings, another colour; or that of its value again."""
        rgb = self.key_colours[self.values.index(self.own_value)] if colour is None else np.asarray(colour, float)
        return [thing.animate.set_color(rgb[:3]).build() for thing in (self.own, self.own_rings)]


def legs(view: RoomView, at: Point, gradient: ArrayLike, *, carried: LiveNumber = 1.0) -> list[SolidArrow]:
    """The parts of the gradient along x, y and z, each in its colour; one may be nothing.

    Args:
        carried: from 0, where all begin at the point, to 1, where they stand head to tail.
    """
    parts, colours = np.diag(np.asarray(gradient, float)), [getattr(view.theme, f"partial_{axis}") for axis in AXES]
    before = np.vstack([np.zeros(3), np.cumsum(parts, axis=0)])[:3]

    def place(arrow: SolidArrow, k: int) -> None:
        start = view.at(*at) + view.arrow_scale * now_number(carried) * before[k]
        arrow.put_start_and_end_on(start, start + view.arrow_scale * parts[k])

    arrows = [SolidArrow([0, 0, 0], [0, 0, 1], colour, thickness=0.03) for colour in colours]
    for k, arrow in enumerate(arrows):
        redrawn(arrow, partial(place, k=k)) if callable(carried) else place(arrow, k)
    return arrows


def room_gradient(view: RoomView, at: Point, gradient: ArrayLike) -> SolidArrow:
    """The gradient at a point of space, `view.arrow_scale` scene units long for each unit of slope."""
    tail = view.at(*at)
    return SolidArrow(tail, tail + view.arrow_scale * np.asarray(gradient, float), view.theme.gradient, thickness=0.045)


def square_across(view: RoomView, at: Point, normal: ArrayLike, *, side: float = 1.5) -> Sheet:
    """A flat square through a point, square to a vector: the tangent plane of the level surface."""
    n = np.asarray(normal, float) / np.max(np.abs(normal))
    first = np.cross(n, [0.0, 0.0, 1.0] if abs(n[2]) < 0.9 * np.linalg.norm(n) else [1.0, 0.0, 0.0])
    second = np.cross(n, first)
    first, second = (side * v / np.linalg.norm(v) for v in (first, second))
    return Sheet(view.at(*at) - (first + second) / 2, first, second, view.theme.level, opacity=0.45)


def longest(parts: Sequence[SolidArrow]) -> list[SolidArrow]:
    """The parts that decide how the gradient leans."""
    sizes = [float(np.linalg.norm(leg.end - leg.start)) for leg in parts]
    return [leg for leg, size in zip(parts, sizes, strict=True) if size > (1 - 1e-6) * max(sizes)]


def seen(arrows: Sequence[SolidArrow]) -> Group:
    """Those that are long enough to be drawn."""
    return Group(*(arrow for arrow in arrows if np.linalg.norm(arrow.end - arrow.start) > SEEN))


class Rover(Dots):
    """A ball that can be sent through the room, in a colour that no value has; call it for where it is."""

    def __init__(self, view: RoomView, start: Point) -> None:
        self._view, self._at = view, start
        super().__init__([view.at(*start)], view.theme.direction, radius=0.09)

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


class Cloud(Dots):
    """Little balls at many points, coloured by their values from low to high; none where there is none.

    The colour is the rank among them: equal values have one colour, and half of the balls are above the middle one.

    Attributes:
        key: three of the values, the lowest, one between and the highest.
        key_colours: those of the balls with these values, shape (3, 4), red, green, blue and opacity.

    Args:
        values: shape (n,).
        places: shape (3, n).
        between: the second value of the key, one of those of the balls; the middle one if not given.
        radius: of the balls, in scene units.
    """

    def __init__(
        self,
        view: RoomView,
        values: NDArray[np.float64],
        places: NDArray[np.float64],
        *,
        between: float | None = None,
        radius: float = 0.045,
    ) -> None:
        known = np.isfinite(values)
        shares = _shares(values[known])
        colours = view.theme.height_colours(shares)
        shown = [int(np.argmin(np.abs(shares - share))) for share in (0.0, 0.5, 1.0) if len(shares)]
        if between is not None:
            shown[1] = int(np.argmin(np.abs(values[known] - between)))
        self.key: list[float] = values[known][shown].tolist()
        self.key_colours: NDArray[np.float64] = colours[shown]
        super().__init__(view.at(*places[:, known]), colours, radius=radius)


def around(view: RoomView, at: Point, step: float, way: ArrayLike, *, count: int = 40) -> Cloud:
    """Little balls at a point and one step from it in all directions, coloured by the values there from low to high.

    One of them, the second, lies where the given vector leads.
    """
    places = np.asarray(at)[:, None] + step * np.column_stack([np.zeros(3), ways_around(way, count).T])
    values = np.asarray(view.field(*places), float)
    return Cloud(view, values, places, between=float(values[0]), radius=0.035)


def everywhere(view: RoomView, *, across: int = 8) -> Cloud:
    """Little balls all over a room, so many along each side, coloured by the values there from low to high."""
    room = view.field.domain
    middle = np.array(room.centre)[:, None]
    places = middle + SHARE * (room.grid(across).reshape(3, -1) - middle)
    return Cloud(view, np.asarray(view.field(*places), float), places)


def _shares(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The ranks of values from 0 to 1; those that differ by rounding alone are equal."""
    if not len(values):
        return values
    ranks = rankdata(np.round(values / (np.max(np.abs(values)) or 1.0), 9))
    shares: NDArray[np.float64] = (ranks - ranks.min()) / (np.ptp(ranks) or 1.0)
    return shares


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
            start = low + np.nan_to_num(edge) * (high - low)
            off = base(low[axis], high[axis])
            numbers = round_numbers(low[axis], high[axis], 5)
            if axis == 2:  # its lowest number would stand on the first one of x
                numbers = numbers[numbers > low[2] + 0.05 * (high[2] - low[2])]
            for value, text in zip(numbers, labels(numbers - off), strict=True):
                place = start.copy()
                place[axis] = value
                foot = view.at(*place)
                lines.append(np.stack([foot, foot + TICK * outwards]))
                self.texts.append(formula(view, text, size=26).move_to(foot + 3.2 * TICK * outwards))
            place = start.copy()
            place[axis] = between_numbers(numbers, (low[axis] + high[axis]) / 2)
            name = formula(view, f"{'xyz'[axis]}{less(off)}", size=34)
            self.texts.append(name.move_to(view.at(*place) + 0.85 * outwards))
        self.lines = Polylines(lines, view.theme.faint, stroke_width=2)
        super().__init__(self.lines, *self.texts)
