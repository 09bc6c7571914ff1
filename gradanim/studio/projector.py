"""The two ways a scene is played: filmed frame by frame, or rehearsed without painting.

The one file of the studio that imports manim; `film` imports it only when it has something to play.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from manim import Mobject, Scene, config, tempconfig

from gradanim.paint import FastRenderer, FastWriter, encoder_options
from gradanim.studio.shot import Shot

OnFrames = Callable[[int], None]


class Pieces(FastWriter):
    """Encodes every animation as a film of its own, and leaves joining them to `reel`."""

    def finish(self) -> None:
        """Wait until every piece is on the disk."""
        if self.output_spec.is_video:
            self.join_all_encode_jobs()


class Projector(FastRenderer):
    """Plays a scene, films it, and counts its frames.

    Attributes:
        frames: made so far.
        starts: of every animation, how many frames came before it.
    """

    def __init__(self, scene: Any, on_frames: OnFrames) -> None:
        camera = scene.renderer.camera  # the scene has made its own kind
        made: Any = lambda: camera  # noqa: E731  # manim calls the class, and wants no more of it
        super().__init__(file_writer_class=Pieces, camera_class=made)
        self.frames = 0
        self.starts: list[int] = []
        self._on_frames = on_frames
        self.init_scene(scene, scene.session_spec, scene.file_writer_settings)
        scene.renderer = self

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play one animation, or several at once."""
        self.starts.append(self.frames)
        super().play(scene, *args, **kwargs)

    def add_frame(self, frame: Any, num_frames: int = 1) -> None:
        """Film a frame, and let it stand for some more."""
        super().add_frame(frame, num_frames)
        self.frames += num_frames
        self._on_frames(self.frames)

    @property
    def pieces(self) -> list[tuple[int, Path]]:
        """The films of the animations, each with the number of frames before it."""
        files = self.file_writer.partial_movie_files
        return [(start, Path(file)) for start, file in zip(self.starts, files, strict=True) if file is not None]


class Rehearsal(Projector):
    """Plays a scene with everything but the painting: time passes, updaters and claims see every frame."""

    def render(self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None) -> None:
        """Let the time of one frame pass."""
        self.add_frame(None)

    def freeze_current_frame(self, duration: float) -> None:
        """Let the time of as many frames pass as the filmed picture would stand."""
        self.add_frame(None, num_frames=int(duration / (1 / self.camera.frame_rate)))

    def save_static_frame_data(self, scene: Scene, static_mobjects: Iterable[Mobject]) -> None:
        """Keep no picture of what does not move."""
        self.static_image = None

    def update_frame(self, scene: Scene, mobjects: Iterable[Mobject] | None = None, *args: Any, **options: Any) -> None:
        """Paint only where the whole picture is asked for, as for the still of a beat."""
        if mobjects is None:
            super().update_frame(scene, None, *args, **options)


@contextmanager
def configured(shot: Shot, work: Path, *, assets: Path, frame_rate: float, encoded: bool) -> Iterator[None]:
    """Set manim up for a shot, whatever a manim.cfg says, and put everything back afterwards.

    Args:
        work: everything manim writes goes in here.
        assets: the folder that a scene's own pictures are looked for in.
        frame_rate: frames a second.
        encoded: False plays without making any film.
    """
    settings = _settings(shot, work) | {"assets_dir": str(assets), "frame_rate": frame_rate, "dry_run": not encoded}
    unknown = sorted(key for key in settings if key not in config)
    if unknown:  # tempconfig would drop them without a word
        raise KeyError(f"this manim has no setting {', '.join(unknown)}")
    with tempconfig(settings):
        yield


def _settings(shot: Shot, work: Path) -> dict[str, Any]:
    width, height = shot.pixels
    frame_width, frame_height = shot.frame_size
    is_h264 = shot.format != "webm" and not shot.transparent
    return {
        "verbosity": "ERROR",  # its warnings speak of settings that are ours
        "progress_bar": "none",
        "pixel_width": width,
        "pixel_height": height,
        "frame_width": frame_width,
        "frame_height": frame_height,
        "background_opacity": 0.0 if shot.transparent else 1.0,
        "format": "none" if shot.format == "png" else shot.format,
        "video_codec": "auto",
        "pixel_format": "auto",
        "video_encoder_options": encoder_options(shot.encoder) if is_h264 else {},
        "seed": shot.seed,
        "renderer": "cairo",
        "media_dir": str(work),
        "video_dir": "{media_dir}/video",
        "sections_dir": "{video_dir}/sections",
        "partial_movie_dir": "{video_dir}/pieces",
        "images_dir": "{media_dir}/images",
        "text_dir": "{media_dir}/texts",
        "tex_dir": "{media_dir}/tex",
        "log_dir": "{media_dir}/logs",
        "input_file": "",
        "output_file": "",
        "disable_caching": True,
        "max_files_cached": -1,
        "from_animation_number": 0,
        "upto_animation_number": -1,
        "write_all": False,
        "save_sections": False,
        "preview": False,
        "live_preview": False,
        "show_in_file_browser": False,
        "log_to_file": False,
        "enable_gui": False,
    }
