"""A sympy expression as a vectorised real function, with its first and second derivatives.

The expression is unrolled into a tape of single operations, and each operation differentiates itself by the chain
rule (forward-mode differentiation). The tape grows linearly with the formula where symbolic Hessians explode.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from gradanim.fields.operations import IMPLEMENTATIONS, partials_of

# Points a call of the compiled function: the temporaries of a long formula then stay in the processor's cache.
CHUNK = 8192


@lru_cache(maxsize=256)
def compiled(expr: sp.Expr, variables: tuple[sp.Symbol, ...], order: int) -> Callable[..., NDArray[np.float64]]:
    """Compile an expression and its derivatives up to `order` (0, 1 or 2).

    Returns:
        A function of as many arrays as there are variables (one shape, float) that returns rows of that shape:
        the value; from order 1 the n first derivatives; from order 2 the second derivatives in the order of
        `pairs(n)`. Everything is nan where the value is not a finite real number, and so is each derivative on
        its own. It never warns.
    """
    _, lines, rows = tape_of(expr, variables, order)
    run = sp.lambdify(variables, rows, modules=[IMPLEMENTATIONS, "numpy"], cse=lambda _: (lines, rows))

    def evaluate(*where: NDArray[np.float64]) -> NDArray[np.float64]:
        flat = [w.reshape(-1) for w in where]
        out = np.empty((len(rows), flat[0].size))
        with np.errstate(all="ignore"):
            for i in range(0, flat[0].size, CHUNK):
                part = slice(i, i + CHUNK)
                for row, values in zip(out, run(*(w[part] for w in flat)), strict=True):
                    row[part] = values
        out[~np.isfinite(out)] = np.nan
        out[1:, np.isnan(out[0])] = np.nan
        return out.reshape(len(rows), *where[0].shape)

    return evaluate


def tape_of(
    expr: sp.Expr, variables: tuple[sp.Symbol, ...], order: int
) -> tuple[tuple[sp.Symbol, ...], list[tuple[sp.Symbol, sp.Expr]], list[sp.Expr]]:
    """The variables, the operations of an expression and its derivatives in their order, and the rows of results.

    Each operation is a name and what it stands for, in terms of the variables and of earlier names; rows are as in
    `compiled`.
    """
    tape = _Tape(variables, order)
    jet = tape.visit(expr)
    return variables, tape.lines, [jet.value, *jet.first, *jet.second]


def pairs(n: int) -> list[tuple[int, int]]:
    """The index pairs (i, j), i <= j, of a symmetric n x n matrix."""
    return [(i, j) for i in range(n) for j in range(i, n)]


@dataclass(frozen=True)
class _Jet:
    """A value with its derivatives by the variables, as names on the tape or numbers."""

    value: sp.Expr
    first: tuple[sp.Expr, ...] = ()
    second: tuple[sp.Expr, ...] = ()


class _Tape:
    """The operations of a formula in the order of their evaluation."""

    def __init__(self, variables: tuple[sp.Symbol, ...], order: int) -> None:
        self.lines: list[tuple[sp.Symbol, sp.Expr]] = []
        self._n = len(variables)
        self._firsts = range(self._n if order > 0 else 0)
        self._seconds = pairs(self._n) if order > 1 else []
        self._seen = {v: self._jet(v, [sp.Integer(v == w) for w in variables], None) for v in variables}

    def visit(self, expr: sp.Expr) -> _Jet:
        """Write down an expression, its parts first."""
        if expr not in self._seen:
            self._seen[expr] = self._constant(expr) if not expr.free_symbols else self._operation(expr)
        return self._seen[expr]

    def _operation(self, expr: sp.Expr) -> _Jet:
        if expr.is_Pow and expr.exp == sp.S.Half and expr.base.is_Pow and expr.base.exp == 2:
            # The square would overflow long before the absolute value that this is.
            return self._apply(sp.Abs, [self.visit(expr.base.base)])
        if isinstance(expr, sp.Piecewise):
            return self._cases(expr)
        parts = [self.visit(part) for part in expr.args]
        if isinstance(expr, sp.Mul):
            return reduce(lambda a, b: self._apply(sp.Mul, [a, b]), parts)
        return self._apply(expr.func, parts)

    def _apply(self, func: type, parts: Sequence[_Jet]) -> _Jet:
        """The chain rule for one operation."""
        value, by, by_two = partials_of(func, tuple(p.value for p in parts), len(self._seconds) > 0)
        used = [k for k, p in enumerate(parts) if any(p.first)]
        slope = {k: self._name(by[k]) for k in used} if self._firsts else {}
        bend = {(k, m): self._name(by_two[k, m]) for k in used for m in used} if self._seconds else {}
        first = [sum((slope[k] * parts[k].first[i] for k in used), sp.S.Zero) for i in self._firsts]
        second = []
        for ij, (i, j) in enumerate(self._seconds):
            straight = [slope[k] * parts[k].second[ij] for k in used]
            bent = [bend[k, m] * self._name(parts[k].first[i] * parts[m].first[j]) for k in used for m in used]
            second.append(sum(straight + bent, sp.S.Zero))
        return self._jet(value, first, second)

    def _cases(self, expr: sp.Piecewise) -> _Jet:
        """The first case whose condition holds; where two of them meet, there is a value and no derivative."""
        branches, conditions = [self.visit(value) for value, _ in expr.args], [self._condition(c) for _, c in expr.args]
        borders = [sp.Eq(*comparison.args) for condition in conditions for comparison in condition.atoms(sp.Rel)]
        border = (sp.nan, sp.Or(*borders, evaluate=False))

        def chosen(values: Sequence[sp.Expr], *first: tuple[sp.Expr, sp.Basic]) -> sp.Expr:
            pairs = [*first, *zip(values, conditions, strict=True), (sp.nan, sp.true)]
            return sp.Piecewise(*pairs, evaluate=False)

        return self._jet(
            chosen([branch.value for branch in branches]),
            [chosen([branch.first[i] for branch in branches], border) for i in self._firsts],
            [chosen([branch.second[ij] for branch in branches], border) for ij in range(len(self._seconds))],
        )

    def _condition(self, condition: sp.Basic) -> sp.Basic:
        """A condition with what it compares by its names on the tape."""
        if isinstance(condition, sp.Rel):
            return condition.func(*(self.visit(side).value for side in condition.args), evaluate=False)
        return condition.func(*map(self._condition, condition.args)) if condition.args else condition

    def _constant(self, expr: sp.Expr) -> _Jet:
        return self._jet(_number(expr), [sp.S.Zero] * self._n, None)

    def _jet(self, value: sp.Expr, first: Sequence[sp.Expr], second: Sequence[sp.Expr] | None) -> _Jet:
        if second is None:
            second = [sp.S.Zero] * len(self._seconds)
        firsts = tuple(self._name(first[i]) for i in self._firsts)
        return _Jet(self._name(value), firsts, tuple(map(self._name, second)))

    def _name(self, expr: sp.Expr) -> sp.Expr:
        """A name for the result of an operation; names and numbers stand for themselves."""
        if expr.is_Atom:
            return expr
        name = sp.Symbol(f"t{len(self.lines)}", real=True)
        self.lines.append((name, expr))
        return name


def _number(expr: sp.Expr) -> sp.Expr:
    """A constant as a number that fits a float; nan if it is complex or infinite."""
    if isinstance(expr, sp.Rational) and max(abs(expr.p), expr.q) < 2**31:
        return expr
    try:
        value = float(expr.evalf(20))
    except (TypeError, ValueError, OverflowError):
        return sp.nan
    # Seventeen digits are what it takes to print a float and read the same one back.
    return sp.Float(value, 17) if np.isfinite(value) else sp.nan
