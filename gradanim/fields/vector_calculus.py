"""What every vector field can do, however it was given: its derivatives at points, and its integrals along curves."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.errors import DomainError
from gradanim.fields.conservative import Verdict, Ways, verdict_on
from gradanim.fields.domain import Domain
from gradanim.fields.quadrature import WEIGHTS, places_on

Array = NDArray[np.float64]


class VectorValued(ABC):
    """A vector field of the plane, (P, Q), or of space, (P, Q, R): a vector at every point.

    Values and derivatives are nan where they do not exist, and never a warning. Kinds of it are `VectorField`,
    `CallableVectorField` and `GradientField`.

    Attributes:
        domain: the part of the plane or of space to look at; as many dimensions as there are variables.
        variables: the names of its coordinates.
    """

    domain: Domain
    variables: tuple[str, ...]

    def __deepcopy__(self, memo: object) -> Self:
        return self  # a value: manim copies mobjects deeply, and a copied field would be compiled again

    @abstractmethod
    def on(self, domain: Domain) -> Self:
        """The same field, looked at elsewhere."""

    @abstractmethod
    def __call__(self, *where: ArrayLike) -> Array:
        """Its components at (x, y): shape (2, *broadcast shape), or (3, ...) in space."""

    @abstractmethod
    def jacobian_at(self, *where: ArrayLike) -> Array:
        """The derivatives of its components: shape (2, 2, *broadcast shape); row i is the gradient of component i."""

    def divergence_at(self, *where: ArrayLike) -> Array:
        """How much more flows out than in, by area or volume: P_x + Q_y (+ R_z), in the broadcast shape."""
        return np.asarray(np.trace(self.jacobian_at(*where)))

    def curl_at(self, *where: ArrayLike) -> Array:
        """How it turns: the number Q_x - P_y, in the broadcast shape; in space the vector, shape (3, ...)."""
        jacobian = self.jacobian_at(*where)
        turning = jacobian.swapaxes(0, 1) - jacobian
        if len(self.variables) == 2:
            return turning[0, 1, ...]
        return np.stack([turning[1, 2], turning[2, 0], turning[0, 1]])

    @cached_property
    def is_conservative(self) -> Verdict:
        """Whether work depends on the ends of a way only, in its domain: true or false, with a `reason` to print."""
        return verdict_on(self, self._ways)

    def potential_at(self, *where: ArrayLike) -> Array:
        """A function whose gradient the field is, in the broadcast shape: by summing up work along ways.

        It is zero at some place of the domain; where the domain is cut in pieces, at one in each of them. Good to
        about seven digits; nan where the field is undefined.

        Raises:
            DomainError: the field is not conservative on its domain.
        """
        self._insist_on_potential()
        points = np.stack(np.broadcast_arrays(*(np.asarray(c, float) for c in where)), axis=-1)
        heights, _ = self._ways.potential(points.reshape(-1, len(self.variables)))
        return heights.reshape(points.shape[:-1])

    def work(self, curve: ArrayLike, end: ArrayLike | None = None) -> float:
        """The integral of its component along a curve: what it does on somebody who goes that way.

        Args:
            curve: the corners of a line, shape (n, 2), or (n, 3) in space. Between them it is straight: sample a
                parametrised curve finely; the error falls with the square of the distance of its points. Or a point,
                from where any way in the domain leads to `end`, which is the other point.

        Returns:
            The integral; nan if the field is undefined at a point that is looked at.

        Raises:
            DomainError: the curve is no line of such points; or, between two points, the work depends on the way.
        """
        if end is None:
            return self._along(curve, lambda steps: steps)
        self._insist_on_potential()
        heights, parts = self._ways.potential(self._corners(np.array([curve, end], float)))
        if parts[0] != parts[1]:
            raise DomainError(
                f"no way in {self.domain} on which the field is defined leads from one point to the other"
            )
        return float(heights[1] - heights[0])

    def _insist_on_potential(self) -> None:
        if not self.is_conservative:
            raise DomainError(f"the work depends on the way ({self.is_conservative}): give the way")

    @cached_property
    def _ways(self) -> Ways:
        return Ways(self)

    def circulation(self, curve: ArrayLike) -> float:
        """The work round a closed curve: that of `work`, and of the way from its last point to its first.

        Args, Raises: as of `work`.
        """
        corners = self._corners(curve)
        return self.work(np.vstack([corners, corners[:1]]))

    def flux(self, curve: ArrayLike) -> float:
        """The integral of its component across a curve of the plane, from its left to its right.

        Round a closed curve, its first point being its last, that goes anticlockwise, it is what flows out.

        Args, Returns: as of `work`.

        Raises:
            DomainError: the curve is no line of the plane, or the field is one of space.
        """
        if len(self.variables) != 2:
            raise DomainError("a field of space flows through surfaces: the flux through a curve is of the plane")
        return self._along(curve, lambda steps: np.stack([steps[:, 1], -steps[:, 0]], axis=1))

    def _along(self, curve: ArrayLike, of: Callable[[Array], Array]) -> float:
        """The integral of the product with a vector for each piece, made from its step, by Gauss's quadrature."""
        corners = self._corners(curve)
        steps = np.diff(corners, axis=0)
        vectors = np.moveaxis(self(*np.moveaxis(places_on(corners[:-1], steps), -1, 0)), 0, -1)  # (pieces, nodes, d)
        return float(np.einsum("pnd,pd,n->", vectors, of(steps), WEIGHTS / 2))

    def _corners(self, curve: ArrayLike) -> Array:
        corners = np.asarray(curve, float)
        if corners.ndim != 2 or corners.shape[1] != len(self.variables) or len(corners) < 2:
            raise DomainError(
                f"a curve has the shape (n, {len(self.variables)}), n at least 2, and not {corners.shape}: "
                "give its points one below the other"
            )
        return corners
