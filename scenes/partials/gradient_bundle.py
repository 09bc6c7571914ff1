"""What the gradient is made of: two partial derivatives, stored in one vector."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Literal

import numpy as np
from manim import (
    RIGHT,
    TAU,
    UL,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    Line,
    Mobject,
    Polygon,
    SurroundingRectangle,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
    linear,
)
from numpy.typing import NDArray

from gradanim import Domain, level_curve_through
from gradanim.fields.scalar import ScalarField
from gradanim.fields.typed import typed
from gradanim.formulas.numerals import plain_number
from gradanim.formulas.typeset import typst
from gradanim.stage import Claim, PlaneScene, View, claims, in_a_row, maps, marks, rescaling
from gradanim.stage.claims.differences import by_hand, gradients_by_steps, slopes_by_steps
from gradanim.stage.claims.maps import bar_is_to_scale
from gradanim.stage.claims.reading import corners_of, number_on
from gradanim.stage.frame.arrow_styles import SEEN
from gradanim.stage.frame.casing import cased
from gradanim.stage.frame.layout import Box, gap_between
from gradanim.stage.frame.live import Live, LiveNumber, Point, now, now_number, redrawn
from gradanim.stage.frame.view import MARGIN
from gradanim.stage.maps import steepness_of
from gradanim.stage.marks import Arrow, Walker, heading, left_of
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.directions import label_room, plated
from gradanim.stage.marks.quiver import Lengths
from gradanim.stage.marks.routes import PlaneCurve, lengths_along, nearest_index, short_of_crossings
from gradanim.stage.marks.scale_bar import ScaleBar
from gradanim.stage.typeset import READABLE, Readout, definition, formula
from gradanim.stage.typeset.glyphs import TypstFormula
from scenes.partials.shared.partial_formula import SIZES, partial_formula, partial_sign

SPACING = 0.9  # scene units from arrow to arrow at the end: a few long ones are better seen than many short ones
Points = NDArray[np.float64]


class GradientBundle(PlaneScene):
    """Take the partial derivative in x, take the one in y, store both in one vector: that is the gradient."""

    title = "The gradient, in three steps"
    needs_formula = True
    f = "x^2 + y^3"
    start = (2.0, 1.0)
    domain = Domain(0.4, 3.4, -0.2, 1.8)

    def construct(self):
        contour = short_of_crossings(self.field, level_curve_through(self.field, self.at))
        near = part_around(contour, self.at, 0.35 * self.field.domain.height)
        close = part_around(contour, self.at, 0.06 * self.field.domain.height)
        view = self.view.fit_arrows_inside(np.vstack([self.at, close]), sign=1, longest=2.25, shortest=1.2)
        way = out_and_back(view, near, self.at)

        contours, walker = maps.ContourMap(view), marks.Walker(view, self.at)
        components, smaller = ComponentArrows(view, walker), ValueTracker(0.0)
        slices = {axis: StandingSlice(view, axis, self.at) for axis in "xy"}
        own, everywhere = maps.ContourThrough(view, walker), marks.readable_gradient_quiver(view, cell=SPACING)
        to_scale = everywhere.lengths == "true"
        arrow = marks.gradient_arrow(rescaling(view, everywhere.view, smaller.get_value), walker, width=8)
        name = marks.named_at(view, arrow, "{{ nabla f : gradient }}")
        turn = ValueTracker(first_way(*self.field.gradient(*self.at)))
        shares = Shares(view, self.at, components, turn.get_value)
        slope = Readout(
            view,
            "{{ D_u f : direction }} = {{ nabla f : gradient }} dot {{ u : direction }}",
            lambda: self.slope_towards(turn.get_value()),
            scale=self.slope,
        )
        panel = GradientPanel(view, walker, self.layout.panel, slope=slope)
        beside: dict[str, NumberBeside] = {}
        for axis in "xy":
            side, others = outside(view, axis, self.at), list(beside.values())
            beside[axis] = NumberBeside(
                view, getattr(components, axis), panel.numbers[axis], side=side, clear_of=others
            )
        around = marks.ring(view, view.at(*self.at), radius=view.arrow_scale * self.slope + 0.4)
        written = [around, *(SurroundingRectangle(drawn, buff=BESIDE) for drawn in (components.x, components.y))]
        slopes = ScaleBar(view, avoid=written)
        heights = ScaleBar(
            view, of="height", unit=rise_per_slope(view, self.at) * view.scale[0], upright=True, avoid=written
        )

        with self.beat("Can two numbers tell the slope in every direction?", hold=2.0):
            self.add(maps.PlaneFrame(view))
            self.play(
                FadeIn(contours.ground(), walker),
                Create(contours, lag_ratio=0.1),
                *map(Write, panel.known),
                run_time=2.5,
            )
        self.play(FadeOut(*panel.known), run_time=0.4)

        for axis in "xy":
            drawn, standing = getattr(components, axis), slices[axis]
            with self.beat(
                step_sentence(view, axis, self.at, panel.numbers[axis].brief),
                claim=[
                    component_is_partial(view, axis, drawn, walker),
                    stands_on_its_line(view, standing, heights),
                    tangent_is_partial(view, standing, walker, heights),
                    *number_is_partial(view, axis, beside[axis], walker),
                ],
            ):
                self.play(
                    Create(standing.line),
                    FadeIn(standing.curve, standing.side, panel.formulas[axis], *([heights] if axis == "x" else [])),
                    run_time=0.7,
                )
                self.play(Create(standing.tangent), run_time=0.7)
                if np.isfinite(drawn.along).all():  # else too short to be seen
                    self.play(Create(standing.run), FadeIn(drawn, beside[axis]), run_time=0.7)
                    self.play(components.fallen[axis].animate.set_value(1.0), run_time=1.2)
                else:
                    components.fallen[axis].set_value(1.0)
                self.add(drawn)
            gone = [standing, panel.formulas[axis], *([heights] if axis == "y" else [])]
            self.play(FadeOut(*gone), run_time=0.4)

        with self.beat(
            "Step three: store both in one vector, the gradient.",
            claim=[
                claims.is_gradient(view, arrow),
                components_add_up(components.x, components.y, arrow),
                bar_is_to_scale(view, slopes, arrow),
            ],
            poster=True,
        ):
            self.remove(*beside.values())
            self.play(*panel.store(beside), components.carried.animate.set_value(1.0), FadeIn(slopes), run_time=1.2)
            self.add(panel.vector)
            self.play(arrow.grow(), FadeIn(name))
        self.play(FadeOut(name), run_time=0.3)

        with self.beat("Why do these two tell the slope along any _u_?", hold=2.0):
            self.play(FadeIn(shares.ray), run_time=0.5)
        self.play(FadeOut(panel.vector), run_time=0.3)

        with self.beat(
            "Along _u_, each component has its share.",
            claim=shares_are_parts_of_it(view, shares),
        ):
            self.play(Create(shares.drops["x"]), Create(shares.bars["x"]), run_time=1.2)
            self.play(Create(shares.drops["y"]), Create(shares.bars["y"]), run_time=1.2)

        with self.beat(
            "Turn _u_: both shares add up to its slope.",
            claim=[shares_are_parts_of_it(view, shares, throughout=True), gives_every_slope(view, shares, slope)],
        ):
            self.play(FadeIn(shares.slope, slope), run_time=0.5)
            self.play(turn.animate.increment_value(TAU), run_time=7, rate_func=linear)
        self.play(FadeOut(shares, slope), run_time=0.4)

        sizes = panel.length_labels(components, arrow, name)
        with self.beat(
            length_sentence(view, self.at, list(panel.numbers.values()), panel.length),
            claim=[length_is_steepest(view, arrow), *numbers_are_lengths(view, sizes)],
        ):
            self.play(FadeIn(name, *panel.without_room(sizes), sizes), run_time=0.6)
        self.play(FadeOut(sizes), run_time=0.3)

        with self.beat(
            contour_sentence(self.field, way),
            claim=[
                component_is_partial(view, "x", components.x, walker, throughout=True),
                component_is_partial(view, "y", components.y, walker, throughout=True),
                claims.is_gradient(view, arrow, throughout=True),
            ],
        ):
            self.play(FadeIn(own), run_time=0.4)
            self.play(walker.follow(way), run_time=walking_time(view, way))
        self.play(FadeOut(components.x, components.y, own, name, slopes, panel.length), run_time=0.4)

        with self.beat(
            FIELD_OF_ARROWS[everywhere.lengths],
            claim=claims.along_the_gradient(everywhere),
        ):
            leaving = [FadeOut(walker), FadeIn(marks.ring(view, view.at(*self.at)))]  # the dot would cover the arrow
            smaller_now = smaller.animate.set_value(1.0) if to_scale else FadeOut(arrow)
            self.play(*leaving, smaller_now, Create(everywhere), run_time=2)

        with self.beat("All partial derivatives, stored in one vector: the gradient."):
            self.play(FadeIn(panel.written), run_time=0.5)
            self.play(Indicate(panel.written, color=view.theme.gradient, scale_factor=1.1))


FIELD_OF_ARROWS: dict[Lengths, str] = {
    "true": "Every point has its own: drawn smaller, a field of arrows.",
    "directions": "Every point has its own. Here, arrows show directions only.",
}

ASIDE = (0.15, 0.31)  # scene units: how far beside the line of a direction the shares of x and of y are drawn
NAMED, SHORTEST = 0.45, 0.5  # scene units: room for the name of a direction, and how long its line is at least
BEYOND = 0.45  # scene units: how far the line of a direction goes on beyond the longest slope


def first_way(fx: float, fy: float) -> float:
    """A direction, radians, in which the slope has a share of both components: between them, and not the gradient."""
    angle = float(np.arctan2(fy, fx))
    quarter = np.pi / 2 * np.floor(angle / (np.pi / 2))
    inside = quarter + np.array([0.32, np.pi / 2 - 0.32])  # two ways between the components, as these point
    return float(inside[np.argmax(np.abs(inside - angle))])


def outside(view: View, axis: str, at: Point) -> float:
    """The side of a lying component on which its slice is not: below that of x, left of that of y; 1 is its left."""
    return float(np.sign(view.field.gradient(*at)["xy".index(axis)])) * (-1.0 if axis == "x" else 1.0)


class Shares(VGroup):
    """The slope in a direction that turns, as what both components have along it: their projections on its line.

    Each is drawn beside the line, the share of y where that of x ends; backwards where a component leads against u.

    Attributes:
        ray: the line of u, with its name.
        bars, drops: by the variable, the shares and the perpendiculars that end them.
        slope: both together, an arrow on the line.
    """

    def __init__(self, view: View, at: Point, components: "ComponentArrows", angle: LiveNumber) -> None:
        theme, here = view.theme, view.at(*at)
        self.view, self.here = view, here
        reach = view.arrow_scale * float(np.hypot(*view.field.gradient(*at))) + BEYOND
        line = cased(VMobject(stroke_color=theme.direction, stroke_width=2.5), theme)
        letter = plated(view, "{{ u : direction }}", 34)
        self.ray = VGroup(line, letter)
        self.bars = {
            axis: cased(VMobject(stroke_color=getattr(theme, f"partial_{axis}"), stroke_width=8), theme)
            for axis in "xy"
        }
        self.drops = {
            axis: cased(VMobject(stroke_color=theme.ink, stroke_width=2.5, stroke_opacity=0.8), theme) for axis in "xy"
        }

        def unit() -> Points:
            return np.append(heading(now_number(angle)), 0.0)

        def feet() -> Points:
            ends = np.array([np.zeros(3), _along(components.x), _along(components.x) + _along(components.y)])
            return here + (ends @ unit())[:, None] * unit()

        def draw(_: VGroup) -> None:
            way, places = unit(), feet()
            room = float(view.clearance(np.array([at]), way[None, :2])[0]) - MARGIN - NAMED
            rise = float((places[-1] - here) @ way)
            length = max(min(reach, room), SHORTEST, rise + 0.1)  # its name is not on the slope
            line.set_points_as_corners(np.array([here, here + length * way]))
            letter.move_to(here + (length + 0.25) * way)
            left = np.array([-way[1], way[0], 0.0])
            tip = here
            for k, axis in enumerate("xy"):
                tip = tip + _along(getattr(components, axis))
                aside = ASIDE[k] * left
                self.bars[axis].set_points_as_corners(places[k : k + 2] + aside)
                self.drops[axis].set_points_as_corners(np.array([tip, places[k + 1] + aside]))

        self.slope = Arrow(view, lambda: (here, feet()[-1]), "direction")
        super().__init__(self.ray, *self.drops.values(), *self.bars.values(), self.slope)
        for part in (self.ray, *self.drops.values(), *self.bars.values()):
            redrawn(part, draw)
            part.set_z_index(0.6)

    def parts(self) -> Points:
        """The drawn shares of x and of y, in units of slope along the drawn line of u, shape (2,)."""
        way = self.way()
        drawn = [corners_of(bar)[-1] - corners_of(bar)[0] for bar in self.bars.values()]
        return np.array(drawn) @ way / self.view.arrow_scale

    def start(self) -> Points:
        """Where the drawn line of u begins, shape (3,)."""
        return np.asarray(corners_of(self.ray[0])[0])

    def way(self) -> Points:
        """The unit vector of the drawn line of u, shape (3,)."""
        begin, end = corners_of(self.ray[0])[[0, -1]]
        along: Points = (end - begin) / np.linalg.norm(end - begin)
        return along


class NumberBeside(VGroup):
    """How large a component is, beside its drawn arrow wherever that is; nothing where it is too short for a number.

    Args:
        side: 1 for the left of the arrow, else its right.
        clear_of: what was written before it.
    """

    def __init__(
        self, view: View, arrow: Arrow, number: Readout, *, side: float, clear_of: Sequence[Mobject] = ()
    ) -> None:
        super().__init__()
        if not np.linalg.norm(arrow.along) > LABELLED:
            return
        self.add(*plated(view, number.source, 34))
        side, room = 1.0 if side > 0 else -1.0, label_room(view)

        def draw(label: VGroup) -> None:
            along = arrow.along / np.linalg.norm(arrow.along)
            left = np.array([-along[1], along[0], 0.0])
            away = 0.16 + abs(left[0]) * label.width / 2 + abs(left[1]) * label.height / 2
            for way, share in product((side, -side), (0.5, 0.75, 1.0)):
                label.move_to(arrow.tail + share * arrow.along + way * away * left)
                if room.holds(label) and all(gap_between(label, other) > 0 for other in clear_of if len(other)):
                    return

        redrawn(self, draw)
        self.set_z_index(2)


def part_around(line: PlaneCurve, start: Point, length: float) -> PlaneCurve:
    """The part of a line up to a length to either side of its corner nearest to `start`."""
    k = nearest_index(line, start)
    ahead, behind = (way[: int(np.searchsorted(lengths_along(way), length)) + 1] for way in (line[k:], line[k::-1]))
    return np.vstack([behind[::-1], ahead[1:]])


def out_and_back(view: View, line: PlaneCurve, start: Point) -> PlaneCurve:
    """From the corner nearest to `start` to both ends of a line and home again, as far as gradients stay in sight."""
    k = nearest_index(line, start)
    ahead, behind = view.while_arrows_fit(line[k:]), view.while_arrows_fit(line[k::-1])
    return np.vstack([ahead, ahead[-2::-1], behind, behind[-2::-1]])


def walking_time(view: View, line: PlaneCurve, *, speed: float = 1.6, least: float = 2.0, most: float = 7.0) -> float:
    """Seconds in which a walk can be followed by eye, at `speed` scene units a second within the two bounds."""
    return float(np.clip(lengths_along(line)[-1] * view.scale[0] / speed, least, most))


class ComponentArrows:
    """The partial derivatives where a walker is, as two arrows.

    Attributes:
        x, y: the arrows.
        fallen: by the axis, a tracker from 0, where the arrow is the rise of the slice's tangent, to 1, where it lies.
        carried: a tracker from 0 to 1, brings the second one to the tip of the first.
    """

    def __init__(self, view: View, walker: Walker) -> None:
        self.carried = ValueTracker(0.0)
        self.fallen = {axis: ValueTracker(0.0) for axis in "xy"}
        self.x = component_arrow(view, "x", walker, fallen=self.fallen["x"].get_value)
        self.y = component_arrow(view, "y", walker, carried=self.carried.get_value, fallen=self.fallen["y"].get_value)


def component_arrow(view: View, axis: str, at: Live, *, carried: LiveNumber = 0.0, fallen: LiveNumber = 1.0) -> Arrow:
    """A partial derivative as an arrow along its axis, in the scale of the gradient; a negative one points backwards.

    Args:
        carried: how far it has been carried from the point to the tip of the other component, from 0 to 1.
        fallen: how far it has fallen from the tangent of a StandingSlice onto the map, from 0 to 1.
    """
    k = "xy".index(axis)

    def ends() -> tuple[Points, Points]:
        place, down = now(at), now_number(fallen)
        drawn = view.arrow_scale * view.field.gradient(*place)
        tail = view.at(*place)
        tail[1 - k] += now_number(carried) * drawn[1 - k]
        along, up = _frame_of(axis)
        tail += (1 - down) * run_of(view, place) * along
        turn = down * np.pi / 2
        return tail, tail + drawn[k] * (np.cos(turn) * up + np.sin(turn) * along)

    return Arrow(view, ends, "partial_x" if k == 0 else "partial_y")


def _frame_of(axis: str) -> tuple[Points, Points]:
    """The direction of the frame in which a variable grows, and the one in which heights of its slice are drawn."""
    return (RIGHT, UP) if axis == "x" else (UP, RIGHT)


def rise_per_slope(view: View, at: Point) -> float:
    """How steep a slope of 1 is drawn in both slices through a point: neither rises at more than 45 degrees."""
    return plain_number(1 / float(np.max(np.abs(view.field.gradient(*at)))))


def run_of(view: View, at: Point) -> float:
    """Over how many scene units the tangent of a slice rises by as much as the arrow of its slope is long."""
    return view.arrow_scale / rise_per_slope(view, at)


SAMPLES = 241  # of a slice
TANGENT = 1.0  # of the run, to either side of the point


class StandingSlice(VGroup):
    """The slice of the landscape over a line along which only one variable moves, folded down onto the map.

    Heights are drawn across the line, from that of the point on: both slices through a point in one scale, so that
    their slopes can be compared by eye.

    Attributes:
        line: of the map, as far as the domain; `curve` the slice on it, with `side` between both.
        tangent: to the curve at the point; `run` the part of the line over which its rise is the component's arrow.
    """

    def __init__(self, view: View, axis: str, at: Point) -> None:
        self.axis, theme = axis, view.theme
        colour, (along, up) = getattr(theme, f"partial_{axis}"), _frame_of(axis)
        k, here = "xy".index(axis), view.at(*at)
        box, unit = view.box, rise_per_slope(view, at)
        ends = np.tile(here, (2, 1))
        ends[:, k] = [(box.left, box.right), (box.bottom, box.top)][k]
        self.line = cased(Line(*ends, stroke_color=colour, stroke_width=2.5), theme)
        feet = np.linspace(ends[0], ends[1], SAMPLES)
        rise = unit * view.scale[0] * (view.height_of(feet) - view.field(*at))
        corners = feet + rise[:, None] * up
        low, high = np.array([box.left, box.bottom]), np.array([box.right, box.top])
        inside = (corners[:, :2] >= low - 0.01) & (corners[:, :2] <= high + 0.01)
        first, last = part_with(np.all(inside, axis=1), int(np.argmin(np.linalg.norm(feet - here, axis=1))))
        shown = slice(first, last)
        self.curve = cased(VMobject(stroke_color=theme.path, stroke_width=4), theme)
        self.curve.set_points_as_corners(corners[shown])
        self.side = Polygon(*corners[shown], *feet[shown][::-1], stroke_width=0, fill_color=colour, fill_opacity=0.3)
        slope, run = float(view.field.gradient(*at)[k]) * unit, run_of(view, at)
        way = TANGENT * run * (along + slope * up)
        back, ahead = (min(1.0, share_inside(box, here, sign * way)) for sign in (-1, 1))  # off the axes' numbers
        self.tangent = cased(Line(here - back * way, here + ahead * way, stroke_color=colour, stroke_width=6), theme)
        self.run = cased(Line(here, here + run * along, stroke_color=theme.ink, stroke_width=4), theme)
        super().__init__(self.side, self.line, self.curve, self.tangent, self.run)
        self.set_z_index(0.5)


def share_inside(box: Box, here: Points, way: Points) -> float:
    """How much of a way from a place in a box is inside it; more than 1 where it could go on."""
    walls = np.where(way[:2] > 0, [box.right, box.top], [box.left, box.bottom]) - here[:2]
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.nanmin(np.where(way[:2] != 0, walls / way[:2], np.inf)))


def part_with(seen: NDArray[np.bool_], k: int) -> tuple[int, int]:
    """The first of the places around place k that are seen without a gap, and the first one after them."""
    hidden = np.flatnonzero(~seen)
    before, after = hidden[hidden < k], hidden[hidden > k]
    return (int(before[-1]) + 1 if before.size else 0), (int(after[0]) if after.size else len(seen))


ZERO = 1e-12  # a partial derivative that is this share of the slope is none


def how_drawn(view: View, axis: str, at: Point) -> Literal["forwards", "backwards", "nothing", "too short"]:
    """Which way a component at a point leads, or why there is none to be seen."""
    gradient = view.field.gradient(*at)
    partial = float(gradient["xy".index(axis)])
    if abs(partial) <= ZERO * np.hypot(*gradient):
        return "nothing"
    if view.arrow_scale * abs(partial) < SEEN:
        return "too short"
    return "forwards" if partial > 0 else "backwards"


BESIDE = 0.6  # scene units to either side of an arrow in which its number may stand
LABELLED = 0.5  # scene units: a shorter arrow has no room for a number beside it


class LengthLabel(VGroup):
    """A number on a plate that says how long an arrow is, in units of slope."""

    def __init__(self, view: View, arrow: Arrow, number: Readout) -> None:
        super().__init__(*plated(view, number.source.removeprefix("-"), 34))
        self.arrow = arrow


def arrow_lengths(view: View, x: Arrow, y: Arrow, arrow: Arrow, numbers: Sequence[Readout], *, name: Mobject) -> VGroup:
    """How long the components and their sum are, each number beside its arrow, out of the triangle and off its name.

    None for what is too short to have a number, or where there is no room for it: the panel says them all.
    """
    turn = float(np.sign(np.cross(np.nan_to_num(x.along), np.nan_to_num(y.along))[2]))
    texts = VGroup()
    for one, number, side in zip((x, y, arrow), numbers, (-turn, -turn, turn), strict=True):
        if turn and np.linalg.norm(one.along) > LABELLED:
            label = LengthLabel(view, one, number)
            text, left = label[1], left_of(one)
            away = 0.14 + abs(left[0]) * text.width / 2 + abs(left[1]) * text.height / 2
            for share in (0.5, 0.4, 0.3, 0.2, 0.1):  # from its middle towards its tail
                label.move_to(one.tail + share * one.along + side * away * left)
                if gap_between(label, name) > 0 and label_room(view).holds(label):
                    texts.add(label)
                    break
    return texts.set_z_index(2)


LOW_PANEL = 2.0  # scene units: a panel no higher has no room to spare
LARGEST = 1.6  # how much a formula alone in the panel is enlarged


class GradientPanel:
    """What is said beside the picture, one formula after the other in one place, as large as there is room for.

    Attributes:
        known: the function, or nothing where it has no room.
        formulas: each partial derivative as a formula, by its variable.
        numbers: what these are at the point.
        vector: the gradient, and after it its numbers; `written` is the gradient alone.
        length: of the gradient.
    """

    def __init__(self, view: View, walker: Walker, box: Box, *, slope: Readout) -> None:
        self.view = view
        known = definition(view, view.field, box)
        self.formulas = {axis: partial_formula(view, view.field, "yx"["xy".index(axis)], box) for axis in "xy"}
        steepest = float(np.hypot(*view.field.gradient(*walker())))
        self.numbers = {
            axis: Readout(view, "", float(view.field.gradient(*walker())[k]), scale=steepest)
            for k, axis in enumerate("xy")
        }
        self._column = gradient_numbers(view, list(self.numbers.values()))
        self._sign = gradient_formula(view, view.field, box.width)
        self.vector = in_a_row(self._sign, self._column, box.width)
        self.written = self._sign.copy()
        self.length = steepness_of(view, walker, scale=steepest)
        for item in (known, *self.formulas.values(), self.vector, self.written, slope, self.length):
            item.scale(min(LARGEST, box.width / item.width, box.height / item.height))
            item.move_to((box.left, box.top, 0.0), aligned_edge=UL)
        self.known = [known] if known.font_size > READABLE else []

    def store(self, beside: Mapping[str, NumberBeside]) -> list[Animation]:
        """The animations in which the numbers beside the arrows go into the vector, and the rest of it comes."""
        travelling: list[Animation] = []
        waiting = list(self._column.submobjects)
        for axis, label in beside.items():
            entry = self._column.select(f"partial_{axis}")
            if len(label):
                travelling.append(Transform(label[1].copy(), entry.copy(), remover=True))
                waiting = [glyph for glyph in waiting if glyph not in entry.submobjects]
        return [*travelling, FadeIn(self._sign, *waiting)]

    def length_labels(self, components: ComponentArrows, arrow: Arrow, name: Mobject) -> VGroup:
        """The lengths of the components and of their sum, beside these."""
        numbers = [*self.numbers.values(), self.length]
        return arrow_lengths(self.view, components.x, components.y, arrow, numbers, name=name)

    def without_room(self, labels: VGroup) -> list[Mobject]:
        """The length for the panel, where it has no label of its own."""
        return [] if len(labels) == 3 else [self.length]


def gradient_formula(view: View, field: ScalarField, width: float) -> TypstFormula:
    """grad f as a column of its partial derivatives, written out as formulas where there is room for them."""
    written = [typst(partial, like=typed(field).reading) for partial in typed(field).partials]
    line = formula(view, f"{{{{ nabla f : gradient }}}} = {_column(*written)}", size=SIZES[0])
    if line.width <= width:
        return line
    signs = [partial_sign("y"), partial_sign("x")]
    return formula(
        view, f'{{{{ nabla f : gradient }}}} = vec(delim: "[", gap: #0.5em, {", ".join(signs)})', size=SIZES[0]
    )


def gradient_numbers(view: View, numbers: Sequence[Readout]) -> TypstFormula:
    """The column of the numbers that the partial derivatives are now, after an equals sign."""
    return formula(view, f"= {_column(*(number.source for number in numbers))}", size=SIZES[0])


STEPS = {
    "forwards": "Step {ordinal}: the slope along _{axis}_, a partial derivative.",
    "backwards": "Step {ordinal}: along _{axis}_ it falls: a partial derivative.",
    "too short": "Step {ordinal}: along _{axis}_ only {number}, too little to be seen.",
    "nothing": "Step {ordinal}: along _{axis}_ it is level, the slope is zero.",
}


def step_sentence(view: View, axis: str, at: Point, number: str) -> str:
    """The sentence about one component, and the number that it is where no arrow shows it."""
    ordinal = ("one", "two")["xy".index(axis)]
    return STEPS[how_drawn(view, axis, at)].format(ordinal=ordinal, axis=axis, number=number)


def length_sentence(view: View, at: Point, partials: Sequence[Readout], length: Readout) -> str:
    """The sentence about the length of the gradient: from two components, or from one where the other is zero.

    Where the digits shown are too few to work it out to the last of them, the numbers are about so large.
    """
    if any(how_drawn(view, axis, at) == "nothing" for axis in "xy"):
        return f"One component is zero: its length is the other's, {length.brief}."
    a, b = (number.brief.removeprefix("\N{MINUS SIGN}") for number in partials)
    about = "" if _exact(partials, length) else "about "
    return f"From {about}{a} and {b}, by Pythagoras, its length is {about}{length.brief}."


CHANGED = 0.02  # of the longest gradient: a difference in a partial derivative that is seen


def contour_sentence(field: ScalarField, way: NDArray[np.float64]) -> str:
    """The sentence about the components along a line of points, shape (n, 2)."""
    partials = field.gradient(*way.T)
    changing = np.ptp(partials, axis=1) > CHANGED * np.max(np.hypot(*partials))
    if changing.all():
        return "Along the contour, both components change."
    if not changing.any():
        return "Along this contour, neither component changes."
    axis = "xy"[int(changing[1])]
    return f"Along the contour, only the component along _{axis}_ changes."


def component_is_partial(view: View, axis: str, drawn: AnyArrow, walker: Walker, *, throughout: bool = False) -> Claim:
    """The drawn component runs along its axis, and is as long as small steps along it say: how far its tip is off.

    A share of the steepest slope; 0 where no component is drawn and none could be seen.
    """
    k = "xy".index(axis)

    def measure() -> float:
        gradient = view.arrow_scale * gradients_by_steps(view.field, view.where(walker.points[0]))
        expected = np.zeros(2)
        expected[k] = gradient[k]
        if not np.isfinite(drawn.along).all():
            return 0.0 if abs(gradient[k]) < 1.1 * SEEN else 1.0
        return float(np.linalg.norm(drawn.along[:2] - expected) / np.linalg.norm(gradient))

    name = f"the component along {axis} is the partial derivative in {axis}"
    return Claim(name, (drawn, walker), measure, 0.0, 0.01, "of the slope", throughout)


def stands_on_its_line(view: View, standing: StandingSlice, bar: ScaleBar) -> Claim:
    """Over a dozen places of its line, the slice is as high as the formula says, in the scale of the drawn bar.

    Measured is the worst, in scene units.
    """

    def measure() -> float:
        up, line = _frame_of(standing.axis)[1], standing.line.get_start()
        corners = corners_of(standing.curve)
        corners = corners[np.linspace(0, len(corners) - 1, 12).astype(int)]
        raised = (corners - line) @ up
        places = view.where(corners - raised[:, None] * up).tolist()
        touched = view.where(standing.run.get_start()).tolist()
        heights = [by_hand(view.field, *place) - by_hand(view.field, *touched) for place in places]
        return float(np.max(np.abs(raised - bar.unit * np.array(heights))))

    return Claim(
        f"the slice along {standing.axis} is as high as the ground", (standing, bar), measure, 0.0, 0.02, "scene units"
    )  # fmt: skip


def tangent_is_partial(view: View, standing: StandingSlice, walker: Walker, bar: ScaleBar) -> Claim:
    """The tangent of a slice rises over its run as small steps say, in the scale of the drawn bar for both slices.

    Measured is the difference, as a share of the steepest slope drawn.
    """
    k = "xy".index(standing.axis)

    def measure() -> float:
        along, up = _frame_of(standing.axis)
        gradient = gradients_by_steps(view.field, view.where(walker.points[0]))
        drawn = standing.tangent.get_end() - standing.tangent.get_start()
        off = drawn @ up / (drawn @ along) / (bar.unit / view.scale[0]) - gradient[k]
        return float(abs(off) / np.hypot(*gradient))

    name = f"the tangent of the slice rises as small steps along {standing.axis} do, in one scale with the other slice"
    return Claim(name, (standing.tangent, walker, bar), measure, 0.0, 0.01, "of the steepest slope")


def number_is_partial(view: View, axis: str, number: NumberBeside, walker: Walker) -> list[Claim]:
    """The number beside a component is what steps along its axis say; no claim where there is none."""
    if not len(number):
        return []
    k = "xy".index(axis)
    value = lambda: float(gradients_by_steps(view.field, view.where(walker.points[0]))[k])  # noqa: E731
    return [claims.reads(number[1], value, drawn=(walker,), name=f"the number beside the component along {axis}")]


def numbers_are_lengths(view: View, labels: Iterable[LengthLabel]) -> list[Claim]:
    """The numbers beside the components and their sum are how long these are drawn, in units of slope."""

    def says(label: LengthLabel) -> Claim:
        arrow, name = label.arrow, "the number is the length of its arrow"
        return claims.reads(
            label[1], lambda: float(np.linalg.norm(arrow.along)) / view.arrow_scale, drawn=(arrow,), name=name
        )

    return [says(label) for label in labels]


def shares_are_parts_of_it(view: View, shares: Shares, *, throughout: bool = False) -> Claim:
    """Each drawn share is the slope along its axis times that of u, and both add up to the slope along u by steps.

    Measured is the largest difference, as a share of the steepest slope.
    """

    def measure() -> float:
        way, there = shares.way()[:2], view.where(shares.start())
        parts, gradient = shares.parts(), gradients_by_steps(view.field, there)
        stepped = float(slopes_by_steps(view.field, there, way))
        misses = [*np.abs(parts - gradient * way), abs(float(np.sum(parts)) - stepped)]
        return max(max(misses) - SEEN / view.arrow_scale, 0.0) / float(np.hypot(*gradient))

    name = "the shares of both components add up to the slope along u"
    return Claim(name, (*shares.bars.values(), shares.ray), measure, 0.0, 0.02, "of the steepest", throughout)


def gives_every_slope(view: View, shares: Shares, number: Readout) -> Claim:
    """The drawn slope along u, and the number, are what steps along the drawn line of u say.

    Measured is the larger difference, as a share of the steepest slope.
    """

    def measure() -> float:
        way, there = shares.way()[:2], view.where(shares.start())
        stepped = float(slopes_by_steps(view.field, there, way))
        drawn = float(_along(shares.slope)[:2] @ way) / view.arrow_scale
        unit = 10.0 ** (number.exponent - number.places)
        off = max(abs(number_on(number) - stepped) - unit, 0.0)
        unseen = max(abs(drawn - stepped) - SEEN / view.arrow_scale, 0.0)
        return max(unseen, off) / float(np.hypot(*gradients_by_steps(view.field, there)))

    name = "two numbers give the slope in every direction"
    return Claim(name, (shares.slope, shares.ray, number), measure, 0.0, 0.02, "of the steepest", throughout=True)


def components_add_up(first: AnyArrow, second: AnyArrow, arrow: AnyArrow, *, throughout: bool = False) -> Claim:
    """Along one drawn component, then the other, is where the drawn arrow leads: the largest gap, as a share of it.

    Where a component is too short to be drawn, nothing is missing.
    """

    def measure() -> float:
        corner = arrow.tail + _along(first)
        pairs = [(first.tail, arrow.tail), (second.tail, corner), (corner + _along(second), arrow.tip)]
        gaps = [float(np.linalg.norm(one - other)) for one, other in pairs]
        if np.isnan(gaps).any():
            gaps = [max(gaps[2] - SEEN, 0.0)]
        return max(gaps) / float(np.linalg.norm(arrow.along))

    name = "one component after the other leads where the arrow leads"
    return Claim(name, (first, second, arrow), measure, 0.0, 0.01, "of its length", throughout)


def length_is_steepest(view: View, arrow: AnyArrow) -> Claim:
    """The drawn arrow is as long as the steepest slope found by steps in all directions (relative)."""

    def measure() -> float:
        ways = heading(np.radians(np.arange(0, 360, 0.5))).T
        slopes = slopes_by_steps(view.field, view.where(arrow.tail), ways)
        return float(np.linalg.norm(arrow.along) / view.arrow_scale / np.nanmax(slopes))

    return Claim("the arrow is as long as the steepest slope", (arrow,), measure, 1.0, 0.01, "of the steepest")


def _column(x: str, y: str) -> str:
    """A column of two entries in the colours of x and y, as Typst mathematics."""
    return f'vec(delim: "[", {{{{ {x} : partial_x }}}}, {{{{ {y} : partial_y }}}})'


def _exact(partials: Sequence[Readout], length: Readout) -> bool:
    """Whether the digits shown of the components give those of the length."""
    shown = [number.text for number in (*partials, length)]
    if "-" in shown:  # what is far too large reads as a dash
        return False
    return f"{np.hypot(float(shown[0]), float(shown[1])):.{length.places}f}" == shown[2]


def _along(arrow: AnyArrow) -> NDArray[np.float64]:
    """The vector that is drawn; zero where nothing is."""
    along = arrow.along
    return along if np.isfinite(along).all() else np.zeros(3)
