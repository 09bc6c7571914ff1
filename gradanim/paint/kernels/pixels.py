"""One pixel: four bytes red, green, blue, alpha, premultiplied, handled as one 32 bit number.

Frames are arrays (height, width, 4) of bytes. Seen as 32 bit numbers they are read and written four times faster.
Red is the lowest byte, which is what memory order means on a little-endian machine (all that manim runs on).
Premultiplied because Cairo, which shares the frame, is.
"""

from typing import Any

import numpy as np

from .compiled import Array, kernel

__all__ = ["as_pixels", "blend", "copy_rows", "pack"]


def as_pixels(frame: Array) -> Array:
    """The same frame (height, width, 4) of bytes as (height, width) 32 bit pixels, sharing its memory."""
    pixels: Array = frame.view(np.uint32)[..., 0]
    return pixels


@kernel
def pack(red: Any, green: Any, blue: Any) -> Any:
    """An opaque pixel from single precision channels in 0..255, rounded.

    Clamped, because rounding may carry the colours of a sliver triangle a little out of their range.
    """
    r = np.int32(min(max(red, np.float32(0.0)), np.float32(255.0)) + np.float32(0.5))
    g = np.int32(min(max(green, np.float32(0.0)), np.float32(255.0)) + np.float32(0.5))
    b = np.int32(min(max(blue, np.float32(0.0)), np.float32(255.0)) + np.float32(0.5))
    return np.uint32(r | (g << 8) | (b << 16) | np.int32(-16777216))


@kernel
def blend(row: Array, x: int, red: float, green: float, blue: float, alpha: float) -> None:
    """Lay a colour (0..255) of some opacity (0..1) over the pixel x of a row."""
    old = row[x]
    keep = 1.0 - alpha
    r = np.uint32(min(max(red, 0.0), 255.0) * alpha + float(old & 255) * keep + 0.5)
    g = np.uint32(min(max(green, 0.0), 255.0) * alpha + float((old >> 8) & 255) * keep + 0.5)
    b = np.uint32(min(max(blue, 0.0), 255.0) * alpha + float((old >> 16) & 255) * keep + 0.5)
    a = np.uint32(255.0 * alpha + float(old >> 24) * keep + 0.5)
    row[x] = np.uint32(r | (g << np.uint32(8)) | (b << np.uint32(16)) | (a << np.uint32(24)))


@kernel
def _copy_rows(source: Array, target: Array, rows: Array) -> None:
    for y in range(len(rows)):
        if rows[y]:
            target[y] = source[y]


def copy_rows(source: Array, target: Array, rows: Array) -> None:
    """Copy the rows of a frame (height, width, 4) for which rows (height) is true."""
    _copy_rows(as_pixels(source), as_pixels(target), rows)
