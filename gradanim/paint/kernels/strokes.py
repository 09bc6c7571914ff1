"""Antialiased thick lines and discs, in front of or behind what the depth buffer holds, or without any depth.

Coverage is computed from the distance to the line (1 inside, falling to 0 over the pixel at the border), so lines
are smooth whatever their slope and also when thinner than a pixel.

A polyline's segments share their ends. Each pixel there must belong to one segment only, or translucent lines would
show a darker dot at every vertex: an end that continues is cut off square, and the next segment adds the wedge that
is missing on the outer side of the bend.
"""

import numpy as np

from .compiled import Array, kernel
from .pixels import blend, pack

__all__ = ["SOLID", "disc", "segment", "tip"]

SOLID = 0.999


@kernel
def _put(
    depth: Array, image: Array, x: int, w: float, bias: float, red: float, green: float, blue: float, alpha: float
) -> None:
    # Only solid pixels write depth: what is behind a half-covered or translucent one may still show through it.
    solid = alpha >= SOLID
    if depth.shape[0] > 0:
        if w + bias <= depth[x]:
            return
        if solid:
            depth[x] = w
    if solid:
        image[x] = pack(np.float32(red), np.float32(green), np.float32(blue))
    elif alpha > 0.0:
        blend(image, x, red, green, blue, alpha)


@kernel
def segment(
    depth: Array, image: Array, xyw: Array, rgba: Array, ends: tuple[int, int, int, int], half_width: float,
    round_ends: bool, bias: float, top: float,
) -> None:  # fmt: skip
    """Paint one segment of a polyline into a band of rows.

    Args:
        depth: (rows, columns) nearest w so far, or (0, 0) for painting without depth.
        image: (rows, columns) pixels.
        xyw: (n, 3) vertices: column, row, w, in pixels of the image.
        rgba: (n, 4) colours 0..255 with opacity 0..1, interpolated along the segment.
        ends: start, end, the vertex before the start and the one after the end; -1 where the line ends.
        half_width: in pixels.
        round_ends: whether a free end is a half disc, or cut off square.
        bias: how much nearer (in w) it counts than it is, so that a surface on which it lies does not swallow it.
        top: row of the whole picture with which the band begins.
    """
    i, j, before, after = ends
    ax, ay, bx, by = xyw[i, 0], xyw[i, 1] - top, xyw[j, 0], xyw[j, 1] - top
    dx, dy = bx - ax, by - ay
    length = np.hypot(dx, dy)
    if not length > 1e-6:  # also true of nan
        return
    dx, dy = dx / length, dy / length
    # direction of the previous segment, for the wedge at the start
    qx, qy = 0.0, 0.0
    if before >= 0 and np.isfinite(xyw[before, 0] + xyw[before, 1]):
        qx, qy = xyw[i, 0] - xyw[before, 0], xyw[i, 1] - xyw[before, 1]
    else:
        before = -1
    if after >= 0 and not np.isfinite(xyw[after, 0] + xyw[after, 1]):
        after = -1
    rows, columns = image.shape
    reach = half_width + 0.5
    most = min(1.0, 2.0 * half_width)  # a line of half a pixel covers half a pixel
    margin = reach + 1.0
    first, last = int(max(0.0, min(ay, by) - margin)), int(min(rows - 1.0, max(ay, by) + margin))
    leftmost, rightmost = max(0.0, min(ax, bx) - margin), min(columns - 1.0, max(ax, bx) + margin)
    for iy in range(first, last + 1):
        y = iy + 0.5 - ay
        x0, x1 = leftmost, rightmost
        if abs(dy) > 1e-3:  # only the part of the row near the line
            x, spread = ax + y * dx / dy, reach / abs(dy) + 1.5
            x0, x1 = max(x0, x - spread), min(x1, x + spread)
        row = image[iy]
        depth_row = depth[iy] if depth.shape[0] > 0 else depth[:0, 0]
        for ix in range(int(x0), int(x1) + 1):
            x = ix + 0.5 - ax
            along, aside = x * dx + y * dy, abs(x * dy - y * dx)
            cover = 1.0
            if along < 0.0:
                if before >= 0:
                    if x * qx + y * qy <= 0.0:  # the previous segment paints this one
                        continue
                    aside = np.hypot(x, y)
                elif round_ends:
                    aside = np.hypot(x, y)
                else:
                    cover = along + 0.5
            elif along >= length:
                if after >= 0:
                    continue
                if round_ends:
                    aside = np.hypot(aside, along - length)
                else:
                    cover = length - along + 0.5
            elif not round_ends:
                if before < 0:
                    cover = min(cover, along + 0.5)
                if after < 0:
                    cover = min(cover, length - along + 0.5)
            across = min(reach - aside, most)
            if across <= 0.0 or cover <= 0.0:
                continue
            cover *= across
            t = min(1.0, max(0.0, along / length))
            alpha = (rgba[i, 3] + (rgba[j, 3] - rgba[i, 3]) * t) * cover
            _put(
                depth_row, row, ix, xyw[i, 2] + (xyw[j, 2] - xyw[i, 2]) * t, bias,
                rgba[i, 0] + (rgba[j, 0] - rgba[i, 0]) * t, rgba[i, 1] + (rgba[j, 1] - rgba[i, 1]) * t,
                rgba[i, 2] + (rgba[j, 2] - rgba[i, 2]) * t, alpha,
            )  # fmt: skip


@kernel
def disc(depth: Array, image: Array, xyw: Array, rgba: Array, i: int, radius: float, swell: float, top: float) -> None:
    """Paint a disc, or a lit ball, into a band of rows.

    Args:
        depth: (rows, columns) nearest w so far, or (0, 0) for painting without depth.
        image: (rows, columns) pixels.
        xyw: (n, 3) centres: column, row, w, in pixels of the image.
        rgba: (n, 4) colours 0..255 with opacity 0..1.
        i: which of them.
        radius: in pixels.
        swell: by how much (in w) a ball's middle is nearer than its centre; 0 paints a flat disc. A ball sits in a
            surface as a ball does, where a flat disc would be cut off along a line.
        top: row of the whole picture with which the band begins.
    """
    x, y, w = xyw[i, 0], xyw[i, 1] - top, xyw[i, 2]
    if not np.isfinite(x + y + w):
        return
    rows, columns = image.shape
    reach = radius + 0.5
    red, green, blue, opacity = rgba[i, 0], rgba[i, 1], rgba[i, 2], rgba[i, 3]
    for iy in range(int(max(0.0, y - reach - 1.0)), int(min(rows - 1.0, y + reach + 1.0)) + 1):
        row = image[iy]
        depth_row = depth[iy] if depth.shape[0] > 0 else depth[:0, 0]
        dy = iy + 0.5 - y
        for ix in range(int(max(0.0, x - reach - 1.0)), int(min(columns - 1.0, x + reach + 1.0)) + 1):
            dx = ix + 0.5 - x
            cover = min(1.0, reach - np.hypot(dx, dy)) * min(1.0, 2.0 * radius)
            if cover <= 0.0:
                continue
            alpha = opacity * cover
            if swell > 0.0:
                up = np.sqrt(max(0.0, 1.0 - (dx * dx + dy * dy) / (radius * radius)))
                # light from above left, as everywhere on the stage; never so dark that the colour is lost
                shade = 0.62 + 0.38 * max(0.0, (-0.35 * dx - 0.55 * dy) / radius + 0.76 * up)
                _put(depth_row, row, ix, w + swell * up, 0.0, red * shade, green * shade, blue * shade, alpha)
            else:
                _put(depth_row, row, ix, w, 0.0, red, green, blue, alpha)


@kernel
def tip(image: Array, xyw: Array, rgba: Array, corners: tuple[int, int, int]) -> None:
    """Paint an antialiased triangle of one colour (that of its first corner) without depth: an arrow's tip."""
    i, j, k = corners
    ax, ay, bx, by, cx, cy = xyw[i, 0], xyw[i, 1], xyw[j, 0], xyw[j, 1], xyw[k, 0], xyw[k, 1]
    if not np.isfinite(ax + ay + bx + by + cx + cy):
        return
    if (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) < 0.0:
        bx, by, cx, cy = cx, cy, bx, by
    ab, bc, ca = np.hypot(bx - ax, by - ay), np.hypot(cx - bx, cy - by), np.hypot(ax - cx, ay - cy)
    if min(ab, bc, ca) < 1e-9:
        return
    rows, columns = image.shape
    for iy in range(int(max(0.0, min(ay, by, cy) - 1.0)), int(min(rows - 1.0, max(ay, by, cy) + 1.0)) + 1):
        row, y = image[iy], iy + 0.5
        for ix in range(int(max(0.0, min(ax, bx, cx) - 1.0)), int(min(columns - 1.0, max(ax, bx, cx) + 1.0)) + 1):
            x = ix + 0.5
            inside = min(
                ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / ab,
                ((cx - bx) * (y - by) - (cy - by) * (x - bx)) / bc,
                ((ax - cx) * (y - cy) - (ay - cy) * (x - cx)) / ca,
            )
            cover = min(1.0, inside + 0.5)
            if cover > 0.0 and rgba[i, 3] > 0.0:
                blend(row, ix, rgba[i, 0], rgba[i, 1], rgba[i, 2], rgba[i, 3] * cover)
