"""Why no direction climbs faster than the gradient: D_u f = |u| |grad f| cos(theta), factor by factor."""

from dataclasses import replace

import numpy as np
from manim import PI, Create, FadeIn, FadeOut, Flash, Indicate, Write, linear, there_and_back

from gradanim import Domain
from gradanim.stage import PlaneScene, claims, graphs, maps, marks, typeset
from scenes.directional.shared.claims import shadow_is_slope, unit_length
from scenes.directional.shared.directions import gradient_arrow_scale
from scenes.directional.shared.tangent_map import TangentMap, touching

from .claims import climbs_alike, curve_is_slopes, dot_on_cosine, extreme, level_along, shadow_is_cosine
from .marks import Casting, unit_scale
from .panels import CosineGraph, FactorsPanel, cosine_dot, cosine_trace
from .sentences import RIGHT_ANGLE, multiplied


class CosineProof(PlaneScene):
    """Length times length times cosine: two factors stand still, and the third is largest along the gradient."""

    title = "Why the gradient is the steepest way"
    f = "3exp(-(x^2 + 2y^2)/6)"
    start = (-1.2, -0.9)
    domain = Domain(-3.3, 0.9, -2.3, 0.5)

    def construct(self):
        one = unit_scale(self.view, self.at)
        near = gradient_arrow_scale(touching(self.view, self.at, one), self.at, one)  # the hill from close by
        view = replace(self.view, arrow_scale=near.arrow_scale)

        cast = Casting(near, self.at, self.heading, one, insist=bool(self.shot.direction))
        u, gradient, turn = cast.u, cast.gradient, cast.turn.get_value
        late = [] if near.scale == view.scale else [u, cast.u_name]  # in another scale, it waits for its plane
        walker, contour = marks.Walker(view, self.at), maps.ContourThrough(view, self.at)
        hill = maps.HillMap(view, avoid=view.where(np.vstack([cast.covered, contour.points[::8]])))
        plane = TangentMap(near, self.at, avoid=near.where(cast.covered))
        words, board = graphs.desk(self.layout.panel, share=0.6, tall=0.52, most=0.4)
        panel, graph = FactorsPanel(view, near, cast, words), CosineGraph(view, self.slope, board)
        curve, dot = cosine_trace(graph, turn), cosine_dot(graph, turn)

        counts = shadow_is_slope(view, cast.slope, onto=gradient, u=u, gradient=gradient, aside=cast.aside)
        one_long = unit_length(cast.circle, u, throughout=True)
        best, up, down = extreme(view, gradient), extreme(view, u), extreme(view, u, sign=-1)
        level = level_along(view, u, plane.level)

        with self.beat(
            f"Stand at {typeset.spoken_place(self.at)}, and face along _u_, one unit long. How steep is it that way?"
        ):
            self.play(hill.appear(), Write(panel.known), run_time=2.5)
            self.play(FadeIn(hill.labels), FadeIn(walker, scale=2))
            if not late:
                self.play(u.grow(), FadeIn(cast.u_name))

        with self.beat(
            "Suppose the slope stayed as it is here: a plane. Its contours are straight, square to the gradient.",
            claim=[
                claims.is_gradient(view, gradient),
                claims.gap_is_steepness(near, plane.contours, gradient),
                claims.orthogonal(gradient, plane.level, name=RIGHT_ANGLE),
            ],
        ):
            self.play(FadeOut(hill), FadeIn(plane), run_time=1.5)
            self.play(gradient.grow(), FadeIn(cast.gradient_name, panel.gained, *panel.notes, *late))

        with self.beat(
            "Of _u_, the part along a contour gains nothing. Only its shadow on the gradient counts.",
            claim=[
                climbs_alike(view, plane.contours, u, cast.shadow),
                shadow_is_cosine(cast.shadow, u=u, gradient=gradient),
            ],
        ):
            self.play(Create(cast.drop), FadeIn(cast.arc))
            self.play(Create(cast.shadow), FadeIn(cast.shadow_name))

        with self.beat(multiplied(cast.begin), claim=counts):
            self.play(FadeOut(panel.gained), Write(panel.rule), FadeIn(panel.length, panel.cosine))
            self.play(FadeOut(cast.shadow_name), FadeIn(cast.slope))
            self.play(cast.grown.animate.set_value(1.0), FadeIn(panel.slope, cast.slope_name))
            self.play(FadeOut(cast.shadow))

        with self.beat("The first factor stands still: whichever way it turns, _u_ is one long.", claim=one_long):
            self.play(Create(cast.circle), FadeIn(panel.unit_is), panel.settled(0))
            self.play(cast.turned(abs(cast.begin) + PI / 3, rate_func=there_and_back), run_time=1.8)

        with self.beat(f"So does the second: here, the gradient is {panel.steepest} long.", claim=best):
            self.play(Indicate(panel.length, color=view.theme.gradient))
            self.play(panel.settled(1))

        with self.beat(
            "Only the cosine is left. Turn _u_, and the slope follows the cosine of the angle.",
            claim=[
                replace(counts, throughout=True),
                dot_on_cosine(graph, dot[1], u, gradient, throughout=True),
                one_long,
                curve_is_slopes(graph, curve, u, gradient),
            ],
            poster=True,
        ):
            self.play(FadeIn(graph, dot), run_time=0.7)
            self.play(cast.turned(0), run_time=1.2)
            self.add(curve)
            self.play(cast.turned(PI), run_time=2.6, rate_func=linear)
            curve.clear_updaters()
            self.play(cast.turned(PI / 5), run_time=2.4)

        with self.beat(f"Along the gradient the cosine is one: the steepest slope, {panel.steepest}.", claim=up):
            self.play(cast.turned(0), FadeOut(cast.arc), run_time=1.2)
            self.play(Flash(dot[1], color=view.theme.ink))

        with self.beat("At 90 degrees to either side it is zero: level ground, along the contour.", claim=level):
            self.add(cast.arc)
            self.play(cast.turned(-PI / 2), FadeOut(cast.slope_name), run_time=1.2)
            self.wait(0.6)
            self.play(cast.turned(PI / 2), run_time=1.6)

        with self.beat("Against the gradient it is minus one: down, as steeply as it can go.", claim=down):
            self.play(cast.turned(PI), run_time=1.5)

        with self.beat(
            "No cosine is larger than one: so the gradient points the steepest way up.",
            claim=[best, claims.orthogonal(gradient, contour, name=RIGHT_ANGLE)],
        ):
            self.play(FadeOut(cast.arc), cast.turned(0), run_time=1.5)
            self.play(FadeOut(plane, cast.moving, panel.moving, *panel.notes), FadeIn(hill, *panel.hill_notes))
            self.play(Create(contour), Create(marks.right_angle(view, gradient)))
