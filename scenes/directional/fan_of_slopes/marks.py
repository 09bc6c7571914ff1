"""What FanOfSlopes draws in the picture."""

from collections.abc import Callable, Iterable

import numpy as np
from manim import DEGREES, OUT, TAU, Group, Mobject, Typst
from numpy.typing import NDArray

from gradanim import derivative_along
from gradanim.formulas.numerals import plain_number
from gradanim.paint.lines import Polylines
from gradanim.paint.solids import Sheet, SolidArrow
from gradanim.stage import View
from gradanim.stage.live import LiveNumber, Point, now_number, redrawn
from gradanim.stage.marks import direction_arrow, heading
from gradanim.stage.marks.pointers import RoundArrow
from gradanim.stage.space import SpaceView, slope_colour
from gradanim.stage.space.landscape import LIFT
from gradanim.stage.space.surfaces import SAMPLES
from gradanim.stage.typeset import formula, words
from gradanim.stage.typeset.glyphs import TypstFormula
from scenes.directional.shared.directions import in_sight

LONGEST = 1.7  # scene units that the steepest tangent arrow of a fan may measure
WIDEST = 1.1  # scene units that an arrow may measure on the floor
ONE = 0.5  # scene units of the plane's unit, at least, that let a direction be as long as the axes say
ARC = 60  # corners of an arc
NARROW = 0.8  # radians; in a smaller angle there is no room for its name
Points = NDArray[np.float64]
FRONT = (-78.0, -30.0)  # degrees around the landscape from where the numbers at its front edges can be read
ASIDE = 40.0  # degrees between the camera's way and straight uphill: a slope seen head-on looks like a wall
STEEP = 45.0  # degrees from straight above, for a camera that has to look over the hill


class Compass(Group):
    """The circle of all directions on the floor below a point, and the arrow u, which points where one faces.

    Attributes:
        u: the arrow.
        texts: the names of u and of its angle, which a scene has to keep upright.
    """

    def __init__(self, view: SpaceView, at: Point, facing: Callable[[], float], step: float) -> None:
        """Draw it; `facing` is in radians from the x axis, the radius `step` in units of the plane."""
        self.u = direction_arrow(view.floor, at, facing, length=step)
        name, angle = (
            tip_symbol(view, self.u, "{{ u : direction }}", aside=True),
            compass_angle(view.floor, at, facing, 0.4 * step),
        )
        self.texts: list[Mobject] = [name, angle[1]]
        super().__init__(compass_rose(view.floor, at, step), self.u, name, angle)


class NamedWays:
    """The tangent vectors of the steepest way up, of its opposite, and of the two level ways, each with its name.

    Attributes:
        angles: of these four in this order, radians from the x axis.
        uphill, downhill: the first two of them.
        steepest, opposite, level: the arrows; two are level.
        names: of the four, which a scene has to keep upright.
    """

    def __init__(self, view: SpaceView, at: Point, step: float) -> None:
        """Draw them over a step of so many units of the plane."""
        steepest = float(np.arctan2(*view.field.gradient(*at)[::-1]))
        self.angles = (steepest + np.array([0, TAU / 2, -TAU / 4, TAU / 4])).tolist()
        self.uphill, self.downhill, *_ = self.angles
        arrows = [tangent_arrow(view, at, angle, step, thickness=0.035) for angle in self.angles]
        self.steepest, self.opposite, *self.level = arrows
        words = ("steepest", "opposite", "level", "level")
        self.names = [tip_name(view, arrow, word) for arrow, word in zip(arrows, words, strict=True)]


def stride(view: SpaceView, at: Point) -> float:
    """How far, in units of the plane, every tangent arrow at a point reaches over the floor.

    One, where that has room and can be seen; otherwise another number that is easily said.
    """
    unit = view.scale[0]
    rise = view.rise * float(np.hypot(*view.field.gradient(*at)))
    room = 0.45 * min(view.box.width, view.box.height)
    most = float(min(WIDEST / unit, room / unit, LONGEST / np.hypot(unit, rise)))
    return 1.0 if unit >= ONE and most >= 1 else plain_number(most)


def tangent_arrow(
    view: SpaceView, at: Point, angle: LiveNumber, step: float, *, thickness: float = 0.028, opacity: float = 1.0
) -> SolidArrow:
    """The tangent vector of the surface over a step of the plane, coloured by whether it leads up or down.

    It lies in the tangent plane. It is not the gradient, which is a vector of the floor.

    Args:
        angle: of the step, radians counter-clockwise from the x axis.
        step: its length in units of the plane.
    """

    def place(arrow: SolidArrow) -> None:
        arrow.put_start_and_end_on(*_tangent(view, at, now_number(angle), np.array([0.0, step])))
        arrow.set_color(_colour(view, at, now_number(angle)))

    sizes = {"thickness": thickness, "tip_radius": 3.2 * thickness, "tip_length": 8 * thickness}
    arrow = SolidArrow(np.zeros(3), np.ones(3), **sizes, opacity=opacity)
    place(arrow)
    return redrawn(arrow, place) if callable(angle) else arrow


def tangent_line(view: SpaceView, at: Point, angle: LiveNumber, step: float) -> Polylines:
    """The tangent of the exposed curve, as far behind the point as ahead of it."""

    def ends() -> Points:
        return _tangent(view, at, now_number(angle), step * np.array([-1.0, 0.0, 1.0]))

    def draw(line: Polylines) -> None:
        line.points = ends()
        line.set_color(_colour(view, at, now_number(angle)))

    line = Polylines([ends()], stroke_width=8, round_ends=True, casing=view.theme.background)
    draw(line)
    return redrawn(line, draw) if callable(angle) else line


def tangent_fan(
    view: SpaceView, at: Point, angles: Iterable[float], step: float, *, seen: LiveNumber = np.inf
) -> Group:
    """A compass of tangent arrows; each appears when `seen` comes to its angle, and stays."""
    angles = list(angles)
    fan = Group(*(tangent_arrow(view, at, angle, step, thickness=0.02) for angle in angles))

    def uncover(fan: Group) -> None:
        for arrow, angle in zip(fan, angles, strict=True):
            arrow.set_opacity(float(angle <= now_number(seen) + 1e-6))

    return redrawn(fan, uncover) if callable(seen) else fan


def tip_name(view: SpaceView, arrow: SolidArrow, name: str) -> Typst:
    """A word just beyond the tip of an arrow; a scene in space has to keep it upright (`SpaceScene.show_upright`)."""
    along = (arrow.end - arrow.start) / np.linalg.norm(arrow.end - arrow.start)
    beyond = 0.38 + 0.3 * np.hypot(*along[:2]) ** 4  # a word is wider than it is high: room beside its middle
    return words(view.theme, name, size=32).move_to(arrow.end + beyond * along)


def tip_symbol(view: View, arrow: RoundArrow, source: str, *, aside: bool = False) -> TypstFormula:
    """A symbol just beyond the tip of an arrow of space, wherever it points; a scene has to keep it upright.

    Args:
        aside: let it stand to the left of the tip instead, on the floor, and no further out.
    """

    def follow(name: TypstFormula) -> None:
        if np.isfinite(arrow.along).all():
            ahead = arrow.along / np.linalg.norm(arrow.along)
            left = np.array([-ahead[1], ahead[0], 0.0])
            name.move_to(arrow.tip + (0.45 * left - 0.3 * ahead if aside else 0.3 * ahead))

    return redrawn(formula(view, source, size=36), follow)


def compass_angle(view: View, at: Point, angle: LiveNumber, radius: float) -> Group:
    """The angle on the floor from the x direction to another, and its name, which a scene has to keep upright.

    Where there is no angle, there is no name.

    Args:
        view: of the floor.
        radius: of the arc, in units of the plane.
    """
    arc = Polylines([np.zeros((ARC + 1, 3))], view.theme.ink, stroke_width=2.5)
    name = formula(view, "theta", size=30)

    def places(turns: Points, radius: float) -> Points:
        return view.at(*(np.asarray(at)[:, None] + radius * np.stack([np.cos(turns), np.sin(turns)])))

    def draw(arc: Polylines) -> None:
        turns = np.linspace(0.0, now_number(angle) % (2 * np.pi), ARC)
        arc.points = np.vstack([view.at(*at), places(turns, radius)])

    def follow(name: TypstFormula) -> None:
        turn = now_number(angle) % (2 * np.pi)
        beside = float(np.interp(turn, [0.0, NARROW], [-0.5, NARROW / 2])) if turn < NARROW else turn / 2
        name.move_to(places(np.array([beside]), 1.7 * radius)[0])
        name.set_opacity(in_sight(turn))

    return Group(redrawn(arc, draw), redrawn(name, follow))


def compass_rose(view: View, at: Point, step: float) -> Polylines:
    """The circle of the plane over which the tangent arrows of a fan end."""
    turn = np.linspace(0, 2 * np.pi, 73)
    ring = np.asarray(at) + step * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return Polylines([view.line(ring)], view.theme.faint, stroke_width=3)


def _colour(view: SpaceView, at: Point, angle: float) -> str:
    steepest = float(np.hypot(*view.field.gradient(*at)))
    return slope_colour(view.theme, derivative_along(view.field, at, heading(angle)), steepest)


def _tangent(view: SpaceView, at: Point, angle: float, steps: Points) -> Points:
    """Scene points, shape (n, 3), of the tangent these steps of the plane from where it touches."""
    x, y = at
    return view.at(x, y) + view.vector(x, y, np.outer(steps, heading(angle))) + 2 * LIFT * OUT


def turning_plane(view: SpaceView, at: Point, angle: LiveNumber) -> Sheet:
    """The translucent upright plane through a point along a direction, as wide as the domain there."""
    top = (float(view.z_of(view.high)) + 0.35) * OUT

    def sheet() -> Sheet:
        first, last = view.floor.at(*_chord(view, at, now_number(angle), 2).T)
        return Sheet(first, last - first, top, view.theme.faint, opacity=0.3)

    def draw(plane: Sheet) -> None:
        plane.points = sheet().points

    return redrawn(sheet(), draw) if callable(angle) else sheet()


def turning_section(view: SpaceView, at: Point, angle: LiveNumber) -> Polylines:
    """The curve that the turning plane exposes; interrupted where f is undefined."""

    def points() -> Points:
        return view.line(_chord(view, at, now_number(angle), SAMPLES))

    def draw(curve: Polylines) -> None:
        curve.points = points()

    curve = Polylines([points()], view.theme.path, stroke_width=5)
    return redrawn(curve, draw) if callable(angle) else curve


def nearest_turn(angle: float, now: float) -> float:
    """The same direction as `angle`, give or take whole turns, that is nearest to where one looks now (radians)."""
    return now + (angle - now + TAU / 2) % TAU - TAU / 2


def beside_the_slope(uphill: float, *, above: float) -> tuple[float, float]:
    """Where to look at a slope from: downhill of it and a little to its side, or from higher up where that is behind.

    Args:
        uphill: the direction of the gradient, radians from the x axis.
        above: how far the camera looks down otherwise, radians from straight above.

    Returns:
        The camera's phi and theta, radians.
    """
    ways = np.linspace(*FRONT, 49) * DEGREES
    beside = np.abs((ways - uphill) % TAU - TAU / 2)  # 0 looks straight uphill
    best = int(np.argmin(np.abs(beside - ASIDE * DEGREES)))
    behind = beside[best] > 110 * DEGREES
    return (STEEP * DEGREES if behind else above), float(ways[best])


def _chord(view: SpaceView, at: Point, angle: float, samples: int) -> Points:
    """Plane points, shape (samples, 2), from border to border of the domain through a point."""
    d, u, place = view.field.domain, heading(angle), np.asarray(at)
    with np.errstate(divide="ignore", invalid="ignore"):
        walls = (np.array([[d.x0, d.y0], [d.x1, d.y1]]) - place) / u
    near, far = np.min(walls, axis=0), np.max(walls, axis=0)
    across = np.abs(u) > 1e-12
    t = np.linspace(np.max(near[across]), np.min(far[across]), samples)
    points = place + t[:, None] * u
    return np.clip(points, [d.x0, d.y0], [d.x1, d.y1])
