"""The pictures in manim's own classes, as a manim user would write them."""

import itertools
from typing import Any

import numpy as np
from manim import (
    BLUE,
    BLUE_B,
    BLUE_D,
    BLUE_E,
    DEGREES,
    GREEN,
    LEFT,
    RED,
    RIGHT,
    UL,
    UP,
    WHITE,
    YELLOW,
    Arc,
    Arrow,
    Arrow3D,
    ArrowVectorField,
    Axes,
    Circle,
    Create,
    Dot,
    FadeIn,
    GrowArrow,
    MathTypst,
    Mobject,
    MoveToTarget,
    ReplacementTransform,
    Scene,
    Surface,
    ThreeDAxes,
    ThreeDScene,
    TracedPath,
    ValueTracker,
    VGroup,
    Write,
    always_redraw,
    interpolate_color,
    linear,
)  # fmt: skip

from .subject import (
    HEIGHTS,
    SECONDS,
    Array,
    bowl,
    bowl_gradient,
    hills,
    hills_gradient,
    particle_starts,
    ring,
    slide,
)  # fmt: skip


class SurfaceAndArrow(ThreeDScene):
    """A surface of 40 x 40 cells, the camera going round it, an arrow moving over it, a formula."""

    formula = MathTypst

    def surface(self, axes: ThreeDAxes) -> Mobject:
        """The surface."""
        return Surface(
            lambda u, v: axes.c2p(u, v, hills(u, v)), u_range=[-3, 3], v_range=[-3, 3], resolution=(40, 40),
            checkerboard_colors=[BLUE_D, BLUE_E],
        )  # fmt: skip

    def arrow(self, start: Array, end: Array) -> Mobject:
        """The arrow."""
        return Arrow3D(start, end, resolution=8, color=YELLOW)

    def construct(self) -> None:
        """Play it."""
        axes = ThreeDAxes(
            x_range=[-3, 3, 1], y_range=[-3, 3, 1], z_range=[-1.5, 1.5, 0.5], x_length=6, y_length=6, z_length=3
        )
        angle = ValueTracker(0)

        def moving_arrow() -> Mobject:
            x, y = 1.8 * np.cos(angle.get_value()), 1.8 * np.sin(angle.get_value())
            g, z = hills_gradient(x, y), hills(x, y)
            return self.arrow(axes.c2p(x, y, z), axes.c2p(x + g[0], y + g[1], z + g @ g))

        formula = self.formula("nabla f = vec((partial f)/(partial x), (partial f)/(partial y))", font_size=40)
        self.set_camera_orientation(phi=65 * DEGREES, theta=-60 * DEGREES)
        self.add_fixed_in_frame_mobjects(formula.to_corner(UL))
        self.add(axes, self.surface(axes), always_redraw(moving_arrow))
        turn = angle.animate(rate_func=linear).set_value(2 * np.pi)
        self.move_camera(
            theta=60 * DEGREES, phi=50 * DEGREES, run_time=SECONDS, added_anims=[turn], rate_func=linear
        )  # fmt: skip


class ContoursAndArrows(Scene):
    """A contour map, 315 arrows of a vector field, an arrow that goes round a contour."""

    def contours(self, axes: Axes) -> Mobject:
        """The map."""
        return VGroup(
            *[
                axes.plot_implicit_curve(lambda x, y, c=c: bowl(x, y) - c, color=interpolate_color(BLUE, RED, i / 7))
                for i, c in enumerate(HEIGHTS)
            ]
        )

    def field(self) -> Mobject:
        """The vector field."""
        return ArrowVectorField(
            lambda p: np.array([*bowl_gradient(p[0], p[1]), 0]) * 0.3,
            x_range=[-6.65, 6.7, 0.7], y_range=[-3.5, 3.5, 0.5],
        )  # fmt: skip

    def construct(self) -> None:
        """Play it."""
        axes = Axes(x_range=[-7, 7, 1], y_range=[-4, 4, 1], x_length=14, y_length=8)
        contours, field, angle = self.contours(axes), self.field(), ValueTracker(0.0)
        angles, places = np.linspace(0, 2 * np.pi, 721), ring(1.8)

        def place() -> tuple[Any, Any]:
            at = angle.get_value() % (2 * np.pi)
            return np.interp(at, angles, places[:, 0]), np.interp(at, angles, places[:, 1])

        def moving_arrow() -> Arrow:
            x, y = place()
            g = bowl_gradient(x, y)
            return Arrow(axes.c2p(x, y), axes.c2p(x + 0.5 * g[0], y + 0.5 * g[1]), buff=0, color=YELLOW, stroke_width=6)

        dot = Dot(color=WHITE).add_updater(lambda d: d.move_to(axes.c2p(*place())))
        dot.update()
        arrow = always_redraw(moving_arrow)
        self.add(axes)
        self.play(Create(contours), run_time=SECONDS / 6)
        self.play(FadeIn(field), run_time=SECONDS / 6)
        self.play(FadeIn(dot), GrowArrow(arrow), run_time=SECONDS / 12)
        self.play(angle.animate(rate_func=linear).set_value(2 * np.pi), run_time=SECONDS * 7 / 12)


class ParticlesAndTrails(Scene):
    """200 particles flowing downhill with fading trails over a contour map."""

    contours = ContoursAndArrows.contours

    def construct(self) -> None:
        """Play it."""
        axes = Axes(x_range=[-7, 7, 1], y_range=[-4, 4, 1], x_length=14, y_length=8)
        self.add(axes, self.contours(axes).set_stroke(opacity=0.5, width=2))
        self.flow(axes, particle_starts())

    def flow(self, axes: Axes, starts: Array) -> None:
        """Let the particles flow."""
        dots = VGroup(*[Dot(axes.c2p(*p), radius=0.04, color=YELLOW) for p in starts])
        state = {"places": starts}

        def move(group: Mobject, dt: float) -> None:
            state["places"] = slide(state["places"], dt) if dt else state["places"]
            for dot, place in zip(group, state["places"], strict=True):
                dot.move_to(axes.c2p(*place))

        dots.add_updater(move)
        trails = [
            TracedPath(dot.get_center, dissipating_time=0.6, stroke_color=BLUE_B, stroke_width=2, stroke_opacity=[0, 1])
            for dot in dots
        ]
        self.add(VGroup(*trails), dots)
        self.wait(SECONDS)


class Formulas(Scene):
    """A proof in formulas, then a unit vector turning beside the graph of its cosine."""

    formula = MathTypst

    def construct(self) -> None:
        """Play it."""
        steps = [
            "{{D_u f}} = lim_(h -> 0) {{(f(bold(x) + h bold(u)) - f(bold(x)))/h}}",
            "{{D_u f}} = {{(partial f)/(partial x) u_1 + (partial f)/(partial y) u_2}}",
            "{{D_u f}} = {{nabla f dot bold(u)}} = norm(nabla f) norm(bold(u)) cos theta",
            "{{D_u f}} = {{norm(nabla f) cos theta}}",
        ]
        formulas = [self.formula(step, font_size=48) for step in steps]
        self.play(Write(formulas[0]), run_time=SECONDS * 1.5 / 8)
        for before, after in itertools.pairwise(formulas):
            self.play(ReplacementTransform(before, after), run_time=SECONDS / 8)
        last = formulas[-1]
        last.generate_target()
        last.target.scale(0.8).to_edge(UP)
        self.turn(last)

    def turn(self, last: Mobject) -> None:
        """The second half."""
        axes = Axes(x_range=[0, 6.5, 1], y_range=[-1.2, 1.2, 0.5], x_length=6, y_length=3).to_edge(RIGHT)
        circle = Circle(radius=1.5, color=WHITE).to_edge(LEFT, buff=1.5)
        centre, angle, label = circle.get_center(), ValueTracker(0), self.formula("bold(u)", font_size=32)
        gradient = Arrow(centre, centre + 1.5 * RIGHT, buff=0, color=YELLOW)
        name = self.formula("nabla f", font_size=32).next_to(gradient, RIGHT)

        def direction() -> Array:
            return np.array([np.cos(angle.get_value()), np.sin(angle.get_value()), 0])

        intro = [MoveToTarget(last), FadeIn(axes), Create(circle), GrowArrow(gradient), FadeIn(name)]
        self.play(*intro, run_time=SECONDS / 16)
        self.add(
            always_redraw(lambda: Arrow(centre, centre + 1.5 * direction(), buff=0, color=RED)),
            always_redraw(lambda: Arc(radius=0.4, angle=max(angle.get_value(), 1e-3), arc_center=centre)),
            always_redraw(lambda: axes.plot(np.cos, x_range=[0, max(angle.get_value(), 1e-2)], color=GREEN)),
            always_redraw(lambda: Dot(axes.c2p(angle.get_value(), np.cos(angle.get_value())), color=RED)),
            always_redraw(lambda: label.copy().move_to(centre + 1.85 * direction())),
        )
        self.play(angle.animate(rate_func=linear).set_value(2 * np.pi), run_time=SECONDS * 3 / 8)
