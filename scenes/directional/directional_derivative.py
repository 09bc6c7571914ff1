"""The directional derivative: the gradient dotted with a direction, and why that has to be a unit vector."""

import numpy as np
from manim import Create, FadeIn, FadeOut, Indicate, ValueTracker, Write

from gradanim import Domain, Refusal, unit
from gradanim.numerals import short
from gradanim.stage import PlaneScene, claims, graphs, maps, marks, typeset
from gradanim.stage.sentences import gaining

LONGEST = 10  # times as long as a unit vector, or as short, may the direction be for both to be seen


class DirectionalDerivative(PlaneScene):
    """The gradient dotted with a vector is a number. It is a slope only if that vector is one long."""

    title = "How steep is it that way?"
    f = "x^2 + y^3"
    start = (5.0, 4.0)
    direction = (2.0, 3.0)
    domain = Domain(0.7, 12.1, 2.8, 10.4)

    def construct(self):
        v = self.vector()
        size, number = float(np.hypot(*v)), graphs.rate(self.field, self.at, v)
        slope = graphs.rate(self.field, self.at, unit(v))
        view = self.view.reaching_at(self.at, longest=2.4, shortest=1.2)
        one = graphs.vector_scale(view, self.at, v)
        near = maps.touching(view, self.at, one)  # the hill from close by, where v is as long as the axes say
        to_the_axes = near.scale == view.scale

        walker, times = marks.Walker(view, self.at), ValueTracker(1.0)
        v_arrow = marks.vector_arrow(near, self.at, lambda: times.get_value() * v, one)
        u_arrow = marks.vector_arrow(near, self.at, lambda: unit(v), one, width=9)
        longest = marks.vector_arrow(near, self.at, lambda: 2 * v, one)
        circle = marks.unit_circle(near, self.at, one)
        gradient = marks.gradient_arrow(view, self.at, width=8)
        side = 1 if marks.turn_between(gradient, u_arrow) > 0 else -1  # of u, where the gradient is not
        v_name, twice_name, u_name = (
            marks.named_at(near, arrow, f"{{{{ {name} : direction }}}}", aside=0.35 * side)
            for arrow, name in ((v_arrow, "v"), (v_arrow, "2 v"), (u_arrow, "u"))
        )
        gradient_name = marks.named_at(near, gradient, "{{ nabla f : gradient }}")
        line = marks.needle(near, self.at, self.heading + (np.pi if slope < 0 else 0.0), length=3.0)
        bar, drop = (
            marks.shadow(near, gradient, u_arrow, aside=0.2 * side, width=13),
            marks.plumb(near, gradient, u_arrow),
        )
        bar_name = marks.named_beside(near, bar, u_arrow, short(slope, 4), aside=0.3 * side)
        v_gain = marks.GainAtTip(near, v_arrow, v_name, number, side=side)
        u_gain = marks.GainAtTip(near, u_arrow, u_name, slope, side=side)
        taken = marks.covered(circle, gradient, v_arrow, longest, gradient_name, v_gain, u_gain)
        hill = maps.HillMap(view, avoid=view.where(taken))
        plane = maps.TangentMap(near, self.at, avoid=near.where(taken))

        words, board = graphs.desk(self.layout.panel, share=0.62, most=0.4)
        graph = graphs.StepGraph(view, self.at, v, max(2 * size, 1.0), board)
        _, spoken_root = graphs.length_of(v)
        v_step = graphs.Step(graph, size, along="|v|", gained=short(number, 4))
        twice_step = graphs.Step(graph, 2 * size, along="2 |v|", gained=short(2 * number, 4))
        u_step = graphs.Step(graph, 1.0, along="1", gained=short(slope, 4))
        crowded = [v_name] if abs(size - 1) * one < 0.7 else []  # u and its name stand where v ends
        twice_step.names.remove(*twice_step.lie_on(v_step))

        panel = graphs.VectorPanel(view, near, self.at, v, words)
        v_number, twice_number, u_number = panel.numbers

        place, vector = typeset.spoken_place(self.at), typeset.spoken_place(v)
        with self.beat(f"Stand at {place}, and look along _v_ = {vector}. How steep is it that way?"):
            self.play(hill.appear(), Write(panel.known), run_time=2.5)
            self.play(FadeIn(hill.labels), FadeIn(walker, scale=2))
            if to_the_axes:
                self.play(v_arrow.grow(), FadeIn(v_name))

        with self.beat(
            "Carry on the slope as it is here, a plane. Its map counts the height gained.",
            claim=[claims.is_gradient(view, gradient), claims.gap_is_steepness(near, plane.contours, gradient)],
        ):
            self.play(FadeOut(hill), FadeIn(plane), run_time=1.5)
            self.play(gradient.grow(), FadeIn(gradient_name, *panel.notes, *([] if to_the_axes else [v_arrow, v_name])))

        with self.beat(
            f"The gradient, dotted with _v_, gives a number: {gaining.said(number)}.",
            claim=claims.number_is_rate(view, v_number, v_arrow, one),
        ):
            self.play(*map(Write, [*panel.components, panel.product[0]]), run_time=2)
            self.play(FadeIn(v_number))

        with self.beat(
            gaining.walked(number),
            claim=[
                claims.step_gains(graph, v_step, v_arrow, one),
                claims.reads_gain(view, plane.contours, v_arrow),
                claims.tip_says(plane.contours, v_gain, v_arrow),
                claims.stands_at_tip(walker, v_arrow),
            ],
        ):
            self.play(FadeIn(graph))
            way = view.where([v_arrow.tail, v_arrow.tip])
            self.play(walker.follow(way, run_time=1.5), Create(v_step.legs, run_time=1.5))
            self.play(FadeIn(v_gain, v_step.names))

        with self.beat(
            gaining.walked_twice(number),
            claim=[
                claims.number_is_rate(view, twice_number, v_arrow, one),
                claims.step_gains(graph, twice_step, v_arrow, one),
                claims.reads_gain(view, plane.contours, v_arrow),
            ],
        ):
            self.play(
                walker.follow(way[::-1]), times.animate.set_value(2.0),
                FadeIn(panel.twice, twice_name), FadeOut(v_name, v_gain), run_time=1.5,
            )  # fmt: skip
            self.play(Create(twice_step.legs), FadeIn(twice_step.names), run_time=1.5)

        with self.beat(
            f"A slope is height per length. So divide _v_ by its length, {spoken_root}: what is left, _u_, is one long."
            if size != 1
            else "A slope is height per length. Here the vector is one long already: _u_ is _v_ itself.",
            claim=[claims.unit_length(circle, u_arrow), claims.same_way(v_arrow, u_arrow)],
        ):
            self.play(times.animate.set_value(1.0), FadeOut(panel.product, panel.twice, twice_name), FadeIn(v_name))
            self.play(
                Create(circle),
                FadeIn(panel.shorter),
                *(step.legs.animate.set_stroke(view.theme.faint) for step in (v_step, twice_step)),
            )
            self.play(*map(FadeOut, crowded), u_arrow.grow(), FadeIn(u_name))

        with self.beat(
            f"The gradient, dotted with _u_, is the slope, the directional derivative _Dᵤf_: {gaining.said(slope)}.",
            claim=[
                claims.number_is_rate(view, u_number, u_arrow, one),
                claims.step_gains(graph, u_step, u_arrow, one),
                claims.tip_says(plane.contours, u_gain, u_arrow),
            ],
        ):
            self.play(FadeOut(v_arrow, *([] if crowded else [v_name])))
            self.play(FadeIn(panel.result), *map(FadeOut, v_step.lie_on(u_step) + twice_step.lie_on(u_step)))
            self.play(Create(u_step.legs), FadeIn(u_step.names, u_gain), run_time=1.5)

        with self.beat(
            gaining.shadow_of(slope, steepest=self.slope),
            claim=claims.shadow_is_slope(view, bar, onto=u_arrow, u=u_arrow, gradient=gradient, aside=0.2 * side),
            poster=True,
        ):
            # from here on lengths are slopes: the numbers of the map would be another scale in the same picture
            self.play(FadeOut(plane.labels, u_gain, *panel.gained), FadeIn(line))
            self.play(Create(drop))
            self.play(FadeIn(bar, bar_name))

        with self.beat("The directional derivative is the gradient dotted with a vector of length one."):
            self.play(Indicate(panel.result, color=view.theme.direction, scale_factor=1.1))

    def vector(self):
        """The direction as given, if it and a vector one long can be seen side by side."""
        v = np.array(self.shot.direction or self.direction)
        size = np.hypot(*v)
        if not 1 / LONGEST <= size <= LONGEST:
            u, w = unit(v) * (2 if size > 1 else 0.5)
            raise Refusal(
                f"the direction ({v[0]:g}, {v[1]:g}) is {size:.3g} long: beside it, a vector of length one "
                f"could not be seen. Give one nearer to that, such as --direction {u:.3g},{w:.3g}"
            )
        return v
