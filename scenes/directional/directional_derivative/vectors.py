"""A vector v, its unit vector u and the gradient at a point, as they are drawn; their lengths, and the rate along v."""

from functools import partial
from math import isqrt

import numpy as np
from manim import ORIGIN, Animation, FadeIn, FadeOut, Mobject, SurroundingRectangle, ValueTracker, VGroup, VMobject
from numpy.typing import ArrayLike

from gradanim import derivative_along, unit
from gradanim.fields.scalar import ScalarField
from gradanim.formulas.numerals import plain_number, short
from gradanim.stage import View
from gradanim.stage.frame.live import Live, LiveNumber, Point, now, now_number, redrawn
from gradanim.stage.maps import ContourMap
from gradanim.stage.marks import at_tip, gradient_arrow, heading
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.typeset import Label, place, spoken
from scenes.directional.shared.directions import (
    Points,
    covered,
    signed_angle,
    unit_circle,
    unit_vectors,
    vector_arrow,
)
from scenes.directional.shared.projection import name_of_projection, perpendicular_line, projection

NAME_OFF = {"v": 0.15, "2 v": 0.15, "u": 0.3}  # scene units beside their tips: around u is its projection, too
BAR_WIDTH = 20.0  # stroke width of the projection, which is seen on both sides of u
APART = 0.7  # scene units between the tips of two vectors that leave room for the names of both


class VectorAndUnit:
    """A vector v at a point, its unit vector u and the gradient; heights gained, and the gradient's projection along u.

    Attributes:
        number, slope: the gradient dotted with v and with u.
        times: how many times v the first arrow is drawn.
        v, u, gradient, circle: the three arrows, and the unit circle, on which u ends.
        v_name, twice_name, u_name, gradient_name: at the tips of v, of twice v, of u and of the gradient.
        v_gain, twice_gain, u_gain: the heights gained along v, along twice v and along u, at their tips.
        line: where u points, or away from there if it leads down.
        perpendicular: from the tip of the gradient to that line.
        projection, projection_name: of the gradient on the line of u, and its name.
        crowded: the name of v, if v ends so near to u that there is no room for the names of both.
        covered: points, shape (n, 3), that the numbers of a map have to keep away from.
        texts: all that is written.
    """

    def __init__(self, view: View, near: View, at: Point, vector: ArrayLike, scale: float) -> None:
        """Draw them; nothing is added to a scene.

        Args:
            view: of the landscape, in whose scale the gradient is drawn.
            near: of the tangent plane, on which v and u are drawn.
            scale: scene units for each unit of v and u.
        """
        v = np.asarray(vector, float)
        self.number, self.slope = rate(view.field, at, v), rate(view.field, at, unit(v))
        self.times, self.circle = ValueTracker(1.0), unit_circle(near, at, scale)
        self.v = vector_arrow(near, at, lambda: self.times.get_value() * v, scale)
        self.u = vector_arrow(near, at, lambda: unit(v), scale, width=9)
        self.gradient = gradient_arrow(view, at, width=8)
        side = 1 if signed_angle(self.gradient, self.u) > 0 else -1  # of u, where the gradient is not
        longest = vector_arrow(near, at, lambda: 2 * v, scale)
        self._name(near, side)
        its_name = name_at_tip(near, longest, "2 v", side)
        taken = [self.v_name, its_name, self.u_name, covered(self.v, longest)]
        self.gradient_name = Label(near, "{{ nabla f : gradient }}", at=at_tip(self.gradient), clear_of=taken)
        self._gain(near, longest, its_name)
        self._project(near, at, side, ahead=float(np.arctan2(v[1], v[0])))
        self.crowded: list[Mobject] = [self.v_name] if abs(np.hypot(*v) - 1) * scale < APART else []
        texts = self.gradient_name, self.v_gain, self.u_gain, self.twice_gain, its_name
        self.covered = covered(self.circle, self.gradient, self.v, longest, *texts)
        self.texts = *texts, self.v_name, self.u_name, self.projection_name

    def doubling(self) -> list[Animation]:
        """The animations in which v grows to twice v."""
        return [self.times.animate.set_value(2.0), FadeIn(self.twice_name), FadeOut(self.v_name, self.v_gain)]

    def halving(self) -> list[Animation]:
        """The animations in which twice v becomes v again."""
        return [self.times.animate.set_value(1.0), FadeOut(self.twice_name, self.twice_gain), FadeIn(self.v_name)]

    def _name(self, near: View, side: int) -> None:
        """Name the arrows."""
        self.v_name, self.twice_name, self.u_name = (
            name_at_tip(near, arrow, name, side) for arrow, name in ((self.v, "v"), (self.v, "2 v"), (self.u, "u"))
        )

    def _gain(self, near: View, twice: AnyArrow, twice_name: Mobject) -> None:
        """Write at the tips what is gained, off the contours of the plane, the gradient and its name."""
        lines = np.vstack([line.points for line in ContourMap(near).lines])
        full = covered(self.gradient_name.plate, self.gradient)
        gains = (
            (self.v, self.v_name, self.number),
            (twice, twice_name, 2 * self.number),
            (self.u, self.u_name, self.slope),
        )
        self.v_gain, self.twice_gain, self.u_gain = (
            gain_at_tip(near, arrow, name, gain, lines=lines, full=full) for arrow, name, gain in gains
        )

    def _project(self, near: View, at: Point, side: int, ahead: float) -> None:
        """Draw the projection of the gradient on the line of u, which points `ahead` (radians)."""
        self.line = direction_line(near, at, ahead + (np.pi if self.slope < 0 else 0.0), length=3.0)
        self.perpendicular = perpendicular_line(near, self.gradient, self.u)
        self.projection = projection(near, self.gradient, self.u, width=BAR_WIDTH)
        self.projection_name = name_of_projection(
            near, self.projection, self.u, side=side, share=0.7, clear_of=[self.u_name]
        )


def name_at_tip(view: View, arrow: AnyArrow, name: str, side: int) -> Label:
    """The name of a vector, to the left of its tip (1) or to its right (-1)."""
    return Label(view, f"{{{{ {name} : direction }}}}", at=at_tip(arrow, side=side), off=NAME_OFF[name])


WAYS = unit_vectors(np.linspace(0, 2 * np.pi, 24, endpoint=False))  # around a tip, where a number may stand
FURTHER = (0.12, 0.22, 0.32, 0.45, 0.6, 0.9)  # scene units beyond it
AHEAD = 0.15  # scene units beyond it, to where a number should be near
SIDEWAYS = 0.25  # scene units to the side of a name: nearer, the sign of a number would read as a sum of both


def gain_at_tip(view: View, arrow: AnyArrow, name: Mobject, gain: float, *, lines: Points, full: Points) -> Label:
    """A height gained, with its sign, as near as can be to the tip of the arrow along which it is gained.

    Args:
        name: of the arrow; the number keeps clear of it.
        lines: points, shape (n, 3), of the lines of a map: a number on one would be taken for that line's.
        full: points, shape (m, 3), where it must not stand.
    """
    written, inside = short(gain, 4), view.inner.inset(0.05)
    shaft = arrow.tail + np.linspace(0, 1, 40)[:, None] * arrow.along
    apart = SurroundingRectangle(name, buff=(SIDEWAYS, 0.02))
    label = Label(view, f"+{written}" if gain > 0 else written, size=28, colour=view.theme.direction)
    half = np.array([label.width, label.height]) / 2
    offs = (np.array(FURTHER) + (half / np.maximum(np.abs(WAYS[:, :2]), 1e-9)).min(axis=1)[:, None]).T
    places = arrow.tip + (offs[..., None] * WAYS).reshape(-1, 3)
    ahead = arrow.tip + AHEAD * arrow.along / np.linalg.norm(arrow.along)
    places = places[np.argsort(np.linalg.norm(places - ahead, axis=1), kind="stable")]
    place(label, (places, ORIGIN), clear_of=[apart, np.vstack([shaft, full]), lines], room=inside, gap=0.06)
    return label


class AlongAxes(VGroup):
    """One unit along x and one along y from a point, with the heights gained at their tips: the partial derivatives.

    Attributes:
        arrows, gains: of both.
    """

    def __init__(self, near: View, at: Point, gradient: ArrayLike, pair: VectorAndUnit, scale: float) -> None:
        lines = np.vstack([line.points for line in ContourMap(near).lines])
        full = covered(pair.gradient_name.plate, pair.v_name.plate, pair.gradient, pair.v)
        ways, values = ((1.0, 0.0), (0.0, 1.0)), np.asarray(gradient, float)
        self.arrows = [vector_arrow(near, at, partial(np.array, way), scale, width=5) for way in ways]
        self.gains = [
            gain_at_tip(near, arrow, pair.gradient_name, float(value), lines=lines, full=full)
            for arrow, value in zip(self.arrows, values, strict=True)
        ]
        super().__init__(*self.arrows, *self.gains)


def axes_have_room(near: View, at: Point, scale: float) -> bool:
    """Whether a unit along x and one along y are seen on the map, and what is written at their tips."""
    room = near.clearance(np.array([at, at], float), np.eye(2))
    return bool(scale >= 0.5 and room.min() > scale + 0.5)


def direction_line(view: View, at: Live, angle: LiveNumber, *, length: float = 1.9) -> VMobject:
    """A direction as a thin line of a fixed length (scene units) without a tip, but not beyond the picture."""
    line = VMobject(stroke_color=view.theme.direction, stroke_width=2, stroke_opacity=0.75)

    def draw(line: VMobject) -> None:
        (x, y), way = now(at), heading(now_number(angle))
        tail, long = view.at(x, y), min(length, view.clearance(np.array([[x, y]]), way[None])[0])
        line.set_points_as_corners([tail, tail + view.vector(x, y, long / np.mean(view.scale) * way)])

    return redrawn(line, draw)


ROOM = 1.8  # scene units that the longest vector may always have, even close to the border of the picture
SEEN = 0.3  # scene units that a vector should at least be long
LARGEST = 1.6  # scene units that stand for one at most


def vector_scale(view: View, at: Point, vector: ArrayLike) -> float:
    """Scene units for each unit of a direction: the map's own, if twice the vector fits and a unit vector is seen."""
    size = float(np.hypot(*np.asarray(vector, float)))
    longest, shortest = max(2 * size, 1.0), min(size, 1.0)
    room = max(float(view.clearance(np.array([at], float), unit(vector)[None])[0]) - 0.3, ROOM)
    true = float(np.mean(view.scale))
    if longest * true <= room and shortest * true >= SEEN:
        return true
    return true * plain_number(min(room / longest, LARGEST) / true)


def length_of(vector: ArrayLike) -> tuple[str, str]:
    """The length of a vector as Typst mathematics and for a caption: a root, where the components are whole."""
    components = np.asarray(vector, float)
    square = float(components @ components)
    if (components == np.round(components)).all() and square < 1e6:
        root = isqrt(int(square))
        return (str(root), str(root)) if root**2 == square else (f"sqrt({square:.0f})", f"√{square:.0f}")
    return short(np.sqrt(square), 4), spoken(np.sqrt(square), digits=4)


NEGLIGIBLE = 1e-12  # of the largest it could be


def rate(field: ScalarField, at: Point, vector: ArrayLike) -> float:
    """grad f . v at a point, and 0 where rounding alone keeps it from that."""
    value = derivative_along(field, at, vector)
    largest = np.hypot(*field.gradient(*at)) * np.hypot(*np.asarray(vector, float))
    return 0.0 if abs(value) <= NEGLIGIBLE * largest else value
