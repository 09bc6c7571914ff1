"""Curl: a small paddlewheel that floats in a flow turns at half of it, and at nothing else."""

from typing import Literal

import numpy as np
from manim import FadeIn, FadeOut, ValueTracker, linear, smooth

from gradanim import VectorField
from gradanim.fields.vector_standing import change_at
from gradanim.stage import FieldScene, claims, maps, marks, typeset
from scenes.fields.shared.derivatives import by_derivatives
from scenes.fields.shared.numbers import scale_of_numbers
from scenes.fields.shared.seen_from import seen_from
from scenes.fields.shared.signs import is_uniform

from .claims import (
    adds_up_to_the_curl,
    colours_say_the_way,
    curl_inside,
    every_wheel_turns_at_half_the_curl,
    goes_with_the_flow,
    has_gone_round,
    has_gone_straight,
    has_turned,
    never_turns,
    reads_the_rate,
    turns_at_half_the_curl,
)
from .paddlewheel import ManyWheels, Paddlewheel
from .rim import RimArrows, closer, coming_closer
from .sentences import all_over, along_the_rim, as_it_shrinks, at_half_of_it, what_it_does
from .voyage import TURNING, best_voyage, held, turning

FLOATS = 7.0  # seconds
SPINS = 3.0  # seconds that it turns in its place, seen from close by
COMPARED = 5.0  # seconds that a wheel floats in each flow that it is compared in
VARIED = "sin(y), sin(x)"  # a flow whose curl has both signs, where that of the film's field is the same everywhere
HALF = 0.5  # of the radius: the wheel that turns beside the number
SMALL = 0.12  # of the radius: as small as the wheel gets
SEEN = 0.3  # of how much the flow changes: a curl that is less is said with as many digits


class Curl(FieldScene):
    """A paddlewheel in a flow turns at half its curl: in a shear it does, in a vortex it need not."""

    title = "What does curl measure?"
    F = "-y, x"
    start = (1.4, -0.3)

    def construct(self):
        field, view = self.field, self.view
        trip = best_voyage(view, field, self.pace_of(field, speed=1.0), FLOATS, self.at)
        share, size = ValueTracker(0.0), ValueTracker(1.0)
        axle = trip.places[-1]
        near = closer(view, axle, trip.radius)
        ground = maps.flow_ground(view, field)
        flow = marks.particles(view, field, self.clock, trip.pace, role=self.role)
        began = ValueTracker(0.0)
        wheel = Paddlewheel(
            coming_closer(view, near, share.get_value), trip,
            lambda: self.clock.get_value() - began.get_value(), share=size.get_value,
        )  # fmt: skip
        formula = self.definition()

        with self.beat("A small wheel floats in this flow. Will it turn?", hold=1.6):
            self.add(ground, flow)
            self.play(self.flowing(2.6))
            began.set_value(self.clock.get_value())
            self.play(FadeIn(formula), FadeIn(wheel, scale=1.5), run_time=0.8)

        with self.beat(
            what_it_does(trip),
            claim=[turns_at_half_the_curl(view, wheel, field), goes_with_the_flow(view, wheel, field)],
            hold=0,
        ):
            self.play(self.flowing(FLOATS))

        def by_area(part: float) -> float:
            return 2 * float(turning(field, [axle], part * trip.radius)[0])

        first, last = by_area(1.0), by_area(SMALL)
        scale = scale_of_numbers(first, last, SEEN * change_at(field, axle))
        seen = seen_from(field, axle)
        near_ground = maps.flow_ground(near, seen)
        near_arrows = marks.field_quiver(near, seen, cell=0.9, role=self.role).set_opacity(0.45)
        pushes = RimArrows(near, field, axle, lambda: trip.radius * size.get_value())
        with self.beat(
            along_the_rim(first, scale) if pushes.per_unit else "Seen from its axle, nothing flows at all.",
            claim=adds_up_to_the_curl(pushes, wheel),
        ):
            self.play(FadeOut(flow, formula), share.animate.set_value(1.0), FadeIn(near_ground), run_time=1.6)
            self.remove(ground)
            self.play(FadeIn(near_arrows), run_time=0.6)
            self.play(FadeIn(pushes), run_time=0.8)

        number = typeset.Readout(view, '"circulation" / "area"', lambda: by_area(size.get_value()), scale=scale)
        written = self.tag(number)
        with self.beat(
            as_it_shrinks(first, last, scale),
            claim=claims.reads(
                number, lambda: curl_inside(field, axle, SMALL * trip.radius), drawn=[wheel], slack=0.01 * scale,
                name="circulation by area is the curl",
            ),
        ):  # fmt: skip
            self.play(FadeIn(written), run_time=0.8)
            self.play(size.animate(rate_func=smooth).set_value(SMALL), run_time=3)

        partial = typeset.Readout(
            view, "(partial Q)/(partial x) - (partial P)/(partial y)", float(field.curl_at(*axle)), scale=scale
        )
        by_formula = self.tag(typeset.formula(view, "F = (P, Q)"), partial)
        with self.beat(
            by_derivatives(first, last, scale),
            claim=claims.reads(
                partial, lambda: curl_inside(field, axle, SMALL * SMALL * trip.radius), slack=1e-3 * scale,
                name="the partial derivatives give the curl",
            ),
        ):  # fmt: skip
            self.play(FadeOut(written), FadeIn(by_formula), size.animate.set_value(HALF), run_time=1.2)

        spins = held(near, field, axle, HALF * trip.radius, self.pace_of(field, speed=1.0), SPINS)
        begun = self.clock.get_value()
        spun = Paddlewheel(near, spins, lambda: self.clock.get_value() - begun)
        at_rate = float(turning(field, [axle], spins.radius)[0])
        rate = typeset.Readout(view, '"turning rate"', at_rate, scale=scale_of_numbers(last / 2))
        by_turning = self.tag(rate)
        with self.beat(
            at_half_of_it(at_rate, float(field.curl_at(*axle)), scale),
            claim=[reads_the_rate(rate, near, spun, slack=0.02 * scale), turns_at_half_the_curl(near, spun, field)],
            hold=0,
        ):
            self.remove(wheel)
            self.add(spun)
            self.play(FadeOut(by_formula, pushes), FadeIn(by_turning), run_time=0.6)
            self.play(self.flowing(SPINS))
        self.remove(spun, by_turning, near_ground, near_arrows)

        self._compare("y, 0", "In a shear, nothing goes round. Yet it turns.", "shear")
        self._compare("-y/(x^2 + y^2), x/(x^2 + y^2)", "In this vortex it goes round, and does not turn.", "vortex")
        self._compare("-x, -2y", "In the field of a gradient, it never turns.", "gradient")

        named = []
        if is_uniform(ManyWheels(view, field, trip.pace, 0.0).rates):
            field = VectorField(VARIED)
            view = self.view_of(field)
            named = [self.definition(field, role="field")]
        pace, turned = self.pace_of(field, speed=1.2), ValueTracker(0.0)
        wheels = ManyWheels(view, field, pace, turned.get_value, corner=bool(named))
        wheels.pace = pace = min(pace, TURNING / max(np.abs(wheels.rates).max(initial=0.0), 1e-300))
        ground = maps.flow_ground(view, field, "curl")
        flow = marks.particles(view, field, self.clock, pace, count=450, role=self.role)
        every = every_wheel_turns_at_half_the_curl(wheels, field)
        with self.beat(all_over(wheels.rates), claim=[every, colours_say_the_way(ground, wheels)], hold=0):
            self.play(FadeIn(ground, flow, wheels, *named), run_time=1)
            self.play(self.flowing(4), turned.animate(rate_func=linear).set_value(4), run_time=4)

        with self.beat("Curl is twice the rate at which a small wheel turns.", claim=every, poster=True, hold=0):
            self.play(self.flowing(4), turned.animate(rate_func=linear).set_value(8), run_time=4)

    def _compare(self, text: str, caption: str, what: str) -> None:
        """A wheel floats in a flow to compare with, and the picture is empty again."""
        field = VectorField(text)
        view = self.view_of(field)
        trip = best_voyage(view, field, self.pace_of(field, speed=1.0), COMPARED, None)
        begun = self.clock.get_value()
        wheel = Paddlewheel(view, trip, lambda: self.clock.get_value() - begun)
        ground = maps.flow_ground(view, field)
        role: Literal["gradient", "field"] = "gradient" if what == "gradient" else "field"
        flow = marks.particles(view, field, self.clock, trip.pace, role=role)
        formula = self.definition(field, role=role)
        claimed = {
            "shear": lambda: [has_gone_straight(view, wheel), has_turned(view, wheel, least=45)],
            "vortex": lambda: [never_turns(view, wheel), has_gone_round(view, wheel, least=60)],
            "gradient": lambda: [never_turns(view, wheel)],
        }
        both = [turns_at_half_the_curl(view, wheel, field), goes_with_the_flow(view, wheel, field)]
        with self.beat(caption, claim=[*claimed[what](), *both], hold=0):
            self.add(ground, flow, wheel, formula)
            self.play(self.flowing(COMPARED))
        self.remove(ground, flow, wheel, formula)
