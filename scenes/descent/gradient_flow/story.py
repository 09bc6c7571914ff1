"""What gradient descent tends to when its steps shrink: a flow."""

from manim import Create, FadeIn, FadeOut, ValueTracker, Write, linear

from gradanim.stage import PlaneScene, claims, graphs, maps
from scenes.descent.shared.valleys import ValleyRings

from .claims import comes_closer, graph_shows_the_gap, never_climbs, obeys_the_rule, solves_the_equation
from .marks import Chase, downhill_arrow, flow_dot, flow_line
from .panels import FlowPages, GapGraph
from .sentences import about, moral, told


class GradientFlow(PlaneScene):
    """Gradient descent in ever smaller steps comes as close as you like to a flow without steps."""

    title = "A flow without steps"
    f = "0.2(x - 2)^2 + 0.5(y - sin(x))^2"
    start = (-2.7, 1.2)

    def make_view(self):
        """The part of the map that the flow goes through."""
        self.found = found = told(self.field, self.at)
        view = super().make_view().zoomed(found.window())
        return view.fit_arrows_inside(found.flow, sign=-1, longest=1.5, shortest=0.5)

    def construct(self):
        view, found = self.view, self.found
        contours, clock = maps.ContourMap(view), ValueTracker(0.0)
        tint, labels = contours.tint(), contours.height_labels(avoid=[*found.flow[::20], *found.runs[0]])
        minimum = ValleyRings(view, found.valley or [], ["minimum"], avoid=[*found.flow[::20], *found.runs[0]])
        flow, dot = flow_line(view, found, clock.get_value), flow_dot(view, found, clock.get_value)
        downhill = downhill_arrow(view, found, clock.get_value)
        chases = [Chase(view, found, k) for k in range(len(found.runs))]

        low = self.layout.panel.height < 2  # in a square film there is room for little more than the formulas
        words, board = graphs.desk(self.layout.panel, share=0.68 if low else 0.5, most=0.47)
        graph = GapGraph(view, found, board, [chase.clock.get_value for chase in chases])
        pages = FlowPages(view, found, words, tight=low)
        self.fixed_in_frame(*pages.everything, graph)

        with self.beat(
            "A loss _L_ over two parameters, seen from above: the lower, the better.",
            claim=claims.same_height(view, contours.longest),
        ):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(tint), Create(contours, lag_ratio=0.1), Write(pages.known), run_time=2.5)
            self.play(FadeIn(labels, minimum))

        with self.beat(
            "Both parameters are one point _θ_. Minus the gradient says which way it should go, and how fast.",
            claim=claims.is_gradient(view, downhill, sign=-1),
        ):
            self.play(FadeIn(dot, scale=2))
            self.play(downhill.grow(), Write(pages.law), FadeIn(pages.note))

        with self.beat(
            "Follow it at every moment: this is gradient flow. The steeper it is, the faster.",
            claim=[
                solves_the_equation(view, flow, found.span),
                never_climbs(view, flow),
                claims.is_gradient(view, downhill, sign=-1, throughout=True),
            ],
        ):
            self.add(flow)
            self.play(FadeIn(pages.flowing), clock.animate(rate_func=linear).set_value(1.0), run_time=5)

        with self.beat(
            "Gradient descent goes in steps: straight on for a time _η_, and only then it looks again.",
            claim=obeys_the_rule(view, chases[0].steps, found.rates[0]),
        ):
            self.play(FadeOut(downhill, dot), FadeIn(chases[0].steps), *pages.turn(), run_time=0.8)
            self.play(Write(pages.rule), FadeIn(pages.stepwise, pages.rates[0]), chases[0].run(3.5))

        with self.beat(about(found, graph.said, 0), claim=graph_shows_the_gap(view, flow, chases[0].steps, graph, 0)):
            chases[0].clock.set_value(0.0)
            self.play(FadeIn(graph.axes), run_time=0.8)
            self.chase(graph, chases, 0, seconds=5)

        for finer in ((1,), (2,)) if found.exact else ((1,), (2,), (3, 4)):
            with self.beat(
                about(found, graph.said, finer[0]),
                claim=[claim for k in finer for claim in comes_closer(view, found, flow, chases, graph, k)],
                poster=finer == (2,),
            ):
                for k in finer:
                    faded = [m.animate.set_opacity(0.3) for m in (chases[k - 1].steps, graph.curves[k - 1])]
                    self.play(
                        *faded, FadeOut(pages.rates[k - 1]), FadeIn(pages.rates[k], chases[k].steps), run_time=0.7
                    )
                    self.chase(graph, chases, k, seconds=4 / len(finer))

        finest = chases[2 if found.exact else -1]
        with self.beat(moral(found)):
            finest.clock.set_value(0.0)
            self.play(FadeOut(*(chase.steps for chase in chases if chase is not finest)), run_time=0.5)
            self.add(finest.dot)
            self.play(finest.run(3))

    def chase(self, graph, chases, k, *, seconds):
        """Flow and steps go the whole way at the same time, and the curve of their gap is drawn."""
        chase = chases[k]
        self.add(graph.curves[k], chase.gap, chase.dot)
        self.play(chase.run(seconds))
        self.play(FadeOut(chase.gap, chase.dot), *map(FadeIn, graph.tags[k : k + 1]), run_time=0.5)
