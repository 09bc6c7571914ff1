"""What the gradient is made of: two partial derivatives, bundled in one vector."""

import numpy as np
from manim import Create, FadeIn, FadeOut, Indicate, ValueTracker, VGroup, Write

from gradanim import Domain, level_curve_through
from gradanim.stage.claims.bundle import leg_is_partial, legs_make_arrow, length_is_steepest
from gradanim.stage.claims.gradient import is_gradient
from gradanim.stage.layout import in_a_row
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.maps.frame import PlaneFrame
from gradanim.stage.maps.gradients import GradientMap
from gradanim.stage.marks.arrows import gradient_arrow, scale_note
from gradanim.stage.marks.bundle import axis_line, bundle, bundled_numbers, how_drawn, leg, rule_with_number
from gradanim.stage.marks.routes import around, lasting, there_and_back
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.scene import PlaneScene
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.words import definition, spoken

STEPS = {
    "forwards": "the slope along _{axis}_ alone is the partial derivative in _{axis}_, here {number}.",
    "backwards": "the partial derivative in _{axis}_ is {number}. Being negative, it points backwards.",
    "too short": "the partial derivative in _{axis}_ is {number}, too small to be seen beside the other.",
    "nothing": "along _{axis}_ the ground is level: the partial derivative in _{axis}_ is zero.",
}


class GradientBundle(PlaneScene):
    """Take the partial derivative in x, take the one in y, store both in one vector: that is the gradient."""

    title = "The gradient, in three steps"
    f = "x^2 + y^3"
    start = (2.0, 1.0)
    domain = Domain(-1.0, 5.0, -1.2, 2.8)

    def construct(self):
        contour = level_curve_through(self.field, self.at).points
        near = around(contour, self.at, 0.4 * self.field.domain.height)
        view = self.view.reaching_at(self.at, longest=2.2, shortest=1.8, along=near)
        way = there_and_back(view, near, self.at)

        contours, walker = ContourMap(view), Walker(view, self.at)
        tint, labels = contours.tint(), contours.height_labels(avoid=way[::10])
        carried = ValueTracker(0.0)
        x_leg, y_leg = leg(view, "x", walker), leg(view, "y", walker, carried=carried.get_value)
        x_line, y_line = axis_line(view, "x", self.at), axis_line(view, "y", self.at)
        arrow = gradient_arrow(view, walker, width=8)
        everywhere = GradientMap(view)

        panel = self.layout.panel
        short = panel.inset(bottom=0.78 * panel.height) if panel.height > 2 else panel.inset(bottom=0.4 * panel.height)
        known = definition(view, "f(x, y)", self.field.reading, short)
        rules = {axis: rule_with_number(view, axis, walker, short) for axis in "xy"}
        vector, numbers = bundle(view, self.field, panel.width), bundled_numbers(view, self.at)
        length = Readout(view, "{{ |nabla f| : gradient }}", lambda: self.slope_at(walker()), scale=view.slope_scale)
        extra = [VGroup(length), VGroup(scale_note(view))]
        length, note = extra if panel.height > 2 else [VGroup(), VGroup()]  # where there is room for them
        self.fill_panel(known, *rules.values(), in_a_row(vector, numbers, panel.width), *length, *note)
        note = VGroup(*(text for text in note if text.font_size > 22))  # where it can be read

        with self.beat("Stand somewhere on a slope. Three steps lead to the gradient."):
            self.add(PlaneFrame(view))
            self.play(FadeIn(tint), Create(contours, lag_ratio=0.1), Write(known), run_time=2.5)
            self.play(FadeIn(labels), FadeIn(walker, scale=2))

        with self.beat(self.step(view, "one", "x"), claim=leg_is_partial(view, "x", x_leg, walker)):
            self.play(FadeOut(labels), Create(x_line), FadeIn(rules["x"], note))
            self.grow(x_leg)

        with self.beat(self.step(view, "two", "y"), claim=leg_is_partial(view, "y", y_leg, walker)):
            self.play(FadeOut(x_line), Create(y_line), FadeIn(rules["y"]))
            self.grow(y_leg)

        with self.beat(
            "Step three: store both numbers in one vector. That is the gradient.",
            claim=[is_gradient(view, arrow), legs_make_arrow(x_leg, y_leg, arrow)],
            poster=True,
        ):
            self.play(FadeOut(y_line), FadeIn(vector, numbers))
            self.play(carried.animate.set_value(1.0))
            self.play(arrow.grow())

        with self.beat(self.what_pythagoras_says(view), claim=length_is_steepest(view, arrow)):
            self.play(FadeIn(length), Indicate(arrow, color=view.theme.gradient))

        with self.beat(
            self.what_moving_does(way),
            claim=[
                leg_is_partial(view, "x", x_leg, walker, throughout=True),
                leg_is_partial(view, "y", y_leg, walker, throughout=True),
                is_gradient(view, arrow, throughout=True),
            ],
        ):
            self.play(FadeOut(numbers), run_time=0.5)
            self.play(walker.follow(way), run_time=lasting(view, way))

        with self.beat(
            "Every point has its own: bundled everywhere, the partial derivatives become a field of arrows."
        ):
            self.play(FadeOut(x_leg, y_leg, arrow, walker, length, note, *(row[1] for row in rules.values())))
            self.play(Create(everywhere), run_time=2)

        with self.beat("The gradient is all the partial derivatives of _f_, stored in one vector."):
            self.play(Indicate(vector, color=view.theme.gradient, scale_factor=1.1))

    def grow(self, drawn):
        """Let a leg grow out of its point; one too short to be seen is just there."""
        if np.isfinite(drawn.along).all():
            self.play(drawn.grow())
        self.add(drawn)

    def step(self, view, number, axis):
        """The sentence about one leg that is true here."""
        partial = spoken(self.gradient["xy".index(axis)])
        return f"Step {number}: " + STEPS[how_drawn(view, axis, self.at)].format(axis=axis, number=partial)

    def what_pythagoras_says(self, view):
        """The sentence about the length of the gradient that is true here."""
        length = spoken(self.slope)
        gone = [axis for axis in "xy" if how_drawn(view, axis, self.at) == "nothing"]
        if gone:
            return f"One leg is zero, so the gradient is as long as the other, {length}: the steepest slope here."
        a, b = (spoken(abs(partial)) for partial in self.gradient)
        return f"Its legs are {a} and {b} long. By Pythagoras it is {length} long: the steepest slope here."

    def what_moving_does(self, way):
        """The sentence about the legs that is true along a line of points."""
        partials = self.field.gradient(*way.T)
        changing = np.ptp(partials, axis=1) > 0.02 * np.max(np.hypot(*partials))
        if changing.all():
            return "Move the point: both legs change, and the arrow with them."
        if not changing.any():
            return "Move the point: here neither leg changes, and the arrow stays the same."
        return f"Move the point: only the leg along _{'xy'[int(changing[1])]}_ changes, and the arrow with it."
