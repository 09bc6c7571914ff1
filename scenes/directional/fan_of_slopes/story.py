"""The slopes of all directions at one point of a hillside: a fan of tangents, and a polar plot of their slopes."""

import numpy as np
from manim import DEGREES, TAU, Create, FadeIn, FadeOut, Indicate, ValueTracker, Write, linear

from gradanim.stage import ABOVE, SpaceScene, claims, maps, marks, space
from scenes.directional.shared.directions import gradient_arrow_scale

from .claims import (
    angle_is_read,
    flat_gradient,
    in_one_plane,
    level_tangents,
    polar_radii,
    slope_is_read,
    steepest_tangent,
    unit_length_as_stated,
)
from .direction_circle import DirectionCircle, tip_symbol
from .panel import PolarPanel
from .tangents import NamedTangents, step_length, tangent_arrow, tangent_fan, tangent_line


class FanOfSlopes(SpaceScene):
    """On a hillside, every direction has a slope of its own: one steepest, its opposite, and two level ones."""

    title = "A fan of slopes"
    composition = "half"
    f = "3exp(-(x^2 + 2y^2)/6)"
    start = (-1.2, -1.0)

    def construct(self):
        view = gradient_arrow_scale(self.view, self.at, self.view.scale[0], opposite=False)
        step, begin = step_length(view, self.at), self.heading
        angle = ValueTracker(begin)
        facing = angle.get_value

        frame, hill, here = space.SpaceFrame(view), space.surface(view), marks.Marker(view, self.at, radius=0.13)
        plane = space.cutting_plane(view, self.at, facing, view.theme.faint, opacity=0.3)
        curve = space.section(view, self.at, facing, view.theme.path)
        tangent = tangent_line(view, self.at, facing, step)
        circle = DirectionCircle(view, self.at, facing, step)
        fan = tangent_fan(view, self.at, begin + np.arange(24) * 15 * DEGREES, step, seen=facing)
        probe = tangent_arrow(view, self.at, facing, step, thickness=0.035)
        named = NamedTangents(view, self.at, step)
        pillar, contour = space.stem(view, self.at), maps.ContourThrough(view, self.at)
        gradient = marks.gradient_arrow(view.floor, self.at)
        gradient_name = tip_symbol(view, gradient, "{{ nabla f : gradient }}")
        self.show_upright(*frame.texts, *named.names, *circle.texts, gradient_name)
        upright = space.cutting_plane(view, self.at, named.uphill, view.theme.gradient, opacity=0.22)
        panel = PolarPanel(view, self.at, facing, step, self.layout)
        self.fixed_in_frame(*panel.everything)
        read_angle = angle_is_read(view, circle.u, panel.angle)
        is_unit = [unit_length_as_stated(view, circle.u, panel.drawn)] if step == 1 or panel.drawn else []

        phi, theta = camera_beside_the_slope(named.uphill, above=ABOVE)
        self.look_from(phi, theta, seen=[frame, fan, *named.names])
        with self.beat(
            "How steep is it here?",
            hold=2.0,
            claim=claims.on_the_surface(view, here, name="the ball stands on the surface"),
        ):
            self.add(frame)
            self.play(Create(hill), run_time=2.5)
            self.play(FadeIn(here, scale=2), Write(panel.known))

        with self.beat(
            "It depends on the direction _u_: the tangent's slope is _Dᵤf_.",
            claim=[
                claims.as_steep_as_the_ground(view, [tangent]),
                slope_is_read(view, tangent, panel.slope),
                read_angle,
                *is_unit,
            ],
        ):
            self.play(hill.animate.set_opacity(0.6), FadeIn(circle, panel.angle, *panel.drawn))
            self.play(FadeIn(plane), Create(curve))
            self.play(Create(tangent), FadeIn(panel.slope))

        with self.beat(
            "Turn: each arrow is a tangent vector of the hill.",
            claim=[
                slope_is_read(view, tangent, panel.slope, throughout=True),
                read_angle,
                claims.as_steep_as_the_ground(view, [tangent], throughout=True),
                claims.as_steep_as_the_ground(view, fan),
            ],
        ):
            self.add(fan)
            self.play(angle.animate.set_value(begin + TAU), run_time=8, rate_func=linear)

        with self.beat(
            "Slopes as distances: uphill makes a circle, downhill another.",
            claim=polar_radii(panel.plot, panel.circles),
            poster=True,
        ):
            self.play(FadeOut(plane, curve, tangent), FadeIn(panel.plot))
            fan.clear_updaters()  # all are there, and stay while the direction turns again
            angle.set_value(begin)
            self.add(probe, *panel.circles, panel.radius_vector)
            self.play(angle.animate.set_value(begin + TAU), run_time=7, rate_func=linear)

        with self.beat("Two directions are level: those of the contour.", claim=level_tangents(view, named.level)):
            for trace in panel.circles:
                trace.clear_updaters()
            self.play(*(arrow.animate.set_opacity(0.25) for arrow in fan), Create(contour))
            for arrow, name, level in zip(named.level, named.names[2:], named.angles[2:], strict=True):
                self.play(angle.animate.set_value(unwrapped(level, facing())), run_time=1.2)
                self.play(FadeIn(arrow, name), run_time=0.4)

        with self.beat(
            "Turn to midway between them: uphill, it is steepest.",
            claim=steepest_tangent(view, named.steepest),
        ):
            self.play(angle.animate.set_value(unwrapped(named.uphill, facing())), run_time=1.2)
            self.play(FadeIn(named.steepest, named.names[0]), run_time=0.5)

        with self.beat(
            "Turn on to the opposite way: it leads down as steeply.",
            claim=steepest_tangent(view, named.opposite, sign=-1),
        ):
            self.play(angle.animate.set_value(unwrapped(named.downhill, facing())), run_time=1.8)
            self.play(FadeIn(named.opposite, named.names[1]), run_time=0.5)
        self.play(FadeOut(circle, *panel.drawn, probe, panel.radius_vector, panel.angle, panel.slope), run_time=0.4)

        with self.beat(
            "The gradient lies on the floor, below it.",
            claim=[
                flat_gradient(view, gradient),
                in_one_plane(upright, [named.steepest, gradient]),
                *(claims.as_long_as_stated(view.floor, here, gradient, n) for n in panel.notes),
            ],
        ):
            self.play(hill.animate.set_opacity(0.35), Create(pillar), gradient.grow())
            self.play(FadeIn(gradient_name, upright, *panel.notes), panel.diameter.grow())
        self.play(FadeOut(*panel.notes), run_time=0.3)

        with self.beat(
            "It points the steepest way; its length is that slope.",
            claim=steepest_tangent(view, named.steepest),
        ):
            self.play(FadeOut(fan, named.opposite, *named.level, *named.names[1:]), FadeIn(panel.length))
            self.play(Indicate(panel.length, color=view.theme.gradient), run_time=1.5)


def unwrapped(angle: float, now: float) -> float:
    """The same direction as `angle`, give or take whole turns, nearest to the one that is faced now (radians)."""
    return now + (angle - now + TAU / 2) % TAU - TAU / 2


FRONT = (-78.0, -30.0)  # degrees around the landscape from where the numbers at its front edges can be read
ASIDE = 40.0  # degrees between the camera's way and straight uphill: a slope seen head-on looks like a wall
STEEP = 45.0  # degrees from straight above, for a camera that has to look over the hill


def camera_beside_the_slope(uphill: float, *, above: float) -> tuple[float, float]:
    """Where to look at a slope from: downhill of it and a little to its side, or from higher up where that is behind.

    Args:
        uphill: the direction of the gradient, radians from the x axis.
        above: how far the camera looks down otherwise, radians from straight above.

    Returns:
        The camera's phi and theta, radians.
    """
    ways = np.linspace(*FRONT, 49) * DEGREES
    beside = np.abs((ways - uphill) % TAU - TAU / 2)  # 0 looks straight uphill
    best = int(np.argmin(np.abs(beside - ASIDE * DEGREES)))
    behind = beside[best] > 110 * DEGREES
    return (STEEP * DEGREES if behind else above), float(ways[best])
