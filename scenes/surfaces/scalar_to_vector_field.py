"""From a number at every point to an arrow at every point."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    Create,
    FadeIn,
    FadeOut,
    Flash,
    Group,
    Line,
    Mobject,
    Rectangle,
    ValueTracker,
    VGroup,
    Write,
)
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from gradanim import Domain, Levels, critical_points
from gradanim.calculus.critical_points import Kind
from gradanim.fields.scalar import ScalarField, steepness
from gradanim.formulas.numerals import power_of_ten
from gradanim.paint.dots import Dots
from gradanim.stage import Claim, PlaneScene, View, claims, maps, marks, rescaling, typeset
from gradanim.stage.claims import last_digits
from gradanim.stage.claims.differences import by_hand, gradients_by_steps
from gradanim.stage.claims.maps import arrow_pairs, bar_is_to_scale
from gradanim.stage.claims.reading import READABLE
from gradanim.stage.frame.arrow_styles import SEEN
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import Point
from gradanim.stage.marks import Arrow, Quiver
from gradanim.stage.marks.routes import PlaneCurve
from gradanim.stage.marks.scale_bar import ScaleBar
from gradanim.stage.plots import labels
from gradanim.stage.typeset import formula
from scenes.surfaces.shared.probe_reading import reads_value

APART = 0.85  # cells from arrow to arrow that the longest is long: no arrow runs into the next one
PROBE = 0.3  # scene units around the place of a probe that are to be seen, with the arrow on it
BEHIND = 0.4  # opacity of the colours below arrows
Stop = Kind | Literal["nearly flat"]


class ScalarToVectorField(PlaneScene):
    """A number at every point becomes an arrow at every point."""

    title = "From numbers to arrows"
    f = "17 + 7*exp(-((x-1.6)^2 + (y-2.5)^2)/2) + 5*exp(-(x-4.6)^2 - (y-1.4)^2)"
    domain = Domain(0, 6, 0, 4)
    start = (3.2, 3.0)

    def construct(self):
        wording = ANY if self.shot.brings_function else TEMPERATURE
        arrows = long_enough(marks.readable_gradient_quiver(self.view, longest=APART))
        near, to_scale = self.view.fit_arrow_at(self.at, longest=1.6), arrows.lengths == "true"
        view = arrows.view if to_scale else near
        stops = vanishing_places(view, self.at)

        contours, numbers = maps.ContourMap(view), NumberMap(view)
        halves, ground = Halves(numbers, arrows), contours.ground()
        probe, smaller = marks.Walker(view, self.at), ValueTracker(0.0)
        arrow = marks.gradient_arrow(rescaling(near, view, smaller.get_value), probe)
        arrow.set_z_index(3)  # above its dot: where it is short, it would be hidden
        fan, level = marks.slope_fan(near, self.at), critical_point_dots(view)

        known = typeset.words(self.theme, wording.known) if wording.known else self.definition()
        scale = ColourScale(view, contours.levels, unit=wording.unit)
        reading = typeset.Readout(
            view, wording.value, lambda: self.field(*probe()), scale=view.height_scale, unit=wording.unit
        )
        slope = typeset.Readout(
            view, wording.slope, lambda: self.slope_at(probe()), scale=max(view.slope_scale, 1.0) if wording.known
            else view.slope_scale, unit=wording.per_unit,
        )  # fmt: skip
        directions = [] if to_scale else [marks.directions_note(view)]
        self.fill_panel(known)
        self.fill_panel(reading, scale)
        self.fill_panel(slope, *directions)
        here = marks.ring(view, view.at(*self.at), radius=1.6)
        bar = ScaleBar(near, avoid=[here])
        small_bar = ScaleBar(view) if to_scale else directions[0]

        with self.beat(wording.numbers, claim=printed_where_they_hold(numbers), hold=2.0):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(numbers, lag_ratio=0.03), Write(known), run_time=2)

        with self.beat(wording.colours, claim=claims.same_height(view, contours.longest)):
            self.play(FadeIn(ground, contours, scale), FadeOut(numbers, known), run_time=2)

        with self.beat("A number at every place: a scalar field.", claim=reads_value(view, self.field, probe, reading)):
            self.play(FadeIn(probe, scale=2), FadeIn(reading), run_time=0.6)
            self.play(probe.follow(round_trip(self.field, self.at)), run_time=6)
        self.play(FadeOut(reading), run_time=0.3)

        with self.beat(wording.ask, hold=2.0):
            self.play(FadeIn(fan, lag_ratio=0.3), FadeIn(bar), run_time=2)

        with self.beat(
            "The fastest is an arrow: the gradient.",
            claim=[
                claims.is_gradient(near, arrow),
                bar_is_to_scale(near, bar, arrow),
                reads_slope(view, probe, slope),
            ],
        ):
            self.play(arrow.grow(), FadeIn(slope))
            self.play(FadeOut(fan))
        self.play(FadeOut(bar, scale), run_time=0.4)

        carried = [arrow] if to_scale else []
        legible = view.arrow_scale * self.slope > READABLE  # the carried arrow, in the scale of all
        with self.beat(
            everywhere_sentence(arrows),
            claim=[
                claims.along_the_gradient(arrows),
                *(bar_is_to_scale(view, small_bar, one) for one in carried if legible),
            ],
            poster=True,
        ):
            self.play(
                smaller.animate.set_value(1.0) if to_scale else FadeOut(arrow),
                FadeIn(small_bar),
                ground.animate.set_opacity(BEHIND),
                contours.animate.set_stroke(opacity=0.6),
                Create(arrows),
                run_time=3,
            )

        with self.beat(
            length_sentence(arrows), claim=in_one_scale(arrows, small_bar) if to_scale else equally_long(arrows)
        ):
            self.play(probe.follow(np.linspace(probe(), steepest_of(arrows), 41)), run_time=2.5)

        if stops:
            with self.beat(ASK_LEVEL if to_scale else ASK_LEVEL_DIRECTIONLESS, hold=2.0):
                self.play(FadeIn(level), arrows.animate.set_opacity(0.5), FadeOut(small_bar), run_time=0.7)
        else:
            with self.beat("This map is nowhere flat: no arrow vanishes."):
                self.play(Flash(probe, color=view.theme.ink))
        for place_to_go, kind in stops:
            self.play(probe.follow(np.linspace(probe(), place_to_go, 41)), run_time=2.0)
            with self.beat(
                wording.stops[kind] if to_scale else DIRECTIONLESS[kind],
                claim=[reads_slope(view, probe, slope), vanishes(view, probe, *carried)],
            ):
                self.play(Flash(probe, color=view.theme.ink))
        self.play(FadeOut(probe, *carried, slope, level, *([] if stops else [small_bar])), run_time=0.4)

        with self.beat(
            "The gradient of a scalar field is a vector field.",
            claim=[claims.along_the_gradient(halves.arrows), *map(printed_where_they_hold, halves.printed)],
        ):
            self.play(FadeOut(arrows, contours), FadeIn(halves))


ASK_LEVEL = "Where is the gradient zero?"
ASK_LEVEL_DIRECTIONLESS = "Where is there no direction to show?"
SHORTEST = 0.12  # scene units: of a shorter arrow only a speck would be seen


def long_enough(arrows: Quiver) -> Quiver:
    """Only those arrows that are seen as such, unless that is none of them."""
    kept = arrows.drawn >= SHORTEST
    some = arrows.copy()
    if kept.any():
        some.points, some.rgba = np.vstack([arrows.tails[kept], arrows.heads[kept]]), arrows.rgba[kept]
    return some


def reads_slope(view: View, probe: Mobject, number: typeset.Readout) -> Claim:
    """The number that is read is the slope by steps where the probe is drawn."""

    def slope() -> float:
        return float(np.hypot(*gradients_by_steps(view.field, view.where(probe.get_center()))))

    name, slack = "the probe reads the slope at its place", 1e-3 * view.slope_scale
    return claims.reads(number, slope, drawn=(probe,), name=name, slack=slack)


@dataclass(frozen=True)
class Wording:
    """How the numbers of a map are spoken of.

    Attributes:
        numbers, colours, ask: of the printed numbers, of the colours, and of the directions at one place.
        stops: of the places where the arrow vanishes.
        value, slope: what is read, as Typst mathematics.
        unit, per_unit: what it is measured in, as Typst mathematics too.
        known: what the letters stand for, where no formula says it.
    """

    numbers: str
    colours: str
    ask: str
    stops: Mapping[Stop, str]
    value: str = "f(x, y)"
    unit: str = ""
    slope: str = "{{ |nabla f| : gradient }}"
    per_unit: str = ""
    known: str = ""


ANY = Wording(
    numbers="How do so many numbers become a picture?",
    colours="Colours show them all, from low to high.",
    ask="Which way does it grow fastest?",
    stops={
        "peak": "On a hilltop no small step leads further up.",
        "valley": "At the bottom of a valley it is level.",
        "saddle": "On a saddle, between up and down, it is level.",
        "nearly flat": "Where it is nearly flat, it all but vanishes.",
    },
)


TEMPERATURE = Wording(
    numbers="A warm room with two heaters: how warm is it where?",
    colours="Colours show them all, from cool to warm.",
    ask="Which way does it get warmer fastest?",
    stops={
        **ANY.stops,
        "peak": "At a heater no small step leads to warmer air.",
        "saddle": "And between the heaters: a saddle, level too.",
    },
    value="T",
    unit='"°C"',
    slope="{{ |nabla T| : gradient }}",
    per_unit='"°C/m"',
    known="temperature _T_; _x_, _y_ in metres",
)


DIRECTIONLESS: Mapping[Stop, str] = {  # where arrows have no length that could vanish
    "peak": ANY.stops["peak"],
    "valley": ANY.stops["valley"],
    "saddle": ANY.stops["saddle"],
    "nearly flat": "Where it is nearly flat, arrows do not say how flat.",
}


def everywhere_sentence(arrows: Quiver) -> str:
    """The sentence with which the field of arrows comes."""
    if arrows.lengths == "directions":
        return "Its direction at every point: a vector field."
    return "Drawn smaller, at every point: a vector field."


def length_sentence(arrows: Quiver) -> str:
    """The sentence about how long the arrows are."""
    if arrows.lengths == "directions":
        return "Slopes differ too much here: all are equally long."
    if arrows.alike:
        return "One scale: here it is equally steep everywhere."
    if arrows.crowded:
        return "One scale: long is steep. The steepest are left out."
    return "One scale: long is steep. The gentlest are left out."


def round_trip(field: ScalarField, start: Point) -> PlaneCurve:
    """A round trip over the map from a point, shape (n, 2); where f ends on the way it turns round and comes back."""
    d = field.domain
    u = (start[0] - d.centre[0]) / d.width, (start[1] - d.centre[1]) / d.height
    corner = np.arctan2(u[1], u[0]) // (np.pi / 2)
    turn = np.pi / 2 * (corner + 0.5 + np.arange(1, 4))
    stops = 0.31 * np.sqrt(2) * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    corners = np.vstack([u, stops, u])
    way = CubicSpline(np.arange(5), corners, bc_type="periodic")(np.linspace(0, 4, 161))
    points = np.asarray(d.centre) + np.clip(way, -0.48, 0.48) * [d.width, d.height]
    points[[0, -1]] = start
    ends = np.flatnonzero(~np.isfinite(field(*points.T)))
    if not len(ends):
        return points
    out = points[: ends[0]]
    return np.vstack([out, out[-2::-1]])


NUMBERS_APART = 0.4  # scene units between two printed numbers
ROW = 0.8  # scene units from a row of numbers to the next


class NumberMap(VGroup):
    """The values of f, printed at the places where they hold; nothing where f is undefined.

    Attributes:
        view: that it was made for.
        printed: each number as it is printed, in the order of the submobjects, with a power of ten if it has one.
    """

    def __init__(self, view: View, *, across: int = 8, size: float = 28) -> None:
        super().__init__()
        self.view = view
        self.printed: list[tuple[str, int]] = []
        part = _defined_part(view.field)
        width = view.scale[0] * part.width
        columns = max(2, round(across * part.width / view.field.domain.width))
        while columns:
            x, y = _cells(view, part, columns)
            heights = view.field(x, y)
            defined = np.isfinite(heights)
            places = view.at(x, y)
            defined &= view.inner.inset(ASIDE if view.bleeds else 0.0).holds_points(places)
            for words in view.words:
                defined &= ~words.inset(-ASIDE).holds_points(places)
            texts = rounded(heights[defined])
            numbers = [formula(view, _source(*text), size=size) for text in texts]
            widest = max((number.width for number in numbers), default=0.0)
            if widest + NUMBERS_APART <= width / columns or columns == 1:
                break
            columns = max(1, min(columns - 1, int(width / (widest + NUMBERS_APART))))
        self.printed = texts
        for number, place in zip(numbers, view.at(x[defined], y[defined]), strict=True):
            self.add(number.move_to(place))

    def within(self, box: Box) -> "NumberMap":
        """Only those numbers that stand in a part of the frame."""
        some = self.copy()
        kept = [box.holds(number) for number in some]
        some.remove(*(number for number, keep in zip(list(some), kept, strict=True) if not keep))
        some.printed = [text for text, keep in zip(self.printed, kept, strict=True) if keep]
        return some


ASIDE = 0.45  # scene units from the middle of a number to what else is written


def rounded(values: NDArray[np.float64]) -> list[tuple[str, int]]:
    """Numbers as decimals with a power of ten, all with as many places as tell them apart, or with three digits each.

    Args:
        values: shape (n,), finite.
    """
    if not len(values):
        return []
    size, spread = float(np.max(np.abs(values))), float(np.ptp(values))
    if size == 0 or (size < 1e7 and spread > 2e-3):
        places = max(0, min(3, round(2.15 - np.log10(spread or 1.0))))
        return [(_unsigned_zero(f"{value:.{places}f}"), 0) for value in values]
    split = [f"{value:.2e}".split("e") for value in values]
    return [(_unsigned_zero(mantissa), int(exponent)) for mantissa, exponent in split]


def critical_point_dots(view: View) -> Dots:
    """A dot on each of the isolated places where the gradient is zero."""
    places = [place.point for place in critical_points(view.field)]
    return Dots(view.at(*np.reshape(np.array(places, float), (-1, 2)).T), view.theme.ink, radius=0.06)


GAP = 0.14  # scene units from the line to what stands beside it
SHARE = 0.2  # of the arrows, by their lengths, that the other half should hold


class Halves(Group):
    """Half of the printed numbers, a line across the map, and the arrows beyond it.

    The line is upright, or level where the map is taller than wide or has arrows only above and below. Where no line
    would leave some on both sides, as with a single number, there are all the arrows and nothing else.

    Attributes:
        printed: the numbers that are kept, as one map of numbers, or none.
        arrows: those that are kept.
    """

    def __init__(self, numbers: NumberMap, arrows: Quiver) -> None:
        box = numbers.view.box
        self.printed: list[NumberMap] = []
        self.arrows = arrows
        lines: list[Line] = []
        for axis in (0, 1) if box.width >= box.height else (1, 0):
            cut = _cut(numbers, axis)
            low, high = _parts(box, axis, cut)
            first, second = (low, high) if axis == 0 else (high, low)
            before, beyond = numbers.within(first), arrows.within(second)
            if len(before) and beyond.total > SHARE * arrows.total:
                self.printed, self.arrows = [before], beyond
                ends = np.array([[box.left, box.bottom, 0.0], [box.right, box.top, 0.0]])
                ends[:, axis] = cut
                lines = [Line(*ends, stroke_color=numbers.view.theme.ink, stroke_width=2)]
                break
        super().__init__(*self.printed, self.arrows, *lines)


BAR = (3.6, 0.3)  # width and height of the scale of colours, scene units
SHADES = 25  # of the scale, between which the colours go over into each other, as on the map


class ColourScale(VGroup):
    """The colours of the map from low to high, and the numbers of its outermost contours, where they end.

    Attributes:
        bar: the colours.
    """

    def __init__(self, view: View, levels: Levels, *, unit: str = "") -> None:
        self.bar = Rectangle(width=BAR[0], height=BAR[1], stroke_width=0).set_sheen_direction(RIGHT)
        self.bar.set_fill([_hex(colour) for colour in view.theme.height_colours(np.linspace(0, 1, SHADES))], opacity=1)
        super().__init__(self.bar)
        sources = labels(levels.values)
        if len(sources):
            first, last = (formula(view, f"{s} {sources[k]} {unit}", size=30) for k, s in ((0, "<="), (-1, ">=")))
            self.add(first.next_to(self.bar, DOWN, buff=0.12, aligned_edge=LEFT))
            self.add(last.next_to(self.bar, DOWN, buff=0.12, aligned_edge=RIGHT))
            if last.get_left()[0] < first.get_right()[0] + 0.2:
                last.next_to(first, DOWN, buff=0.1).align_to(self.bar, RIGHT)


def printed_where_they_hold(numbers: NumberMap) -> Claim:
    """Each printed number is the value at its place, rounded: the worst difference, in units of its last digit."""

    def measure() -> float:
        if len(numbers) != len(numbers.printed):  # some are gone
            return np.nan
        off = [
            last_digits(text, exponent, by_hand(numbers.view.field, *numbers.view.where(number.get_center())))
            for number, (text, exponent) in zip(numbers, numbers.printed, strict=True)
        ]
        return max(off, default=np.nan)

    return Claim("each number is the value at its place", (numbers,), measure, 0.0, 0.51, "last digits")


def vanishing_places(view: View, start: Point) -> list[tuple[Point, Stop]]:
    """Where to go from a point to see an arrow vanish: the nearest hilltop or valley, and the nearest saddle.

    Where there is neither, the flattest place, if an arrow would not be seen there; or none.
    """
    near = sorted(critical_points(view.field), key=lambda place: np.hypot(*np.subtract(place.point, start)))
    found = [next((c for c in near if c.kind in kinds), None) for kinds in (("peak", "valley"), ("saddle",))]
    stops: list[tuple[Point, Stop]] = [(c.point, c.kind) for c in found if c]
    if not stops:
        place, slope = flattest(view)
        stops = [(place, "nearly flat")] if view.arrow_scale * slope < SEEN / 2 else []
    return stops


def flattest(view: View) -> tuple[Point, float]:
    """The place on a fine grid where the slope is least, and the slope."""
    x, y = view.field.domain.grid(121)
    slopes = np.hypot(*view.field.gradient(x, y))
    k = int(np.nanargmin(slopes))
    return (float(x.flat[k]), float(y.flat[k])), float(slopes.flat[k])


def in_one_scale(arrows: Quiver, bar: ScaleBar) -> Claim:
    """Each drawn arrow is as long as the slope, in the scale of the drawn bar: the ratio that is worst."""

    def measure() -> float:
        drawn, stepped = arrow_pairs(arrows)
        ratios = np.hypot(*drawn.T) / np.hypot(*stepped.T) / bar.unit
        return float(ratios[np.argmax(np.abs(ratios - 1))]) if len(ratios) else np.nan

    return Claim("lengths are proportional to slopes, in the scale of the bar", (arrows, bar), measure, 1.0, 0.02)


def equally_long(arrows: Quiver) -> Claim:
    """The shortest of the drawn arrows is as long as the longest (its share)."""

    def measure() -> float:
        lengths = np.linalg.norm(arrows.heads - arrows.tails, axis=1)
        return float(lengths.min() / lengths.max()) if len(lengths) else np.nan

    return Claim("all arrows are equally long", (arrows,), measure, 1.0, 0.01, "of the longest")


def steepest_of(arrows: Quiver) -> Point:
    """The tail of an arrow at which the slope is largest, among those that stand well inside the picture."""
    inside = arrows.within(arrows.view.box.inset(PROBE))
    places = arrows.view.where(inside.tails if len(inside.tails) else arrows.tails)
    x, y = places[int(np.nanargmax(steepness(arrows.view.field.gradient(*places.T))))]
    return float(x), float(y)


def vanishes(view: View, probe: Mobject, *arrows: Arrow) -> Claim:
    """Where the probe is drawn, neither the slope nor a drawn arrow has a length: the longest of them, scene units."""

    def measure() -> float:
        slope = np.hypot(*gradients_by_steps(view.field, view.where(probe.get_center())))
        drawn = [np.nan_to_num(np.linalg.norm(arrow.along)) for arrow in arrows]  # nan where nothing is drawn
        return float(np.max([view.arrow_scale * slope, *drawn]))

    return Claim("on level ground there is no arrow", (probe,), measure, 0.0, SEEN, "scene units")


def _defined_part(field: ScalarField) -> Domain:
    """The smallest rectangle with all samples at which f is defined; the whole domain, unless it is a small part."""
    d = field.domain
    x, y = d.grid(121)
    defined = np.isfinite(field(x, y))
    x, y = x[defined], y[defined]
    if not len(x) or max(np.ptp(x) / d.width, np.ptp(y) / d.height) > 0.5:
        return d
    return Domain(x.min(), x.max(), y.min(), y.max()) if np.ptp(x) and np.ptp(y) else d


def _cells(view: View, part: Domain, columns: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The middles of about square cells of a part of the map, as plane coordinates of shape (rows, columns)."""
    cell = part.width / columns
    rows = max(1, round(part.height / max(ROW / view.scale[1], 0.75 * cell)))
    x = part.x0 + part.width * (np.arange(columns) + 0.5) / columns
    y = part.y0 + part.height * (np.arange(rows) + 0.5) / rows
    across, up = np.meshgrid(x, y)
    return across, up


def _source(decimal: str, exponent: int) -> str:
    return f"{decimal} times {power_of_ten(exponent)}" if exponent else decimal


def _unsigned_zero(text: str) -> str:
    return text if text.strip("-0.") else text.removeprefix("-")


def _cut(numbers: NumberMap, axis: int) -> float:
    """Where a line leaves half of the numbers on the left, or above."""
    sign = 1 if axis == 0 else -1
    middles: NDArray[np.float64] = sign * np.array([number.get_center()[axis] for number in numbers])
    half = [n for n, m in zip(numbers, middles, strict=True) if m <= np.median(middles) + 1e-6]
    return float(max(number.get_right()[0] for number in half) + GAP if axis == 0
                 else min(number.get_bottom()[1] for number in half) - GAP)  # fmt: skip


def _parts(box: Box, axis: int, cut: float) -> tuple[Box, Box]:
    """The parts of a map below and above a cut, with a gap beside it and some room around the map."""
    around = box.inset(-GAP)
    if axis == 0:
        return (Box(around.left, cut - GAP / 2, around.bottom, around.top),
                Box(cut + GAP / 2, around.right, around.bottom, around.top))  # fmt: skip
    return (Box(around.left, around.right, around.bottom, cut - GAP / 2),
            Box(around.left, around.right, cut + GAP / 2, around.top))  # fmt: skip


def _hex(rgba: NDArray[np.float64]) -> str:
    return "#" + "".join(f"{round(255 * float(c)):02x}" for c in rgba[:3])
