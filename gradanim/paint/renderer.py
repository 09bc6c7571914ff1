"""Manim's Cairo renderer without its copies: a frame is painted where the encoder reads it."""

import sys
from collections.abc import Iterable
from typing import Any

from manim import Mobject, Scene
from manim.camera.camera import Camera
from manim.renderer.cairo_renderer import CairoRenderer

from .encoder import FastWriter, FrameStore
from .flat_camera import BulkPainting, FlatCamera
from .kernels.compiled import Array

__all__ = ["FastRenderer"]

SWITCH = 5e-4
"""Seconds after which the painting thread lets the encoding one go on. Python's 5 ms are most of a frame: the encoder,
which needs the interpreter for a moment only, a few times a frame, would stand still for a third of the time."""


class FastRenderer(CairoRenderer):
    """Paints into recycled frames and hands each to the encoder, which works on while the next is painted.

    A frame that has been handed over is not touched again until the encoder is done with it. Plays that are skipped
    are not painted at all.
    """

    def __init__(self, *, camera_class: type[Camera] = FlatCamera, **kwargs: Any) -> None:
        kwargs.setdefault("file_writer_class", FastWriter)
        super().__init__(camera_class=camera_class, **kwargs)
        self._frames = FrameStore()
        self._handed_over = False
        self._static: Array | None = None

    def init_scene(self, *args: Any, **kwargs: Any) -> None:
        """As manim's; renderer and writer share one store of frames."""
        super().init_scene(*args, **kwargs)
        if isinstance(self.file_writer, FastWriter):
            self._frames = self.file_writer.frames
        if isinstance(self.camera, BulkPainting):
            self._frames.marks = self.camera.marks

    def update_frame(self, scene: Scene, mobjects: Iterable[Mobject] | None = None, *args: Any, **kwargs: Any) -> None:
        """Paint mobjects; None asks for all of them, at the end of a film, and is painted even while skipping."""
        if self.skip_animations and mobjects is not None:
            return
        if self._handed_over:
            self.camera.pixel_array = self._frames.take(self.camera.pixel_array)
            self._handed_over = False
        super().update_frame(scene, mobjects, *args, **kwargs)

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """As manim's, with threads that make way for each other in good time."""
        before = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH)
        try:
            super().play(scene, *args, **kwargs)
        finally:
            sys.setswitchinterval(before)

    def render(self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None) -> None:
        """Paint the moment and hand it to the encoder."""
        if not self.skip_animations:
            self.update_frame(scene, moving_mobjects)
            self._hand_over(1)

    def freeze_current_frame(self, duration: float) -> None:
        """Hand over the present frame for so many seconds; it is converted once."""
        count = int(duration / (1 / self.camera.frame_rate))  # rounded as manim rounds
        if count and not self.skip_animations:
            self._hand_over(count)

    def save_static_frame_data(self, scene: Scene, static_mobjects: Iterable[Mobject]) -> Array | None:
        """Paint what does not move, once a play, and keep that frame to begin every other one with."""
        self.static_image = None
        if isinstance(self.camera, BulkPainting):
            self.camera.marks.play += 1
        if self._static is not None:
            self._frames.give(self._static)
            self._static = None
        if self.skip_animations or not static_mobjects:
            return None
        self.update_frame(scene, static_mobjects)
        self._static = self.static_image = self.camera.pixel_array
        self._handed_over = True
        return self.static_image

    def _hand_over(self, repeat: int) -> None:
        if isinstance(self.file_writer, FastWriter):
            self._handed_over = True
            self.add_frame(self.camera.pixel_array, repeat)
        else:
            self.add_frame(self.get_frame(), repeat)
