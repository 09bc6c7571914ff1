"""Vector fields: typed as "P, Q", given by a callable, or the gradient of a function."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import sympy as sp
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.callables import CallableField
from gradanim.fields.conservative import antiderivatives
from gradanim.fields.domain import Domain
from gradanim.fields.scalar import ScalarField, insist_on_dimensions
from gradanim.fields.tape import compiled
from gradanim.fields.typed import Field
from gradanim.fields.vector_calculus import VectorValued
from gradanim.formulas.read import Reading, read_vector

Array = NDArray[np.float64]


@dataclass(frozen=True, init=False)
class VectorField(VectorValued):
    """A vector field, known by its text: that of its components with a comma between them.

    It compares, hashes and pickles as what it was made from.

    Args:
        text: "P, Q", or "P, Q, R" in space, with or without brackets round them.
        domain: the part of the plane or of space to look at, the usual one if not given.
        variables: the names that it depends on, as many as there are components.

    Raises:
        ReadError: the text is not so many formulas in these variables.
        DomainError: the domain has other dimensions than there are variables.
    """

    text: str
    domain: Domain
    variables: tuple[str, ...]

    def __init__(self, text: str, domain: Domain | None = None, variables: tuple[str, ...] = ("x", "y")) -> None:
        self.__dict__.update(text=text, domain=domain or Domain.usual(len(variables)), variables=variables)
        _ = self.readings
        insist_on_dimensions(self.domain, variables)

    @classmethod
    def of(
        cls,
        function: Callable[..., ArrayLike],
        domain: Domain | None = None,
        *,
        jacobian: Callable[..., ArrayLike] | None = None,
        variables: tuple[str, ...] = ("x", "y"),
    ) -> "CallableVectorField":
        """The vector field that a callable computes: see `CallableVectorField`."""
        return CallableVectorField(function, domain or Domain.usual(len(variables)), jacobian, variables)

    @classmethod
    def gradient_of(cls, f: ScalarField) -> "GradientField":
        """The field of the gradients of a function."""
        return GradientField(f)

    def __reduce__(self) -> tuple[type["VectorField"], tuple[str, Domain, tuple[str, ...]]]:
        return type(self), (self.text, self.domain, self.variables)

    def __str__(self) -> str:
        return f"F({', '.join(self.variables)}) = ({', '.join(reading.text.strip() for reading in self.readings)})"

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """What was typed for each component, with its own order and fractions."""
        return read_vector(self.text, self.variables)

    @cached_property
    def components(self) -> tuple[Field, ...]:
        """P and Q, and R in space."""
        named = zip("PQR", self.readings, strict=False)
        return tuple(Field(reading.text, self.domain, self.variables, name) for name, reading in named)

    @cached_property
    def jacobian(self) -> sp.Matrix:
        """The partial derivatives as formulas: row i those of component i."""
        return sp.Matrix([component.partials for component in self.components])

    @cached_property
    def divergence(self) -> sp.Expr:
        """P_x + Q_y (+ R_z) as a formula."""
        return sp.trace(self.jacobian)

    @cached_property
    def curl(self) -> sp.Expr | sp.Matrix:
        """Q_x - P_y as a formula; in space the three of the vector, as a column."""
        turning = self.jacobian.T - self.jacobian
        return turning[0, 1] if len(self.variables) == 2 else sp.Matrix([turning[1, 2], turning[2, 0], turning[0, 1]])

    @cached_property
    def potential(self) -> sp.Expr | None:
        """A formula whose gradient the field is, found by integration and checked by differentiating it.

        None where there is none, as `is_conservative` says, or where none was found: then `potential_at` knows it.
        """
        if not self.is_conservative:
            return None
        symbols, places = self.components[0].symbols, np.moveaxis(self._ways.places, -1, 0)
        found = antiderivatives(tuple(component.expr for component in self.components), symbols)
        fits = (formula for formula in found if self._ways.has_potential(compiled(formula, symbols, 0)(*places)[0]))
        return next(fits, None)

    def on(self, domain: Domain) -> "VectorField":
        """The same field, looked at elsewhere."""
        return VectorField(self.text, domain, self.variables)

    def __call__(self, *where: ArrayLike) -> Array:
        """Its components at (x, y): shape (2, *broadcast shape), or (3, ...) in space."""
        return np.stack([component(*where) for component in self.components])

    def jacobian_at(self, *where: ArrayLike) -> Array:
        """The derivatives of its components: shape (2, 2, *broadcast shape); row i is the gradient of component i."""
        return np.stack([component.gradient(*where) for component in self.components])


@dataclass(frozen=True)
class CallableVectorField(VectorValued):
    """The vector field that a callable computes.

    It compares, hashes and pickles by its callables.

    Args:
        function: takes one array for each variable, all of one shape, and returns one row for each component.
        domain: the part of the plane or of space to look at.
        derivatives: takes the same and returns the derivatives, shape (2, 2, *shape); row i is the gradient of
            component i. Central differences if not given, as of a `CallableField`.
        variables: the names of its coordinates.

    Raises:
        DomainError: the domain has other dimensions than there are variables.
    """

    function: Callable[..., ArrayLike]
    domain: Domain
    derivatives: Callable[..., ArrayLike] | None = None
    variables: tuple[str, ...] = ("x", "y")

    def __post_init__(self) -> None:
        insist_on_dimensions(self.domain, self.variables)

    def on(self, domain: Domain) -> "CallableVectorField":
        """The same field, looked at elsewhere."""
        return CallableVectorField(self.function, domain, self.derivatives, self.variables)

    def __call__(self, *where: ArrayLike) -> Array:
        """Its components at (x, y): shape (2, *broadcast shape), or (3, ...) in space."""
        return np.stack([component(*where) for component in self._components])

    def jacobian_at(self, *where: ArrayLike) -> Array:
        """The derivatives of its components: shape (2, 2, *broadcast shape); row i is the gradient of component i."""
        return np.stack([component.gradient(*where) for component in self._components])

    @cached_property
    def _components(self) -> list[CallableField]:
        return [self._component(k) for k in range(len(self.variables))]

    def _component(self, k: int) -> CallableField:
        derivatives = self.derivatives
        return CallableField(
            lambda *where: _row(self.function(*where), k),
            self.domain,
            gradient=None if derivatives is None else lambda *where: _row(derivatives(*where), k),
            variables=self.variables,
        )


@dataclass(frozen=True)
class GradientField(VectorValued):
    """The gradients of a function, which lead uphill as fast as it goes.

    Args:
        f: of any kind; its name, domain and variables are those of the field.
    """

    f: ScalarField
    domain: Domain = field(init=False, repr=False)
    variables: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.__dict__.update(domain=self.f.domain, variables=self.f.variables)  # while it is made

    def __str__(self) -> str:
        return f"the gradient of {self.f}"

    def on(self, domain: Domain) -> "GradientField":
        """The same field, looked at elsewhere."""
        return GradientField(self.f.on(domain))

    def __call__(self, *where: ArrayLike) -> Array:
        """Its components at (x, y): shape (2, *broadcast shape), or (3, ...) in space."""
        return self.f.gradient(*where)

    def jacobian_at(self, *where: ArrayLike) -> Array:
        """The derivatives of its components: the second ones of the function."""
        return self.f.hessian(*where)


def _row(rows: ArrayLike, k: int) -> ArrayLike:
    """One of several rows, which may be of different shapes, such as a number and an array."""
    return rows[k]  # type: ignore[index]  # whatever has rows has an index
