"""A scalar function of the plane or of space, typed as a formula: read, differentiated, evaluated."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import sympy as sp
from numpy.typing import ArrayLike, NDArray

from gradanim.errors import Refusal
from gradanim.fields.domain import Domain
from gradanim.fields.scalar import ScalarField, insist_on_dimensions, placed, signature
from gradanim.fields.tape import compiled, pairs
from gradanim.formulas.meaning import value
from gradanim.formulas.read import SYMBOLS, Reading, read


@dataclass(frozen=True, init=False)
class Field:
    """A real function f(x, y), known by its text: the `ScalarField` that formulas can be printed of.

    It compares, hashes and pickles as what it was made from; what is compiled from that is made on first use. Values
    are nan wherever f is undefined, complex, infinite or too large for a float, and never a warning.

    Args:
        text: the formula, as a person types it.
        domain: the part of the plane or of space to look at, the usual one if not given; f may be evaluated outside it.
        variables: the names that f depends on.
        name: what f is called.

    Raises:
        ReadError: the text is not a formula in these variables.
        DomainError: the domain has other dimensions than there are variables.
    """

    text: str
    domain: Domain
    variables: tuple[str, ...]
    name: str

    def __init__(
        self, text: str, domain: Domain | None = None, variables: tuple[str, ...] = ("x", "y"), name: str = "f"
    ) -> None:
        known = {"text": text, "domain": domain or Domain.usual(len(variables)), "variables": variables, "name": name}
        self.__dict__.update(known)  # which frozen attributes let through only while the value is made
        _ = self.reading
        insist_on_dimensions(self.domain, variables)

    def __reduce__(self) -> tuple[type["Field"], tuple[str, Domain, tuple[str, ...], str]]:
        return type(self), (self.text, self.domain, self.variables, self.name)

    def __str__(self) -> str:
        return f"{signature(self)} = {self.text}"

    @cached_property
    def reading(self) -> Reading:
        """What was typed, with its own order and fractions."""
        return _reading(self.text, self.variables)

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
        return Field(self.text, domain, self.variables, self.name)

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

    def worked_out(self, *where: float) -> float:
        """The height at one point, as typed: number by number, not by the compiled function; nan where undefined."""
        try:
            return value(self.reading.tree, dict(zip(self.variables, map(float, where), strict=True)))
        except (ArithmeticError, ValueError):
            return float("nan")

    @property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """The real symbols that its variables are in formulas."""
        return tuple(SYMBOLS[name] for name in self.variables)

    def _rows(self, order: int, where: tuple[ArrayLike, ...]) -> NDArray[np.float64]:
        return compiled(self.expr, self.symbols, order)(*placed(self, where))


@lru_cache(maxsize=64)
def _reading(text: str, variables: tuple[str, ...]) -> Reading:
    """Read once: a field is looked at in many places in turn, in every frame where a contour goes along."""
    return read(text, variables)


def typed(field: ScalarField) -> Field:
    """The field, where it was typed as a formula: for words that print one.

    Raises:
        Refusal: it was not.
    """
    if isinstance(field, Field):
        return field
    raise Refusal(f"{field} has no formula that could be printed: give a function that is typed, such as x^2*y")


def _in_cases(expr: sp.Expr) -> sp.Expr:
    """A formula with cases inside as cases of whole formulas, where that is shorter."""
    if not expr.has(sp.Piecewise):
        return expr
    folded = sp.piecewise_fold(expr)
    plain = isinstance(folded, sp.Piecewise) and not any(where.has(sp.Or) for _, where in folded.args)
    return folded if plain else expr
