"""What stands beside the picture of DirectionalDerivative: graphs, formulas and numbers."""

from math import isqrt

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, DashedLine, Line, Mobject, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim import ScalarField, derivative_along, unit
from gradanim.fields.typed import typed
from gradanim.formulas.numerals import plain_number, short
from gradanim.formulas.typeset import typst
from gradanim.stage import View, arranged, freed, in_a_row
from gradanim.stage.layout import Box
from gradanim.stage.live import Point
from gradanim.stage.marks import scale_note
from gradanim.stage.typeset import Readout, arranged_readably, definition, formula, in_turn, spoken, words
from gradanim.stage.typeset.glyphs import TypstFormula

ROOM = 1.8  # scene units that the longest vector may always have, even close to the border of the picture
SEEN = 0.3  # scene units that a vector should at least be long
LARGEST = 1.6  # scene units that stand for one at most
NUMBER_SIZE, NAME_SIZE = 27.0, 25.0
APART = 0.1  # scene units between two names: nearer, 1 and |v| would read as a product
NEGLIGIBLE = 1e-12  # of the largest it could be
Points = NDArray[np.float64]
GAP = 0.22  # scene units between lines


def vector_scale(view: View, at: Point, vector: ArrayLike) -> float:
    """Scene units for each unit of a direction: the map's own, if twice the vector fits and a unit vector is seen."""
    size = float(np.hypot(*np.asarray(vector, float)))
    longest, shortest = max(2 * size, 1.0), min(size, 1.0)
    room = max(float(view.clearance(np.array([at], float), unit(vector)[None])[0]) - 0.3, ROOM)
    true = float(np.mean(view.scale))
    if longest * true <= room and shortest * true >= SEEN:
        return true
    return true * plain_number(min(room / longest, LARGEST) / true)


def length_of(vector: ArrayLike) -> tuple[str, str]:
    """The length of a vector as Typst mathematics and for a caption: a root, where the components are whole."""
    components = np.asarray(vector, float)
    square = float(components @ components)
    if (components == np.round(components)).all() and square < 1e6:
        root = isqrt(int(square))
        return (str(root), str(root)) if root**2 == square else (f"sqrt({square:.0f})", f"√{square:.0f}")
    return short(np.sqrt(square), 4), spoken(np.sqrt(square), digits=4)


def rate(field: ScalarField, at: Point, vector: ArrayLike) -> float:
    """grad f . v at a point, and 0 where rounding alone keeps it from that."""
    value = derivative_along(field, at, vector)
    largest = np.hypot(*field.gradient(*at)) * np.hypot(*np.asarray(vector, float))
    return 0.0 if abs(value) <= NEGLIGIBLE * largest else value


class StepGraph(VGroup):
    """The tangent in one direction: height gained over the distance walked, both from 0.

    Attributes:
        slope: of the tangent.
        left: where there is room for names from.
        reach: the distance that the graph shows, in units of the plane.
        line: the tangent.
    """

    def __init__(self, view: View, at: Point, direction: ArrayLike, reach: float, box: Box) -> None:
        self.view, self.reach, self.left = view, reach, box.left
        self.slope = rate(view.field, at, unit(direction))
        self.most = max(abs(self.slope), 0.5 * float(np.hypot(*view.field.gradient(*at))))
        self.plot = box.inset(left=0.95, right=0.95, bottom=0.5, top=0.55)
        self.base = self.plot.top if self.slope < 0 else self.plot.bottom
        faint = view.theme.faint
        start, end, top = self.places([0.0, reach, 0.0], [0.0, 0.0, np.sign(self.slope) * self.highest])
        if self.slope == 0:
            top = start + self.plot.height * UP
        self.line = Line(*self.places([0, reach], [0, self.slope * reach]), stroke_color=faint, stroke_width=3)
        axes = VMobject(stroke_color=faint, stroke_width=2).set_points_as_corners(np.array([top, start, end]))
        across = words(view.theme, "length", size=NAME_SIZE).next_to(end, RIGHT, buff=0.12)
        up = words(view.theme, "height", size=NAME_SIZE).next_to(top, DOWN if self.slope < 0 else UP, buff=0.12)
        super().__init__(axes, self.line, across, up)

    @property
    def highest(self) -> float:
        """The height that the graph has room for: what it gains, or half of what the steepest direction would gain."""
        return self.most * self.reach

    def places(self, distances: ArrayLike, heights: ArrayLike) -> Points:
        """The frame's points, shape (n, 3), for distances and the heights gained."""
        distances, heights = np.asarray(distances, float), np.asarray(heights, float)
        across = self.plot.left + self.plot.width * distances / self.reach
        return np.stack([across, self.base + self.plot.height * (heights / self.highest), 0 * across], axis=-1)

    def where(self, points: ArrayLike) -> Points:
        """Distances and heights, shape (n, 2), that drawn points stand for: `places` undone."""
        points = np.asarray(points, float)
        shares = (points[..., :2] - [self.plot.left, self.base]) / [self.plot.width, self.plot.height]
        return shares * [self.reach, self.highest]


class Step(VGroup):
    """One step on the tangent: the distance, then the height, as two legs of a triangle; both are named on the axes.

    Attributes:
        legs: the drawn broken line from the start, along the distance, to the height that is gained.
        names: of both, and the line over to the name of the height.
    """

    def __init__(self, graph: StepGraph, distance: float, *, along: str, gained: str) -> None:
        theme = graph.view.theme
        start, corner, tip, level = graph.places(
            [0.0, distance, distance, 0.0], [0.0, 0.0, graph.slope * distance, graph.slope * distance]
        )
        self.legs = VMobject(stroke_color=theme.direction, stroke_width=5)
        self.legs.set_points_as_corners(np.array([start, corner, tip]))
        self.across = formula(graph.view, along, size=NUMBER_SIZE)
        self.across.next_to(corner, UP if graph.slope < 0 else DOWN, buff=0.14)
        self.up = formula(graph.view, gained, size=NUMBER_SIZE).next_to(level, LEFT, buff=0.12)
        over = DashedLine(level, tip, stroke_color=theme.faint, stroke_width=2, dash_length=0.06)
        self.names = VGroup(self.across, self.up, over)
        if self.up.width > graph.plot.left - graph.left:  # a power of ten has no room
            self.names.remove(self.up)
        super().__init__(self.legs, self.names)

    def lie_on(self, other: "Step") -> list[Mobject]:
        """Those of this step's names that lie on names of another step."""
        return [
            mine
            for mine, taken in ((self.across, other.across), (self.up, other.up))
            if mine in self.names
            and taken in other.names
            and np.max(np.abs(mine.get_center() - taken.get_center())[:2] - _half(mine, taken)) < APART
        ]


class VectorSteps:
    """The steps along a vector v, along twice v, and along its unit vector, on one graph.

    Attributes:
        graph: the tangent that they lie on.
        v, twice, unit: the steps; names that would lie on those of v are left out of `twice`.
    """

    def __init__(self, view: View, at: Point, vector: ArrayLike, box: Box) -> None:
        v = np.asarray(vector, float)
        size, number = float(np.hypot(*v)), rate(view.field, at, v)
        self.graph = StepGraph(view, at, v, max(2 * size, 1.0), box)
        self.v = Step(self.graph, size, along="|v|", gained=short(number, 4))
        self.twice = Step(self.graph, 2 * size, along="2 |v|", gained=short(2 * number, 4))
        self.unit = Step(self.graph, 1.0, along="1", gained=short(rate(view.field, at, unit(v)), 4))
        self.twice.names.remove(*self.twice.lie_on(self.v))

    @property
    def under_unit(self) -> list[Mobject]:
        """The names on which those of the unit vector come to lie."""
        return self.v.lie_on(self.unit) + self.twice.lie_on(self.unit)

    def receding(self) -> list[Animation]:
        """The animations in which the steps along v and twice v lose their colour."""
        return [step.legs.animate.set_stroke(self.graph.view.theme.faint) for step in (self.v, self.twice)]


def _half(one: Mobject, other: Mobject) -> Points:
    """How far apart, in width and height, the middles of two texts are that touch."""
    return np.array([one.width + other.width, one.height + other.height]) / 2


def notes_on(view: View) -> VGroup:
    """What is to be known of this map: the scale of the gradient, that of other vectors, and what the numbers mean."""
    of_gradient = scale_note(view, of="∇_f_: length")
    rest = ("_v_, _u_: in units of the axes", "contours: height gained from here")
    notes = VGroup(of_gradient, *(words(view.theme, text, size=31) for text in rest))
    return notes.arrange(DOWN, buff=0.14, aligned_edge=LEFT)


def written_out(view: View, gradient: ArrayLike, vector: ArrayLike, width: float) -> VGroup:
    """grad f . v as the sum of the products of the components, on two lines if one is too long."""
    (a, b), (u, v) = ([short(n, 4) for n in np.asarray(numbers, float)] for numbers in (gradient, vector))
    products = f"{a} dot {_bracketed(u)} + {_bracketed(b)} dot {_bracketed(v)}"
    product = "{{ nabla f : gradient }} dot {{ v : direction }}"
    lines = VGroup(formula(view, f"{product} = {products}"))
    if lines.width > width:
        lines = VGroup(formula(view, product), formula(view, f"= {products}")).arrange(
            DOWN, buff=0.15, aligned_edge=LEFT
        )
    return lines


def gradient_at(view: View, gradient: ArrayLike, width: float) -> TypstFormula:
    """The gradient at the point as a formula: both partial derivatives and their values, or the values only."""
    field = typed(view.field)
    a, b = (short(n, 4) for n in np.asarray(gradient, float))
    signs = ", ".join(typst(partial, like=field.reading) for partial in field.partials)
    name = "{{ nabla f : gradient }}"
    for source, size in ((f"{name} = ({signs}) =", 40), (f"{name} = ({signs}) =", 34), (f"{name} =", 40)):
        line = formula(view, f"{source} ({a}, {b})", size=size)
        if line.width <= width:
            break
    return line


def rate_readout(view: View, value: float) -> Readout:
    """A number with as many digits as the sentences about it have."""
    power = Readout(view, "", value, scale=abs(value)).exponent
    digits = short(value / 10.0**power, 4).partition(" ")[0].partition(".")[2]
    return Readout(view, "", value, scale=abs(value), size=40, places=len(digits))


def _bracketed(number: str) -> str:
    return f"({number})" if number.startswith("-") else number


class VectorPanel:
    """All that is said beside the picture about a vector v at a point; what is small at last is left out.

    Attributes:
        known: the function.
        components: the gradient with its partial derivatives; nothing where there is no room.
        product, twice: the gradient dotted with v, and with 2 v.
        shorter, result: the unit vector u, and the gradient dotted with it, where the products stand before.
        numbers: the readouts at the ends of `product`, `twice` and `result`.
        notes: the scales of the picture, and what its numbers mean; nothing where there is no room.
        scales, gained: of these, the scale of the gradient, and what its numbers mean.
        shadow_notes: the scale of the gradient and of its shadow, where that of the gradient stands before.
    """

    def __init__(self, view: View, near: View, at: Point, v: ArrayLike, box: Box) -> None:
        """Place them in a box; `near` is the view of the plane on which vectors are drawn."""
        size, (root, _) = float(np.hypot(*np.asarray(v, float))), length_of(v)
        gradient, whole, width = view.field.gradient(*at), rate(view.field, at, v), box.width
        values = whole, 2 * whole, rate(view.field, at, unit(v))
        self.known = definition(view, view.field, box.inset(bottom=0.66 * box.height))
        self.numbers = [rate_readout(view, value) for value in values]
        self.product = in_a_row(written_out(view, gradient, v, width), self.numbers[0], width)
        doubled = formula(view, "{{ nabla f : gradient }} dot 2 {{ v : direction }}")
        self.twice = in_a_row(doubled, self.numbers[1], width)
        components, notes = gradient_at(view, gradient, width), notes_on(near)
        lines = [self.known, components, self.product, self.twice, notes]
        spare = arranged_readably(lines, box, spare=[components, notes], gap=GAP)
        self.components, self.notes = spare[:1], spare[1:]
        self.gained, self.scales = [note[-1] for note in self.notes], [note[0] for note in self.notes]
        self.shadow_notes = [in_turn(scale_note(near, of="∇_f_, its shadow: length"), gone) for gone in self.scales]
        self.shorter = formula(
            view, f"{{{{ u = v \\/ {root} : direction }}}}" if size != 1 else "{{ u = v : direction }}"
        )
        quotient = f" = {short(whole, 4)} \\/ {root}" if size != 1 else ""
        divided = formula(view, f"D_u f = {{{{ nabla f : gradient }}}} dot {{{{ u : direction }}}}{quotient}")
        self.result = in_a_row(divided, self.numbers[2], width)
        arranged([self.shorter, self.result], freed(box, self.product, [self.known, *spare]), gap=GAP)
