"""From a curve to a surface: what a second input does."""

from collections import Counter

import numpy as np
from manim import DEGREES, OUT, Create, FadeIn, FadeOut, Group, ValueTracker, Write, linear

from gradanim import critical_points
from gradanim.stage.claims.curves import on_the_surface
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.marks.walkers import Marker
from gradanim.stage.space.axes import SpaceFrame
from gradanim.stage.space.surfaces import section, stem, surface
from gradanim.stage.space_scene import ABOVE, ASIDE, SpaceScene
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.words import words


class CurveToSurface(SpaceScene):
    """A curve gets a second input, and becomes a landscape."""

    title = "From a curve to a surface"
    f = "0.9*sin(1.4x)*cos(1.2y) + 0.25*cos(x - y)"
    start = (0.6, -0.8)

    def construct(self):
        view = self.view
        (x, b), domain = self.at, self.field.domain
        y = ValueTracker(b)

        frame = SpaceFrame(view)
        self.show_upright(*frame.texts)
        curve = section(view, "y", y.get_value, view.theme.partial_x)
        hills = surface(view)
        below, above, height = Marker(view.floor, self.at), Marker(view, self.at), stem(view, self.at)
        points = critical_points(self.field)
        named = self.named(points)
        lines, chart = ContourMap(view), ContourMap(view.floor)

        known = self.definition()
        numbers = [Readout(view, name, value) for name, value in (("x", x), ("y", y.get_value))]
        z = Readout(view, "f(x, y)", lambda: self.field(x, y.get_value()), scale=view.height_scale)
        self.fill_panel(known, *numbers, z)

        self.set_camera_orientation(phi=90 * DEGREES, theta=-90 * DEGREES)
        with self.beat(
            "A function of one variable is a curve: to each _x_ belongs one height.",
            claim=on_the_surface(view, curve, name="the first curve is a section of the surface"),
        ):
            self.add(frame.lines)
            self.play(Create(curve), run_time=3)

        with self.beat("Let the height depend on a second input, _y_, and there is a floor to walk on."):
            self.play(Write(known), FadeIn(numbers[1]))
            self.move_camera(phi=ABOVE, theta=ASIDE, run_time=3)
            self.play(FadeIn(*frame.texts))

        with self.beat("To each _y_ belongs a curve of its own. Together they are a surface."):
            self.play(y.animate.set_value(domain.y0), run_time=1.5)
            self.play(Create(hills), y.animate.set_value(domain.y1), run_time=5, rate_func=linear)
            self.play(FadeOut(curve))

        with self.beat(
            "Over each point of the floor stands one height.",
            claim=on_the_surface(view, above, name="the stem ends on the surface"),
        ):
            y.set_value(b)
            self.play(hills.animate.set_opacity(0.55), FadeIn(below, numbers[0]))
            self.play(Create(height), FadeIn(above, z))

        with self.beat(self.what_there_is(points)):
            self.play(hills.animate.set_opacity(0.7), FadeOut(below, above, height, z, *numbers))
            self.play(FadeIn(named))

        with self.beat(
            "Lines of equal height lie on it, and make its map on the floor.",
            claim=on_the_surface(view, lines, name="the lines lie on the surface, at their heights"),
        ):
            self.play(FadeOut(named), Create(lines, lag_ratio=0.1), Create(chart, lag_ratio=0.1), run_time=2.5)
            self.play(hills.animate.set_opacity(0.55))

        with self.beat("A function of two variables is a landscape.", poster=True):
            self.move_camera(theta=ASIDE + 35 * DEGREES, run_time=4)

    def named(self, points):
        """A ball on every peak, valley and saddle, and its name where there is room for it."""
        group = Group()
        taken: list[np.ndarray] = []
        for place in sorted(points, key=lambda place: place.kind == "saddle"):
            group.add(ball := Marker(self.view, place.point, radius=0.07))
            text = words(self.theme, place.kind, size=28).move_to(ball.get_center() + 0.32 * OUT)
            seen = self.camera.project_point(text.get_center())
            if all(abs(seen[0] - x) > 1.1 or abs(seen[1] - y) > 0.4 for x, y, _ in taken):
                self.show_upright(text)
                group.add(text)
                taken.append(seen)
        return group

    def what_there_is(self, points):
        """The sentence that counts what was found."""
        counts = Counter(place.kind for place in points)
        found = [f"{n} {kind}{'s' if n > 1 else ''}" for kind in ("peak", "valley", "saddle") if (n := counts[kind])]
        if not found:
            return "This one has neither peak nor valley here."
        return f"It has {', '.join(found[:-1])}{' and ' if found[:-1] else ''}{found[-1]}."
