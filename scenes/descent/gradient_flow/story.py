"""What gradient descent tends to when its steps shrink: a flow. The story, and what it says."""

from collections.abc import Sequence

from manim import Create, FadeIn, FadeOut, ValueTracker, Write, linear

from gradanim.stage import PlaneScene, claims, maps, plots
from scenes.descent.shared.valley_rings import ValleyRings

from .claims import (
    comes_closer,
    graph_shows_the_gap,
    points_along_the_gradient,
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
        ground, labels = contours.ground(), contours.height_labels(avoid=[*found.flow[::20], *found.runs[0]])
        minimum = ValleyRings(view, found.valley or [], ["minimum"], avoid=[*found.flow[::20], *found.runs[0]])
        flow, dot = flow_line(view, found, clock.get_value), flow_dot(view, found, clock.get_value)
        downhill = downhill_arrow(view, found, clock.get_value, to_scale=self.to_scale)
        comparisons = [Comparison(view, found, k) for k in range(len(found.runs))]

        low = self.layout.panel.height < 2  # in a square film there is room for little more than the formulas
        text_box, graph_box = plots.split_panel(self.layout.panel, share=0.68 if low else 0.5, most=0.47)
        graph = GapGraph(view, found, graph_box, [comparison.clock.get_value for comparison in comparisons])
        pages = FlowPages(view, found, text_box, tight=low, to_scale=self.to_scale)
        is_velocity = claims.is_gradient if self.to_scale else points_along_the_gradient
        self.fixed_in_frame(*pages.everything, graph)

        with self.beat(
            "A loss _L_ over two parameters, seen from above: the lower, the better.",
            claim=claims.same_height(view, contours.longest),
        ):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(ground), Create(contours, lag_ratio=0.1), Write(pages.known), run_time=2.5)
            self.play(FadeIn(labels, minimum))

        with self.beat(
            "Both parameters are one point _θ_. Minus the gradient says which way it should go, and how fast.",
            claim=is_velocity(view, downhill, sign=-1),
        ):
            self.play(FadeIn(dot, scale=2))
            self.play(downhill.grow(), Write(pages.equation), FadeIn(pages.note))

        with self.beat(
            "Follow it at every moment: this is gradient flow. The steeper it is, the faster.",
            claim=[
                solves_the_equation(view, flow, found.span),
                claims.monotonic(view, flow, sign=-1, name="the flow only goes down"),
                is_velocity(view, downhill, sign=-1, throughout=True),
            ],
        ):
            self.add(flow)
            self.play(FadeIn(pages.flow_key), clock.animate(rate_func=linear).set_value(1.0), run_time=5)

        with self.beat(
            "Gradient descent goes in steps: straight on for a time _η_, and only then it looks again.",
            claim=steps_by_the_rule(view, comparisons[0].steps, found.rates[0]),
        ):
            self.play(FadeOut(downhill, dot), FadeIn(comparisons[0].steps), *pages.turn(), run_time=0.8)
            self.play(Write(pages.rule), FadeIn(pages.descent_key, pages.rates[0]), comparisons[0].run(3.5))

        with self.beat(
            about(found, graph.said, 0), claim=graph_shows_the_gap(view, flow, comparisons[0].steps, graph, 0)
        ):
            comparisons[0].clock.set_value(0.0)
            self.play(FadeIn(graph.axes), run_time=0.8)
            self.compare(graph, comparisons, 0, seconds=5)

        for finer in ((1,), (2,)) if found.exact else ((1,), (2,), (3, 4)):
            with self.beat(
                about(found, graph.said, finer[0]),
                claim=[claim for k in finer for claim in comes_closer(view, found, flow, comparisons, graph, k)],
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


GAPS = (
    "At the same time, the flow is at one place and the steps are at another: there is a gap.",
    "Make the steps half as long: the largest gap falls from {0} to {1}.",
    "Halve them again: it falls to {2}. The gap shrinks about as the step does.",
    "And again, and again: {3}, then {4}. The steps come as close to the flow as you like.",
)
EXACT = (  # where the gradient does not change along the flow
    "Here the gradient stays the same on the way down: the steps stay on the flow, and there is no gap.",
    "Steps half as long stay on the flow as well.",
    "So do steps of half that length: where the slope does not change, looking more often tells nothing new.",
)


def about(found: Discretization, gaps: Sequence[str], halvings: int) -> str:
    """What is true of the gaps after so many halvings, given the largest of each descent as it is said."""
    return EXACT[halvings] if found.exact else GAPS[halvings].format(*gaps)


MORAL = "Make the steps ever smaller, and gradient descent becomes gradient flow."
EXACT_MORAL = "With ever smaller steps, gradient descent becomes gradient flow. Here, longer steps go the same way."


def moral(found: Discretization) -> str:
    """The sentence to remember."""
    return EXACT_MORAL if found.exact else MORAL
