"""What gradient descent tends to when its steps shrink: a flow. The story, and what it says."""

import numpy as np
from manim import Create, FadeIn, FadeOut, Indicate, ValueTracker, VectorizedPoint, Write, linear

from gradanim.stage import PlaneScene, claims, maps, plots
from gradanim.stage.claims.maps import bar_is_to_scale
from gradanim.stage.marks.scale_bar import ScaleBar
from scenes.descent.shared.valley_rings import ValleyRings

from .claims import (
    comes_closer,
    graph_shows_the_gap,
    points_along_the_gradient,
    rate_is_read,
    solves_the_equation,
    steps_by_the_rule,
)
from .comparison import Comparison, downhill_arrow, flow_dot, flow_line
from .discretization import Discretization, shown_discretization
from .gap_graph import GapGraph
from .pages import FlowPages

SHORTEST = 0.35  # scene units: a shorter arrow is hidden by the dot at its tail


class GradientFlow(PlaneScene):
    """Gradient descent in ever smaller steps comes as close as you like to a flow without steps."""

    title = "A flow without steps"
    composition = "half"
    f = "0.2(x - 2)^2 + 0.5(y - sin(x))^2"
    start = (-2.7, 1.2)

    def make_view(self):
        """The part of the map that the flow goes through."""
        self.found = found = shown_discretization(self.field, self.at)
        view = super().make_view().zoomed(found.window())
        return view.fit_arrows_inside(found.flow, sign=-1, longest=1.5, shortest=0.5)

    @property
    def to_scale(self):
        """Whether an arrow is to be seen at the start in the scale that all the flow has room for."""
        return self.view.arrow_scale * self.slope > SHORTEST

    def construct(self):
        view, found = self.view, self.found
        contours, clock = maps.ContourMap(view), ValueTracker(0.0)
        ground = contours.ground()
        minimum = ValleyRings(view, found.valley or [], ["minimum"], avoid=[*found.flow[::20], *found.runs[0]])
        flow, dot = flow_line(view, found, clock.get_value), flow_dot(view, found, clock.get_value)
        downhill = downhill_arrow(view, found, clock.get_value, to_scale=self.to_scale)
        comparisons = [Comparison(view, found, k) for k in range(len(found.runs))]
        ways = view.line(np.vstack([found.flow[::20], *found.runs]))
        bars = [ScaleBar(view, avoid=[*map(VectorizedPoint, ways), downhill, minimum])] if self.to_scale else []

        low = self.layout.panel.height < 2  # in a square film there is room for little more than the formulas
        text_box, graph_box = plots.split_panel(self.layout.panel, share=0.68 if low else 0.5, most=0.47)
        graph = GapGraph(view, found, graph_box, [comparison.clock.get_value for comparison in comparisons])
        pages = FlowPages(view, found, text_box, tight=low, to_scale=self.to_scale)
        is_velocity = claims.is_gradient if self.to_scale else points_along_the_gradient
        self.fixed_in_frame(*pages.everything, graph)

        with self.beat(
            "What is gradient descent without its steps?",
            claim=claims.same_height(view, contours.longest),
            hold=2.0,
        ):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(ground), Create(contours, lag_ratio=0.1), Write(pages.known), run_time=2)
            self.play(FadeIn(minimum), FadeIn(dot, scale=2), run_time=0.7)

        with self.beat(
            "Minus the gradient says which way, and how fast.",
            claim=[
                is_velocity(view, downhill, sign=-1),
                *(bar_is_to_scale(view, bar, downhill) for bar in bars),
            ],
        ):
            self.play(downhill.grow(), FadeOut(pages.known), Write(pages.equation), FadeIn(pages.note, *bars))

        with self.beat(
            "Follow it at every moment: gradient flow.",
            claim=[
                solves_the_equation(view, flow, found.span),
                claims.monotonic(view, flow, sign=-1, name="the flow only goes down"),
                is_velocity(view, downhill, sign=-1, throughout=True),
            ],
        ):
            self.add(flow)
            self.play(FadeIn(pages.flow_key), clock.animate(rate_func=linear).set_value(1.0), run_time=6)

        with self.beat(
            "Gradient descent goes straight on for a time _η_.",
            claim=[
                steps_by_the_rule(view, comparisons[0].steps, found.rates[0]),
                rate_is_read(view, comparisons[0].steps, pages.rates[0]),
            ],
        ):
            self.play(FadeOut(downhill, dot, *bars), FadeIn(comparisons[0].steps), *pages.turn(), run_time=0.8)
            self.play(Write(pages.rule), FadeIn(pages.descent_key, pages.rates[0]), comparisons[0].run(3.5))

        with self.beat(about(found, 0), claim=graph_shows_the_gap(view, flow, comparisons[0].steps, graph, 0)):
            comparisons[0].clock.set_value(0.0)
            self.play(FadeIn(graph.axes), run_time=0.5)
            self.compare(graph, comparisons, 0, seconds=5)

        with self.beat("What will steps half as long do?", hold=2.0):
            self.play(Indicate(pages.rates[0], color=view.theme.ink))

        for finer in ((1,), (2,)) if found.exact else ((1,), (2,), (3, 4)):
            with self.beat(
                about(found, finer[0]),
                claim=[
                    *(claim for k in finer for claim in comes_closer(view, found, flow, comparisons, graph, k)),
                    rate_is_read(view, comparisons[finer[-1]].steps, pages.rates[finer[-1]]),
                ],
                poster=finer == (2,),
            ):
                for k in finer:
                    faded = [m.animate.set_opacity(0.3) for m in (comparisons[k - 1].steps, graph.curves[k - 1])]
                    self.play(
                        *faded, FadeOut(pages.rates[k - 1]), FadeIn(pages.rates[k], comparisons[k].steps), run_time=0.7
                    )
                    self.compare(graph, comparisons, k, seconds=4 / len(finer))

        finest = comparisons[2 if found.exact else -1]
        with self.beat(moral(found)):
            finest.clock.set_value(0.0)
            self.play(
                FadeOut(*(comparison.steps for comparison in comparisons if comparison is not finest)), run_time=0.5
            )
            self.add(finest.dot)
            self.play(finest.run(3))

    def compare(self, graph, comparisons, k, *, seconds):
        """Flow and steps go the whole way at the same time, and the curve of their gap is drawn."""
        comparison = comparisons[k]
        self.add(graph.curves[k], comparison.gap, comparison.dot)
        self.play(comparison.run(seconds))
        self.play(FadeOut(comparison.gap, comparison.dot), *map(FadeIn, graph.tags[k : k + 1]), run_time=0.5)


LESS = 0.45  # of the gap before: a smaller one is not "about half" of it
GAPS = (
    "At the same time they are apart: there is a gap.",
    "About half the gap.",
    "Half the step again: about half the gap again.",
    "And again, and again: as close as you like.",
)
EXACT = (  # where the gradient does not change along the flow
    "Here the gradient stays the same: there is no gap.",
    "They stay on the flow as well.",
    "So do shorter ones: looking again tells nothing new.",
)


def about(found: Discretization, halvings: int) -> str:
    """What is true of the gaps after so many halvings."""
    if halvings == 1 and not found.exact and found.largest_gaps[1] < LESS * found.largest_gaps[0]:
        return "Less than half the gap."
    return EXACT[halvings] if found.exact else GAPS[halvings]


MORAL = "As its steps shrink, gradient descent tends to gradient flow."
EXACT_MORAL = "Where the gradient stays the same, descent is the flow."


def moral(found: Discretization) -> str:
    """The sentence to remember."""
    return EXACT_MORAL if found.exact else MORAL
