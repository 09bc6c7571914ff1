"""Five ways down from one start."""

from manim import Create, FadeIn, FadeOut, Write

from gradanim import Domain
from gradanim.formulas.numerals import short
from gradanim.stage import PlaneScene, arranged, graphs, in_a_row, in_one_place, maps, marks, typeset
from scenes.descent.shared.graph_claims import cuts_are_heights, leads_up
from scenes.descent.shared.places import PlaceName
from scenes.descent.shared.races import Race

from .claims import gentle_along, lowest
from .mathematics import caught, finish, lies_lowest, lowest_valley, runners
from .panels import CrossCuts, HeightKey, Legend, noted
from .sentences import finish_of, no_step

STEPS = 120
WHO = ("Gradient descent", "Momentum", "RMSProp", "Adam", "Newton")
SHORT = ("descent", "momentum", "RMSProp", "Adam", "Newton")
STORIES = (
    "Gradient descent steps against the gradient, times a small rate.",
    "Momentum keeps nine tenths of the last step: pushes to and fro cancel, the others add up.",
    "RMSProp divides the slopes in _x_ and in _y_ by their usual size: it evens out the two.",
    "Adam does both: a fading mean of the gradients, divided by their usual size.",
    "Newton divides by the curvature, along and across apart: it needs all second derivatives.",
)
ASKEW = "RMSProp evens out the slopes in _x_ and in _y_. But this valley runs askew to both."
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
    f = "100(y - x^2)^2 + (1 - x)^2"
    domain = Domain(-2, 2, -0.75, 2.25)
    start = (-1.2, 1.0)

    def construct(self):
        view, colours = self.view, self.theme.runners
        team = runners(self.field, self.at, STEPS)
        walks = [runner.run(self.field, self.at, STEPS) for runner in team]
        valley = lowest_valley(self.field)
        ravine = caught(self.field, walks[0], valley.point if valley else None)
        desktop, board = graphs.desk(self.layout.panel, left=view.box.right + 0.45)

        contours, begin, key = maps.ContourMap(view), marks.Walker(view, self.at), HeightKey(view)
        tint, trodden = contours.tint(), [point for walk in walks for point in walk.points]
        name = f"lowest {'point' if valley and lies_lowest(self.field, valley) else 'valley'}"
        goal = [PlaceName(view, valley.point, name)] if valley else []
        heights = contours.height_labels(avoid=[*trodden, *([valley.point] if valley else [])])
        race = Race(view, board, walks, SHORT, colours, steps=STEPS, floor=finish(valley, walks), width=3, radius=0.03)
        graph, tracks, curves = race.graph, race.tracks, race.curves

        known = typeset.definition(view, self.field, desktop.inset(bottom=0.6 * desktop.height))
        rules = [
            noted(view, rule.format(rate=short(runner.rate)), notes, colour)
            for (rule, *notes), runner, colour in zip(RULES, team, colours, strict=True)
        ]
        legend = Legend(view, dict(zip(WHO, ADDED, strict=True)), colours)
        arranged([in_a_row(known, key, desktop.width), in_one_place(*rules)], desktop, gap=0.15)
        arranged([legend], desktop)
        stated = [race.claims(k, runner.rule, runner.rate) for k, runner in enumerate(team)]

        wanted = f"Which of them finds the {name}?" if valley else "How does each of them go down?"
        with self.beat(f"Five methods set out from one dot. {wanted}", claim=[leads_up(view, ring) for ring in goal]):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(tint, key), Create(contours, lag_ratio=0.1), Write(known), run_time=2)
            self.play(FadeIn(begin, scale=2), FadeIn(graph, heights, *goal))

        for k, walk in enumerate(walks):
            story = ASKEW if SHORT[k] == "RMSProp" and ravine and ravine.askew else STORIES[k]
            with self.beat(story if race.taken(k) else no_step(WHO[k], walk.ended), claim=stated[k]):
                if k > 0:
                    self.play(FadeOut(rules[k - 1]), run_time=0.3)
                self.play(FadeIn(rules[k], tracks[k], curves[k]), run_time=0.5)
                self.play(race.run(k, seconds=1 + race.taken(k) / 60))
                self.play(FadeIn(graph.names[k]), run_time=0.3)
            if k == 0 and ravine:
                self.what_stops_it(ravine, board, tracks[0], [graph, curves[0], graph.names[0]])

        everything = [claim for both in stated for claim in both]
        with self.beat("Now all of them at once, each by the rule just shown.", claim=everything, poster=True):
            starting = race.run_all(seconds=6)
            self.play(FadeOut(rules[-1], known, key, graph.names), run_time=0.3)
            self.play(FadeIn(legend.names), run_time=0.5)
            self.play(*starting)
            self.play(FadeIn(graph.names), run_time=0.3)

        end = finish_of(walks, WHO)
        with self.beat(end.sentence, claim=[] if end.winner is None else lowest(view, tracks, end.winner)):
            marked = [FadeIn(graph.step_mark(end.rested, said="at rest:"))] if end.rested else []
            self.play(*marked, *(track.animate.set_opacity(0.3) for k, track in enumerate(tracks) if k != end.hero))

        with self.beat(
            f"{'In a narrow valley the slope alone creeps' if ravine else 'Gradient descent has only the slope'}. "
            "The others add memory, a scale, or the curvature."
        ):
            self.play(FadeIn(legend.notes), *(track.animate.set_opacity(1) for track in tracks))

    def what_stops_it(self, ravine, board, track, graph):
        """Cut the valley open where gradient descent is caught, across and along, and compare."""
        cuts = CrossCuts(self.view, ravine, board)
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
