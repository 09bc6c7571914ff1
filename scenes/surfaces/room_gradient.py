"""The gradient of a function of three variables: an arrow in a room."""

import numpy as np
from manim import FadeIn, FadeOut, GrowFromPoint, Indicate, Write

from gradanim.spatial import nested_values
from gradanim.stage.claims.room import (
    leans_as_steps_say,
    number_is_length,
    on_one_level,
    parts_make_the_whole,
    square_to_the_surface,
    steps_alone,
)
from gradanim.stage.room_scene import RoomScene
from gradanim.stage.space.legs import ball, cloud, components, lean, legs, room_gradient, seen, square_across, step_said
from gradanim.stage.space.room import LevelSurfaces, RoomFrame
from gradanim.stage.typeset.readouts import Readout

BEFORE = 1.6  # scene units that the gradient is drawn long


class RoomGradient(RoomScene):
    """In a room, the gradient has three parts: it points straight across the level surfaces."""

    title = "A gradient in a room"
    variables = ("x", "y", "z")
    f = "x^2 + y^2 + z^2"
    start = (1.0, 2.0, 1.0)

    def construct(self):
        field, at, slope = self.field, self.at, self.slope
        view = self.view.reaching(slope, BEFORE)

        frame = RoomFrame(view)
        self.show_upright(*frame.texts)
        places = self.room.grid(8, share=0.92).reshape(3, -1)
        dots, here = cloud(view, field(*places), places), ball(view, at)
        values = nested_values(field, self.room, at)
        nested = LevelSurfaces(view, values)
        own = nested[values.index(min(values, key=lambda value: abs(value - field(*at))))]
        others = [surface for surface in nested if surface is not own]
        parts, arrow = legs(view, at, self.gradient), room_gradient(view, at, self.gradient)
        square = square_across(view, at, self.gradient)

        known = self.definition()
        value = Readout(view, "f", field(*at), scale=abs(float(field(*at))))
        names = [f"{{{{ frac(partial f, partial {axis}) : partial_{axis} }}}}" for axis in "xyz"]
        rates = [Readout(view, name, part, scale=slope) for name, part in zip(names, self.gradient, strict=True)]
        vector = components(view, self.gradient)
        length = Readout(view, "{{ |nabla f| : gradient }}", slope, scale=slope)
        self.fill_panel(known, value, *rates, vector, length)

        first, second = self.aim(frame, arrow)
        with self.beat("A function of three variables puts a number at every place in a room."):
            self.add(frame)
            self.play(FadeIn(dots), Write(known), run_time=2)

        with self.beat(
            self.of_surfaces(others),
            claim=[on_one_level(view, field, surface, number) for surface, number in zip(nested, values, strict=True)],
        ):
            self.play(FadeOut(dots), FadeIn(nested), run_time=2)

        with self.beat("Take one place in the room. One level surface goes through it."):
            self.play(FadeIn(here, value), *(surface.animate.set_opacity(0.07) for surface in others))

        for k, axis in enumerate("xyz"):
            with self.beat(
                step_said(axis, self.gradient[k], slope), claim=steps_alone(view, field, here, parts[: k + 1])
            ):
                grown = seen(parts[k : k + 1])
                self.play(*(GrowFromPoint(leg, leg.start) for leg in grown), FadeIn(rates[k]))

        with self.beat(
            "Put together, the three parts are the gradient.",
            claim=[parts_make_the_whole(view, field, arrow), number_is_length(view, arrow, length)],
        ):
            self.play(GrowFromPoint(arrow, arrow.start), Write(vector), FadeIn(length))

        with self.beat(
            "It meets the level surface at a right angle.", claim=square_to_the_surface(arrow, own), poster=True
        ):
            self.play(FadeIn(square), own.animate.set_opacity(0.32))
            self.move_camera(theta=second, run_time=3)

        with self.beat(lean(self.gradient), claim=leans_as_steps_say(view, field, arrow)):
            self.play(FadeOut(square), *(Indicate(leg, color=leg.get_color()) for leg in self.longest(parts)))

        with self.beat(
            "In a room as on a map, the gradient points straight across: the way in which _f_ grows fastest."
        ):
            self.play(*(surface.animate.set_opacity(0.22) for surface in nested))
            self.move_camera(theta=first, run_time=4)

    def of_surfaces(self, others):
        """The sentence about the level surfaces."""
        if self.shot.function is None:
            return "Places with the same number make a level surface: here they are spheres, one inside the other."
        if others:
            return "Places with the same number make a level surface: to each number belongs its own."
        return "Places with the same number make a level surface."

    def longest(self, parts):
        """The legs that decide how the arrow leans."""
        sizes = np.abs(self.gradient)
        return [leg for leg, size in zip(parts, sizes, strict=True) if size > (1 - 1e-6) * sizes.max()]
