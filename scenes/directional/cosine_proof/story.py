"""Why no direction climbs faster than the gradient: D_u f = |u| |grad f| cos(theta), factor by factor."""

from dataclasses import replace

import numpy as np
from manim import PI, Create, FadeIn, FadeOut, Flash, Indicate, Write, linear, there_and_back

from gradanim import Domain
from gradanim.stage import PlaneScene, claims, maps, marks, plots, typeset
from scenes.directional.shared.claims import projection_is_slope, unit_length
from scenes.directional.shared.directions import gradient_arrow_scale
from scenes.directional.shared.tangent_map import TangentMap, tangent_plane_view

from .claims import curve_is_slopes, dot_on_cosine, gains_alike, is_steepest, level_along, projection_is_cosine
from .cosine_graph import CosineGraph, cosine_dot, cosine_trace
from .projected_direction import ProjectedDirection, unit_scale
from .rule_panel import RulePanel

RIGHT_ANGLE = "the gradient meets the contour at a right angle"


class CosineProof(PlaneScene):
    """Length times length times cosine: two factors stand still, and the third is largest along the gradient."""

    title = "Why the gradient is the steepest way"
    f = "3exp(-(x^2 + 2y^2)/6)"
    start = (-1.2, -0.9)
    domain = Domain(-3.3, 0.9, -2.3, 0.5)
    room = 0.1

    def construct(self):
        scale = unit_scale(self.view, self.at)
        near = tangent_plane_view(self.view, self.at, scale)  # the hill from close by
        near = gradient_arrow_scale(near, self.at, scale)
        view = replace(self.view, arrow_scale=near.arrow_scale)

        projected = ProjectedDirection(near, self.at, self.heading, scale, exact=bool(self.shot.direction))
        u, gradient, turn = projected.u, projected.gradient, projected.turn.get_value
        late = [] if near.scale == view.scale else [u, projected.u_name]  # in another scale, it waits for its plane
        walker, contour = marks.Walker(view, self.at), maps.ContourThrough(view, self.at)
        hill = maps.HillMap(view, avoid=view.where(np.vstack([projected.covered, contour.points[::8]])))
        plane = TangentMap(near, self.at, avoid=near.where(projected.covered))
        words, board = plots.split_panel(self.layout.panel, share=0.6, tall=0.52, most=0.4)
        panel, graph = RulePanel(view, near, projected, words), CosineGraph(view, self.slope, board)
        curve, dot = cosine_trace(graph, turn), cosine_dot(graph, turn)

        aside = projected.aside
        is_slope = projection_is_slope(view, projected.slope, onto=gradient, u=u, gradient=gradient, aside=aside)
        is_unit = unit_length(projected.circle, u, throughout=True)
        best, up, down = is_steepest(view, gradient), is_steepest(view, u), is_steepest(view, u, sign=-1)
        level = level_along(view, u, plane.level)

        with self.beat(
            f"Stand at {typeset.spoken_place(self.at)}, and face along _u_, one unit long. How steep is it that way?"
        ):
            self.play(hill.appear(), Write(panel.known), run_time=2.5)
            self.play(FadeIn(hill.labels), FadeIn(walker, scale=2))
            if not late:
                self.play(u.grow(), FadeIn(projected.u_name))

        with self.beat(
            "Suppose the slope stayed as it is here: a plane. Its contours are straight, orthogonal to the gradient.",
            claim=[
                claims.is_gradient(view, gradient),
                claims.gap_is_steepness(near, plane.contours, gradient),
                claims.orthogonal(gradient, plane.level, name=RIGHT_ANGLE),
            ],
        ):
            self.play(FadeOut(hill), FadeIn(plane), run_time=1.5)
            self.play(gradient.grow(), FadeIn(projected.gradient_name, panel.gained, *panel.notes, *late))

        with self.beat(
            "Of _u_, the part along a contour gains nothing. Only its projection on the gradient counts.",
            claim=[
                gains_alike(view, plane.contours, u, projected.projection),
                projection_is_cosine(projected.projection, u=u, gradient=gradient),
            ],
        ):
            self.play(Create(projected.perpendicular), FadeIn(projected.arc))
            self.play(Create(projected.projection), FadeIn(projected.projection_name))

        with self.beat(about_product(projected.begin), claim=is_slope):
            self.play(FadeOut(panel.gained), Write(panel.rule), FadeIn(panel.length, panel.cosine))
            self.play(FadeOut(projected.projection_name), FadeIn(projected.slope))
            self.play(projected.grown.animate.set_value(1.0), FadeIn(panel.slope, projected.slope_name))
            self.play(FadeOut(projected.projection))

        with self.beat("The first factor stands still: whichever way it turns, _u_ is one long.", claim=is_unit):
            self.play(Create(projected.circle), FadeIn(panel.unit_length), panel.settled(0))
            self.play(projected.turned(abs(projected.begin) + PI / 3, rate_func=there_and_back), run_time=1.8)

        with self.beat(f"So does the second: here, the gradient is {panel.steepest} long.", claim=best):
            self.play(Indicate(panel.length, color=view.theme.gradient))
            self.play(panel.settled(1))

        with self.beat(
            "Only the cosine is left. Turn _u_, and the slope follows the cosine of the angle.",
            claim=[
                replace(is_slope, throughout=True),
                dot_on_cosine(graph, dot[1], u, gradient, throughout=True),
                is_unit,
                curve_is_slopes(graph, curve, u, gradient),
            ],
            poster=True,
        ):
            self.play(FadeIn(graph, dot), run_time=0.7)
            self.play(projected.turned(0), run_time=1.2)
            self.add(curve)
            self.play(projected.turned(PI), run_time=2.6, rate_func=linear)
            curve.clear_updaters()
            self.play(projected.turned(PI / 5), run_time=2.4)

        with self.beat(f"Along the gradient the cosine is one: the steepest slope, {panel.steepest}.", claim=up):
            self.play(projected.turned(0), FadeOut(projected.arc), run_time=1.2)
            self.play(Flash(dot[1], color=view.theme.ink))

        with self.beat("At 90 degrees to either side it is zero: level ground, along the contour.", claim=level):
            self.add(projected.arc)
            self.play(projected.turned(-PI / 2), FadeOut(projected.slope_name), run_time=1.2)
            self.wait(0.6)
            self.play(projected.turned(PI / 2), run_time=1.6)

        with self.beat("Against the gradient it is minus one: down, as steeply as it can go.", claim=down):
            self.play(projected.turned(PI), run_time=1.5)

        with self.beat(
            "No cosine is larger than one: so the gradient points the steepest way up.",
            claim=[best, claims.orthogonal(gradient, contour, name=RIGHT_ANGLE)],
        ):
            self.play(FadeOut(projected.arc), projected.turned(0), run_time=1.5)
            self.play(FadeOut(plane, projected.moving, panel.moving, *panel.notes), FadeIn(hill, *panel.hill_notes))
            self.play(Create(contour), Create(marks.right_angle(view, gradient)))


CLIMB = "Along the gradient each unit climbs |∇_f_|. "
PRODUCT = {
    True: CLIMB + "The projection times that climb is the slope, _Dᵤf_.",
    False: CLIMB + "The projection points back: the slope, _Dᵤf_, is negative.",
}


def about_product(turn: float) -> str:
    """The sentence about the projection of a direction that is turned so far away from the gradient, radians."""
    return PRODUCT[bool(np.cos(turn) > -1e-9)]
