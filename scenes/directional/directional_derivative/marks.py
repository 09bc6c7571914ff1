"""What DirectionalDerivative draws in the picture."""

import numpy as np
from manim import Animation, BackgroundRectangle, FadeIn, FadeOut, Mobject, ValueTracker, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim import unit
from gradanim.formulas.numerals import short
from gradanim.stage import View
from gradanim.stage.live import Live, LiveNumber, Point, now, now_number, redrawn
from gradanim.stage.maps import ContourMap
from gradanim.stage.marks import gradient_arrow, heading, named_at
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.typeset import formula
from gradanim.stage.view import MARGIN
from scenes.directional.shared.directions import (
    covered,
    named_beside,
    plumb,
    shadow,
    turn_between,
    unit_circle,
    vector_arrow,
)

from .panels import rate

WAYS, FURTHER = 24, (0.12, 0.22, 0.32, 0.45, 0.6)  # around a tip, and scene units beyond it, where a number may stand
BESIDE = 0.25  # scene units to the side of a name: nearer, the sign of a number would read as a sum of both
ON_A_LINE = 0.8  # scene units that a number goes further away, to be off the lines of a map
Points = NDArray[np.float64]
NAME_OFF = {"v": 0.35, "2 v": 0.35, "u": 0.5}  # scene units beside their tips: beside u there is a shadow, too
GAP = 0.03  # scene units at least between the name of u and the number at the shadow
APART = 0.7  # scene units between the tips of two vectors that leave room for the names of both


def needle(view: View, at: Live, angle: LiveNumber, *, length: float = 1.9) -> VMobject:
    """A thin line that only points: the direction u itself, always as long, but not beyond the picture."""
    line = VMobject(stroke_color=view.theme.direction, stroke_width=2, stroke_opacity=0.75)

    def draw(line: VMobject) -> None:
        (x, y), way = now(at), heading(now_number(angle))
        tail, long = view.at(x, y), min(length, view.clearance(np.array([[x, y]]), way[None])[0])
        line.set_points_as_corners([tail, tail + view.vector(x, y, long / np.mean(view.scale) * way)])

    return redrawn(line, draw)


class GainAtTip(VGroup):
    """A height gained, with its sign, at the tip of the arrow along which it is gained and in its colour.

    Attributes:
        gain: the number that is written.
    """

    def __init__(self, view: View, arrow: AnyArrow, name: Mobject, gain: float, *, lines: Points, full: Points) -> None:
        """Write it on a plate near the tip, off the lines of the map and inside the picture, as well as it can be.

        Args:
            name: of the arrow; the number keeps clear of it.
            lines: points, shape (n, 3), of the lines of a map: a number on one would be taken for that line's.
            full: points, shape (m, 3), where it must not stand.
        """
        written = short(gain, 4)
        self.gain = float(f"{gain:.4g}")
        text = formula(view, f"+{written}" if gain > 0 else written, size=28).set_color(view.theme.direction)
        super().__init__(BackgroundRectangle(text, color=view.theme.plate, fill_opacity=0.9, buff=0.05), text)
        half = np.array([self.width, self.height]) / 2
        shaft = arrow.tail + np.linspace(0, 1, 40)[:, None] * arrow.along
        inside, top = view.box.inset(left=0.05, right=0.05, bottom=0.05, top=-MARGIN), view.box.top
        apart = half + np.array([name.width, name.height]) / 2 + [BESIDE, 0.02]

        def cost(place: Points) -> float:
            self.move_to(place)
            on_name = bool(np.all(np.abs(name.get_center() - place)[:2] < apart))
            bad = on_name + _inside(np.vstack([shaft, full]), place, half + 0.06) + (not inside.holds(self))
            on_line = _inside(lines, place, half) or self.get_top()[1] > top  # the edge of the picture is a line, too
            return 10.0 * bad + ON_A_LINE * on_line + float(np.linalg.norm(place - arrow.tip))

        angles = np.linspace(0, 2 * np.pi, WAYS, endpoint=False)
        ways = np.stack([np.cos(angles), np.sin(angles), np.zeros(WAYS)], axis=1)
        edges = half / np.maximum(np.abs(ways[:, :2]), 1e-9)  # from its middle to its border, each way
        places = [
            arrow.tip + (edge + more) * way
            for way, edge in zip(ways, edges.min(axis=1), strict=True)
            for more in FURTHER
        ]
        self.move_to(min(places, key=cost)).set_z_index(2)

    def off(self, arrow: AnyArrow) -> float:
        """Scene units from the tip of an arrow to the middle of the number."""
        return float(np.linalg.norm(self.get_center() - arrow.tip))


def _inside(points: Points, middle: Points, half: Points) -> bool:
    """Whether one of the points, shape (n, 3), lies in the rectangle of this middle and half of its sides."""
    return bool((np.abs(points - middle)[:, :2] < half).all(axis=1).any())


class VectorAndUnit:
    """A vector v at a point, its unit vector u and the gradient; heights gained, and the gradient's shadow along u.

    Attributes:
        number, slope: the gradient dotted with v and with u.
        times: how many times v the first arrow is drawn.
        v, u, gradient, circle: the three arrows, and the circle on which every vector ends that is one long.
        v_name, twice_name, u_name, gradient_name: at the tips of v, of twice v, of u and of the gradient.
        v_gain, twice_gain, u_gain: the heights gained along v, along twice v and along u, at their tips.
        line, drop: where u points, or away from there if it leads down, and the perpendicular to it from the gradient.
        aside: scene units to the left of u at which the shadow is drawn.
        shadow, shadow_name: the gradient's shadow on the line of u, and how long it is, as a slope.
        crowded: the name of v, if v ends so near to u that there is no room for the names of both.
        covered: points, shape (n, 3), that the numbers of a map have to keep away from.
    """

    def __init__(self, view: View, near: View, at: Point, vector: ArrayLike, one: float) -> None:
        """Draw v and u `one` scene unit long for each unit on `near`, made by `touching`; nothing is added to a scene.

        Args:
            view: of the landscape, in whose scale the gradient is drawn.
        """
        v = np.asarray(vector, float)
        self.number, self.slope = rate(view.field, at, v), rate(view.field, at, unit(v))
        self.times, self.circle = ValueTracker(1.0), unit_circle(near, at, one)
        self.v = vector_arrow(near, at, lambda: self.times.get_value() * v, one)
        self.u = vector_arrow(near, at, lambda: unit(v), one, width=9)
        self.gradient = gradient_arrow(view, at, width=8)
        side = 1 if turn_between(self.gradient, self.u) > 0 else -1  # of u, where the gradient is not
        longest = vector_arrow(near, at, lambda: 2 * v, one)
        self._name(near, side)
        its_name = named_at(near, longest, "2 v", aside=NAME_OFF["2 v"] * side)
        self._gain(near, longest, its_name)
        self._cast(near, at, side, ahead=float(np.arctan2(v[1], v[0])))
        self.crowded: list[Mobject] = [self.v_name] if abs(np.hypot(*v) - 1) * one < APART else []
        texts = self.gradient_name, self.v_gain, self.u_gain, self.twice_gain, its_name
        self.covered = covered(self.circle, self.gradient, self.v, longest, *texts)

    def doubling(self) -> list[Animation]:
        """The animations in which v grows to twice v."""
        return [self.times.animate.set_value(2.0), FadeIn(self.twice_name), FadeOut(self.v_name, self.v_gain)]

    def halving(self) -> list[Animation]:
        """The animations in which twice v becomes v again."""
        return [self.times.animate.set_value(1.0), FadeOut(self.twice_name, self.twice_gain), FadeIn(self.v_name)]

    def _name(self, near: View, side: int) -> None:
        """Name the arrows."""
        self.v_name, self.twice_name, self.u_name = (
            named_at(near, arrow, f"{{{{ {name} : direction }}}}", aside=NAME_OFF[name] * side)
            for arrow, name in ((self.v, "v"), (self.v, "2 v"), (self.u, "u"))
        )
        self.gradient_name = named_at(near, self.gradient, "{{ nabla f : gradient }}")

    def _gain(self, near: View, twice: AnyArrow, twice_name: Mobject) -> None:
        """Write at the tips what is gained, off the contours of the plane, the gradient and its name."""
        lines = np.vstack([line.points for line in ContourMap(near).lines])
        full = covered(self.gradient_name[0], self.gradient)
        gains = (
            (self.v, self.v_name, self.number),
            (twice, twice_name, 2 * self.number),
            (self.u, self.u_name, self.slope),
        )
        self.v_gain, self.twice_gain, self.u_gain = (
            GainAtTip(near, arrow, name, gain, lines=lines, full=full) for arrow, name, gain in gains
        )

    def _cast(self, near: View, at: Point, side: int, ahead: float) -> None:
        """Draw the gradient's shadow on the line of u, which points `ahead` (radians)."""
        self.line = needle(near, at, ahead + (np.pi if self.slope < 0 else 0.0), length=3.0)
        self.drop, self.aside = plumb(near, self.gradient, self.u), 0.2 * side
        self.shadow = shadow(near, self.gradient, self.u, aside=self.aside, width=13)
        for off in np.arange(0.3, 1.3, 0.1):  # as near to the shadow as the name of u leaves room
            self.shadow_name = named_beside(near, self.shadow, self.u, short(self.slope, 4), aside=float(off) * side)
            if _apart(self.shadow_name, self.u_name):
                break


def _apart(one: Mobject, other: Mobject) -> bool:
    """Whether there is a gap between two texts."""
    half = np.array([one.width + other.width, one.height + other.height]) / 2
    return bool(np.max(np.abs(one.get_center() - other.get_center())[:2] - half) > GAP)
