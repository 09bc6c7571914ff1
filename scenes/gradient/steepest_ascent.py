"""Why the gradient is called the direction of steepest ascent."""

from collections.abc import Sequence

import numpy as np
from manim import (
    TAU,
    BackgroundRectangle,
    Create,
    FadeIn,
    FadeOut,
    Flash,
    LaggedStartMap,
    Mobject,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
    linear,
)
from numpy.typing import NDArray

from gradanim import Path, ScalarField, derivative_along, gradient_flow, kind
from gradanim.stage import Claim, PlaneScene, View, claims, maps, marks, typeset
from gradanim.stage.claims.curves import worst_loss
from gradanim.stage.claims.differences import slopes_by_steps, smooth_gradients_by_steps
from gradanim.stage.claims.reading import corners_of, degrees_between
from gradanim.stage.live import Live, LiveNumber, Point, now, now_number, redrawn
from gradanim.stage.marks import Walker, heading
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.typeset import formula


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
        compass, way = marks.travelling_gradient(view, walker, walk.points)
        labels = contours.height_labels(avoid=way[::20])
        angle = ValueTracker(begin)
        looking = Looking(view, self.at, angle.get_value)
        probe = marks.slope_arrow(view, self.at, angle.get_value)
        ring = tip_trace(view, self.at, angle.get_value, begin)
        fan = marks.slope_fan(view, self.at)
        uphill = marks.gradient_arrow(view, walker)
        contour = maps.ContourThrough(view, walker)
        square = marks.right_angle(view, uphill)
        path, everywhere = marks.trail(view, way), marks.gradient_field(view)
        onwards = walk.points[len(way) - 1 :]  # without the arrow, which would leave the picture there
        rest = marks.trail(view, onwards)

        known, place, height = self.definition(), maps.place_of(view, walker), maps.height_of(view, walker)
        slope = typeset.Readout(
            view, "{{ D_u f : direction }}", lambda: self.slope_towards(angle.get_value()), scale=view.slope_scale
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
            claim=[claims.slope_by_steps(view, probe), dashed_where_it_falls(view, looking)],
        ):
            self.play(FadeOut(labels), FadeIn(looking, slope, note))
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
            self.play(FadeOut(looking, probe, slope), FadeIn(fan))
            self.play(uphill.grow(), FadeIn(steepest))

        with self.beat(
            "The gradient meets the contour at a right angle: along the contour, the slope is zero.",
            claim=claims.perpendicular(uphill, contour),
            poster=True,
        ):
            self.play(Create(contour), FadeOut(ring, fan))
            self.play(Create(square))

        with self.beat(
            "Follow the gradient wherever it points, always square to the contours.",
            claim=[never_falls(view, path), claims.perpendicular(compass, contour, throughout=True)],
        ):
            said = [] if compass.to_scale else [FadeOut(note), FadeIn(directions)]
            self.play(FadeOut(uphill, square), FadeIn(compass), *said, run_time=0.5)
            self.play(Create(path, rate_func=linear), walker.follow(way), run_time=6)

        down = ways_down(view, walk.points[-1]) if at_summit(self.field, walk) else VGroup()
        proof = [all_lead_down(view, down)] if down else []
        if walk.ended == "left domain":
            proof = [at_the_border(view, walker)]
        with self.beat(ending(self.field, walk), claim=proof):
            gone = FadeOut(compass, contour)
            if len(onwards) > 1:
                self.play(FadeOut(compass), run_time=0.5)
                self.play(walker.follow(onwards), Create(rest, rate_func=linear), run_time=1.5)
                gone = FadeOut(contour)
            self.play(gone, Flash(walker, color=view.theme.ink))
            if down:
                self.play(Create(down, lag_ratio=0.2), run_time=2)

        with self.beat(
            "Wherever it is not zero, the gradient points the steepest way up, square to the contour.",
            claim=all_point_uphill(view, everywhere),
        ):
            said = [FadeOut(note), FadeIn(directions)] if compass.to_scale else []
            self.play(FadeOut(path, rest, walker, place, height, steepest, down), *said)
            self.play(LaggedStartMap(FadeIn, everywhere, lag_ratio=0.02), run_time=2)


LONG = 0.75  # scene units: a direction has no length of its own
DASH = 0.09  # scene units, and as much between two
STEP = 5e-3  # of the picture: by which a way is tried
ASIDE = 0.3  # from the line to its name
ENDINGS = {
    "peak": "Here the ground is level: the gradient is zero, and every way from here leads down.",
    "flat": "Here the ground is level: the gradient is zero, and points nowhere.",
    "left domain": "It climbs right out of the picture: no summit in sight.",
    "undefined": "Here it ends: beyond this point the function has no value.",
    "no gain": "Here it ends, on a crest: no small step from here gains height.",
    "steps used": "It is still climbing when we stop watching.",
}


def never_falls(view: View, line: Mobject) -> Claim:
    """Along the drawn line, from its first point to its last, the height never drops (share of the whole climb)."""
    return Claim("the path never loses height", (line,), lambda: worst_loss(view, line, 1), 0.0, 1e-3, "of the climb")


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


class Looking(VGroup):
    """The direction u as a thin line with its name: solid where it leads up, dashed where it leads down or nowhere.

    Attributes:
        line: the drawn line, from the point on.
    """

    def __init__(self, view: View, at: Live, angle: LiveNumber) -> None:
        self.line = VMobject(stroke_color=view.theme.direction, stroke_width=3)
        text = formula(view, "{{ u : direction }}", size=34)
        name = VGroup(BackgroundRectangle(text, color=view.theme.plate, fill_opacity=0.9, buff=0.05), text)
        super().__init__(self.line, name)
        self.set_z_index(1)

        def draw(looking: VGroup) -> None:
            (x, y), way = now(at), heading(now_number(angle))
            dash_from(self.line, view, (x, y), way, dashed=not derivative_along(view.field, (x, y), way) > 0)
            end = view.at(x, y)[:2] + LONG * way
            name.move_to([*(end + ASIDE * np.array([-way[1], way[0]])), 0.0])

        redrawn(self, draw)


def dashed_where_it_falls(view: View, looking: Looking) -> Claim:
    """The drawn line is in dashes if, and only if, a small step along it does not gain height: 0 if that is so."""

    def measure() -> float:
        start, end = looking.line.points[0], looking.line.points[-1]
        way = (end - start)[:2] / np.linalg.norm(end - start)
        slope = float(slopes_by_steps(view.field, view.where(start), way))
        dashes = len(looking.line.get_subpaths()) > 1
        level = 1e-3 * np.max(np.abs(smooth_gradients_by_steps(view.field, view.where(start))))
        return np.nan if not abs(slope) > level else float(dashes == (slope > 0))

    return Claim("a direction that leads down is dashed", (looking,), measure, 0.0, 0.5, "", throughout=True)


def at_the_border(view: View, walker: Walker) -> Claim:
    """The walker is drawn where the map ends: how far it is from the nearest border (scene units)."""

    def measure() -> float:
        (x, y, _), box = walker.points[0], view.box
        return float(min(abs(x - box.left), abs(x - box.right), abs(y - box.bottom), abs(y - box.top)))

    return Claim("the walk ends where the picture ends", (walker,), measure, 0.0, 0.1, "scene units")


def all_lead_down(view: View, lines: Sequence[VMobject]) -> Claim:
    """Along each drawn line a step leads down, and they go in all directions: the widest gap, in degrees.

    Steps are half a hundredth of the picture long.
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


def ways_down(view: View, at: Point, *, count: int = 16) -> VGroup:
    """Dashed lines in all directions that lead down from a point, as found by a small step each."""
    step, here, lines = STEP * view.field.domain.diagonal, view.field(*at), VGroup()
    for way in map(heading, 2 * np.pi * np.arange(count) / count):
        if view.field(*(np.asarray(at) + step * way)) < here:
            line = VMobject(stroke_color=view.theme.direction, stroke_width=3)
            lines.add(dash_from(line, view, at, way, dashed=True))
    return lines


def dash_from(line: VMobject, view: View, at: Point, way: NDArray[np.float64], *, dashed: bool) -> VMobject:
    """Make a line one look long, from a point of the plane along a unit vector; in dashes, or whole."""
    start, along = view.at(*at), np.append(way, 0.0)
    line.clear_points()
    for begin in np.arange(0.0, LONG, 2 * DASH) if dashed else [0.0]:
        end = min(begin + DASH, LONG) if dashed else LONG
        line.start_new_path(start + begin * along)
        line.add_points_as_corners([start + end * along])
    return line


def at_summit(field: ScalarField, walk: Path) -> bool:
    """Whether it ended on level ground from where every way leads down."""
    return walk.ended == "flat" and kind(field, walk.points[-1]) == "peak"


def ending(field: ScalarField, walk: Path) -> str:
    """The sentence about where it ended."""
    return ENDINGS["peak" if at_summit(field, walk) else walk.ended]
