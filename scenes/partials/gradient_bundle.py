"""What the gradient is made of: two partial derivatives, bundled in one vector."""

import numpy as np
from manim import Create, FadeIn, FadeOut, Indicate, ValueTracker, Write

from gradanim import Domain, level_curve_through
from gradanim.stage import PlaneScene, claims, graphs, maps, marks, rescaling, typeset
from gradanim.stage.sentences import legs as said

FEW = 0.9  # scene units from arrow to arrow at the end: a few long ones are better seen than many short ones


class GradientBundle(PlaneScene):
    """Take the partial derivative in x, take the one in y, store both in one vector: that is the gradient."""

    title = "The gradient, in three steps"
    f = "x^2 + y^3"
    start = (2.0, 1.0)
    domain = Domain(0.4, 3.4, -0.2, 1.8)

    def construct(self):
        contour = level_curve_through(self.field, self.at).points
        near = marks.around(contour, self.at, 0.2 * self.field.domain.height)
        view = self.view.reaching_inside(np.vstack([self.at, near]), sign=1, longest=2.0, shortest=1.2)
        way = marks.there_and_back(view, near, self.at)

        contours, walker = maps.ContourMap(view), marks.Walker(view, self.at)
        legs, smaller = marks.Legs(view, walker), ValueTracker(0.0)
        tint, labels = contours.tint(), contours.height_labels(avoid=[*way[::10], *legs.places], apart=0.8)
        own, everywhere = maps.ContourThrough(view, walker), maps.GradientMap(view, cell=FEW)
        arrow = marks.gradient_arrow(rescaling(view, everywhere.view, smaller.get_value), walker, width=8)
        name = marks.named_at(view, arrow, "{{ nabla f : gradient }}")
        panel = graphs.BundlePanel(view, walker, self.layout.panel, later=everywhere.view)
        numbers = [partial.spoken for partial in panel.partials]

        with self.beat(f"Stand on a slope at {typeset.spoken_place(self.at)}. Three steps lead to the gradient."):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(tint), Create(contours, lag_ratio=0.1), Write(panel.known), run_time=2.5)
            self.play(FadeIn(labels), FadeIn(walker, scale=2))

        for step, axis, drawn, number in zip(("one", "two"), "xy", (legs.x, legs.y), numbers, strict=True):
            line, profile = legs.lines[axis], panel.profiles[axis]
            with self.beat(
                f"Step {step}: {said.step(view, axis, self.at, number)}",
                claim=[
                    claims.leg_is_partial(view, axis, drawn, walker),
                    *(claims.profile_is_slope(view, axis, graph, walker) for graph in profile),
                ],
            ):
                if axis == "y":
                    self.play(FadeOut(legs.lines["x"], *panel.profiles["x"]), run_time=0.5)
                self.play(Create(line), *map(FadeIn, profile))
                self.play(FadeIn(panel.rules[axis], *(panel.notes if axis == "x" else [])))
                if np.isfinite(drawn.along).all():  # else too short to be seen
                    self.play(drawn.grow())
                self.add(drawn)

        with self.beat(
            "Step three: store both numbers in one vector. That is the gradient.",
            claim=[claims.is_gradient(view, arrow), claims.legs_make_arrow(legs.x, legs.y, arrow)],
            poster=True,
        ):
            self.play(FadeOut(legs.lines["y"], labels, *panel.profiles["y"]), run_time=0.5)
            self.play(legs.carried.animate.set_value(1.0), FadeIn(panel.vector, panel.numbers))
            self.play(arrow.grow())
            self.play(FadeIn(name), run_time=0.5)

        sizes = panel.sizes_on(legs, arrow)
        with self.beat(
            said.pythagoras(view, self.at, panel.partials, panel.length), claim=claims.length_is_steepest(view, arrow)
        ):
            self.play(FadeIn(*panel.lengths, sizes))

        with self.beat(
            said.moving(self.field, way),
            claim=[
                claims.leg_is_partial(view, "x", legs.x, walker, throughout=True),
                claims.leg_is_partial(view, "y", legs.y, walker, throughout=True),
                claims.is_gradient(view, arrow, throughout=True),
            ],
        ):
            self.play(FadeOut(panel.numbers, sizes), FadeIn(own), run_time=0.5)
            self.play(walker.follow(way), run_time=marks.lasting(view, way))

        with self.beat(
            "Every point has its own: drawn smaller, the gradients of all points become a field of arrows.",
            claim=claims.along_the_gradient(everywhere),
        ):
            self.play(FadeOut(legs.x, legs.y, own, name, *panel.lengths, *panel.partials))
            leaving = [FadeOut(walker), FadeIn(marks.ring(view, view.at(*self.at)))]  # the dot would cover the arrow
            self.play(*leaving, run_time=0.5)
            self.play(smaller.animate.set_value(1.0), *map(FadeOut, panel.notes), *map(FadeIn, panel.later_notes))
            self.play(Create(everywhere), run_time=2)

        with self.beat("The gradient is all the partial derivatives of _f_, stored in one vector."):
            self.play(Indicate(panel.vector, color=view.theme.gradient, scale_factor=1.1))
