"""What gradient descent tends to when its steps shrink: a flow."""

from manim import Create, FadeIn, FadeOut, Flash, ValueTracker, Write, linear

from gradanim import Refusal
from gradanim.numerals import number
from gradanim.stage.claims.curves import never_climbs, same_height
from gradanim.stage.claims.flows import gap_shrinks, graph_shows_the_gap, obeys_the_rule, solves_the_equation
from gradanim.stage.claims.gradient import is_gradient
from gradanim.stage.graphs.gaps import GapGraph, descending, flow_dot, flow_line, gap_line, when
from gradanim.stage.graphs.section import desk
from gradanim.stage.layout import arranged
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.maps.frame import PlaneFrame
from gradanim.stage.marks.arrows import plane_arrow
from gradanim.stage.marks.steps import Steps
from gradanim.stage.scene import PlaneScene
from gradanim.stage.typeset.words import definition, formula, spoken
from gradanim.stepping import stepping

EXACT = {  # where the gradient does not change along the flow
    "gap": "Here the gradient stays the same on the way down: the steps stay on the flow, and there is no gap.",
    "half": "Steps half as long stay on the flow as well.",
    "quarter": "So do steps half as long again: where the slope does not change, looking more often tells nothing new.",
}


class GradientFlow(PlaneScene):
    """Gradient descent in ever smaller steps comes as close as you like to a flow without steps."""

    title = "A flow without steps"
    f = "0.2(x - 2)^2 + 0.5(y - sin(x))^2"
    start = (-2.7, 1.2)

    def make_view(self):
        """The part of the map that the flow goes through."""
        found = stepping(self.field, self.at)
        if found is None:
            raise Refusal(
                f"f(x, y) = {self.field.text} leaves no room for steps downhill from ({self.at[0]:g}, {self.at[1]:g}): "
                "choose another point with --at, or another part of the plane with --domain"
            )
        self.found = found
        view = super().make_view().zoomed(found.window())
        return descending(view, found.flow, longest=1.5, shortest=0.5)

    def construct(self):
        view, found = self.view, self.found
        contours = ContourMap(view)
        tint = contours.tint()
        clock, *clocks = (ValueTracker(0.0) for _ in (0, *found.runs))
        flow, dot = flow_line(view, found, clock.get_value), flow_dot(view, found, clock.get_value)
        arrow = plane_arrow(
            view,
            lambda: tuple(when(found.flow, clock.get_value())),
            lambda x, y: -view.field.gradient(x, y),
            view.theme.gradient,
        )
        runs = [self.steps(run, clocks[k]) for k, run in enumerate(found.runs)]
        gaps = [gap_line(view, found, k, clocks[k].get_value) for k in range(len(runs))]
        dots = [flow_dot(view, found, each.get_value) for each in clocks]

        words, board = desk(self.layout.panel, share=0.5)
        known = definition(view, "L(x, y)", self.field.reading, words.inset(bottom=0.5 * words.height))
        law = formula(view, "dif theta slash dif t = {{ -nabla L : gradient }}")
        rule = formula(view, "theta_(k+1) = theta_k - eta thin {{ nabla L : gradient }}")
        rates = [formula(view, f"eta = {number(rate, 3)}") for rate in found.rates]
        arranged([known, law, rule, rates[0]], words, gap=0.22)
        graph = GapGraph(view, found, board, [each.get_value for each in clocks])
        for rate in rates[1:]:
            rate.scale(rates[0].height / rate.height).move_to(rates[0], aligned_edge=[-1, 0, 0])
        self.on_glass(known, law, rule, *rates, graph)

        with self.beat(
            "A loss _L_ over two parameters, seen from above: the lower, the better.",
            claim=same_height(view, contours.longest),
        ):
            self.add(PlaneFrame(view))
            self.play(FadeIn(tint), Create(contours, lag_ratio=0.1), Write(known), run_time=2.5)

        with self.beat(
            "Minus the gradient says which way to go, and how fast.", claim=is_gradient(view, arrow, sign=-1)
        ):
            self.play(FadeIn(dot, scale=2))
            self.play(arrow.grow(), Write(law))

        with self.beat(
            "Follow it at every moment, and the point flows: the steeper it is, the faster.",
            claim=[
                solves_the_equation(view, flow, found.span),
                never_climbs(view, flow),
                is_gradient(view, arrow, sign=-1, throughout=True),
            ],
        ):
            self.add(flow)
            self.play(clock.animate(rate_func=linear).set_value(1.0), run_time=5)

        with self.beat(
            "A computer goes in steps: straight on for a time _η_, and only then it looks again.",
            claim=obeys_the_rule(view, runs[0], found.rates[0]),
        ):
            self.play(FadeOut(arrow, dot), FadeIn(runs[0]), Write(rule), FadeIn(rates[0]), run_time=1)
            self.play(clocks[0].animate(rate_func=linear).set_value(1.0), run_time=4)

        with self.beat(self.sentence("gap"), claim=graph_shows_the_gap(view, flow, runs[0], graph, 0)):
            clocks[0].set_value(0.0)
            self.play(FadeIn(graph.axes, gaps[0], dots[0]), run_time=0.8)
            self.add(graph.curves[0])
            self.play(clocks[0].animate(rate_func=linear).set_value(1.0), run_time=5)
            self.play(*self.tag(graph, 0), FadeOut(gaps[0], dots[0]), run_time=0.7)

        for k in (1, 2):
            with self.beat(
                self.sentence(("half", "quarter")[k - 1]),
                claim=[
                    obeys_the_rule(view, runs[k], found.rates[k]),
                    gap_shrinks(view, flow, runs[k - 1], runs[k], exact=found.exact),
                    graph_shows_the_gap(view, flow, runs[k], graph, k),
                ],
                poster=k == 2,
            ):
                faded = [m.animate.set_opacity(0.35) for m in (*runs[k - 1], graph.curves[k - 1])]
                self.play(*faded, FadeOut(rates[k - 1]), FadeIn(rates[k], runs[k]), run_time=0.8)
                self.add(graph.curves[k], gaps[k], dots[k])
                self.play(clocks[k].animate(rate_func=linear).set_value(1.0), run_time=4)
                self.play(*self.tag(graph, k), FadeOut(gaps[k], dots[k]), run_time=0.7)

        with self.beat("Make the steps ever smaller, and gradient descent becomes gradient flow."):
            self.play(FadeOut(*runs[:2]), Flash(view.at(*found.flow[-1]), color=view.theme.ink))

    def steps(self, stops, clock):
        """A descent, as far as its clock has come."""
        count = len(stops) - 1
        return Steps(self.view, stops, lambda: count * clock.get_value(), self.view.theme.direction, width=3)

    def tag(self, graph, run):
        """The name of a curve appears; where all gaps are nothing, all curves are one and have none."""
        return [] if self.found.exact else [FadeIn(graph.tags[run])]

    def sentence(self, about):
        """What is true of the gaps: their largest values, and whether there are any."""
        if self.found.exact:
            return EXACT[about]
        first, second, third = map(spoken, self.found.widest)
        return {
            "gap": "At the same time, the flow is at one place and the steps are at another: there is a gap.",
            "half": f"Make the steps half as long: the largest gap falls from {first} to {second}.",
            "quarter": f"Half as long again: it falls to {third}. The gap shrinks about as the step does.",
        }[about]
