"""What the gradient is made of: two partial derivatives, stored in one vector."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from manim import (
    DOWN,
    LEFT,
    BackgroundRectangle,
    Create,
    FadeIn,
    FadeOut,
    Group,
    Indicate,
    Line,
    Mobject,
    ValueTracker,
    VGroup,
    Write,
)
from numpy.typing import NDArray

from gradanim import Domain, level_curve_through
from gradanim.fields.scalar import ScalarField
from gradanim.fields.typed import typed
from gradanim.formulas.typeset import typst
from gradanim.stage import Claim, PlaneScene, View, arranged, claims, freed, in_a_row, maps, marks, rescaling, typeset
from gradanim.stage.claims.differences import gradients_by_steps, slopes_by_steps
from gradanim.stage.frame.arrow_styles import SEEN
from gradanim.stage.frame.layout import MARGIN, Box, gap_between
from gradanim.stage.frame.live import Live, LiveNumber, Point, now, now_number
from gradanim.stage.maps import steepness_of
from gradanim.stage.marks import Arrow, Walker, heading, scale_note
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.directions import label_room
from gradanim.stage.marks.quiver import Lengths
from gradanim.stage.marks.routes import PlaneCurve, lengths_along, nearest_index, short_of_crossings
from gradanim.stage.space import SpaceView
from gradanim.stage.typeset import Readout, definition, formula, in_turn
from gradanim.stage.typeset.glyphs import TypstFormula, TypstText
from scenes.partials.shared.partial_formula import SIZES, partial_formula, partial_sign
from scenes.partials.shared.section_graph import SectionGraph, rise_over_run

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
        tint, labels = contours.tint(), contours.height_labels(avoid=[*way[::10], *components.places], apart=0.8)
        own, everywhere = maps.ContourThrough(view, walker), marks.readable_gradient_quiver(view, cell=SPACING)
        to_scale = everywhere.lengths == "true"
        arrow = marks.gradient_arrow(rescaling(view, everywhere.view, smaller.get_value), walker, width=8)
        off_the_components = 1 if np.prod(self.gradient) > 0 else -1
        name = marks.named_at(view, arrow, "{{ nabla f : gradient }}", side=off_the_components)
        later = scale_note(everywhere.view) if to_scale else marks.directions_note(view)
        panel = GradientPanel(view, walker, self.layout.panel, later=later)
        numbers = [partial.spoken for partial in panel.partials]

        with self.beat(f"Stand on a slope at {typeset.spoken_place(self.at)}. Three steps lead to the gradient."):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(tint), Create(contours, lag_ratio=0.1), Write(panel.known), run_time=2.5)
            self.play(FadeIn(labels), FadeIn(walker, scale=2))

        for ordinal, axis, number in zip(("one", "two"), "xy", numbers, strict=True):
            drawn, line, graphs = getattr(components, axis), components.lines[axis], panel.graphs[axis]
            with self.beat(
                f"Step {ordinal}: {step_sentence(view, axis, self.at, number)}",
                claim=[
                    component_is_partial(view, axis, drawn, walker),
                    *(graph_tangent_is_slope(view, axis, graph, walker) for graph in graphs),
                ],
            ):
                if axis == "y":
                    self.play(FadeOut(components.lines["x"], *panel.graphs["x"]), run_time=0.5)
                self.play(Create(line), *map(FadeIn, graphs))
                self.play(FadeIn(panel.formulas[axis], *(panel.notes if axis == "x" else [])))
                if np.isfinite(drawn.along).all():  # else too short to be seen
                    self.play(drawn.grow())
                self.add(drawn)

        with self.beat(
            "Step three: store both numbers in one vector. That is the gradient.",
            claim=[claims.is_gradient(view, arrow), components_add_up(components.x, components.y, arrow)],
            poster=True,
        ):
            self.play(FadeOut(components.lines["y"], labels, *panel.graphs["y"]), run_time=0.5)
            self.play(components.carried.animate.set_value(1.0), FadeIn(panel.vector, panel.numbers))
            self.play(arrow.grow())
            self.play(FadeIn(name), run_time=0.5)

        sizes = panel.length_labels(components, arrow, name)
        with self.beat(
            length_sentence(view, self.at, panel.partials, panel.length), claim=length_is_steepest(view, arrow)
        ):
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
            self.play(FadeOut(components.x, components.y, own, name, *panel.lengths, *panel.partials))
            leaving = [FadeOut(walker), FadeIn(marks.ring(view, view.at(*self.at)))]  # the dot would cover the arrow
            self.play(*leaving, run_time=0.5)
            going = smaller.animate.set_value(1.0) if to_scale else FadeOut(arrow)
            self.play(going, *map(FadeOut, panel.notes), *map(FadeIn, panel.later_notes))
            self.play(Create(everywhere), run_time=2)

        with self.beat("The gradient is all the partial derivatives of _f_, stored in one vector."):
            self.play(Indicate(panel.vector, color=view.theme.gradient, scale_factor=1.1))


FIELD_OF_ARROWS: dict[Lengths, str] = {
    "true": "Every point has its own: drawn smaller, the gradients of all points become a field of arrows.",
    "directions": "Every point has its own. Here their lengths differ too much to be drawn: "
    "this field of arrows shows directions only.",
}


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


LINE_SAMPLES = 61  # places along an axis line


class ComponentArrows:
    """The partial derivatives where a walker is as two arrows, and the lines through its first place they belong to.

    Attributes:
        x, y: the arrows; `carried`, a tracker from 0 to 1, brings the second one to the tip of the first.
        lines: along which only one variable moves, by its name.
        places: plane points along them, shape (n, 2): numbers of the map keep away from them.
    """

    def __init__(self, view: View, walker: Walker) -> None:
        self.carried = ValueTracker(0.0)
        self.x = component_arrow(view, "x", walker)
        self.y = component_arrow(view, "y", walker, carried=self.carried.get_value)
        self.lines = {axis: axis_line(view, axis, walker()) for axis in "xy"}
        ends = [view.where(line.get_start_and_end()) for line in self.lines.values()]
        self.places = np.vstack([np.linspace(first, last, LINE_SAMPLES) for first, last in ends])


def component_arrow(view: View, axis: str, at: Live, *, carried: LiveNumber = 0.0) -> Arrow:
    """A partial derivative as an arrow along its axis, in the scale of the gradient; a negative one points backwards.

    Args:
        carried: how far it has been carried from the point to the tip of the other component, from 0 to 1.
    """
    k = "xy".index(axis)

    def ends() -> tuple[Points, Points]:
        place = now(at)
        drawn = view.arrow_scale * view.field.gradient(*place)
        tail = view.at(*place)
        tail[1 - k] += now_number(carried) * drawn[1 - k]
        tip = tail.copy()
        tip[k] += drawn[k]
        return tail, tip

    return Arrow(view, ends, "partial_x" if k == 0 else "partial_y")


def axis_line(view: View, axis: str, at: Point) -> Line:
    """The line through a point along which only one variable moves, as far as the domain."""
    ends = np.tile(view.at(*at), (2, 1))
    k = "xy".index(axis)
    ends[:, k] = [(view.box.left, view.box.right), (view.box.bottom, view.box.top)][k]
    return Line(*ends, stroke_color=getattr(view.theme, f"partial_{axis}"), stroke_width=2.5)


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


READABLE = 22.0  # font size that a note should at least have
LOW_PANEL = 2.0  # scene units: a panel no higher has room for the vector and its parts only
SMALLEST_GRAPH = (2.6, 1.9)  # scene units: a graph in less room could not be read


class GradientPanel:
    """All that is said beside the picture about the gradient and its parts; what there is no room for is left out.

    Attributes:
        known: the function.
        formulas: each partial derivative with its number, by its variable; `partials` are the numbers.
        vector, numbers: the gradient as a column of these formulas, and of these numbers.
        length: of the gradient; `lengths` holds it, or nothing where there is no room for it.
        notes, later_notes: the scale of the arrows in both views, or nothing.
        graphs: by the variable that moves, the slice through the point, or nothing.
    """

    def __init__(self, view: View, walker: Walker, box: Box, *, later: TypstText) -> None:
        """Place them in a box; `later` says how long arrows are in the end."""
        self.view, self._roomy = view, box.height > LOW_PANEL
        short = box.inset(bottom=(0.78 if self._roomy else 0.4) * box.height)
        self.known = definition(view, view.field, short)
        self.formulas = {axis: partial_with_number(view, axis, walker, short) for axis in "xy"}
        self.partials = [one[1] for one in self.formulas.values()]
        self.vector = gradient_formula(view, view.field, box.width)
        self.numbers = gradient_numbers(view, self.partials)
        self.length, note = steepness_of(view, walker, scale=notation_at(view, walker)), scale_note(view)
        self.lengths = [self.length] if self._roomy else []
        self.notes = [note] if self._roomy else []
        place = self._arrange(in_a_row(self.vector, self.numbers, box.width), box)
        self.notes = [note for note in self.notes if note.font_size >= READABLE]
        self.later_notes = [in_turn(later, note) for note in self.notes]
        self.graphs: dict[str, list[SectionGraph]] = {"x": [], "y": []}
        if place:
            space = SpaceView.over(view.field.on(_closer(view.field.domain, walker())), view.theme)
            self.graphs = {axis: [SectionGraph(space, held, walker, place)] for axis, held in ("xy", "yx")}

    def _arrange(self, both: Group, box: Box) -> Box | None:
        """Give everything its place, and find one for a graph, which is gone when the vector comes."""
        parts = [self.known, *self.formulas.values()]
        whole = arranged([*parts, both, *self.lengths, *self.notes], box)
        column = box.inset(right=box.right - both.get_left()[0] + MARGIN)
        for note in self.notes:  # not under the vector, if there is room under the formulas
            foot = note.copy().next_to(parts[-1], DOWN, buff=MARGIN, aligned_edge=LEFT)
            if column.holds(foot):
                note.move_to(foot)
        width, height = SMALLEST_GRAPH
        near = [item for item in [*parts, *self.notes] if item.get_right()[0] > both.get_left()[0]]
        places = freed(box, both, near), box.inset(left=whole.get_right()[0] - box.left + MARGIN)
        return next((place for place in places if place.width > width and place.height > height), None)

    def length_labels(self, components: ComponentArrows, arrow: Arrow, name: Mobject) -> VGroup:
        """The lengths of the components and of their sum, beside these; none where the panel has no room either."""
        if not self._roomy:
            return VGroup()
        return arrow_lengths(self.view, components.x, components.y, arrow, [*self.partials, self.length], name=name)


def partial_with_number(view: View, axis: str, at: Live, box: Box) -> Group:
    """A partial derivative as a formula, and after it the number it is at a point: beside it, if there is room."""
    held, k = "yx"["xy".index(axis)], "xy".index(axis)
    line = partial_formula(view, view.field, held, box)
    value = Readout(view, "", lambda: view.field.gradient(*now(at))[k], scale=notation_at(view, at))
    return in_a_row(line, value, box.width)


def notation_at(view: View, at: Live) -> float:
    """The scale for the numbers of the gradient at a point, and near to it."""
    return view.notation_of(float(np.hypot(*view.field.gradient(*now(at)))))


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
    "forwards": "the slope along _{axis}_ alone is the partial derivative in _{axis}_, here {number}.",
    "backwards": "the partial derivative in _{axis}_ is {number}. Being negative, it points backwards.",
    "too short": "the partial derivative in _{axis}_ is {number}, too small to be seen beside the other.",
    "nothing": "along _{axis}_ the ground is level: the partial derivative in _{axis}_ is zero.",
}


def step_sentence(view: View, axis: str, at: Point, number: str) -> str:
    """The sentence about one component, and the number that it is."""
    return STEPS[how_drawn(view, axis, at)].format(axis=axis, number=number)


def length_sentence(view: View, at: Point, partials: Sequence[Readout], length: Readout) -> str:
    """The sentence about the length of the gradient: from two components, or from one where the other is zero.

    Where the digits shown are too few to work it out to the last of them, the numbers are about so large.
    """
    if any(how_drawn(view, axis, at) == "nothing" for axis in "xy"):
        return f"One component is zero, so the gradient is as long as the other: {length.spoken}."
    a, b = (number.spoken.removeprefix("\N{MINUS SIGN}") for number in partials)
    about = "" if _exact(partials, length) else "about "
    return f"Legs of {about}{a} and {b}: by Pythagoras the gradient is {about}{length.spoken} long."


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


def graph_tangent_is_slope(view: View, axis: str, graph: SectionGraph, walker: Walker) -> Claim:
    """The tangent drawn in the graph of a slice rises as small steps along one axis say: the difference.

    A share of the steepest slope at the point.
    """
    k = "xy".index(axis)

    def measure() -> float:
        gradient = gradients_by_steps(view.field, view.where(walker.points[0]))
        drawn = rise_over_run(graph.where(graph.tangent.points))
        return float(abs(drawn - gradient[k]) / np.hypot(*gradient))

    name = f"the tangent of the graph has the slope along {axis}"
    return Claim(name, (graph.tangent, walker), measure, 0.0, 0.01, "of the slope")


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


def _closer(d: Domain, at: Point) -> Domain:
    """The part of a domain whose graphs are drawn: a quarter of it to every side, as far as it reaches."""
    (x, y), w, h = at, d.width / 4, d.height / 4
    return Domain(max(x - w, d.x0), min(x + w, d.x1), max(y - h, d.y0), min(y + h, d.y1))


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
