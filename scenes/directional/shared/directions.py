"""Directions as arrows on a unit circle, the angle between two arrows, and the scale in which a gradient is drawn."""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from manim import Circle, Mobject
from numpy.typing import ArrayLike, NDArray

from gradanim.stage import View
from gradanim.stage.frame.live import Point
from gradanim.stage.frame.view import MARGIN
from gradanim.stage.marks import Arrow
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.directions import NAMES
from gradanim.stage.marks.pointers import Pointing
from gradanim.stage.typeset.labels import TICKS

Points = NDArray[np.float64]
V = TypeVar("V", bound=View)


def unit_circle(view: View, at: Point, radius: float) -> Circle:
    """The circle on which all unit vectors at a point end; its radius (scene units) is their scale."""
    return Circle(radius=radius, stroke_color=view.theme.faint, stroke_width=3).move_to(view.at(*at))


def vector_arrow(view: View, at: Point, vector: Callable[[], ArrayLike], scale: float, *, width: float = 6) -> Arrow:
    """A vector of the plane, drawn `scale` scene units long for each unit of its length."""

    def ends() -> tuple[Points, Points]:
        tail = view.at(*at)
        return tail, tail + scale * np.append(np.asarray(vector(), float), 0.0)

    return Arrow(view, ends, "direction", width=width)


def gradient_arrow_scale(view: V, at: Point, scale: float, *, opposite: bool = True) -> V:
    """The view with the gradient drawn in the scale of the plane, if it is seen and has room; else as long as it has.

    Args:
        scale: scene units for each unit of the plane.
        opposite: leave as much room behind the point, for a slope down as long.
    """
    slope = float(np.hypot(*view.field.gradient(*at)))
    uphill = view.field.gradient(*at) / slope
    ahead, behind = view.clearance(np.array([at, at]), np.array([uphill, -uphill]), named=True)
    room = ahead - MARGIN + TICKS - 2 * NAMES  # for its name
    if opposite:
        room = min(room, behind - 0.8)
    fitting = view.fit_arrow_at(at, longest=float(np.clip(room, 0.9, 2.4)), shortest=0.9)
    length = slope * scale
    return view.with_arrows(slope, length) if 0.9 <= length <= 1.001 * fitting.arrow_scale * slope else fitting


def covered(circle: Mobject, *others: AnyArrow | Mobject) -> Points:
    """Points of a drawn disc, along drawn arrows, and of other lines, shape (n, 3), to keep labels away from them."""
    middle = circle.get_center()
    shares = np.linspace(0, 1.15, 8)[:, None]  # the name of an arrow stands beyond its tip
    arrows = [arrow for arrow in others if isinstance(arrow, Pointing)]
    shafts = [arrow.tail + shares * arrow.along for arrow in arrows if np.isfinite(arrow.along).all()]
    lines = [part.points[::4] for other in others if not isinstance(other, Pointing) for part in other.get_family()]
    return np.vstack([circle.points, (circle.points + middle) / 2, [middle], *shafts, *lines])


def direction_of(arrow: AnyArrow) -> Points:
    """The unit vector of the frame, shape (3,), that points the way of a drawn arrow; nan if it is hidden."""
    direction: Points = arrow.along / np.linalg.norm(arrow.along)
    return direction


def unit_vectors(angles: ArrayLike) -> Points:
    """Unit vectors of the frame, shape (..., 3), at angles in radians."""
    return np.stack([np.cos(angles), np.sin(angles), np.zeros_like(angles, float)], axis=-1)


def signed_angle(first: AnyArrow, second: AnyArrow) -> float:
    """The angle by which one drawn arrow has to turn to point the way of the other: -pi to pi; nan if one is hidden."""
    (a, b, _), (c, d, _) = first.along, second.along
    return float(np.arctan2(a * d - b * c, a * c + b * d))


def angle_name_opacity(angle: float) -> float:
    """How opaque the name of an angle (radians) is: not at all, where there is no arc that it could be the name of."""
    return float(np.interp(abs(angle), [0.05, 0.2], [0.0, 1.0]))


def decimals(steepest: float) -> int | None:
    """How many decimals slopes have beside a steepest one of this size: two, where they tell them apart.

    None leaves it to the readout, which has more for small numbers, and powers of ten.
    """
    return 2 if 0.3 <= steepest < 1e5 else None
