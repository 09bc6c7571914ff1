"""The slope of a landscape in one direction."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.domain import Domain
from gradanim.fields.scalar import ScalarField
from gradanim.fields.typed import Field


def unit(vector: ArrayLike) -> NDArray[np.float64]:
    """The vector of length 1 in the direction of `vector`, shape (n,).

    Raises:
        ValueError: `vector` is zero or not finite: it has no direction.
    """
    v = np.asarray(vector, float)
    largest = float(np.max(np.abs(v), initial=0.0))
    if not (np.isfinite(largest) and largest > 0):
        raise ValueError(f"a direction needs a finite vector other than zero, not {tuple(v.tolist())}")
    # The squares of very large or very small components would not fit a float.
    v = v / largest
    direction: NDArray[np.float64] = v / np.linalg.norm(v)
    return direction


def directional_derivative(f: ScalarField, point: ArrayLike, direction: ArrayLike) -> float:
    """The slope of f at a point in a direction: grad f . u, where u is the unit vector along `direction`.

    Args:
        f: the field.
        point: one coordinate a variable of f.
        direction: of any length but zero.

    Returns:
        Height gained per unit of distance; nan where the gradient is undefined.

    Raises:
        ValueError: `direction` is zero or not finite.
    """
    return derivative_along(f, point, unit(direction))


def derivative_along(f: ScalarField, point: ArrayLike, vector: ArrayLike) -> float:
    """The product grad f . v with v as given: the rate of change at velocity v, a slope only if v has length 1."""
    with np.errstate(all="ignore"):
        return float(np.dot(f.gradient(*np.asarray(point, float)), np.asarray(vector, float)))


def gains(f: ScalarField, point: ArrayLike, domain: Domain) -> Field:
    """The plane that touches f at a point of the plane, as a field: the height gained from there, to first order.

    Raises:
        ValueError: the gradient is undefined there.
    """
    x, y = np.asarray(point, float).tolist()
    across, up = f.gradient(x, y).tolist()
    if not np.isfinite([across, up]).all():
        raise ValueError(f"no plane touches {f} at ({x:g}, {y:g})")
    return Field(f"({across!r})*(x - ({x!r})) + ({up!r})*(y - ({y!r}))", domain)
