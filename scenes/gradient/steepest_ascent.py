"""Why the gradient is called the direction of steepest ascent."""

from manim import TAU, Create, FadeIn, FadeOut, Flash, LaggedStartMap, ValueTracker, VGroup, Write, linear

from gradanim import gradient_flow
from gradanim.stage import PlaneScene, claims, maps, marks, typeset
from gradanim.stage.sentences import climbing


class SteepestAscent(PlaneScene):
    """Of all the directions you could take, the gradient climbs fastest."""

    title = "Which way is steepest?"
    f = "2*exp(-(x-1)^2 - y^2) + 1.5*exp(-((x+1)^2 + (y-0.6)^2)/0.8)"
    start = (0.0, -0.7)

    def construct(self):
        walk = gradient_flow(self.field, self.at)
        view = self.view.reaching_at(self.at, longest=1.6)
        begin = self.heading

        contours = maps.ContourMap(view)
        tint = contours.tint()
        walker = marks.Walker(view, self.at)
        compass, way = marks.travelling_gradient(view, walker, walk.points)
        labels = contours.height_labels(avoid=way[::20])
        angle = ValueTracker(begin)
        looking = marks.Looking(view, self.at, angle.get_value)
        probe = marks.slope_arrow(view, self.at, angle.get_value)
        ring = marks.tip_trace(view, self.at, angle.get_value, begin)
        fan = marks.slope_fan(view, self.at)
        uphill = marks.gradient_arrow(view, walker)
        contour = maps.ContourThrough(view, walker)
        square = marks.right_angle(view, uphill)
        path, everywhere = marks.trail(view, way), marks.gradient_field(view)
        onwards = walk.points[len(way) - 1 :]  # without the arrow, which would leave the picture there
        rest = marks.trail(view, onwards)

        known, place, height = self.definition(), maps.place_of(view, walker), maps.height_of(view, walker)
        slope = typeset.Readout(
            view, "{{ D_u f : direction }}", lambda: self.slope_towards(angle.get_value()), scale=view.slope_scale
        )
        steepest, note = maps.steepness_of(view, walker), marks.scale_note(view)
        self.fill_panel(known, place, height, slope, note)
        steepest.in_place_of(slope)
        directions = typeset.in_turn(marks.directions_note(view), note)

        with self.beat(
            "Seen from above, a landscape is its contours: along each line, the height stays the same.",
            claim=claims.same_height(view, contours.longest),
        ):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(tint), Create(contours, lag_ratio=0.1), Write(known), run_time=3)
            self.play(FadeIn(labels))

        with self.beat("Stand somewhere on the slope. Which way is up?"):
            self.play(FadeIn(walker, scale=2), FadeIn(place, height))

        with self.beat(
            "Look around. Each direction _u_ has its slope: uphill an arrow, steeper is longer; downhill only dashes.",
            claim=[claims.slope_by_steps(view, probe), claims.dashed_where_it_falls(view, looking)],
        ):
            self.play(FadeOut(labels), FadeIn(looking, slope, note))
            self.add(ring, probe)
            self.play(angle.animate.set_value(begin + TAU), run_time=6, rate_func=linear)

        with self.beat(
            "The longest arrow is the gradient. All the others end on a circle that has it as its diameter.",
            claim=[
                claims.fastest(ring, uphill),
                claims.diameter(ring, uphill),
                claims.as_long_as_stated(view, walker, uphill, note),
            ],
        ):
            self.play(FadeOut(looking, probe, slope), FadeIn(fan))
            self.play(uphill.grow(), FadeIn(steepest))

        with self.beat(
            "The gradient meets the contour at a right angle: along the contour, the slope is zero.",
            claim=claims.perpendicular(uphill, contour),
            poster=True,
        ):
            self.play(Create(contour), FadeOut(ring, fan))
            self.play(Create(square))

        with self.beat(
            "Follow the gradient wherever it points, always square to the contours.",
            claim=[claims.never_falls(view, path), claims.perpendicular(compass, contour, throughout=True)],
        ):
            said = [] if compass.to_scale else [FadeOut(note), FadeIn(directions)]
            self.play(FadeOut(uphill, square), FadeIn(compass), *said, run_time=0.5)
            self.play(Create(path, rate_func=linear), walker.follow(way), run_time=6)

        down = marks.ways_down(view, walk.points[-1]) if climbing.at_summit(self.field, walk) else VGroup()
        proof = [claims.all_lead_down(view, down)] if down else []
        if walk.ended == "left domain":
            proof = [claims.at_the_border(view, walker)]
        with self.beat(climbing.ending(self.field, walk), claim=proof):
            gone = FadeOut(compass, contour)
            if len(onwards) > 1:
                self.play(FadeOut(compass), run_time=0.5)
                self.play(walker.follow(onwards), Create(rest, rate_func=linear), run_time=1.5)
                gone = FadeOut(contour)
            self.play(gone, Flash(walker, color=view.theme.ink))
            if down:
                self.play(Create(down, lag_ratio=0.2), run_time=2)

        with self.beat(
            "Wherever it is not zero, the gradient points the steepest way up, square to the contour.",
            claim=claims.all_point_uphill(view, everywhere),
        ):
            said = [FadeOut(note), FadeIn(directions)] if compass.to_scale else []
            self.play(FadeOut(path, rest, walker, place, height, steepest, down), *said)
            self.play(LaggedStartMap(FadeIn, everywhere, lag_ratio=0.02), run_time=2)
