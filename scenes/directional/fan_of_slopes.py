"""The slopes of all directions at one point of a hillside."""

import numpy as np
from manim import DEGREES, TAU, Create, FadeIn, FadeOut, Indicate, ValueTracker, Write, linear

from gradanim.stage import ABOVE, SpaceScene, arranged, claims, freed, graphs, maps, marks, space, typeset


class FanOfSlopes(SpaceScene):
    """On a hillside, every direction has a slope of its own: one steepest, its opposite, and two level ones."""

    title = "A fan of slopes"
    f = "3exp(-(x^2 + 2y^2)/6)"
    start = (-1.2, -1.0)

    def construct(self):
        view = marks.gradient_reach(self.view, self.at, self.view.scale[0])
        step, begin = space.stride(view, self.at), self.heading
        angle = ValueTracker(begin)
        facing = angle.get_value
        uphill = float(np.arctan2(*self.gradient[::-1]))

        frame = space.SpaceFrame(view)
        self.show_upright(*frame.texts)
        hill, here = space.surface(view), marks.Marker(view, self.at, radius=0.13)
        plane, curve = space.turning_plane(view, self.at, facing), space.turning_section(view, self.at, facing)
        tangent = space.tangent_line(view, self.at, facing, step)
        rose = space.compass_rose(view.floor, self.at, step)
        pointer = marks.direction_arrow(view.floor, self.at, facing, length=step)
        u, compass = (
            space.tip_symbol(view, pointer, "{{ u : direction }}"),
            space.compass_angle(view.floor, self.at, facing, 0.4 * step),
        )
        fan = space.tangent_fan(view, self.at, begin + np.arange(24) * 15 * DEGREES, step, seen=facing)
        probe = space.tangent_arrow(view, self.at, facing, step, thickness=0.035)
        ways = uphill + np.array([0, TAU / 2, -TAU / 4, TAU / 4])
        arrows = [space.tangent_arrow(view, self.at, way, step, thickness=0.035) for way in ways]
        kinds = ("steepest", "opposite", "level", "level")
        names = [space.tip_name(view, arrow, kind) for arrow, kind in zip(arrows, kinds, strict=True)]
        steepest, opposite, *level = arrows
        pillar, contour = space.stem(view, self.at), maps.ContourThrough(view, self.at)
        gradient = marks.gradient_arrow(view.floor, self.at)
        gradient_name = space.tip_symbol(view, gradient, "{{ nabla f : gradient }}")
        self.show_upright(*names, u, compass[1], gradient_name)

        known = self.definition()
        turn = typeset.Readout(view, "{{ theta : direction }}", lambda: np.degrees(facing()) % 360, unit="degree")
        slope = typeset.Readout(
            view, "{{ D_u f : direction }}", lambda: self.slope_towards(facing()), scale=view.slope_scale
        )
        length = typeset.Readout(view, '"steepest" = {{ |nabla f| : gradient }}', self.slope, scale=view.slope_scale)
        radius = min(1.5, max(0.6, self.layout.panel.height / 2 - 0.45))
        wide = self.layout.frame.width > self.layout.frame.height
        plot = graphs.PolarPlot(view, self.at, radius=radius, numbered=wide)  # in a panel below, it is made small
        circles = [graphs.polar_trace(plot, begin, facing, uphill=way) for way in (True, False)]
        hand = graphs.polar_hand(plot, facing)
        diameter = graphs.polar_gradient(plot)
        self.fill_panel(known, turn, slope, plot)
        length.in_place_of(slope, room=freed(self.layout.panel, slope, [known, plot]).width)
        notes = [marks.scale_note(view.floor, of="∇_f_ on the floor: length")]
        arranged(notes, freed(self.layout.panel, turn, [known, slope, plot]))
        notes = [note for note in notes if note.font_size > typeset.READABLE]
        self.on_glass(*circles, hand, diameter, length, *notes)

        phi, theta, share = space.beside_the_slope(uphill, above=ABOVE)
        self.set_camera_orientation(phi=phi, theta=theta, zoom=share * self.camera.get_zoom())
        with self.beat(
            f"Stand on a hillside, at {typeset.spoken_place(self.at)}. How steep is it here?",
            claim=claims.on_the_surface(view, here, name="the ball stands on the surface"),
        ):
            self.add(frame)
            self.play(Create(hill), run_time=2.5)
            self.play(FadeIn(here, scale=2), Write(known))

        with self.beat(
            "It depends on where you face, on _u_. Cut the hill that way: "
            "the tangent has the slope in direction _u_, _Dᵤf_.",
            claim=claims.tangent_slopes(view, [tangent]),
        ):
            self.play(hill.animate.set_opacity(0.6), FadeIn(rose, pointer, u, compass, turn))
            self.play(FadeIn(plane), Create(curve))
            self.play(Create(tangent), FadeIn(slope))

        with self.beat(
            "Turn, and the slope changes: up one way, down the other. Each arrow is a tangent vector of the hill.",
            claim=[claims.tangent_slopes(view, [tangent], throughout=True), claims.tangent_slopes(view, fan)],
        ):
            self.add(fan)
            self.play(angle.animate.set_value(begin + TAU), run_time=8, rate_func=linear)

        with self.beat(
            "Draw each slope as a distance from the middle: uphill makes one circle, downhill another.",
            claim=claims.polar_radii(plot, circles),
            poster=True,
        ):
            self.play(FadeOut(plane, curve, tangent), FadeIn(plot))
            fan.clear_updaters()  # all are there, and stay while the direction turns again
            angle.set_value(begin)
            self.add(probe, *circles, hand)
            self.play(angle.animate.set_value(begin + TAU), run_time=7, rate_func=linear)

        with self.beat(
            "Two directions are level. Along them runs the contour.", claim=claims.level_tangents(view, level)
        ):
            for circle in circles:
                circle.clear_updaters()
            self.play(*(arrow.animate.set_opacity(0.25) for arrow in fan), Create(contour))
            for arrow, name, way in zip(level, names[2:], ways[2:], strict=True):
                self.play(angle.animate.set_value(space.nearest_turn(way, facing())), run_time=1.2)
                self.play(FadeIn(arrow, name), run_time=0.4)

        with self.beat(
            f"Midway between them, uphill, it is steepest: the slope is {length.spoken}.",
            claim=claims.steepest_tangent(view, steepest),
        ):
            self.play(angle.animate.set_value(space.nearest_turn(uphill, facing())), run_time=1.2)
            self.play(FadeIn(steepest, names[0]))

        with self.beat(
            "Face the opposite way, and it leads down just as steeply.",
            claim=claims.steepest_tangent(view, opposite, sign=-1),
        ):
            self.play(angle.animate.set_value(space.nearest_turn(ways[1], facing())), run_time=1.8)
            self.play(FadeIn(opposite, names[1]))

        with self.beat(
            "The gradient is none of these tangents: it lies flat on the floor, below the steepest.",
            claim=[
                claims.flat_gradient(view, gradient),
                *(claims.as_long_as_stated(view.floor, here, gradient, n) for n in notes),
            ],
        ):
            self.play(FadeOut(probe, hand, pointer, u, compass, turn, slope, rose), hill.animate.set_opacity(0.35))
            self.play(Create(pillar), gradient.grow())
            self.play(FadeIn(gradient_name, *notes), diameter.grow())

        with self.beat(
            f"The gradient points the steepest way, and that slope is its length: {length.spoken}.",
            claim=claims.steepest_tangent(view, steepest),
        ):
            self.play(FadeOut(fan, opposite, *level, *names[1:]), FadeIn(length))
            self.play(Indicate(length, color=view.theme.gradient), run_time=1.5)
