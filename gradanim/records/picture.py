"""Sizes and rates of a picture: what can be asked for, and what it is in pixels and frames."""

import re
from fractions import Fraction

from gradanim.errors import GradanimError

QUALITIES = {"l": (480, 15), "m": (720, 30), "h": (1080, 60), "p": (1440, 60), "k": (2160, 60)}
"""manim's own letters: pixels on the shorter side, frames a second."""

SHAPES = {"16:9": Fraction(16, 9), "4:3": Fraction(4, 3), "1:1": Fraction(1), "9:16": Fraction(9, 16)}
"""Width over height of the picture."""

SHORTER_SIDE = 8.0
"""Scene units on the shorter side of the picture, whatever its shape or size."""

GIF_RATE = 25
"""Frames a second of a GIF when nothing is asked: its clock ticks in hundredths, and players slow down above 50."""


class ShotError(GradanimError, ValueError):
    """A shot asks for something that cannot be filmed."""


def pixels_of(quality: str, shape: str) -> tuple[int, int]:
    """(width, height) of a quality in a shape, rounded to even numbers as H.264 wants them."""
    shorter, _ = QUALITIES[quality]
    ratio = SHAPES[shape]
    longer = 2 * round(shorter * max(ratio, 1 / ratio) / 2)
    return (longer, shorter) if ratio >= 1 else (shorter, longer)


def parse_resolution(text: str) -> tuple[int, int]:
    """Read "1280,720" or "1280x720" as (width, height); Shot checks the numbers."""
    match = re.fullmatch(r"\s*(\d{1,6})\s*[,xX×]\s*(\d{1,6})\s*", text)
    if match is None:
        raise ShotError(f"resolution = {text!r} is not a width and a height in pixels: write it like 1280x720")
    return int(match[1]), int(match[2])


def own_rate(quality: str, format: str) -> float:
    """Frames a second of a quality in a format."""
    _, rate = QUALITIES[quality]
    return min(rate, GIF_RATE) if format == "gif" else rate


def tidy_rate(fps: float | None, quality: str, format: str) -> float:
    """Frames a second as asked for, or else the quality's own.

    Raises:
        ShotError: it is out of range.
    """
    if fps is None:
        return own_rate(quality, format)
    highest = 50 if format == "gif" else 240
    if isinstance(fps, bool) or not 1 <= fps <= highest:
        raise ShotError(f"fps = {fps:g} must be from 1 to {highest} for {format}")
    return int(fps) if fps == int(fps) else round(float(fps), 3)


def tidy_resolution(resolution: tuple[int, int]) -> tuple[int, int]:
    """(width, height) as asked for.

    Raises:
        ShotError: odd, or out of range.
    """
    width, height = map(int, resolution)
    if width % 2 or height % 2 or not (64 <= width <= 8192 and 64 <= height <= 8192):
        nearest = [min(max(2 * round(side / 2), 64), 8192) for side in (width, height)]
        raise ShotError(
            f"resolution = {width}x{height} must be even numbers from 64 to 8192: "
            f"{nearest[0]}x{nearest[1]} is the nearest"
        )
    return width, height
