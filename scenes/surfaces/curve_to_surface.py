"""From a curve to a surface: what a second input does."""

from manim import DEGREES, Create, FadeIn, FadeOut, ValueTracker, Write, linear, rush_from, there_and_back

from gradanim import critical_points
from gradanim.stage import ABOVE, ASIDE, SpaceScene, arranged, claims, maps, marks, space, typeset
from gradanim.stage.sentences import kinds

DOWN_ON_IT, SMALLER = 42 * DEGREES, 0.85  # from where every ball is seen, and all of the floor
FACING_IT = ASIDE - 20 * DEGREES  # from where the first curve is seen nearly as at first


class CurveToSurface(SpaceScene):
    """A curve gets a second input, and becomes a landscape."""

    title = "From a curve to a surface"
    f = "0.9*sin(1.4x)*cos(1.2y) + 0.25*cos(x - y)"
    start = (0.6, -0.8)

    def construct(self):
        view, field, (a, b), d = self.view, self.field, self.at, self.field.domain
        x, y, blade = ValueTracker(a), ValueTracker(b), ValueTracker(b)

        def point():
            return x.get_value(), y.get_value()

        front, frame = space.FrontAxes(view, b), space.SpaceFrame(view)
        self.show_upright(*front.texts, *frame.texts)
        curve = space.section(view, "y", blade.get_value, view.theme.partial_x)
        hills = space.surface(view)
        below, above = marks.Marker(view.floor, point), marks.Marker(view, point)
        height, level, reading = (
            space.stem(view, point),
            space.level_line(view, point),
            space.level_line(view, point, foot=(d.x0, b)),
        )
        places = [place for place in critical_points(field) if place.kind != "undecided"]
        balls, listed = space.KindBalls(view, places), space.kind_list(view, places)
        lines, chart = maps.ContourMap(view), maps.ContourMap(view.floor)

        known = self.definition()
        numbers = {name: typeset.Readout(view, name, tracker.get_value) for name, tracker in (("x", x), ("y", y))}
        z = typeset.Readout(view, "z", lambda: field(*point()), scale=view.height_scale)
        self.fill_panel(known, *numbers.values(), z)
        if len(listed):
            self.on_glass(
                arranged([listed], self.layout.panel.inset(top=self.layout.panel.top - numbers["x"].get_top()[1]))
            )

        far = self.camera.get_zoom()
        self.set_camera_orientation(phi=90 * DEGREES, theta=-90 * DEGREES)
        with self.beat(
            "A function of one variable is a curve: to each _x_ belongs one height.",
            claim=claims.on_the_surface(view, curve, name="the first curve is a section of the surface"),
        ):
            self.add(front)
            self.play(Create(curve), run_time=1.5)
            self.play(FadeIn(above, height, reading, numbers["x"], z), run_time=0.7)
            self.play(self.turn(x, d.x0, d.x1), run_time=4)

        shown = numbers["y"].text.replace("-", "\N{MINUS SIGN}")
        with self.beat(
            f"But the height depends on _y_ too, which stood still at {shown}. So there is a floor to walk on."
        ):
            self.play(FadeOut(above, height, reading), Write(known), FadeIn(numbers["y"]))
            axes = [FadeOut(front, rate_func=rush_from), FadeIn(frame)]
            self.move_camera(phi=ABOVE, theta=ASIDE, added_anims=axes, run_time=3)

        with self.beat("To each _y_ belongs a curve of its own. Together they are a surface."):
            self.play(FadeOut(*numbers.values(), z), blade.animate.set_value(d.y0), run_time=1.5)
            self.play(Create(hills), blade.animate.set_value(d.y1), run_time=5, rate_func=linear)

        with self.beat(
            "Over each point of the floor stands one height. The upright axis says how high.",
            claim=[
                claims.on_the_surface(view, above, name="the stem ends on the surface"),
                claims.read_on_the_axis(view, frame, below, level),
            ],
            poster=True,
        ):
            self.play(FadeOut(curve), hills.animate.set_opacity(0.5), FadeIn(below, *numbers.values(), z))
            self.play(Create(height), FadeIn(above, level))
            self.play(self.turn(x, d.x0, d.x1), run_time=2.5)
            self.play(self.turn(y, d.y0, d.y1), run_time=2.5)

        with self.beat(kinds.counted(field, places), claim=claims.are_of_their_kinds(view, balls) if places else ()):
            self.play(FadeOut(below, above, height, level, z, *numbers.values()), hills.animate.set_opacity(0.8))
            self.move_camera(phi=DOWN_ON_IT, zoom=SMALLER * far, run_time=2)
            self.play(FadeIn(balls, listed))
            self.wait(2)

        with self.beat(
            "Lines of equal height lie on it, and make its map on the floor.",
            claim=claims.on_the_surface(view, lines, name="the lines lie on the surface, at their heights"),
        ):
            self.play(FadeOut(balls, listed), Create(lines, lag_ratio=0.1), run_time=2)
            self.move_camera(phi=ABOVE, zoom=far, added_anims=[hills.animate.set_opacity(0.12)], run_time=1.5)
            self.play(Create(chart, lag_ratio=0.1), run_time=1.5)

        blade.set_value(b)
        self.play(FadeOut(chart, lines), run_time=0.7)
        with self.beat("A function of one variable is a curve. A function of two variables is a landscape."):
            self.play(FadeIn(curve))
            self.move_camera(theta=FACING_IT, added_anims=[hills.animate.set_opacity(0.6)], run_time=3.5)

    def turn(self, tracker, low, high):
        """Move one input to the far end of the domain and back."""
        here = tracker.get_value()
        far = low if here - low > high - here else high
        return tracker.animate(rate_func=there_and_back).set_value(here + 0.9 * (far - here))
