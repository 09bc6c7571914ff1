"""Why no direction climbs faster than the gradient: D_u f = |u| |grad f| cos(theta), factor by factor."""

from dataclasses import replace

import numpy as np
from manim import PI, Create, FadeIn, FadeOut, Flash, Indicate, Write, linear, there_and_back

from gradanim import Domain
from gradanim.stage import PlaneScene, claims, graphs, in_a_row, maps, marks, typeset

CLIMB = "Along the gradient each unit climbs |∇_f_|. "
PRODUCT = {
    True: CLIMB + "The shadow times that climb is the slope, _Dᵤf_.",
    False: CLIMB + "The shadow points back: the slope, _Dᵤf_, is negative.",
}


class CosineProof(PlaneScene):
    """Length times length times cosine: two factors stand still, and the third is largest along the gradient."""

    title = "Why the gradient is the steepest way"
    f = "3exp(-(x^2 + 2y^2)/6)"
    start = (-1.2, -0.9)
    domain = Domain(-3.3, 0.9, -2.3, 0.5)

    def construct(self):
        one = marks.one_long(self.view, self.at)
        near = maps.touching(self.view, self.at, one)  # the hill from close by: here u is one unit of the axes long
        near = marks.gradient_reach(near, self.at, one)
        view = replace(self.view, reach=near.reach)
        to_the_axes = near.scale == view.scale
        uphill = float(np.arctan2(*self.gradient[::-1]))
        begin = marks.turn_to_begin(self.heading - uphill, insist=bool(self.shot.direction))
        cast = marks.Casting(near, self.at, begin, one)
        theta, turn, u, gradient = cast.turn, cast.turn.get_value, cast.u, cast.gradient
        away = -cast.side  # the side on which u begins
        gradient_name, u_name, shadow_name, slope_name = cast.names
        walker, contour = marks.Walker(view, self.at), maps.ContourThrough(view, self.at)
        hill = maps.HillMap(view, avoid=view.where(np.vstack([cast.covered, contour.points[::8]])))
        plane = maps.TangentMap(near, self.at, avoid=near.where(cast.covered))

        words, board = graphs.desk(self.layout.panel, share=0.6, most=0.4)
        graph = graphs.CosineGraph(view, self.slope, board)
        curve, dot = graphs.cosine_trace(graph, turn), graphs.cosine_dot(graph, turn)
        known = typeset.definition(view, "f(x, y)", self.field.reading, words.inset(bottom=0.5 * words.height))
        rule = graphs.cosine_rule(view)
        unit_is = typeset.formula(view, "{{ |u| : direction }} = 1", size=38)
        length = typeset.Readout(view, "{{ |nabla f| : gradient }}", self.slope, scale=view.slope_scale)
        cosine = typeset.Readout(view, "cos theta", lambda: np.cos(turn()), places=3)
        slope = typeset.Readout(view, "D_u f", lambda: self.slope_towards(cast.towards(uphill)), scale=view.slope_scale)
        note = marks.scale_note(near)
        both = in_a_row(unit_is, length, words.width, gap=0.35)
        notes = typeset.arranged_readably([known, rule, both, cosine, slope, note], words, spare=[note], gap=0.2)
        gained, hill_note = maps.gain_note(view, words.below(known)), [typeset.in_turn(marks.scale_note(view), note)]

        with self.beat(
            f"Stand at {typeset.spoken_place(self.at)}, and face along _u_, one unit long. How steep is it that way?"
        ):
            self.play(hill.appear(), Write(known), run_time=2.5)
            self.play(FadeIn(hill.labels), FadeIn(walker, scale=2))
            if to_the_axes:
                self.play(u.grow(), FadeIn(u_name))

        with self.beat(
            "Carry on the slope as it is here, a plane: its contours are straight, square to the gradient.",
            claim=[
                claims.is_gradient(view, gradient),
                claims.gap_is_steepness(near, plane.contours, gradient),
                claims.perpendicular(gradient, plane.level),
            ],
        ):
            self.play(FadeOut(hill), FadeIn(plane), run_time=1.5)
            self.play(gradient.grow(), FadeIn(gradient_name, gained, *notes, *([] if to_the_axes else [u, u_name])))

        with self.beat(
            "Of _u_, the part along a contour gains nothing. Only its shadow on the gradient counts.",
            claim=[
                claims.climbs_alike(view, plane.contours, u, cast.shadow),
                claims.shadow_is_cosine(cast.shadow, u=u, gradient=gradient),
            ],
        ):
            self.play(Create(cast.drop), FadeIn(cast.arc))
            self.play(Create(cast.shadow), FadeIn(shadow_name))

        counts = claims.shadow_is_slope(view, cast.slope, onto=gradient, u=u, gradient=gradient, aside=cast.aside)
        with self.beat(PRODUCT[np.cos(begin) > -1e-9], claim=counts):
            self.play(FadeOut(gained), Write(rule), FadeIn(length, cosine))
            self.play(FadeOut(shadow_name), FadeIn(cast.slope))
            self.play(cast.grown.animate.set_value(1.0), FadeIn(slope, slope_name))
            self.play(FadeOut(cast.shadow))

        with self.beat(
            "The first factor stands still: whichever way it turns, _u_ is one long.",
            claim=claims.unit_length(cast.circle, u, throughout=True),
        ):
            self.play(Create(cast.circle), FadeIn(unit_is), rule.select(0).animate.set_color(view.theme.faint))
            self.play(theta.animate(rate_func=there_and_back).set_value(begin + away * PI / 3), run_time=1.8)

        with self.beat(
            f"So does the second: here, the gradient is {length.spoken} long.", claim=claims.extreme(view, gradient)
        ):
            self.play(Indicate(length, color=view.theme.gradient))
            self.play(rule.select(1).animate.set_color(view.theme.faint))

        with self.beat(
            "Only the cosine is left. Turn _u_, and the slope follows the cosine of the angle.",
            claim=[
                replace(counts, throughout=True),
                claims.dot_on_cosine(graph, dot[1], u, gradient, throughout=True),
                claims.unit_length(cast.circle, u, throughout=True),
                claims.curve_is_slopes(graph, curve, u, gradient),
            ],
            poster=True,
        ):
            self.play(FadeIn(graph, dot), run_time=0.7)
            self.play(theta.animate.set_value(0.0), run_time=1.2)
            self.add(curve)
            self.play(theta.animate.set_value(away * PI), run_time=2.6, rate_func=linear)
            curve.clear_updaters()
            self.play(theta.animate.set_value(away * PI / 5), run_time=2.4)

        with self.beat(
            f"Along the gradient the cosine is one: the steepest slope, {length.spoken}.", claim=claims.extreme(view, u)
        ):
            self.play(theta.animate.set_value(0.0), FadeOut(cast.arc), run_time=1.2)
            self.play(Flash(dot[1], color=view.theme.ink))

        with self.beat(
            "At 90 degrees to either side it is zero: level ground, along the contour.",
            claim=claims.level_along(view, u, plane.level),
        ):
            self.add(cast.arc)
            self.play(theta.animate.set_value(-away * PI / 2), FadeOut(slope_name), run_time=1.2)
            self.wait(0.6)
            self.play(theta.animate.set_value(away * PI / 2), run_time=1.6)

        with self.beat(
            "Against the gradient it is minus one: down, as steeply as it can go.",
            claim=claims.extreme(view, u, sign=-1),
        ):
            self.play(theta.animate.set_value(away * PI), run_time=1.5)

        with self.beat(
            "No cosine is larger than one: so the gradient points the steepest way up.",
            claim=[claims.extreme(view, gradient), claims.perpendicular(gradient, contour)],
        ):
            self.play(FadeOut(cast.arc), theta.animate.set_value(0.0), run_time=1.5)
            self.play(FadeOut(plane, cast.moving, cosine, slope, *notes), FadeIn(hill, *(hill_note if notes else [])))
            self.play(Create(contour), Create(marks.right_angle(view, gradient)))
