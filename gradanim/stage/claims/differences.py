"""The other road to a value and to a derivative: numbers put into what was typed, and heights a small step apart."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.scalar import ScalarField

STEP = 1e-5  # of the domain's diagonal: how far apart heights are compared
KINK = 0.02  # how much quotients ahead and behind may differ, as a share of the larger: more is a kink
Points = NDArray[np.float64]


def by_hand(f: ScalarField, *where: float) -> float:
    """f at a point by its other road: as typed, worked out number by number; nan where it is undefined."""
    return f.worked_out(*where)


def quotients(f: ScalarField, places: ArrayLike, ways: ArrayLike, *, step: float = 0.0) -> tuple[Points, Points]:
    """How fast f changes along unit vectors, by a step back from every place and by a step ahead.

    Args:
        places, ways: shape (..., d) for a function of d variables; they are broadcast against each other.
        step: its length; otherwise STEP of the domain's diagonal.

    Returns:
        Behind and ahead, each of the broadcast shape without its last axis; nan where f is undefined.
    """
    h = step or STEP * f.domain.diagonal
    start, way = np.broadcast_arrays(np.asarray(places, float), np.asarray(ways, float))
    before, here, after = (f(*np.moveaxis(start + side * h * way, -1, 0)) for side in (-1.0, 0.0, 1.0))
    return (here - before) / h, (after - here) / h


def slopes_by_steps(f: ScalarField, places: ArrayLike, ways: ArrayLike) -> Points:
    """Slopes along unit vectors by steps to both sides; at the edge of where f is defined, one side has to do.

    Shapes are those of `quotients`.
    """
    behind, ahead = quotients(f, places, ways)
    one_sided = np.where(np.isfinite(ahead), ahead, behind)
    return np.where(np.isfinite(ahead) & np.isfinite(behind), (ahead + behind) / 2, one_sided)


def gradients_by_steps(f: ScalarField, places: ArrayLike) -> Points:
    """Gradients at places, both of shape (..., d), by `slopes_by_steps` along every axis."""
    points = np.asarray(places, float)
    return slopes_by_steps(f, points[..., None, :], np.eye(points.shape[-1]))


def smooth_gradients_by_steps(f: ScalarField, places: ArrayLike, *, typical: float = 0.0, step: float = 0.0) -> Points:
    """Gradients at places, both of shape (..., d); nan where the two sides disagree: across a kink, a jump, an edge.

    Args:
        typical: a slope to be expected; what is small beside it may differ by more.
        step: as in `quotients`.
    """
    points = np.asarray(places, float)
    behind, ahead = quotients(f, points[..., None, :], np.eye(points.shape[-1]), step=step)
    largest = np.max(np.maximum(np.abs(behind), np.abs(ahead)), axis=-1)
    smooth = np.max(np.abs(ahead - behind), axis=-1) <= KINK * (largest + 0.1 * typical)
    return np.where(smooth[..., None], (ahead + behind) / 2, np.nan)
