"""A scalar function of the plane (or of space): typed, differentiated, evaluated."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import sympy as sp
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.domain import Domain
from gradanim.fields.tape import compiled, pairs
from gradanim.formulas.read import SYMBOLS, Reading, read


@dataclass(frozen=True)
class Field:
    """A real function f(x, y), known by its text.

    It compares, hashes and pickles as `text`, `domain` and `variables`; what is compiled from them is made on first
    use. Values are nan wherever f is undefined, complex, infinite or too large for a float, and never a warning.

    Args:
        text: the formula, as a person types it.
        domain: the part of the plane to look at; f may be evaluated outside it.
        variables: the names that f depends on; with other than two of them the domain means nothing.

    Raises:
        ReadError: the text is not a formula in these variables.
    """

    text: str
    domain: Domain = field(default_factory=Domain)
    variables: tuple[str, ...] = ("x", "y")

    def __post_init__(self) -> None:
        _ = self.reading

    def __reduce__(self) -> tuple[type["Field"], tuple[str, Domain, tuple[str, ...]]]:
        return type(self), (self.text, self.domain, self.variables)

    @cached_property
    def reading(self) -> Reading:
        """What was typed, with its own order and fractions."""
        return read(self.text, self.variables)

    @property
    def expr(self) -> sp.Expr:
        """The formula in the real symbols `gradanim.formulas.read.SYMBOLS`, as sympy evaluates it."""
        return self.reading.expr

    @cached_property
    def partials(self) -> tuple[sp.Expr, ...]:
        """The partial derivatives as formulas, one a variable."""
        return tuple(_in_cases(sp.diff(self.expr, v)) for v in self.symbols)

    @cached_property
    def hessian_expr(self) -> sp.Matrix:
        """The second derivatives as formulas: a matrix, one row and column a variable."""
        hessian = sp.Matrix([[sp.diff(partial, v) for v in self.symbols] for partial in self.partials])
        # At a kink the second derivative does not exist; beside it, the distribution is zero.
        return hessian.replace(sp.DiracDelta, lambda *_: sp.S.Zero)

    def on(self, domain: Domain) -> "Field":
        """The same function, looked at elsewhere."""
        return Field(self.text, domain, self.variables)

    def __call__(self, *where: ArrayLike) -> NDArray[np.float64]:
        """Heights at (x, y), in the broadcast shape of the coordinates."""
        heights: NDArray[np.float64] = self._rows(0, where)[0, ...]
        return heights

    def gradient(self, *where: ArrayLike) -> NDArray[np.float64]:
        """(df/dx, df/dy) at (x, y): shape (2, *broadcast shape). A partial that does not exist is nan."""
        return self._rows(1, where)[1:]

    def hessian(self, *where: ArrayLike) -> NDArray[np.float64]:
        """Second derivatives at (x, y): shape (2, 2, *broadcast shape), symmetric."""
        n = len(self.variables)
        rows = self._rows(2, where)[1 + n :]
        at = {ij: k for k, ij in enumerate(pairs(n))}
        return np.stack([np.stack([rows[at[min(i, j), max(i, j)]] for j in range(n)]) for i in range(n)])

    @property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The real symbols that its variables are in formulas."""
        return tuple(SYMBOLS[name] for name in self.variables)

    def _rows(self, order: int, where: tuple[ArrayLike, ...]) -> NDArray[np.float64]:
        if len(where) != len(self.variables):
            raise TypeError(f"f({', '.join(self.variables)}) was given {len(where)} coordinates")
        arrays = np.broadcast_arrays(*(np.asarray(w, float) for w in where))
        return compiled(self.expr, self.symbols, order)(*arrays)


def _in_cases(expr: sp.Expr) -> sp.Expr:
    """A formula with cases inside as cases of whole formulas, where that is shorter."""
    if not expr.has(sp.Piecewise):
        return expr
    folded = sp.piecewise_fold(expr)
    plain = isinstance(folded, sp.Piecewise) and not any(where.has(sp.Or) for _, where in folded.args)
    return folded if plain else expr
