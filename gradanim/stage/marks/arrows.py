"""Arrows: the gradient, the slope in a direction, and the marks that go with them."""

from collections.abc import Callable
from typing import Self

import numpy as np
from manim import CapStyleType, Group, Polygon, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.calculus.slope import derivative_along
from gradanim.records.theme import Themed
from gradanim.stage.frame.arrow_styles import ARROWS, SEEN, Role
from gradanim.stage.frame.casing import WIDE, cased
from gradanim.stage.frame.live import Live, LiveNumber, now, now_number, redrawn
from gradanim.stage.frame.view import LiveView, Scaled, View
from gradanim.stage.marks.pointers import Ends, Pointing, RoundArrow
from gradanim.stage.typeset.glyphs import TypstText
from gradanim.stage.typeset.texts import spoken, words

HALOS = ((42.0, 0.07), (33.0, 0.10), (25.0, 0.13), (18.0, 0.18))  # widths, in manim's stroke units, and opacities


class _Around(VMobject):
    """A part of what is around an arrow: its light, or its casing.

    Attributes:
        seen: how opaque it is, 0 to 1, when the arrow is.
        filled: whether its inside is filled as well.
    """

    def __init__(self, colour: str, width: float, seen: float, *, filled: bool = False) -> None:
        self.seen, self.filled = seen, filled
        super().__init__(
            stroke_color=colour, stroke_width=width, stroke_opacity=seen, fill_color=colour, fill_opacity=seen * filled
        )
        self.cap_style = CapStyleType.ROUND


class Arrow(Pointing, VGroup):
    """A straight arrow whose drawn tail and tip can be read back; `ends` gives them, at once or in every frame.

    The head keeps its shape and shrinks with an arrow shorter than two heads. An arrow of no length draws nothing.

    Args:
        role: what it stands for, which says its colour and its style.
        width: of its shaft; if not given, that of the style.
        shines: whether it gives off light, if its style does: not as one of many.
    """

    def __init__(
        self,
        view: Themed,
        ends: Ends,
        role: Role,
        *,
        width: float | None = None,
        live: bool = True,
        shines: bool = True,
    ) -> None:
        colour, self.style = getattr(view.theme, role), ARROWS[role]
        width = self.style.width if width is None else width
        self.shaft = VMobject(stroke_color=colour, stroke_width=width)
        self.head = Polygon(*np.zeros((3, 3)), stroke_width=0, fill_color=colour, fill_opacity=1)
        casing, seen = view.theme.casing
        self.under = VGroup(_Around(casing, width + WIDE, seen), _Around(casing, WIDE, seen, filled=True))
        glow = view.theme.glow if self.style.shines and shines else 0.0
        self.light = VGroup(*(_Around(colour, width, glow * seen) for width, seen in HALOS if glow))
        super().__init__(self.light, self.under, self.shaft, self.head)
        self._ends = ends
        self.set_z_index(1)  # above the contours it leaves
        if live:
            redrawn(self, Arrow.put)
        else:
            self.put()

    def put(self) -> None:
        """Redraw the arrow where it is now."""
        tail, tip = (np.asarray(p, float) for p in self._ends())
        along = tip - tail
        length = float(np.linalg.norm(along))
        if not np.isfinite(length) or length < SEEN:
            for part in self.family_members_with_points():
                part.clear_points()
            return
        along /= length
        head = min(self.style.head, length / 2)
        side = 0.42 * head * np.array([-along[1], along[0], 0.0])
        neck = tip - head * along
        self.shaft.set_points_as_corners([tail, neck + 0.2 * head * along])
        self.head.set_points_as_corners([tip, neck + side, neck + 0.2 * head * along, neck - side, tip])
        for line, shape in zip(self.under, (self.shaft, self.head), strict=True):
            line.set_points(shape.points)
        for line in self.light:
            line.set_points_as_corners([tail, neck + 0.5 * head * along])

    def set_opacity(self, opacity: float, family: bool = True) -> Self:
        """How opaque it is, 0 to 1; its light and its casing are as much fainter as it is."""
        super().set_opacity(opacity, family=family)
        for line in (*self.light, *self.under):
            line.set_stroke(opacity=opacity * line.seen).set_fill(opacity=opacity * line.seen * line.filled)
        return self

    @property
    def tail(self) -> NDArray[np.float64]:
        """Where the drawn shaft begins, shape (3,); nan if nothing is drawn."""
        return self.shaft.points[0] if len(self.shaft.points) else np.full(3, np.nan)

    @property
    def tip(self) -> NDArray[np.float64]:
        """Where the drawn head ends, shape (3,); nan if nothing is drawn."""
        return self.head.points[0] if len(self.head.points) else np.full(3, np.nan)


DIRECTION = 0.6  # scene units that an arrow is long that travels and shows a direction only
AnyArrow = Arrow | RoundArrow  # flat in the plane, round in space


def plane_arrow(
    view: LiveView,
    at: Live,
    vector: Callable[[float, float], ArrayLike],
    role: Role,
    *,
    width: float | None = None,
    shines: bool = True,
) -> AnyArrow:
    """An arrow for a vector of the plane, drawn `view.arrow_scale` scene units long for each unit of its length.

    Over a landscape it is the tangent vector of the surface that stands above the vector, which itself lies on
    `view.floor`.
    """

    def ends() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        (x, y), seen = now(at), now(view)
        tail = seen.at(x, y)
        return tail, tail + seen.vector(x, y, seen.arrow_scale / np.mean(seen.scale) * np.asarray(vector(x, y), float))

    live = callable(at) or callable(view)
    if now(view).in_space:
        return RoundArrow(now(view), ends, role, width=width, live=live)
    return Arrow(now(view), ends, role, width=width, live=live, shines=shines)


def gradient_arrow(view: LiveView, at: Live, *, length: float | None = None, width: float | None = None) -> AnyArrow:
    """grad f at a point: it points uphill, and its length is the slope.

    The gradient is a vector of the plane: in a film in space, `gradient_arrow(view.floor, at)` draws it, and
    `gradient_arrow(view, at)` the tangent of the hillside above it.

    Args:
        length: draw every gradient this many scene units long, showing its direction only.
    """
    seen = now(view)

    def vector(x: float, y: float) -> NDArray[np.float64]:
        gradient = seen.field.gradient(x, y)
        slope = np.hypot(*gradient)
        if length is None or not slope > 0:
            return gradient
        return gradient / slope * length / seen.arrow_scale

    arrow = plane_arrow(view, at, vector, "gradient", width=width)
    arrow.to_scale = length is None
    return arrow


def travelling_gradient(view: View, at: Live, line: NDArray[np.float64]) -> tuple[AnyArrow, NDArray[np.float64]]:
    """A gradient arrow to carry along a line, and as much of the line, shape (n, 2), as keeps it in the picture.

    It is as long as the slope where that fits along most of the line. Where slopes differ too much, it is short, always
    as long, and shows the direction only; then it stays off the numbers around the picture, too.
    """
    seen = view.while_arrows_fit(line)
    if len(seen) > 0.7 * len(line):
        return gradient_arrow(view, at), seen
    return gradient_arrow(view, at, length=DIRECTION), view.while_arrows_fit(line, length=DIRECTION)


def scale_note(view: Scaled, *, of: str = "arrow length", size: float = 31) -> TypstText:
    """The scale of the arrows in this view: how many units of the axes they are long for each unit of slope.

    Args:
        of: what is so long, where it is not every arrow in the picture.
    """
    return words(view.theme, f"{of} = {spoken(view.arrow_scale / np.mean(view.scale))} × slope", size=size)


def directions_note(view: View) -> TypstText:
    """What has to be said where arrows are all of one length."""
    return words(view.theme, "arrows: directions only", size=31)


def direction_arrow(view: View, at: Live, angle: LiveNumber, *, length: float = 1.0) -> AnyArrow:
    """A direction u as an arrow, `length` units of the plane long whatever the slope."""
    step = length * np.mean(view.scale) / view.arrow_scale
    return plane_arrow(view, lambda: now(at), lambda x, y: step * heading(now_number(angle)), "direction")


def slope_arrow(view: View, at: Live, angle: LiveNumber) -> AnyArrow:
    """The slope of f in the direction `angle` (radians), as an arrow that way; a downhill direction draws nothing."""

    def vector(x: float, y: float) -> NDArray[np.float64]:
        u = heading(now_number(angle))
        return max(derivative_along(view.field, (x, y), u), 0.0) * u

    return plane_arrow(view, lambda: now(at), vector, "direction")


def slope_fan(view: View, at: Live, *, count: int = 12) -> Group | VGroup:
    """The slope arrows of evenly spread directions, faint; those of downhill directions draw nothing."""
    arrows = [slope_arrow(view, at, 2 * np.pi * k / count).clear_updaters() for k in range(count)]
    return _together(view, [arrow.set_opacity(0.45) for arrow in arrows if np.isfinite(arrow.along).all()])


def right_angle(view: View, arrow: AnyArrow, *, size: float = 0.28) -> VMobject:
    """The mark of a right angle between an arrow and the contour at its tail."""
    mark = cased(VMobject(stroke_color=view.theme.ink, stroke_width=2.5), view.theme)

    def draw(mark: VMobject) -> None:
        along = arrow.along
        length = np.linalg.norm(along)
        if not length > 2 * size:
            mark.clear_points()
            return
        along = along / length
        side = np.array([-along[1], along[0], 0.0]) / np.hypot(*along[:2])  # level, also on a hillside
        corner = arrow.tail
        mark.set_points_as_corners([corner + size * along, corner + size * (along + side), corner + size * side])

    return redrawn(mark, draw)


def heading(angle: ArrayLike) -> NDArray[np.float64]:
    """The unit vectors, shape (2, ...), at angles in radians, counter-clockwise from the x axis."""
    return np.array([np.cos(angle), np.sin(angle)])


def _together(view: View, arrows: list[AnyArrow]) -> Group | VGroup:
    # flat arrows can be faded and coloured as one; a VGroup takes no round ones
    return Group(*arrows) if view.in_space else VGroup(*arrows)
