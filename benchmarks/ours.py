"""The same pictures with this project's mobjects, renderer and encoder."""

from typing import Any

import contourpy
import numpy as np
from manim import (
    BLUE,
    BLUE_B,
    BLUE_D,
    BLUE_E,
    GREEN,
    LEFT,
    RED,
    RIGHT,
    WHITE,
    YELLOW,
    Axes,
    Circle,
    Create,
    FadeIn,
    Mobject,
    MoveToTarget,
    ThreeDAxes,
    ValueTracker,
    interpolate_color,
    linear,
)  # fmt: skip

from gradanim.paint import Dots, FlatScene, Particles, Polylines, SolidArrow, SpaceScene, SurfaceMesh, VectorArrows
from gradanim.stage.typeset.glyphs import TypstFormula

from . import stock
from .subject import HEIGHTS, SECONDS, Array, bowl, bowl_gradient, hills, slide


class SurfaceAndArrow(SpaceScene, stock.SurfaceAndArrow):
    """As stock's."""

    formula = TypstFormula

    def surface(self, axes: ThreeDAxes) -> Mobject:
        """Lit per pixel, with the same number of cells."""
        x, y = np.meshgrid(np.linspace(-3, 3, 41), np.linspace(-3, 3, 41), indexing="ij")
        z = hills(x, y)
        low, high = BLUE_E.to_rgb(), BLUE_D.to_rgb()
        share = ((z - z.min()) / np.ptp(z))[..., None]
        return SurfaceMesh(np.stack([x, y, z], axis=-1), low + (high - low) * share, line_every=1)

    def arrow(self, start: Array, end: Array) -> Mobject:
        """The arrow."""
        return SolidArrow(start, end, YELLOW)


def contour_map(axes: Axes, width: float = 4.0, opacity: float = 1.0) -> Polylines:
    """The bowl's contours as one mobject."""
    x, y = np.linspace(-7, 7, 400), np.linspace(-4, 4, 400)
    generator = contourpy.contour_generator(x, y, bowl(*np.meshgrid(x, y)))
    pairs = [
        (axes.c2p(*np.asarray(line).T).T, interpolate_color(BLUE, RED, i / 7))
        for i, height in enumerate(HEIGHTS)
        for line in generator.lines(height)
    ]
    lines, colours = zip(*pairs, strict=True)
    return Polylines(lines, list(colours), stroke_width=width, opacity=opacity)


class ContoursAndArrows(FlatScene, stock.ContoursAndArrows):
    """As stock's."""

    def contours(self, axes: Axes) -> Mobject:
        """The map."""
        return contour_map(axes)

    def field(self) -> Mobject:
        """As many arrows, in the lengths and colours that ArrowVectorField gives them."""
        x, y = np.meshgrid(np.arange(-6.65, 6.7 + 0.35, 0.7), np.arange(-3.5, 3.5 + 0.25, 0.5), indexing="ij")
        g = bowl_gradient(x.ravel(), y.ravel()).T * 0.3
        norm = np.linalg.norm(g, axis=1)
        length = 0.45 / (1 + np.exp(-norm))
        share = np.clip(norm / 2, 0, 1)[:, None]
        colours = np.array(BLUE_E.to_rgb()) * (1 - share) + np.array(RED.to_rgb()) * share
        return VectorArrows(np.column_stack([x.ravel(), y.ravel()]), g * (length / norm)[:, None], colours)


class ParticlesAndTrails(FlatScene, stock.ParticlesAndTrails):
    """As stock's."""

    def contours(self, axes: Axes) -> Mobject:
        """The map, in the style that the scene asks for."""
        return contour_map(axes)

    def flow(self, axes: Axes, starts: Array) -> None:
        """Let the particles flow along paths computed beforehand."""
        paths = [starts]
        for _ in range(int(SECONDS * 60)):
            paths.append(slide(paths[-1], 1 / 60))
        places = np.array([axes.c2p(*p.T).T for p in paths])
        particles = Particles(places, SECONDS, YELLOW, trail_colours=BLUE_B)
        self.add(particles)
        self.play(particles.animate(rate_func=linear).set_time(SECONDS), run_time=SECONDS)


class Formulas(FlatScene, stock.Formulas):
    """Stock's formulas; what turns and grows is moved and revealed, where stock makes it anew in every frame."""

    formula = TypstFormula

    def turn(self, last: Mobject) -> None:
        """The second half."""
        axes = Axes(x_range=[0, 6.5, 1], y_range=[-1.2, 1.2, 0.5], x_length=6, y_length=3).to_edge(RIGHT)
        circle = Circle(radius=1.5, color=WHITE).to_edge(LEFT, buff=1.5)
        centre, angle, label = circle.get_center(), ValueTracker(0), self.formula("bold(u)", font_size=32)
        gradient = VectorArrows([centre], [1.5 * RIGHT], YELLOW, stroke_width=6, tip_length=0.35)
        name = self.formula("nabla f", font_size=32).next_to(gradient, RIGHT)
        intro = [MoveToTarget(last), FadeIn(axes), Create(circle), Create(gradient), FadeIn(name)]
        self.play(*intro, run_time=SECONDS / 16)
        turns = np.linspace(0, 2 * np.pi, 201)
        around = np.column_stack([np.cos(turns), np.sin(turns), 0 * turns])
        vector = VectorArrows([centre], [1.5 * RIGHT], RED, stroke_width=6, tip_length=0.35)
        arc = Polylines([centre + 0.4 * around])
        graph = Polylines([axes.c2p(turns, np.cos(turns)).T], GREEN)
        lengths = graph.shares()
        dot = Dots([axes.c2p(0, 1)], RED, radius=0.08)

        def move(*_: Any) -> None:
            at = angle.get_value()
            direction = np.array([np.cos(at), np.sin(at), 0])
            vector.points = np.array([centre, centre + 1.5 * direction])
            arc.pointwise_become_partial(arc, 0, at / (2 * np.pi))
            graph.pointwise_become_partial(graph, 0, np.interp(at, turns, lengths))
            dot.points = np.array([axes.c2p(at, np.cos(at))])
            label.move_to(centre + 1.85 * direction)

        self.add(vector.add_updater(move), arc, graph, dot, label)
        self.play(angle.animate(rate_func=linear).set_value(2 * np.pi), run_time=SECONDS * 3 / 8)
