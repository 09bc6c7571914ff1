"""Why the gradient stands at right angles to the contours, and what its length says."""

import numpy as np
from manim import Create, FadeIn, FadeOut, Write, linear

from gradanim import Domain, Field, close_up, level_curve_through
from gradanim.stage import PlaneScene, claims, in_a_row, maps, marks, typeset
from gradanim.stage.sentences import crossing

PARTIALS = "{{ nabla f : gradient }} = (frac(partial f, partial x), frac(partial f, partial y))"
ELSEWHERE, GENTLE, STEEP = "3 - x^2/4 - y^2", (2.0, 0.0), (0.0, 1.0)  # a long hill, and two places on one contour


class ContourPerpendicular(PlaneScene):
    """The gradient crosses every contour at a right angle, and is as long as the slope is steep."""

    title = "Square to the contours"
    f = "x^2 + y^2"
    start = (3.0, 4.0)
    domain = Domain(-10.5, 10.5, -7.0, 7.0)

    def construct(self):
        around = marks.round_trip(level_curve_through(self.field, self.at).points, self.at)
        view = self.view.reaching_at(self.at, longest=1.6, along=around)
        zoom = maps.Zoom(view, close_up(self.field, self.at))
        near = zoom.near
        step = near.field.domain.height / 3
        along = marks.stretch(level_curve_through(near.field, self.at).points, self.at, step)
        across = np.array([self.at, self.at + step * self.gradient / self.slope])
        every_way = marks.full_circle(along[-1], self.at)
        down, up = marks.steepest_ways(view, self.at)
        gains = marks.gain_marks(near, self.at, every_way)

        near_curves = [curve for group in zoom.near_map.curves for curve in group]
        frame, near_frame = maps.PlaneFrame(view), maps.PlaneFrame(near)
        labels = zoom.far_map.height_labels(avoid=around[::10])
        near_labels = zoom.near_map.height_labels(
            avoid=np.vstack([every_way, along, near.where(gains.get_all_points())]), apart=0.6
        )
        walker = marks.Walker(zoom.current, self.at)
        contour = maps.ContourThrough(zoom.current, lambda: self.at)
        passing = maps.ContourThrough(zoom.current, walker)
        arrow = marks.gradient_arrow(zoom.current, walker)
        square = marks.right_angle(view, arrow)
        level_step = marks.trail(near, along).set_stroke(view.theme.direction)
        steep_step = marks.trail(near, across).set_stroke(view.theme.direction)
        other_ends = marks.trail(near, every_way).set_stroke(view.theme.faint)

        known = self.definition()
        height = typeset.Readout(view, "f(x, y)", lambda: self.field(*walker()), scale=view.height_scale)
        gained = typeset.Readout(
            view, '"gain" Delta f', lambda: self.field(*walker()) - self.field(*self.at), scale=step * self.slope
        )
        partials = typeset.formula(view, PARTIALS, size=38)
        pair = typeset.PairReadout(view, "", lambda: self.field.gradient(*walker()), scale=self.slope)
        length = typeset.Readout(view, "{{ |nabla f| : gradient }}", lambda: self.slope_at(walker()), scale=self.slope)
        numbers = [in_a_row(partials, pair, self.layout.panel.width), length]
        near_note = marks.scale_note(near)
        near_notes = typeset.arranged_readably(
            [known, height, *numbers, near_note], self.layout.panel, spare=[near_note]
        )
        notes = [typeset.in_turn(marks.scale_note(view), note) for note in near_notes]
        gained.in_place_of(height)

        with self.beat(
            f"A contour joins points of one height. This one runs at height {typeset.spoken(self.field(*self.at))}.",
            claim=claims.same_height(view, contour),
        ):
            self.add(frame)
            self.play(FadeIn(zoom), Write(known), run_time=2)
            self.play(FadeIn(labels), FadeIn(walker, scale=2), FadeIn(height), Create(contour))

        with self.beat("Come closer, and the contours look like parallel lines.", claim=claims.parallel(near_curves)):
            self.play(FadeOut(labels, frame))
            self.play(zoom.to(1.0), run_time=3.5)
            self.play(FadeIn(near_frame, near_labels))

        with self.beat("A step along the contour gains no height.", claim=claims.same_height(near, level_step)):
            self.play(FadeOut(height), FadeIn(gained))
            self.play(walker.follow(along), Create(level_step, rate_func=linear), run_time=2)

        with self.beat(
            "Try equally long steps in every direction: straight across gains the most.",
            claim=[claims.gains_most(near, steep_step), claims.marks_are_gains(near, steep_step, gains)],
        ):
            shown = [Create(line, rate_func=linear, lag_ratio=1) for line in (other_ends, gains)]
            self.play(walker.follow(every_way), *shown, run_time=3.5)
            self.play(walker.follow(marks.arc(along[-1], across[-1], self.at)), run_time=1)
            self.play(Create(steep_step))

        with self.beat(
            "The gradient points that way: square to the contour, and uphill.",
            claim=[claims.perpendicular(arrow, contour), claims.gap_is_steepness(near, zoom.near_map, arrow)],
        ):
            self.play(FadeOut(gained, other_ends, gains), run_time=0.5)
            self.play(walker.follow(across[::-1]), run_time=0.8)
            self.play(arrow.update().grow(), FadeIn(*numbers, *near_notes))
            self.play(Create(square.update()))

        with self.beat(
            crossing.CARRIED[crossing.alike(self.field, around)],
            claim=claims.perpendicular(arrow, contour, throughout=True),
            poster=True,
        ):
            self.play(FadeOut(near_frame, near_labels, level_step, steep_step, *near_notes))
            self.play(zoom.to(0.0), run_time=1.5)
            self.play(FadeIn(frame, labels, *notes))
            self.play(walker.follow(around), run_time=5)

        with self.beat(
            crossing.what_length_says(self.field, np.vstack([down[::-1], up]), zoom.far_map.levels),
            claim=[claims.slope_by_steps(view, arrow), claims.perpendicular(arrow, passing, throughout=True)],
            hold=1.5,
        ):
            self.add(passing)
            self.play(FadeOut(contour, labels), run_time=0.5)
            self.play(walker.follow(down), run_time=2)
            self.play(walker.follow(np.vstack([down[::-1], up])), run_time=4)

        shown = [passing, arrow, square, walker, *numbers]
        if crossing.alike(self.field, around):  # as along every circle: that is not so elsewhere
            view, shown, notes = self.elsewhere(zoom, frame, known, *shown, *notes)
        everywhere = maps.GradientMap(view)
        with self.beat("The gradient is square to the contours. Its length says how steep the slope is."):
            self.play(FadeOut(*shown, *notes))
            scale = [FadeIn(typeset.in_turn(marks.scale_note(everywhere.view), note)) for note in notes]
            self.play(Create(everywhere), *scale, run_time=2)

    def elsewhere(self, *gone):
        """The same where the slope changes along a contour; returns that map's view, what is to leave it, and notes."""
        field = Field(ELSEWHERE)
        line = level_curve_through(field, GENTLE).points
        there, onwards = marks.parted(marks.round_trip(line, GENTLE), STEEP)
        view = self.map_of(field).reaching_at(STEEP, longest=1.4, along=line)
        hill, walker, contour = (
            maps.HillMap(view, avoid=line[::10]),
            marks.Walker(view, GENTLE),
            maps.ContourThrough(view, GENTLE),
        )
        ends = [marks.gradient_arrow(view, place) for place in (STEEP, GENTLE)]
        longest, shortest = typeset.spoken_alike([np.hypot(*field.gradient(*p)) for p in (STEEP, GENTLE)], finest=0.01)
        arrow = marks.gradient_arrow(view, walker)
        square = marks.right_angle(view, arrow)
        length = typeset.Readout(view, "{{ |nabla f| : gradient }}", lambda: np.hypot(*field.gradient(*walker())))
        height = typeset.Readout(view, "f(x, y)", lambda: field(*walker()))
        known, note = self.definition(field), marks.scale_note(view)
        notes = typeset.arranged_readably([known, height, length, note], self.layout.panel, spare=[note])
        with self.beat(
            f"On another hill, the length changes along the contour: {shortest} to {longest}. The right angle stays.",
            claim=[
                claims.longest_to_shortest(view, contour, *ends),
                claims.perpendicular(arrow, contour, throughout=True),
                claims.slope_by_steps(view, arrow),
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
