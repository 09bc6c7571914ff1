"""Shaded relief: a table of heights and light becomes pixels, with contours that stay hairlines however close."""

from typing import Any

import numpy as np

from .compiled import Array, kernel
from .pixels import pack

__all__ = ["lay_over", "shade"]

F = np.float32
ZERO, HALF, ONE = F(0.0), F(0.5), F(1.0)
SOFT = F(0.02)  # the square of the light within which sun turns into shade: no crease where f has none
CROWDED = F(5.0)  # pixels between two contours below which they fade
FLAT = F(1e-4)  # ranks a pixel: ground that rises less has no contours
HATCH = 14  # pixels from one hatch to the next where f is undefined


@kernel
def _veiled(veils: Array, x: float, y: float) -> Any:
    """How much is left of the ground under veils, (n, 6) of left, top, right, bottom, softness and strength."""
    left = ONE
    for n in range(len(veils)):
        v = veils[n]
        dx, dy = max(v[0] - x, x - v[2], ZERO), max(v[1] - y, y - v[3], ZERO)
        near = max(ONE - np.sqrt(dx * dx + dy * dy) / v[4], ZERO)
        left *= ONE - v[5] * near * near * (F(3.0) - F(2.0) * near)
    return left


@kernel
def shade(
    out: Array, table: Array, where: Array, fence: Array, colours: Array, indexed: Array, looks: Array, veils: Array
) -> None:
    """Colour the pixels `out`, (rows, columns), of a part of a table.

    Args:
        table: (ny, nx, 3) of rank (contours are at whole numbers), light (0 on level ground, up to 0.36 towards the sun
            and down to -0.64 away from it) and 1 where f is known.
        where: first column, step, first row, step, in cells of the table.
        fence: left, top, right, bottom, in pixels: beyond it the ground is dimmed, and has contours of its own.
        colours: (n, 3) from low to high, 0..255.
        indexed: whether each of the contours is one of those that are drawn stronger.
        looks: rgb of sun, shade, contour, background and hatch (15), shares of sun, shade, contour, index contour, dimming
            and hatch (6), half a contour's width in pixels.
        veils: as of `_veiled`, in pixels.
    """
    ny, nx = table.shape[:2]
    last, count = F(len(colours) - 1), len(indexed)
    sun, dark, line, index, dimmed, hatch, half = looks[15:22]
    for y in range(out.shape[0]):
        v = min(max(where[2] + y * where[3], 0.0), ny - 1.001)
        j, b = int(v), F(v - int(v))
        for x in range(out.shape[1]):
            u = min(max(where[0] + x * where[1], 0.0), nx - 1.001)
            i, a = int(u), F(u - int(u))
            p, q, r, s = table[j, i], table[j, i + 1], table[j + 1, i], table[j + 1, i + 1]
            top, low = p[0] + (q[0] - p[0]) * a, r[0] + (s[0] - r[0]) * a
            rank = top + (low - top) * b
            bright, below = p[1] + (q[1] - p[1]) * a, r[1] + (s[1] - r[1]) * a
            light = bright + (below - bright) * b
            known, under = p[2] + (q[2] - p[2]) * a, r[2] + (s[2] - r[2]) * a
            across, down = (q[2] - p[2]) + ((s[2] - r[2]) - (q[2] - p[2])) * b, under - known
            known += down * b
            edge = np.sqrt((across * F(where[1])) ** 2 + (down * F(where[3])) ** 2)
            cover = min(max((known - HALF) / max(edge, F(1e-3)) + HALF, ZERO), ONE)
            cr, cg, cb = looks[9], looks[10], looks[11]
            if cover < ONE:
                k = hatch if (x + y) % HATCH < 2 else ZERO
                cr, cg, cb = cr + (looks[12] - cr) * k, cg + (looks[13] - cg) * k, cb + (looks[14] - cb) * k
            if cover > ZERO:
                t = min(max(rank / max(F(count - 1), ONE), ZERO), ONE) if count > 1 else HALF
                n = int(t * last)
                k = t * last - n
                one, other = colours[n], colours[min(n + 1, len(colours) - 1)]
                red, green, blue = one[0] + (other[0] - one[0]) * k, one[1] + (other[1] - one[1]) * k, one[2] + (other[2] - one[2]) * k
                bend = np.sqrt(light * light + SOFT) - np.sqrt(SOFT)
                lit, shady = min(sun * (bend + light), ONE), min(dark * (bend - light), ONE)
                red, green, blue = red + (looks[0] - red) * lit, green + (looks[1] - green) * lit, blue + (looks[2] - blue) * lit
                red, green, blue = red + (looks[3] - red) * shady, green + (looks[4] - green) * shady, blue + (looks[5] - blue) * shady
                if not (fence[0] <= x < fence[2] and fence[1] <= y < fence[3]):
                    gx, gy = ((q[0] - p[0]) + ((s[0] - r[0]) - (q[0] - p[0])) * b) * F(where[1]), (low - top) * F(where[3])
                    steep = np.sqrt(gx * gx + gy * gy) + F(1e-9)
                    level = np.rint(rank)
                    strong = 0 <= level < count and indexed[int(level)]
                    k = min(max(half * (F(1.45) if strong else ONE) + HALF - abs(rank - level) / steep, ZERO), ONE)
                    if steep < FLAT:
                        k = ZERO
                    k *= (index if strong else line) * min(max(ONE / steep / CROWDED - F(0.6), ZERO), ONE)
                    red, green, blue = red + (looks[6] - red) * k, green + (looks[7] - green) * k, blue + (looks[8] - blue) * k
                    k = dimmed
                    red, green, blue = red + (looks[9] - red) * k, green + (looks[10] - green) * k, blue + (looks[11] - blue) * k
                cr, cg, cb = cr + (red - cr) * cover, cg + (green - cg) * cover, cb + (blue - cb) * cover
            k = ONE - _veiled(veils, F(x), F(y))
            out[y, x] = pack(cr + (looks[9] - cr) * k, cg + (looks[10] - cg) * k, cb + (looks[11] - cb) * k)


@kernel
def lay_over(frame: Array, picture: Array, x0: int, y0: int, opacity: float) -> None:
    """Lay an opaque picture, (rows, columns) pixels, onto a frame at column x0 and row y0."""
    first, last = max(0, -x0), min(picture.shape[1], frame.shape[1] - x0)
    o, keep = F(opacity), F(1.0 - opacity)
    for y in range(max(0, -y0), min(picture.shape[0], frame.shape[0] - y0)):
        source, target = picture[y], frame[y + y0]
        if opacity >= 1.0:
            target[x0 + first : x0 + last] = source[first:last]
            continue
        for x in range(first, last):
            new, old = np.int32(source[x] & 0xFFFFFF), np.int32(target[x + x0] & 0xFFFFFF)
            target[x + x0] = pack(
                F(new & 255) * o + F(old & 255) * keep,
                F((new >> 8) & 255) * o + F((old >> 8) & 255) * keep,
                F(new >> 16) * o + F(old >> 16) * keep,
            )
