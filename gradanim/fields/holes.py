"""Grids of heights with holes, filled so that what is beside a hole does not feel it."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt
from scipy.sparse import csr_array, diags_array, eye_array, kron
from scipy.sparse.linalg import spsolve

Array = NDArray[np.float64]
PULL = 1e-9  # towards the nearest height, beside the stiffness of a plate: it decides only what nothing else does


def filled(heights: Array) -> Array:
    """The heights, shape (ny, nx), with those that are nan put in as an elastic plate through the others would lie.

    The plate bends as little as it can: the sum of the squares of its second differences is the smallest possible.
    """
    holes = np.isnan(heights)
    if not holes.any():
        return heights
    rows, columns = distance_transform_edt(holes, return_distances=False, return_indices=True)
    nearest = np.asarray(heights[rows, columns])
    hole = np.flatnonzero(holes)
    stiffness = _stiffness(*heights.shape)[hole]
    force = stiffness @ np.where(holes, 0.0, nearest).ravel()
    level = np.mean(nearest)  # heights far from zero would cost digits
    force -= level * (stiffness @ np.where(holes, 0.0, 1.0).ravel())
    inner = csr_array(stiffness[:, hole] + PULL * eye_array(len(hole)))
    plate = nearest.copy()
    plate[holes] = level + spsolve(inner, PULL * (nearest[holes] - level) - force)
    return plate


def _stiffness(ny: int, nx: int) -> csr_array:
    """The matrix of the sum of squared second differences of a grid, its rows one after the other."""
    straight = [kron(eye_array(ny), _differences(nx, 2)), kron(_differences(ny, 2), eye_array(nx))]
    mixed = np.sqrt(2) * kron(_differences(ny, 1), _differences(nx, 1))
    return csr_array(sum(d.T @ d for d in (*straight, mixed)))


def _differences(n: int, order: int) -> csr_array:
    """The matrix of differences of n numbers, of first or second order."""
    weights = {1: [-1.0, 1.0], 2: [1.0, -2.0, 1.0]}[order]
    return csr_array(diags_array(weights, offsets=list(range(order + 1)), shape=(n - order, n)))
