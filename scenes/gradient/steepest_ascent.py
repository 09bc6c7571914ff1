"""Why the gradient is called the direction of steepest ascent."""

from manim import TAU, Create, FadeIn, FadeOut, Flash, LaggedStartMap, ValueTracker, VGroup, Write, linear

from gradanim import gradient_flow, kind
from gradanim.stage.claims.curves import never_falls, same_height
from gradanim.stage.claims.gradient import diameter, fastest, perpendicular, slope_by_steps
from gradanim.stage.claims.looking import all_lead_down, all_point_uphill, dashed_where_it_falls
from gradanim.stage.claims.maps import as_long_as_stated
from gradanim.stage.maps.contours import ContourMap, ContourThrough
from gradanim.stage.maps.frame import PlaneFrame
from gradanim.stage.maps.places import place_of
from gradanim.stage.marks.arrows import (
    directions_note,
    gradient_arrow,
    gradient_field,
    right_angle,
    scale_note,
    slope_arrow,
    slope_fan,
    tip_trace,
    travelling_gradient,
)
from gradanim.stage.marks.looking import Looking, ways_down
from gradanim.stage.marks.walkers import Walker, trail
from gradanim.stage.scene import PlaneScene
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.words import in_turn

ENDINGS = {
    "peak": "Here the ground is level: the gradient is zero, and every way from here leads down.",
    "flat": "Here the ground is level: the gradient is zero, and points nowhere.",
    "left domain": "It climbs right out of the picture: no summit in sight.",
    "undefined": "Here it ends: beyond this point the function has no value.",
    "no gain": "Here it ends, on a crest: no small step from here gains height.",
    "steps used": "It is still climbing when we stop watching.",
}


class SteepestAscent(PlaneScene):
    """Of all the directions you could take, the gradient climbs fastest."""

    title = "Which way is steepest?"
    f = "2*exp(-(x-1)^2 - y^2) + 1.5*exp(-((x+1)^2 + (y-0.6)^2)/0.8)"
    start = (0.0, -0.7)

    def construct(self):
        walk = gradient_flow(self.field, self.at)
        view = self.view.reaching_at(self.at, longest=1.6)
        begin = self.heading

        contours = ContourMap(view)
        tint = contours.tint()
        walker = Walker(view, self.at)
        compass, way = travelling_gradient(view, walker, walk.points)
        labels = contours.height_labels(avoid=way[::20])
        angle = ValueTracker(begin)
        looking = Looking(view, self.at, angle.get_value)
        probe = slope_arrow(view, self.at, angle.get_value)
        ring = tip_trace(view, self.at, angle.get_value, begin)
        fan = slope_fan(view, self.at)
        uphill = gradient_arrow(view, walker)
        contour = ContourThrough(view, walker)
        square = right_angle(view, uphill)
        path, everywhere = trail(view, way), gradient_field(view)

        known, place = self.definition(), place_of(view, walker)
        height = Readout(view, "f(x, y)", lambda: self.field(*walker()), scale=view.height_scale)
        slope = Readout(
            view, "{{ D_u f : direction }}", lambda: self.slope_towards(angle.get_value()), scale=view.slope_scale
        )
        steepest = Readout(view, "{{ |nabla f| : gradient }}", lambda: self.slope_at(walker()), scale=view.slope_scale)
        note = scale_note(view)
        self.fill_panel(known, place, height, slope, note)
        steepest.in_place_of(slope)
        directions = in_turn(directions_note(view), note)

        with self.beat(
            "Seen from above, a landscape is its contours: along each line, the height stays the same.",
            claim=same_height(view, contours.longest),
        ):
            self.add(PlaneFrame(view))
            self.play(FadeIn(tint), Create(contours, lag_ratio=0.1), Write(known), run_time=3)
            self.play(FadeIn(labels))

        with self.beat("Stand somewhere on the slope. Which way is up?"):
            self.play(FadeIn(walker, scale=2), FadeIn(place, height))

        with self.beat(
            "Look around. Each direction _u_ has its slope: uphill an arrow, steeper is longer; downhill only dashes.",
            claim=[slope_by_steps(view, probe), dashed_where_it_falls(view, looking)],
        ):
            self.play(FadeOut(labels), FadeIn(looking, slope, note))
            self.add(ring, probe)
            self.play(angle.animate.set_value(begin + TAU), run_time=6, rate_func=linear)

        with self.beat(
            "The longest arrow is the gradient. All the others end on a circle that has it as its diameter.",
            claim=[fastest(ring, uphill), diameter(ring, uphill), as_long_as_stated(view, walker, uphill, note)],
        ):
            self.play(FadeOut(looking, probe, slope), FadeIn(fan))
            self.play(uphill.grow(), FadeIn(steepest))

        with self.beat(
            "The gradient meets the contour at a right angle: along the contour, the slope is zero.",
            claim=perpendicular(uphill, contour),
            poster=True,
        ):
            self.play(Create(contour), FadeOut(ring, fan))
            self.play(Create(square))

        with self.beat(
            "Follow the gradient wherever it points, always square to the contours.",
            claim=[never_falls(view, path), perpendicular(compass, contour, throughout=True)],
        ):
            said = [] if compass.to_scale else [FadeOut(note), FadeIn(directions)]
            self.play(FadeOut(uphill, square), FadeIn(compass), *said, run_time=0.5)
            self.play(Create(path, rate_func=linear), walker.follow(way), run_time=6)

        ending = self.ending(walk)
        down = ways_down(view, walk.points[-1]) if ending == "peak" else VGroup()
        with self.beat(ENDINGS[ending], claim=all_lead_down(view, down) if down else ()):
            self.play(FadeOut(compass, contour), Flash(walker, color=view.theme.ink))
            if down:
                self.play(Create(down, lag_ratio=0.2), run_time=2)

        with self.beat(
            "Wherever it is not zero, the gradient points the steepest way up, square to the contour.",
            claim=all_point_uphill(view, everywhere),
        ):
            said = [FadeOut(note), FadeIn(directions)] if compass.to_scale else []
            self.play(FadeOut(path, walker, place, height, steepest, down), *said)
            self.play(LaggedStartMap(FadeIn, everywhere, lag_ratio=0.02), run_time=2)

    def ending(self, walk):
        """How the walk ended, as a key of ENDINGS."""
        at_summit = walk.ended == "flat" and kind(self.field, walk.points[-1]) == "peak"
        return "peak" if at_summit else walk.ended
