"""Five ways down from one start."""

import numpy as np
from manim import UL, Create, FadeIn, FadeOut, ValueTracker, VGroup, Write, linear

from gradanim import Domain, critical_points
from gradanim.numerals import short
from gradanim.race import runners
from gradanim.stage.claims.descents import graph_is_height, lowest
from gradanim.stage.claims.walks import obeys
from gradanim.stage.graphs.heights import HeightGraph
from gradanim.stage.graphs.section import desk
from gradanim.stage.layout import arranged
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.maps.frame import PlaneFrame
from gradanim.stage.marks.steps import Steps, padded
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.scene import PlaneScene
from gradanim.stage.typeset.words import definition, formula

STEPS = 120
WHO = ("Gradient descent", "Momentum", "RMSProp", "Adam", "Newton")
SHORT = ("descent", "momentum", "RMSProp", "Adam", "Newton")
STORIES = (
    "Gradient descent: against the gradient, times a small rate.",
    "Momentum keeps nine tenths of the last step, like a heavy ball.",
    "RMSProp divides the gradient by its usual size, in _x_ and in _y_ apart.",
    "Adam does both: the mean of the gradients so far, divided by their usual size.",
    "Newton looks at the curvature, and jumps to where a bowl like this has its bottom.",
)
RULES = (
    '"step" = -{rate} dot nabla f',
    '"step" = 0.9 dot "last step" - {rate} dot nabla f',
    '"step" = -{rate} dot (nabla f) / sqrt("mean of" (nabla f)^2)',
    '"step" = -{rate} dot ("mean of" nabla f) / sqrt("mean of" (nabla f)^2)',
    '"step" = -H^(-1) nabla f \\ "halved until it gains"',
)


class OptimizerRace(PlaneScene):
    """Gradient descent, momentum, RMSProp, Adam and Newton run down from one start: height against step."""

    title = "Five ways down"
    f = "100(y - x^2)^2 + (1 - x)^2"
    domain = Domain(-2, 2, -0.75, 2.25)
    start = (-1.2, 1.0)

    def construct(self):
        view, colours = self.view, self.theme.runners
        team = runners(self.field, self.at)
        walks = [runner.run(self.field, self.at, STEPS) for runner in team]
        clocks = [ValueTracker(0) for _ in team]
        words, board = desk(self.layout.panel)

        contours, begin = ContourMap(view), Walker(view, self.at)
        tint = contours.tint()
        heights = [padded(walk.heights, STEPS) for walk in walks]
        graph = HeightGraph(view, board, heights, SHORT, colours, floor=self.floor(walks))
        tracks, curves = [], []
        for walk, known, clock, colour in zip(walks, heights, clocks, colours, strict=True):
            tracks.append(Steps(view, walk.points, clock.get_value, colour, width=3, radius=0.03))
            curves.append(graph.curve(known, clock.get_value, colour))

        known = definition(view, "f(x, y)", self.field.reading, words.inset(bottom=0.5 * words.height))
        rules = [
            formula(view, rule.format(rate=short(runner.rate))).set_color(colour)
            for rule, runner, colour in zip(RULES, team, colours, strict=True)
        ]
        for rule in rules[1:]:
            rule.move_to(rules[0], aligned_edge=UL)
        arranged([known, VGroup(*rules)], words)
        claims = [
            [obeys(view, track, runner.rule, runner.rate), graph_is_height(view, graph, curve, track)]
            if len(walk.points) > 1
            else []
            for walk, runner, track, curve in zip(walks, team, tracks, curves, strict=True)
        ]

        with self.beat("A landscape from above, and a place to start on the way down."):
            self.add(PlaneFrame(view))
            self.play(FadeIn(tint), Create(contours, lag_ratio=0.1), Write(known), run_time=2.5)
            self.play(FadeIn(begin, scale=2), FadeIn(graph))

        said = None
        for k, walk in enumerate(walks):
            taken = len(walk.points) - 1
            with self.beat(STORIES[k] if taken else nowhere(WHO[k], walk.ended), claim=claims[k]):
                self.play(*([FadeOut(said)] if said else []), FadeIn(rules[k], tracks[k], curves[k]), run_time=0.5)
                self.play(clocks[k].animate(rate_func=linear).set_value(taken), run_time=1 + taken / 50)
                self.play(FadeIn(graph.names[k]), run_time=0.3)
            said = rules[k]

        everything = [claim for both in claims for claim in both]
        with self.beat("Now all of them at once, step by step.", claim=everything, poster=True):
            for clock in clocks:
                clock.set_value(0)
            self.play(FadeOut(said), run_time=0.5)
            self.play(*(clock.animate(rate_func=linear).set_value(STEPS) for clock in clocks), run_time=8)

        result, hero, winner = self.result(walks)
        with self.beat(result, claim=[] if winner is None else lowest(view, tracks, winner)):
            self.play(*(track.animate.set_opacity(0.3) for k, track in enumerate(tracks) if k != hero))

        with self.beat("They all start on the same slope. What they make of it decides the race."):
            self.play(*(track.animate.set_opacity(1) for track in tracks))

    def floor(self, walks):
        """The height of the valley that the walks lead towards, if they come much closer; else none to measure from."""
        ends = np.concatenate([walk.heights for walk in walks])
        valleys = [place.height for place in critical_points(self.field) if place.kind == "valley"]
        above = ends - min(valleys, default=np.inf)
        rounding = 1e-12 * np.abs(ends).max()
        if not (above > -rounding).all() or np.ptp(above) < 100 * max(above.min(), rounding):
            return None
        return min(valleys)

    def result(self, walks):
        """Who did best, in a sentence; whom it is about; and who is said to be lowest. Numbers, or None."""
        if not {"flat", "steps used"} & {walk.ended for walk in walks}:
            return "None of them comes to rest: all these ways end before the ground is level.", None, None
        lows = np.array([walk.heights[-1] for walk in walks])
        winner, taken = int(np.argmin(lows)), [len(walk.points) - 1 for walk in walks]
        resting = [k for k, walk in enumerate(walks) if walk.ended == "flat"]
        if not resting:
            return f"{WHO[winner]} got lowest, with {count(taken[winner])}.", winner, winner
        first = min(resting, key=lambda k: taken[k])
        rests = f"{WHO[first]} is the first to come to rest, after {count(taken[first])}"
        if first == winner:
            return f"{rests}, and the lowest.", first, first
        if lows[first] - lows[winner] < 0.01 * (walks[first].heights[0] - lows[winner]):
            return f"{rests}. Nobody gets much lower.", first, None
        return f"{rests}. {WHO[winner]} got lowest.", first, winner


def nowhere(who, ended):
    """What to say of somebody who takes no step at all."""
    if ended == "left domain":
        return f"{who} leaves the picture with the first step."
    return f"{who} finds no first step to take here."


def count(steps):
    """How many steps, in words."""
    return "one step" if steps == 1 else f"{steps} steps"
