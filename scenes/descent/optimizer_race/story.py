"""Five ways down from one start: the story, and what it says of the result."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import Animation, Create, FadeIn, FadeOut, VGroup, Write

from gradanim import Domain, Path
from gradanim.formulas.numerals import short
from gradanim.stage import PlaneScene, arranged, in_one_place, maps, marks, plots, typeset
from scenes.descent.shared.graph_claims import cuts_are_heights
from scenes.descent.shared.height_graph import HeightGraph
from scenes.descent.shared.race import Race
from scenes.descent.shared.steps import Steps
from scenes.descent.shared.valley_rings import ValleyRings, leads_up

from .goal import best_of_its_rates, is_lowest, log_floor, lower_than_descent, lowest, lowest_valley
from .legend import Legend, annotated_rule
from .narrow_valley import CrossCuts, gentle_along, stagnates_in
from .optimizers import SHARES, optimizers

GRADIENTS = 120  # that each may evaluate
NAMES = ("Gradient descent", "Momentum", "RMSProp", "Adam", "Newton")
SHORT_NAMES = ("descent", "momentum", "RMSProp", "Adam", "Newton")
STORIES = (
    "Gradient descent steps against the gradient.",
    "Momentum keeps nine tenths of the last step.",
    "RMSProp divides _x_ and _y_ by their usual size.",
    "Adam does both: it keeps, and it divides.",
    "Newton divides by the curvature.",
)
OBLIQUE = "RMSProp divides _x_ and _y_; this valley runs askew."
RULES = (
    ('"step" = -{rate} dot g', "_g_: the gradient of _f_"),
    ('"step" = 0.9 dot "last step" \\ - {rate} dot g', "_g_: the gradient of _f_"),
    ('"step"_x = -{rate} dot g_x / sqrt("mean of" g_x^2)', "_x_ and _y_ apart; the mean fades"),
    (
        '"step"_x = -{rate} dot hat(m)_x / sqrt(hat(v)_x)',
        "_m_, _v_: fading means",
        "of _g_ and of _g_ squared",
    ),
    ('"step" = -t H^(-1) g', "_t_: halved until _f_ falls", "_H_: the Hessian, two gradients"),
)
ADDED = ("the slope", "slope, and the last step", "slope ÷ its usual size", "both of these", "slope ÷ curvature")


class OptimizerRace(PlaneScene):
    """Gradient descent, momentum, RMSProp, Adam and Newton run down from one start: height against gradients."""

    title = "Five ways down"
    composition = "half"
    needs_formula = True
    f = "100(y - x^2)^2 + (1 - x)^2"
    domain = Domain(-2, 2, -0.75, 2.25)
    start = (-1.2, 1.0)

    def construct(self):
        view, colours = self.view, self.theme.runners
        methods = optimizers(self.field, self.at, GRADIENTS)
        walks = [optimizer.run(self.field, self.at, GRADIENTS) for optimizer in methods]
        valley = lowest_valley(self.field)
        narrow = stagnates_in(self.field, walks[0], valley.point if valley else None)
        text_box, graph_box = plots.split_panel(self.layout.panel, left=view.box.right + 0.45)

        contours, begin = maps.ContourMap(view), marks.Walker(view, self.at)
        ground, walked = contours.ground(), [point for walk in walks for point in walk.points]
        name = f"lowest {'point' if valley and is_lowest(self.field, valley) else 'valley'}"
        goal = [ValleyRings(view, [valley.point], [name])] if valley else []
        heights = contours.height_labels(avoid=[*walked, *([valley.point] if valley else [])])
        race = Race(
            view, graph_box, walks, SHORT_NAMES, colours, steps=GRADIENTS, floor=log_floor(valley, walks), width=3,
            radius=0.02, costs=[optimizer.cost for optimizer in methods], counted="gradients",
        )  # fmt: skip
        graph, tracks, curves = race.graph, race.tracks, race.curves

        known = typeset.definition(view, self.field, text_box.inset(bottom=0.6 * text_box.height))
        rules = [
            annotated_rule(view, rule.format(rate=short(optimizer.rate)), notes, colour)
            for (rule, *notes), optimizer, colour in zip(RULES, methods, colours, strict=True)
        ]
        legend = Legend(view, dict(zip(NAMES, ADDED, strict=True)), colours)
        arranged([known], text_box)
        arranged([in_one_place(*rules)], text_box, gap=0.15)
        arranged([legend], text_box)
        stated = [race.claims(k, optimizer.rule, optimizer.rate) for k, optimizer in enumerate(methods)]

        with self.beat(
            f"Five methods, {GRADIENTS} gradients each. Which gets lowest?",
            claim=[leads_up(view, ring) for ring in goal],
            hold=2,
        ):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(ground), Create(contours, lag_ratio=0.1), Write(known), run_time=2)
            self.play(FadeIn(begin, scale=2), FadeIn(heights, *goal))
        self.play(FadeOut(known, heights), run_time=0.4)

        fair = [
            best_of_its_rates(view, tracks[k], optimizer, GRADIENTS)
            for k, optimizer in enumerate(methods)
            if optimizer.tried and race.taken(k)
        ]
        with self.beat(
            f"Each has the best of {len(SHARES)} rates; Newton begins at 1.",
            claim=[*(claim for both in stated for claim in both), *fair],
            poster=True,
        ):
            self.play(FadeIn(legend.names, graph, *tracks, *curves), run_time=0.5)
            self.play(*race.run_all(seconds=7))
            self.play(FadeIn(graph.names), run_time=0.3)

        end = race_result(walks, NAMES, race.costs)
        with self.beat(end.sentence, claim=[] if end.winner is None else lowest(view, tracks, end.winner)):
            marked = end.mark(graph)
            self.play(*[FadeIn(mark) for mark in marked], *seen_alone(tracks, end.highlighted))
        self.remove(*marked)

        for k, walk in enumerate(walks):
            self.play(FadeOut(rules[k - 1] if k else legend.names), run_time=0.3)
            story = OBLIQUE if SHORT_NAMES[k] == "RMSProp" and narrow and narrow.oblique else STORIES[k]
            with self.beat(story if race.taken(k) else no_step(NAMES[k], walk.ended), claim=stated[k]):
                self.play(FadeIn(rules[k]), *seen_alone(tracks, k), run_time=0.6)
            if k == 0 and narrow:
                self.cut_open(narrow, graph_box, tracks[0], [graph, *curves, graph.names])

        self.play(FadeOut(rules[-1]), run_time=0.3)
        better = [k for k in range(1, len(walks)) if walks[k].heights[-1] < walks[0].heights[-1]]
        with self.beat(moral(better, narrow is not None), claim=lower_than_descent(view, tracks, len(better))):
            self.play(FadeIn(legend), *(track.animate.set_opacity(1) for track in tracks))

    def cut_open(self, narrow, graph_box, track, graph):
        """Cut the valley open where gradient descent stagnates, across and along, and compare."""
        cuts = CrossCuts(self.view, narrow, graph_box)
        self.play(FadeOut(*graph), run_time=0.3)
        with self.beat(
            "Steep across, almost level along: it creeps.",
            claim=[gentle_along(self.view, cuts, track), cuts_are_heights(self.view, cuts)],
        ):
            self.play(FadeIn(cuts.axes, *cuts.names), Create(cuts.marks), *map(Create, cuts.curves), run_time=1.5)
        self.play(FadeOut(cuts, cuts.marks), run_time=0.3)
        self.play(FadeIn(*graph), run_time=0.3)


def seen_alone(tracks: Sequence[Steps], which: int | None) -> list[Animation]:
    """Let one walk stand out; nobody, if it is None."""
    return [track.animate.set_opacity(1.0 if which in (None, k) else 0.12) for k, track in enumerate(tracks)]


@dataclass(frozen=True)
class RaceResult:
    """What there is to say of walks down from one start.

    Attributes:
        sentence: who did best.
        highlighted: whom it is about; None if nobody.
        winner: who is said to have got lowest; None if that is not said.
        rested: after how many gradients somebody comes to rest; None if nobody does.
    """

    sentence: str
    highlighted: int | None = None
    winner: int | None = None
    rested: int | None = None

    def mark(self, graph: HeightGraph) -> list[VGroup]:
        """The mark of that in the graph."""
        return [graph.step_mark(self.rested, said="at rest:")] if self.rested else []


def race_result(walks: Sequence[Path], names: Sequence[str], costs: Sequence[int]) -> RaceResult:
    """Who is the first to come to rest, and who got lowest; a step counts as much as it costs."""
    if not {"flat", "steps used"} & {walk.ended for walk in walks}:
        return RaceResult("None of them comes to rest on level ground.")
    lows = np.array([walk.heights[-1] for walk in walks])
    winner = int(np.argmin(lows))
    used = [cost * (len(walk.points) - 1) for walk, cost in zip(walks, costs, strict=True)]
    resting = [k for k, walk in enumerate(walks) if walk.ended == "flat"]
    if not resting:
        return RaceResult(f"{names[winner]} got lowest.", winner, winner)
    first = min(resting, key=lambda k: used[k])
    rests = f"{names[first]} is the first to arrive, after {used[first]} gradients."
    if first == winner or lows[first] - lows[winner] < 0.01 * (walks[first].heights[0] - lows[winner]):
        return RaceResult(rests, first, first if first == winner else None, used[first])
    return RaceResult(f"{rests} {names[winner]} got lowest.", first, winner, used[first])


def moral(better: Sequence[int], narrow: bool) -> str:
    """What to remember, by who ended lower than gradient descent."""
    if not better:
        return "Here none of them gets lower than plain gradient descent."
    alone = "In a narrow valley, the slope alone creeps." if narrow else "Gradient descent knows only the slope."
    if len(better) == len(NAMES) - 1:
        return alone
    said = [NAMES[k] for k in better]
    both = f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]
    return f"Here {both} got lower than gradient descent."


def no_step(name: str, ended: str) -> str:
    """What to say of somebody who takes no step at all."""
    if ended == "left domain":
        return f"{name} leaves the picture with the first step."
    return f"{name} finds no first step to take here."
