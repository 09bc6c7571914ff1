"""What GradientBundle claims of its arrows, slices, shares and numbers."""

from collections.abc import Mapping

import numpy as np
from manim import VGroup

from gradanim.stage import Claim, View, claims
from gradanim.stage.claims.differences import by_hand, gradients_by_steps, slopes_by_steps
from gradanim.stage.claims.reading import corners_of, number_in, number_on
from gradanim.stage.frame.arrow_styles import SEEN
from gradanim.stage.marks import Arrow, Walker, heading
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.marks.scale_bar import ScaleBar
from gradanim.stage.typeset import Label, Readout
from gradanim.stage.typeset.glyphs import TypstFormula

from .components import frame_of
from .shares import Shares, drawn_vector
from .slices import StandingSlice


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
        up, line = frame_of(standing.axis)[1], standing.line.get_start()
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
        along, up = frame_of(standing.axis)
        gradient = gradients_by_steps(view.field, view.where(walker.points[0]))
        drawn = standing.tangent.get_end() - standing.tangent.get_start()
        off = drawn @ up / (drawn @ along) / (bar.unit / view.scale[0]) - gradient[k]
        return float(abs(off) / np.hypot(*gradient))

    name = f"the tangent of the slice rises as small steps along {standing.axis} do, in one scale with the other slice"
    return Claim(name, (standing.tangent, walker, bar), measure, 0.0, 0.01, "of the steepest slope")


def number_is_partial(view: View, axis: str, number: VGroup, walker: Walker) -> list[Claim]:
    """The number beside a component is what steps along its axis say; no claim where there is none."""
    if not len(number):
        return []
    k = "xy".index(axis)
    value = lambda: float(gradients_by_steps(view.field, view.where(walker.points[0]))[k])  # noqa: E731
    return [claims.reads(number[1], value, drawn=(walker,), name=f"the number beside the component along {axis}")]


def entries_are_partials(view: View, entries: TypstFormula, walker: Walker) -> Claim:
    """The numbers printed in the vector are what steps along both axes say: the one further off, in its last digit."""

    def measure() -> float:
        printed = [number_in(entry.partition('", ')[2]) for entry in entries.typst_code.split('"partial_')[1:]]
        partials = gradients_by_steps(view.field, view.where(walker.points[0])).tolist()
        return max(abs(said - due) / digit for (said, digit), due in zip(printed, partials, strict=True))

    return Claim("the printed vector is the gradient", (entries, walker), measure, 0.0, 0.51, "last digits")


def numbers_are_lengths(view: View, labels: Mapping[Arrow, Label]) -> list[Claim]:
    """The numbers beside the components and their sum are how long these are drawn, in units of slope."""

    def says(arrow: Arrow, label: Label) -> Claim:
        name = "the number is the length of its arrow"
        return claims.reads(
            label.text, lambda: float(np.linalg.norm(arrow.along)) / view.arrow_scale, drawn=(arrow,), name=name
        )

    return [says(*pair) for pair in labels.items()]


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
        drawn = float(drawn_vector(shares.slope)[:2] @ way) / view.arrow_scale
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
        corner = arrow.tail + drawn_vector(first)
        pairs = [(first.tail, arrow.tail), (second.tail, corner), (corner + drawn_vector(second), arrow.tip)]
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
