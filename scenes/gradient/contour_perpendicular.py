"""Why the gradient stands at right angles to the contours, and what its length says."""

import numpy as np
from manim import Create, FadeIn, FadeOut, Write, linear

from gradanim import Domain, Field, close_up, level_curve_through
from gradanim.stage.claims.curves import gains_most, marks_are_gains, parallel, same_height
from gradanim.stage.claims.gradient import gap_is_steepness, longest_to_shortest, perpendicular, slope_by_steps
from gradanim.stage.crossing import CARRIED, alike, what_length_says
from gradanim.stage.layout import in_a_row
from gradanim.stage.maps.contours import ContourThrough
from gradanim.stage.maps.frame import PlaneFrame
from gradanim.stage.maps.gradients import GradientMap
from gradanim.stage.maps.tangent import HillMap
from gradanim.stage.maps.zoom import Zoom
from gradanim.stage.marks.arrows import gradient_arrow, right_angle, scale_note
from gradanim.stage.marks.gains import gain_marks
from gradanim.stage.marks.routes import arc, full_circle, parted, round_trip, steepest_ways, stretch
from gradanim.stage.marks.walkers import Walker, trail
from gradanim.stage.scene import PlaneScene
from gradanim.stage.typeset.readouts import PairReadout, Readout
from gradanim.stage.typeset.words import arranged_readably, formula, in_turn, spoken, spoken_alike

PARTIALS = "{{ nabla f : gradient }} = (frac(partial f, partial x), frac(partial f, partial y))"
ELSEWHERE, GENTLE, STEEP = "3 - x^2/4 - y^2", (2.0, 0.0), (0.0, 1.0)  # a long hill, and two places on one contour


class ContourPerpendicular(PlaneScene):
    """The gradient crosses every contour at a right angle, and is as long as the slope is steep."""

    title = "Square to the contours"
    f = "x^2 + y^2"
    start = (3.0, 4.0)
    domain = Domain(-10.5, 10.5, -7.0, 7.0)

    def construct(self):
        around = round_trip(level_curve_through(self.field, self.at).points, self.at)
        view = self.view.reaching_at(self.at, longest=1.6, along=around)
        zoom = Zoom(view, close_up(self.field, self.at))
        near = zoom.near
        step = near.field.domain.height / 3
        along = stretch(level_curve_through(near.field, self.at).points, self.at, step)
        across = np.array([self.at, self.at + step * self.gradient / self.slope])
        every_way = full_circle(along[-1], self.at)
        down, up = steepest_ways(view, self.at)
        marks = gain_marks(near, self.at, every_way)

        near_curves = [curve for group in zoom.near_map.curves for curve in group]
        frame, near_frame = PlaneFrame(view), PlaneFrame(near)
        labels = zoom.far_map.height_labels(avoid=around[::10])
        near_labels = zoom.near_map.height_labels(
            avoid=np.vstack([every_way, along, near.where(marks.get_all_points())]), apart=0.6
        )
        walker = Walker(zoom.current, self.at)
        contour = ContourThrough(zoom.current, lambda: self.at)
        passing = ContourThrough(zoom.current, walker)
        arrow = gradient_arrow(zoom.current, walker)
        square = right_angle(view, arrow)
        level_step = trail(near, along).set_stroke(view.theme.direction)
        steep_step = trail(near, across).set_stroke(view.theme.direction)
        other_ends = trail(near, every_way).set_stroke(view.theme.faint)

        known = self.definition()
        height = Readout(view, "f(x, y)", lambda: self.field(*walker()), scale=view.height_scale)
        gained = Readout(
            view, '"gain" Delta f', lambda: self.field(*walker()) - self.field(*self.at), scale=step * self.slope
        )
        partials = formula(view, PARTIALS, size=38)
        pair = PairReadout(view, "", lambda: self.field.gradient(*walker()), scale=self.slope)
        length = Readout(view, "{{ |nabla f| : gradient }}", lambda: self.slope_at(walker()), scale=self.slope)
        numbers = [in_a_row(partials, pair, self.layout.panel.width), length]
        near_note = scale_note(near)
        near_notes = arranged_readably([known, height, *numbers, near_note], self.layout.panel, spare=[near_note])
        notes = [in_turn(scale_note(view), note) for note in near_notes]
        gained.in_place_of(height)

        with self.beat(
            f"A contour joins points of one height. This one runs at height {spoken(self.field(*self.at))}.",
            claim=same_height(view, contour),
        ):
            self.add(frame)
            self.play(FadeIn(zoom), Write(known), run_time=2)
            self.play(FadeIn(labels), FadeIn(walker, scale=2), FadeIn(height), Create(contour))

        with self.beat("Come closer, and the contours look like parallel lines.", claim=parallel(near_curves)):
            self.play(FadeOut(labels, frame))
            self.play(zoom.to(1.0), run_time=3.5)
            self.play(FadeIn(near_frame, near_labels))

        with self.beat("A step along the contour gains no height.", claim=same_height(near, level_step)):
            self.play(FadeOut(height), FadeIn(gained))
            self.play(walker.follow(along), Create(level_step, rate_func=linear), run_time=2)

        with self.beat(
            "Try equally long steps in every direction: straight across gains the most.",
            claim=[gains_most(near, steep_step), marks_are_gains(near, steep_step, marks)],
        ):
            shown = [Create(line, rate_func=linear, lag_ratio=1) for line in (other_ends, marks)]
            self.play(walker.follow(every_way), *shown, run_time=3.5)
            self.play(walker.follow(arc(along[-1], across[-1], self.at)), run_time=1)
            self.play(Create(steep_step))

        with self.beat(
            "The gradient points that way: square to the contour, and uphill.",
            claim=[perpendicular(arrow, contour), gap_is_steepness(near, zoom.near_map, arrow)],
        ):
            self.play(FadeOut(gained, other_ends, marks), run_time=0.5)
            self.play(walker.follow(across[::-1]), run_time=0.8)
            self.play(arrow.update().grow(), FadeIn(*numbers, *near_notes))
            self.play(Create(square.update()))

        with self.beat(
            CARRIED[alike(self.field, around)], claim=perpendicular(arrow, contour, throughout=True), poster=True
        ):
            self.play(FadeOut(near_frame, near_labels, level_step, steep_step, *near_notes))
            self.play(zoom.to(0.0), run_time=1.5)
            self.play(FadeIn(frame, labels, *notes))
            self.play(walker.follow(around), run_time=5)

        with self.beat(
            what_length_says(self.field, np.vstack([down[::-1], up]), zoom.far_map.levels),
            claim=[slope_by_steps(view, arrow), perpendicular(arrow, passing, throughout=True)],
            hold=1.5,
        ):
            self.add(passing)
            self.play(FadeOut(contour, labels), run_time=0.5)
            self.play(walker.follow(down), run_time=2)
            self.play(walker.follow(np.vstack([down[::-1], up])), run_time=4)

        shown = [passing, arrow, square, walker, *numbers]
        if alike(self.field, around):  # as along every circle: that is not so elsewhere
            view, shown, notes = self.elsewhere(zoom, frame, known, *shown, *notes)
        everywhere = GradientMap(view)
        with self.beat("The gradient is square to the contours. Its length says how steep the slope is."):
            self.play(FadeOut(*shown, *notes))
            scale = [FadeIn(in_turn(scale_note(everywhere.view), note)) for note in notes]
            self.play(Create(everywhere), *scale, run_time=2)

    def elsewhere(self, *gone):
        """The same where the slope changes along a contour; returns that map's view, what is to leave it, and notes."""
        field = Field(ELSEWHERE)
        line = level_curve_through(field, GENTLE).points
        there, onwards = parted(round_trip(line, GENTLE), STEEP)
        view = self.map_of(field).reaching_at(STEEP, longest=1.4, along=line)
        hill, walker, contour = HillMap(view, avoid=line[::10]), Walker(view, GENTLE), ContourThrough(view, GENTLE)
        ends = [gradient_arrow(view, place) for place in (STEEP, GENTLE)]
        longest, shortest = spoken_alike([np.hypot(*field.gradient(*p)) for p in (STEEP, GENTLE)], finest=0.01)
        arrow = gradient_arrow(view, walker)
        square = right_angle(view, arrow)
        length = Readout(view, "{{ |nabla f| : gradient }}", lambda: np.hypot(*field.gradient(*walker())))
        height = Readout(view, "f(x, y)", lambda: field(*walker()))
        known, note = self.definition(field), scale_note(view)
        notes = arranged_readably([known, height, length, note], self.layout.panel, spare=[note])
        with self.beat(
            f"On another hill, the length changes along the contour: {shortest} to {longest}. The right angle stays.",
            claim=[
                longest_to_shortest(view, contour, *ends),
                perpendicular(arrow, contour, throughout=True),
                slope_by_steps(view, arrow),
            ],
        ):
            self.play(FadeOut(*gone))
            self.play(FadeIn(hill, known), run_time=1.2)
            self.play(FadeIn(contour, arrow, square, walker, height, length, *notes))
            self.wait(0.6)
            self.add(ends[1])
            self.play(walker.follow(there), run_time=2)
            self.wait(0.8)
            self.add(ends[0])
            self.play(walker.follow(onwards), run_time=3)
        return view, [*ends, arrow, square, walker, contour, hill.labels, height, length], notes
