"""Why the gradient stands at right angles to the contours, and what its length says."""

import numpy as np
from manim import Create, FadeIn, FadeOut, Write, linear

from gradanim import Domain, close_up, gradient_flow, level_curve_through
from gradanim.stage.claims.curves import gains_most, parallel, same_height
from gradanim.stage.claims.gradient import gap_is_steepness, perpendicular, slope_by_steps
from gradanim.stage.maps.contours import ContourThrough
from gradanim.stage.maps.frame import PlaneFrame
from gradanim.stage.maps.gradients import GradientMap
from gradanim.stage.maps.zoom import Zoom
from gradanim.stage.marks.arrows import gradient_arrow, right_angle, scale_note
from gradanim.stage.marks.routes import round_trip, stretch, to_both_ends
from gradanim.stage.marks.walkers import Walker, trail
from gradanim.stage.scene import PlaneScene
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.words import in_turn, spoken


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
        up_and_down = to_both_ends(self.flow_line(view), self.at)

        near_curves = [curve for group in zoom.near_map.curves for curve in group]
        frame, near_frame = PlaneFrame(view), PlaneFrame(near)
        labels = zoom.far_map.height_labels(avoid=around[::10])
        walker = Walker(zoom.current, self.at)
        contour = ContourThrough(zoom.current, lambda: self.at)
        passing = ContourThrough(zoom.current, walker)
        arrow = gradient_arrow(zoom.current, walker)
        square = right_angle(view, arrow)
        everywhere = GradientMap(view)
        level_step = trail(near, along).set_stroke(view.theme.direction)
        steep_step = trail(near, across).set_stroke(view.theme.direction)

        known = self.definition()
        height = Readout(view, "f(x, y)", lambda: self.field(*walker()), scale=view.height_scale)
        gained = Readout(view, "Delta f", lambda: self.field(*walker()) - self.field(*self.at), scale=step * self.slope)
        slopes = {
            "(partial f) / (partial x)": lambda: self.field.gradient(*walker())[0],
            "(partial f) / (partial y)": lambda: self.field.gradient(*walker())[1],
            "{{ |nabla f| : gradient }}": lambda: self.slope_at(walker()),
        }
        numbers = [Readout(view, label, value, scale=self.slope) for label, value in slopes.items()]
        note = scale_note(view)
        self.fill_panel(known, height, *numbers, note)
        note_everywhere = in_turn(scale_note(everywhere.view), note)
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
            self.play(zoom.to(1.0), run_time=4)
            self.play(FadeIn(near_frame))

        with self.beat("A step along the contour gains no height.", claim=same_height(near, level_step)):
            self.play(FadeOut(height), FadeIn(gained))
            self.play(walker.follow(along), Create(level_step, rate_func=linear), run_time=2)

        with self.beat("A step as long, straight across, gains the most.", claim=gains_most(near, steep_step)):
            self.play(walker.follow(along[::-1]), run_time=0.8)
            self.play(walker.follow(across), Create(steep_step, rate_func=linear), run_time=2)

        with self.beat(
            "The gradient points that way: square to the contour, and uphill.",
            claim=[perpendicular(arrow, contour), gap_is_steepness(near, zoom.near_map, arrow)],
        ):
            self.play(walker.follow(across[::-1]), FadeOut(gained), run_time=0.8)
            self.play(arrow.grow(), FadeIn(*numbers))
            self.play(Create(square))

        with self.beat(
            "Carry it along the whole contour: the right angle never leaves it.",
            claim=perpendicular(arrow, contour, throughout=True),
            poster=True,
        ):
            self.play(FadeOut(near_frame, level_step, steep_step))
            self.play(zoom.to(0.0), run_time=2)
            self.play(FadeIn(frame, labels, note))
            self.play(walker.follow(around), run_time=6)

        with self.beat(
            self.what_length_says(up_and_down, zoom.far_map.levels),
            claim=[slope_by_steps(view, arrow), perpendicular(arrow, passing, throughout=True)],
        ):
            self.add(passing)
            self.play(FadeOut(contour, labels), run_time=0.5)
            self.play(walker.follow(up_and_down), run_time=7)

        with self.beat("The gradient is square to the contours. Its length says how steep the slope is."):
            self.play(FadeOut(passing, arrow, square, walker, *numbers, note))
            self.play(Create(everywhere), FadeIn(note_everywhere), run_time=2)

    def flow_line(self, view):
        """The line of steepest ascent through the starting point, as far as its arrows stay in the picture."""
        down = view.in_sight(gradient_flow(self.field, self.at, uphill=False).points)
        up = view.in_sight(gradient_flow(self.field, self.at).points)
        return np.vstack([down[::-1], up[1:]])

    def what_length_says(self, line, levels):
        """The sentence about length that is true along this line."""
        slopes = np.hypot(*self.field.gradient(*line.T))
        if np.ptp(slopes) < 0.05 * np.max(slopes):
            return "The contours are evenly spaced here, and the arrow is as long everywhere."
        if levels.spacing != "even":  # then crowded contours are no sign of a steep slope
            return "Where the slope is steep, the arrow is long. Where it is gentle, it is short."
        if slopes[-1] > slopes[np.argmin(self.field(*line.T))]:
            return "Where the contours spread, the arrow is short. Where they crowd, it is long."
        return "Where the contours crowd, the arrow is long. Where they spread, it is short."
