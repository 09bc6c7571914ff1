"""When does work not depend on the path? The story, and what it says."""

from functools import partial

import numpy as np
from manim import DOWN, DR, RIGHT, UP, Create, FadeIn, FadeOut, Indicate, Mobject

from gradanim import Refusal, VectorField
from gradanim.stage import FieldScene, claims, maps, marks, typeset
from gradanim.stage.frame.layout import MARGIN

from .claims import (
    bars_are_equal,
    bars_are_work,
    bars_differ,
    comes_back,
    difference_is_curl,
    goes_round,
    has_no_curl,
    is_potential_difference,
    loop_adds_up_to,
    no_loop_turns,
    one_on_one_back,
    say_heights,
)
from .domains import bordered, domain_named
from .holes import AROUND, BESIDE, HOLE, hole_mark, loop
from .journey import Journey, end_heights, ends
from .paths import Paths, between, chosen_paths, measured, work_along
from .potential import difference_by_formula, heights_of
from .reasons import reason_between
from .work_bars import is_tall, room_for_paths


class ConservativeField(FieldScene):
    """Work from A to B on several paths: the same in a gradient field, another in a vortex; and what a hole does."""

    title = "Does the path matter?"
    F = "-y, -x"

    def construct(self):
        self.shown: Paths  # in the first chapter
        self.leaving: list[Mobject] = []  # what is in the picture when the next chapter begins, its ground first
        verdict = self.field.is_conservative
        if not verdict.told:
            raise Refusal(f"{verdict}, such as a --domain around a place where it is smooth")
        if verdict:
            self.equal_paths()
            self.vortex()
        else:
            self.differing_paths()
            self.own_gradient()
        self.hole_that_matters()
        self.hole_that_does_not()
        with self.beat("Conservative: 0 round every loop, also round holes.", hold=2.5):
            self.play(FadeOut(*self.leaving), run_time=0.5)

    def equal_paths(self):
        """A conservative field: three paths, and its potential."""
        field, view, domain = self.field, self.view, self.field.domain
        paths = chosen_paths(field, room_for_paths(view, self.layout, domain), self.at, differ=False)
        trip, places = self.journey(view, field, paths), ends(view, paths.a, paths.b)
        ground, arrows, formula = self.pictured(view, field)
        heights, border = heights_of(view, field), bordered(view, domain)
        contours, uphill = maps.ContourMap(heights), marks.field_quiver(heights, field, role="gradient")
        land, level = contours.ground(), trip.bars.level(view.theme.ink, paths.works[0][-1])
        number = typeset.Readout(view, "f(B) - f(A)", field.work(paths.a, paths.b), scale=paths.sizes[0])
        named = domain_named(view, field.is_conservative)
        written = self.below(trip.bars, number, *named)
        high = end_heights(heights, paths, clear_of=[trip.bars, written])
        self.shown = paths

        with self.beat("On which path from A to B does the field help more?", hold=2.0):
            self.add(ground)
            self.play(FadeIn(arrows, formula), run_time=0.8)
            self.play(FadeIn(places, *trip.walkers[:2]), *map(Create, trip.plans[:2]), run_time=1.2)

        with self.beat(
            "Add up its push along each path: both are equal.",
            claim=[bars_are_work(view, field, trip.lines[:2], trip.bars), bars_are_equal(trip.bars, 2)],
        ):
            self.play(FadeIn(trip.bars), run_time=0.5)
            self.add(*trip.lines[:2])
            self.play(*trip.go(0, 1, seconds=5))

        with self.beat(
            "A third path, which nobody planned: equal again.",
            claim=[bars_are_work(view, field, trip.lines, trip.bars), bars_are_equal(trip.bars, 3)],
        ):
            self.play(Create(trip.plans[2]), FadeIn(trip.walkers[2]), run_time=0.8)
            self.add(trip.lines[2])
            self.play(*trip.go(2, seconds=4))

        with self.beat(
            "Work is a difference of heights: of its potential.",
            claim=[
                claims.along_the_gradient(uphill),
                *is_potential_difference(number, trip.bars, partial(difference_by_formula, field, paths.a, paths.b)),
                *say_heights(heights, high, paths, partial(difference_by_formula, field, paths.a, paths.b)),
                no_loop_turns(view, field, border, written),
            ],
            hold=3.0,
            poster=True,
        ):
            self.play(FadeOut(arrows, formula, *trip.plans), FadeIn(land, contours, uphill), run_time=1.5)
            self.play(FadeOut(places), FadeIn(high, written, level, border), run_time=0.6)
        self.remove(ground)
        self.leaving = [land, contours, uphill, written, level, border, high, *trip.all]

    def vortex(self):
        """Two paths in a vortex, on which the work differs."""
        field = VectorField("-y, x")
        view = self.view_of(field)
        before = None if self.is_typed else measured(field, self.shown.a, self.shown.b, self.shown.lines)
        paths = before or between(field, (-1.9, 0.0), (1.3, 0.0))
        trip, places = self.journey(view, field, paths, count=2), ends(view, paths.a, paths.b)
        ground, arrows, formula = self.pictured(view, field)
        with self.beat(IN_A_VORTEX[self.is_typed], hold=1.5):
            self.turn_to(ground, arrows, formula, places, *trip.plans, *trip.walkers, trip.bars)
        with self.beat(
            "No: on one path it helps you, on the other it hinders.",
            claim=[
                bars_are_work(view, field, trip.lines, trip.bars),
                one_on_one_back(trip.bars),
                difference_is_curl(view, field, trip.lines, trip.bars),
            ],
        ):
            self.add(*trip.lines)
            self.play(*trip.go(0, 1, seconds=4))
        self.leaving = [ground, arrows, formula, places, *trip.plans, *trip.all]

    def differing_paths(self):
        """A field that is not conservative: the work differs on two paths, and why."""
        field, view = self.field, self.view
        paths = chosen_paths(field, room_for_paths(view, self.layout, field.domain), self.at, differ=True)
        trip, places = self.journey(view, field, paths, count=2), ends(view, paths.a, paths.b)
        ground, arrows, formula = self.pictured(view, field)
        curls, (why, is_curl) = maps.flow_ground(view, field, "curl"), reason_between(field, paths)
        with self.beat("On which path from A to B does the field help more?", hold=2.0):
            self.add(ground)
            self.play(FadeIn(arrows, formula), run_time=0.8)
            self.play(FadeIn(places, *trip.walkers), *map(Create, trip.plans), run_time=1.2)
        with self.beat(
            "Add up its push along each path: they differ.",
            claim=[bars_are_work(view, field, trip.lines, trip.bars), bars_differ(trip.bars)],
        ):
            self.play(FadeIn(trip.bars), run_time=0.5)
            self.add(*trip.lines)
            self.play(*trip.go(0, 1, seconds=5))
        with self.beat(
            why, claim=difference_is_curl(view, field, trip.lines, trip.bars) if is_curl else bars_differ(trip.bars)
        ):
            self.play(FadeIn(curls), run_time=1.2)
        self.remove(ground)
        self.leaving = [curls, arrows, formula, places, *trip.plans, *trip.all]

    def own_gradient(self):
        """The film's own field, on its potential, where another one was typed that has none."""
        field = VectorField(self.F)
        view, domain = self.view_of(field), field.domain
        paths = chosen_paths(field, room_for_paths(view, self.layout, domain), None, differ=False)
        trip, places = self.journey(view, field, paths), ends(view, paths.a, paths.b)
        heights, border = heights_of(view, field), bordered(view, domain)
        contours, uphill = maps.ContourMap(heights), marks.field_quiver(heights, field, role="gradient")
        land, number = (
            contours.ground(),
            typeset.Readout(view, "f(B) - f(A)", field.work(paths.a, paths.b), scale=paths.sizes[0]),
        )
        written = self.below(trip.bars, number, *domain_named(view, field.is_conservative))
        high = end_heights(heights, paths, clear_of=[trip.bars, written])
        with self.beat("In a gradient field, are they equal?", claim=claims.along_the_gradient(uphill), hold=1.5):
            self.turn_to(land, contours, uphill, places, *trip.plans, *trip.walkers, trip.bars)
        with self.beat(
            "Yes: the work is the difference of its potential.",
            claim=[
                bars_are_work(view, field, trip.lines, trip.bars),
                bars_are_equal(trip.bars, 3),
                *is_potential_difference(number, trip.bars, partial(difference_by_formula, field, paths.a, paths.b)),
                *say_heights(heights, high, paths, partial(difference_by_formula, field, paths.a, paths.b)),
                no_loop_turns(view, field, border, written),
            ],
            hold=2.0,
            poster=True,
        ):
            self.add(*trip.lines)
            self.play(*trip.go(0, 1, 2, seconds=4))
            self.play(FadeOut(places), FadeIn(high, written, border), run_time=0.6)
        self.leaving = [land, contours, uphill, high, written, border, *trip.plans, *trip.all]

    def hole_that_matters(self):
        """A field whose curl is zero, and which is not conservative."""
        field = VectorField("-y/(x^2 + y^2), x/(x^2 + y^2)")
        view = self.view_of(field)
        trip, (ground, arrows, formula) = self.loops(view, field), self.pictured(view, field)
        (beside, around), hole = trip.lines, hole_mark(view)
        with self.beat(
            "The curl is 0 wherever _F_ is defined. Is that enough?",
            claim=[
                bars_are_work(view, field, [beside], trip.bars),
                comes_back(trip.bars, 0),
                goes_round(view, beside, HOLE, times=0),
                has_no_curl(view, field, arrows),
            ],
            hold=2.0,
        ):
            self.turn_to(ground, arrows, formula, hole, trip.plans[0], trip.walkers[0], trip.bars)
            self.add(beside)
            self.play(*trip.go(0, seconds=3))
        number = typeset.Readout(view, '"work"', trip.bars.works[1])
        written = self.below(trip.bars, number)
        with self.beat(
            "Now once round the hole: what is left of the work?",
            claim=goes_round(view, around, HOLE, times=1),
            hold=1.2,
        ):
            self.play(FadeIn(trip.plans[1], trip.walkers[1], written), run_time=0.5)
            self.add(around)
            self.play(*trip.go(1, seconds=4.0))
        with self.beat(
            "It is 2π, not 0: this field is not conservative.",
            claim=loop_adds_up_to(view, field, around, number, 2 * np.pi),
        ):
            self.play(Indicate(written, scale_factor=1.15, color=None), run_time=1.0)
        self.leaving = [ground, arrows, formula, written, hole, *trip.plans, *trip.all]

    def hole_that_does_not(self):
        """A field that is conservative although its plane has a hole."""
        field = VectorField("x/(x^2 + y^2), y/(x^2 + y^2)")
        view = self.view_of(field)
        trip, (ground, arrows, formula) = self.loops(view, field), self.pictured(view, field)
        number, border, hole = (
            typeset.Readout(view, '"work"', trip.bars.works[1]),
            bordered(view, field.domain),
            hole_mark(view),
        )
        written = self.below(trip.bars, number)
        where = typeset.on_plate(view, *domain_named(view, field.is_conservative, but='"without" (0, 0)'))
        where.next_to(written, UP if is_tall(self.layout) else DOWN, buff=0.1, aligned_edge=RIGHT)
        with self.beat(
            "Another field with a hole. Round it, what is left?",
            claim=[
                goes_round(view, trip.lines[1], HOLE, times=1),
                bars_are_work(view, field, trip.lines, trip.bars),
            ],
        ):
            self.turn_to(ground, arrows, formula, written, hole, *trip.plans, *trip.walkers, trip.bars)
            self.add(*trip.lines)
            self.play(*trip.go(0, 1, seconds=4.0))
        with self.beat(
            "Nothing is left: this hole does no harm.",
            claim=[
                *loop_adds_up_to(view, field, trip.lines[1], number, 0.0),
                no_loop_turns(view, field, border, where),
            ],
        ):
            self.play(FadeIn(where, border), run_time=0.8)
        self.leaving = [formula, trip.bars, *trip.plans, *trip.walkers]

    def turn_to(self, *things):
        """Let what was in the picture go, and then its ground while other things come."""
        ground, *told = self.leaving
        self.play(FadeOut(*told), run_time=0.4)
        self.play(FadeOut(ground), FadeIn(*things), run_time=0.7)

    def pictured(self, view, field):
        """The ground, the arrows and the formula of a field."""
        formula = self.tag(typeset.field_definition(view, field, 0.45 * self.layout.picture.width))
        return maps.flow_ground(view, field), marks.field_quiver(view, field), formula

    def below(self, bars, *items):
        """Texts and numbers on a plate below the bars; in a tall frame in the corner below the domain."""
        written, picture = typeset.on_plate(self.view, *items), self.layout.picture
        if is_tall(self.layout):
            return written.move_to([picture.right - MARGIN, picture.bottom + MARGIN, 0.0], aligned_edge=DR)
        return written.next_to(bars, DOWN, buff=0.2, aligned_edge=RIGHT)

    def journey(self, view, field, paths, *, count=3):
        """Walkers on the first of the paths, and their bars."""
        colours = [view.theme.runners[3], view.theme.runners[4], view.theme.path]
        return Journey(view, field, self.layout, paths.lines[:count], paths.works[:count], colours[:count])

    def loops(self, view, field):
        """Walkers on two loops, beside the hole and around it, and their bars."""
        colours, lines = [view.theme.runners[3], view.theme.path], [loop(*BESIDE), loop(*AROUND)]
        return Journey(view, field, self.layout, lines, [work_along(field, line)[0] for line in lines], colours)


IN_A_VORTEX = {
    False: "One sign is changed. Are two paths still equal?",
    True: "And in a vortex, are two paths still equal?",
}
