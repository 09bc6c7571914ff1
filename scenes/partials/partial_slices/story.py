"""What a partial derivative is: the slope of a slice."""

from manim import DEGREES, Create, FadeIn, FadeOut, Indicate, Write, there_and_back

from gradanim.stage import ASIDE, SpaceScene, arranged, graphs, marks, space, typeset

from .claims import stand_by_their_tangents
from .marks import Knife, Knobs, rising, slopes_on
from .panels import Differentiation, workings

FROM_THE_FRONT = ASIDE - 20 * DEGREES  # from where a plane y = b is seen
FROM_THE_RIGHT = ASIDE + 30 * DEGREES  # from where a plane x = a is seen
LOW, A_LITTLE = 72 * DEGREES, 6 * DEGREES  # more from the side than usual, where a slope looks as it is; and a turn


class PartialSlices(SpaceScene):
    """Freeze one variable, and a landscape becomes a curve: its slope is the partial derivative."""

    title = "Partial derivatives are slopes of slices"
    f = "x^2 + 3xy + y^2"
    start = (0.8, 0.4)

    view: space.SpaceView

    def construct(self):
        view, knobs = self.view, Knobs(self.view, self.at)
        hills, ball, frame = space.surface(view), marks.Marker(view, knobs), space.SpaceFrame(view)
        self.show_upright(*frame.texts)
        words, board = graphs.desk(self.layout.panel)
        y_fast, x_fast = (Knife(view, held, knobs, board) for held in "yx")
        known = typeset.definition(view, self.field, words.inset(bottom=0.5 * words.height))
        arranged([known, knobs, y_fast.slope], words)
        x_fast.slope.in_place_of(y_fast.slope)
        self.fixed_in_frame(known, knobs, y_fast.flat, x_fast.flat)

        with self.beat("Two knobs decide the height: _x_ and _y_."):
            self.add(frame)
            self.play(FadeIn(hills), Write(known), run_time=1.2)
            self.play(FadeIn(ball, *knobs), run_time=0.6)
            self.play(knobs.turn("x"), run_time=1.3)
            self.play(knobs.turn("y"), run_time=1.3)

        with self.beat("Freeze _y_, here in grey, and a plane cuts the landscape open.", claim=y_fast.on_surface()):
            self.freeze(y_fast, hills, knobs, FROM_THE_FRONT)

        with self.beat(
            "The edge of the cut is a curve: the height as _x_ alone decides it.", claim=y_fast.drawn_alone()
        ):
            self.play(FadeIn(y_fast.graph.axes), Create(y_fast.graph.curve))
            self.play(FadeIn(y_fast.graph.dot), FadeOut(ball), FadeIn(y_fast.ball), run_time=0.5)
            self.play(knobs.turn("x"))

        with self.beat(
            "The slope of this curve is the partial derivative in _x_.",
            claim=[*y_fast.slopes(), y_fast.number()],
            poster=True,
        ):
            self.play(Create(y_fast.tangent), Create(y_fast.graph.tangent), FadeIn(y_fast.slope))
            self.play(knobs.turn("x"), run_time=2.5)

        with self.beat(y_fast.what_sliding_does(), claim=[*y_fast.slopes(), y_fast.on_surface()]):
            self.play(knobs.turn("y"), knobs.turn("y", y_fast.blade), run_time=3.5)

        with self.beat("Now freeze _x_ instead: another plane, another curve.", claim=x_fast.on_surface()):
            self.play(FadeOut(*y_fast.drawn), run_time=0.5)
            y_fast.blade.set_value(y_fast.start)
            self.freeze(x_fast, hills, knobs, FROM_THE_RIGHT)

        with self.beat(
            "Its slope is the partial derivative in _y_.",
            claim=[x_fast.drawn_alone(), *x_fast.slopes(), x_fast.number()],
        ):
            self.play(FadeIn(x_fast.graph, x_fast.ball, x_fast.slope), Create(x_fast.tangent))
            self.play(knobs.turn("y"))

        y_fast.blade.set_value(self.at[1])
        self.play(FadeOut(*x_fast.drawn, known, *knobs), FadeIn(y_fast.ball), run_time=0.5)
        hills.clear_updaters().uncut().set_opacity(0.45)
        self.by_rule(y_fast, knobs, FROM_THE_FRONT)
        self.by_rule(x_fast, knobs, FROM_THE_RIGHT)

        both = workings(view, self.field, self.at, knobs.shown, self.layout.panel)
        self.fill_panel(*both)
        in_x, in_y = (worked[-1] for worked in both)
        theta = rising((y_fast, x_fast), lambda turn: self.seen_from(turn, phi=LOW))
        slopes = slopes_on((y_fast, x_fast), (in_x, in_y), self.seen_from(theta, theta + A_LITTLE, phi=LOW))
        self.show_upright(*slopes)
        with self.beat(
            f"At {knobs.spoken} the rules give the slopes of the two slices.",
            claim=[
                y_fast.found_by_rule(in_x),
                x_fast.found_by_rule(in_y),
                stand_by_their_tangents(view, (y_fast.tangent, x_fast.tangent), slopes),
            ],
        ):
            self.move_camera(phi=LOW, theta=theta, added_anims=[FadeIn(both[0], y_fast.in_space)], run_time=1.5)
            self.play(FadeIn(slopes[0]), run_time=0.5)
            self.play(FadeIn(both[1], x_fast.in_space), run_time=1)
            self.play(FadeIn(slopes[1]), run_time=0.5)

        with self.beat("A partial derivative is the slope of a slice: one variable moves, the other stands still."):
            self.move_camera(theta=theta + A_LITTLE, rate_func=there_and_back, run_time=3)

    def freeze(self, knife, hills, knobs, theta):
        """Drive the plane into the landscape as far as the frozen number, which turns grey at once."""
        knife.cut(hills)
        knobs.hold(knife.held)
        self.play(FadeIn(knife.plane, knife.curve), run_time=0.5)
        into = knife.blade.animate.set_value(knobs.start[knife.held])
        self.move_camera(theta=theta, added_anims=[into], run_time=2.5)

    def by_rule(self, knife, knobs, theta):
        """Differentiate with one letter greyed, term by term where f is a sum, while its slice is walked along."""
        by_rule = Differentiation(self.view, self.field, knife.held, self.layout.panel)
        self.fill_panel(*by_rule.items)
        with self.beat(by_rule.sentence):
            self.move_camera(theta=theta, added_anims=[FadeIn(by_rule.top, knife.in_space)], run_time=1)
            if by_rule.kept:
                self.play(*map(Write, by_rule.kept), run_time=1.2)
            if by_rule.gone:
                self.play(FadeIn(*by_rule.gone), run_time=0.5)
            self.play(*(Indicate(row, color=self.theme.ink) for row in by_rule.gone), Write(by_rule.result))
            self.play(knobs.turn(knife.free))
        self.play(FadeOut(by_rule.everything, knife.in_space), run_time=0.5)
