"""The gradient of a function of three variables: an arrow in space, normal to the level surface."""

import numpy as np
from manim import FadeIn, FadeOut, Group, GrowFromPoint, Indicate, ValueTracker, Write
from numpy.typing import ArrayLike

from gradanim.stage import RoomScene, space
from gradanim.stage.typeset import Readout
from scenes.surfaces.shared.probe_reading import reads_value

from .claims import (
    arrow_as_stated,
    closest_to_dominant_axis,
    coloured_as_keyed,
    components_add_up,
    components_are_partials,
    components_are_steps,
    highest_along_arrow,
    no_step_gains_more,
    normal_to_surface,
    number_is_length,
    on_their_levels,
)
from .components import component_arrows, dominant_components, gradient_arrow, visible
from .frame import BoxFrame
from .level_surfaces import NestedLevels, insist_on_surface, tangent_plane
from .mathematics import beginning_of_way, fair_step, nested_values
from .readings import Readings
from .samples import Probe, samples_around, samples_everywhere

GRADIENT = 1.7  # scene units that the gradient is drawn long, at most
STEP = 0.3  # scene units that a step is long, at most


class RoomGradient(RoomScene):
    """In a room, the gradient has three parts, and is orthogonal to the level surface."""

    title = "A gradient in a room"
    f = "x^2 + y^2 + z^2"
    start = (1.0, 2.0, 1.0)

    def construct(self):
        field, at, slope = self.field, self.at, self.slope
        view = self.view.fit_arrows(slope, GRADIENT)
        step = fair_step(field, at, STEP / view.scale)

        frame = BoxFrame(view)
        self.show_upright(*frame.texts)
        samples = samples_everywhere(view)
        probe = Probe(view, beginning_of_way(field, at))
        levels = NestedLevels(view, nested_values(field, at), at, self.gradient)
        insist_on_surface(view, levels, at)
        joined = ValueTracker(0.0)
        components = component_arrows(view, at, self.gradient, carried=joined.get_value)
        arrow = gradient_arrow(view, at, self.gradient)
        plane = Group(tangent_plane(view, at, self.gradient), space.right_angle_mark(view, arrow))
        nearby = samples_around(view, at, step, self.gradient)

        known = self.definition()
        numbers = Readings(view, field, at, self.gradient, probe, self.layout.panel)
        self.fill_panel(known, *numbers)
        key, samples_key, nearby_key = (numbers.key_to(coloured) for coloured in (levels, samples, nearby))
        self.fixed_in_frame(key, samples_key, nearby_key)
        reads_true = reads_value(view, field, probe, numbers.value)

        first, second = self.aim(frame, arrow)
        with self.beat(
            "A function of three variables puts a number at every place in a room.",
            claim=coloured_as_keyed(view, field, samples, samples_key),
        ):
            self.add(frame)
            self.play(FadeIn(samples, samples_key), Write(known), run_time=2)

        with self.beat("A probe reads the number at its place.", claim=reads_true):
            self.play(FadeIn(probe, numbers.place, numbers.value), run_time=0.7)
            self.play(probe.follow(np.array([probe(), at])), run_time=3)

        with self.beat(
            level_surfaces_sentence(spheres=self.shot.function is None, nested=bool(levels.others)),
            claim=on_their_levels(view, field, levels),
        ):
            self.play(FadeOut(samples, samples_key), FadeIn(levels, key))
            for theta in (second, first):
                self.move_camera(theta=theta, run_time=1.7)

        for k, (axis, rate) in enumerate(zip("xyz", numbers.rates, strict=True)):
            with self.beat(
                step_sentence(axis, self.gradient[k], slope, rate),
                claim=[components_are_steps(view, field, probe, components[: k + 1]), reads_true],
            ):
                if k == 0:
                    self.play(FadeOut(levels.others, key), FadeIn(numbers.note), run_time=0.7)
                else:  # the numbers of the place leave while the probe is away from it
                    self.play(FadeOut(*numbers.rates[:k]), run_time=0.4)
                self.play(probe.there_and_back(step * np.eye(3)[k]), run_time=2)
                grown = visible(components[k : k + 1])
                self.play(*(GrowFromPoint(one, one.start) for one in grown), FadeIn(*numbers.rates[: k + 1]))

        with self.beat(
            f"Put head to tail, the three parts make the gradient. Its length is {numbers.length.spoken}.",
            claim=[
                components_are_partials(view, field, arrow),
                components_add_up(components, arrow),
                number_is_length(view, arrow, numbers.length),
                arrow_as_stated(view, field, arrow, numbers.note),
            ],
        ):
            self.play(joined.animate.set_value(1.0))
            self.play(GrowFromPoint(arrow, arrow.start), Write(numbers.vector), FadeIn(numbers.length))

        with self.beat(dominant_component_sentence(self.gradient), claim=closest_to_dominant_axis(view, field, arrow)):
            self.play(*(Indicate(one, color=one.get_color()) for one in dominant_components(components)))

        with self.beat(
            "The gradient stands at a right angle to the plane that is tangent to the level surface here.",
            claim=normal_to_surface(arrow, levels.own),
            poster=True,
        ):
            self.play(FadeIn(plane))
            self.move_camera(theta=second, run_time=3)

        with self.beat(
            "Of these short steps, all equally long, none gains more than the one along the gradient.",
            claim=[
                highest_along_arrow(view, field, arrow, nearby),
                no_step_gains_more(view, field, arrow, probe),
                coloured_as_keyed(view, field, nearby, nearby_key),
                reads_true,
            ],
        ):
            self.play(FadeOut(plane, *visible(components), *numbers.of_gradient), run_time=0.7)
            self.play(FadeIn(nearby, nearby_key), *levels.own_in(nearby.key_colours[1]), run_time=0.7)
            self.play(probe.follow(np.array([at, at + step * self.gradient / slope])), run_time=2)

        with self.beat(
            "The gradient is orthogonal to the level surface, and points the way in which _f_ grows fastest.",
            claim=normal_to_surface(arrow, levels.own),
        ):
            self.play(FadeOut(nearby, nearby_key), *levels.own_in(), probe.follow(np.array([probe(), at])))
            self.play(FadeIn(*numbers.of_gradient, levels.others, plane))
            self.move_camera(theta=first, run_time=3)


NEGLIGIBLE = 1e-9  # of the gradient's length: a component that is no more is zero


def level_surfaces_sentence(*, spheres: bool, nested: bool) -> str:
    """The sentence about level surfaces: that they are spheres, or that there is more than one."""
    if spheres:
        return "Places with the same number make a level surface: here spheres, one inside the other."
    if nested:
        return "Places with the same number make a level surface: to each number belongs its own."
    return "Places with the same number make a level surface."


def step_sentence(axis: str, component: float, slope: float, rate: Readout) -> str:
    """The sentence about a step along one axis alone, in the digits of its readout."""
    if abs(component) <= NEGLIGIBLE * slope:
        return f"Along _{axis}_ alone, _f_ neither grows nor falls at first: its partial derivative is zero."
    if component < 0:
        return (
            f"Along _{axis}_ alone, _f_ starts to fall. Its partial derivative is {rate.spoken}: this part points back."
        )
    return f"Along _{axis}_ alone, _f_ starts to grow at a rate of {rate.spoken}: its partial derivative in _{axis}_."


def dominant_component_sentence(gradient: ArrayLike) -> str:
    """The sentence about the direction of the gradient: which of its components is the largest."""
    sizes = np.abs(np.asarray(gradient, float))
    largest = [f"_{axis}_" for axis, size in zip("xyz", sizes, strict=True) if size > (1 - 1e-6) * sizes.max()]
    if len(largest) == 3:
        return "All three parts are equally long: it leans equally along _x_, _y_ and _z_."
    if len(largest) == 2:
        return f"Its parts along {largest[0]} and {largest[1]} are the longest: it leans equally towards both."
    if (sizes > NEGLIGIBLE * sizes.max()).sum() == 1:
        return f"It has only one part: it points straight along {largest[0]}."
    return f"It leans most along {largest[0]}, where its part is largest."
