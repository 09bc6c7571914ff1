"""What the gradient is made of: two partial derivatives, bundled in one vector."""

from collections import defaultdict

import numpy as np
from manim import Create, FadeIn, FadeOut, Indicate, ValueTracker, VGroup, Write

from gradanim import Domain, level_curve_through
from gradanim.stage import PlaneScene, claims, freed, graphs, in_a_row, maps, marks, rescaling, space, typeset

READABLE = 22.0  # font size that a note should at least have

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
        near = marks.around(contour, self.at, 0.2 * self.field.domain.height)
        view = self.view.reaching_inside(np.vstack([self.at, near]), sign=1, longest=2.0, shortest=1.2)
        way = marks.there_and_back(view, near, self.at)

        contours, walker = maps.ContourMap(view), marks.Walker(view, self.at)
        tint, labels = contours.tint(), contours.height_labels(avoid=way[::10])
        carried, smaller = ValueTracker(0.0), ValueTracker(0.0)
        x_leg, y_leg = marks.leg(view, "x", walker), marks.leg(view, "y", walker, carried=carried.get_value)
        lines = {axis: marks.axis_line(view, axis, self.at) for axis in "xy"}
        own, everywhere = maps.ContourThrough(view, walker), maps.GradientMap(view)
        arrow = marks.gradient_arrow(rescaling(view, everywhere.view, smaller.get_value), walker, width=8).set_z_index(
            1
        )

        panel = self.layout.panel
        short = panel.inset(bottom=0.78 * panel.height) if panel.height > 2 else panel.inset(bottom=0.4 * panel.height)
        known = typeset.definition(view, "f(x, y)", self.field.reading, short)
        rules = {axis: marks.rule_with_number(view, axis, walker, short) for axis in "xy"}
        partials = [rules[axis][1] for axis in "xy"]
        self.said = dict(zip("xy", (number.spoken for number in partials), strict=True))
        vector, numbers = marks.bundle(view, self.field, panel.width), marks.bundled_numbers(view, partials)
        length = typeset.Readout(
            view, "{{ |nabla f| : gradient }}", lambda: self.slope_at(walker()), scale=view.slope_scale
        )
        steepest = length.spoken
        note, both = marks.scale_note(view), in_a_row(vector, numbers, panel.width)
        room = panel.height > 2  # for more than the vector and its rules
        self.fill_panel(known, *rules.values(), both, *([length, note] if room else []))
        small_note = typeset.in_turn(marks.scale_note(everywhere.view), note)
        extra = {"length": [length], "note": [note], "small note": [small_note]} if room else defaultdict(list)
        if note.font_size < READABLE:
            extra["note"] = extra["small note"] = []
        board = freed(panel, both, [known, *rules.values(), *extra["note"]])
        roomy = board.width > 2.6 and board.height > 1.9
        land = space.SpaceView.over(self.field.on(self.closer()), self.theme)
        profiles = {
            axis: [graphs.SectionGraph(land, held, walker, board)] if roomy else [] for axis, held in ("xy", "yx")
        }

        here = maps.spoken_place(self.at, self.field.domain)
        with self.beat(f"Stand on a slope{here}. Three steps lead to the gradient."):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(tint), Create(contours, lag_ratio=0.1), Write(known), run_time=2.5)
            self.play(FadeIn(labels), FadeIn(walker, scale=2))

        for number, axis, drawn in (("one", "x", x_leg), ("two", "y", y_leg)):
            profile = [claims.profile_is_slope(view, axis, graph, walker) for graph in profiles[axis]]
            with self.beat(
                self.step(view, number, axis), claim=[claims.leg_is_partial(view, axis, drawn, walker), *profile]
            ):
                if axis == "y":
                    self.play(FadeOut(lines["x"], *profiles["x"]), run_time=0.5)
                self.play(Create(lines[axis]), *map(FadeIn, profiles[axis]))
                self.play(FadeIn(rules[axis], *(extra["note"] if axis == "x" else [])))
                self.grow(drawn)

        with self.beat(
            "Step three: store both numbers in one vector. That is the gradient.",
            claim=[claims.is_gradient(view, arrow), claims.legs_make_arrow(x_leg, y_leg, arrow)],
            poster=True,
        ):
            self.play(FadeOut(lines["y"], labels, *profiles["y"]), run_time=0.5)
            self.play(carried.animate.set_value(1.0), FadeIn(vector, numbers))
            self.play(arrow.grow())

        sizes = marks.lengths_on(view, x_leg, y_leg, arrow, [*partials, length]) if room else VGroup()
        with self.beat(self.what_pythagoras_says(view, steepest), claim=claims.length_is_steepest(view, arrow)):
            self.play(FadeIn(*extra["length"], sizes))

        with self.beat(
            self.what_moving_does(way),
            claim=[
                claims.leg_is_partial(view, "x", x_leg, walker, throughout=True),
                claims.leg_is_partial(view, "y", y_leg, walker, throughout=True),
                claims.is_gradient(view, arrow, throughout=True),
            ],
        ):
            self.play(FadeOut(numbers, sizes), FadeIn(own), run_time=0.5)
            self.play(walker.follow(way), run_time=marks.lasting(view, way))

        with self.beat(
            "Every point has its own: drawn smaller, the gradients of all points become a field of arrows.",
            claim=claims.along_the_gradient(everywhere),
        ):
            self.play(FadeOut(x_leg, y_leg, own, *extra["length"], *partials))
            self.play(smaller.animate.set_value(1.0), *map(FadeOut, extra["note"]), *map(FadeIn, extra["small note"]))
            self.play(Create(everywhere), FadeOut(walker), FadeIn(marks.ring(view, view.at(*self.at))), run_time=2)

        with self.beat("The gradient is all the partial derivatives of _f_, stored in one vector."):
            self.play(Indicate(vector, color=view.theme.gradient, scale_factor=1.1))

    def closer(self):
        """The part of the map whose profiles are drawn: a quarter of it to every side, as far as it reaches."""
        d, (x, y) = self.field.domain, self.at
        w, h = d.width / 4, d.height / 4
        return Domain(max(x - w, d.x0), min(x + w, d.x1), max(y - h, d.y0), min(y + h, d.y1))

    def grow(self, drawn):
        """Let a leg grow out of its point; one too short to be seen is just there."""
        if np.isfinite(drawn.along).all():
            self.play(drawn.grow())
        self.add(drawn)

    def step(self, view, number, axis):
        """The sentence about one leg that is true here."""
        return f"Step {number}: " + STEPS[marks.how_drawn(view, axis, self.at)].format(
            axis=axis, number=self.said[axis]
        )

    def what_pythagoras_says(self, view, length):
        """The sentence about the length of the gradient that is true here."""
        gone = [axis for axis in "xy" if marks.how_drawn(view, axis, self.at) == "nothing"]
        if gone:
            return f"One leg is zero, so the gradient is as long as the other: {length}."
        a, b = (self.said[axis].removeprefix("\N{MINUS SIGN}") for axis in "xy")
        return f"Legs of {a} and {b}: by Pythagoras the gradient is {length} long."

    def what_moving_does(self, way):
        """The sentence about the legs that is true along a line of points."""
        partials = self.field.gradient(*way.T)
        changing = np.ptp(partials, axis=1) > 0.02 * np.max(np.hypot(*partials))
        if changing.all():
            return "Move along the contour: both legs change, and the arrow with them."
        if not changing.any():
            return "Move along the contour: here neither leg changes, and the arrow stays the same."
        return f"Move along the contour: only the leg along _{'xy'[int(changing[1])]}_ changes, and the arrow with it."
