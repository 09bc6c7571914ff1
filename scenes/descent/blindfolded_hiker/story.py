"""Gradient descent, as somebody does it who sees nothing and feels only the slope: the story, and what it says."""

from collections.abc import Callable

import numpy as np
from manim import DEGREES, Create, FadeIn, FadeOut, Flash, ValueTracker, VMobject, Write, linear
from numpy.typing import NDArray

from gradanim import Gradient
from gradanim.stage import ABOVE, ASIDE, SpaceScene, View, claims, maps, marks, plots, space, typeset
from gradanim.stage.claims.maps import bar_is_to_scale
from gradanim.stage.marks.scale_bar import ScaleBar
from scenes.descent.shared.step_claims import obeys
from scenes.descent.shared.steps import Steps
from scenes.descent.shared.valley_rings import ValleyRings

from .claims import (
    bars_compare,
    same_walk,
    slope_is_read,
    starts_on_the_map,
    step_is_rate_times_gradient,
    stops_near,
    stops_when_level,
)
from .fog import Fog, ring_on_land
from .hike import Hike, visible_hike
from .pages import HikePages

Points = NDArray[np.float64]
SINGLE = 4  # steps that are told one by one
WIDEST = 0.7  # of the map's width: a wider scale bar would hide it


class BlindfoldedHiker(SpaceScene):
    """Feel the slope, take a small step downhill, repeat: gradient descent, with the numbers of every step."""

    title = "Downhill in the fog"
    composition = "half"
    f = "0.3(x - 1)^2 + 0.5(y - 1 + 0.25x^2)^2"
    start = (-2.0, -1.0)

    def construct(self):
        view, walk, done = self.view, visible_hike(self.field, self.at, self.view), ValueTracker(0)
        stops, last = walk.stops, len(walk.stops) - 1
        low = self.layout.panel.height < 2  # in a square film there is room for little more than the numbers
        text_box, graph_box = plots.split_panel(self.layout.panel, share=0.7 if low else 0.5, most=0.57)
        chart = View.fit(self.field, self.theme, graph_box.inset(left=0.5, right=0.35, bottom=0.5, top=0.45))
        chart = chart.fit_arrows_inside(stops, sign=1, longest=1.2, shortest=0.35)

        hills, frame, lines = space.surface(view), space.SpaceFrame(view), maps.ContourMap(view)
        plane, contours = maps.PlaneFrame(chart), maps.ContourMap(chart)
        ground = contours.ground()
        turned = space.least_occluded_azimuth(view, stops, [ASIDE + turn * DEGREES for turn in (25, -20)], phi=ABOVE)
        occluded = max(space.occluded_share(view, stops, theta=theta, phi=ABOVE) for theta in (ASIDE, turned))
        on_land = Steps(view, stops, done.get_value)
        on_map = Steps(chart, stops, done.get_value, width=3, radius=0.035, head=0.08)
        fog = Fog(view, hills, lines, chart, lambda: on_map.places[-1], occluded=occluded)
        uphill = marks.gradient_arrow(chart, lambda: walk.stop(done.get_value()), width=5)  # a vector of the plane
        bottom = ValleyRings(chart, [walk.valley] if walk.valley else [])
        bottom_on_land = [ring_on_land(view, walk.valley)] if walk.valley else []
        pages = HikePages(view, walk, done.get_value, text_box, tight=low)
        taken = marks.Arrow(chart, step_ends(chart, walk, done.get_value), "path", width=6)
        slopes = [ScaleBar(chart, avoid=[on_map_of(chart, stops)], longest=0.8)]
        slopes = [bar for bar in slopes if bar.width < WIDEST * chart.box.width]
        arrows = [uphill, taken, *slopes]
        shown_until = arrow_shown_until(walk, chart, single=SINGLE)
        self.show_upright(*frame.texts)
        self.fixed_in_frame(*pages.everything, plane, ground, contours, fog.cover, on_map, *arrows, bottom)
        name = "each step is minus the rate times the gradient"
        true_steps = [
            obeys(chart, on_map, Gradient(), walk.rate, name=name),
            step_is_rate_times_gradient(chart, taken, walk.rate),
        ]

        with self.beat("How do you get down to the valley, if fog comes?", hold=2.0):
            self.add(frame)
            self.play(FadeIn(hills, plane, ground, contours), Write(pages.known), Create(lines), run_time=2)
            self.play(FadeIn(on_land, on_map))

        with self.beat(
            "You feel only the slope. The gradient points uphill.",
            claim=[
                claims.slope_by_steps(chart, uphill),
                starts_on_the_map(uphill, on_map),
                *(bar_is_to_scale(chart, bar, uphill) for bar in slopes),
            ],
        ):
            self.add(fog.cover)
            self.play(*fog.comes(), FadeIn(uphill, *slopes))
        self.play(FadeOut(pages.known), run_time=0.4)

        with self.beat(
            "Step the other way: the gradient, times a rate.",
            claim=true_steps,
        ):
            self.play(Write(pages.rule), taken.grow(), run_time=1)
            self.wait(0.5)
            self.play(done.animate.set_value(1 - 1e-3), run_time=1.5)

        with self.beat("Feel the slope again, and take the next step.", claim=true_steps):
            for step in range(2, min(SINGLE, last) + 1):
                done.set_value(step - 1)  # the arrows are those of the next step
                self.wait(0.6)
                self.play(done.animate.set_value(step - 1e-3), run_time=0.8)

        with self.beat(
            f"Repeat, until the slope is below {typeset.spoken(walk.tolerance)}.",
            claim=[
                true_steps[0],
                slope_is_read(chart, on_map, pages.slope),
                same_walk(view, on_land, chart, on_map),
                claims.on_the_surface(view, on_land.line),
            ],
        ):
            done.set_value(min(SINGLE, last))
            self.play(FadeIn(pages.slope), run_time=0.5)
            for stop, gone in ((min(shown_until, last), []), (last, arrows if shown_until <= last else [])):
                if gone:
                    self.play(*map(FadeOut, gone), run_time=0.5)
                if stop > done.get_value():
                    self.play(done.animate(rate_func=linear).set_value(stop), run_time=0.25 * (stop - done.get_value()))

        ends = [stops_when_level(chart, on_map, walk.tolerance)] if walk.ended in ("valley", "flat") else []
        ends += [stops_near(chart, on_map, ring, walk.tolerance, close=walk.close) for ring in bottom.rings]
        with self.beat(ending(walk), claim=ends):
            self.play(*fog.lifts(), FadeIn(bottom, *bottom_on_land), *map(FadeOut, [] if gone else arrows))
            self.play(Flash(on_land.head, color=view.theme.ink))
        self.play(FadeOut(*pages.before_bars), run_time=0.4)

        with self.beat(about_lengths(walk), claim=bars_compare(chart, on_map, pages.bars), poster=True):
            self.play(FadeIn(pages.bars), run_time=0.6)
            self.move_camera(theta=turned, run_time=3)

        with self.beat("Feel the slope, step against it, repeat: this is gradient descent."):
            done.set_value(0)
            self.play(done.animate(rate_func=linear).set_value(last), run_time=3)


def step_ends(chart: View, walk: Hike, done: Callable[[], float]) -> Callable[[], tuple[Points, Points]]:
    """The ends of the step that is being taken, or comes next: from its stop, minus the rate times the gradient."""

    def ends() -> tuple[Points, Points]:
        x, y = walk.stop(done())
        tail = chart.at(x, y)
        return tail, tail + chart.vector(x, y, -walk.rate * np.asarray(chart.field.gradient(x, y)))

    return ends


def on_map_of(chart: View, stops: Points) -> VMobject:
    """The way on the map, to keep clear of."""
    return VMobject().set_points_as_corners(chart.at(*stops.T))


UNSEEN = 0.2  # scene units: the dot of the hiker covers an arrow shorter than this


def arrow_shown_until(walk: Hike, chart: View, *, single: int) -> int:
    """After how many steps the gradient's arrow goes: as soon as it is too short to be seen, or too long for the map.

    Args:
        single: so many steps are told one by one, with the arrow.
    """
    single = min(single, len(walk.stops) - 1)
    if len(chart.while_arrows_fit(walk.stops)) < len(walk.stops):
        return single
    short = np.flatnonzero(walk.slopes * chart.arrow_scale < UNSEEN)
    return max(single, int(short[0])) if len(short) else len(walk.stops)


ENDINGS = {
    "valley": "The slope is small enough. The true bottom is a little further on.",
    "close": "The hiker stops close by the true bottom, in the ring.",
    "flat": "The slope is below the tolerance: level ground, as near as the feet can tell.",
    "left domain": "The next step leads out of the picture: no valley on this way.",
    "undefined": "Here it ends: one step further, there is no height or no slope to feel.",
    "below the picture": "The ground falls deeper than the picture shows: no valley on this way.",
    "oscillating": "The steps lead to and fro, and no lower: the slope does not fade.",
    "steps used": "The hiker is still on the way down when we stop watching.",
}


def ending(walk: Hike) -> str:
    """Why the hiker stops, and where."""
    return ENDINGS["close" if walk.close else walk.ended]


def about_lengths(walk: Hike) -> str:
    """What the steps have in common, or not."""
    if len(walk.lengths) == 1:
        return "The step's length is the slope times the rate."
    if walk.lengths.max() > 1.5 * walk.lengths.min():
        return "Every length is the rate times the slope: steeper, longer."
    return "The ground is about equally steep all the way, so the steps are about equally long."
