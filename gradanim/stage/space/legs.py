"""A gradient in space, built from its steps along x, y and z."""

from collections.abc import Sequence

import numpy as np
from manim import Group, MathTypst
from numpy.typing import ArrayLike, NDArray

from gradanim.block import Place
from gradanim.numerals import number
from gradanim.paint import Dots, Sheet, SolidArrow
from gradanim.stage.marks.pointers import SEEN
from gradanim.stage.space.room import RoomView
from gradanim.stage.typeset.words import formula, spoken

AXES = "xyz"

NEGLIGIBLE = 1e-9  # of the gradient's length: a part that is no more is none


def legs(view: RoomView, at: Place, gradient: ArrayLike) -> list[SolidArrow]:
    """The parts of the gradient along x, y and z, head to tail from a point, each in its colour; one may be nothing."""
    corners = np.vstack([np.zeros(3), np.cumsum(np.diag(np.asarray(gradient, float)), axis=0)])
    points = view.at(*at) + view.reach * corners
    colours = [getattr(view.theme, f"partial_{axis}") for axis in AXES]
    return [SolidArrow(a, b, c, thickness=0.03) for a, b, c in zip(points[:-1], points[1:], colours, strict=True)]


def room_gradient(view: RoomView, at: Place, gradient: ArrayLike) -> SolidArrow:
    """The gradient at a point of space, `view.reach` scene units long for each unit of slope."""
    tail = view.at(*at)
    return SolidArrow(tail, tail + view.reach * np.asarray(gradient, float), view.theme.gradient, thickness=0.045)


def ball(view: RoomView, at: Place) -> Dots:
    """A ball at a point of space."""
    return Dots([view.at(*at)], view.theme.path, radius=0.09)


def cloud(view: RoomView, values: NDArray[np.float64], places: NDArray[np.float64]) -> Dots:
    """Little balls at many points, coloured by their values from low to high; none where there is none.

    Args:
        values: shape (n,).
        places: shape (3, n).
    """
    known = np.isfinite(values)
    order = np.argsort(np.argsort(values[known], kind="stable")) / max(1, int(known.sum()) - 1)
    return Dots(view.at(*places[:, known]), view.theme.height_colours(order), radius=0.045)


def square_across(view: RoomView, at: Place, normal: ArrayLike, *, side: float = 1.5) -> Sheet:
    """A flat square through a point, square to a vector: the tangent plane of the level surface."""
    n = np.asarray(normal, float) / np.max(np.abs(normal))
    first = np.cross(n, [0.0, 0.0, 1.0] if abs(n[2]) < 0.9 * np.linalg.norm(n) else [1.0, 0.0, 0.0])
    second = np.cross(n, first)
    first, second = (side * v / np.linalg.norm(v) for v in (first, second))
    return Sheet(view.at(*at) - (first + second) / 2, first, second, view.theme.level, opacity=0.45)


def components(view: RoomView, gradient: ArrayLike) -> MathTypst:
    """`nabla f = [2, 4, 2]`, every number in its colour."""
    values = np.asarray(gradient, float)
    size = float(np.max(np.abs(values)))
    parts = [f"{{{{ {_set(v, size)} : partial_{axis} }}}}" for v, axis in zip(values, AXES, strict=True)]
    return formula(view, f"{{{{ nabla f : gradient }}}} = bracket.l {', '.join(parts)} bracket.r")


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


def step_said(axis: str, part: float, slope: float) -> str:
    """The sentence about a step along one axis alone."""
    if abs(part) <= NEGLIGIBLE * slope:
        return f"Move along _{axis}_ alone, and the number stays as it is: this part is zero."
    what = "grows" if part > 0 else "falls"
    back = "" if part > 0 else ", so this part points back"
    return f"Move along _{axis}_ alone: the number {what} at a rate of {spoken(abs(part))}{back}."


def seen(arrows: Sequence[SolidArrow]) -> Group:
    """Those that are long enough to be drawn."""
    return Group(*(arrow for arrow in arrows if np.linalg.norm(arrow.end - arrow.start) > SEEN))


def _set(value: float, size: float) -> str:
    if value == round(value) and size < 1e6:
        return f"{value:.0f}" if value else "0"
    return number(value, 2, of=size)
