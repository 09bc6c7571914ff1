"""Why the gradient stands at right angles to the contours, and what its length says."""

from manim import Create, FadeIn, FadeOut, Write, linear

from gradanim import Domain, Field, close_up, level_curve_through
from gradanim.stage import PlaneScene, claims, maps, marks, typeset
from gradanim.stage.sentences import crossing

LONG_HILL, GENTLE, STEEP = "3 - x^2/4 - y^2", (2.0, 0.0), (0.0, 1.0)  # with two places on one contour


class ContourPerpendicular(PlaneScene):
    """The gradient crosses every contour at a right angle, and is as long as the slope is steep."""

    title = "Square to the contours"
    f = "x^2 + y^2"
    start = (3.0, 4.0)
    domain = Domain(-10.5, 10.5, -7.0, 7.0)

    def construct(self):
        around = marks.round_trip(level_curve_through(self.field, self.at).points, self.at)
        view = self.view.reaching_at(self.at, longest=1.6, along=around)
        down, climb = marks.steepest_ways(view, self.at)
        zoom = maps.Zoom(view, close_up(self.field, self.at))
        near, steps = zoom.near, marks.EqualSteps(zoom.near, self.at)

        frame, near_frame = maps.PlaneFrame(view), maps.PlaneFrame(near)
        labels = zoom.far_map.height_labels(avoid=around[::10])
        near_labels = zoom.near_map.height_labels(avoid=steps.places, apart=0.6)
        walker = marks.Walker(zoom.current, self.at)
        contour, passing = (maps.ContourThrough(zoom.current, place) for place in (lambda: self.at, walker))
        arrow = marks.gradient_arrow(zoom.current, walker)
        square = marks.right_angle(view, arrow)

        known, height, gained = self.definition(), maps.height_of(view, walker), steps.gain_of(walker)
        numbers = maps.gradient_of(view, walker, self.layout.panel.width, scale=self.slope)
        note = marks.scale_note(view)
        notes = typeset.arranged_readably([known, height, *numbers, note], self.layout.panel, spare=[note])
        gained.in_place_of(height)

        with self.beat(
            f"A contour joins points of one height. This one runs at height {height.brief}.",
            claim=claims.same_height(view, contour),
        ):
            self.add(frame)
            self.play(FadeIn(zoom), Write(known), run_time=2)
            self.play(FadeIn(labels), FadeIn(walker, scale=2), FadeIn(height), Create(contour))

        with self.beat("Come closer, and the contours look like parallel lines.", claim=claims.parallel(zoom.near_map)):
            self.play(FadeOut(labels, frame))
            self.play(zoom.to(1.0), run_time=3.5)
            self.play(FadeIn(near_frame, near_labels))

        with self.beat("A step along the contour gains no height.", claim=claims.same_height(near, steps.level)):
            self.play(FadeOut(height), FadeIn(gained))
            self.play(walker.follow(steps.along), Create(steps.level, rate_func=linear), run_time=2)

        with self.beat(
            "Try equally long steps in every direction: straight across gains the most.",
            claim=[claims.gains_most(near, steps.steepest), claims.marks_are_gains(near, steps.steepest, steps.gains)],
        ):
            self.play(steps.tried_by(walker), run_time=3.5)
            self.play(walker.follow(steps.to_across), run_time=1)
            self.play(Create(steps.steepest))

        with self.beat(
            "The gradient points that way: square to the contour, and uphill.",
            claim=[claims.perpendicular(arrow, contour), claims.gap_is_steepness(near, zoom.near_map, arrow)],
        ):
            self.play(FadeOut(gained, steps.ends, steps.gains), run_time=0.5)
            self.play(walker.follow(steps.across[::-1]), run_time=0.8)
            self.play(arrow.update().grow(), FadeIn(*numbers))
            self.play(Create(square.update()))

        with self.beat(
            crossing.carried(self.field, around),
            claim=claims.perpendicular(arrow, contour, throughout=True),
            poster=True,
        ):
            self.play(FadeOut(near_frame, near_labels, steps.level, steps.steepest))
            self.play(zoom.to(0.0), run_time=1.5)
            self.play(FadeIn(frame, labels, height, *notes))
            self.play(walker.follow(around), run_time=5)

        with self.beat(
            crossing.what_length_says(self.field, climb, zoom.far_map.levels),
            claim=[claims.slope_by_steps(view, arrow), claims.perpendicular(arrow, passing, throughout=True)],
            hold=1.5,
        ):
            self.add(passing)
            self.play(FadeOut(contour, labels), run_time=0.5)
            self.play(walker.follow(down), run_time=2)
            self.play(walker.follow(climb), run_time=4)

        shown = [passing, arrow, square, walker, height, *numbers]
        if crossing.alike(self.field, around):  # as along every circle: that is not so elsewhere
            view, shown, notes = self.elsewhere(zoom, frame, known, *shown, *notes)
        everywhere = maps.GradientMap(view)
        with self.beat("The gradient is square to the contours. Its length says how steep the slope is."):
            self.play(FadeOut(*shown, *notes))
            scale = [FadeIn(typeset.in_turn(marks.scale_note(everywhere.view), note)) for note in notes]
            self.play(Create(everywhere), *scale, run_time=2)

    def elsewhere(self, *gone):
        """The same where the slope changes along a contour; returns that map's view, what is to leave it, and notes."""
        lap = marks.ContourLap(self.map_of(Field(LONG_HILL)), gentle=GENTLE, steep=STEEP)
        view, walker, hill = lap.view, lap.walker, maps.HillMap(lap.view, avoid=lap.way[::10])
        known, note = self.definition(view.field), marks.scale_note(view)
        notes = typeset.arranged_readably([known, *lap.numbers, note], self.layout.panel, spare=[note])
        with self.beat(crossing.changing(view.field, lap.way), claim=lap.claims()):
            self.play(FadeOut(*gone))
            self.play(FadeIn(hill, known), run_time=1.2)
            self.play(FadeIn(lap, *lap.numbers, *notes))
            self.wait(0.6)
            self.add(lap.shortest)
            self.play(walker.follow(lap.there), run_time=2)
            self.wait(0.8)
            self.add(lap.longest)
            self.play(walker.follow(lap.onwards), run_time=3)
        return view, [lap.longest, lap.shortest, lap, hill.labels, *lap.numbers], notes
