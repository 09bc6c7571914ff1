"""Gradient descent, as somebody does it who sees nothing and feels only the slope."""

import numpy as np
from manim import DEGREES, Create, FadeIn, FadeOut, Flash, ValueTracker, Write, linear

from gradanim import Refusal, critical_points
from gradanim.curvature import brisk_descent, rounded_down
from gradanim.numerals import short
from gradanim.rules import Gradient
from gradanim.stage.claims.curves import on_the_surface
from gradanim.stage.claims.gradient import slope_by_steps
from gradanim.stage.claims.walks import obeys, same_walk, stops_when_level
from gradanim.stage.graphs.section import desk
from gradanim.stage.layout import arranged
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.maps.frame import PlaneFrame
from gradanim.stage.marks.arrows import gradient_arrow
from gradanim.stage.marks.steps import Steps
from gradanim.stage.space.axes import SpaceFrame
from gradanim.stage.space.surfaces import surface
from gradanim.stage.space_scene import ASIDE, SpaceScene
from gradanim.stage.typeset.readouts import PairReadout, Readout
from gradanim.stage.typeset.words import definition, formula, spoken
from gradanim.stage.view import View

ENDINGS = {
    "valley": "The slope is below the tolerance: the bottom of a valley, as near as the feet can tell.",
    "flat": "The slope is below the tolerance: level ground, as near as the feet can tell.",
    "left domain": "The next step leads out of the picture: no valley on this way.",
    "undefined": "Here it ends: one step further, there is no height or no slope to feel.",
    "sunk": "The ground falls deeper than the picture shows: no valley on this way.",
    "to and fro": "The steps lead to and fro, and no lower: at a crease, the slope does not fade.",
    "steps used": "The hiker is still on the way down when we stop watching.",
}
TOLD = 4  # steps that are told one by one


class BlindfoldedHiker(SpaceScene):
    """Feel the slope, take a small step downhill, repeat: gradient descent, with the numbers of every step."""

    title = "Downhill in the fog"
    f = "0.3(x - 1)^2 + 0.5(y - 1 + 0.25x^2)^2"
    start = (-2.0, -1.0)

    def construct(self):
        stops, rate, tolerance, ending = self.walk()
        view, last, done = self.view, len(stops) - 1, ValueTracker(0)
        low = self.layout.panel.height < 2  # in a square film there is room for little more than the numbers
        words, board = desk(self.layout.panel, share=0.7 if low else 0.5)
        room = board.inset(left=0.5, right=0.35, bottom=0.5, top=0.4)
        chart = View.fit(self.field, self.theme, room)
        chart = chart.reaching_at(self.at, longest=0.8, shortest=0.5, along=stops[: TOLD + 1])

        hills, frame, lines = surface(view), SpaceFrame(view), ContourMap(view)
        on_land = Steps(view, stops, done.get_value)
        plane, contours = PlaneFrame(chart), ContourMap(chart)
        tint = contours.tint()
        on_map = Steps(chart, stops, done.get_value, width=3, radius=0.035, head=0.08)
        uphill = gradient_arrow(chart, lambda: tuple(stops[int(done.get_value() + 1e-6)]), width=5)
        known = definition(view, "f(x, y)", self.field.reading, words.inset(bottom=0.4 * words.height))
        rule, *numbers, slope = self.numbers(stops, rate, tolerance, done)
        arranged([known], words)
        arranged([rule, *numbers, slope], words, gap=0.2)
        self.show_upright(*frame.texts)
        self.on_glass(known, rule, *numbers, slope, plane, tint, contours, on_map, uphill)
        true_steps = obeys(chart, on_map, Gradient(), rate, name="each step is minus the rate times the gradient")

        with self.beat("A hiker wants to go down to the valley. Beside the landscape lies its map."):
            self.add(frame)
            self.play(FadeIn(hills, plane, tint, contours), Write(known), Create(lines), run_time=2)
            self.play(FadeIn(on_land, on_map))

        with self.beat(
            "In thick fog there is only the slope under the feet. The gradient points the steepest way up.",
            claim=slope_by_steps(chart, uphill),
        ):
            self.play(hills.animate.set_opacity(0.3), lines.animate.set_stroke(opacity=0.3))
            self.play(FadeIn(uphill))

        with self.beat("So step the other way: the gradient times a small number, the rate.", claim=true_steps):
            self.play(FadeOut(known), Write(rule))
            self.play(FadeIn(*numbers))
            self.play(done.animate.set_value(1), run_time=1.5)

        with self.beat("Feel the slope again, and take the next step.", claim=true_steps):
            for step in range(2, min(TOLD, last) + 1):
                self.play(done.animate.set_value(step), run_time=0.8)
                self.wait(0.7)

        with self.beat(
            f"Repeat, until the slope is less than a tolerance, here {spoken(tolerance)}.",
            claim=[true_steps, same_walk(view, on_land, chart, on_map), on_the_surface(view, on_land.line)],
            poster=True,
        ):
            self.play(FadeIn(slope), FadeOut(uphill), run_time=0.5)
            if last > TOLD:
                self.play(done.animate(rate_func=linear).set_value(last), run_time=0.5 + 0.25 * (last - TOLD))

        level = ending in ("valley", "flat")
        with self.beat(ENDINGS[ending], claim=[stops_when_level(chart, on_map, tolerance)] if level else []):
            self.play(Flash(on_map.head, color=view.theme.ink, line_length=0.12, flash_radius=0.15))

        with self.beat(self.about_lengths(stops)):
            self.play(hills.animate.set_opacity(0.8), lines.animate.set_stroke(opacity=0.8))
            self.move_camera(theta=ASIDE + 25 * DEGREES, run_time=3)

        with self.beat("Feel the slope, step against it, repeat: this is gradient descent."):
            self.play(FadeOut(*numbers, slope))

    def walk(self):
        """The stops, the rate, the tolerance, and how the walk ended, as a key of ENDINGS."""
        (x, y), view = self.at, self.view
        tolerance = rounded_down(0.07 * self.slope)
        path, rate = brisk_descent(self.field, self.at, flat=tolerance, few=32)
        seen = np.isfinite(view.at(*path.points.T)).all(axis=1)
        stops = path.points if seen.all() else path.points[: np.argmin(seen)]
        if len(stops) < 2:
            raise Refusal(
                f"the first step from ({x:g}, {y:g}) leads out of the picture: "
                "choose another point with --at, or give a larger --domain"
            )
        ending: str = path.ended if seen.all() else "sunk"
        near = 0.06 * self.field.domain.diagonal
        valleys = [c.point for c in critical_points(self.field) if c.kind == "valley"]
        if ending == "flat" and any(np.hypot(*(stops[-1] - valley)) < near for valley in valleys):
            ending = "valley"
        if ending == "steps used" and path.heights[-10:].min() >= path.heights[:-10].min():
            ending = "to and fro"
        return stops, rate, tolerance, ending

    def numbers(self, stops, rate, tolerance, done):
        """The rule, and what it says of the step that was taken last."""
        view, slopes = self.view, self.field.gradient(*stops.T).T

        def taken():
            return max(int(np.ceil(done.get_value() - 1e-6)), 1)

        lengths = np.hypot(*slopes.T)
        rule = formula(view, f'"new" = "old" - {short(rate)} dot {{{{ nabla f : gradient }}}}')
        far = max(self.field.domain.width, self.field.domain.height) / 4
        return (
            rule,
            Readout(view, '"step"', taken, places=0),
            PairReadout(view, '"old"', lambda: stops[taken() - 1], scale=far),
            PairReadout(view, "{{ nabla f : gradient }}", lambda: slopes[taken() - 1], scale=lengths.max() / 4),
            PairReadout(view, '"new"', lambda: stops[taken()], scale=far),
            Readout(view, '"slope there"', lambda: lengths[taken()], scale=tolerance),
        )

    def about_lengths(self, stops):
        """What the drawn steps have in common, or not."""
        lengths = np.hypot(*np.diff(stops, axis=0).T)
        if lengths.max() > 1.5 * lengths.min():
            return "One rate, long steps and short ones: the steeper the ground, the longer the step."
        return "The ground is about equally steep all the way, so the steps are about equally long."
