"""From a curve to a surface: what a second input does."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from manim import (
    DEGREES,
    DOWN,
    LEFT,
    OUT,
    RIGHT,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    Mobject,
    UpdateFromAlphaFunc,
    ValueTracker,
    VGroup,
    Write,
    linear,
    rush_from,
    there_and_back,
)

from gradanim import CriticalPoint, Domain
from gradanim.calculus.critical_points import CriticalSet, Kind, critical_set, stands_out
from gradanim.fields.scalar import ScalarField
from gradanim.paint.bulk import Bulk
from gradanim.paint.lines import Polylines
from gradanim.records.theme import Theme
from gradanim.stage import ABOVE, ASIDE, Claim, SpaceScene, arranged, claims, maps, marks, space, typeset
from gradanim.stage.claims.differences import by_hand
from gradanim.stage.claims.reading import corners_of
from gradanim.stage.frame.live import Live, Point, now, redrawn
from gradanim.stage.marks import Marker
from gradanim.stage.plots import base, labels, less, round_numbers
from gradanim.stage.space import SpaceFrame, SpaceView, Upright
from gradanim.stage.space.axes import TICK, Points
from gradanim.stage.typeset import formula, words

DOWN_ON_IT, SMALLER = 42 * DEGREES, 0.85  # from where every ball is seen, and all of the floor
FROM_ABOVE = 0.5 * DEGREES
FACING_IT = ASIDE - 20 * DEGREES  # from where the first curve is seen nearly as at first


class CurveToSurface(SpaceScene):
    """A function gets a second variable, and its graph, a curve, becomes a surface."""

    title = "From a curve to a surface"
    f = "2*exp(-(x-1)^2 - y^2) + 1.5*exp(-(x+1)^2 - y^2)"
    start = (0.6, -0.5)
    domain = Domain(-3.0, 3.0, -2.2, 2.2)

    def construct(self):
        view, field, (a, b), d = self.view, self.field, self.at, self.field.domain
        x, y, slice_y = ValueTracker(a), ValueTracker(b), ValueTracker(b)

        def point():
            return x.get_value(), y.get_value()

        front, frame = FrontAxes(view, b), space.SpaceFrame(view)
        self.show_upright(*front.texts, *frame.texts)
        curve = space.section(view, *space.coordinate_plane(view, "y", slice_y.get_value), view.theme.partial_x)
        surface = space.surface(view)
        below, above = marks.Marker(view.floor, point), marks.Marker(view, point)
        height, level, reading = (
            space.stem(view, point),
            level_line(view, point),
            level_line(view, point, foot=(d.x0, b)),
        )
        found = critical_set(field)
        points = [one for one in found.inside if one.kind != "undecided"]
        balls, listed = CriticalPointBalls(view, points), kind_list(view, points, counted=found.complete)
        lines, chart = maps.ContourMap(view), maps.ContourMap(view.floor)

        known = self.definition()
        numbers = {name: typeset.Readout(view, name, tracker.get_value) for name, tracker in (("x", x), ("y", y))}
        z = typeset.Readout(view, "z", lambda: field(*point()), scale=view.height_scale)
        self.fill_panel(known, *numbers.values(), z)
        if len(listed):
            arranged([listed], self.layout.panel.inset(top=self.layout.panel.top - numbers["x"].get_top()[1]))
            self.fixed_in_frame(listed)
            self.on_plates(listed)

        far = self.camera.get_zoom()
        self.set_camera_orientation(phi=90 * DEGREES, theta=-90 * DEGREES)
        with self.beat(
            "With one variable, the graph is a curve. And with two?",
            claim=claims.on_the_surface(view, curve, name="the first curve is a section of the surface"),
        ):
            self.add(front)
            self.play(Create(curve), run_time=1.5)
            self.play(FadeIn(above, height, reading, numbers["x"], z), run_time=0.7)
            self.play(self.sweep(x, d.x0, d.x1), run_time=4)

        shown = numbers["y"].text.replace("-", "\N{MINUS SIGN}")
        with self.beat(f"The height depends on _y_ too, which stood still at {shown}."):
            self.play(FadeOut(above, height, reading), Write(known), FadeIn(numbers["y"]))
            axes = [FadeOut(front, rate_func=rush_from), FadeIn(frame)]
            self.move_camera(phi=ABOVE, theta=ASIDE, added_anims=axes, run_time=3)

        with self.beat("Each _y_ has a curve of its own. Together they are a surface."):
            self.play(FadeOut(*numbers.values(), z), slice_y.animate.set_value(d.y0), run_time=1.5)
            self.play(Create(surface), slice_y.animate.set_value(d.y1), run_time=5, rate_func=linear)

        with self.beat(
            "Over each point of the floor stands one height, _f_(_x_, _y_).",
            claim=[
                claims.on_the_surface(view, above, name="the stem ends on the surface"),
                read_on_the_axis(view, frame, below, level),
            ],
            poster=True,
        ):
            self.play(FadeOut(curve), surface.animate.set_opacity(0.5), FadeIn(below, *numbers.values(), z))
            self.play(Create(height), FadeIn(above, level))
            self.play(self.sweep(x, d.x0, d.x1), run_time=2.5)
            self.play(self.sweep(y, d.y0, d.y1), run_time=2.5)

        with self.beat(count_sentence(field, found), claim=are_of_their_kinds(view, balls) if points else ()):
            self.play(FadeOut(below, above, height, level, z, *numbers.values()), surface.animate.set_opacity(0.8))
            self.move_camera(phi=DOWN_ON_IT, zoom=SMALLER * far, run_time=2)
            self.play(FadeIn(balls, listed))
            self.wait(2)

        with self.beat(
            "Contours lie on it, and straight below, their map.",
            claim=[
                claims.on_the_surface(view, lines, name="the lines lie on the surface, at their heights"),
                over_their_map(lines, chart),
            ],
        ):
            self.play(FadeOut(balls, listed), Create(lines, lag_ratio=0.1), run_time=1.5)
            self.play(Create(chart, lag_ratio=0.1), surface.animate.set_opacity(0.3), run_time=1.5)

        with self.beat("From above, the map is left: each line is one height.", claim=one_height(view, chart)):
            hidden = [text.animate.set_opacity(0) for text in frame.upright.texts]  # heights have no length from above
            leaving = [*hidden, upright_to(frame, 0.0), surface.animate.set_opacity(0.05), FadeOut(lines)]
            self.move_camera(phi=FROM_ABOVE, theta=-90 * DEGREES, zoom=far, added_anims=leaving, run_time=3)

        slice_y.set_value(b)
        with self.beat("The graph of one variable is a curve; of two, a surface."):
            self.play(FadeOut(chart, lines), FadeIn(curve), run_time=0.7)
            back = [text.animate.set_opacity(1) for text in frame.upright.texts]
            self.move_camera(
                phi=ABOVE,
                theta=FACING_IT,
                zoom=far,
                added_anims=[*back, upright_to(frame, 1.0), surface.animate.set_opacity(0.8)],
                run_time=3.5,
            )

    def sweep(self, tracker, low, high):
        """Move one input to the far end of the domain and back."""
        here = tracker.get_value()
        far = low if here - low > high - here else high
        return tracker.animate(rate_func=there_and_back).set_value(here + 0.9 * (far - here))


class FrontAxes(Group):
    """Axes for one slice y = b, seen from in front: x along the floor below it, heights to its left, in its own plane.

    Attributes:
        lines, texts: as those of a SpaceFrame.
    """

    def __init__(self, view: SpaceView, y: float) -> None:
        d = view.field.domain
        left, right = view.floor.at(d.x0, y), view.floor.at(d.x1, y)
        upright, off = Upright(view, left, np.array([-1.0, 0.0, 0.0])), base(d.x0, d.x1)
        lines, self.texts = [np.stack([left, right + 0.2 * RIGHT]), *upright.lines], list(upright.texts)
        numbers = round_numbers(d.x0, d.x1, 7)
        for value, text in zip(numbers, labels(numbers - off), strict=True):
            place = view.floor.at(value, y)
            lines.append(np.stack([place, place - TICK * OUT]))
            self.texts.append(formula(view, text, size=26).move_to(place - 3 * TICK * OUT))
        name = formula(view, f"x{less(off)}", size=34)
        self.texts.append(name.move_to(right + (0.35 + name.width / 2) * RIGHT))
        self.lines = Polylines(lines, view.theme.faint, stroke_width=2)
        super().__init__(self.lines, *self.texts)


def level_line(view: SpaceView, at: Live, *, foot: Point | None = None) -> Polylines:
    """The level line from the surface over a point to the upright axis, where its height can be read.

    Args:
        foot: the place of the plane on which that axis stands; the corner of a SpaceFrame if not given.
    """
    x, y = foot or (view.field.domain.x0, view.field.domain.y0)

    def ends() -> Points:
        tip = view.at(*now(at))
        return np.stack([tip, [*view.floor.at(x, y)[:2], tip[2]]])

    line = Polylines([ends()], view.theme.direction, stroke_width=2.5)

    def draw(line: Polylines) -> None:
        line.points = ends()

    return redrawn(line, draw)


class CriticalPointBalls(Group):
    """A ball on the surface over every peak, valley and saddle; saddles are smaller.

    Attributes:
        kinds: of each ball, in the order of the submobjects.
    """

    def __init__(self, view: SpaceView, points: Sequence[CriticalPoint]) -> None:
        self.kinds: list[str] = [one.kind for one in points]
        super().__init__(*(
            Marker(view, p.point, colour=colour_of(view.theme, p.kind), radius=0.09 if p.kind == "saddle" else 0.13)
            for p in points
        ))  # fmt: skip


DESCRIPTIONS = {"peak": "down every way", "valley": "up every way", "saddle": "up and down by turns"}


def kind_list(view: SpaceView, points: Sequence[CriticalPoint], *, counted: bool = True) -> VGroup:
    """How many there are of each kind, and what that is; empty if there are none.

    Args:
        counted: these are all; else no numbers are told.
    """
    rows = VGroup()
    kinds: list[str] = [one.kind for one in points]
    for kind, description in DESCRIPTIONS.items():
        if count := kinds.count(kind):
            name = f"{count} {kind}{'s' if count > 1 else ''}" if counted else kind
            text = words(view.theme, f"{name}: {description}", size=32)
            ball = Dot(radius=0.1, color=colour_of(view.theme, kind)).next_to(text, LEFT, buff=0.15)
            rows.add(VGroup(ball, text))
    return rows.arrange(DOWN, buff=0.25, aligned_edge=LEFT)


def colour_of(theme: Theme, kind: str) -> str:
    """The colour of a peak, a valley or a saddle."""
    return {"peak": theme.direction, "valley": theme.level, "saddle": theme.partial_z}[kind]


KINDS: tuple[Kind, ...] = ("peak", "valley", "saddle")


def count_sentence(field: ScalarField, found: CriticalSet) -> str:
    """The sentence that counts the critical points of each kind, as far as it is proved that these are all.

    Where there is none, a place may still stand out: the tip of a cone, or the bottom of x^4 + y^4.
    """
    counts = Counter(one.kind for one in found.inside)
    listed = [f"{n} {kind}{'s' if n > 1 else ''}" for kind in KINDS if (n := counts[kind])]
    if not found.complete:
        if not listed:
            return "Inside its borders it is level at more places than can be told apart here."
        return f"Inside its borders it is level at least at {_enumerated(listed)}."
    if not listed and (stands_out(field) or counts["undecided"]):
        return "Inside its borders, its curvature tells of no peak, valley or saddle."
    if not listed:
        return "Inside its borders, this one has neither peak nor valley."
    if n := counts["undecided"]:
        listed.append(f"{n} place{'s' if n > 1 else ''} that its curvature does not decide")
    along = ", and along whole curves" if found.curves else ""
    return f"Inside its borders it is level at {_enumerated(listed)}{along}."


def _enumerated(items: Sequence[str]) -> str:
    """`a, b and c`."""
    return f"{', '.join(items[:-1])}{' and ' if items[:-1] else ''}{items[-1]}"


def upright_to(frame: space.SpaceFrame, opacity: float) -> UpdateFromAlphaFunc:
    """The animation in which the axis of the heights fades: from straight above it has no length."""
    count = sum(map(len, frame.upright.lines))  # of vertices, the last of all
    before = frame.lines.rgba[-count:, 3].copy()

    def fade(lines: Mobject, alpha: float) -> None:
        lines.rgba[-count:, 3] = (1 - alpha) * before + alpha * opacity

    return UpdateFromAlphaFunc(frame.lines, fade)


def read_on_the_axis(view: SpaceView, frame: SpaceFrame, below: Bulk, line: Mobject) -> Claim:
    """Where the level line meets the upright axis, its numbers say the height over the marker on the floor."""

    def measure() -> float:
        axis, end = frame.upright, corners_of(line)[-1]
        share = (end[2] - axis.levels[0]) / (axis.levels[-1] - axis.levels[0])
        printed = (1 - share) * axis.ticks.printed[0] + share * axis.ticks.printed[-1]
        read = axis.ticks.base + axis.ticks.unit * printed
        meets = np.hypot(*(end[:2] - view.floor.at(view.field.domain.x0, view.field.domain.y0)[:2])) < 0.01
        height = by_hand(view.field, *view.floor.where(below.points[0]))
        return abs(read - height) / (view.high - view.low) if meets else np.nan

    said = "the numbers of the upright axis say the height over the point"
    return Claim(said, (frame.lines, below, line), measure, 0.0, 0.01, "of all heights")


def one_height(view: SpaceView, chart: maps.ContourMap) -> Claim:
    """Along each line of the map on the floor the height stays the same: the largest spread, as a share of all."""

    def measure() -> float:
        spreads = [np.ptp(view.floor.height_of(corners_of(line))) for line in chart.lines if len(corners_of(line))]
        return float(np.max(spreads)) / view.height_scale if spreads else np.nan

    return Claim("each line of the map is one height", tuple(chart.lines), measure, 0.0, 2e-3, "of all heights")


def over_their_map(lines: Mobject, chart: Mobject) -> Claim:
    """Straight below every corner of the lines on the surface, a line of the map on the floor runs.

    Measured is the furthest of them from its own line, in scene units.
    """

    def measure() -> float:
        above, below = (
            np.vstack([corners_of(part) for part in drawn.get_family()]) * [1, 1, 0] for drawn in (lines, chart)
        )
        above, below = (points[np.isfinite(points).all(axis=1)] for points in (above, below))
        some = above[:: max(len(above) // 200, 1)]
        return float(np.max(np.min(np.linalg.norm(some[:, None] - below, axis=2), axis=1)))

    return Claim("the contours on the floor lie under those on the surface", (lines, chart), measure, 0.0, 0.08)


RINGS = 0.008 / 2.0 ** np.arange(10)  # of the domain's diagonal: how far from a ball one looks, closer and closer


def are_of_their_kinds(view: SpaceView, balls: CriticalPointBalls) -> Claim:
    """From a ball on a peak it goes down every way, from a valley up, from a saddle both (share of the balls).

    Other points may be near: it has to be so on two rings around it, one half as wide as the other.
    """

    def is_so(kind: str, x: float, y: float, radius: float) -> bool:
        turn = 2 * np.pi * np.arange(48) / 48
        up = view.field(x + radius * np.cos(turn), y + radius * np.sin(turn)) > by_hand(view.field, x, y)
        turns = np.sum(up != np.roll(up, 1))  # on a mere slope there are two
        return bool({"peak": not up.any(), "valley": up.all(), "saddle": turns > 2}[kind])

    def measure() -> float:
        told = []
        for kind, ball in zip(balls.kinds, balls, strict=True):
            x, y = view.floor.where(ball.points[0])
            seen = (is_so(kind, x, y, ring * view.field.domain.diagonal) for ring in RINGS)
            told.append(any(wider and closer for wider, closer in pairwise(seen)))
        return float(np.mean(told))

    return Claim("around every ball it goes up and down as its kind says", (balls,), measure, 1.0, 0.0, "of the balls")
