"""Divergence: how fast the area of a small cloud of dust grows, and not whether arrows spread."""

import numpy as np
from manim import DOWN, LEFT, FadeIn, FadeOut, ValueTracker, linear, smooth

from gradanim import VectorField
from gradanim.fields.vector_standing import change_at
from gradanim.stage import FieldScene, claims, maps, marks, typeset
from scenes.fields.shared.derivatives import by_derivatives
from scenes.fields.shared.numbers import scale_of_numbers
from scenes.fields.shared.seen_from import seen_from
from scenes.fields.shared.signs import is_uniform

from .claims import (
    colours_say_which_grow,
    divergence_inside,
    every_cloud_grows_by_the_divergence,
    flows_out,
    grows_by_the_divergence,
    has_become,
    has_been_stretched,
    has_spread,
    is_carried,
    keeps_its_area,
)
from .drift import best_drift
from .dust import Cloud, Fence, ManyClouds, area, flux_by_area, grains, growth_in, middle_of
from .sentences import all_over, as_it_shrinks, through_the_edge, what_becomes_of

DRIFTS = 6.0  # seconds
COMPARED = 5.0  # seconds that a cloud drifts in each flow that it is compared in
VARIED = "sin(x), sin(y)"  # a flow with clouds of both kinds, where those of the film's field all grow alike
GROWN = 0.8  # the logarithm of how many times as large a cloud gets, at most
SMALL = 0.12  # of its extent: as small as the cloud gets
SEEN = 0.3  # of how much the flow changes: a divergence that is less is said with as many digits


class Divergence(FieldScene):
    """A cloud of dust in a flow grows at the rate of its divergence, also where arrows spread and it does not."""

    title = "What does divergence measure?"
    F = "x, y"
    start = (0.6, -0.05)

    def construct(self):
        field, view = self.field, self.view
        drift = best_drift(view, field, self.pace_of(field, speed=1.0), DRIFTS, self.at)
        began, size = ValueTracker(0.0), ValueTracker(1.0)

        def second() -> float:
            return self.clock.get_value() - began.get_value()

        ground = maps.flow_ground(view, field)
        flow = marks.particles(view, field, self.clock, drift.pace, count=550, role=self.role)
        cloud, dust = Cloud(view, drift, second, share=size.get_value), grains(view, drift, second)
        formula = self.definition()
        first_area = area(drift.edge[0])
        relative = typeset.Readout(view, '"area" / "area at first"', lambda: area(cloud.drawn()) / first_area)
        measured = self.tag(relative)

        with self.beat("A cloud of dust drifts in this flow. Will it grow?", hold=1.6):
            self.add(ground, flow)
            self.play(self.flowing(2.6))
            began.set_value(self.clock.get_value())
            self.play(FadeIn(formula, cloud, dust), run_time=0.8)

        with self.beat(
            what_becomes_of(drift),
            claim=[
                grows_by_the_divergence(cloud, field),
                is_carried(cloud, field),
                claims.reads(relative, lambda: area(drift.at(DRIFTS)[0]) / first_area, drawn=[cloud], slack=0.005),
            ],
            hold=0,
        ):
            self.remove(formula)
            self.add(measured)
            self.play(self.flowing(DRIFTS))

        edge = drift.edge[-1]
        middle, fence = middle_of(edge), Fence(cloud, field)
        seen = seen_from(field, middle)
        ground_seen = maps.flow_ground(view, seen)
        arrows = marks.field_quiver(view, seen, cell=0.8, role=self.role).set_opacity(0.4)
        first, last = (flux_by_area(field, middle + part * (edge - middle)) for part in (1.0, SMALL))
        scale = scale_of_numbers(first, last, SEEN * change_at(field, middle))
        with self.beat(
            through_the_edge(first, scale) if fence.per_unit else "Seen from its middle, nothing flows at all.",
            claim=flows_out(fence, cloud),
        ):
            self.play(FadeOut(flow, dust, measured), FadeIn(ground_seen), run_time=0.8)
            self.remove(ground)
            self.play(FadeIn(arrows), run_time=0.6)
            self.play(FadeIn(fence), run_time=0.8)

        number = typeset.Readout(view, '"flux" / "area"', lambda: flux_by_area(field, cloud.corners()), scale=scale)
        by_area = self.tag(number)
        with self.beat(
            as_it_shrinks(first, last, scale),
            claim=claims.reads(
                number, lambda: divergence_inside(field, cloud.drawn()), drawn=[cloud], slack=0.01 * scale,
                name="flux by area is the divergence",
            ),
        ):  # fmt: skip
            self.play(FadeIn(by_area), run_time=0.8)
            self.play(size.animate(rate_func=smooth).set_value(SMALL), run_time=2.6)

        partial = typeset.Readout(
            view, "(partial P)/(partial x) + (partial Q)/(partial y)", float(field.divergence_at(*middle)),
            scale=scale,
        )  # fmt: skip
        by_formula = self.tag(typeset.formula(view, "F = (P, Q)"), partial)
        with self.beat(
            by_derivatives(first, last, scale),
            claim=claims.reads(
                partial, lambda: divergence_inside(field, middle + SMALL**2 * (edge - middle)), slack=1e-3 * scale,
                name="the partial derivatives give the divergence",
            ),
        ):  # fmt: skip
            self.play(FadeOut(by_area), FadeIn(by_formula), size.animate.set_value(0.5), run_time=1.2)
        self.remove(cloud, fence, arrows, by_formula, ground_seen)

        self._compare("-x, -y", "At a sink it shrinks: the divergence is negative.", "sink")
        self._compare("y, 0", "In a shear it is stretched, and keeps its area.", "shear")
        self._compare("x/(x^2 + y^2), y/(x^2 + y^2)", "Beside its source, arrows spread. The area stays.", "spreading")

        named = []
        if is_uniform(growth_in(view, field)):
            field = VectorField(VARIED)
            view = self.view_of(field)
            named = [self.definition(field, role="field")]
        rates, rounds = growth_in(view, field), ValueTracker(0.0)
        fastest = max(float(np.abs(rates).max(initial=0.0)), 1e-300)
        pace = min(self.pace_of(field, speed=1.5), GROWN / (fastest * ManyClouds.round))
        clouds = ManyClouds(view, field, pace, rounds.get_value, corner=bool(named))
        ground = maps.flow_ground(view, field, "divergence")
        flow = marks.particles(view, field, self.clock, pace, count=550, role=self.role)
        every = every_cloud_grows_by_the_divergence(clouds, field)
        turn = rounds.animate(rate_func=linear).set_value(0.999 * clouds.round)
        with self.beat(all_over(rates), claim=[every, colours_say_which_grow(ground, clouds)], hold=0):
            self.play(FadeIn(ground, flow, clouds, *named), run_time=0.8)
            self.play(turn, self.flowing(clouds.round), run_time=clouds.round)

        rounds.set_value(0.0)
        with self.beat("Divergence is the relative rate at which an area grows.", claim=every, poster=True, hold=0):
            again = rounds.animate(rate_func=linear).set_value(0.999 * clouds.round)
            self.play(again, self.flowing(clouds.round), run_time=clouds.round)

    def _compare(self, text: str, caption: str, what: str) -> None:
        """A cloud drifts in a flow to compare with, and the picture is empty again."""
        field = VectorField(text)
        view = self.view_of(field)
        drift = best_drift(view, field, self.pace_of(field, speed=1.0), COMPARED, None)
        begun = self.clock.get_value()

        def second() -> float:
            return self.clock.get_value() - begun

        cloud, dust = Cloud(view, drift, second), grains(view, drift, second)
        ground, flow = maps.flow_ground(view, field), marks.particles(view, field, self.clock, drift.pace, count=550)
        formula = self.definition(field, role="field")
        at_first = area(drift.edge[0])
        relative = typeset.Readout(view, '"area" / "area at first"', lambda: area(cloud.drawn()) / at_first)
        measured = self.tag(relative).next_to(formula, DOWN, buff=0.1, aligned_edge=LEFT)
        claimed = {
            "sink": lambda: [has_become(cloud, 0.5, "at most")],
            "shear": lambda: [keeps_its_area(cloud), has_been_stretched(cloud, 2.0)],
            "spreading": lambda: [keeps_its_area(cloud), has_spread(cloud, 1.2)],
        }
        with self.beat(
            caption,
            claim=[
                *claimed[what](),
                grows_by_the_divergence(cloud, field),
                is_carried(cloud, field),
                claims.reads(relative, lambda: area(drift.at(COMPARED)[0]) / at_first, drawn=[cloud], slack=0.005),
            ],
            hold=0,
        ):
            self.add(ground, flow, cloud, dust, formula, measured)
            self.play(self.flowing(COMPARED))
        self.remove(ground, flow, cloud, dust, formula, measured)
