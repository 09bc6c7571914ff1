"""Why no direction climbs faster than the gradient: D_u f = |u| |grad f| cos(theta), factor by factor."""

from dataclasses import replace

import numpy as np
from manim import PI, Create, FadeIn, FadeOut, Flash, TransformFromCopy, Write, linear, there_and_back

from gradanim import Domain
from gradanim.stage import PlaneScene, claims, maps, marks
from scenes.directional.shared.claims import (
    as_long_as,
    plane_touches,
    projection_is_slope,
    right_angle_ends_it,
    unit_length,
)
from scenes.directional.shared.directions import gradient_arrow_scale
from scenes.directional.shared.tangent_map import TangentMap, levels_of_the_hill, tangent_plane_view

from .claims import curve_is_slopes, dot_on_cosine, gains_projection, is_steepest, level_along, slope_drawn
from .cosine_graph import CosineGraph, cosine_dot, cosine_trace, most_in
from .projected_direction import ProjectedDirection, unit_scale
from .rule_panel import RulePanel, rooms

RIGHT_ANGLE = "the gradient meets the contour at a right angle"


class CosineProof(PlaneScene):
    """Length times length times cosine: two factors stand still, and the third is largest along the gradient."""

    title = "Why the gradient is the steepest way"
    composition = "half"
    f = "3exp(-(x^2 + 2y^2)/6)"
    start = (-1.2, -0.9)
    domain = Domain(-3.3, 0.9, -2.3, 0.5)
    room = 0.1

    def construct(self):
        scale = unit_scale(self.view, self.at)
        near = tangent_plane_view(self.view, self.at, scale)  # the hill from close by
        near = gradient_arrow_scale(near, self.at, scale)
        _, board = rooms(self.layout.panel)
        near = near.with_arrows(self.slope, min(near.arrow_scale * self.slope, most_in(board)))
        view = replace(self.view, arrow_scale=near.arrow_scale)

        projected = ProjectedDirection(near, self.at, self.heading, scale, exact=bool(self.shot.direction))
        u, gradient, turn, bar = projected.u, projected.gradient, projected.turn.get_value, projected.projection
        late = [] if near.scale == view.scale else [u, projected.u_name]  # in another scale, it waits for its plane
        walker, contour = marks.Walker(view, self.at), maps.ContourThrough(view, self.at)
        hill = maps.HillMap(view, avoid=view.where(np.vstack([projected.covered, contour.points[::8]])))
        same = levels_of_the_hill(near, hill.contours.levels, float(self.field(*self.at)))
        plane = TangentMap(near, self.at, levels=same, numbers=False)
        graph = CosineGraph(view, self.slope, board)
        panel = RulePanel(view, projected, self.layout.panel, graph)
        curve, dot = cosine_trace(graph, turn), cosine_dot(graph, turn)

        is_slope = projection_is_slope(view, bar, u=u, gradient=gradient)
        foot = right_angle_ends_it(projected.perpendicular, bar, u=u, gradient=gradient)
        one_scale = as_long_as(dot[0], bar)
        number = claims.reads(
            panel.slope,
            lambda: slope_drawn(view, bar, u),
            drawn=[bar, u],
            slack=1e-6 * self.slope,
            throughout=True,
        )
        is_unit = unit_length(projected.circle, u, throughout=True)
        best, up, down = is_steepest(view, gradient), is_steepest(view, u), is_steepest(view, u, sign=-1)
        level = level_along(view, u, plane.level)

        with self.beat("Of all directions, which is the steepest?" + (" Try _u_." if not late else ""), hold=1.6):
            self.play(hill.appear(), Write(panel.known), run_time=2.5)
            self.play(FadeIn(hill.labels), FadeIn(walker, scale=2))
            if not late:
                self.play(u.grow(), FadeIn(projected.u_name))

        with self.beat(
            "Here _f_ is differentiable: take its tangent plane for it.",
            claim=plane_touches(view, plane.contours, walker),
        ):
            self.play(FadeOut(hill), FadeIn(plane, *late), run_time=2)

        with self.beat(
            "The plane's contours are straight, and ∇_f_ is orthogonal to them.",
            claim=[
                claims.is_gradient(view, gradient),
                claims.gap_is_steepness(near, plane.contours, gradient),
                claims.orthogonal(gradient, plane.level, name=RIGHT_ANGLE),
            ],
        ):
            self.play(gradient.grow(), FadeIn(projected.gradient_name))

        with self.beat(
            "Along _u_, only the projection of ∇_f_ on _u_ counts.",
            claim=[gains_projection(view, plane.contours, u, bar), is_slope, foot],
        ):
            self.play(Create(projected.line))
            self.play(Create(projected.perpendicular), run_time=1.2)
            self.play(Create(bar), FadeIn(projected.slope_name))

        with self.beat(about_product(projected.begin), claim=[is_slope, foot, one_scale, number]):
            self.play(FadeOut(panel.known), Write(panel.rule), FadeIn(projected.arc))
            self.play(FadeIn(graph), run_time=0.7)
            carried = dot[0].copy()
            self.play(TransformFromCopy(bar, carried), run_time=1.5)
            self.remove(carried)
            self.add(dot)
            self.play(FadeIn(panel.slope))

        with self.beat(
            f"Whatever the angle, |_u_| is 1, and |∇_f_| is {panel.steepest}.",
            claim=[is_unit, number, best],
        ):
            self.play(Create(projected.circle), panel.settled(0), panel.settled(1))
            self.play(projected.turned(abs(projected.begin) + PI / 3, rate_func=there_and_back), run_time=1.8)

        with self.beat(
            "Only the cosine is left: turn _u_, and watch the slope.",
            claim=[
                *(replace(each, throughout=True) for each in (is_slope, foot, one_scale)),
                dot_on_cosine(graph, dot[1], u, gradient, throughout=True),
                is_unit,
                number,
                curve_is_slopes(graph, curve, u, gradient),
            ],
            poster=True,
        ):
            self.play(projected.turned(0), run_time=1.2)
            self.add(curve)
            self.play(projected.turned(PI), run_time=4.5, rate_func=linear)
            curve.clear_updaters()
            self.play(projected.turned(PI / 5), run_time=2.8)

        with self.beat("The cosine is largest at 0°: along the gradient.", claim=[up, one_scale, number]):
            self.play(projected.turned(0), FadeOut(projected.arc), run_time=1.2)
            self.play(Flash(dot[1], color=view.theme.ink))

        with self.beat("At 90° it is zero: along the contour.", claim=[level, number]):
            self.add(projected.arc)
            self.play(projected.turned(PI / 2), FadeOut(projected.slope_name), run_time=1.5)

        with self.beat("At 180° it is −1: the steepest way down.", claim=[down, one_scale, number]):
            self.play(projected.turned(PI), run_time=1.5)

        with self.beat(
            "Here _f_ has all the slopes of its tangent plane.", claim=plane_touches(view, plane.contours, walker)
        ):
            self.play(FadeOut(projected.arc), projected.turned(0), run_time=1.5)

        with self.beat(
            "So ∇_f_ points the steepest way up: no cosine is above 1.",
            claim=[best, claims.orthogonal(gradient, contour, name=RIGHT_ANGLE)],
        ):
            self.play(FadeOut(plane, projected.moving, panel.slope), FadeIn(hill), run_time=1.5)
            self.play(Create(contour), Create(marks.right_angle(view, gradient)))


PRODUCT = {
    "up": "It is |∇_f_| cos _θ_ long: that is the slope, _Dᵤf_.",
    "down": "It points back, |∇_f_| cos _θ_: the slope, _Dᵤf_, is negative.",
    "level": "It is a point, as cos _θ_ is 0: the slope, _Dᵤf_, is zero.",
}


def about_product(turn: float) -> str:
    """The sentence about the projection on a direction that is turned so far away from the gradient, radians."""
    cosine = float(np.cos(turn))
    return PRODUCT["level" if abs(cosine) < 1e-9 else "up" if cosine > 0 else "down"]
