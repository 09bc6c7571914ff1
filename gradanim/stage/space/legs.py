"""A gradient in space, built from its steps along x, y and z."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    Animation,
    Group,
    ManimColor,
    MathTypst,
    Mobject,
    Square,
    UpdateFromAlphaFunc,
    VGroup,
    linear,
)
from numpy.typing import ArrayLike, NDArray

from gradanim.block import Place
from gradanim.numerals import number
from gradanim.paint import Dots, Polylines, Sheet, SolidArrow
from gradanim.spatial import directions
from gradanim.stage.live import LiveNumber, now_number, redrawn
from gradanim.stage.marks.pointers import SEEN
from gradanim.stage.marks.routes import along
from gradanim.stage.space.room import RoomView
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.words import formula

AXES = "xyz"

NEGLIGIBLE = 1e-9  # of the gradient's length: a part that is no more is none


def legs(view: RoomView, at: Place, gradient: ArrayLike, *, carried: LiveNumber = 1.0) -> list[SolidArrow]:
    """The parts of the gradient along x, y and z, each in its colour; one may be nothing.

    Args:
        carried: from 0, where all begin at the point, to 1, where they stand head to tail.
    """
    parts, colours = np.diag(np.asarray(gradient, float)), [getattr(view.theme, f"partial_{axis}") for axis in AXES]
    before = np.vstack([np.zeros(3), np.cumsum(parts, axis=0)])[:3]

    def place(arrow: SolidArrow, k: int) -> None:
        start = view.at(*at) + view.reach * now_number(carried) * before[k]
        arrow.put_start_and_end_on(start, start + view.reach * parts[k])

    arrows = [SolidArrow([0, 0, 0], [0, 0, 1], colour, thickness=0.03) for colour in colours]
    for k, arrow in enumerate(arrows):
        redrawn(arrow, partial(place, k=k)) if callable(carried) else place(arrow, k)
    return arrows


def room_gradient(view: RoomView, at: Place, gradient: ArrayLike) -> SolidArrow:
    """The gradient at a point of space, `view.reach` scene units long for each unit of slope."""
    tail = view.at(*at)
    return SolidArrow(tail, tail + view.reach * np.asarray(gradient, float), view.theme.gradient, thickness=0.045)


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


def level_key(view: RoomView, values: Sequence[float], places: Sequence[Mobject], *, scale: float) -> VGroup:
    """The numbers of level surfaces in rising order, each beside a patch in the colour of its surface.

    Args:
        places: where they stand, and how tall: things that are not there yet.
        scale: the size of numbers to expect, as for a `Readout`.
    """
    colours = view.theme.height_colours(np.linspace(0, 1, len(values)) if len(values) > 1 else [0.0])
    rows = VGroup()
    for value, colour, place in zip(values, colours, places, strict=False):
        patch = Square(0.28, stroke_width=0, fill_color=ManimColor(colour[:3]), fill_opacity=1)
        row = VGroup(patch, Readout(view, "f", value, scale=scale)).arrange(RIGHT, buff=0.2)
        rows.add(row.scale(min(1.0, place.height / row.height)).move_to(place, aligned_edge=LEFT))
    return rows


def square_across(view: RoomView, at: Place, normal: ArrayLike, *, side: float = 1.5) -> Sheet:
    """A flat square through a point, square to a vector: the tangent plane of the level surface."""
    n = np.asarray(normal, float) / np.max(np.abs(normal))
    first = np.cross(n, [0.0, 0.0, 1.0] if abs(n[2]) < 0.9 * np.linalg.norm(n) else [1.0, 0.0, 0.0])
    second = np.cross(n, first)
    first, second = (side * v / np.linalg.norm(v) for v in (first, second))
    return Sheet(view.at(*at) - (first + second) / 2, first, second, view.theme.level, opacity=0.45)


def right_angle_mark(view: RoomView, arrow: SolidArrow, *, size: float = 0.3) -> Polylines:
    """The mark of a right angle between an arrow and what is square to it, standing upright."""
    way = (arrow.end - arrow.start) / np.linalg.norm(arrow.end - arrow.start)
    side = np.array([0.0, 0.0, 1.0]) if abs(way[2]) < 0.9 else np.array([1.0, 0.0, 0.0])
    side = side - (side @ way) * way
    side *= size / np.linalg.norm(side)
    corner = arrow.start + size * way
    return Polylines([np.stack([corner, corner + side, arrow.start + side])], view.theme.ink, stroke_width=3)


def components(view: RoomView, gradient: ArrayLike, width: float = np.inf) -> MathTypst:
    """`nabla f = [2, 4, 2]`, every number in its colour; one below the other where a row would be wider than given."""
    values = np.asarray(gradient, float)
    size = float(np.max(np.abs(values)))
    parts = [f"{{{{ {_set(v, size)} : partial_{axis} }}}}" for v, axis in zip(values, AXES, strict=True)]
    row = formula(view, f"{{{{ nabla f : gradient }}}} = bracket.l {', '.join(parts)} bracket.r")
    if row.width <= width:
        return row
    return formula(view, f'{{{{ nabla f : gradient }}}} = vec(delim: "[", {", ".join(parts)})')


def lean(gradient: ArrayLike) -> str:
    """The sentence about the direction of the gradient: which of its parts is the largest."""
    sizes = np.abs(np.asarray(gradient, float))
    largest = [f"_{axis}_" for axis, size in zip(AXES, sizes, strict=True) if size > (1 - 1e-6) * sizes.max()]
    if len(largest) == 3:
        return "All three parts are equally long: it leans equally along _x_, _y_ and _z_."
    if len(largest) == 2:
        return f"Its parts along {largest[0]} and {largest[1]} are the longest: it leans equally towards both."
    if (sizes > NEGLIGIBLE * sizes.max()).sum() == 1:
        return f"It has only one part: it points straight along {largest[0]}."
    return f"Its largest part decides how it leans: most of all along {largest[0]}."


def step_said(axis: str, part: float, slope: float, rate: Readout) -> str:
    """The sentence about a step along one axis alone, in the digits of its readout."""
    if abs(part) <= NEGLIGIBLE * slope:
        return f"Along _{axis}_ alone, _f_ neither grows nor falls at first: its partial derivative is zero."
    if part < 0:
        return f"Along _{axis}_ alone, _f_ starts to fall. Its partial derivative, {rate.spoken}, points back."
    return f"Along _{axis}_ alone, _f_ starts to grow at a rate of {rate.spoken}: its partial derivative in _{axis}_."


def longest(parts: Sequence[SolidArrow]) -> list[SolidArrow]:
    """The parts that decide how the gradient leans."""
    sizes = [float(np.linalg.norm(leg.end - leg.start)) for leg in parts]
    return [leg for leg, size in zip(parts, sizes, strict=True) if size > (1 - 1e-6) * max(sizes)]


def seen(arrows: Sequence[SolidArrow]) -> Group:
    """Those that are long enough to be drawn."""
    return Group(*(arrow for arrow in arrows if np.linalg.norm(arrow.end - arrow.start) > SEEN))


def _set(value: float, size: float) -> str:
    if value == round(value) and size < 1e6:
        return f"{value:.0f}" if value else "0"
    return number(value, 2, of=size)
