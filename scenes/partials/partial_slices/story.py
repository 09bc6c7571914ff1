"""What a partial derivative is: the slope of a slice."""

from dataclasses import replace

from manim import DEGREES, Create, FadeIn, FadeOut, Indicate, Write, there_and_back

from gradanim.formulas.numerals import plain_number
from gradanim.stage import ASIDE, SpaceScene, marks, plots, space, typeset

from .claims import knobs_are_read, numbers_at_their_tangents
from .differentiation import Differentiation
from .evaluation import evaluated_partials
from .slice import Slice, azimuth_of_true_slopes, slope_labels
from .sliders import Sliders
from .surprise import HiddenSaddle, hidden_saddle

FROM_THE_FRONT = ASIDE - 20 * DEGREES  # from where a plane y = b is seen
FROM_THE_RIGHT = ASIDE + 30 * DEGREES  # from where a plane x = a is seen
LOW, A_LITTLE = 72 * DEGREES, 6 * DEGREES  # more from the side than usual, where a slope looks as it is; and a turn


class PartialSlices(SpaceScene):
    """Freeze one variable, and a landscape becomes a curve: its slope is the partial derivative."""

    title = "Partial derivatives are slopes of slices"
    composition = "half"
    needs_formula = True
    f = "x^2 + 3xy + y^2"
    start = (0.8, 0.4)

    view: space.SpaceView

    def make_view(self):
        view = super().make_view()
        return replace(
            view, rise=view.rise * (plain_number(view.stretch) / view.stretch)
        )  # a scale that is easily said

    def construct(self):
        view, sliders = self.view, Sliders(self.view, self.at)
        surface, ball, frame = space.surface(view), marks.Marker(view, sliders), space.SpaceFrame(view)
        self.show_upright(*frame.texts)
        words, beside = plots.split_panel(self.layout.panel, share=0.55)
        y_held, x_held = (Slice(view, held, sliders, beside) for held in "yx")
        known = typeset.definition(view, self.field, words.inset(bottom=0.5 * words.height))
        stretch = space.stretch_note(view)
        noted = typeset.arranged_readably([known, sliders, y_held.slope, stretch], words, spare=[stretch], gap=0.22)
        x_held.slope.in_place_of(y_held.slope)
        self.fixed_in_frame(known, sliders, *noted, y_held.flat, x_held.flat)
        y_read, x_read = y_held.read(sliders), x_held.read(sliders)

        with self.beat("Two knobs set the height: how steep is it in each?", claim=knobs_are_read(sliders)):
            self.add(frame)
            self.play(FadeIn(surface), Write(known), run_time=1.2)
            self.play(FadeIn(ball, *sliders), run_time=0.6)
            self.play(sliders.sweep("x"), run_time=1.3)
            self.play(sliders.sweep("y"), run_time=1.3)

        with self.beat("Freeze _y_: a plane cuts the landscape open.", claim=[y_held.on_surface(), *y_read]):
            self.cut(y_held, surface, sliders, FROM_THE_FRONT)

        with self.beat("Its edge is a curve, over _x_ alone.", claim=[y_held.graph_is_section(), *y_read]):
            self.play(FadeIn(y_held.graph.axes), Create(y_held.graph.curve))
            self.play(FadeIn(y_held.graph.dot), FadeOut(ball), FadeIn(y_held.ball), run_time=0.5)
            self.play(sliders.sweep("x"))

        with self.beat(
            "The slope of this curve is the partial derivative in _x_.",
            claim=[
                *y_held.tangents_are_partials(),
                y_held.number_is_slope(),
                *y_read,
                *(claim for note in noted for claim in y_held.stretched_as_stated(note)),
            ],
            poster=True,
        ):
            self.play(Create(y_held.tangent), Create(y_held.graph.tangent), FadeIn(y_held.slope, *noted))
            self.play(sliders.sweep("x"), run_time=2)

        with self.beat(
            y_held.sliding_sentence(), claim=[*y_held.tangents_are_partials(), y_held.on_surface(), *y_read]
        ):
            sliding = (sliders.sweep("y", tracker) for tracker in (None, y_held.held_value, y_held.opened))
            self.play(*sliding, run_time=3)

        with self.beat("Freeze _x_ instead: another plane, another curve.", claim=[x_held.on_surface(), *x_read]):
            self.play(FadeOut(*y_held.drawn), run_time=0.5)
            y_held.opened.set_value(y_held.edge)
            self.cut(x_held, surface, sliders, FROM_THE_RIGHT)

        with self.beat(
            "Its slope is the partial derivative in _y_.",
            claim=[x_held.graph_is_section(), *x_held.tangents_are_partials(), x_held.number_is_slope(), *x_read],
        ):
            self.play(FadeIn(x_held.graph, x_held.ball, x_held.slope), Create(x_held.tangent))
            self.play(sliders.sweep("y"))

        self.play(FadeOut(*x_held.drawn, known, *noted, *sliders), FadeIn(y_held.ball), run_time=0.5)
        surface.clear_updaters().uncut().set_opacity(0.45)
        self.differentiate(y_held, sliders, FROM_THE_FRONT)
        self.differentiate(x_held, sliders, FROM_THE_RIGHT)

        both = evaluated_partials(view, self.field, self.at, sliders.shown, self.layout.panel)
        self.fill_panel(*both)
        in_x, in_y = (evaluated[-1] for evaluated in both)
        theta = azimuth_of_true_slopes((y_held, x_held), lambda azimuth: self.seen_from(azimuth, phi=LOW))
        slopes = slope_labels((y_held, x_held), (in_x, in_y), self.seen_from(theta, theta + A_LITTLE, phi=LOW))
        self.show_upright(*slopes)
        with self.beat(
            f"At {sliders.spoken} the rules give both slopes.",
            claim=[
                y_held.formula_gives_slope(in_x),
                x_held.formula_gives_slope(in_y),
                numbers_at_their_tangents(view, (y_held.tangent, x_held.tangent), slopes),
            ],
        ):
            self.move_camera(phi=LOW, theta=theta, added_anims=[FadeIn(both[0], y_held.in_space)], run_time=1.5)
            self.play(FadeIn(slopes[0]), run_time=0.5)
            self.play(FadeIn(both[1], x_held.in_space), run_time=1)
            self.play(FadeIn(slopes[1]), run_time=0.5)

        with self.beat("A partial derivative is the slope of a slice."):
            self.move_camera(theta=theta + A_LITTLE, rate_func=there_and_back, run_time=1.8)

        place = hidden_saddle(self.field)
        if place:
            saddle = HiddenSaddle(view, place)
            self.show_upright(*saddle.names)
            self.play(FadeOut(y_held.in_space, x_held.in_space, y_held.ball, *slopes, *both), run_time=0.5)
            with self.beat("Both slices curve up; on a third one it falls: a saddle.", claim=saddle.bends()):
                self.play(FadeIn(*saddle.up, saddle.ball, *saddle.names[:2]), run_time=0.6)
                self.wait(1.0)
                self.play(Create(saddle.down), FadeIn(saddle.names[2]), run_time=1.2)
                self.move_camera(theta=theta - 2 * A_LITTLE, run_time=2)

    def cut(self, one, surface, sliders, theta):
        """Put the plane where the held number says, which turns grey, and cut the landscape open up to it."""
        one.cut(surface)
        sliders.hold(one.held)
        self.play(FadeIn(one.plane, one.curve), run_time=0.5)
        into = one.opened.animate.set_value(sliders.start[one.held])
        self.move_camera(theta=theta, added_anims=[into], run_time=2.2)

    def differentiate(self, one, sliders, theta):
        """Differentiate with one letter greyed, term by term where f is a sum, while its slice is walked along."""
        steps = Differentiation(self.view, self.field, one.held, self.layout.panel)
        self.fill_panel(*steps.items)
        with self.beat(steps.sentence):
            self.move_camera(theta=theta, added_anims=[FadeIn(steps.top, one.in_space)], run_time=1)
            if steps.kept:
                self.play(*map(Write, steps.kept), run_time=1.2)
            if steps.gone:
                self.play(FadeIn(*steps.gone), run_time=0.5)
            self.play(*(Indicate(row, color=self.theme.ink) for row in steps.gone), Write(steps.result))
            self.play(sliders.sweep(one.free))
        self.play(FadeOut(steps.everything, one.in_space), run_time=0.5)
