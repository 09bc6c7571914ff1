"""What every function of the plane or of space can do, however it was given."""

from collections.abc import Hashable
from functools import reduce
from typing import Protocol, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.errors import DomainError
from gradanim.fields.domain import Domain

Array = NDArray[np.float64]


class ScalarField(Hashable, Protocol):
    """A real function of x and y, or of x, y and z: what is drawn, climbed and measured.

    It is a value: it compares and hashes by what it says, so that what is found out about it is found out once. Values
    and derivatives are nan where they do not exist, and never a warning. Kinds of it are `Field`, `SampledField`,
    `CallableField` and `JoinedField`.

    Attributes:
        name: what it is called in a formula: a letter, or a word in Typst's notation.
        domain: the part of the plane or of space to look at; as many dimensions as there are variables.
        variables: the names of its coordinates.
    """

    @property
    def name(self) -> str: ...

    @property
    def domain(self) -> Domain: ...

    @property
    def variables(self) -> tuple[str, ...]: ...

    def __call__(self, *where: ArrayLike) -> Array:
        """Heights at (x, y), in the broadcast shape of the coordinates."""

    def gradient(self, *where: ArrayLike) -> Array:
        """The partial derivatives at (x, y): shape (2, *broadcast shape), or (3, ...) in space."""

    def hessian(self, *where: ArrayLike) -> Array:
        """The second derivatives at (x, y): shape (2, 2, *broadcast shape), or (3, 3, ...); row i is of df/dx_i."""

    def worked_out(self, *where: float) -> float:
        """The height at one point by another road than the call, if there is one: what a claim compares with."""

    def on(self, domain: Domain) -> Self:
        """The same function, looked at elsewhere."""


def steepness(gradient: ArrayLike) -> Array:
    """The lengths of vectors, shape (n, ...), also of such whose squares would not fit a float."""
    return np.asarray(reduce(np.hypot, np.asarray(gradient, float)))


def placed(field: ScalarField, where: tuple[ArrayLike, ...]) -> tuple[Array, ...]:
    """Coordinates as arrays of one shape.

    Raises:
        TypeError: there are not as many as the field has variables.
    """
    if len(where) != len(field.variables):
        raise TypeError(f"{signature(field)} was given {len(where)} coordinates")
    return tuple(np.broadcast_arrays(*(np.asarray(w, float) for w in where)))


def insist_on_dimensions(domain: Domain, variables: tuple[str, ...]) -> None:
    """Refuse a domain of other dimensions than there are variables.

    Raises:
        DomainError: it has fewer or more.
    """
    if domain.dimensions != len(variables):
        raise DomainError(
            f"a function of {', '.join(variables)} is looked at in {len(variables)} dimensions, and {domain} has "
            f"{domain.dimensions}: give two borders for each variable"
        )


def signature(field: ScalarField) -> str:
    """What stands before the equals sign, as in "f(x, y)"."""
    return f"{field.name}({', '.join(field.variables)})"
