"""Why a gradient field has no curl: the mixed partials agree, where they are continuous. The story."""

from functools import partial
from itertools import pairwise

import numpy as np
from manim import Create, FadeIn, FadeOut, ValueTracker, Write, linear

from gradanim import Domain, Levels
from gradanim.stage import PlaneScene, claims, maps, marks, plots, typeset

from .claims import (
    adds_up_to_nothing,
    bars_are_climbs,
    curve_ends_at,
    curve_is_climb,
    has_no_limit,
    is_component,
    is_quotient,
    limit_of,
    marks_agree,
    numbers_are_quotients,
    rays_to,
    signs_make_it,
    tends_to_mixed_partial,
)
from .counterexample import FORMULA, MIXED, PEANO, WAYS, quotient_on
from .graphs import LoopGraph, SideBars
from .limit_graph import LimitGraph
from .mixed_difference import (
    SMALLEST,
    f_scale,
    mixed_partial,
    mixed_quotient,
    mixed_quotient_of_heights,
    square_at,
    square_near,
)
from .rectangle import DrawnRectangle, components, lengths, signs


class MixedPartials(PlaneScene):
    """Round a small square a gradient adds up to nothing: its mixed partials agree, where they are continuous."""

    title = "Why a gradient has no curl"
    composition = "half"
    f = "x^3 y + x y^2"
    start = (0.5, 0.125)
    domain = Domain(-1.5, 1.5, -1.0, 1.0)

    def construct(self):
        square = square_at(self.view, self.at) if self.shot.at else square_near(self.view, self.at)
        self.at = square.at
        outline = np.vstack([square.corners, square.corners[:1]])
        view = self.view.fit_arrows(steepest_on(self.field, outline), LONGEST)
        contours, frame = maps.ContourMap(view), maps.PlaneFrame(view)
        everywhere = marks.gradient_quiver(view, lengths="directions")
        ground, shrunk, round_it, grown = contours.ground(), ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        rectangle = DrawnRectangle(view, lambda: square.shrunk(SMALLEST ** shrunk.get_value()))
        walker, corner_signs, names = marks.Walker(view, outline[0]), signs(view, square), lengths(rectangle)
        arrow, along, place = (
            marks.gradient_arrow(view, walker),
            components(view, square, walker),
            marks.Marker(view, self.at),
        )

        words, board = plots.split_panel(self.layout.panel, share=0.42, most=0.5)
        known, rule, curl = (
            typeset.definition(view, self.field, words),
            typeset.formula(view, ORDERS),
            typeset.formula(view, CURL),
        )
        note, same_note = marks.directions_note(view), marks.directions_note(view)
        graph, bars = LoopGraph(view, square, board, round_it.get_value), SideBars(view, square, board, grown.get_value)
        number = quotient_readout(
            view, lambda: mixed_quotient(view.field, rectangle.patch()), notation(self.field, square)
        )
        limits = LimitGraph(
            view, board, [lambda way: mixed_quotient(view.field, square.shrunk(SMALLEST**way))], [shrunk.get_value]
        )
        for page, box in (
            ([known], words), ([note], board), ([number, rule], words), ([curl, same_note], self.layout.panel)
        ):  # fmt: skip
            typeset.arranged_readably(page, box, spare=[])
        self.fixed_in_frame(known, note, graph, bars, limits, number, rule, curl, same_note)

        with self.beat(
            "Can a gradient field go round in circles?", claim=claims.along_the_gradient(everywhere), hold=2.0
        ):
            self.add(frame)
            self.play(FadeIn(ground), Create(contours, lag_ratio=0.1), Write(known), run_time=1.5)
            self.play(Create(everywhere), FadeIn(note))

        with self.beat(
            "Add it up once round a square: nothing is left.",
            claim=[
                adds_up_to_nothing(rectangle),
                curve_is_climb(rectangle, graph),
                claims.is_gradient(view, arrow, throughout=True),
                is_component(rectangle, walker, along),
            ],
        ):
            self.play(FadeOut(everywhere, note), FadeIn(rectangle, graph), FadeIn(walker, scale=2), run_time=0.8)
            self.add(*graph.curves, graph.dot)
            self.play(FadeIn(arrow, along), run_time=0.5)
            self.play(walker.follow(outline), round_it.animate(rate_func=linear).set_value(1.0), run_time=6)

        with self.beat(
            about_differences(bars),
            claim=[bars_are_climbs(rectangle, bars), marks_agree(bars)],
        ):
            self.play(FadeOut(walker, arrow, along, graph, *graph.curves, graph.dot), run_time=0.5)
            self.play(FadeIn(bars, bars.bars), grown.animate.set_value(1.0), run_time=1.2)
            self.play(Create(bars.levels), FadeIn(bars.marks, bars.names), run_time=0.8)

        with self.beat(
            "It has to be: both are these four heights.",
            claim=signs_make_it(rectangle, corner_signs, bars),
            hold=1.5,
            poster=True,
        ):
            self.play(FadeIn(corner_signs, lag_ratio=0.3), run_time=1.2)

        limit = mixed_partial(self.field, self.at)
        slack = 1.5 * abs(mixed_quotient(self.field, square.shrunk(SMALLEST)) - limit)
        with self.beat(
            "Divide by its area and shrink it: the mixed partial.",
            claim=[
                tends_to_mixed_partial(view, number, place, slack),
                curve_ends_at(limits, 0, number),
            ],
        ):
            gone = [known, bars, bars.bars, bars.levels, bars.marks, bars.names, corner_signs]
            self.play(FadeOut(*gone), FadeIn(number, names, limits), run_time=0.7)
            self.add(place, *limits.curves, *limits.dots)
            self.play(shrunk.animate(rate_func=linear).set_value(1.0), run_time=3.5)
            self.play(FadeOut(rectangle, names), Write(rule), run_time=0.8)

        self.play(FadeOut(number, rule, limits, *limits.curves, *limits.dots), run_time=0.4)
        others = self.where_they_differ([place, frame, contours, ground])
        with self.beat(
            "Continuous mixed partials agree: no curl.", claim=claims.along_the_gradient(everywhere), hold=2.0
        ):
            self.play(FadeOut(*others), FadeIn(ground, contours, frame, curl))
            self.play(Create(everywhere), FadeIn(same_note))

    def where_they_differ(self, gone):
        """A function whose mixed partials at one point depend on the order; returns what is to leave the picture."""
        view, fan_view = (self.map_of(field.on(self.filling(field.domain))) for field in (PEANO, MIXED))
        contours, fan, frame = maps.ContourMap(view), maps.ContourMap(fan_view, FAN), maps.PlaneFrame(view)
        ground, fan_ground, place = contours.ground(), fan.ground(), marks.Marker(view, (0.0, 0.0))
        numbers = fan.height_labels(avoid=[(0.0, 0.0)], apart=0.7)
        shares, turn = [ValueTracker(0.0) for _ in WAYS], ValueTracker(0.0)

        def patch():
            """The rectangle of the way that it is the turn of."""
            now = int(turn.get_value())
            return WAYS[now](shares[now].get_value())

        rectangle = DrawnRectangle(view, patch)
        names, number = lengths(rectangle), quotient_readout(view, lambda: mixed_quotient_of_heights(PEANO, patch()))
        words, board = plots.split_panel(self.layout.panel, share=0.42, most=0.5)
        known, joined = typeset.definition(view, FORMULA, words), typeset.formula(view, "f(0, 0) = 0")
        typeset.arranged_readably([known, joined, number], words, spare=[])
        gone_so_far, ticks = [share.get_value for share in shares], [(-1, "-1"), (0, "0"), (1, "1")]
        limits = LimitGraph(view, board, [partial(quotient_on, way) for way in WAYS], gone_so_far, marks=ticks)
        self.fixed_in_frame(known, joined, number, limits)

        with self.beat(
            "Each square from here gives 0. Is the mixed partial 0?",
            claim=[*is_quotient(number, rectangle, lambda: 0.0), curve_ends_at(limits, 0, number)],
            hold=2.0,
        ):
            self.play(FadeOut(*gone), FadeIn(ground, contours, frame, known, joined), run_time=0.8)
            self.play(FadeIn(rectangle, names, place, number, limits), run_time=0.6)
            self.add(limits.curves[0], limits.dots[0])
            self.play(shares[0].animate(rate_func=linear).set_value(1.0), run_time=2)

        for now, (sentence, first) in enumerate(IN_TURN, 1):
            with self.beat(
                sentence,
                claim=[
                    *is_quotient(number, rectangle, partial(limit_of, PEANO, first)),
                    curve_ends_at(limits, now, number),
                ],
            ):
                turn.set_value(now)
                self.add(limits.curves[now], limits.dots[now])
                self.play(FadeIn(rectangle, names), run_time=0.4)
                self.play(shares[now].animate(rate_func=linear).set_value(1.0), run_time=3)

        with self.beat(
            "The mixed partial is constant on rays: no limit.",
            claim=[
                rays_to(fan_view, fan),
                numbers_are_quotients(fan_view, numbers, PEANO),
                has_no_limit(fan_view, fan, PEANO),
            ],
            hold=3.0,
        ):
            self.play(
                FadeOut(rectangle, names, number, place, known, joined, limits, *limits.curves, *limits.dots),
                run_time=0.5,
            )
            self.play(FadeIn(fan_ground, fan), run_time=1.5)
            self.play(FadeIn(numbers), run_time=0.5)
        return [frame, ground, contours, fan_ground, fan, numbers]


LONGEST = 1.2  # scene units: of the gradients round a square
FAN = Levels(np.linspace(-1.2, 1.2, 13), "even")  # of the mixed partial, short of its extremes
ORDERS = "frac(partial^2 f, partial x partial y) = frac(partial^2 f, partial y partial x)"
CURL = (
    "{{ nabla times nabla f : gradient }} = frac(partial, partial x) frac(partial f, partial y)"
    " - frac(partial, partial y) frac(partial f, partial x) = 0"
)
IN_TURN = (
    ("Let _k_ shrink first, then _h_: the limit is 1.", "y"),
    ("Let _h_ shrink first, then _k_: it is \N{MINUS SIGN}1.", "x"),
)
DIFFER = "Right minus left is as much as top minus bottom."
ALIKE = "Right climbs as much as left, and top as bottom."


def steepest_on(field, outline):
    """The steepest slope round a square."""
    places = np.vstack([np.linspace(a, b, 40) for a, b in pairwise(outline)])
    return float(np.hypot(*field.gradient(*places.T)).max())


def about_differences(bars):
    """The sentence about opposite sides of the square."""
    climbs = bars.climbs
    return DIFFER if abs(climbs[1] - climbs[0]) > 1e-3 * np.max(np.abs(climbs)) else ALIKE


def quotient_readout(view, value, scale=1.0):
    """The mixed difference over the area of a rectangle, as it is now."""
    return typeset.Readout(view, "frac(Delta, h k)", value, scale=scale)


def notation(field, square):
    """The size of the quotients to expect, from the first square to the last; 1 where all of them are zero."""
    most = max(abs(mixed_quotient(field, square)), abs(mixed_partial(field, square.at)))
    return most if most > 1e-6 * f_scale(field, square) else 1.0
