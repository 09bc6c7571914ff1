"""Where in a vector field there is something to see: places around which it is smooth, and the best of them."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.errors import DomainError
from gradanim.fields.callables import CallableField
from gradanim.fields.scalar import ScalarField
from gradanim.fields.vector import VectorField
from gradanim.fields.vector_calculus import VectorValued

Array = NDArray[np.float64]

RAYS, ALONG = 16, 12  # from the middle of a disc, and places on each
ABRUPT = 4.0  # times as much as its derivatives say: a field that changes so much between two places has a jump there
STEEP = 12.0  # times as much as usual: derivatives that grow so much in a disc belong to a pole in it, or close to it
CANDIDATES = 25  # a side
MIDDLE = 0.85  # of a domain, in which they lie
OFF_AXES = (0.013, 0.029)  # of the sides: candidates lie aside of where fields are special


def components_of(field: VectorValued) -> tuple[ScalarField, ...]:
    """P and Q as functions; R as well in space."""
    if isinstance(field, VectorField):
        return field.components
    return tuple(_component(field, k) for k in range(len(field.variables)))


def _component(field: VectorValued, k: int) -> ScalarField:
    def value(*where: ArrayLike) -> ArrayLike:
        return field(*where)[k]

    def gradient(*where: ArrayLike) -> ArrayLike:
        return field.jacobian_at(*where)[k]

    return CallableField(value, field.domain, gradient=gradient, name="PQR"[k], variables=field.variables)


def is_smooth_in(field: VectorValued, centre: ArrayLike, radius: float) -> bool:
    """Whether a field of the plane is defined in a disc, and has no jump, no kink that is felt and no pole there.

    It is looked at on rays from the middle: what is finer than a twelfth of the radius is not seen.
    """
    turns = 2 * np.pi * (np.arange(RAYS) + 0.3) / RAYS
    shares = np.arange(ALONG + 1) / ALONG
    x0, y0 = np.asarray(centre, float)
    x, y = (c + radius * np.outer(way, shares) for c, way in ((x0, np.cos(turns)), (y0, np.sin(turns))))
    with np.errstate(all="ignore"):
        vectors, sizes = field(x, y), np.abs(field.jacobian_at(x, y)).max(axis=(0, 1))
        if not (np.isfinite(vectors).all() and np.isfinite(sizes).all()):
            return False
        changes = np.abs(np.diff(vectors, axis=2)).max(axis=0) * (ALONG / radius)
        rounding = 1e-12 * np.abs(vectors).max() * (ALONG / radius)
        typical = np.abs(vectors).max() / max(field.domain.diagonal, radius)
        steady = sizes.max() <= STEEP * (np.median(sizes) + typical)
    return bool(steady and (changes <= ABRUPT * (sizes.max() + typical) + rounding).all())


def change_at(field: VectorValued, place: ArrayLike) -> float:
    """How much a field changes at a place: its largest derivative there, or what would change it over its domain.

    Curls and divergences are to be compared with it: what is a billionth of it is rounding.
    """
    slope = np.abs(field.jacobian_at(*np.asarray(place, float))).max()
    return float(max(slope, np.hypot(*field(*np.asarray(place, float))) / field.domain.diagonal))


def places_by_worth(field: VectorValued, worth: Callable[[Array, Array], ArrayLike], radius: float) -> Iterator[Array]:
    """Places in the middle part of the domain, the best first, around which the field is smooth, apart from each other.

    Args:
        worth: takes x and y of one shape, returns how good a place is; nan or less than 0 where it is none.
        radius: of the disc in which it has to be smooth, in units of the plane; no place is nearer to another.
    """
    if len(field.variables) != 2:
        raise DomainError("places are looked for in the plane: give a field of x and y")
    d = field.domain
    u, v = np.meshgrid(*[np.linspace(-1, 1, CANDIDATES)] * 2)
    x = d.centre[0] + d.width * (MIDDLE / 2 * u.ravel() + OFF_AXES[0])
    y = d.centre[1] + d.height * (MIDDLE / 2 * v.ravel() + OFF_AXES[1])
    with np.errstate(all="ignore"):
        values = np.asarray(worth(x, y), float)
    found: list[Array] = []
    order = np.argsort(-np.where(np.isfinite(values), values, -np.inf), kind="stable")
    for k in order[: int((values >= 0).sum())]:
        place = np.array([x[k], y[k]])
        if all(np.hypot(*(place - other)) > radius for other in found) and is_smooth_in(field, place, radius):
            found.append(place)
            yield place
