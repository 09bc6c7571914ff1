"""A scalar function given by a callable: a network's loss, a log-density."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.domain import Domain
from gradanim.fields.scalar import insist_on_dimensions, placed, signature

Array = NDArray[np.float64]
Function = Callable[..., ArrayLike]

# Steps of differences, as shares of the domain's shortest side: where rounding and curvature spoil them equally little.
FIRST = float(np.finfo(float).eps ** (1 / 3))
SECOND = float(np.finfo(float).eps ** (1 / 4))


@dataclass(frozen=True, init=False)
class CallableField:
    """The function that a callable computes, with derivatives of its own where there are such.

    Derivatives that are not given are central differences of what is given, over steps of 6e-6 (first ones) or 1e-4
    (second ones of the function itself) of the domain's shortest side: good to about nine and seven digits where the
    function is smooth. Values that are not finite real numbers become nan, and so do derivatives where the value is.
    It compares, hashes and pickles by its callables.

    Args:
        function: takes one array for each variable, all of one shape, and returns the heights in that shape.
        domain: the part of the plane or of space to look at.
        gradient: takes the same and returns one row for each variable, shape (2, *shape).
        hessian: takes the same and returns the second derivatives, shape (2, 2, *shape).
        name: what it is called.
        variables: the names of its coordinates.

    Raises:
        DomainError: the domain has other dimensions than there are variables.
    """

    function: Function
    domain: Domain
    first: Function | None
    second: Function | None
    name: str
    variables: tuple[str, ...]

    def __init__(
        self,
        function: Function,
        domain: Domain | None = None,
        *,
        gradient: Function | None = None,
        hessian: Function | None = None,
        name: str = "f",
        variables: tuple[str, ...] = ("x", "y"),
    ) -> None:
        known = {"function": function, "first": gradient, "second": hessian, "name": name, "variables": variables}
        self.__dict__.update(known, domain=domain or Domain.usual(len(variables)))  # while it is made
        insist_on_dimensions(self.domain, variables)

    def __str__(self) -> str:
        return f"{signature(self)}, given by a program,"

    def on(self, domain: Domain) -> "CallableField":
        """The same function, looked at elsewhere."""
        return CallableField(
            self.function, domain, gradient=self.first, hessian=self.second, name=self.name, variables=self.variables
        )

    def __call__(self, *where: ArrayLike) -> Array:
        """Heights at (x, y), in the broadcast shape of the coordinates."""
        return self._rows(self.function, (), placed(self, where))

    def gradient(self, *where: ArrayLike) -> Array:
        """(df/dx, df/dy) at (x, y): shape (2, *broadcast shape)."""
        places, n = placed(self, where), len(self.variables)
        if self.first is not None:
            return self._where_known(self._rows(self.first, (n,), places), places)
        h = FIRST * min(self.domain.sides)
        return self._where_known(self._differences(self, places, h), places)

    def hessian(self, *where: ArrayLike) -> Array:
        """Second derivatives at (x, y): shape (2, 2, *broadcast shape), symmetric."""
        places, n = placed(self, where), len(self.variables)
        if self.second is not None:
            return self._where_known(self._rows(self.second, (n, n), places), places)
        h = (FIRST if self.first is not None else SECOND) * min(self.domain.sides)
        rows = self._differences(self.gradient if self.first is not None else self._coarse, places, h)
        return self._where_known((rows + np.swapaxes(rows, 0, 1)) / 2, places)

    def worked_out(self, *where: float) -> float:
        """The height at one point, from the callable itself."""
        with np.errstate(all="ignore"):
            return float(_real(self.function(*(np.asarray(w, float) for w in where))))

    def _coarse(self, *places: Array) -> Array:
        """First derivatives over steps that suit second ones."""
        return self._differences(self, places, SECOND * min(self.domain.sides))

    def _differences(self, of: Function, places: tuple[Array, ...], h: float) -> Array:
        """Central differences, one row for each variable in front of the shape of what is differentiated."""
        rows = []
        for axis in range(len(places)):
            ahead, behind = ([place + side * h * (k == axis) for k, place in enumerate(places)] for side in (1.0, -1.0))
            step = ahead[axis] - behind[axis]  # as it is in floating-point numbers
            rows.append((np.asarray(of(*ahead)) - np.asarray(of(*behind))) / step)
        return np.stack(rows)

    def _rows(self, function: Function, rows: tuple[int, ...], places: tuple[Array, ...]) -> Array:
        with np.errstate(all="ignore"):
            return _spread(function(*places), rows, places[0].shape)

    def _where_known(self, rows: Array, places: tuple[Array, ...]) -> Array:
        return np.where(np.isfinite(self(*places)), rows, np.nan)


def _spread(values: Any, rows: tuple[int, ...], shape: tuple[int, ...]) -> Array:
    """Rows of values, some of which may be numbers alone, all in one shape."""
    if not rows:
        return np.array(np.broadcast_to(_real(values), shape))
    return np.stack([_spread(values[k], rows[1:], shape) for k in range(rows[0])])


def _real(values: ArrayLike) -> Array:
    """Values as real numbers; nan where they are complex or infinite."""
    given = np.asarray(values)
    if np.iscomplexobj(given):
        given = np.where(given.imag == 0, given.real, np.nan)
    heights = np.asarray(given, float)
    return np.where(np.isfinite(heights), heights, np.nan)
