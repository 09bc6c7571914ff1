"""Five ways down from one start: the story, and what it says of the result."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import Create, FadeIn, FadeOut, Write

from gradanim import Domain, Path
from gradanim.formulas.numerals import short
from gradanim.stage import PlaneScene, arranged, in_a_row, in_one_place, maps, marks, plots, typeset
from scenes.descent.shared.graph_claims import cuts_are_heights
from scenes.descent.shared.place_name import PlaceName, leads_up
from scenes.descent.shared.race import Race

from .goal import is_lowest, log_floor, lowest, lowest_valley
from .legend import HeightKey, Legend, annotated_rule
from .narrow_valley import CrossCuts, gentle_along, stagnates_in
from .optimizers import optimizers

STEPS = 120
NAMES = ("Gradient descent", "Momentum", "RMSProp", "Adam", "Newton")
SHORT_NAMES = ("descent", "momentum", "RMSProp", "Adam", "Newton")
STORIES = (
    "Gradient descent steps against the gradient, times a small rate.",
    "Momentum keeps nine tenths of the last step: pushes to and fro cancel, the others add up.",
    "RMSProp divides the slopes in _x_ and in _y_ by their usual size: it evens out the two.",
    "Adam does both: a fading mean of the gradients, divided by their usual size.",
    "Newton divides by the curvature, along and across apart: it needs all second derivatives.",
)
OBLIQUE = "RMSProp evens out the slopes in _x_ and in _y_. But this valley runs askew to both."
RULES = (
    ('"step" = -{rate} dot g', "_g_: the gradient of _f_"),
    ('"step" = 0.9 dot "last step" \\ - {rate} dot g', "_g_: the gradient of _f_"),
    ('"step"_x = -{rate} dot g_x / sqrt("mean of" g_x^2)', "_x_ and _y_ apart; the mean fades"),
    ('"step"_x = -{rate} dot ("mean of" g_x) / sqrt("mean of" g_x^2)', "_x_ and _y_ apart; the means fade"),
    ('"step" = -H^(-1) g', "_H_: the second derivatives;", "a step is halved until _f_ falls"),
)
ADDED = ("the slope", "slope, and the last step", "slope ÷ its usual size", "both of these", "slope ÷ curvature")


class OptimizerRace(PlaneScene):
    """Gradient descent, momentum, RMSProp, Adam and Newton run down from one start: height against step."""

    title = "Five ways down"
    needs_formula = True
    f = "100(y - x^2)^2 + (1 - x)^2"
    domain = Domain(-2, 2, -0.75, 2.25)
    start = (-1.2, 1.0)

    def construct(self):
        view, colours = self.view, self.theme.runners
        methods = optimizers(self.field, self.at, STEPS)
        walks = [optimizer.run(self.field, self.at, STEPS) for optimizer in methods]
        valley = lowest_valley(self.field)
        narrow = stagnates_in(self.field, walks[0], valley.point if valley else None)
        text_box, graph_box = plots.split_panel(self.layout.panel, left=view.box.right + 0.45)

        contours, begin, key = maps.ContourMap(view), marks.Walker(view, self.at), HeightKey(view)
        tint, walked = contours.ground(), [point for walk in walks for point in walk.points]
        name = f"lowest {'point' if valley and is_lowest(self.field, valley) else 'valley'}"
        goal = [PlaceName(view, valley.point, name)] if valley else []
        heights = contours.height_labels(avoid=[*walked, *([valley.point] if valley else [])])
        race = Race(
            view,
            graph_box,
            walks,
            SHORT_NAMES,
            colours,
            steps=STEPS,
            floor=log_floor(valley, walks),
            width=3,
            radius=0.03,
        )
        graph, tracks, curves = race.graph, race.tracks, race.curves

        known = typeset.definition(view, self.field, text_box.inset(bottom=0.6 * text_box.height))
        rules = [
            annotated_rule(view, rule.format(rate=short(optimizer.rate)), notes, colour)
            for (rule, *notes), optimizer, colour in zip(RULES, methods, colours, strict=True)
        ]
        legend = Legend(view, dict(zip(NAMES, ADDED, strict=True)), colours)
        arranged([in_a_row(known, key, text_box.width), in_one_place(*rules)], text_box, gap=0.15)
        arranged([legend], text_box)
        stated = [race.claims(k, optimizer.rule, optimizer.rate) for k, optimizer in enumerate(methods)]

        wanted = f"Which of them finds the {name}?" if valley else "How does each of them go down?"
        with self.beat(f"Five methods set out from one dot. {wanted}", claim=[leads_up(view, ring) for ring in goal]):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(tint, key), Create(contours, lag_ratio=0.1), Write(known), run_time=2)
            self.play(FadeIn(begin, scale=2), FadeIn(graph, heights, *goal))

        for k, walk in enumerate(walks):
            story = OBLIQUE if SHORT_NAMES[k] == "RMSProp" and narrow and narrow.oblique else STORIES[k]
            with self.beat(story if race.taken(k) else no_step(NAMES[k], walk.ended), claim=stated[k]):
                if k > 0:
                    self.play(FadeOut(rules[k - 1]), run_time=0.3)
                self.play(FadeIn(rules[k], tracks[k], curves[k]), run_time=0.5)
                self.play(race.run(k, seconds=1 + race.taken(k) / 60))
                self.play(FadeIn(graph.names[k]), run_time=0.3)
            if k == 0 and narrow:
                self.cut_open(narrow, graph_box, tracks[0], [graph, curves[0], graph.names[0]])

        everything = [claim for both in stated for claim in both]
        with self.beat("Now all of them at once, each by the rule just shown.", claim=everything, poster=True):
            starting = race.run_all(seconds=6)
            self.play(FadeOut(rules[-1], known, key, graph.names), run_time=0.3)
            self.play(FadeIn(legend.names), run_time=0.5)
            self.play(*starting)
            self.play(FadeIn(graph.names), run_time=0.3)

        end = race_result(walks, NAMES)
        with self.beat(end.sentence, claim=[] if end.winner is None else lowest(view, tracks, end.winner)):
            marked = [FadeIn(graph.step_mark(end.rested, said="at rest:"))] if end.rested else []
            self.play(
                *marked, *(track.animate.set_opacity(0.3) for k, track in enumerate(tracks) if k != end.highlighted)
            )

        with self.beat(
            f"{'In a narrow valley the slope alone creeps' if narrow else 'Gradient descent has only the slope'}. "
            "The others add memory, a scale, or the curvature."
        ):
            self.play(FadeIn(legend.notes), *(track.animate.set_opacity(1) for track in tracks))

    def cut_open(self, narrow, graph_box, track, graph):
        """Cut the valley open where gradient descent stagnates, across and along, and compare."""
        cuts = CrossCuts(self.view, narrow, graph_box)
        with self.beat(
            "Across, the valley is steep: only small steps are safe. Along, it is almost level: they creep.",
            claim=[gentle_along(self.view, cuts, track), cuts_are_heights(self.view, cuts)],
        ):
            self.play(FadeOut(*graph), run_time=0.3)
            self.play(FadeIn(cuts.axes), Create(cuts.marks), run_time=1)
            for curve, name in zip(cuts.curves, cuts.names, strict=True):
                self.play(Create(curve), FadeIn(name), run_time=1.2)
        self.play(FadeOut(cuts, cuts.marks), run_time=0.3)
        self.play(FadeIn(*graph), run_time=0.3)


@dataclass(frozen=True)
class RaceResult:
    """What there is to say of walks down from one start.

    Attributes:
        sentence: who did best.
        highlighted: whom it is about; None if nobody.
        winner: who is said to have got lowest; None if that is not said.
        rested: after how many steps that one comes to rest; None if it does not.
    """

    sentence: str
    highlighted: int | None = None
    winner: int | None = None
    rested: int | None = None


def race_result(walks: Sequence[Path], names: Sequence[str]) -> RaceResult:
    """Who is the first to come to rest, and who got lowest."""
    if not {"flat", "steps used"} & {walk.ended for walk in walks}:
        return RaceResult("None of them comes to rest: all these ways end before the ground is level.")
    lows = np.array([walk.heights[-1] for walk in walks])
    winner, taken = int(np.argmin(lows)), [len(walk.points) - 1 for walk in walks]
    resting = [k for k, walk in enumerate(walks) if walk.ended == "flat"]
    if not resting:
        return RaceResult(f"{names[winner]} got lowest, with {_count(taken[winner])}.", winner, winner)
    first = min(resting, key=lambda k: taken[k])
    alone = "comes to rest" if len(resting) == 1 else "is the first to come to rest"
    rests = f"{names[first]} {alone}, after {_count(taken[first])}"
    if first == winner:
        return RaceResult(f"{rests}. Nobody gets lower.", first, first, taken[first])
    if lows[first] - lows[winner] < 0.01 * (walks[first].heights[0] - lows[winner]):
        return RaceResult(f"{rests}. Nobody gets much lower.", first, None, taken[first])
    return RaceResult(f"{rests}. {names[winner]} got lowest.", first, winner, taken[first])


def no_step(name: str, ended: str) -> str:
    """What to say of somebody who takes no step at all."""
    if ended == "left domain":
        return f"{name} leaves the picture with the first step."
    return f"{name} finds no first step to take here."


def _count(steps: int) -> str:
    return "one step" if steps == 1 else f"{steps} steps"
