"""Why the gradient is called the direction of steepest ascent: slopes all around a point, and the walk along it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    TAU,
    UP,
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    Flash,
    Group,
    LaggedStartMap,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
    linear,
)
from numpy.typing import ArrayLike, NDArray

from gradanim import Domain, Path, derivative_along, gradient_flow, kind
from gradanim.fields.scalar import ScalarField
from gradanim.stage import Claim, PlaneScene, View, claims, maps, marks, typeset
from gradanim.stage.claims import at_least, at_most, monotonic
from gradanim.stage.claims.differences import by_hand, slopes_by_steps, smooth_gradients_by_steps
from gradanim.stage.claims.maps import bar_is_to_scale
from gradanim.stage.claims.reading import READABLE, corners_of, degrees_between
from gradanim.stage.frame.arrow_styles import SEEN
from gradanim.stage.frame.casing import cased
from gradanim.stage.frame.live import Live, LiveNumber, Point, now, now_number, redrawn
from gradanim.stage.marks import Walker, gradient_arrow, gradient_quiver, heading, trail
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.scale_bar import ScaleBar
from gradanim.stage.typeset import Label

RIGHT_ANGLE = "the gradient meets the contour at a right angle"
ACROSS = 12  # arrows from left to right, in the end
Points = NDArray[np.float64]


class SteepestAscent(PlaneScene):
    """Of all the directions you could take, the gradient climbs fastest."""

    title = "Which way is steepest?"
    f = "2*exp(-(x-1)^2 - y^2) + 1.5*exp(-((x+1)^2 + (y-0.6)^2)/0.8)"
    start = (-0.4, -0.7)
    domain = Domain(-2.6, 2.6, -1.6, 1.9)

    def construct(self):
        view, begin = fit_both_ways(self.view, self.at), self.heading
        walk = gradient_flow(self.field, self.at)
        beside = walk_beside(self.field, walk)
        walks = [walk, beside] if beside else [walk]

        contours = maps.ContourMap(view)
        climbers = [Climber(view, each) for each in walks]
        walker = climbers[0].walker
        angle = ValueTracker(begin)
        dashes = DownhillDashes(view, self.at, angle.get_value)
        probe = marks.slope_arrow(view, self.at, angle.get_value)
        ring = tip_trace(view, self.at, angle.get_value, begin)
        fan = marks.slope_fan(view, self.at)
        uphill = marks.gradient_arrow(view, walker)
        contour = maps.ContourThrough(view, walker)
        right_angle = marks.right_angle(view, uphill)
        everywhere = directions_everywhere(view, clear_of=[climber.end for climber in climbers if climber.at_summit])

        scale = self.slope if self.slope < 0.1 else max(self.slope, 1.0)  # two decimals tell it
        known, directions = self.definition(), marks.directions_note(view)
        slope = typeset.Readout(
            view, "{{ D_u f : direction }}", lambda: self.slope_towards(angle.get_value()), scale=scale
        )
        steepest = maps.steepness_of(view, walker, scale=scale)
        for items in (
            ([known], [slope], [steepest], [directions]) if beside else ([known], [slope], [steepest, directions])
        ):
            self.fill_panel(*items)

        bar = ScaleBar(view, avoid=[marks.ring(view, view.at(*self.at), radius=REACH)])

        with self.beat(
            "You stand on a slope. Which way is steepest?",
            claim=claims.same_height(view, contours.longest),
            hold=2.0,
        ):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(contours.ground(), walker), Create(contours, lag_ratio=0.1), Write(known), run_time=2.5)

        with self.beat(
            "In each direction _u_, an arrow as long as the slope; downhill, dashes.",
            claim=[claims.slope_by_steps(view, probe), dashes_as_long_as_it_falls(view, dashes, walker)],
        ):
            self.add(dashes, ring, probe)
            self.play(FadeOut(known), FadeIn(slope, bar), run_time=0.5)
            self.play(angle.animate.set_value(begin + TAU), run_time=7, rate_func=linear)

        with self.beat(
            "The longest is the gradient. It is the circle's diameter.",
            claim=[fastest(ring, uphill), diameter(ring, uphill), bar_is_to_scale(view, bar, uphill)],
        ):
            self.remove(dashes, probe)
            self.play(uphill.grow(), FadeIn(fan), FadeOut(slope), FadeIn(steepest))

        with self.beat(
            "It is orthogonal to the contour: along that, the slope is zero.",
            claim=claims.orthogonal(uphill, contour, name=RIGHT_ANGLE),
            poster=True,
        ):
            self.play(Create(contour), FadeOut(ring, fan))
            self.play(Create(right_angle))

        with self.beat(
            "Two climbers, side by side. Where will their gradients lead?"
            if beside
            else "Follow the gradient, wherever it points. Where will it lead?",
            hold=2.0,
        ):
            arrows = [climber.arrow for climber in climbers]
            self.play(
                *(FadeIn(climber.walker, scale=2) for climber in climbers[1:]),
                FadeOut(uphill, right_angle, bar, *([steepest] if beside else [])),  # that of one of them
                FadeIn(directions, *arrows),
            )

        with self.beat(
            "Each step leads straight across the contours.",
            claim=[
                *climbers[0].stays_orthogonal(contour),
                *(claim for climber in climbers for claim in climber.claims()),
            ],
        ):
            self.play(*(climber.climb() for climber in climbers), run_time=6)

        end = "two peaks" if beside else ending(self.field, walk)
        proof = [claim for climber in climbers for claim in about_ending(view, climber, "peak" if beside else end)]
        if beside:
            proof.append(part_ways(view, *climbers))
        heights = summit_heights(view, climbers) if beside else []
        proof += [reads_summit(view, *each) for each in zip(heights, climbers, strict=False)]
        with self.beat(ENDINGS[end], claim=proof):
            self.play(FadeOut(*arrows, contour), *(climber.arrive() for climber in climbers), run_time=1.2)
            self.play(*(Flash(climber.walker, color=view.theme.ink) for climber in climbers), *map(FadeIn, heights))

        with self.beat(
            "The gradient knows the steepest way, not the highest peak."
            if beside
            else "Wherever it is not zero, the gradient points the steepest way up.",
            claim=all_point_uphill(view, everywhere),
        ):
            lines = [line for climber in climbers for line in (climber.path, *climber.rest)]
            self.play(FadeOut(*lines, *([] if beside else [steepest])))
            gone = FadeOut(*(climber.walker for climber in climbers))
            self.play(gone, LaggedStartMap(FadeIn, everywhere, lag_ratio=0.02), run_time=2)


REACH = 2.0  # scene units that the longest slope is drawn at most, if there is room


def fit_both_ways(view: View, at: Point, *, longest: float = REACH) -> View:
    """The same view with the gradient at a point as long as there is room for it, uphill and downhill."""
    gradient, place = view.field.gradient(*at), np.array([at])
    slope = float(np.hypot(*gradient))
    room = min(float(view.clearance(place, sign * gradient[None] / slope)[0]) for sign in (1, -1))
    return view.fit_arrows(slope, min(longest, room), shortest=0.6)


DASH = 0.09  # scene units, and as much between two
CLOSEST = 0.45  # scene units: the name of a direction comes no nearer to the point
AROUND = 1.0  # scene units around the picture in which it may stand


class DownhillDashes(VGroup):
    """The slope in the direction u where that is negative, as dashes as long as it is steep, with the name of u.

    A level direction has no dashes, an uphill one has its arrow in place of them.

    Attributes:
        line: the drawn dashes.
        letter: on the ray in the direction u.
    """

    def __init__(self, view: View, at: Live, angle: LiveNumber) -> None:
        self.line = cased(VMobject(stroke_color=view.theme.direction, stroke_width=4), view.theme)

        def ray() -> tuple[Points, Points, float]:
            (x, y), way = now(at), heading(now_number(angle))
            drawn = view.arrow_scale * derivative_along(view.field, (x, y), way)
            return view.at(x, y), np.append(way, 0.0), float(drawn)

        def end() -> tuple[Points, Points]:
            start, way, drawn = ray()
            return start + max(abs(drawn), CLOSEST) * way, way

        def draw(line: VMobject) -> None:
            start, way, drawn = ray()
            dash(line, start, way, max(-drawn, 0.0))

        around = view.box.inset(-AROUND)  # it stays on its ray
        self.letter = typeset.Label(view, "{{ u : direction }}", at=end, room=around)
        super().__init__(redrawn(self.line, draw), self.letter)
        self.set_z_index(1)


def dash(line: VMobject, start: Points, way: Points, length: float) -> None:
    """Draw a line anew in dashes, along a unit vector of the frame; the last one ends where the line does."""
    line.clear_points()
    if not length > SEEN:
        return
    period = length / (max(round(length / DASH / 2), 1) - 0.5)
    for begin in np.arange(0.0, length - period / 4, period):
        line.start_new_path(start + begin * way)
        line.add_points_as_corners([start + (begin + period / 2) * way])


ARROW = 0.5  # scene units: the direction of a climber's gradient
LEAST = 1.2 * READABLE  # the same on a short way


class Climber:
    """A walker that carries the direction of its gradient up a path, until that would reach beyond the path's end.

    Attributes:
        end: scene point of the path's end.
        walker, arrow, path: what is drawn; `rest`, the end of the path, which is gone without the arrow.
        at_summit: it ends on level ground from where every way leads down.
    """

    def __init__(self, view: View, walk: Path) -> None:
        self.view, self.at_summit = view, at_summit(view.field, walk)
        left = np.linalg.norm(view.line(walk.points) - view.line(walk.points[-1:]), axis=1)
        length = min(ARROW, max(left[0] / 2, min(LEAST, 0.9 * left[0]))) or ARROW
        near = max(int(np.argmax(left < length)) - 1, 1)
        self.way, self.onwards = walk.points[: near + 1], walk.points[near:]
        self.walker, self.end = Walker(view, walk.points[0]), view.at(*walk.points[-1])
        self.arrow = gradient_arrow(view, self.walker, length=length)
        self.path = trail(view, self.way)
        self.rest = [trail(view, self.onwards)] if len(self.onwards) > 1 else []

    def climb(self) -> Animation:
        """The animation that carries the arrow up the path."""
        return AnimationGroup(Create(self.path, rate_func=linear), self.walker.follow(self.way))

    def arrive(self) -> Animation:
        """The animation of the last part of the path, without the arrow."""
        going = [Create(line, rate_func=linear) for line in self.rest]
        return AnimationGroup(*going, self.walker.follow(self.onwards))

    def stays_orthogonal(self, contour: VMobject) -> list[Claim]:
        """Its arrow meets the contour at a right angle all the way, if it is long enough for an angle to be seen."""
        if np.linalg.norm(self.arrow.along) <= READABLE:
            return []
        return [claims.orthogonal(self.arrow, contour, throughout=True, name=RIGHT_ANGLE)]

    def claims(self) -> list[Claim]:
        """It never loses height, and its arrow is no step beyond the summit."""
        never = monotonic(self.view, self.path)
        return [never, short_of_the_end(self.view, self.arrow, self.onwards[-1])] if self.at_summit else [never]


RINGS = (0.01, 0.015, 0.02, 0.03, 0.045)  # of the domain's diagonal: how far away a second climber may start
APART = 4.0  # times as far apart as they start are two climbers in the end
STRIDE, STRIDES = 0.004, 400  # of the diagonal, and so many of them: enough to tell which summit is near


def walk_beside(field: ScalarField, walk: Path) -> Path | None:
    """The walk of a second climber who starts close by and ends on another summit; None where none is found."""
    if not at_summit(field, walk):
        return None
    size, around = field.domain.diagonal, heading(2 * np.pi * np.arange(24) / 24)
    for ring in RINGS:
        starts = (walk.points[0][:, None] + ring * size * around).T
        starts = starts[[start in field.domain for start in starts]]
        apart = np.linalg.norm(scouted(field, starts) - walk.points[-1], axis=1)
        if not np.nanmax(apart, initial=0.0) > 2 * APART * ring * size:
            continue
        beside = gradient_flow(field, starts[np.nanargmax(apart)])
        if at_summit(field, beside) and np.linalg.norm(beside.points[-1] - walk.points[-1]) > APART * ring * size:
            return beside
    return None


def scouted(field: ScalarField, starts: Points) -> Points:
    """About where ways of steepest ascent lead from starts, shape (n, 2): in short strides, all at once.

    Those that leave the domain, or that of the function, are nan from there on.
    """
    places, d = starts.T.copy(), field.domain
    with np.errstate(all="ignore"):
        for _ in range(STRIDES):
            gradients = field.gradient(*places)
            places = places + STRIDE * d.diagonal * gradients / np.hypot(*gradients)
            inside = (d.x0 < places[0]) & (places[0] < d.x1) & (d.y0 < places[1]) & (places[1] < d.y1)
            places[:, ~inside] = np.nan
    return places.T


def tip_trace(view: View, at: Live, angle: LiveNumber, begin: float) -> VMobject:
    """What the tip of the slope arrow has drawn while it turned from `begin` to `angle`, radians.

    It is worked out from the angle and not collected from frames, so that it is the same at every frame rate.
    """
    line = cased(VMobject(stroke_color=view.theme.direction, stroke_width=3), view.theme)

    def draw(line: VMobject) -> None:
        (x, y), angles = now(at), np.arange(begin, now_number(angle) + 1e-9, np.pi / 180)
        ways = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        slopes = np.maximum(ways @ view.field.gradient(x, y), 0.0)
        tips = view.at(x, y) + view.vector(x, y, view.arrow_scale / np.mean(view.scale) * slopes[:, None] * ways)
        if len(tips) > 1:
            line.set_points_as_corners(tips)
        else:
            line.clear_points()

    return redrawn(line, draw)


STEP = 5e-3  # of the domain's diagonal: how long a step is that tries a direction
ENDINGS = {
    "two peaks": "On each summit the gradient is zero. Two starts, two summits.",
    "peak": "On the summit the gradient is zero: no way leads up.",
    "flat": "Here the ground is level: the gradient is zero.",
    "left domain": "It climbs right out of the picture: no summit in sight.",
    "undefined": "Here it ends: beyond this point, f has no value.",
    "sharp peak": "Here it ends, on a sharp peak: it has no gradient.",
    "crest": "Here it ends, on a crest: there is no gradient on it.",
    "no gain": "Here it ends, at a jump: a small step on, it is lower.",
    "steps used": "It is still climbing when we stop watching.",
}


def ending(field: ScalarField, walk: Path) -> str:
    """Where the walk ended, as a key of ENDINGS.

    On a crest there may be a way up along it. It is not gone: there is no gradient to follow.
    """
    end = walk.points[-1]
    if at_summit(field, walk):
        return "peak"
    if walk.ended == "no gain" and (field(*steps_around(field, end).T) < field(*end)).all():
        return "sharp peak"
    if walk.ended == "no gain" and points_to_it(field, end) > 0:
        return "crest"
    return walk.ended


def steps_around(field: ScalarField, place: ArrayLike, *, count: int = 16) -> NDArray[np.float64]:
    """Places a STEP away in all directions, shape (count, 2)."""
    return np.asarray(place) + STEP * field.domain.diagonal * compass(count)


def compass(count: int) -> NDArray[np.float64]:
    """Unit vectors in directions all around, shape (count, 2)."""
    return heading(2 * np.pi * np.arange(count) / count).T


def points_to_it(field: ScalarField, place: ArrayLike) -> float:
    """How much the gradients on two opposite sides of a place, a STEP away, point to it, where they do so most.

    Returns:
        The smaller of both cosines: 1 if both point straight to it, negative where they do so on no two sides.
    """
    ring = steps_around(field, place)
    gradients, inwards = smooth_gradients_by_steps(field, ring), np.asarray(place) - ring
    sizes = np.linalg.norm(gradients, axis=1) * np.linalg.norm(inwards, axis=1)
    cosines = np.sum(gradients * inwards, axis=1) / np.where(sizes > 0, sizes, np.nan)
    both = np.fmin(cosines, np.roll(cosines, len(ring) // 2))
    return float(np.nanmax(both)) if np.isfinite(both).any() else np.nan


def about_ending(view: View, climber: "Climber", end: str) -> list[Claim]:
    """What is to be measured where a climber arrives at such an end."""
    match end:
        case "peak" | "sharp peak":
            return [no_way_up(view, climber.walker)]
        case "left domain":
            return [at_the_border(view, climber.walker)]
        case "crest":
            return [on_a_crest(view, climber.walker)]
        case "no gain":
            return [lower_further_on(view, (climber.rest or [climber.path])[-1])]
    return []


def at_summit(field: ScalarField, walk: Path) -> bool:
    """Whether the walk ended on level ground from where every way leads down."""
    return walk.ended == "flat" and kind(field, walk.points[-1]) == "peak"


def dashes_as_long_as_it_falls(view: View, dashes: DownhillDashes, walker: Walker) -> Claim:
    """The dashes end as far towards the name of u as small steps that way lose height; upwards there are none.

    Measured is how far their end is off, as a share of the steepest slope drawn.
    """

    def measure() -> float:
        start = walker.points[0]
        way = (dashes.letter.get_center() - start) / np.linalg.norm(dashes.letter.get_center() - start)
        slope = float(slopes_by_steps(view.field, view.where(start), way[:2]))
        steepest = float(np.hypot(*smooth_gradients_by_steps(view.field, view.where(start))))
        end = corners_of(dashes.line)[-1] if len(dashes.line.points) else start
        due = start + view.arrow_scale * max(-slope, 0.0) * way
        return float(np.linalg.norm(end - due) / (view.arrow_scale * steepest))

    name = "dashes are as long as it goes down that way"
    return Claim(name, (dashes, walker), measure, 0.0, 0.05, "of the steepest slope", throughout=True)


def short_of_the_end(view: View, arrow: AnyArrow, end: Points) -> Claim:
    """Nowhere on the way is the arrow longer than what is left of it: it reads as no step beyond the end."""

    def measure() -> float:
        if not np.isfinite(arrow.along).all():
            return 0.0
        return float(np.linalg.norm(arrow.along) / np.linalg.norm(view.at(*end) - arrow.tail))

    return at_most(
        measure, 1.0, name="the arrow ends short of the summit", drawn=(arrow,), tolerance=0.01, unit="of what is left"
    )  # fmt: skip


def fastest(trace: VMobject, arrow: AnyArrow) -> Claim:
    """No slope is longer than the gradient: the longest chord of the trace from the arrow's tail is the arrow."""

    def measure() -> float:
        return float(np.max(np.linalg.norm(corners_of(trace) - arrow.tail, axis=1)) / np.linalg.norm(arrow.along))

    return Claim("no direction climbs faster than the gradient", (trace, arrow), measure, 1.0, 0.01, "of its length")


def diameter(trace: VMobject, arrow: AnyArrow) -> Claim:
    """The trace lies on the circle that has the arrow as its diameter (Thales): its furthest point off, in radii."""

    def measure() -> float:
        centre, radius = arrow.tail + arrow.along / 2, np.linalg.norm(arrow.along) / 2
        return float(1 + np.max(np.abs(np.linalg.norm(corners_of(trace) - centre, axis=1) - radius)) / radius)

    return Claim("the slopes draw a circle with the gradient as diameter", (trace, arrow), measure, 1.0, 0.02, "radii")


def at_the_border(view: View, walker: Walker) -> Claim:
    """The walker is drawn where the map ends: how far it is from the nearest border (scene units)."""

    def measure() -> float:
        (x, y, _), box = walker.points[0], view.box
        return float(min(abs(x - box.left), abs(x - box.right), abs(y - box.bottom), abs(y - box.top)))

    return Claim("the walk ends where the picture ends", (walker,), measure, 0.0, 0.1, "scene units")


def on_a_crest(view: View, walker: Walker) -> Claim:
    """On two sides of where the walker is drawn, the gradient points to it: 1 if so."""

    def measure() -> float:
        return float(points_to_it(view.field, view.where(walker.points[0])) > 0)

    return Claim("on two sides of the crest the gradient points to it", (walker,), measure, 1.0, 0.5, "")


def lower_further_on(view: View, path: VMobject) -> Claim:
    """A STEP on in the direction in which the drawn path ends, the ground is lower than at its end: 1 if it is."""

    def measure() -> float:
        before, end = view.where(corners_of(path)[-5:])[[0, -1]]  # a pair of corners may be rounded to one place
        step = STEP * view.field.domain.diagonal * (end - before) / np.linalg.norm(end - before)
        return float(view.field(*(end + step)) < view.field(*end))

    return Claim("a step further the ground is lower", (path,), measure, 1.0, 0.5, "")


def no_way_up(view: View, walker: Walker) -> Claim:
    """From where the walker is drawn, small steps in 48 directions all lose height: the most that one gains.

    A share of what the steepest of them loses.
    """

    def measure() -> float:
        here = view.where(walker.points[0])[:, None]
        gains = view.field(*(here + STEP * view.field.domain.diagonal * heading(TAU * np.arange(48) / 48)))
        gains = gains - view.field(*here)
        return float(np.max(gains) / -np.min(gains))

    return at_most(measure, 0.0, name="from the summit no way leads up", drawn=(walker,), unit="of the steepest")


def part_ways(view: View, one: Climber, other: Climber) -> Claim:
    """Two climbers are now far apart, in units of how far apart their drawn paths begin."""

    def measure() -> float:
        starts = [corners_of(climber.path)[0] for climber in (one, other)]
        ends = [climber.walker.points[0] for climber in (one, other)]
        return float(np.linalg.norm(ends[0] - ends[1]) / np.linalg.norm(starts[0] - starts[1]))

    drawn = (one.walker, other.walker, one.path, other.path)
    return at_least(measure, APART, name="side by side they start, far apart they end", drawn=drawn, unit="times")


def all_point_uphill(view: View, arrows: Sequence[AnyArrow]) -> Claim:
    """Each drawn arrow points where steps along x and y say that f grows fastest: the worst, in degrees."""

    def measure() -> float:
        drawn = np.array([arrow.along[:2] for arrow in arrows])
        stepped = smooth_gradients_by_steps(view.field, view.where(np.array([arrow.tail for arrow in arrows])))
        angles = degrees_between(drawn, stepped)
        return float(np.nanmax(angles)) if np.isfinite(angles).any() else np.nan

    return Claim("each arrow points the steepest way up", tuple(arrows), measure, 0.0, 1.0, "degrees")


def directions_everywhere(view: View, *, clear_of: Sequence[Points] = ()) -> Group | VGroup:
    """The gradient's direction on a grid of twelve from left to right, an arrow each, to appear one after the other.

    Where f is defined on so little of the picture that hardly any of them lies there, the grid is finer.

    Args:
        clear_of: scene points; no arrow lies on one, as it has no direction.
    """
    for across in (ACROSS, 2 * ACROSS, 4 * ACROSS):
        cell = view.box.width / across
        sizes: dict[str, Any] = {"cell": cell, "enough": 1, "over": 0.02}
        arrows = gradient_quiver(view, lengths="directions", **sizes).apart(width=3.5)
        near = min(CLEAR, 0.6 * cell)
        arrows.remove(*(arrow for arrow in arrows if any(lies_near(arrow, point, near) for point in clear_of)))
        if len(arrows) >= FEW:
            break
    return arrows


FEW = 6  # arrows, from which it can be told that all of them point uphill
CLEAR = 0.3  # scene units from a summit to the arrows around it


def lies_near(arrow: AnyArrow, point: Points, distance: float) -> bool:
    """Whether an arrow, or its end, is so near to a scene point."""
    shaft = arrow.tail + np.linspace(0, 1, 12)[:, None] * arrow.along
    return bool(np.linalg.norm(shaft - point, axis=1).min() < distance)


def summit_heights(view: View, climbers: Sequence[Climber]) -> list[Label]:
    """The height of each summit, beside it, with as many digits as tell them apart."""
    heights = [float(view.height_of(climber.end)) for climber in climbers]
    texts = typeset.spoken_alike(heights, finest=max(np.ptp(heights), 1e-3 * max(map(abs, heights))) / 10)
    ways = np.array([UP, RIGHT, LEFT, DOWN])
    return [
        Label(view, typeset.words(view.theme, text, size=34), at=(climber.end + 0.15 * ways, ways))
        for text, climber in zip(texts, climbers, strict=True)
    ]


def reads_summit(view: View, label: Label, climber: Climber) -> Claim:
    """The number beside a summit is the height where its climber stands, f worked out by hand."""

    def height() -> float:
        return by_hand(view.field, *view.where(climber.walker.points[0]).tolist())

    return claims.reads(label.text, height, drawn=[climber.walker], name="the number is the height of the summit")
