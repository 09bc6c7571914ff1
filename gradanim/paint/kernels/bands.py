"""A whole picture in space, painted band by band of rows at twice the resolution, then averaged onto the frame.

One band's depth and pixels fit into the processor's cache, which makes painting about five times faster than
painting over the whole picture. What lies in a band is found once, so the cost grows with what there is to paint.

Things to paint ("items") are numbered through: faces first, then segments, then discs.
"""

from typing import Any

import numpy as np

from .compiled import Array, kernel
from .strokes import disc, segment
from .triangles import fill_triangle

__all__ = ["extents", "paint", "sort_into_bands"]

SCALE = 2  # samples a pixel, each way


@kernel
def extents(faces: tuple[Any, ...], strokes: tuple[Any, ...], discs: tuple[Any, ...]) -> Array:
    """Rows, columns and depth of every item, in samples.

    Args:
        faces: vertices (n, 3), colours (n, 4), corners (m, 4) with -1 for a triangle's fourth, and more for `paint`.
        strokes: vertices, colours, ends (m, 4), half widths (m), ...
        discs: centres, colours, radii (m), ...

    Returns:
        (items, 5): first and last row, first and last column, mean w. What has a vertex that is nan or infinite, or
        is fully transparent, has its last row before its first.
    """
    face_xyw, face_rgba, corners = faces[0], faces[1], faces[2]
    line_xyw, line_rgba, ends, half_widths = strokes[0], strokes[1], strokes[2], strokes[3]
    disc_xyw, disc_rgba, radii = discs[0], discs[1], discs[2]
    n, m = len(corners), len(ends)
    box = np.empty((n + m + len(radii), 5))
    for item in range(len(box)):
        box[item] = 1e9, -1e9, 1e9, -1e9, 0.0
        count, margin, total, opacity = 0, 0.0, 0.0, 0.0
        for c in range(4 if item < n else (2 if item < n + m else 1)):
            if item < n:
                vertex = corners[item, c]
                if vertex < 0:
                    continue
                x, y, w, a = face_xyw[vertex, 0], face_xyw[vertex, 1], face_xyw[vertex, 2], face_rgba[vertex, 3]
            elif item < n + m:
                vertex, margin = ends[item - n, c], half_widths[item - n] + 2.0
                x, y, w, a = line_xyw[vertex, 0], line_xyw[vertex, 1], line_xyw[vertex, 2], line_rgba[vertex, 3]
            else:
                vertex = item - n - m
                margin = radii[vertex] + 2.0
                x, y, w, a = disc_xyw[vertex, 0], disc_xyw[vertex, 1], disc_xyw[vertex, 2], disc_rgba[vertex, 3]
            count, total, opacity = count + 1, total + w, max(opacity, a)
            box[item, 0], box[item, 1] = min(box[item, 0], y), max(box[item, 1], y)
            box[item, 2], box[item, 3] = min(box[item, 2], x), max(box[item, 3], x)
            if not np.isfinite(x + y + w):
                opacity = -1e9
        if opacity > 1e-3:
            box[item, 0] -= margin
            box[item, 1] += margin
            box[item, 2] -= margin
            box[item, 3] += margin
            box[item, 4] = total / count
        else:
            box[item, 0], box[item, 1] = 1.0, 0.0
    return box


@kernel
def sort_into_bands(box: Array, order: Array, rows: int, height: int) -> tuple[Array, Array]:
    """Which items touch which band, in the given order.

    Returns:
        starts (bands + 1) and items: those of band b are `items[starts[b] : starts[b + 1]]`.
    """
    bands = (rows + height - 1) // height
    starts = np.zeros(bands + 1, np.int64)
    for fill in range(2):
        if fill:
            for band in range(bands):
                starts[band + 1] += starts[band]
            items = np.empty(starts[bands], np.int64)
            place = starts[:-1].copy()
        for item in order:
            low, high = box[item, 0], box[item, 1]
            if high < low or high < 0.0 or low >= rows:
                continue
            for band in range(int(max(low, 0.0)) // height, int(min(high, rows - 1.0)) // height + 1):
                if fill:
                    items[place[band]] = item
                    place[band] += 1
                else:
                    starts[band + 1] += 1
    return starts, items


@kernel
def _average(frame: Array, image: Array, top: int, bottom: int, left: int, right: int) -> None:
    # Mean of 2 x 2 premultiplied samples, laid over the frame.
    for y in range(top, bottom):
        upper, lower, out = image[SCALE * (y - top)], image[SCALE * (y - top) + 1], frame[y]
        for x in range(left, right):
            p, q, r, s = upper[2 * x], upper[2 * x + 1], lower[2 * x], lower[2 * x + 1]
            if p | q | r | s:
                # two channels at a time: sums of four bytes fit into 16 bits
                even = (p & 0xFF00FF) + (q & 0xFF00FF) + (r & 0xFF00FF) + (s & 0xFF00FF) + 0x020002
                odd = (
                    ((p >> 8) & 0xFF00FF) + ((q >> 8) & 0xFF00FF) + ((r >> 8) & 0xFF00FF) + ((s >> 8) & 0xFF00FF)
                ) + 0x020002
                even, odd = (even >> 2) & 0xFF00FF, (odd >> 2) & 0xFF00FF
                through = 255 - (odd >> 16)
                if through:
                    old = out[x]
                    under_even, under_odd = (old & 0xFF00FF) * through, ((old >> 8) & 0xFF00FF) * through
                    under_even, under_odd = under_even + 0x800080, under_odd + 0x800080
                    even += ((under_even + ((under_even >> 8) & 0xFF00FF)) >> 8) & 0xFF00FF
                    odd += ((under_odd + ((under_odd >> 8) & 0xFF00FF)) >> 8) & 0xFF00FF
                out[x] = np.uint32(even | (odd << 8))


@kernel
def _look(hidden: Array, probes: Array, depth: Array, top: float, left: int, right: int) -> None:
    # Which probes in a band of rows lie behind what its depth buffer holds, of which these columns are in use.
    for p in range(len(probes)):
        x, y = probes[p, 0], probes[p, 1] - top
        if left <= x < right and 0.0 <= y < len(depth):
            hidden[p] = depth[int(y), int(x)] > probes[p, 2]


@kernel
def paint(
    frame: Array, depth: Array, image: Array, faces: tuple[Any, ...], strokes: tuple[Any, ...], discs: tuple[Any, ...],
    box: Array, starts: Array, items: Array, probes: Array,
) -> Array:  # fmt: skip
    """Paint all items, band by band, over the frame.

    Args:
        frame: (height, width) pixels.
        depth: (rows of a band, 2 x width) single precision; room for one band.
        image: the same for its pixels.
        faces: vertices, colours, corners (m, 4), edges (m) in bits 1, 2, 4, 8 for the sides drawn as lines, kinds of
            line (m), lines (kinds, 5), opaque (m).
        strokes: vertices, colours, ends (m, 4), half widths (m), round ends (m), biases (m).
        discs: centres, colours, radii (m), swells (m).
        box: from `extents`.
        starts: from `sort_into_bands`.
        items: from `sort_into_bands`.
        probes: (k, 3) column, row, w in samples.

    Returns:
        (k) whether an opaque face lies before a probe. Lines and discs hide none: they are too small to.
    """
    hidden = np.zeros(len(probes), np.bool_)
    face_xyw, face_rgba, corners, edges, kinds, lines, opaque = faces
    line_xyw, line_rgba, ends, half_widths, rounds, biases = strokes
    disc_xyw, disc_rgba, radii, swells = discs
    n, m = len(corners), len(ends)
    height, width = frame.shape
    linear, line_numbers = np.zeros((8, 4), np.float32), np.zeros(8, np.float32)
    for band in range(len(starts) - 1):
        here = items[starts[band] : starts[band + 1]]
        if len(here) == 0:
            continue
        left, right = 1e9, -1e9
        for item in here:
            left, right = min(left, box[item, 2]), max(right, box[item, 3])
        x0, x1 = max(0, int(max(left, 0.0)) // SCALE), min(width, int(min(right, 2e6)) // SCALE + 1)
        if x0 >= x1:
            continue
        depth[:, SCALE * x0 : SCALE * x1] = -1e30
        image[:, SCALE * x0 : SCALE * x1] = 0
        top = float(band * len(depth))
        looked = False
        for item in here:
            if not looked and (item >= n or not opaque[item]):
                _look(hidden, probes, depth, top, SCALE * x0, SCALE * x1)
                looked = True
            if item < n:
                i, j, k, el = corners[item]
                line, e = lines[kinds[item]], edges[item]
                if el < 0:
                    fill_triangle(
                        depth, image, face_xyw, face_rgba, (i, j, k), e & 7, line, opaque[item], top,
                        linear, line_numbers,
                    )  # fmt: skip
                    continue
                # the diagonal ik is no side of the quadrilateral and gets no line
                fill_triangle(
                    depth, image, face_xyw, face_rgba, (i, j, k), e & 3, line, opaque[item], top, linear, line_numbers
                )
                fill_triangle(
                    depth, image, face_xyw, face_rgba, (k, el, i), (e >> 2) & 3, line, opaque[item], top,
                    linear, line_numbers,
                )  # fmt: skip
            elif item < n + m:
                s = item - n
                around = (ends[s, 0], ends[s, 1], ends[s, 2], ends[s, 3])
                segment(depth, image, line_xyw, line_rgba, around, half_widths[s], rounds[s], biases[s], top)
            else:
                s = item - n - m
                disc(depth, image, disc_xyw, disc_rgba, s, radii[s], swells[s], top)
        if not looked:
            _look(hidden, probes, depth, top, SCALE * x0, SCALE * x1)
        y0 = band * len(depth) // SCALE
        _average(frame, image, y0, min(height, y0 + len(depth) // SCALE), x0, x1)
    return hidden
