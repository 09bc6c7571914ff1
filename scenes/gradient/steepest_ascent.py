"""Why the gradient is called the direction of steepest ascent: slopes all around a point, and the walk along it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import (
    TAU,
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

from gradanim import Path, derivative_along, gradient_flow, kind
from gradanim.fields.scalar import ScalarField
from gradanim.stage import Claim, PlaneScene, View, claims, maps, marks, typeset
from gradanim.stage.claims.differences import slopes_by_steps, smooth_gradients_by_steps
from gradanim.stage.claims.reading import corners_of, degrees_between
from gradanim.stage.frame.live import Live, LiveNumber, Point, now, now_number, redrawn
from gradanim.stage.marks import Walker, gradient_quiver, heading
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.directions import plated

RIGHT_ANGLE = "the gradient meets the contour at a right angle"
ACROSS = 12  # arrows from left to right, in the end


class SteepestAscent(PlaneScene):
    """Of all the directions you could take, the gradient climbs fastest."""

    title = "Which way is steepest?"
    f = "2*exp(-(x-1)^2 - y^2) + 1.5*exp(-((x+1)^2 + (y-0.6)^2)/0.8)"
    start = (0.0, -0.7)

    def construct(self):
        walk = gradient_flow(self.field, self.at)
        view = self.view.fit_arrow_at(self.at, longest=1.6)
        begin = self.heading

        contours = maps.ContourMap(view)
        tint = contours.tint()
        walker = marks.Walker(view, self.at)
        travelling, way = marks.travelling_gradient(view, walker, walk.points)
        labels = contours.height_labels(avoid=way[::20])
        angle = ValueTracker(begin)
        direction_line = DirectionLine(view, self.at, angle.get_value)
        probe = marks.slope_arrow(view, self.at, angle.get_value)
        ring = tip_trace(view, self.at, angle.get_value, begin)
        fan = marks.slope_fan(view, self.at)
        uphill = marks.gradient_arrow(view, walker)
        contour = maps.ContourThrough(view, walker)
        right_angle = marks.right_angle(view, uphill)
        path, everywhere = marks.trail(view, way), directions_everywhere(view)
        onwards = walk.points[len(way) - 1 :]  # without the arrow, which would leave the picture there
        rest = marks.trail(view, onwards)

        known, place, height = self.definition(), maps.place_of(view, walker), maps.height_of(view, walker)
        slope = typeset.Readout(
            view,
            "{{ D_u f : direction }}",
            lambda: self.slope_towards(angle.get_value()),
            scale=view.notation_of(self.slope),
        )
        steepest, note = maps.steepness_of(view, walker), marks.scale_note(view)
        self.fill_panel(known, place, height, slope, note)
        steepest.in_place_of(slope)
        directions = typeset.in_turn(marks.directions_note(view), note)

        with self.beat(
            "Seen from above, a landscape is its contours: along each line, the height stays the same.",
            claim=claims.same_height(view, contours.longest),
        ):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(tint), Create(contours, lag_ratio=0.1), Write(known), run_time=3)
            self.play(FadeIn(labels))

        with self.beat("Stand somewhere on the slope. Which way is up?"):
            self.play(FadeIn(walker, scale=2), FadeIn(place, height))

        with self.beat(
            "Look around. Each direction _u_ has its slope: uphill an arrow, steeper is longer; downhill only dashes.",
            claim=[claims.slope_by_steps(view, probe), dashed_where_it_falls(view, direction_line)],
        ):
            self.play(FadeOut(labels), FadeIn(direction_line, slope, note))
            self.add(ring, probe)
            self.play(angle.animate.set_value(begin + TAU), run_time=6, rate_func=linear)

        with self.beat(
            "The longest arrow is the gradient. All the others end on a circle that has it as its diameter.",
            claim=[
                fastest(ring, uphill),
                diameter(ring, uphill),
                claims.as_long_as_stated(view, walker, uphill, note),
            ],
        ):
            self.play(FadeOut(direction_line, probe, slope), FadeIn(fan))
            self.play(uphill.grow(), FadeIn(steepest))

        with self.beat(
            "The gradient meets the contour at a right angle: along the contour, the slope is zero.",
            claim=claims.orthogonal(uphill, contour, name=RIGHT_ANGLE),
            poster=True,
        ):
            self.play(Create(contour), FadeOut(ring, fan))
            self.play(Create(right_angle))

        with self.beat(
            "Follow the gradient wherever it points, always orthogonal to the contours.",
            claim=[
                claims.monotonic(view, path),
                claims.orthogonal(travelling, contour, throughout=True, name=RIGHT_ANGLE),
            ],
        ):
            said = [] if travelling.to_scale else [FadeOut(note), FadeIn(directions)]
            self.play(FadeOut(uphill, right_angle), FadeIn(travelling), *said, run_time=0.5)
            self.play(Create(path, rate_func=linear), walker.follow(way), run_time=6)

        end = ending(self.field, walk)
        down = ways_down(view, walk.points[-1]) if end in PEAKS else VGroup()
        with self.beat(ENDINGS[end], claim=about_ending(view, walker, path if len(onwards) < 2 else rest, end, down)):
            gone = FadeOut(travelling, contour)
            if len(onwards) > 1:
                self.play(FadeOut(travelling), run_time=0.5)
                self.play(walker.follow(onwards), Create(rest, rate_func=linear), run_time=1.5)
                gone = FadeOut(contour)
            self.play(gone, Flash(walker, color=view.theme.ink))
            if down:
                self.play(Create(down, lag_ratio=0.2), run_time=2)

        with self.beat(
            "Wherever it is not zero, the gradient points the steepest way up, orthogonal to the contour.",
            claim=all_point_uphill(view, everywhere),
        ):
            said = [FadeOut(note), FadeIn(directions)] if travelling.to_scale else []
            self.play(FadeOut(path, rest, walker, place, height, steepest, down), *said)
            self.play(LaggedStartMap(FadeIn, everywhere, lag_ratio=0.02), run_time=2)


LENGTH = 0.75  # of a line, scene units: a direction has no length of its own
DASH = 0.09  # scene units, and as much between two
ASIDE = 0.3  # scene units from the line to its name


class DirectionLine(VGroup):
    """The direction u as a thin line with its name: solid where it leads up, dashed where it leads down or nowhere.

    Attributes:
        line: the drawn line, from the point on.
    """

    def __init__(self, view: View, at: Live, angle: LiveNumber) -> None:
        self.line = VMobject(stroke_color=view.theme.direction, stroke_width=3)
        name = plated(view, "{{ u : direction }}", 34)
        super().__init__(self.line, name)
        self.set_z_index(1)

        def draw(direction_line: VGroup) -> None:
            (x, y), way = now(at), heading(now_number(angle))
            solid_or_dashed(self.line, view, (x, y), way, dashed=not derivative_along(view.field, (x, y), way) > 0)
            end = view.at(x, y)[:2] + LENGTH * way
            name.move_to([*(end + ASIDE * np.array([-way[1], way[0]])), 0.0])

        redrawn(self, draw)


def solid_or_dashed(line: VMobject, view: View, at: Point, way: NDArray[np.float64], *, dashed: bool) -> VMobject:
    """Draw a line anew: LENGTH long from a point of the plane along a unit vector, in dashes or solid."""
    start, along = view.at(*at), np.append(way, 0.0)
    line.clear_points()
    for begin in np.arange(0.0, LENGTH, 2 * DASH) if dashed else [0.0]:
        end = min(begin + DASH, LENGTH) if dashed else LENGTH
        line.start_new_path(start + begin * along)
        line.add_points_as_corners([start + end * along])
    return line


def tip_trace(view: View, at: Live, angle: LiveNumber, begin: float) -> VMobject:
    """What the tip of the slope arrow has drawn while it turned from `begin` to `angle`, radians.

    It is worked out from the angle and not collected from frames, so that it is the same at every frame rate.
    """
    line = VMobject(stroke_color=view.theme.direction, stroke_width=3)

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


STEP = 5e-3  # of the domain's diagonal: how long the step is that tries a direction


def ways_down(view: View, at: Point, *, count: int = 16) -> VGroup:
    """Dashed lines in all directions that lead down from a point, as found by a small step each."""
    here, lines = view.field(*at), VGroup()
    for place, way in zip(steps_around(view.field, at, count=count), compass(count), strict=True):
        if view.field(*place) < here:
            line = VMobject(stroke_color=view.theme.direction, stroke_width=3)
            lines.add(solid_or_dashed(line, view, at, way, dashed=True))
    return lines


ENDINGS = {
    "peak": "Here the ground is level: the gradient is zero, and every way from here leads down.",
    "flat": "Here the ground is level: the gradient is zero, and points nowhere.",
    "left domain": "It climbs right out of the picture: no summit in sight.",
    "undefined": "Here it ends: beyond this point the function has no value.",
    "sharp peak": "Here it ends, on a sharp peak: it has no gradient, and every way from here leads down.",
    "crest": "Here it ends, on a crest: from both sides the gradient points to it, and on it there is none.",
    "no gain": "Here it ends, at a jump: a small step further, the ground is lower.",
    "steps used": "It is still climbing when we stop watching.",
}
PEAKS = ("peak", "sharp peak")


def ending(field: ScalarField, walk: Path) -> str:
    """Where the walk ended, as a key of ENDINGS.

    On a crest there may be a way up along it. It is not gone: there is no gradient to follow.
    """
    end = walk.points[-1]
    if walk.ended == "flat" and kind(field, end) == "peak":
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


def about_ending(view: View, walker: Walker, path: VMobject, end: str, down: VGroup) -> list[Claim]:
    """What is to be measured where the walk ends.

    Args:
        path: the last part of it, as drawn.
        down: the ways down that are drawn.
    """
    match end:
        case "peak" | "sharp peak":
            return [all_lead_down(view, down)]
        case "left domain":
            return [at_the_border(view, walker)]
        case "crest":
            return [on_a_crest(view, walker)]
        case "no gain":
            return [lower_further_on(view, path)]
    return []


def dashed_where_it_falls(view: View, direction_line: DirectionLine) -> Claim:
    """The drawn line is in dashes if, and only if, a small step along it does not gain height: 0 if that is so."""

    def measure() -> float:
        start, end = direction_line.line.points[0], direction_line.line.points[-1]
        way = (end - start)[:2] / np.linalg.norm(end - start)
        slope = float(slopes_by_steps(view.field, view.where(start), way))
        dashes = len(direction_line.line.get_subpaths()) > 1
        level = 1e-3 * np.max(np.abs(smooth_gradients_by_steps(view.field, view.where(start))))
        return np.nan if not abs(slope) > level else float(dashes == (slope > 0))

    return Claim("a direction that leads down is dashed", (direction_line,), measure, 0.0, 0.5, "", throughout=True)


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


def all_lead_down(view: View, lines: Sequence[VMobject]) -> Claim:
    """Along each drawn line a step leads down, and they go in all directions: the widest gap, in degrees.

    Steps are STEP of the domain's diagonal long.
    """

    def measure() -> float:
        starts = view.where(np.array([line.points[0] for line in lines]))
        ends = view.where(np.array([line.points[-1] for line in lines]))
        ways = (ends - starts) / np.linalg.norm(ends - starts, axis=1, keepdims=True)
        steps = starts + STEP * view.field.domain.diagonal * ways
        if not (view.field(*steps.T) < view.field(*starts.T)).all():
            return 360.0
        turns = np.sort(np.arctan2(ways[:, 1], ways[:, 0]))
        return float(np.degrees(np.max(np.diff([*turns, turns[0] + 2 * np.pi]))))

    return Claim("all ways from here lead down", tuple(lines), measure, 0.0, 30.0, "degrees")


def all_point_uphill(view: View, arrows: Sequence[AnyArrow]) -> Claim:
    """Each drawn arrow points where steps along x and y say that f grows fastest: the worst, in degrees."""

    def measure() -> float:
        drawn = np.array([arrow.along[:2] for arrow in arrows])
        stepped = smooth_gradients_by_steps(view.field, view.where(np.array([arrow.tail for arrow in arrows])))
        angles = degrees_between(drawn, stepped)
        return float(np.nanmax(angles)) if np.isfinite(angles).any() else np.nan

    return Claim("each arrow points the steepest way up", tuple(arrows), measure, 0.0, 1.0, "degrees")


def directions_everywhere(view: View) -> Group | VGroup:
    """The gradient's direction on a grid of twelve from left to right, an arrow each, to appear one after the other."""
    sizes: dict[str, Any] = {"cell": view.box.width / ACROSS, "enough": 1, "over": 0.02}
    return gradient_quiver(view, lengths="directions", **sizes).apart(width=3.5)
