"""The gradient and its legs: the partial derivatives as arrows along the axes, and as the entries of a vector."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from manim import BackgroundRectangle, Group, Line, ValueTracker, VGroup
from numpy.typing import NDArray

from gradanim.field import Field
from gradanim.stage.layout import Box, in_a_row
from gradanim.stage.live import Live, LiveNumber, Point, now, now_number
from gradanim.stage.marks.arrows import Arrow
from gradanim.stage.marks.pointers import SEEN
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.typeset.glyphs import TypstFormula
from gradanim.stage.typeset.partials import SIZES, partial_sign, rule
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.texts import formula
from gradanim.stage.view import View
from gradanim.typeset import typst

Points = NDArray[np.float64]
NUMBERED = 0.5  # scene units: a shorter arrow has no room for a number beside it
ALONG = 61  # places along an axis line
ZERO = 1e-12  # a partial derivative that is this share of the slope is none


def leg(view: View, axis: str, at: Live, *, carried: LiveNumber = 0.0) -> Arrow:
    """A partial derivative as an arrow along its axis, in the scale of the gradient; a negative one points backwards.

    Args:
        carried: how far it has been carried from the point to the tip of the other leg, from 0 to 1.
    """
    k = "xy".index(axis)

    def between() -> tuple[Points, Points]:
        place = now(at)
        drawn = view.reach * view.field.gradient(*place)
        tail = view.at(*place)
        tail[1 - k] += now_number(carried) * drawn[1 - k]
        tip = tail.copy()
        tip[k] += drawn[k]
        return tail, tip

    return Arrow(between, getattr(view.theme, f"partial_{axis}"), width=7)


def axis_line(view: View, axis: str, at: Point) -> Line:
    """The line through a point along which only one variable moves, as far as the domain."""
    ends = np.tile(view.at(*at), (2, 1))
    k = "xy".index(axis)
    ends[:, k] = [(view.box.left, view.box.right), (view.box.bottom, view.box.top)][k]
    return Line(*ends, stroke_color=getattr(view.theme, f"partial_{axis}"), stroke_width=2.5)


class Legs:
    """The partial derivatives where a walker is as two arrows, and the lines through its first place they belong to.

    Attributes:
        x, y: the arrows; `carried`, a tracker from 0 to 1, brings the second one to the tip of the first.
        lines: along which only one variable moves, by its name.
        places: plane points along them, shape (n, 2): numbers of the map keep away from them.
    """

    def __init__(self, view: View, walker: Walker) -> None:
        self.carried = ValueTracker(0.0)
        self.x, self.y = leg(view, "x", walker), leg(view, "y", walker, carried=self.carried.get_value)
        self.lines = {axis: axis_line(view, axis, walker()) for axis in "xy"}
        ends = [view.where(line.get_start_and_end()) for line in self.lines.values()]
        self.places = np.vstack([np.linspace(first, last, ALONG) for first, last in ends])


def how_drawn(view: View, axis: str, at: Point) -> Literal["forwards", "backwards", "nothing", "too short"]:
    """Which way a leg at a point leads, or why there is none to be seen."""
    gradient = view.field.gradient(*at)
    partial = float(gradient["xy".index(axis)])
    if abs(partial) <= ZERO * np.hypot(*gradient):
        return "nothing"
    if view.reach * abs(partial) < SEEN:
        return "too short"
    return "forwards" if partial > 0 else "backwards"


def rule_with_number(view: View, axis: str, at: Live, box: Box) -> Group:
    """A partial derivative as a formula, and after it the number it is at a point: beside it, if there is room."""
    held, k = "yx"["xy".index(axis)], "xy".index(axis)
    line = rule(view, view.field, held, box)
    value = Readout(view, "", lambda: view.field.gradient(*now(at))[k], scale=view.slope_scale)
    return in_a_row(line, value, box.width)


def bundle(view: View, field: Field, width: float) -> TypstFormula:
    """grad f as a column of its partial derivatives, written out as formulas where there is room for them."""
    written = [typst(partial, like=field.reading) for partial in field.partials]
    line = formula(view, f"{{{{ nabla f : gradient }}}} = {_column(*written)}", size=SIZES[0])
    if line.width <= width:
        return line
    signs = [partial_sign("y"), partial_sign("x")]
    return formula(
        view, f'{{{{ nabla f : gradient }}}} = vec(delim: "[", gap: #0.5em, {", ".join(signs)})', size=SIZES[0]
    )


def bundled_numbers(view: View, numbers: Sequence[Readout]) -> TypstFormula:
    """The column of the numbers that the partial derivatives are now, after an equals sign."""
    return formula(view, f"= {_column(*(number.source for number in numbers))}", size=SIZES[0])


def lengths_on(view: View, x_leg: Arrow, y_leg: Arrow, arrow: Arrow, numbers: Sequence[Readout]) -> VGroup:
    """How long the legs and the arrow they make are, each number beside the middle of its arrow, out of the triangle.

    None for what is too short to have a number.
    """
    turn = float(np.sign(np.cross(np.nan_to_num(x_leg.along), np.nan_to_num(y_leg.along))[2]))
    texts = VGroup()
    for one, number, side in zip((x_leg, y_leg, arrow), numbers, (-turn, -turn, turn), strict=True):
        if turn and np.linalg.norm(one.along) > NUMBERED:
            text = formula(view, number.source.removeprefix("-"), size=30)
            plate = BackgroundRectangle(text, color=view.theme.plate, fill_opacity=0.9, buff=0.05)
            left = np.array([-one.along[1], one.along[0], 0.0]) / np.linalg.norm(one.along)
            away = 0.14 + abs(left[0]) * text.width / 2 + abs(left[1]) * text.height / 2
            texts.add(VGroup(plate, text).move_to(one.tail + one.along / 2 + side * away * left))
    return texts.set_z_index(2)


def _column(x: str, y: str) -> str:
    return f'vec(delim: "[", {{{{ {x} : partial_x }}}}, {{{{ {y} : partial_y }}}})'
