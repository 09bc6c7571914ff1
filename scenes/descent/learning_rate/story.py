"""How large the learning rate of gradient descent may be: the valley's curvature decides."""

from manim import Create, FadeIn, FadeOut, Write, linear, there_and_back

from gradanim import Gradient, descend
from gradanim.stage import PlaneScene, arranged, in_one_place, maps, marks, plots, typeset
from scenes.descent.shared.race import Race
from scenes.descent.shared.valley_rings import ValleyRings, leads_up

from .bowl import bowl_at
from .bowl_cut import MiddleLine
from .claims import converges_or_diverges, oscillates_ever_wider, rates_converge_or_diverge
from .rates import RateLine, RateNumbers
from .sentences import (
    arrival,
    good,
    large,
    most_curved_where,
    multiplied,
    opening,
    oscillates_outwards,
    slope_across,
    small,
)
from .tuned_walk import TunedWalk

STEPS = 24
SHOWN = 6  # steps that are shown in the cut
SHARES = {"small": 0.03, "good": 0.7, "large": 1.15}  # of the limit


class LearningRate(PlaneScene):
    """Too small a learning rate crawls, too large a one runs away: the curvature of the valley sets the limit, 2/L."""

    title = "How large a step?"
    composition = "half"
    needs_formula = True
    f = "x^2/4 + y^2"
    start = (-2.4, 0.5)

    def construct(self):
        view, bowl, field = self.view, self.bowl, self.view.field
        begin = bowl.start(self.at, wanted=self.shot.at is not None or not self.shot.brings_function)
        rates = [float(f"{share * bowl.limit:.1e}") for share in SHARES.values()]
        walks = [descend(field, begin, rate=rate, steps=STEPS) for rate in rates]
        colours = [view.theme.runners[k] for k in (0, 1, -1)]
        text_box, graph_box = plots.split_panel(self.layout.panel, left=view.box.right + 0.45)

        contours, dot = maps.ContourMap(view), marks.Marker(view, begin)
        ground, bottom = contours.ground(), ValleyRings(view, [bowl.bottom], ["bottom"])
        middle = MiddleLine(view, bowl.bottom, bowl.most_curved_way(begin), away=begin)
        race = Race(view, graph_box, walks, [typeset.spoken(r) for r in rates], colours, steps=STEPS)
        graph, tracks, curves = race.graph, race.tracks, race.curves
        tuned = TunedWalk(view, bowl, begin, graph_box, rate=rates[0], steps=STEPS)
        cut, axis, rate, taken = tuned.cut, tuned.axis, tuned.rate, tuned.taken

        known = typeset.definition(view, field, text_box.inset(bottom=0.6 * text_box.height))
        numbers = RateNumbers(view, bowl, rate.get_value, tuned.beginning)
        rule, steep, limit = numbers.rule, numbers.steep, numbers.limit
        rate_now, factor = numbers.rate_now, numbers.factor
        line = RateLine(view, bowl.limit, rates, colours)
        curvature = numbers.curvature(text_box.width)
        below = in_one_place(numbers.tuning, numbers.across, line)
        arranged([known, in_one_place(rule, curvature), below], text_box.inset(bottom=0.2))

        with self.beat(opening(bowl, self.field.domain), claim=leads_up(view, bottom)):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(ground), Create(contours, lag_ratio=0.1), Write(known), run_time=2.5)
            self.play(FadeIn(bottom, dot))

        with self.beat(
            "A step is minus the gradient, times the learning rate.",
            claim=tuned.steps_by(rates[0], name="the step is minus the rate times the gradient"),
        ):
            self.play(Write(rule), FadeIn(tuned.first, rate_now), run_time=1)
            self.play(rate.animate(rate_func=there_and_back).set_value(rates[-1]), run_time=4)
        self.play(FadeOut(tuned.first, rate_now, bottom.numbers), FadeIn(graph), run_time=0.5)

        said = "each step is minus the rate times the gradient"
        for k, (story, walk, own) in enumerate(zip((small, good, large), walks, rates, strict=True)):
            stated = [
                *race.claims(k, Gradient(), own, name=said),
                converges_or_diverges(view, tracks[k], bowl.bottom, own),
            ]
            if story is large and oscillates_outwards(bowl, walk):
                stated.append(oscillates_ever_wider(view, tracks[k], middle))
            with self.beat(story(bowl, walk, own), claim=stated):
                self.play(FadeIn(tracks[k], curves[k], *([middle] if story is large else [])), run_time=0.4)
                self.play(race.run(k, seconds=1 + 0.1 * race.taken(k)))
                mark = [graph.step_mark(steps)] if story is good and (steps := arrival(bowl, walk)) else []
                self.play(FadeIn(graph.names[k], *mark), run_time=0.4)
            self.remove(*mark)

        with self.beat(most_curved_where(bowl), claim=tuned.cuts_across(steep)):
            self.play(FadeOut(graph, *curves, *graph.names, rule, *tracks, dot, bottom.rings))
            self.play(Create(axis), FadeIn(cut.axes), *map(Create, cut.curves), FadeIn(cut.gentle, steep))

        with self.beat(
            slope_across(bowl, *tuned.beginning),
            claim=tuned.slopes_by(steep, numbers.distance, numbers.slope),
        ):
            self.play(FadeIn(tuned.walk), FadeOut(cut.gentle), run_time=0.5)
            self.play(cut.slid.animate.set_value(1), run_time=1.5)
            self.play(FadeIn(tuned.walk_in_cut, numbers.distance), run_time=0.5)
            self.play(Create(tuned.tangent), FadeIn(numbers.slope), run_time=1)

        rate.set_value(rates[1])
        with self.beat(
            multiplied(bowl, *tuned.beginning, tuned.factor),
            claim=tuned.multiplies(factor),
        ):
            self.play(FadeOut(tuned.tangent, numbers.across), run_time=0.4)
            self.play(FadeIn(rate_now, factor), run_time=0.4)
            self.play(taken.animate(rate_func=linear).set_value(SHOWN), run_time=4)

        with self.beat(
            "At a rate of 2/_L_, by \N{MINUS SIGN}1: to and fro, never nearer to the line.",
            claim=tuned.oscillates_at_the_limit(),
            poster=True,
        ):
            self.play(taken.animate.set_value(0), FadeIn(limit), run_time=0.8)
            self.play(rate.animate.set_value(bowl.limit), run_time=1)
            self.play(taken.animate(rate_func=linear).set_value(SHOWN), run_time=4)

        with self.beat(
            "In this bowl, steps settle below 2/_L_ and run away beyond it.",
            claim=rates_converge_or_diverge(view, line, tracks),
        ):
            self.play(FadeOut(tuned.walk, tuned.walk_in_cut, cut, axis, middle, rate_now, factor))
            self.play(FadeIn(line, graph, bottom.rings, *tracks, *curves, *graph.names))

    def make_view(self):
        """The surroundings of the nearest valley in which f is a bowl."""
        self.bowl = bowl = bowl_at(self.field, self.at)
        return self.map_of(self.field.on(bowl.domain))
