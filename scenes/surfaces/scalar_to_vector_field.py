"""From a number at every point to an arrow at every point."""

import numpy as np
from manim import Create, FadeIn, FadeOut, Flash, ValueTracker, Write

from gradanim import Domain
from gradanim.stage import PlaneScene, claims, maps, marks, rescaling, typeset
from gradanim.stage.sentences import readings

APART = 0.85  # cells from arrow to arrow that the longest is long: no arrow runs into the next one
STRONG, BEHIND = 0.62, 0.4  # opacity of the colours while they are all there is to see, and below arrows


class ScalarToVectorField(PlaneScene):
    """A number at every point becomes an arrow at every point."""

    title = "From numbers to arrows"
    f = "17 + 7*exp(-((x-1.6)^2 + (y-2.5)^2)/2) + 5*exp(-(x-4.6)^2 - (y-1.4)^2)"
    domain = Domain(0, 6, 0, 4)
    start = (3.2, 3.0)

    def construct(self):
        said = readings.ANY if self.shot.function else readings.WARMTH
        arrows = maps.GradientMap(self.view, longest=APART)
        view = arrows.view
        near = view.reaching_at(self.at, longest=1.6)
        stops = arrows.stops(self.at)

        contours, numbers = maps.ContourMap(view), maps.NumberMap(view)
        halves, tint = maps.Halves(numbers, arrows), contours.tint()
        probe, smaller = marks.Walker(view, self.at), ValueTracker(0.0)
        arrow = marks.gradient_arrow(rescaling(near, view, smaller.get_value), probe)
        arrow.set_z_index(3)  # above its dot: where it is short, it would be hidden
        fan, level = marks.slope_fan(near, self.at), maps.flat_marks(view)

        known = typeset.words(self.theme, said.known) if said.known else self.definition()
        scale = maps.ColourScale(view, contours.levels, unit=said.unit)
        place = maps.place_of(view, probe)
        reading = typeset.Readout(
            view, said.value, lambda: self.field(*probe()), scale=view.height_scale, unit=said.unit
        )
        slope = typeset.Readout(
            view, said.slope, lambda: self.slope_at(probe()), scale=view.slope_scale, unit=said.per_unit
        )
        small_note = marks.scale_note(view)
        self.fill_panel(known, scale, place, reading, slope, small_note)
        note = typeset.in_turn(marks.scale_note(near), small_note)

        with self.beat(said.numbers, claim=claims.printed_where_they_hold(numbers)):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(numbers, lag_ratio=0.03), Write(known), run_time=2)

        with self.beat(said.colours, claim=claims.same_height(view, contours.longest)):
            for part in (tint, scale.bands):
                part.set_fill(opacity=STRONG)
            self.play(FadeIn(tint, contours, scale), FadeOut(numbers), run_time=2)

        with self.beat(
            "A probe reads one number at its place. There is a number at every place: that is a scalar field.",
            claim=claims.reads_its_place(view, probe, reading),
        ):
            self.play(FadeIn(probe, scale=2), FadeIn(place, reading), run_time=0.7)
            self.play(probe.follow(maps.loop(self.field, self.at)), run_time=5)

        with self.beat(said.ask):
            self.play(FadeIn(fan, lag_ratio=0.3), FadeIn(note), run_time=2)

        with self.beat(
            "The answer is an arrow, the gradient: this way, and so fast.",
            claim=[claims.is_gradient(near, arrow), claims.as_long_as_stated(view, probe, arrow, note)],
        ):
            self.play(arrow.grow(), FadeIn(slope))
            self.play(FadeOut(fan))

        with self.beat(
            "Draw it smaller, and ask at every point: an arrow at every point is a vector field.",
            claim=[claims.along_the_gradient(arrows), claims.as_long_as_stated(view, probe, arrow, small_note)],
            poster=True,
        ):
            self.play(FadeOut(note), smaller.animate.set_value(1.0), FadeIn(small_note))
            fainter = [part.animate.set_fill(opacity=BEHIND) for part in (tint, scale.bands)]
            self.play(contours.animate.set_stroke(opacity=0.6), *fainter, Create(arrows), run_time=3)

        with self.beat(readings.lengths(arrows), claim=claims.in_one_scale(arrows, small_note)):
            self.play(probe.follow(np.linspace(probe(), arrows.steepest, 41)), run_time=2.5)

        if not stops:
            with self.beat("This map is nowhere flat: nowhere does the arrow vanish."):
                self.play(Flash(probe, color=view.theme.ink))
        for place_to_go, kind in stops:
            with self.beat(
                said.stops[kind],
                claim=[claims.reads_its_place(view, probe, reading), claims.vanishes(view, probe, arrow)],
            ):
                self.play(FadeIn(level), arrows.animate.set_opacity(0.5), run_time=0.7)
                self.play(probe.follow(np.linspace(probe(), place_to_go, 41)), run_time=2.5)
                self.play(Flash(probe, color=view.theme.ink))

        with self.beat(
            "A number at every point is a scalar field. Its gradient is a vector field: an arrow at every point.",
            claim=[claims.along_the_gradient(halves.arrows), *map(claims.printed_where_they_hold, halves.printed)],
        ):
            self.play(FadeOut(probe, arrow, place, reading, slope, level), arrows.animate.set_opacity(1))
            self.play(FadeOut(arrows, contours), FadeIn(halves))
