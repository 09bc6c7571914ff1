"""What the gradient is made of: two partial derivatives, stored in one vector."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    TAU,
    UP,
    AnimationGroup,
    BackgroundRectangle,
    Create,
    FadeIn,
    FadeOut,
    Group,
    Indicate,
    Line,
    Mobject,
    Polygon,
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
from gradanim.stage.claims.maps import stated
from gradanim.stage.claims.reading import corners_of, number_on
from gradanim.stage.frame.arrow_styles import SEEN
from gradanim.stage.frame.casing import cased
from gradanim.stage.frame.layout import Box, gap_between
from gradanim.stage.frame.live import Live, LiveNumber, Point, now, now_number
from gradanim.stage.maps import steepness_of
from gradanim.stage.marks import Arrow, Walker, heading
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.directions import label_room
from gradanim.stage.marks.quiver import Lengths
from gradanim.stage.marks.routes import PlaneCurve, lengths_along, nearest_index, short_of_crossings
from gradanim.stage.typeset import Readout, arranged_readably, definition, formula, spoken, words
from gradanim.stage.typeset.glyphs import TypstFormula, TypstText
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
        near = part_around(contour, self.at, 0.2 * self.field.domain.height)
        view = self.view.fit_arrows_inside(np.vstack([self.at, near]), sign=1, longest=2.0, shortest=1.2)
        way = out_and_back(view, near, self.at)

        contours, walker = maps.ContourMap(view), marks.Walker(view, self.at)
        components, smaller = ComponentArrows(view, walker), ValueTracker(0.0)
        slices = {axis: StandingSlice(view, axis, self.at) for axis in "xy"}
        own, everywhere = maps.ContourThrough(view, walker), marks.readable_gradient_quiver(view, cell=SPACING)
        to_scale = everywhere.lengths == "true"
        arrow = marks.gradient_arrow(rescaling(view, everywhere.view, smaller.get_value), walker, width=8)
        name = marks.named_at(view, arrow, "{{ nabla f : gradient }}")
        turn = ValueTracker(np.arctan2(*self.field.gradient(*self.at)[::-1]))
        u = marks.Arrow(view, lambda: (view.at(*self.at), unit_tip(view, self.at, turn.get_value())), "direction")
        slope = Readout(
            view,
            "{{ D_u f : direction }} = {{ nabla f : gradient }} dot u",
            lambda: self.slope_towards(turn.get_value()),
            scale=self.slope,
        )
        panel = GradientPanel(view, walker, self.layout.panel, slope=slope)
        numbers = [partial.brief for partial in panel.partials]

        with self.beat("Can two numbers tell the slope in every direction?", hold=2.0):
            self.add(maps.PlaneFrame(view))
            self.play(
                FadeIn(contours.ground(), walker),
                Create(contours, lag_ratio=0.1),
                *map(Write, panel.known),
                run_time=2.5,
            )

        for ordinal, axis, number in zip(("one", "two"), "xy", numbers, strict=True):
            drawn, standing = getattr(components, axis), slices[axis]
            with self.beat(
                f"Step {ordinal}: {step_sentence(view, axis, self.at, number)}",
                claim=[
                    component_is_partial(view, axis, drawn, walker),
                    stands_on_its_line(view, standing, panel.note),
                    tangent_is_partial(view, standing, walker, panel.note),
                ],
            ):
                coming = FadeIn(panel.note) if axis == "x" else FadeOut(slices["x"].side)
                self.play(Create(standing.line), coming, run_time=0.5)
                self.play(FadeIn(standing.curve, standing.side))
                self.play(Create(standing.tangent), FadeIn(panel.formulas[axis]))
                if np.isfinite(drawn.along).all():  # else too short to be seen
                    self.play(Create(standing.run), FadeIn(drawn), run_time=0.7)
                    self.play(components.fallen[axis].animate.set_value(1.0), run_time=1.2)
                else:
                    components.fallen[axis].set_value(1.0)
                self.add(drawn)

        with self.beat(
            "Step three: store both in one vector, the gradient.",
            claim=[claims.is_gradient(view, arrow), components_add_up(components.x, components.y, arrow)],
            poster=True,
        ):
            self.play(FadeOut(*slices.values(), panel.note), run_time=0.5)
            self.play(components.carried.animate.set_value(1.0), FadeIn(panel.vector, panel.numbers))
            self.play(arrow.grow())
            self.play(FadeIn(name), run_time=0.5)

        with self.beat(
            "Why these two? They give the slope in every direction _u_.",
            claim=gives_every_slope(view, [components.x, components.y], u, slope),
        ):
            self.play(FadeOut(name, *panel.formulas.values()), FadeIn(u), run_time=0.5)
            self.play(panel.move_up(), FadeIn(slope), run_time=0.7)
            self.play(turn.animate.increment_value(0.8 * TAU), run_time=6, rate_func=linear)

        sizes = panel.length_labels(components, arrow, name)
        with self.beat(
            length_sentence(view, self.at, panel.partials, panel.length), claim=length_is_steepest(view, arrow)
        ):
            self.play(FadeOut(u, slope), FadeIn(name), run_time=0.5)
            self.play(FadeIn(*panel.lengths, sizes))

        with self.beat(
            contour_sentence(self.field, way),
            claim=[
                component_is_partial(view, "x", components.x, walker, throughout=True),
                component_is_partial(view, "y", components.y, walker, throughout=True),
                claims.is_gradient(view, arrow, throughout=True),
            ],
        ):
            self.play(FadeOut(panel.numbers, sizes), FadeIn(own), run_time=0.5)
            self.play(walker.follow(way), run_time=walking_time(view, way))

        with self.beat(
            FIELD_OF_ARROWS[everywhere.lengths],
            claim=claims.along_the_gradient(everywhere),
        ):
            self.play(FadeOut(components.x, components.y, own, name, *panel.lengths), run_time=0.7)
            leaving = [FadeOut(walker), FadeIn(marks.ring(view, view.at(*self.at)))]  # the dot would cover the arrow
            self.play(*leaving, smaller.animate.set_value(1.0) if to_scale else FadeOut(arrow))
            self.play(Create(everywhere), run_time=2)

        with self.beat("All partial derivatives, stored in one vector: the gradient."):
            self.play(Indicate(panel.vector, color=view.theme.gradient, scale_factor=1.1))


FIELD_OF_ARROWS: dict[Lengths, str] = {
    "true": "Every point has its own: drawn smaller, a field of arrows.",
    "directions": "Every point has its own. Here, arrows show directions only.",
}

UNIT = 1.1  # scene units: how long a direction is drawn, whatever the slope


def unit_tip(view: View, at: Point, angle: float) -> Points:
    """Where the arrow of a direction ends, scene point."""
    return view.at(*at) + UNIT * np.append(heading(angle), 0.0)


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
TANGENT = 1.2  # of the run, to either side of the point


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
        self.tangent = cased(Line(here - way, here + way, stroke_color=colour, stroke_width=6), theme)
        self.run = cased(Line(here, here + run * along, stroke_color=theme.ink, stroke_width=4), theme)
        super().__init__(self.side, self.line, self.curve, self.tangent, self.run)
        self.set_z_index(0.5)


def height_note(view: View, at: Point) -> TypstText:
    """How long heights are drawn in the slices through a point, beside lengths of x and y."""
    return words(view.theme, f"heights drawn {spoken(rise_per_slope(view, at))} × as long", size=31)


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


LABELLED = 0.5  # scene units: a shorter arrow has no room for a number beside it


def arrow_lengths(view: View, x: Arrow, y: Arrow, arrow: Arrow, numbers: Sequence[Readout], *, name: Mobject) -> VGroup:
    """How long the components and their sum are, each number beside its arrow, out of the triangle and off its name.

    None for what is too short to have a number, or where there is no room for it: the panel says them all.
    """
    turn = float(np.sign(np.cross(np.nan_to_num(x.along), np.nan_to_num(y.along))[2]))
    texts = VGroup()
    for one, number, side in zip((x, y, arrow), numbers, (-turn, -turn, turn), strict=True):
        if turn and np.linalg.norm(one.along) > LABELLED:
            text = formula(view, number.source.removeprefix("-"), size=30)
            plate = BackgroundRectangle(text, color=view.theme.plate, fill_opacity=0.9, buff=0.05)
            left = np.array([-one.along[1], one.along[0], 0.0]) / np.linalg.norm(one.along)
            away = 0.14 + abs(left[0]) * text.width / 2 + abs(left[1]) * text.height / 2
            label = VGroup(plate, text)
            for share in (0.5, 0.4, 0.3, 0.2, 0.1):  # from its middle towards its tail
                label.move_to(one.tail + share * one.along + side * away * left)
                if gap_between(label, name) > 0 and label_room(view).holds(label):
                    texts.add(label)
                    break
    return texts.set_z_index(2)


LOW_PANEL = 2.0  # scene units: a panel no higher has room for the vector and its parts only


class GradientPanel:
    """All that is said beside the picture about the gradient and its parts; what there is no room for is left out.

    Attributes:
        known: the function, or nothing where it has no room.
        formulas: each partial derivative with its number, by its variable; `partials` are the numbers.
        vector, numbers: the gradient as a column of these formulas, and of these numbers.
        length: of the gradient; `lengths` holds it, or nothing where there is no room for it.
        note: how long heights are drawn in the slices.
    """

    def __init__(self, view: View, walker: Walker, box: Box, *, slope: Readout) -> None:
        """Place them in a box; the slope in one direction takes the place of the length until that comes."""
        self.view, self._roomy = view, box.height > LOW_PANEL
        short = box.inset(bottom=(0.78 if self._roomy else 0.4) * box.height)
        known = definition(view, view.field, short)
        self.formulas = {axis: partial_with_number(view, axis, walker, short) for axis in "xy"}
        self.partials = [one[1] for one in self.formulas.values()]
        self.vector = gradient_formula(view, view.field, box.width)
        self.numbers = gradient_numbers(view, self.partials)
        self.length = steepness_of(view, walker, scale=float(np.hypot(*view.field.gradient(*walker()))))
        self.lengths = [self.length] if self._roomy else []
        both = in_a_row(self.vector, self.numbers, box.width)
        self.known = arranged_readably([known, *self.formulas.values(), both, slope], box, spare=[known])
        self.note = height_note(view, walker())
        room = box.right - slope.get_left()[0]
        self.note.scale(min(1.0, room / self.note.width)).move_to(slope, aligned_edge=LEFT)
        first = self.formulas["x"]
        column = [first.get_left()[0], both.get_left()[0], slope.get_left()[0]]
        self.freed = first.get_top()[1] - both.get_top()[1] if np.ptp(column) < 0.05 else 0.0
        slope.shift(self.freed * UP)
        self.length.in_place_of(slope)

    def move_up(self) -> AnimationGroup:
        """The animation that brings the vector to where the formulas of its parts were."""
        return AnimationGroup(*(part.animate.shift(self.freed * UP) for part in (self.vector, self.numbers)))

    def length_labels(self, components: ComponentArrows, arrow: Arrow, name: Mobject) -> VGroup:
        """The lengths of the components and of their sum, beside these; none where the panel has no room either."""
        if not self._roomy:
            return VGroup()
        return arrow_lengths(self.view, components.x, components.y, arrow, [*self.partials, self.length], name=name)


def partial_with_number(view: View, axis: str, at: Live, box: Box) -> Group:
    """A partial derivative as a formula, and after it the number it is at a point: beside it, if there is room."""
    held, k = "yx"["xy".index(axis)], "xy".index(axis)
    line = partial_formula(view, view.field, held, box)
    steepest = float(np.hypot(*view.field.gradient(*now(at))))
    value = Readout(view, "", lambda: view.field.gradient(*now(at))[k], scale=steepest)
    return in_a_row(line, value, box.width)


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
    "forwards": "the slice along _{axis}_ has slope {number}, the partial derivative.",
    "backwards": "the slice along _{axis}_ falls: the partial derivative is {number}.",
    "too short": "the slice along _{axis}_ has slope {number}, too small to be seen here.",
    "nothing": "along _{axis}_ it is level: the partial derivative is zero.",
}


def step_sentence(view: View, axis: str, at: Point, number: str) -> str:
    """The sentence about one component, and the number that it is."""
    return STEPS[how_drawn(view, axis, at)].format(axis=axis, number=number)


def length_sentence(view: View, at: Point, partials: Sequence[Readout], length: Readout) -> str:
    """The sentence about the length of the gradient: from two components, or from one where the other is zero.

    Where the digits shown are too few to work it out to the last of them, the numbers are about so large.
    """
    if any(how_drawn(view, axis, at) == "nothing" for axis in "xy"):
        return f"One component is zero, so its length is that of the other: {length.brief}."
    a, b = (number.brief.removeprefix("\N{MINUS SIGN}") for number in partials)
    about = "" if _exact(partials, length) else "about "
    return f"From {about}{a} and {b}, by Pythagoras, its length is {about}{length.brief}."


CHANGED = 0.02  # of the longest gradient: a difference in a partial derivative that is seen


def contour_sentence(field: ScalarField, way: NDArray[np.float64]) -> str:
    """The sentence about the components along a line of points, shape (n, 2)."""
    partials = field.gradient(*way.T)
    changing = np.ptp(partials, axis=1) > CHANGED * np.max(np.hypot(*partials))
    if changing.all():
        return "Move along the contour: both components change, and the arrow with them."
    if not changing.any():
        return "Move along the contour: here neither component changes, and the arrow stays the same."
    axis = "xy"[int(changing[1])]
    return f"Move along the contour: only the component along _{axis}_ changes, and the arrow with it."


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


def stands_on_its_line(view: View, standing: StandingSlice, note: Mobject) -> Claim:
    """Over a dozen places of its line, the slice is as high as the formula says, in the scale that the note states.

    Measured is the worst, in scene units.
    """

    def measure() -> float:
        up, line = _frame_of(standing.axis)[1], standing.line.get_start()
        corners = corners_of(standing.curve)
        corners = corners[np.linspace(0, len(corners) - 1, 12).astype(int)]
        raised = (corners - line) @ up
        places = view.where(corners - raised[:, None] * up).tolist()
        touched = view.where(standing.tangent.get_center()).tolist()
        heights = [by_hand(view.field, *place) - by_hand(view.field, *touched) for place in places]
        return float(np.max(np.abs(raised - stated(note) * view.scale[0] * np.array(heights))))

    return Claim(
        f"the slice along {standing.axis} is as high as the ground", (standing, note), measure, 0.0, 0.02, "scene units"
    )  # fmt: skip


def tangent_is_partial(view: View, standing: StandingSlice, walker: Walker, note: Mobject) -> Claim:
    """The tangent of a slice rises over its run as small steps say, in the scale that the note states for both slices.

    Measured is the difference, as a share of the steepest slope drawn.
    """
    k = "xy".index(standing.axis)

    def measure() -> float:
        along, up = _frame_of(standing.axis)
        gradient = gradients_by_steps(view.field, view.where(walker.points[0]))
        drawn = standing.tangent.get_end() - standing.tangent.get_start()
        off = drawn @ up / (drawn @ along) / stated(note) - gradient[k]
        return float(abs(off) / np.hypot(*gradient))

    name = f"the tangent of the slice rises as small steps along {standing.axis} do, in one scale with the other slice"
    return Claim(name, (standing.tangent, walker, note), measure, 0.0, 0.01, "of the steepest slope")


def gives_every_slope(view: View, parts: Sequence[AnyArrow], u: AnyArrow, number: Readout) -> Claim:
    """The drawn components, each times that of the drawn direction, add up to the slope by steps, and to the number.

    Measured is the larger difference, as a share of the steepest slope.
    """

    def measure() -> float:
        way, there = u.along[:2] / np.linalg.norm(u.along), view.where(u.tail)
        vector = sum(map(_along, parts), np.zeros(3))[:2] / view.arrow_scale
        stepped, steepest = float(slopes_by_steps(view.field, there, way)), float(np.linalg.norm(vector))
        unit = 10.0 ** (number.exponent - number.places)
        off = max(abs(number_on(number) - stepped) - unit, 0.0)
        unseen = SEEN / view.arrow_scale if any(np.isnan(part.along).any() for part in parts) else 0.0
        return max(abs(float(vector @ way) - stepped) - unseen, off) / steepest

    name = "two numbers give the slope in every direction"
    return Claim(name, (*parts, u, number), measure, 0.0, 0.03, "of the steepest", throughout=True)


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
