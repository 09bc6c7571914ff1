"""Bases for scenes that are painted and encoded the fast way; everything else about them is manim's."""

from collections.abc import Iterable
from typing import Any

from manim import Animation, Mobject, Scene, ThreeDScene

from .depth_camera import DepthCamera
from .flat_camera import FlatCamera
from .renderer import FastRenderer

__all__ = ["FlatScene", "SpaceScene"]


class FlatScene(Scene):
    """A scene in the plane. Takes a `MovingFlatCamera` as `camera_class` where the view is to move."""

    def __init__(self, renderer: Any = None, camera_class: Any = FlatCamera, **kwargs: Any) -> None:
        if renderer is None:
            renderer = FastRenderer(camera_class=camera_class, skip_animations=kwargs.get("skip_animations", False))
        super().__init__(renderer=renderer, camera_class=camera_class, **kwargs)


class SpaceScene(ThreeDScene):
    """A scene in space, with true occlusion; camera moves are manim's (`move_camera`, `set_camera_orientation`)."""

    def __init__(self, camera_class: Any = DepthCamera, renderer: Any = None, **kwargs: Any) -> None:
        if renderer is None:
            renderer = FastRenderer(camera_class=camera_class, skip_animations=kwargs.get("skip_animations", False))
        super().__init__(camera_class=camera_class, renderer=renderer, **kwargs)

    def get_moving_and_static_mobjects(self, animations: Iterable[Animation]) -> tuple[list[Mobject], list[Mobject]]:
        """As manim's, but as soon as anything in space moves, all of it does: a painted frame has no depth left."""
        moving, static = super().get_moving_and_static_mobjects(animations)
        camera = self.renderer.camera
        if isinstance(camera, DepthCamera) and any(
            len(mobject.points) and camera.has_depth(mobject) for mobject in moving
        ):
            # static ones first, as they lie below where both are on the picture
            return [*static, *moving], []
        return moving, static
