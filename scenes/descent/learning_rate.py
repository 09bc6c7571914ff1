"""How large the learning rate of gradient descent may be: the valley's curvature decides."""

import numpy as np
from manim import Create, Dot, FadeIn, FadeOut, Line, ValueTracker, Write, linear

from gradanim import Refusal, descend
from gradanim.bowl import bowl_near
from gradanim.rules import Gradient
from gradanim.stage.claims.descents import fate, graph_is_height, most_curved, number_is_curvature, swings
from gradanim.stage.claims.walks import obeys
from gradanim.stage.graphs.heights import HeightGraph
from gradanim.stage.graphs.section import desk
from gradanim.stage.layout import arranged
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.maps.frame import PlaneFrame
from gradanim.stage.marks.steps import Steps, padded
from gradanim.stage.scene import PlaneScene
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.words import formula, spoken
from gradanim.stage.view import View

STEPS = 24
SHARES = {"small": 0.03, "good": 0.7, "large": 1.15}  # of the limit
GONE = 0.01  # of the height at the start: what is left when a walk has arrived


class LearningRate(PlaneScene):
    """Too small a learning rate crawls, too large a one runs away: the curvature of the valley sets the limit, 2/L."""

    title = "How large a step?"
    f = "x^2/4 + y^2"
    start = (-2.4, 0.5)

    def construct(self):
        view, bowl, field = self.view, self.bowl, self.view.field
        begin = bowl.start(self.at, wanted=self.shot.at is not None or not self.shot.function)
        rates = [float(f"{share * bowl.limit:.1e}") for share in SHARES.values()]
        walks = [descend(field, begin, rate=rate, steps=STEPS) for rate in rates]
        colours = [view.theme.runners[k] for k in (0, 1, -1)]
        clocks = [ValueTracker(0) for _ in walks]
        rate, words, board = ValueTracker(rates[0]), *desk(self.layout.panel)

        contours, valley = ContourMap(view), Dot(view.at(*bowl.bottom), radius=0.07, color=view.theme.ink)
        tint = contours.tint()
        tracks = [
            Steps(view, walk.points, clock.get_value, colour)
            for walk, clock, colour in zip(walks, clocks, colours, strict=True)
        ]
        heights = [padded(walk.heights, STEPS) for walk in walks]
        graph = HeightGraph(view, board, heights, [spoken(r) for r in rates], colours)
        curves = [
            graph.curve(known, clock.get_value, colour)
            for known, clock, colour in zip(heights, clocks, colours, strict=True)
        ]
        tuned = Steps(view, lambda: self.stops(begin, rate.get_value()), STEPS)
        axis = self.axis()

        rule = formula(view, '"new" = "old" - {{ "rate" : direction }} dot {{ nabla f : gradient }}')
        known = self.definition()
        dial = Readout(view, '{{ "rate" : direction }}', rate.get_value, scale=bowl.limit / 2)
        steep = Readout(view, "L", bowl.curvatures[1], scale=bowl.curvatures[1])
        limit = Readout(view, "2 / L", bowl.limit, scale=bowl.limit)
        factor = Readout(view, '1 - {{ "rate" : direction }} dot L', lambda: 1 - rate.get_value() * bowl.curvatures[1])
        arranged([known, rule, steep, limit, dial, factor], words, gap=0.2)

        with self.beat(self.opening()):
            self.add(PlaneFrame(view))
            self.play(FadeIn(tint), Create(contours, lag_ratio=0.1), Write(known), run_time=2.5)
            self.play(FadeIn(valley, scale=2))

        with self.beat("Each step is minus the gradient times the learning rate. How large should that be?"):
            self.play(Write(rule), FadeIn(graph))

        stories = (self.small, self.good, self.large)
        for story, walk, speed, clock, track, curve, name in zip(
            stories, walks, rates, clocks, tracks, curves, graph.names, strict=True
        ):
            claims = [
                obeys(view, track, Gradient(), speed, name="each step is minus the rate times the gradient"),
                fate(view, track, bowl.bottom, speed),
                graph_is_height(view, graph, curve, track),
            ]
            taken = len(walk.points) - 1
            with self.beat(story(walk, speed), claim=claims, poster=story == self.large):
                self.play(FadeIn(track, curve), run_time=0.4)
                self.play(clock.animate(rate_func=linear).set_value(taken), run_time=1 + 0.15 * taken)
                self.play(FadeIn(name), run_time=0.4)

        with self.beat(
            "What sets the limit is where the valley is most curved: the Hessian's largest eigenvalue, _L_.",
            claim=[most_curved(view, axis), number_is_curvature(view, axis, steep)],
        ):
            self.play(*(track.animate.set_opacity(0.25) for track in tracks))
            self.play(Create(axis), FadeIn(steep))

        with self.beat(
            "Along it, each step multiplies the distance by 1 minus rate times _L_. At 2/_L_, it swings to and fro.",
            claim=[swings(view, tuned, axis), obeys(view, tuned, Gradient(), bowl.limit, name="so do they at 2/L")],
        ):
            self.play(FadeIn(tuned, dial, limit, factor), run_time=0.6)
            self.play(rate.animate(rate_func=linear).set_value(bowl.limit), run_time=6)

        with self.beat("Below 2/_L_ the steps settle, beyond it they run away: curvature limits the learning rate."):
            self.play(FadeOut(tuned, axis, dial, factor), *(track.animate.set_opacity(1) for track in tracks))

    def make_view(self):
        """The surroundings of the nearest valley in which f is a bowl."""
        bowl = bowl_near(self.field, self.at)
        if bowl is None:
            raise Refusal(
                f"f(x, y) = {self.field.text} has no smooth valley in {self.field.domain}, and so no limit for the "
                "learning rate: give another function (of a hill, the one turned over), or another --domain"
            )
        self.bowl = bowl
        picture = self.layout.picture.inset(left=0.75, right=0.3, bottom=0.5, top=0.35)
        return View.fit(self.field.on(bowl.domain), self.theme, picture)

    def stops(self, begin, rate):
        """Where a walk with this rate stops, as many places for every rate."""
        return padded(descend(self.view.field, begin, rate=rate, steps=STEPS).points, STEPS)

    def axis(self):
        """The line through the bottom along which the valley is most curved."""
        view, (x, y) = self.view, np.array(self.bowl.bottom)
        way = self.bowl.axes[1]
        length = 0.9 * self.bowl.way_out(way) * np.array([-1, 1])
        ends = view.at(x + length * way[0], y + length * way[1])
        return Line(*ends, color=view.theme.direction, stroke_width=4)

    def opening(self):
        """What the map shows: the whole bowl, or the surroundings of a valley."""
        if self.bowl.domain == self.field.domain:
            return "A valley from above. Gradient descent is to find its bottom."
        return "Close to its bottom, this valley is a bowl. Gradient descent is to find the bottom."

    def small(self, walk, rate):
        left = self.left(walk)
        if (left <= GONE).any():
            return f"A rate of {spoken(rate)} is small: it takes {np.argmax(left <= GONE)} steps to the bottom."
        rest = f"{100 * left[-1]:.0f} % of the height is" if left[-1] < 0.995 else "nearly all of the height is"
        return f"A rate of {spoken(rate)} is too small: after {len(left) - 1} steps, {rest} still to go."

    def good(self, walk, rate):
        left = self.left(walk)
        if (left <= GONE).any():
            steps = np.argmax(left <= GONE)
            return f"A rate of {spoken(rate)} is good: after {steps} steps, less than 1 % of the height is left."
        return f"With a rate of {spoken(rate)}, each step leads down; but along the gentle axis, it takes its time."

    def large(self, walk, rate):
        across = np.array(walk.points - self.bowl.bottom) @ self.bowl.axes[1]
        if (across[1:] * across[:-1] < 0).all() and (np.diff(np.abs(across)) > 0).all():
            return f"A rate of {spoken(rate)} is too large: every step lands across the valley, and further out."
        return f"A rate of {spoken(rate)} is too large: the steps go too far, and in the end they lead up."

    def left(self, walk):
        """What is left of the height above the bottom after each step."""
        above = walk.heights - self.bowl.height
        return above / above[0]
