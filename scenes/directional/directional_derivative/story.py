"""The directional derivative: the gradient dotted with a direction, and why that has to be a unit vector."""

import numpy as np
from manim import Create, FadeIn, FadeOut, Indicate, TransformFromCopy, Write
from numpy.typing import ArrayLike, NDArray

from gradanim import Domain, Refusal, unit
from gradanim.stage import PlaneScene, claims, maps, marks, typeset
from gradanim.stage.claims.maps import bar_is_to_scale
from gradanim.stage.marks.scale_bar import ScaleBar
from gradanim.stage.typeset import spoken
from scenes.directional.shared.claims import (
    as_long_as,
    plane_touches,
    projection_is_slope,
    right_angle_ends_it,
    unit_length,
)
from scenes.directional.shared.tangent_map import TangentMap, tangent_plane_view

from .claims import number_is_rate, reads_gain, same_way, stands_at_tip, step_gains, tip_says
from .panel import VectorPanel, rooms
from .step_graph import UnitStep, VectorSteps
from .vectors import AlongAxes, VectorAndUnit, axes_have_room, length_of, vector_scale


class DirectionalDerivative(PlaneScene):
    """The gradient dotted with a vector is a number. It is a slope only if that vector is one long."""

    title = "How steep is it that way?"
    composition = "half"
    needs_formula = True
    f = "x^2 + y^3"
    start = (5.0, 4.0)
    direction = (2.0, 3.0)
    domain = Domain(0.7, 12.1, 2.8, 10.4)
    room = 0.1

    def construct(self):
        vector = comparable(self.shot.direction or self.direction)
        view = self.view.fit_arrow_at(self.at, longest=2.4, shortest=1.2)
        scale = vector_scale(view, self.at, vector)
        near = tangent_plane_view(view, self.at, scale)  # the hill from close by, where v is as long as the axes say

        walker, pair = marks.Walker(view, self.at), VectorAndUnit(view, near, self.at, vector, scale)
        v, u, gradient = pair.v, pair.u, pair.gradient
        late = [] if near.scale == view.scale else [v, pair.v_name]  # in another scale, it waits for its plane
        hill = maps.HillMap(view, avoid=view.where(pair.covered))
        axes = AlongAxes(near, self.at, self.gradient, pair, scale)
        slopes = ScaleBar(view, avoid=[*axes.gains, *pair.texts])
        written = [label.plate.points for label in (slopes, *axes.gains)]
        plane = TangentMap(near, self.at, avoid=near.where(np.vstack([pair.covered, *written])))
        _, board = rooms(self.layout.panel)
        panel = VectorPanel(view, self.at, vector, self.layout.panel)
        steps, unit_step = VectorSteps(view, self.at, vector, board), UnitStep(view, self.at, vector, board)
        number, twice, slope = panel.numbers

        with self.beat(f"How steep is it along _v_ = {typeset.spoken_place(vector)}?", hold=1.6):
            self.play(hill.appear(), Write(panel.known), run_time=2.5)
            self.play(FadeIn(hill.labels), FadeIn(walker, scale=2))
            if not late:
                self.play(v.grow(), FadeIn(pair.v_name))

        with self.beat(
            "Here _f_ is differentiable: take its tangent plane for it.",
            claim=plane_touches(view, plane.contours, walker),
        ):
            self.play(FadeOut(hill), FadeIn(plane, *late), run_time=2)

        with self.beat(
            "The plane's contours count the height gained from here.",
            claim=[
                claims.is_gradient(view, gradient),
                claims.gap_is_steepness(near, plane.contours, gradient),
                bar_is_to_scale(view, slopes, gradient),
            ],
        ):
            self.play(gradient.grow(), FadeIn(pair.gradient_name, slopes))

        if axes_have_room(near, self.at, scale):
            with self.beat(
                f"On the plane, a unit along _x_ gains {said(self.gradient[0])}, along _y_ {said(self.gradient[1])}.",
                claim=[
                    *(reads_gain(view, plane.contours, arrow) for arrow in axes.arrows),
                    *(
                        tip_says(plane.contours, gain, arrow)
                        for gain, arrow in zip(axes.gains, axes.arrows, strict=True)
                    ),
                ],
            ):
                self.play(*(arrow.grow() for arrow in axes.arrows))
                self.play(FadeIn(*axes.gains), FadeOut(panel.known), *map(Write, panel.components))
            shown = FadeOut(*axes.arrows, *axes.gains)
        else:
            shown = FadeOut(panel.known)

        with self.beat(
            f"The dot product ∇_f_ · _v_ is a number: {said(pair.number)}.",
            claim=number_is_rate(view, number, v, scale),
        ):
            self.play(shown)
            self.play(*map(Write, [*panel.components, panel.product[0]]), run_time=2)
            self.play(FadeIn(number))

        with self.beat(
            about_gain(pair.number),
            claim=[
                step_gains(steps.graph, steps.v, v, scale),
                reads_gain(view, plane.contours, v),
                tip_says(plane.contours, pair.v_gain, v),
                stands_at_tip(walker, v),
            ],
        ):
            self.play(FadeIn(steps.graph))
            way = view.where([v.tail, v.tip])
            self.play(walker.follow(way, run_time=1.5), Create(steps.v.legs, run_time=1.5))
            self.play(FadeIn(pair.v_gain, steps.v.names))

        with self.beat(
            about_twice(pair.number),
            claim=[
                number_is_rate(view, twice, v, scale),
                step_gains(steps.graph, steps.twice, v, scale),
                reads_gain(view, plane.contours, v),
                tip_says(plane.contours, pair.twice_gain, v),
                stands_at_tip(walker, v),
            ],
        ):
            self.play(walker.follow(way + way[1] - way[0]), *pair.doubling(), FadeIn(panel.twice), run_time=1.5)
            self.play(Create(steps.twice.legs), FadeIn(steps.twice.names, pair.twice_gain), run_time=1.5)

        with self.beat(about_unit_vector(vector), claim=[unit_length(pair.circle, u), same_way(v, u)]):
            self.play(walker.follow((2 * way - way[0])[::-1]), *pair.halving(), FadeOut(panel.product, panel.twice))
            self.play(Create(pair.circle), FadeIn(panel.unit_vector), *steps.receding())
            self.play(*map(FadeOut, pair.crowded), u.grow(), FadeIn(pair.u_name))

        with self.beat(
            f"Now ∇_f_ · _u_ is the slope, the directional derivative _Dᵤf_: {said(pair.slope)}.",
            claim=[
                number_is_rate(view, slope, u, scale),
                step_gains(steps.graph, steps.unit, u, scale),
                tip_says(plane.contours, pair.u_gain, u),
            ],
        ):
            self.play(FadeOut(v, *([] if pair.crowded else [pair.v_name])))
            self.play(FadeIn(panel.result), *map(FadeOut, steps.under_unit))
            self.play(Create(steps.unit.legs), FadeIn(steps.unit.names, pair.u_gain), run_time=1.5)

        one_scale = [as_long_as(unit_step.bar, pair.projection)] if unit_step.fits and pair.slope else []
        with self.beat(
            about_projection(pair.slope, steepest=self.slope),
            claim=[
                projection_is_slope(view, pair.projection, u=u, gradient=gradient),
                right_angle_ends_it(pair.perpendicular, pair.projection, u=u, gradient=gradient),
                bar_is_to_scale(view, slopes, gradient),
                *one_scale,
            ],
            poster=True,
        ):
            # from here on lengths are slopes: the heights of the map would be another scale in the same picture
            drawn = steps.graph, steps.v.legs, steps.twice.legs, steps.unit, steps.v.names, steps.twice.names
            self.play(FadeOut(plane.level, plane.labels, pair.u_gain, *drawn), FadeIn(pair.line))
            self.play(Create(pair.perpendicular))
            self.play(FadeIn(pair.projection, pair.projection_name))
            if one_scale:
                self.play(FadeIn(unit_step.graph, unit_step.step))
                self.play(TransformFromCopy(pair.projection, unit_step.bar), run_time=1.5)

        with self.beat("Only a vector of length one turns the dot product into a slope."):
            self.play(Indicate(panel.result, color=view.theme.direction, scale_factor=1.1))


LONGEST = 10  # times as long as a unit vector, or as many times shorter, a vector may be for both to be seen


def comparable(vector: ArrayLike) -> NDArray[np.float64]:
    """The vector, shape (2,), if it and a unit vector can be seen side by side.

    Raises:
        Refusal: one of them would be too short beside the other.
    """
    v = np.asarray(vector, float)
    size = float(np.hypot(*v))
    if not 1 / LONGEST <= size <= LONGEST:
        x, y = unit(v) * (2 if size > 1 else 0.5)
        raise Refusal(
            f"the direction ({v[0]:g}, {v[1]:g}) is {size:.3g} long: beside it, a vector of length one "
            f"could not be seen. Give one nearer to that, such as --direction {x:.3g},{y:.3g}"
        )
    return v


def said(number: float) -> str:
    """A number in a sentence, as exact as beside the picture."""
    return spoken(number, digits=4)


GAIN = {
    "up": "On the plane, _v_ gains that much height: {gain}.",
    "down": "On the plane, _v_ loses that much height: {gain}.",
    "level": "On the plane, _v_ gains no height.",
}


def about_gain(number: float) -> str:
    """The sentence about a vector along which this much height is gained."""
    return GAIN[_way(number)].format(gain=said(abs(number)))


TWICE = {
    "up": "There, twice _v_ gains twice as much, {gain}, no steeper.",
    "down": "There, twice _v_ loses twice as much, {gain}, no steeper.",
    "level": "Twice _v_ gains nothing either: that way, the plane is level.",
}


def about_twice(number: float) -> str:
    """The sentence about twice that vector."""
    return TWICE[_way(number)].format(gain=said(abs(2 * number)))


def about_unit_vector(vector: ArrayLike) -> str:
    """The sentence about the vector divided by its length."""
    if np.hypot(*np.asarray(vector, float)) == 1:
        return "A slope is height per length: _v_ is one long, so _u_ is _v_ itself."
    _, root = length_of(vector)
    return f"A slope is height per length: divide _v_ by its length, {root}."


PROJECTION = {
    "up": "That slope is the projection of ∇_f_ on _u_.",
    "down": "It is the projection of ∇_f_ on _u_: behind us, so negative.",
    "level": "The gradient is orthogonal to _u_: its projection is a point, the slope zero.",
    "along": "Here _u_ points along the gradient: no slope is steeper.",
    "against": "Here _u_ points against the gradient: no slope down is steeper.",
}
ALONG = 1e-6  # a cosine that is this close to one belongs to a direction along the gradient


def about_projection(slope: float, *, steepest: float) -> str:
    """The sentence about the projection of the gradient on the line of a direction with this slope."""
    if abs(slope) > (1 - ALONG) * steepest:
        return PROJECTION["along" if slope > 0 else "against"]
    return PROJECTION[_way(slope)]


def _way(number: float) -> str:
    return "up" if number > 0 else "down" if number < 0 else "level"
