"""The directional derivative: the gradient dotted with a direction, and why that has to be a unit vector."""

import numpy as np
from manim import Create, FadeIn, FadeOut, Indicate, Write
from numpy.typing import ArrayLike, NDArray

from gradanim import Domain, Refusal, unit
from gradanim.stage import PlaneScene, claims, maps, marks, plots, typeset
from gradanim.stage.typeset import spoken
from scenes.directional.shared.claims import projection_is_slope, unit_length
from scenes.directional.shared.tangent_map import TangentMap, tangent_plane_view

from .claims import number_is_rate, reads_gain, same_way, stands_at_tip, step_gains, tip_says
from .panel import VectorPanel
from .step_graph import VectorSteps
from .vectors import VectorAndUnit, length_of, vector_scale


class DirectionalDerivative(PlaneScene):
    """The gradient dotted with a vector is a number. It is a slope only if that vector is one long."""

    title = "How steep is it that way?"
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
        plane = TangentMap(near, self.at, avoid=near.where(pair.covered))
        words, board = plots.split_panel(self.layout.panel, share=0.62, tall=0.57, most=0.4)
        panel = VectorPanel(view, near, self.at, vector, words)
        steps = VectorSteps(view, self.at, vector, board)
        number, twice, slope = panel.numbers

        with self.beat(
            f"Stand at {typeset.spoken_place(self.at)}, and look along _v_ = {typeset.spoken_place(vector)}. "
            "How steep is it that way?"
        ):
            self.play(hill.appear(), Write(panel.known), run_time=2.5)
            self.play(FadeIn(hill.labels), FadeIn(walker, scale=2))
            if not late:
                self.play(v.grow(), FadeIn(pair.v_name))

        with self.beat(
            "Suppose the slope stayed as it is here: a plane. Its map counts the height gained from here.",
            claim=[claims.is_gradient(view, gradient), claims.gap_is_steepness(near, plane.contours, gradient)],
        ):
            self.play(FadeOut(hill), FadeIn(plane), run_time=1.5)
            self.play(gradient.grow(), FadeIn(pair.gradient_name, *panel.notes, *late))

        with self.beat(
            f"The gradient, dotted with _v_, gives a number: {said(pair.number)}.",
            claim=number_is_rate(view, number, v, scale),
        ):
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
            f"The gradient, dotted with _u_, is the slope, the directional derivative _Dᵤf_: {said(pair.slope)}.",
            claim=[
                number_is_rate(view, slope, u, scale),
                step_gains(steps.graph, steps.unit, u, scale),
                tip_says(plane.contours, pair.u_gain, u),
            ],
        ):
            self.play(FadeOut(v, *([] if pair.crowded else [pair.v_name])))
            self.play(FadeIn(panel.result), *map(FadeOut, steps.under_unit))
            self.play(Create(steps.unit.legs), FadeIn(steps.unit.names, pair.u_gain), run_time=1.5)

        with self.beat(
            about_projection(pair.slope, steepest=self.slope),
            claim=[
                projection_is_slope(view, pair.projection, onto=u, u=u, gradient=gradient, aside=pair.aside),
                *(claims.as_long_as_stated(near, walker, gradient, note) for note in panel.projection_notes),
            ],
            poster=True,
        ):
            # from here on lengths are slopes: the heights of the map would be another scale in the same picture
            heights = FadeOut(plane.level, plane.labels, pair.u_gain, *panel.gained, *panel.scales)
            self.play(heights, plane.contours.animate.set_stroke(opacity=0.12), FadeIn(pair.line))
            self.play(Create(pair.perpendicular))
            self.play(FadeIn(pair.projection, pair.projection_name, *panel.projection_notes))

        with self.beat("The directional derivative is the gradient dotted with a vector of length one."):
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
    "up": "Walk along _v_ on this plane, and you gain that much height: {gain}.",
    "down": "Walk along _v_ on this plane, and you lose that much height: {gain}.",
    "level": "Walk along _v_ on this plane, and you gain no height.",
}


def about_gain(number: float) -> str:
    """The sentence about a vector along which this much height is gained."""
    return GAIN[_way(number)].format(gain=said(abs(number)))


TWICE = {
    "up": "Twice the vector gains twice as much, {gain}. Yet the plane is no steeper.",
    "down": "Twice the vector loses twice as much, {gain}. Yet the plane is no steeper.",
    "level": "Twice the vector gains nothing either: that way, the plane is level.",
}


def about_twice(number: float) -> str:
    """The sentence about twice that vector."""
    return TWICE[_way(number)].format(gain=said(abs(2 * number)))


def about_unit_vector(vector: ArrayLike) -> str:
    """The sentence about the vector divided by its length."""
    if np.hypot(*np.asarray(vector, float)) == 1:
        return "A slope is height per length. Here the vector is one long already: _u_ is _v_ itself."
    _, root = length_of(vector)
    return f"A slope is height per length. So divide _v_ by its length, {root}: what is left, _u_, is one long."


PROJECTION = {
    "up": "In the picture, it is the projection of the gradient on the line of _u_.",
    "down": "In the picture, it is the projection of the gradient on the line of _u_: behind us, so it is negative.",
    "level": "The gradient is orthogonal to _u_. Its projection on the line of _u_ is a point, and the slope is zero.",
    "along": "_u_ points along the gradient: its projection is as long as itself, and no slope is steeper.",
    "against": "_u_ points against the gradient: its projection is all behind us, and no slope down is steeper.",
}
ALONG = 1e-6  # a cosine that is this close to one belongs to a direction along the gradient


def about_projection(slope: float, *, steepest: float) -> str:
    """The sentence about the projection of the gradient on the line of a direction with this slope."""
    if abs(slope) > (1 - ALONG) * steepest:
        return PROJECTION["along" if slope > 0 else "against"]
    return PROJECTION[_way(slope)]


def _way(number: float) -> str:
    return "up" if number > 0 else "down" if number < 0 else "level"
