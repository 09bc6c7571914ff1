"""The gradient of a function of three variables: an arrow in space, normal to the level surface."""

import numpy as np
from manim import Create, FadeIn, FadeOut, GrowFromPoint, Indicate, ValueTracker, Write
from numpy.typing import ArrayLike

from gradanim.stage import RoomScene
from gradanim.stage.frame.layout import in_one_place
from gradanim.stage.typeset import definition
from scenes.surfaces.shared.probe_reading import reads_value

from .claims import (
    brighter_is_higher,
    closest_to_dominant_axis,
    components_add_up,
    components_are_partials,
    components_are_steps,
    equally_long,
    highest_along_arrow,
    no_step_gains_more,
    normal_to_plane,
    normal_to_surface,
    number_is_step,
    on_one_level,
    on_their_levels,
    vector_is_arrow,
)
from .close_up import CloseUp, camera_of
from .components import component_arrows, dominant_components, gradient_arrow, visible
from .frame import BoxFrame
from .level_surfaces import NestedLevels, insist_on_surface
from .mathematics import beginning_of_way, fair_step, nested_values
from .readings import Readings
from .samples import Probe

GRADIENT = 1.7  # scene units that the gradient is drawn long, at most
STEP = 0.3  # scene units that a step is long, at most


class RoomGradient(RoomScene):
    """In a room, the gradient has three components, and is orthogonal to the level surface."""

    title = "Which way does it grow fastest?"
    f = "x^2 + y^2 + z^2"
    start = (1.0, 2.0, 1.0)

    def construct(self):
        field, at, slope = self.field, self.at, self.slope
        view = self.view.fit_arrows(slope, GRADIENT)
        step = fair_step(field, at, STEP / view.scale)

        frame = BoxFrame(view)
        self.show_upright(*frame.texts)
        probe = Probe(view, beginning_of_way(field, at))
        levels = NestedLevels(view, nested_values(field, at), at, self.gradient)
        insist_on_surface(view, levels, at)
        joined = ValueTracker(0.0)
        components = component_arrows(view, at, self.gradient, carried=joined.get_value)
        arrow = gradient_arrow(view, at, self.gradient)
        near = CloseUp(view, at, self.gradient, step, levels.own_colour)

        known = definition(view, field, self.layout.panel, size=33)
        numbers = Readings(view, field, at, self.gradient, probe, self.layout.panel)
        self.fill_panel(known, numbers.value)
        self.fill_panel(*numbers.rates)
        in_one_place(*numbers.rates)
        self.fill_panel(numbers.vector)
        reads_true = reads_value(view, field, probe, numbers.value)

        first, second = self.aim(frame, arrow)
        afar = camera_of(self)
        with self.beat("A number at each place: which way does it grow fastest?", claim=reads_true, hold=2.0):
            self.add(frame)
            self.play(FadeIn(probe, numbers.value), Write(known), run_time=1)
            self.play(probe.follow(np.array([probe(), at])), run_time=3)

        with self.beat(
            level_surfaces_sentence(spheres=self.shot.function is None, nested=bool(levels.others)),
            claim=on_their_levels(view, field, levels),
        ):
            self.play(FadeOut(known), FadeIn(levels.own, levels.own_rings))
            self.play(FadeIn(levels.others), run_time=0.8)
            for theta in (second, first):
                self.move_camera(theta=theta, run_time=2.6)

        gone = [*levels.others, numbers.value]
        for k, axis in enumerate("xyz"):
            with self.beat(
                step_sentence(axis, self.gradient[k], slope),
                claim=[
                    components_are_steps(view, field, probe, components[: k + 1]),
                    number_is_step(view, field, probe, numbers.rates[k], k),
                ],
            ):
                self.play(FadeOut(*gone), run_time=0.3)
                self.play(probe.there_and_back(step * np.eye(3)[k]), run_time=1.2)
                grown = visible(components[k : k + 1])
                self.play(*(GrowFromPoint(one, one.start) for one in grown), FadeIn(numbers.rates[k]))
                gone = [numbers.rates[k]]

        with self.beat(
            "Put head to tail, they make the gradient.",
            claim=[
                components_are_partials(view, field, arrow),
                components_add_up(components, arrow),
                vector_is_arrow(view, arrow, numbers.vector),
            ],
        ):
            self.play(joined.animate.set_value(1.0), FadeOut(*gone))
            self.play(GrowFromPoint(arrow, arrow.start), Write(numbers.vector))

        with self.beat(dominant_component_sentence(self.gradient), claim=closest_to_dominant_axis(view, field, arrow)):
            self.play(*(Indicate(one, color=one.get_color()) for one in dominant_components(components)))

        with self.beat(
            "Is it really the fastest? Come close, and try.",
            claim=on_one_level(view, field, near.patch, levels.own_value),
            hold=2.0,
        ):
            far = [frame, arrow, levels.own, levels.own_rings, probe]
            self.play(FadeOut(*far, *visible(components), numbers.vector), FadeIn(near.patch), near.fly(self))
            self.play(FadeIn(near.probe), run_time=0.3)

        with self.beat(
            "Steps to all sides, equally long. Brighter is more.",
            claim=[equally_long(near.steps), brighter_is_higher(view, field, near.balls)],
        ):
            self.play(Create(near.steps), FadeIn(near.balls), run_time=2)

        with self.beat(
            "None gains more than the step along the gradient.",
            claim=[
                highest_along_arrow(view, field, near.arrow, near.balls),
                no_step_gains_more(view, field, near.arrow, near.probe),
            ],
        ):
            self.play(GrowFromPoint(near.arrow, near.arrow.start))
            self.play(near.probe.follow(np.array([at, near.best])), run_time=1.5)

        with self.beat(
            "Orthogonal to it lies the tangent plane.",
            claim=[
                normal_to_plane(near.arrow, near.plane),
                normal_to_surface(near.arrow, near.patch),
            ],
            poster=True,
        ):
            self.play(FadeOut(near.balls, near.steps), near.probe.follow(np.array([near.best, at])), run_time=1.2)
            self.play(FadeIn(near.plane), Create(near.square))
            self.move_camera(theta=near.theta + near.swing, run_time=3)

        with self.beat(
            "The fastest way is orthogonal to the level surface.", claim=normal_to_surface(arrow, levels.own)
        ):
            self.play(FadeOut(*near.drawn), FadeIn(*far), near.back(self, afar))


NEGLIGIBLE = 1e-9  # of the gradient's length: a component that is no more is zero


def level_surfaces_sentence(*, spheres: bool, nested: bool) -> str:
    """The sentence about level surfaces: that they are spheres, or that there is more than one."""
    if spheres:
        return "Equal numbers make level surfaces: here, spheres."
    return "Equal numbers make a level surface" + (", each its own." if nested else ".")


def step_sentence(axis: str, component: float, slope: float) -> str:
    """The sentence about a step along one axis alone."""
    if abs(component) <= NEGLIGIBLE * slope:
        return f"Along _{axis}_, the partial derivative is zero."
    if component < 0:
        return f"Along _{axis}_ it falls: its component points back."
    return f"Along _{axis}_ it grows at a rate: its partial derivative."


def dominant_component_sentence(gradient: ArrayLike) -> str:
    """The sentence about the direction of the gradient: which of its components is the largest."""
    sizes = np.abs(np.asarray(gradient, float))
    largest = [f"_{axis}_" for axis, size in zip("xyz", sizes, strict=True) if size > (1 - 1e-6) * sizes.max()]
    if len(largest) == 3:
        return "It leans equally along _x_, _y_ and _z_."
    if len(largest) == 2:
        return f"It leans equally along {largest[0]} and {largest[1]}."
    if (sizes > NEGLIGIBLE * sizes.max()).sum() == 1:
        return f"It has one component: straight along {largest[0]}."
    return f"It leans most along {largest[0]}, its largest component."
