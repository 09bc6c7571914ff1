"""What manim and linear algebra are told before a scene is played; both are global to the process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from gradanim.paint import encoder_options
from gradanim.records.shot import Shot
from gradanim.studio.manim_alone import manim


@contextmanager
def configured(shot: Shot, work: Path, *, assets: Path, frame_rate: float, encoded: bool) -> Iterator[None]:
    """Set manim up for a shot, whatever a manim.cfg says, and put everything back afterwards.

    Linear algebra gets one thread: its last digits depend on how many it has, and with them those of a film would.

    Args:
        work: everything manim writes goes in here.
        assets: the folder that a scene's own pictures are looked for in.
        frame_rate: frames a second.
        encoded: False plays without making any film.
    """
    settings = _settings(shot, work) | {"assets_dir": str(assets), "frame_rate": frame_rate, "dry_run": not encoded}
    unknown = sorted(key for key in settings if key not in manim.config)
    if unknown:  # tempconfig would drop them without a word
        raise KeyError(f"this manim has no setting {', '.join(unknown)}")
    with manim.tempconfig(settings), threadpool_limits(1, user_api="blas"):
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
