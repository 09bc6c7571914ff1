"""The gradient of a function of three variables: an arrow in a room."""

import numpy as np
from manim import FadeIn, FadeOut, Group, GrowFromPoint, Indicate, ValueTracker, Write

from gradanim.stage import RoomScene, space

from .claims import (
    arrow_as_stated,
    coloured_as_keyed,
    leans_as_steps_say,
    most_along_the_arrow,
    no_step_gains_more,
    number_is_length,
    on_their_levels,
    parts_lead_to_the_tip,
    parts_make_the_whole,
    reads_where_it_is,
    square_to_the_surface,
    steps_alone,
)
from .marks import NestedLevels, RoomFrame, Rover, around, everywhere, legs, longest, room_gradient, seen, square_across
from .mathematics import fair_step, nested_values
from .panels import RoomNumbers
from .sentences import lean, of_surfaces, stepped

BEFORE = 1.7  # scene units that the gradient is drawn long, at most
SMALL = 0.3  # scene units that a step is long, at most


class RoomGradient(RoomScene):
    """In a room, the gradient has three parts, and is square to the level surface."""

    title = "A gradient in a room"
    variables = ("x", "y", "z")
    f = "x^2 + y^2 + z^2"
    start = (1.0, 2.0, 1.0)

    def construct(self):
        field, at, slope = self.field, self.at, self.slope
        view = self.view.fit_arrows(slope, BEFORE)
        step = fair_step(field, at, SMALL / view.scale)

        frame = RoomFrame(view)
        self.show_upright(*frame.texts)
        dots = everywhere(view)
        probe = Rover(view, tuple((np.array(at) + field.domain.low) / 2))
        levels = NestedLevels(view, nested_values(field, at), at, self.gradient)
        joined = ValueTracker(0.0)
        parts = legs(view, at, self.gradient, carried=joined.get_value)
        arrow = room_gradient(view, at, self.gradient)
        plate = Group(square_across(view, at, self.gradient), space.right_angle_mark(view, arrow))
        ball_around = around(view, at, step, self.gradient)

        known = self.definition()
        numbers = RoomNumbers(view, field, at, self.gradient, probe, self.layout.panel)
        self.fill_panel(known, *numbers)
        key, dots_key, ball_key = (numbers.key_to(coloured) for coloured in (levels, dots, ball_around))
        self.fixed_in_frame(key, dots_key, ball_key)
        reads_true = reads_where_it_is(view, field, probe, numbers.value)

        first, second = self.aim(frame, arrow)
        with self.beat(
            "A function of three variables puts a number at every place in a room.",
            claim=coloured_as_keyed(view, field, dots, dots_key),
        ):
            self.add(frame)
            self.play(FadeIn(dots, dots_key), Write(known), run_time=2)

        with self.beat("A probe reads the number at its place.", claim=reads_true):
            self.play(FadeIn(probe, numbers.place, numbers.value), run_time=0.7)
            self.play(probe.follow(np.array([probe(), at])), run_time=3)

        with self.beat(
            of_surfaces(spheres=self.shot.function is None, nested=bool(levels.others)),
            claim=on_their_levels(view, field, levels),
        ):
            self.play(FadeOut(dots, dots_key), FadeIn(levels, key))
            for theta in (second, first):
                self.move_camera(theta=theta, run_time=1.7)

        for k, (axis, rate) in enumerate(zip("xyz", numbers.rates, strict=True)):
            with self.beat(
                stepped(axis, self.gradient[k], slope, rate),
                claim=[steps_alone(view, field, probe, parts[: k + 1]), reads_true],
            ):
                if k == 0:
                    self.play(FadeOut(levels.others, key), FadeIn(numbers.note), run_time=0.7)
                else:  # the numbers of the place leave while the probe is away from it
                    self.play(FadeOut(*numbers.rates[:k]), run_time=0.4)
                self.play(probe.there_and_back(step * np.eye(3)[k]), run_time=2)
                grown = seen(parts[k : k + 1])
                self.play(*(GrowFromPoint(leg, leg.start) for leg in grown), FadeIn(*numbers.rates[: k + 1]))

        with self.beat(
            f"Put head to tail, the three parts make the gradient. Its length is {numbers.length.spoken}.",
            claim=[
                parts_make_the_whole(view, field, arrow),
                parts_lead_to_the_tip(parts, arrow),
                number_is_length(view, arrow, numbers.length),
                arrow_as_stated(view, field, arrow, numbers.note),
            ],
        ):
            self.play(joined.animate.set_value(1.0))
            self.play(GrowFromPoint(arrow, arrow.start), Write(numbers.vector), FadeIn(numbers.length))

        with self.beat(lean(self.gradient), claim=leans_as_steps_say(view, field, arrow)):
            self.play(*(Indicate(leg, color=leg.get_color()) for leg in longest(parts)))

        with self.beat(
            "The gradient stands at a right angle to the plate that touches the level surface here.",
            claim=square_to_the_surface(arrow, levels.own),
            poster=True,
        ):
            self.play(FadeIn(plate))
            self.move_camera(theta=second, run_time=3)

        with self.beat(
            "Of these short steps, all equally long, none gains more than the one along the gradient.",
            claim=[
                most_along_the_arrow(view, field, arrow, ball_around),
                no_step_gains_more(view, field, arrow, probe),
                coloured_as_keyed(view, field, ball_around, ball_key),
                reads_true,
            ],
        ):
            self.play(FadeOut(plate, *seen(parts), *numbers.of_gradient), run_time=0.7)
            self.play(FadeIn(ball_around, ball_key), *levels.own_in(ball_around.key_colours[1]), run_time=0.7)
            self.play(probe.follow(np.array([at, at + step * self.gradient / slope])), run_time=2)

        with self.beat(
            "The gradient is square to the level surface, and points the way in which _f_ grows fastest.",
            claim=square_to_the_surface(arrow, levels.own),
        ):
            self.play(FadeOut(ball_around, ball_key), *levels.own_in(), probe.follow(np.array([probe(), at])))
            self.play(FadeIn(*numbers.of_gradient, levels.others, plate))
            self.move_camera(theta=first, run_time=3)
