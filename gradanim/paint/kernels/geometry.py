"""Vertices on their way to the screen: normals, light, projection."""

import numpy as np

from .compiled import Array, kernel

__all__ = ["face_normals", "grid_normals", "light", "project"]


@kernel
def project(points: Array, rotation: Array, centre: Array, distance: float, scale: Array, nearest: float) -> Array:
    """Where points in space appear.

    Args:
        points: (n, 3).
        rotation: (3, 3) from space to the camera, which looks down its z axis from z = distance.
        centre: (3) the point in the middle of the picture.
        distance: from there to the camera.
        scale: (4) samples a unit along x and y, and the middle of the picture in samples.
        nearest: what is nearer to the camera than this gets nan (faces and lines there have to be clipped before).

    Returns:
        (n, 3) column, row, w; w = distance / (distance to the camera) is linear over the screen, larger is nearer.
    """
    seen = np.empty((len(points), 3))
    for n in range(len(points)):
        x, y, z = points[n, 0] - centre[0], points[n, 1] - centre[1], points[n, 2] - centre[2]
        away = distance - (rotation[2, 0] * x + rotation[2, 1] * y + rotation[2, 2] * z)
        w = distance / away if away >= nearest else np.nan
        seen[n, 0] = scale[2] + scale[0] * w * (rotation[0, 0] * x + rotation[0, 1] * y + rotation[0, 2] * z)
        seen[n, 1] = scale[3] - scale[1] * w * (rotation[1, 0] * x + rotation[1, 1] * y + rotation[1, 2] * z)
        seen[n, 2] = w
    return seen


@kernel
def grid_normals(points: Array, rows: int, columns: int) -> Array:
    """Unit normals of a grid of vertices, (rows * columns, 3), from central differences.

    One-sided at borders and beside holes (vertices that are nan); zero where neither side is there.
    """
    normals = np.zeros((rows * columns, 3))
    u, v = np.zeros(3), np.zeros(3)
    for r in range(rows):
        for c in range(columns):
            here = r * columns + c
            if not np.isfinite(points[here, 0] + points[here, 1] + points[here, 2]):
                continue
            for way in range(2):
                step = columns if way == 0 else 1
                low, high = here, here
                if (r if way == 0 else c) > 0 and np.isfinite(points[here - step].sum()):
                    low = here - step
                if (r < rows - 1 if way == 0 else c < columns - 1) and np.isfinite(points[here + step].sum()):
                    high = here + step
                for axis in range(3):
                    if way == 0:
                        u[axis] = points[high, axis] - points[low, axis]
                    else:
                        v[axis] = points[high, axis] - points[low, axis]
            x, y, z = u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]
            length = np.sqrt(x * x + y * y + z * z)
            if length > 0.0:
                normals[here] = x / length, y / length, z / length
    return normals


@kernel
def face_normals(points: Array, corners: Array) -> Array:
    """Unit normals of vertices, (n, 3): the mean of those of the faces around, by area. Zero where there is none."""
    normals = np.zeros((len(points), 3))
    for f in range(len(corners)):
        last = 3 if corners[f, 3] >= 0 else 2
        i, j, k, m = corners[f, 0], corners[f, 1], corners[f, 2], corners[f, last]
        # of the two diagonals (or two sides of a triangle): right for bent quadrilaterals too
        o = i if last == 2 else j
        p, q, r = points[k, 0] - points[i, 0], points[k, 1] - points[i, 1], points[k, 2] - points[i, 2]
        if last == 2:
            p, q, r = points[j, 0] - points[i, 0], points[j, 1] - points[i, 1], points[j, 2] - points[i, 2]
        s, t, u = points[m, 0] - points[o, 0], points[m, 1] - points[o, 1], points[m, 2] - points[o, 2]
        x, y, z = q * u - r * t, r * s - p * u, p * t - q * s
        if np.isfinite(x + y + z):
            for c in range(last + 1):
                normals[corners[f, c], 0] += x
                normals[corners[f, c], 1] += y
                normals[corners[f, c], 2] += z
    for n in range(len(points)):
        length = np.sqrt((normals[n] ** 2).sum())
        if length > 0.0:
            normals[n] /= length
    return normals


@kernel
def light(
    points: Array, normals: Array, rgba: Array, source: Array, eye: Array, strength: float, gloss: float
) -> Array:
    """Colours as they appear under a lamp, (n, 4) with channels 0..255, single precision.

    Both sides of a surface are lit, as of thin paper: the normal is turned towards the eye first. With strength 0 the
    colours stay what they are; with 1 what is turned away from the lamp is black.

    Args:
        points: (n, 3) vertices.
        normals: (n, 3) unit normals; a zero one is not shaded.
        rgba: (n, 4) colours, channels and opacity in 0..1.
        source: (3) the lamp.
        eye: (3) the camera.
        strength: how much the shape shows, 0..1.
        gloss: how bright the reflection of the lamp is, 0..1.
    """
    lit = np.empty((len(points), 4), np.float32)
    for n in range(len(points)):
        a, b, c = normals[n, 0], normals[n, 1], normals[n, 2]
        px, py, pz = source[0] - points[n, 0], source[1] - points[n, 1], source[2] - points[n, 2]
        ex, ey, ez = eye[0] - points[n, 0], eye[1] - points[n, 1], eye[2] - points[n, 2]
        to_lamp = np.sqrt(px * px + py * py + pz * pz) + 1e-12
        to_eye = np.sqrt(ex * ex + ey * ey + ez * ez) + 1e-12
        facing = a * ex + b * ey + c * ez
        if facing < 0.0:
            a, b, c = -a, -b, -c
        cosine = (a * px + b * py + c * pz) / to_lamp
        hx, hy, hz = px / to_lamp + ex / to_eye, py / to_lamp + ey / to_eye, pz / to_lamp + ez / to_eye
        half = (a * hx + b * hy + c * hz) / (np.sqrt(hx * hx + hy * hy + hz * hz) + 1e-12)
        if a == 0.0 and b == 0.0 and c == 0.0:
            shade, shine = 1.0, 0.0
        else:
            # half of the light comes from everywhere: a cosine that goes on round the corner keeps shadows readable
            shade = 1.0 - strength + strength * (0.5 + 0.5 * cosine) * 1.18
            shine = gloss * max(0.0, half) ** 24 * 255.0
        for k in range(3):
            lit[n, k] = min(255.0, 255.0 * rgba[n, k] * shade + shine)
        lit[n, 3] = rgba[n, 3]
    return lit
