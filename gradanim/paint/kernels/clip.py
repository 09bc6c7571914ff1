"""Cutting faces along a line on which some quantity changes sign: a plane before the camera, a highest height."""

import numpy as np

from .compiled import Array, kernel

__all__ = ["clip"]


@kernel
def clip(data: Array, side: Array, corners: Array, edges: Array) -> tuple[Array, Array, Array]:
    """Keep the part of faces where `side` is not negative, cut exactly where it is zero along their edges.

    Args:
        data: (n, k) whatever belongs to vertices; interpolated for the new ones.
        side: (n) signed distances. What is nan is not kept.
        corners: (m, 4) with -1 for a triangle's fourth.
        edges: (m) in bits 1, 2, 4, 8 the sides drawn as lines; a cut is no line.

    Returns:
        data with new vertices after the old ones, corners and edges.
    """
    crossing = 0
    for f in range(len(corners)):
        inside = 0
        for c in range(4):
            inside += corners[f, c] >= 0 and side[corners[f, c]] >= 0.0
        crossing += inside
    # a cut face has at most two new vertices and becomes at most two faces
    more = np.empty((len(data) + 2 * min(crossing, len(corners)), data.shape[1]))
    more[: len(data)] = data
    new_corners = np.full((2 * len(corners), 4), -1, np.int64)
    new_edges = np.zeros(2 * len(corners), np.int64)
    vertices, faces = len(data), 0
    ring, drawn = np.empty(6, np.int64), np.empty(6, np.int64)
    for f in range(len(corners)):
        sides = 4 if corners[f, 3] >= 0 else 3
        inside = 0
        for c in range(sides):
            inside += side[corners[f, c]] >= 0.0
        if inside == 0:
            continue
        if inside == sides:
            new_corners[faces], new_edges[faces] = corners[f], edges[f]
            faces += 1
            continue
        length = 0
        for c in range(sides):
            i, j = corners[f, c], corners[f, (c + 1) % sides]
            line = (edges[f] >> c) & 1
            i_in, j_in = side[i] >= 0.0, side[j] >= 0.0
            if i_in and length < 6:
                ring[length], drawn[length] = i, line
                length += 1
            if i_in != j_in and vertices < len(more) and length < 6:
                # always from the lower number, so that neighbouring faces agree to the last bit
                a, b = min(i, j), max(i, j)
                t = side[a] / (side[a] - side[b])
                for k in range(data.shape[1]):
                    more[vertices, k] = data[a, k] + t * (data[b, k] - data[a, k])
                ring[length], drawn[length] = vertices, 0 if i_in else line
                vertices += 1
                length += 1
        if length < 3:
            continue
        for c in range(min(length, 4)):
            new_corners[faces, c] = ring[c]
            new_edges[faces] |= drawn[c] << c if not (length > 4 and c == 3) else 0
        faces += 1
        if length == 5:
            new_corners[faces, 0], new_corners[faces, 1], new_corners[faces, 2] = ring[0], ring[3], ring[4]
            new_edges[faces] = (drawn[3] << 1) | (drawn[4] << 2)
            faces += 1
    return more[:vertices], new_corners[:faces], new_edges[:faces]
