"""Shaded relief: a table of heights and light becomes pixels, with contours that stay hairlines however close."""

from typing import Any

import numpy as np

from .compiled import Array, kernel
from .pixels import pack

__all__ = ["lay_over", "shade"]

F = np.float32
ZERO, HALF, ONE = F(0.0), F(0.5), F(1.0)
SOFT = F(0.04)  # the square of the light within which sun turns into shade: no crease where f has none
CROWDED = F(5.0)  # pixels between two contours below which they fade
STRONG = F(1.45)  # how much wider an index contour is
FLAT = F(1e-4)  # ranks a pixel: ground that rises less has no contours
HATCH = 14  # pixels from one hatch to the next where f is undefined


@kernel
def _towards(colour: Any, tone: Any, share: Any) -> Any:
    """A colour on its way to another one."""
    red, green, blue = colour
    return red + (tone[0] - red) * share, green + (tone[1] - green) * share, blue + (tone[2] - blue) * share


@kernel
def _veiled(veils: Array, x: Any, y: Any) -> Any:
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
        looks: rgb of sun, shade, contour, background and hatch (15); shares of sun, shade, contour, index contour,
            dimming and hatch (6); half a contour's width in pixels.
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
            wide, down = (q[2] - p[2]) + ((s[2] - r[2]) - (q[2] - p[2])) * b, under - known
            known += down * b
            edge = np.sqrt((wide * F(where[1])) ** 2 + (down * F(where[3])) ** 2)
            cover = min(max((known - HALF) / max(edge, F(1e-3)) + HALF, ZERO), ONE)
            out_there = (looks[9], looks[10], looks[11])
            if cover < ONE and (x + y) % HATCH < 2:
                out_there = _towards(out_there, looks[12:15], hatch)
            colour = out_there
            if cover > ZERO:
                t = last * min(max(rank / F(count - 1), ZERO), ONE) if count > 1 else last * HALF
                n = min(int(t), len(colours) - 2)
                colour = _towards((colours[n, 0], colours[n, 1], colours[n, 2]), colours[n + 1], t - F(n))
                bend = np.sqrt(light * light + SOFT) - np.sqrt(SOFT)
                colour = _towards(colour, looks[0:3], min(sun * (bend + light), ONE))
                colour = _towards(colour, looks[3:6], min(dark * (bend - light), ONE))
                if not (fence[0] <= x < fence[2] and fence[1] <= y < fence[3]):
                    across = (q[0] - p[0]) + ((s[0] - r[0]) - (q[0] - p[0])) * b
                    steep = np.sqrt((across * F(where[1])) ** 2 + ((low - top) * F(where[3])) ** 2)
                    level = np.rint(rank)
                    strong = 0 <= level < count and indexed[int(level)]
                    if steep > FLAT:
                        k = half * (STRONG if strong else ONE) + HALF - abs(rank - level) / steep  # pixels inside it
                        k = min(max(k, ZERO), ONE) * min(max(ONE / steep / CROWDED - F(0.6), ZERO), ONE)
                        colour = _towards(colour, looks[6:9], k * (index if strong else line))
                    colour = _towards(colour, looks[9:12], dimmed)
                colour = _towards(out_there, colour, cover)
            colour = _towards(colour, looks[9:12], ONE - _veiled(veils, F(x), F(y)))
            out[y, x] = pack(colour[0], colour[1], colour[2])


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
