"""A gradient in space, built from its steps along x, y and z."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from manim import Group
from numpy.typing import ArrayLike

from gradanim.block import Place
from gradanim.paint import Polylines, Sheet, SolidArrow
from gradanim.stage.live import LiveNumber, now_number, redrawn
from gradanim.stage.marks.pointers import SEEN
from gradanim.stage.space.room import RoomView

AXES = "xyz"


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


def longest(parts: Sequence[SolidArrow]) -> list[SolidArrow]:
    """The parts that decide how the gradient leans."""
    sizes = [float(np.linalg.norm(leg.end - leg.start)) for leg in parts]
    return [leg for leg, size in zip(parts, sizes, strict=True) if size > (1 - 1e-6) * max(sizes)]


def seen(arrows: Sequence[SolidArrow]) -> Group:
    """Those that are long enough to be drawn."""
    return Group(*(arrow for arrow in arrows if np.linalg.norm(arrow.end - arrow.start) > SEEN))
