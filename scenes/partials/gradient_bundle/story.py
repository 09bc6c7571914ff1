"""What the gradient is made of: two partial derivatives, stored in one vector."""

import numpy as np
from manim import TAU, Create, FadeIn, FadeOut, Indicate, SurroundingRectangle, ValueTracker, VGroup, Write, linear

from gradanim import Domain, level_curve_through
from gradanim.stage import PlaneScene, View, claims, maps, marks, rescaling
from gradanim.stage.claims.maps import bar_is_to_scale
from gradanim.stage.frame.live import Point
from gradanim.stage.marks.routes import PlaneCurve, lengths_along, nearest_index, short_of_crossings
from gradanim.stage.marks.scale_bar import ScaleBar
from gradanim.stage.typeset import Label, Readout

from .claims import (
    component_is_partial,
    components_add_up,
    entries_are_partials,
    gives_every_slope,
    length_is_steepest,
    number_is_partial,
    numbers_are_lengths,
    shares_are_parts_of_it,
    stands_on_its_line,
    tangent_is_partial,
)
from .components import ComponentArrows, rise_per_slope
from .labels import BESIDE, number_beside
from .panel import GradientPanel
from .sentences import FIELD_OF_ARROWS, contour_sentence, length_sentence, step_sentence
from .shares import Shares
from .slices import StandingSlice

SPACING = 0.9  # scene units from arrow to arrow at the end: a few long ones are better seen than many short ones


class GradientBundle(PlaneScene):
    """Take the partial derivative in x, take the one in y, store both in one vector: that is the gradient."""

    title = "The gradient, in three steps"
    composition = "beside"
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
        name = Label(view, "{{ nabla f : gradient }}", at=marks.at_tip(arrow))
        turn = ValueTracker(first_way(*self.field.gradient(*self.at)))
        shares = Shares(view, self.at, components, turn.get_value)
        slope = Readout(
            view,
            "{{ D_u f : direction }} = {{ nabla f : gradient }} dot {{ u : direction }}",
            lambda: self.slope_towards(turn.get_value()),
            scale=self.slope,
        )
        panel = GradientPanel(view, walker, self.layout.panel, slope=slope)
        beside: dict[str, VGroup] = {}
        for axis in "xy":
            side, others = outside(view, axis, self.at), list(beside.values())
            beside[axis] = number_beside(
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
                entries_are_partials(view, panel.entries, walker),
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
            self.play(FadeIn(name, *panel.without_room(sizes), *sizes.values()), run_time=0.6)
        self.play(FadeOut(VGroup(*sizes.values())), run_time=0.3)

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


def first_way(fx: float, fy: float) -> float:
    """A direction, radians, in which the slope has a share of both components: between them, and not the gradient."""
    angle = float(np.arctan2(fy, fx))
    quarter = np.pi / 2 * np.floor(angle / (np.pi / 2))
    inside = quarter + np.array([0.32, np.pi / 2 - 0.32])  # two ways between the components, as these point
    return float(inside[np.argmax(np.abs(inside - angle))])


def outside(view: View, axis: str, at: Point) -> float:
    """The side of a lying component on which its slice is not: below that of x, left of that of y; 1 is its left."""
    return float(np.sign(view.field.gradient(*at)["xy".index(axis)])) * (-1.0 if axis == "x" else 1.0)


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
