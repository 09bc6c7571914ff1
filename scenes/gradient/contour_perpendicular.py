"""Why the gradient is perpendicular to the contours, and what its length says: from close by, and along a contour."""

from collections.abc import Sequence

import numpy as np
from manim import ORIGIN, AnimationGroup, Create, FadeIn, FadeOut, Group, VGroup, VMobject, Write, linear
from numpy.typing import ArrayLike, NDArray

from gradanim import Domain, Field, Levels, close_up, gradient_flow, level_curve_through
from gradanim.contours.level_curves import LevelCurve
from gradanim.fields.scalar import ScalarField
from gradanim.stage import Claim, PlaneScene, View, claims, in_a_row, maps, marks
from gradanim.stage.claims import at_least, orthogonal, slope_by_steps
from gradanim.stage.claims.differences import by_hand, gradients_by_steps
from gradanim.stage.claims.reading import corners_of
from gradanim.stage.frame.live import Live, Point, now, redrawn
from gradanim.stage.maps import ContourMap, ContourThrough, polyline, steepness_of
from gradanim.stage.marks import Walker, arc, gradient_arrow, heading, right_angle, round_trip, stretch, trail
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.routes import PlaneCurve, nearest_index, short_of_crossings
from gradanim.stage.space import slope_colour
from gradanim.stage.typeset import Label, PairReadout, Readout, formula, spoken_alike

RIGHT_ANGLE = "the gradient meets the contour at a right angle"


class ContourPerpendicular(PlaneScene):
    """The gradient crosses every contour at a right angle, and is as long as the slope is steep."""

    title = "Orthogonal to the contours"
    f = "x^2 + y^2"
    start = (3.0, 4.0)
    domain = Domain(-10.5, 10.5, -7.0, 7.0)

    def construct(self):
        curve = level_curve_through(self.field, self.at)
        around = marks.round_trip(short_of_crossings(self.field, curve), self.at)
        view = self.view.fit_arrow_at(self.at, longest=1.6, along=around)
        down, climb = steepest_ways(view, self.at)
        zoom = maps.Zoom(view, close_up(self.field, self.at))
        near, steps = zoom.near, EqualSteps(zoom.near, self.at)

        frame, walker = ZoomFrame(zoom), marks.Walker(zoom.current, self.at)
        contour, passing = (maps.ContourThrough(zoom.current, place) for place in (lambda: self.at, walker))
        arrow = marks.gradient_arrow(zoom.current, walker)
        right_angle = marks.right_angle(view, arrow, size=MARK)
        crossings = VGroup(*(marks.ring(view, view.at(*place)) for place in curve.crossings))

        known, gained = self.definition(), steps.gain_of(walker)
        height = maps.height_of(view, walker)
        pair, steepness = gradient_of(view, walker, self.layout.panel.width, scale=self.slope)
        self.fill_panel(known)
        self.fill_panel(gained)
        self.fill_panel(steepness, pair)
        level = level_label(view, curve, self.at, height)
        labels = zoom.far_map.height_labels(avoid=np.vstack([around[::10], view.where(level.get_center())]), apart=0.4)
        numbers = maps.PlaneFrame(near).texts  # long ones, from so close
        near_labels = zoom.near_map.height_labels(avoid=steps.places, clear_of=numbers, apart=0.3)

        with self.beat(
            f"Along this contour, the height is {height.brief}. Which way is up?",
            claim=[
                claims.same_height(view, contour),
                claims.reads(level.text, lambda: float(view.height_of(corners_of(contour)[0])), drawn=[contour]),
            ],
            hold=2.0,
        ):
            self.add(frame)
            self.play(FadeIn(zoom, labels, level), Create(contour), FadeIn(walker, scale=2), Write(known), run_time=2.5)

        with self.beat("Come closer: the contours look like parallel lines.", claim=parallel(zoom.near_map)):
            self.play(FadeOut(labels, level, known), run_time=0.4)
            self.play(zoom.to(1.0), run_time=4)
            self.play(FadeIn(near_labels), run_time=0.4)

        with self.beat("A step along the contour gains no height.", claim=claims.same_height(near, steps.level)):
            self.play(FadeIn(gained), run_time=0.3)
            self.play(walker.follow(steps.along), Create(steps.level, rate_func=linear), run_time=1.5)

        with self.beat(
            "Of equally long steps, straight across gains the most.",
            claim=[gains_most(near, steps.steepest), marks_are_gains(near, steps.steepest, steps.gains)],
        ):
            self.play(steps.tried_by(walker), run_time=3.5)
            self.play(walker.follow(steps.to_across), run_time=0.8)
            self.play(Create(steps.steepest), run_time=0.6)

        with self.beat(
            "That is the gradient: orthogonal to the contour, and uphill.",
            claim=[
                claims.orthogonal(arrow, contour, name=RIGHT_ANGLE),
                claims.gap_is_steepness(near, zoom.near_map, arrow),
            ],
        ):
            self.play(FadeOut(gained, steps.ends, steps.gains), run_time=0.4)
            self.play(walker.follow(steps.across[::-1]), run_time=0.6)
            self.play(arrow.update().grow(), FadeIn(pair, steepness))
            self.play(Create(right_angle.update()), run_time=0.6)

        with self.beat(
            about_carrying(self.field, around, curve),
            claim=[
                claims.orthogonal(arrow, contour, throughout=True, name=RIGHT_ANGLE),
                *(is_level_at(view, ring, arrow) for ring in crossings),
            ],
            poster=True,
        ):
            self.play(FadeOut(near_labels, steps.level, steps.steepest, pair), run_time=0.4)
            self.play(zoom.to(0.0), run_time=2)
            self.play(FadeIn(*crossings) if crossings else FadeIn(labels), run_time=0.4)
            self.play(walker.follow(around), run_time=5)

        shown = [contour, arrow, right_angle, walker, steepness, *crossings]
        if equally_steep(self.field, around):  # as along every circle: that is not so elsewhere
            self.play(FadeOut(labels), run_time=0.3)
            view, shown = self.elsewhere(zoom, frame, *shown)
        else:
            with self.beat(
                about_length(self.field, climb, zoom.far_map.levels),
                claim=[
                    claims.slope_by_steps(view, arrow),
                    claims.orthogonal(arrow, passing, throughout=True, name=RIGHT_ANGLE),
                    stands_out(arrow, walker, right_angle),
                ],
                hold=1.5,
            ):
                self.add(passing)
                self.play(FadeOut(contour, *(crossings or [labels])), run_time=0.5)
                self.play(walker.follow(down), run_time=2)
                self.play(walker.follow(climb), run_time=4)
            shown = [passing, arrow, right_angle, walker, steepness]

        everywhere = marks.gradient_quiver(view)
        with self.beat(
            "The gradient: orthogonal to the contours. Its length is the slope.",
            claim=claims.along_the_gradient(everywhere),
        ):
            self.play(FadeOut(*shown))
            self.play(Create(everywhere), run_time=2)

    def elsewhere(self, *gone):
        """The same where the slope changes along a contour; returns that map's view, and what is to leave it."""
        wobbly = WOBBLY.on(self.filling(WOBBLY.domain))
        walk = ContourWalk(self.map_of(wobbly), *gentle_and_steep(wobbly, THROUGH))
        view, walker, contours = walk.view, walk.walker, maps.ContourMap(walk.view)
        known = self.definition(view.field)
        self.fill_panel(known, walk.steepness)
        with self.beat(about_changing(view.field, walk.way), claim=walk.claims()):
            self.play(FadeOut(*gone), run_time=0.6)
            self.play(FadeIn(contours.ground(), contours, maps.PlaneFrame(view), known, walk, walk.steepness))
            self.wait(0.6)
            self.add(walk.shortest)
            self.play(walker.follow(walk.to_steep), run_time=3)
            self.wait(0.8)
            self.add(walk.longest)
            self.play(walker.follow(walk.to_gentle), run_time=4)
        return view, [walk.longest, walk.shortest, walk, walk.steepness]


WOBBLY, THROUGH = Field("x^2/4 + y^2 + sin(3x)/3", Domain(-3.6, 3.6, -2.5, 2.3)), (0.0, 1.3)
MARK = 0.2  # scene units: the side of a right angle's mark


def gentle_and_steep(field: ScalarField, through: Point) -> tuple[Point, Point]:
    """Where it is least and most steep on the contour through a point."""
    line = level_curve_through(field, through).points
    slopes = slopes_on(field, line)
    gentle, steep = (tuple(line[k].tolist()) for k in (np.argmin(slopes), np.argmax(slopes)))
    return gentle, steep


class ZoomFrame(VGroup):
    """The frame around a map that comes closer, with round numbers at every moment of the way."""

    def __init__(self, zoom: maps.Zoom) -> None:
        super().__init__()
        self.zoom, self.closeness = zoom, np.nan
        redrawn(self, ZoomFrame.draw)

    def draw(self) -> None:
        """Draw it anew if the map has come closer."""
        if self.closeness != self.zoom.closeness:
            self.closeness = self.zoom.closeness
            ends = {0.0: self.zoom.far, 1.0: self.zoom.near}
            self.submobjects = [maps.PlaneFrame(ends.get(self.closeness) or self.zoom.current())]


def level_label(view: View, curve: LevelCurve, at: Point, height: Readout) -> Label:
    """The height of a contour as a number on it, in the picture and as far from a point as can be."""
    points, inner = view.line(curve.points), view.inner.inset(0.1)
    farthest_first = np.argsort(-np.linalg.norm(points - view.at(*at), axis=1))
    source = height.source if height.exponent else height.brief.replace("\N{MINUS SIGN}", "-")
    return Label(view, source, at=(points[farthest_first], ORIGIN), room=inner)


class EqualSteps:
    """Equally long steps from a point: one along its contour, one straight across, and one in every direction.

    Attributes:
        along, across: the ways of two of the steps, plane points of shape (n, 2).
        around: the ways from the end of the step along the contour to all others and back, and `to_across` from there
            to the end of the one straight across.
        level, steepest, ends: the lines of `along`, `across` and `around`.
        gains: a mark on the end of each step, as long as is gained there.
    """

    def __init__(self, view: View, at: Point) -> None:
        self.view, self.at = view, at
        gradient = view.field.gradient(*at)
        self.slope = float(np.hypot(*gradient))
        self.length = view.field.domain.height / 3
        self.along = stretch(level_curve_through(view.field, at).points, at, self.length)
        self.across = np.array([at, at + self.length * gradient / self.slope])
        self.around = full_circle(self.along[-1], at)
        self.to_across = arc(self.along[-1], self.across[-1], at)
        self.level = trail(view, self.along).set_stroke(view.theme.direction)
        self.steepest = trail(view, self.across).set_stroke(view.theme.direction)
        self.ends = trail(view, self.around).set_stroke(view.theme.faint)
        self.gains = gain_marks(view, at, self.around)

    @property
    def places(self) -> NDArray[np.float64]:
        """Plane points, shape (n, 2), that are drawn on: numbers of the map keep away from them."""
        return np.vstack([self.around, self.along, self.view.where(self.gains.get_all_points())])

    def tried_by(self, walker: Walker) -> AnimationGroup:
        """The animation that walks all of them, and leaves their ends and gains behind."""
        drawn = [Create(line, rate_func=linear, lag_ratio=1) for line in (self.ends, self.gains)]
        return AnimationGroup(walker.follow(self.around), *drawn, rate_func=linear)

    def gain_of(self, at: Live) -> Readout:
        """The height gained from the point of the steps to another one, following that."""
        field, most = self.view.field, self.length * self.slope
        scale = most if most < 0.1 else max(most, 1.0)  # two decimals tell it
        return Readout(self.view, '"gain" Delta f', lambda: field(*now(at)) - field(*self.at), scale=scale)


def full_circle(start: ArrayLike, about: ArrayLike) -> PlaneCurve:
    """Once around a point, clockwise, from another one and back to it."""
    middle = np.asarray(about, float)
    x, y = np.asarray(start, float) - middle
    turns = np.arctan2(y, x) - np.linspace(0, 2 * np.pi, 121)
    return middle + np.hypot(x, y) * heading(turns).T


SEEN_WELL = 0.55  # scene units: so long is an arrow that is called short
DOT = 0.1  # scene units: the radius of a walker
LONGEST = 0.4  # of the circle's radius: the mark of the largest gain
EVERY = 5  # corners of the circle from mark to mark


def gain_marks(view: View, at: Point, circle: NDArray[np.float64]) -> VGroup:
    """Lines that stand on a circle around a point: as long as the step gains, outwards; as it loses, inwards.

    Args:
        circle: plane points, shape (n, 2), in the order in which the marks are to appear.
    """
    starts = circle[:-1:EVERY]
    gained = view.field(*starts.T) - view.field(*at)
    most = float(np.nanmax(np.abs(gained)))
    marks = VGroup()
    for start, gain in zip(starts, gained, strict=True):
        if np.isfinite(gain):
            line = np.array([start, start + LONGEST * gain / most * (start - at)])
            marks.add(polyline(view, line, slope_colour(view.theme, gain, most), width=5))
    return marks


def steepest_ways(view: View, start: Point) -> tuple[PlaneCurve, PlaneCurve]:
    """The ways of steepest descent from a point, and of steepest ascent from there all the way up again.

    They lead as far as the gradients fit into the picture, and are long enough to be seen with their right angles.
    """
    slope = float(np.hypot(*view.field.gradient(*start)))
    least = min(slope, SEEN_WELL / view.arrow_scale)
    lines = [view.while_arrows_fit(gradient_flow(view.field, start, uphill=up).points) for up in (False, True)]
    short = [np.flatnonzero(~(slopes_on(view.field, line) >= (1 - 1e-9) * least)) for line in lines]
    down, up = (line[: hidden[0]] if len(hidden) else line for line, hidden in zip(lines, short, strict=True))
    return down, np.vstack([down[::-1], up])


GRADIENT = "{{ nabla f : gradient }} = (frac(partial f, partial x), frac(partial f, partial y))"


def gradient_of(view: View, at: Live, width: float, *, scale: float | None = None) -> tuple[Group, Readout]:
    """`grad f = (df/dx, df/dy) = (3.00, 4.00)`, in a row or on two lines, and its length, both following a point.

    Args:
        width: scene units.
        scale: as for `steepness_of`.
    """
    pair = PairReadout(view, "", lambda: view.field.gradient(*now(at)), scale=scale or view.slope_scale)
    return in_a_row(formula(view, GRADIENT, size=38), pair, width), steepness_of(view, at, scale=scale)


class ContourWalk(Group):
    """A walker with the gradient, on the contour through two places: where it is gentlest, and where it is steepest.

    Attributes:
        view: the given one with room for the gradients.
        way: once around from the gentle place, plane points of shape (n, 2); `to_steep` and `to_gentle` its parts.
        walker: who carries the gradient.
        shortest, longest: the gradients at the two places, to be left there; not part of the group.
        steepness: the number, where the walker is.
    """

    def __init__(self, view: View, gentle: Point, steep: Point) -> None:
        self.way = round_trip(level_curve_through(view.field, gentle).points, gentle)
        self.to_steep, self.to_gentle = split_at(self.way, steep)
        self.view = view.fit_arrow_at(steep, longest=1.4, along=self.way)
        self.longest, self.shortest = (gradient_arrow(self.view, place) for place in (steep, gentle))
        self.walker, self.contour = Walker(self.view, gentle), ContourThrough(self.view, gentle)
        self.arrow = gradient_arrow(self.view, self.walker)
        self.right_angle = right_angle(self.view, self.arrow, size=MARK)
        self.steepness = steepness_of(self.view, self.walker, scale=max(1.0, self.view.height_scale))
        super().__init__(self.contour, self.arrow, self.right_angle, self.walker)

    def claims(self) -> list[Claim]:
        """The arrow stays perpendicular to the contour and as long as the slope; its lengths are those on the line."""
        return [
            longest_to_shortest(self.view, self.contour, self.longest, self.shortest),
            orthogonal(self.arrow, self.contour, throughout=True, name=RIGHT_ANGLE),
            slope_by_steps(self.view, self.arrow),
            stands_out(self.arrow, self.walker, self.right_angle),
        ]


def split_at(line: PlaneCurve, place: Point) -> tuple[PlaneCurve, PlaneCurve]:
    """The two parts of a line, up to its corner nearest to a place and from there on."""
    k = nearest_index(line, place)
    return line[: k + 1], line[k:]


CARRIED = {
    True: "Carry it round: the right angle stays. Here, its length does too.",
    False: "Carry it along: the right angle stays, its length changes.",
}
SHRINKING = {
    True: "Carry it along: where the contour crosses itself, no gradient is left.",
    False: "Carry it along: in the ring it is level, no gradient is left.",
}


def about_carrying(field: ScalarField, line: PlaneCurve, curve: LevelCurve) -> str:
    """The sentence about a gradient that is carried along a line, which is part of a level curve."""
    if len(curve.crossings):
        return SHRINKING[curve.crosses_itself]
    return CARRIED[equally_steep(field, line)]


def equally_steep(field: ScalarField, line: PlaneCurve) -> bool:
    """Whether the slope is as steep everywhere along a line."""
    slopes = slopes_on(field, line)
    return bool(np.ptp(slopes) < 0.01 * np.max(slopes))


def about_length(field: ScalarField, line: PlaneCurve, levels: Levels) -> str:
    """The sentence about the length of the gradient that is true along a line, among the contours of these levels."""
    slopes = slopes_on(field, line)
    if np.ptp(slopes) < 0.05 * np.max(slopes):
        return "The contours are evenly spaced: the arrow is as long everywhere."
    if levels.spacing != "even":  # then crowded contours are no sign of a steep slope
        return "Where the slope is steep, the arrow is long. Where it is gentle, it is short."
    if slopes[-1] > slopes[np.argmin(field(*line.T))]:
        return "Where the contours spread, the arrow is short. Where they crowd, it is long."
    return "Where the contours crowd, the arrow is long. Where they spread, it is short."


CHANGING = "The closer the contours, the longer: {shortest} to {longest}. The right angle stays."


def about_changing(field: ScalarField, line: PlaneCurve) -> str:
    """The sentence about a gradient whose length changes along a line of another field."""
    slopes = slopes_on(field, line)
    shortest, longest = spoken_alike([np.min(slopes), np.max(slopes)], finest=0.01)
    return CHANGING.format(shortest=shortest, longest=longest)


def slopes_on(field: ScalarField, line: PlaneCurve) -> NDArray[np.float64]:
    """How steep it is at the corners of a line: the lengths of the gradients there."""
    slopes: NDArray[np.float64] = np.hypot(*field.gradient(*line.T))
    return slopes


def parallel(contours: ContourMap, *, tolerance: float = 8.0) -> Claim:
    """The drawn contours run the same way: the largest angle between any two, from end to end (degrees)."""

    def measure() -> float:
        chords = np.array([c[-1] - c[0] for c in map(corners_of, contours.lines) if len(c) > 1])
        chords /= np.linalg.norm(chords, axis=1, keepdims=True)
        return float(np.degrees(np.arccos(np.clip(np.abs(chords @ chords.T), 0, 1)).max()))

    return Claim("up close the contours are parallel", tuple(contours.lines), measure, 0.0, tolerance, "degrees")


def stands_out(arrow: AnyArrow, walker: Walker, mark: VMobject) -> Claim:
    """In every frame the arrow reaches far beyond the dot of its walker, and the mark of its right angle is drawn.

    Measured is the arrow's length, in radii of the dot; 0 without a mark.
    """

    def measure() -> float:
        length = np.linalg.norm(arrow.along) if len(mark.points) else 0.0
        return float(np.nan_to_num(length)) / DOT

    name = "also where it is short, the arrow can be seen beside its dot"
    return at_least(measure, 4.0, name=name, drawn=(arrow, walker, mark), unit="radii of the dot", throughout=True)


def gains_most(view: View, step: VMobject) -> Claim:
    """No straight step of the same length from the same place gains more than the drawn one, in any direction."""

    def measure() -> float:
        corners = corners_of(step)
        start, end = view.where(corners[0]), view.where(corners[-1])
        turn = 2 * np.pi * np.arange(720) / 720
        ends = start[:, None] + np.hypot(*(end - start)) * heading(turn)
        return float((np.nanmax(view.field(*ends)) - view.field(*start)) / (view.field(*end) - view.field(*start)))

    return Claim("no step of this length gains more", (step,), measure, 1.0, 0.02, "of its gain")


def marks_are_gains(view: View, step: VMobject, marks: Sequence[VMobject]) -> Claim:
    """Marks that stand outwards around the step's start are as long as is gained where they stand.

    Measured is the worst, as a share of the largest gain.
    """

    def measure() -> float:
        start = corners_of(step)[0]
        starts, ends = (np.array([corners_of(mark)[k] for mark in marks]) for k in (0, -1))
        here, *there = (by_hand(view.field, *place) for place in view.where([start, *starts]).tolist())
        outward = (starts - start) / np.linalg.norm(starts - start, axis=1, keepdims=True)
        gained, drawn = np.array(there) - here, np.sum((ends - starts) * outward, axis=1)
        aside = np.linalg.norm(ends - starts - drawn[:, None] * outward, axis=1)
        off = np.abs(drawn / np.max(np.abs(drawn)) - gained / np.max(np.abs(gained)))
        return float(np.max(off + aside / np.max(np.abs(drawn))))

    return Claim("each mark is as long as is gained there", tuple(marks), measure, 0.0, 0.02, "of the largest")


def is_level_at(view: View, ring: VMobject, arrow: AnyArrow) -> Claim:
    """At the middle of a ring, small steps find no slope: what is left, as a share of that where the arrow stands."""

    def measure() -> float:
        places = view.where([ring.get_center(), arrow.tail])
        here, there = np.linalg.norm(gradients_by_steps(view.field, places), axis=1)
        return float(here / there)

    return Claim("in the ring the gradient is zero", (ring, arrow), measure, 0.0, 1e-3, "of the slope at the arrow")


def longest_to_shortest(view: View, curve: VMobject, longest: AnyArrow, shortest: AnyArrow) -> Claim:
    """Two drawn arrows are as different in length as slopes along the drawn curve get: the ratio of both."""

    def slopes() -> float:
        sizes = np.linalg.norm(gradients_by_steps(view.field, view.where(corners_of(curve))), axis=1)
        return float(np.nanmax(sizes) / np.nanmin(sizes))

    def measure() -> float:
        return float(np.linalg.norm(longest.along) / np.linalg.norm(shortest.along))

    name = "the longest arrow is to the shortest as the slopes along the contour"
    return Claim(name, (curve, longest, shortest), measure, slopes, 0.02)
