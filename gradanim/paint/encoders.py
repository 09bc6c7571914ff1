"""How films are compressed: the settings for libx264 that a film may choose from, each measured against manim's.

Manim's own films are libx264 `medium`, crf 23. Both choices here look at least as good by PSNR (see
`python -m benchmarks`). Drawn films have large flat areas and sharp lines, and hardly any camera noise: what makes
the slower presets small on photographs (many reference frames, adaptive quantisation, looking ahead) buys little here.

Pass `encoder_options(choice)` to manim as `config.video_encoder_options`. That makes the choice part of the names
under which manim keeps finished plays, so that two choices never mix in one film.
"""

from typing import Literal, get_args

__all__ = ["ENCODERS", "Encoder", "encoder_options"]

Encoder = Literal["fast", "small"]

COLOURS = "colormatrix=smpte170m:colorprim=bt709:transfer=bt709:range=tv"
"""What `to_yuv420` writes, and manim. A film that does not say so is shown in other colours by most players."""

FAST = {
    "mbtree": "0",
    "rc-lookahead": "0",
    "sync-lookahead": "0",
    "scenecut": "0",  # a play has no cuts
    "weightp": "0",
    # Always three B frames: on drawn films they save a quarter of the size and no time is lost on whether to have them.
    "bframes": "3",
    "b-adapt": "0",
    # Adaptive quantisation and psychovisual weights move bits to where a photograph has texture. Here they blur lines.
    "aq-mode": "0",
    "psy": "0",
    # Half of the usual dead zone: faint remains of what has moved away are small numbers, and would stay.
    "deadzone-inter": "10",
    # Films of two plays can be joined without encoding again even if their settings differ.
    "stitchable": "1",
}

ENCODERS: dict[str, dict[str, str]] = {
    # A constant quantiser, since any other rate control first searches a smaller copy of every frame for movement.
    # One thread: the painter keeps a core for itself, and films that are made at the same time share the others.
    "fast": {
        "preset": "veryfast",
        "crf": "-1",  # or manim adds its own, which wins over qp
        "qp": "27",
        "threads": "1",
        "x264-params": ":".join([*(f"{key}={value}" for key, value in FAST.items()), COLOURS]),
    },
    # One thread here too: with several, x264 does not make the same film of the same frames every time.
    "small": {"preset": "medium", "crf": "22", "threads": "1", "x264-params": COLOURS},
}


def encoder_options(choice: str) -> dict[str, str]:
    """The options for libx264.

    Args:
        choice: "fast" for short waiting, "small" for small files.
    """
    if choice not in ENCODERS:
        raise ValueError(f"there is no encoder {choice!r}; the choices are {', '.join(get_args(Encoder))}")
    return dict(ENCODERS[choice])
