"""From RGBA pixels to what H.264 stores: brightness for each pixel, colour for each 2 x 2 of them.

The numbers are those of ITU-R BT.601 in limited range, which is what libswscale takes by default and so what films
of stock manim hold. Plain loops over integers: the compiler turns each into vector instructions.
"""

import numpy as np

from .compiled import Array, kernel

__all__ = ["to_yuv420"]


@kernel
def _brightness(line: Array, out: Array) -> None:
    for x in range(len(out)):
        v = np.int32(line[x] & 0xFFFFFF)
        out[x] = (66 * (v & 255) + 129 * ((v >> 8) & 255) + 25 * (v >> 16) + 4224) >> 8


@kernel
def _colour(p: Array, q: Array, r: Array, s: Array, blue: Array, red: Array) -> None:
    # libswscale takes a colour from four rows, the outer ones with a third of the weight of the inner ones
    for x in range(len(blue)):
        a, b, c, d, e, f, g, h = (
            p[2 * x], p[2 * x + 1], q[2 * x], q[2 * x + 1], r[2 * x], r[2 * x + 1], s[2 * x], s[2 * x + 1]
        )  # fmt: skip
        # red and blue together: their sums of 16 bytes fit into 16 bits each
        outer = (a & 0xFF00FF) + (b & 0xFF00FF) + (g & 0xFF00FF) + (h & 0xFF00FF)
        inner = (c & 0xFF00FF) + (d & 0xFF00FF) + (e & 0xFF00FF) + (f & 0xFF00FF)
        both = outer + np.uint32(3) * inner
        green_outer = ((a >> 8) & 255) + ((b >> 8) & 255) + ((g >> 8) & 255) + ((h >> 8) & 255)
        green_inner = ((c >> 8) & 255) + ((d >> 8) & 255) + ((e >> 8) & 255) + ((f >> 8) & 255)
        sum_r, sum_b = np.int32(both & 0xFFFF), np.int32((both >> 16) & 0xFFFF)
        sum_g = np.int32(green_outer + np.uint32(3) * green_inner)
        blue[x] = (-38 * sum_r - 74 * sum_g + 112 * sum_b + 526336) >> 12
        red[x] = (112 * sum_r - 94 * sum_g - 18 * sum_b + 526336) >> 12


@kernel
def to_yuv420(pixels: Array, luma: Array, blue: Array, red: Array, rows: Array) -> None:
    """Convert a frame, or what has changed of it.

    Args:
        pixels: (height, width) 32 bit RGBA, both even. The opacity is not looked at.
        luma: (height, width) bytes to write, brightness 16..235.
        blue: (height / 2, width / 2) bytes to write, 16..240.
        red: (height / 2, width / 2) bytes to write, 16..240.
        rows: (height) true where pixels differ from those converted into the same planes before.
    """
    height = len(pixels)
    for y in range(height // 2):
        first, last = max(2 * y - 1, 0), min(2 * y + 2, height - 1)
        if not (rows[first] or rows[2 * y] or rows[2 * y + 1] or rows[last]):
            continue
        # both in one go: the rows, which the painter's core has written, come through the memory once
        _brightness(pixels[2 * y], luma[2 * y])
        _brightness(pixels[2 * y + 1], luma[2 * y + 1])
        _colour(pixels[first], pixels[2 * y], pixels[2 * y + 1], pixels[last], blue[y], red[y])
