"""What a partial derivative is: the slope of a slice."""

import numpy as np
from manim import DEGREES, RIGHT, Create, FadeIn, FadeOut, Indicate, ValueTracker, VGroup, Write, there_and_back

from gradanim import Refusal
from gradanim.stage import ASIDE, SpaceScene, arranged, claims, graphs, marks, space, typeset

FROM_THE_FRONT = ASIDE - 20 * DEGREES  # from where a plane y = b is seen
FROM_THE_RIGHT = ASIDE + 30 * DEGREES  # from where a plane x = a is seen


class PartialSlices(SpaceScene):
    """Freeze one variable, and a landscape becomes a curve: its slope is the partial derivative."""

    title = "Partial derivatives are slopes of slices"
    f = "x^2 + 3xy + y^2"
    start = (0.8, 0.4)

    view: space.SpaceView

    def construct(self):
        view, point, known, numbers, y_fast, x_fast = self.set_up()
        hills, ball, frame = space.surface(view), marks.Marker(view, point), space.SpaceFrame(view)
        self.show_upright(*frame.texts)
        shown = [number.text for number in numbers.values()]

        with self.beat("Two knobs decide the height: _x_ and _y_."):
            self.add(frame)
            self.play(FadeIn(hills), Write(known), run_time=1.2)
            self.play(FadeIn(ball, *numbers.values()), run_time=0.6)
            self.play(self.turn("x"), run_time=1.3)
            self.play(self.turn("y"), run_time=1.3)

        with self.beat("Freeze _y_, here in grey, and a plane cuts the landscape open.", claim=y_fast.on_surface()):
            self.freeze(y_fast, hills, numbers, FROM_THE_FRONT)

        with self.beat(
            "The edge of the cut is a curve: the height as _x_ alone decides it.", claim=y_fast.drawn_alone()
        ):
            self.play(FadeIn(y_fast.graph.axes), Create(y_fast.graph.curve))
            self.play(FadeIn(y_fast.graph.dot), FadeOut(ball), FadeIn(y_fast.ball), run_time=0.5)
            self.play(self.turn("x"))

        with self.beat(
            "The slope of this curve is the partial derivative in _x_.",
            claim=[*y_fast.slopes(), y_fast.number()],
            poster=True,
        ):
            self.play(Create(y_fast.tangent), Create(y_fast.graph.tangent), FadeIn(y_fast.slope))
            self.play(self.turn("x"), run_time=2.5)

        with self.beat(y_fast.what_sliding_does(), claim=[*y_fast.slopes(), y_fast.on_surface()]):
            self.play(self.turn("y"), self.turn("y", y_fast.blade), run_time=3.5)

        with self.beat("Now freeze _x_ instead: another plane, another curve.", claim=x_fast.on_surface()):
            self.play(FadeOut(y_fast.graph, y_fast.slope, y_fast.in_space, y_fast.plane, y_fast.ball), run_time=0.5)
            y_fast.blade.set_value(y_fast.start)
            self.freeze(x_fast, hills, numbers, FROM_THE_RIGHT)

        with self.beat(
            "Its slope is the partial derivative in _y_.",
            claim=[x_fast.drawn_alone(), *x_fast.slopes(), x_fast.number()],
        ):
            self.play(FadeIn(x_fast.graph, x_fast.ball, x_fast.slope), Create(x_fast.tangent))
            self.play(self.turn("y"))

        y_fast.blade.set_value(self.at[1])
        gone = [x_fast.graph, x_fast.slope, x_fast.plane, x_fast.in_space, x_fast.ball, known, *numbers.values()]
        self.play(FadeOut(*gone), run_time=0.5)
        hills.clear_updaters().uncut().set_opacity(0.6)
        self.by_rule(y_fast, FROM_THE_FRONT)
        self.by_rule(x_fast, FROM_THE_RIGHT)

        both = typeset.workings(view, self.field, self.at, shown, self.layout.panel)
        self.fill_panel(*both)
        touching = marks.Marker(view, self.at)
        slopes = [knife.numbered(worked[-1]) for knife, worked in zip((y_fast, x_fast), both, strict=True)]
        self.show_upright(*slopes)
        with self.beat(
            f"At ({', '.join(shown)}) the rules give the slopes of the two slices.".replace("-", "\N{MINUS SIGN}"),
            claim=[
                claims.rule_is_slope(view, knife.held, knife.tangent, worked[-1])
                for knife, worked in zip((y_fast, x_fast), both, strict=True)
            ]
            + [claims.stand_by_their_tangents(view, (y_fast.tangent, x_fast.tangent), slopes)],
        ):
            self.move_camera(theta=ASIDE, added_anims=[FadeIn(both[0], y_fast.in_space, touching)], run_time=1.5)
            self.play(FadeIn(slopes[0]), run_time=0.5)
            self.play(FadeIn(both[1], x_fast.in_space), run_time=1)
            self.play(FadeIn(slopes[1]), run_time=0.5)

        with self.beat("A partial derivative is the slope of a slice: one variable moves, the other stands still."):
            self.move_camera(theta=FROM_THE_FRONT, run_time=2.5)

    def set_up(self):
        """The point that two knobs set, the panel's words, and the two slices."""
        view, (a, b) = self.view, self.at
        if not np.isfinite(view.at(a, b)).all():
            raise Refusal(
                f"the height at ({a:g}, {b:g}) is beyond what the picture shows: choose another point with --at"
            )
        self.knobs = {"x": ValueTracker(a), "y": ValueTracker(b)}

        def point():
            return self.knobs["x"].get_value(), self.knobs["y"].get_value()

        words, board = graphs.desk(self.layout.panel)
        y_fast, x_fast = space.Knife(view, "y", point, board), space.Knife(view, "x", point, board)
        known = typeset.definition(view, "f(x, y)", self.field.reading, words.inset(bottom=0.5 * words.height))
        numbers = {name: typeset.Readout(view, name, knob.get_value, size=34) for name, knob in self.knobs.items()}
        pair = VGroup(*numbers.values()).arrange(RIGHT, buff=0.1)
        arranged([known, pair, y_fast.slope], words)
        x_fast.slope.scale(y_fast.slope.height / x_fast.slope.height).move_to(y_fast.slope)
        self.on_glass(known, pair, *(part for knife in (y_fast, x_fast) for part in (knife.slope, knife.graph)))
        return view, point, known, numbers, y_fast, x_fast

    def turn(self, name, tracker=None):
        """Turn a knob to the far end of the domain and back."""
        d, value = self.field.domain, self.at["xy".index(name)]
        low, high = (d.x0, d.x1) if name == "x" else (d.y0, d.y1)
        far = low if value - low > high - value else high
        knob = tracker or self.knobs[name]
        return knob.animate(rate_func=there_and_back, run_time=2).set_value(value + 0.9 * (far - value))

    def freeze(self, knife, hills, numbers, theta):
        """Drive the plane into the landscape as far as the frozen number, which shows on arrival, in grey."""
        knife.cut(hills)
        self.play(FadeOut(numbers[knife.held]), FadeIn(knife.plane, knife.curve), run_time=0.5)
        numbers[knife.held].set_color(self.theme.faint)
        numbers[knife.free].set_color(self.theme.ink)
        into = knife.blade.animate.set_value(self.at["xy".index(knife.held)])
        self.move_camera(theta=theta, added_anims=[into], run_time=2.5)
        self.play(FadeIn(numbers[knife.held]), run_time=0.3)

    def by_rule(self, knife, theta):
        """Differentiate with one letter greyed, term by term where f is a sum, while its slice is walked along."""
        by_rule = typeset.Differentiation(self.view, self.field, knife.held, self.layout.panel)
        self.fill_panel(*by_rule.items)
        with self.beat(by_rule.sentence):
            self.move_camera(theta=theta, added_anims=[FadeIn(by_rule.top, knife.in_space, knife.ball)], run_time=1)
            if by_rule.kept:
                self.play(*map(Write, by_rule.kept), run_time=1.2)
            if by_rule.gone:
                self.play(FadeIn(*by_rule.gone), run_time=0.5)
            self.play(*(Indicate(row, color=self.theme.ink) for row in by_rule.gone), Write(by_rule.result))
            self.play(self.turn(knife.free))
        self.play(FadeOut(by_rule.everything, knife.in_space, knife.ball), run_time=0.5)
