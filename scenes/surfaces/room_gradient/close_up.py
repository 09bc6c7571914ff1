"""What RoomGradient shows from close by: steps all around a point, the tangent plane, and how the camera gets there."""

from typing import Any

import numpy as np
from manim import DEGREES, Animation, Group, Mobject, UpdateFromAlphaFunc, smooth
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.scalar import steepness
from gradanim.paint import LevelSurface, Polylines, SolidArrow
from gradanim.stage import RoomScene, space
from gradanim.stage.frame.live import Point
from gradanim.stage.space import RoomView

from .level_surfaces import tangent_plane
from .samples import Probe, samples_around

REACH = 1.8  # scene units that a step is long in the frame, seen from close by
PATCH = 2.0  # steps from the point to the sides of the box in which its level surface is drawn
TURNS = np.linspace(-150, 60, 71) * DEGREES  # around the room
TILTS = np.linspace(45, 80, 15) * DEGREES  # from straight above
SLANTED = 0.6  # the cosine of the angle between the gradient and the way to the camera: neither end-on nor edge-on
LIFT = 0.03  # steps, by which the plane lies over the surface that it touches, so that both are seen cleanly
SWING = 16 * DEGREES  # by which the camera goes on around the plane
Points = NDArray[np.float64]


class CloseUp:
    """Steps of one length from a point to all sides, the one along the gradient, and the plane across it.

    Attributes:
        patch: of the level surface through the point.
        balls, steps: where the steps lead, coloured by the values there, and the ways to them.
        arrow: the direction of the gradient.
        probe: takes the best of the steps.
        plane: the tangent plane; `square` the mark of the right angle on it.
        best: the end of the step along the gradient.
    """

    def __init__(self, view: RoomView, at: Point, gradient: ArrayLike, step: float, colour: Any) -> None:
        way = np.asarray(gradient, float) / steepness(gradient)
        here, size = view.at(*at), step * view.scale
        self._focus, self._zoom = here, REACH / size
        self.best: Point = tuple((np.asarray(at) + step * way).tolist())
        box = np.stack([np.asarray(at) - PATCH * step, np.asarray(at) + PATCH * step], axis=1)
        box = np.clip(box, view.box[:, :1], view.box[:, 1:])
        self.patch = LevelSurface(
            view.field, float(view.field(*at)), box, colour, to_scene=lambda points: view.at(*points.T), opacity=0.4
        )
        self.balls = samples_around(view, at, step, gradient, radius=0.075 * size)
        ends = self.balls.points[1:]
        self.steps = Polylines([np.stack([here, end]) for end in ends], self.balls.rgba[1:, :3], stroke_width=2.5)
        self.arrow = SolidArrow(here, here + 1.6 * size * way, view.theme.gradient, thickness=0.045 * size)
        self.probe = Probe(view, at, radius=0.12 * size)
        self.plane = tangent_plane(view, at, gradient, side=2.4 * size).shift(LIFT * size * way)
        self.square = space.right_angle_mark(view, self.arrow, size=0.4 * size)
        self.theta, self.phi = self._slanted(way)
        self.swing = min(
            (SWING, -SWING), key=lambda turn: abs(float(look_from(self.theta + turn, self.phi) @ way) - SLANTED)
        )

    @staticmethod
    def _slanted(way: Points) -> tuple[float, float]:
        """From where the plane across a way is seen neither edge-on nor from straight above."""
        thetas, phis = (each.ravel() for each in np.meshgrid(TURNS, TILTS))
        far = 0.1 * np.abs(thetas - TURNS.mean())  # of equally good ones, it takes what is no long way round
        best = int(np.argmin(np.abs(look_from(thetas, phis) @ way - SLANTED) + far))
        return float(thetas[best]), float(phis[best])

    @property
    def drawn(self) -> Group:
        """All that is seen from close by only."""
        return Group(self.patch, self.balls, self.steps, self.arrow, self.probe, self.plane, self.square)

    def fly(self, scene: RoomScene, **options: Any) -> Animation:
        """The animation in which the camera comes up to the point."""
        return self._fly(scene, self.theta, self.phi, self._zoom, self._focus, scene.layout.picture.centre, **options)

    def back(self, scene: RoomScene, before: "Camera", **options: Any) -> Animation:
        """The animation in which it goes back to where it was."""
        return self._fly(scene, *before, **options)

    @staticmethod
    def _fly(
        scene: RoomScene, theta: float, phi: float, zoom: float, aim: Points, aside: Points, **options: Any
    ) -> Animation:
        camera = scene.camera
        begin: list[Any] = []

        def step(_: Mobject, alpha: float) -> None:
            if not begin:
                begin.extend(camera_of(scene))
            turn, tilt, near, seen, off = begin
            closeness = near * (zoom / near) ** alpha
            share = (1 - near / closeness) / (1 - near / zoom) if zoom != near else alpha  # steadily in the frame
            camera.set_theta(turn + alpha * (theta - turn))
            camera.set_phi(tilt + alpha * (phi - tilt))
            camera.set_zoom(closeness)
            camera.aim, camera.aside = seen + share * (aim - seen), off + share * (aside - off)

        return UpdateFromAlphaFunc(camera.zoom_tracker, step, **{"rate_func": smooth, "run_time": 2.5, **options})


def look_from(theta: ArrayLike, phi: ArrayLike) -> Points:
    """The unit vectors towards the camera, shape (..., 3)."""
    return np.stack([np.sin(phi) * np.cos(theta), np.sin(phi) * np.sin(theta), np.cos(phi)], axis=-1)


Camera = tuple[float, float, float, Points, Points]


def camera_of(scene: RoomScene) -> Camera:
    """Where the camera of a scene is: theta, phi, zoom, what it looks at, and where in the frame that is seen."""
    camera = scene.camera
    return camera.get_theta(), camera.get_phi(), camera.get_zoom(), camera.aim, camera.aside
