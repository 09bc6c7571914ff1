"""Why no direction climbs faster than the gradient: D_u f = |u| |grad f| cos(theta), factor by factor."""

import numpy as np
from manim import (
    PI,
    TAU,
    Create,
    FadeIn,
    FadeOut,
    Flash,
    Indicate,
    ValueTracker,
    Write,
    linear,
    there_and_back,
)

from gradanim import Domain
from gradanim.stage.claims.directions import (
    curve_is_slopes,
    dot_on_cosine,
    extreme,
    level_along,
    shadow_is_slope,
    unit_length,
)
from gradanim.stage.claims.gradient import is_gradient
from gradanim.stage.graphs.cosine import CosineGraph, cosine_dot, cosine_rule, cosine_trace
from gradanim.stage.graphs.section import desk
from gradanim.stage.layout import arranged, in_a_row
from gradanim.stage.maps.contours import ContourMap, ContourThrough
from gradanim.stage.maps.frame import PlaneFrame
from gradanim.stage.marks.arrows import gradient_arrow, heading, right_angle
from gradanim.stage.marks.directions import (
    angle_mark,
    covered,
    elbow_room,
    named_at,
    plumb,
    shadow,
    unit_circle,
    vector_arrow,
)
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.scene import PlaneScene
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.words import definition, formula, spoken


class CosineProof(PlaneScene):
    """Length times length times cosine: two factors stand still, and the third is largest along the gradient."""

    title = "Why the gradient is the steepest way"
    f = "3exp(-(x^2 + 2y^2)/6)"
    start = (-1.2, -0.9)
    domain = Domain(-3.3, 0.9, -2.3, 0.5)

    def construct(self):
        radius = elbow_room(self.view, self.at)
        view = self.view.reaching(self.slope, radius)
        uphill = float(np.arctan2(*self.gradient[::-1]))
        theta = ValueTracker((self.heading - uphill + PI) % TAU - PI)
        turn = theta.get_value

        contours, walker = ContourMap(view), Walker(view, self.at)
        tint = contours.tint()
        circle = unit_circle(view, self.at, radius)
        labels = contours.height_labels(avoid=view.where(covered(circle)), apart=0.8)
        gradient = gradient_arrow(view, self.at, width=10)
        u = vector_arrow(view, self.at, lambda: heading(uphill + turn()), radius)
        arc = angle_mark(view, gradient, u)
        side = 1 if turn() < 0 else -1  # where there is room for the gradient's name
        u_name = named_at(view, u, "{{ u : direction }}")
        gradient_name = named_at(view, gradient, "{{ nabla f : gradient }}", aside=0.4 * side)
        bar, drop = shadow(view, u, gradient), plumb(view, u, gradient)
        contour = ContourThrough(view, self.at)

        words, board = desk(self.layout.panel, share=0.6, most=0.4)
        graph = CosineGraph(view, self.slope, board)
        curve, dot = cosine_trace(graph, turn), cosine_dot(graph, turn)
        known = definition(view, "f(x, y)", self.field.reading, words.inset(bottom=0.5 * words.height))
        rule = cosine_rule(view)
        one = formula(view, "{{ |u| : direction }} = 1", size=38)
        length = Readout(view, "{{ |nabla f| : gradient }}", self.slope, scale=view.slope_scale)
        angle = Readout(view, "theta", lambda: np.degrees(turn()), scale=100, unit="degree")
        slope = Readout(view, "D_u f", lambda: self.slope_towards(uphill + turn()), scale=view.slope_scale)
        steepest = spoken(self.slope, digits=4)
        arranged([known, rule, in_a_row(one, length, words.width, gap=0.35), angle, slope], words)

        with self.beat("Stand on a hillside. How steep it is depends on _u_, the way you face."):
            self.add(PlaneFrame(view))
            self.play(FadeIn(tint), Create(contours, lag_ratio=0.1), Write(known), run_time=2.5)
            self.play(FadeIn(labels), FadeIn(walker, scale=2))
            self.play(u.grow(), FadeIn(u_name))

        with self.beat(
            "The slope is a product: the lengths of _u_ and of the gradient, and the cosine between them.",
            claim=is_gradient(view, gradient),
        ):
            self.play(gradient.grow(), FadeIn(gradient_name))
            self.play(FadeIn(arc), Write(rule))

        with self.beat(
            "The first factor stands still: whichever way it turns, _u_ is one long.",
            claim=unit_length(circle, u, throughout=True),
        ):
            self.play(Create(circle), FadeIn(one))
            self.play(rule.select(0).animate.set_color(view.theme.faint))
            self.play(theta.animate(rate_func=there_and_back).set_value(turn() + PI / 2), run_time=2)

        with self.beat(
            f"So does the second: here, the gradient is {steepest} long. The circle is drawn as large.",
            claim=extreme(view, gradient),
        ):
            self.play(FadeIn(length), Indicate(gradient, color=view.theme.gradient))
            self.play(rule.select(1).animate.set_color(view.theme.faint))

        with self.beat(
            "Only the cosine is left: the shadow of _u_ on the gradient is the slope.",
            claim=shadow_is_slope(view, bar, onto=gradient, u=u, gradient=gradient),
        ):
            self.play(Create(drop), FadeIn(angle))
            self.play(FadeIn(bar, slope))

        with self.beat(
            "Turn _u_: as its shadow grows and shrinks, the slope draws a cosine.",
            claim=[
                shadow_is_slope(view, bar, onto=gradient, u=u, gradient=gradient, throughout=True),
                dot_on_cosine(graph, dot[1], u, gradient, throughout=True),
                unit_length(circle, u, throughout=True),
                curve_is_slopes(graph, curve, u, gradient),
            ],
            poster=True,
        ):
            self.play(FadeIn(graph, dot), run_time=0.7)
            self.play(theta.animate.set_value(-PI), run_time=1.5)
            self.add(curve)
            self.play(theta.animate.set_value(PI), run_time=6, rate_func=linear)
            curve.clear_updaters()
            self.play(theta.animate.set_value(-side * PI / 5), run_time=1.5)

        with self.beat(
            f"Along the gradient the cosine is one: the steepest slope, {steepest}.",
            claim=extreme(view, u),
        ):
            self.play(theta.animate.set_value(0.0), FadeOut(arc), run_time=1.5)
            self.play(Flash(dot[1], color=view.theme.ink))

        with self.beat(
            "At 90 degrees to either side it is zero: level ground, along the contour.",
            claim=level_along(view, u, contour),
        ):
            self.add(arc)
            self.play(theta.animate.set_value(side * PI / 2), run_time=1.2)
            self.play(Create(contour), FadeOut(labels))
            self.play(theta.animate.set_value(-side * PI / 2), run_time=1.6)

        with self.beat(
            "Against the gradient it is minus one: down, as steeply as it can go.", claim=extreme(view, u, sign=-1)
        ):
            self.play(theta.animate.set_value(-side * PI), run_time=1.5)

        with self.beat(
            "No cosine is larger than one: so the gradient points the steepest way up.", claim=extreme(view, gradient)
        ):
            self.play(FadeOut(arc), theta.animate.set_value(0.0), run_time=1.8)
            self.play(FadeOut(u, u_name, bar, drop, circle), Create(right_angle(view, gradient)))
