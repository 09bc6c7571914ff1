"""Triangles with a depth buffer: opaque or translucent, colours interpolated, lines along chosen edges.

Depth is `w = d / (d - z)` for a camera at distance d: it is linear over the screen, and larger is nearer.

The inner loops get a row and, for every quantity that is linear over the screen, its value at the first pixel and
its step: `linear` is (8, 2), single precision, the rows being w, red, green, blue, opacity, and the distances in
pixels from the edges jk, ki, ij. They run over slices of rows, in single precision, with no branch but the depth
test: so the compiler paints 8 or 16 pixels at a time, ten times faster than pixel by pixel.
"""

import numpy as np

from .compiled import Array, kernel
from .pixels import blend, pack

__all__ = ["fill_triangle"]

ZERO, ONE = np.float32(0.0), np.float32(1.0)
# A mesh line fades out where its cell gets narrower than this many line widths: seen edge-on, a mesh would
# otherwise drown in its own lines.
CROWDED = 4.0


@kernel
def _opaque_span(depth: Array, image: Array, linear: Array) -> None:
    w, r, g, b = linear[0, 0], linear[1, 0], linear[2, 0], linear[3, 0]
    dw, dr, dg, db = linear[0, 1], linear[1, 1], linear[2, 1], linear[3, 1]
    for x in range(depth.shape[0]):
        t = np.float32(np.int32(x))
        here = w + t * dw
        if here > depth[x]:
            depth[x] = here
            image[x] = pack(r + t * dr, g + t * dg, b + t * db)


@kernel
def _opaque_span_with_lines(depth: Array, image: Array, linear: Array, lines: Array) -> None:
    w, r, g, b = linear[0, 0], linear[1, 0], linear[2, 0], linear[3, 0]
    dw, dr, dg, db = linear[0, 1], linear[1, 1], linear[2, 1], linear[3, 1]
    e0, e1, e2, d0, d1, d2 = linear[5, 0], linear[6, 0], linear[7, 0], linear[5, 1], linear[6, 1], linear[7, 1]
    f0, f1, f2, reach, most = lines[0], lines[1], lines[2], lines[3], lines[4]
    lr, lg, lb = lines[5], lines[6], lines[7]
    for x in range(depth.shape[0]):
        t = np.float32(np.int32(x))
        here = w + t * dw
        k0 = min(max(reach - (e0 + t * d0), ZERO), most) * f0
        k1 = min(max(reach - (e1 + t * d1), ZERO), most) * f1
        k2 = min(max(reach - (e2 + t * d2), ZERO), most) * f2
        k = max(k0, max(k1, k2))
        red, green, blue = r + t * dr, g + t * dg, b + t * db
        if here > depth[x]:
            depth[x] = here
            image[x] = pack(red + (lr - red) * k, green + (lg - green) * k, blue + (lb - blue) * k)


@kernel
def _translucent_span(depth: Array, image: Array, linear: Array, lines: Array) -> None:
    f0, f1, f2, reach, most = lines[0], lines[1], lines[2], lines[3], lines[4]
    lr, lg, lb = lines[5], lines[6], lines[7]
    for x in range(depth.shape[0]):
        t = np.float32(x)
        if linear[0, 0] + t * linear[0, 1] > depth[x]:
            k0 = min(max(reach - (linear[5, 0] + t * linear[5, 1]), ZERO), most) * f0
            k1 = min(max(reach - (linear[6, 0] + t * linear[6, 1]), ZERO), most) * f1
            k2 = min(max(reach - (linear[7, 0] + t * linear[7, 1]), ZERO), most) * f2
            k = max(k0, max(k1, k2))
            red, green = linear[1, 0] + t * linear[1, 1], linear[2, 0] + t * linear[2, 1]
            blue = linear[3, 0] + t * linear[3, 1]
            alpha = min(max(linear[4, 0] + t * linear[4, 1], ZERO), ONE)
            blend(image, x, red + (lr - red) * k, green + (lg - green) * k, blue + (lb - blue) * k, alpha)


@kernel
def _edge(px: float, py: float, qx: float, qy: float) -> tuple[float, float, float, float]:
    # An edge from its upper to its lower end, with its slope. Both triangles at an edge get the very same numbers
    # from this, so no pixel is painted twice and none is left out.
    if py > qy:
        px, py, qx, qy = qx, qy, px, py
    return px, py, qy, (qx - px) / (qy - py) if qy > py else 0.0


@kernel
def fill_triangle(
    depth: Array, image: Array, xyw: Array, rgba: Array, corners: tuple[int, int, int], edges: int, line: Array,
    opaque: bool, top: float, linear: Array, lines: Array,
) -> None:  # fmt: skip
    """Paint one triangle into a band of rows.

    Args:
        depth: (rows, columns) nearest w so far. A translucent triangle leaves it alone.
        image: (rows, columns) pixels.
        xyw: (n, 3) vertices: column, row, w, in pixels of the image. All finite.
        rgba: (n, 4) colours 0..255 with opacity 0..1, single precision.
        corners: i, j, k.
        edges: bits 1, 2, 4 draw a line along ij, jk, ki.
        line: (5) width in pixels, red, green, blue, strength of these lines.
        opaque: whether to write depth.
        top: row of the whole picture with which the band begins.
        linear: (8, 4) room for the loops' numbers, so that no triangle has to ask for memory.
        lines: (8) the same for those of the edges.
    """
    i, j, k = corners
    ax, ay, bx, by, cx, cy = xyw[i, 0], xyw[i, 1] - top, xyw[j, 0], xyw[j, 1] - top, xyw[k, 0], xyw[k, 1] - top
    area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    if abs(area) < 1e-6:
        return
    rows, columns = depth.shape
    # Barycentric coordinates are linear over the screen: their steps along a row and down a column
    j_x, k_x, j_y, k_y = (cy - ay) / area, (ay - by) / area, (ax - cx) / area, (bx - ax) / area
    w = xyw[i, 2]
    linear[0, 1] = (xyw[j, 2] - w) * j_x + (xyw[k, 2] - w) * k_x
    linear[0, 2] = (xyw[j, 2] - w) * j_y + (xyw[k, 2] - w) * k_y
    linear[0, 3] = w
    for c in range(4):
        v = rgba[i, c]
        linear[1 + c, 1] = (rgba[j, c] - v) * j_x + (rgba[k, c] - v) * k_x
        linear[1 + c, 2] = (rgba[j, c] - v) * j_y + (rgba[k, c] - v) * k_y
        linear[1 + c, 3] = v
    used = 5
    if edges:
        used = 8
        # heights over the edges, in pixels: barycentric coordinate x height = distance from the edge
        i_h = abs(area) / np.hypot(by - cy, cx - bx)
        j_h = abs(area) / np.hypot(cy - ay, ax - cx)
        k_h = abs(area) / np.hypot(ay - by, bx - ax)
        linear[5, 1], linear[5, 2], linear[5, 3] = -(j_x + k_x) * i_h, -(j_y + k_y) * i_h, i_h
        linear[6, 1], linear[6, 2], linear[6, 3] = j_x * j_h, j_y * j_h, 0.0
        linear[7, 1], linear[7, 2], linear[7, 3] = k_x * k_h, k_y * k_h, 0.0
        room = line[4] / max(CROWDED * line[0], 1e-6)
        lines[0] = min(line[4], i_h * room) if edges & 2 else 0.0
        lines[1] = min(line[4], j_h * room) if edges & 4 else 0.0
        lines[2] = min(line[4], k_h * room) if edges & 1 else 0.0
        lines[3], lines[4], lines[5], lines[6], lines[7] = (
            0.5 * line[0] + 0.5,
            min(1.0, line[0]),
            line[1],
            line[2],
            line[3],
        )
    elif not opaque:
        lines[:] = 0.0
        linear[5:] = 0.0  # what the triangle before has left there need not be finite, and 0 * nan is nan
    px, p0, p1, p = _edge(ax, ay, bx, by)
    qx, q0, q1, q = _edge(bx, by, cx, cy)
    rx, r0, r1, r = _edge(cx, cy, ax, ay)
    first = int(np.ceil(max(min(ay, by, cy), 0.0) - 0.5))
    last = int(np.ceil(min(max(ay, by, cy), float(rows)) - 0.5))
    for iy in range(first, last):
        y = iy + 0.5
        left, right = 1e9, -1e9
        if p0 <= y < p1:
            x = px + (y - p0) * p
            left, right = min(left, x), max(right, x)
        if q0 <= y < q1:
            x = qx + (y - q0) * q
            left, right = min(left, x), max(right, x)
        if r0 <= y < r1:
            x = rx + (y - r0) * r
            left, right = min(left, x), max(right, x)
        x0 = int(np.ceil(max(left, 0.0) - 0.5))
        x1 = int(np.ceil(min(right, float(columns)) - 0.5))
        if x0 >= x1:
            continue
        x, y = x0 + 0.5 - ax, y - ay
        for c in range(used):
            linear[c, 0] = linear[c, 3] + x * linear[c, 1] + y * linear[c, 2]
        if not opaque:
            _translucent_span(depth[iy, x0:x1], image[iy, x0:x1], linear, lines)
        elif edges:
            _opaque_span_with_lines(depth[iy, x0:x1], image[iy, x0:x1], linear, lines)
        else:
            _opaque_span(depth[iy, x0:x1], image[iy, x0:x1], linear)
