"""From a number at every point to an arrow at every point."""

import numpy as np
from manim import Create, FadeIn, FadeOut, Flash, Write

from gradanim import Domain
from gradanim.stage.claims.curves import same_height
from gradanim.stage.claims.gradient import is_gradient
from gradanim.stage.claims.maps import (
    along_the_gradient,
    in_one_scale,
    printed_where_they_hold,
    reads_its_place,
    vanishes,
)
from gradanim.stage.maps.contours import TINT, ContourMap
from gradanim.stage.maps.frame import PlaneFrame
from gradanim.stage.maps.gradients import GradientMap, flat_marks, flat_places, flattest
from gradanim.stage.maps.numbers import ColourScale, NumberMap, loop
from gradanim.stage.marks.arrows import gradient_arrow, scale_note
from gradanim.stage.marks.pointers import SEEN
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.scene import PlaneScene
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.words import words

STRONG = 0.62  # opacity of the colours while they are all there is to see

ROOM = {
    "numbers": "A warm room with two heaters: at every point, the air has one temperature.",
    "colours": "Colours show all of them at once, from cool to warm.",
    "arrow": "Which way does it get warmer fastest? The answer is an arrow, the gradient: this way, and so fast.",
    "value": "T",
    "unit": '"°C"',
    "slope": "{{ |nabla T| : gradient }}",
    "change": '"°C/m"',
}
ANY = {
    "numbers": "A function of two variables puts one number at every point.",
    "colours": "Colours show all of them at once, from low to high.",
    "arrow": "Which way does it grow fastest? The answer is an arrow, the gradient: this way, and so fast.",
    "value": "f(x, y)",
    "unit": "",
    "slope": "{{ |nabla f| : gradient }}",
    "change": "",
}


class ScalarToVectorField(PlaneScene):
    """A number at every point becomes an arrow at every point."""

    title = "From numbers to arrows"
    f = "17 + 7*exp(-((x-1.6)^2 + (y-2.5)^2)/2) + 5*exp(-(x-4.6)^2 - (y-1.4)^2)"
    domain = Domain(0, 6, 0, 4)
    start = (3.2, 3.0)

    def construct(self):
        said = ANY if self.shot.function else ROOM
        arrows = GradientMap(self.view)
        view = arrows.view
        places, way, where_it_is_flat = self.level_ground(arrows)
        near = view.reaching_at(self.at, longest=1.4, along=way)

        contours, numbers = ContourMap(view), NumberMap(view)
        tint = contours.tint()
        probe = Walker(view, self.at)
        arrow = gradient_arrow(near, probe)
        known = self.definition() if self.shot.function else words(self.theme, "temperature _T_", size=38)
        scale = ColourScale(view, contours.levels, unit=said["unit"])
        reading = Readout(view, said["value"], lambda: self.field(*probe()), scale=view.height_scale, unit=said["unit"])
        slope = Readout(
            view, said["slope"], lambda: self.slope_at(probe()), scale=view.slope_scale, unit=said["change"]
        )
        marks = flat_marks(view, places)
        note = scale_note(view)
        self.fill_panel(known, scale, reading, slope, note)

        with self.beat(said["numbers"], claim=printed_where_they_hold(numbers)):
            self.add(PlaneFrame(view))
            self.play(FadeIn(numbers, lag_ratio=0.03), run_time=2)
            self.play(Write(known))

        with self.beat(said["colours"], claim=same_height(view, contours.longest)):
            for part in (tint, scale.bands):
                part.set_fill(opacity=STRONG)
            self.play(FadeIn(tint, contours, scale), FadeOut(numbers), run_time=2)

        with self.beat(
            "A probe reads the number at its place. It has a size, but no direction: this is a scalar field.",
            claim=reads_its_place(view, probe, reading),
        ):
            self.play(FadeIn(probe, scale=2), FadeIn(reading), run_time=0.7)
            self.play(probe.follow(loop(self.field, self.at)), run_time=5)

        with self.beat(said["arrow"], claim=is_gradient(near, arrow)):
            self.play(arrow.grow(), FadeIn(slope))

        with self.beat(
            "Ask it at every point, and there is an arrow at every point: a vector field.",
            claim=along_the_gradient(arrows),
            poster=True,
        ):
            self.play(
                FadeOut(arrow),
                contours.animate.set_stroke(opacity=0.4),
                tint.animate.set_fill(opacity=TINT),
                scale.bands.animate.set_fill(opacity=TINT),
            )
            self.play(Create(arrows), run_time=3)

        with self.beat(self.how_long(arrows), claim=in_one_scale(arrows, note)):
            self.play(FadeIn(note))

        claims = [reads_its_place(view, probe, reading)]
        with self.beat(where_it_is_flat, claim=[*claims, vanishes(near, probe, arrow)] if len(way) else claims):
            self.play(FadeOut(note), arrows.animate.set_opacity(0.35), FadeIn(arrow), run_time=0.7)
            if len(way):
                self.play(probe.follow(way), run_time=4)
                self.play(FadeIn(marks), Flash(probe, color=view.theme.ink))

        with self.beat(
            "A number at every point is a scalar field. Its gradient is a vector field: an arrow at every point."
        ):
            self.play(FadeOut(probe, arrow, reading, slope, marks), arrows.animate.set_opacity(1), FadeIn(note))

    def how_long(self, arrows):
        """The sentence about the lengths."""
        if arrows.crowded:
            return "All have one scale: steep makes long. The few steepest would cover the others, and are left out."
        return "All have one scale: where the number changes fast, arrows are long."

    def level_ground(self, arrows):
        """All places to point at, the way to the nearest of them, and what is to be said about it."""
        places = flat_places(arrows.view)
        sentence = "Where the map is flat, the arrow vanishes: there, the gradient is zero."
        if not places:
            place, slope = flattest(arrows.view)
            if arrows.view.reach * slope > SEEN / 2:
                return [], [], "This map is nowhere flat: nowhere does the arrow vanish."
            places, sentence = [place], "Where the map is nearly flat, the arrow all but vanishes."
        nearest = min(places, key=lambda place: np.hypot(*np.subtract(place, self.at)))
        return places, np.linspace(self.at, nearest, 41), sentence
