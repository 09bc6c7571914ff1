"""How a scene is played: filmed frame by frame, or unpainted, with or without looking at what would be painted."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
from manim import Mobject, Scene
from manim.utils.iterables import list_update

from gradanim.paint import DepthCamera, FastRenderer, FastWriter
from gradanim.paint.imprint import Imprint
from gradanim.paint.looks import looked_at

QUICK = 4  # of zlib's levels: half the time of its usual one, for a picture a fifteenth larger

OnFrames = Callable[[int], None]

_UNPAINTED = np.empty((0, 0, 4), np.uint8)  # stands for the picture of what does not move in a play


class Pieces(FastWriter):
    """Encodes every animation as a film of its own while `writing`, and leaves joining them to `reel`."""

    writing = True

    def begin_animation(self, allow_write: bool = False, **options: Any) -> None:
        """As manim's, if anything is to be written."""
        super().begin_animation(allow_write and self.writing, **options)

    def end_animation(self, allow_write: bool = False) -> None:
        """As manim's, if anything was written."""
        super().end_animation(allow_write and self.writing)

    def finish(self) -> None:
        """Wait until every piece is on the disk."""
        if self.output_spec.is_video:
            self.join_all_encode_jobs()


class Projector(FastRenderer):
    """Plays a scene and counts its frames.

    Time passes, updaters and claims see every frame, whether it is painted or not.

    Attributes:
        frames: played so far.
        painting: whether they are painted and filmed; to be changed between two animations only.
        imprint: takes in everything that is painted, or would be; None looks at nothing.
        on_play: called before every animation.
    """

    def __init__(self, scene: Any, on_frames: OnFrames, *, painting: bool = False) -> None:
        camera = scene.renderer.camera  # the scene has made its own kind
        made: Any = lambda: camera  # noqa: E731  # manim calls the class, and wants no more of it
        super().__init__(file_writer_class=Pieces, camera_class=made)
        self.frames = 0
        self.painting = painting
        self.imprint: Imprint | None = None
        self.on_play: Callable[[], None] = lambda: None
        self._on_frames = on_frames
        self._pieces: list[Path] = []
        self.init_scene(scene, scene.session_spec, scene.file_writer_settings)
        scene.renderer = self

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play one animation, or several at once."""
        self.on_play()
        if isinstance(self.camera, DepthCamera):
            self.camera.extend_fixed_families()  # which painting does too: the story must not depend on being painted
        if self.imprint is not None:
            self.imprint.note("play")
        self.file_writer.writing = self.painting
        super().play(scene, *args, **kwargs)
        if self.painting:
            self._pieces.append(Path(self.file_writer.partial_movie_files[-1]))

    def update_frame(self, scene: Scene, mobjects: Iterable[Mobject] | None = None, *args: Any, **options: Any) -> None:
        """Paint mobjects, or only look at what would be painted; none given are all of them."""
        if self.imprint is not None:
            self.imprint.note("over" if self.static_image is not None else "new")
            all_of_it = mobjects or list_update(scene.mobjects, scene.foreground_mobjects)
            if parts := self.imprint.moment(self.camera, all_of_it):  # none given would be taken for all
                mobjects, options["include_submobjects"] = parts, False
        if self.painting:
            with looked_at() if self.imprint is not None else nullcontext():
                super().update_frame(scene, mobjects, *args, **options)

    def save_static_frame_data(self, scene: Scene, static_mobjects: Iterable[Mobject]) -> Any:
        """Paint what does not move once a play, or only look at it."""
        if self.painting:
            return super().save_static_frame_data(scene, static_mobjects)
        self.static_image = None
        if static_mobjects:
            self.update_frame(scene, static_mobjects)
            self.static_image = _UNPAINTED
        return self.static_image

    def add_frame(self, frame: Any, num_frames: int = 1) -> None:
        """Film a frame, if it was painted, and let it stand for some more."""
        if self.imprint is not None:
            self.imprint.note(num_frames)
        if self.painting:
            super().add_frame(frame, num_frames)
        else:
            self.time += num_frames * (1 / self.camera.frame_rate)  # reckoned as manim does
        self.frames += num_frames
        self._on_frames(self.frames)

    def picture(self, scene: Scene, path: Path) -> None:
        """Paint everything as it is now, also where nothing else is painted, and keep it as a picture."""
        before = self.painting, self.imprint
        self.painting, self.imprint, self.static_image = True, None, None
        self.update_frame(scene)
        self.painting, self.imprint = before
        self.camera.get_image().save(path, compress_level=QUICK)

    def take_pieces(self) -> list[Path]:
        """The films of all animations painted since the last call, when they are on the disk."""
        self.file_writer.finish()
        pieces, self._pieces = self._pieces, []
        return pieces

    def _hand_over(self, repeat: int) -> None:
        if self.painting:
            super()._hand_over(repeat)
        else:
            self.add_frame(None, repeat)
