"""Interval arithmetic: bounds for a typed function and its derivatives over whole rectangles.

What is computed encloses every value that f takes there, rounding included (R. E. Moore, Interval Analysis, 1966).
Bounds are wide where one variable stands in a formula twice, and become sharp as rectangles become small.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache, reduce

import numpy as np
import sympy as sp
from numpy.typing import ArrayLike, NDArray
from scipy.special import erf

from gradanim.fields.tape import tape_of
from gradanim.fields.typed import Field

Array = NDArray[np.float64]
Interval = tuple[Array, Array]
"""Lowest and highest values, each of shape (n,); both nan where there is no value at all."""

EVERYTHING = (np.array(-np.inf), np.array(np.inf))
WIDER = 4 * np.finfo(float).eps  # as a share: more than what functions of the mathematical library are off
LARGE = 1e15  # from here on, angles are not known any more


def bounds(f: Field, low: ArrayLike, high: ArrayLike) -> list[Interval]:
    """Enclosures of f, of its first and of its second derivatives over boxes.

    Args:
        low, high: corners of the boxes, each of shape (d, n) for a function of d variables.

    Returns:
        The value, the d first derivatives, and the second ones in the order of `gradanim.fields.tape.pairs`.
    """
    variables, lines, rows = _program(f)
    least, most = np.asarray(low, float), np.asarray(high, float)
    known: dict[sp.Expr, Interval] = {name: (a, b) for name, a, b in zip(variables, least, most, strict=True)}
    shape = least.shape[1:]
    with np.errstate(all="ignore"):
        for name, expr in lines:
            known[name] = _enclosure(expr, known)
        found = [_enclosure(row, known) for row in rows]
    return [(np.broadcast_to(a, shape), np.broadcast_to(b, shape)) for a, b in found]


@lru_cache(maxsize=32)
def _program(f: Field) -> tuple[tuple[sp.Symbol, ...], list[tuple[sp.Symbol, sp.Expr]], list[sp.Expr]]:
    return tape_of(f.expr, f.symbols, 2)


def _enclosure(expr: sp.Expr, known: Mapping[sp.Expr, Interval]) -> Interval:
    if expr in known:
        return known[expr]
    if expr.is_number:
        value = float(expr) if expr.is_extended_real else np.nan
        return _wider(np.array(value), np.array(value))
    if isinstance(expr, sp.Piecewise):
        return reduce(_union, (_enclosure(value, known) for value, _ in expr.args))
    parts = [_enclosure(part, known) for part in expr.args]
    if expr.is_Add:
        return reduce(plus, parts)
    if expr.is_Mul:
        return reduce(times, parts)
    if expr.is_Pow or expr.func.__name__ == "power":
        return _power(*parts, exponent=expr.args[1])
    function = FUNCTIONS.get(expr.func.__name__)
    return function(*parts) if function else EVERYTHING


def plus(a: Interval, b: Interval) -> Interval:
    """The sums of two intervals' numbers."""
    return _wider(a[0] + b[0], a[1] + b[1])


def times(a: Interval, b: Interval) -> Interval:
    """Their products; nothing times infinity is nothing, since infinity stands for numbers that are only large."""
    products = np.stack(np.broadcast_arrays(*(p * q for p in a for q in b)))
    empty = np.isnan(a[0]) | np.isnan(b[0])
    products = np.where(np.isnan(products) & ~empty, 0.0, products)
    return _wider(products.min(axis=0), products.max(axis=0))


def _wider(low: Array, high: Array) -> Interval:
    """The same with room for rounding."""
    tiny = np.finfo(float).tiny
    return low - (WIDER * np.abs(low) + tiny) * (low != 0), high + (WIDER * np.abs(high) + tiny) * (high != 0)


def _union(a: Interval, b: Interval) -> Interval:
    return np.fmin(a[0], b[0]), np.fmax(a[1], b[1])


def _inverse(a: Interval) -> Interval:
    low, high = a
    inside = (low < 0) & (high > 0)
    ends = np.where(high == 0, -np.inf, 1 / high), np.where(low == 0, np.inf, 1 / low)
    nothing = (low == 0) & (high == 0)
    return _wider(
        np.where(nothing, np.nan, np.where(inside, -np.inf, ends[0])),
        np.where(nothing, np.nan, np.where(inside, np.inf, ends[1])),
    )


def _power(a: Interval, b: Interval, *, exponent: sp.Expr) -> Interval:
    if exponent.is_Integer:
        n = abs(int(exponent))
        whole = _even(a, n) if n % 2 == 0 else _wider(a[0] ** n, a[1] ** n)
        return _inverse(whole) if exponent < 0 else whole
    base = _clipped(a, 0.0, np.inf)
    if exponent.is_number:
        share = abs(float(exponent))
        whole = _wider(base[0] ** share, base[1] ** share)
        return _inverse(whole) if exponent < 0 else whole
    return _rising(np.exp)(times(b, _rising(np.log)(base)))


def _even(a: Interval, n: int) -> Interval:
    low, high = a
    ends = np.stack(np.broadcast_arrays(low**n, high**n))
    return _wider(np.where((low <= 0) & (high >= 0), 0.0, ends.min(axis=0)), ends.max(axis=0))


def _clipped(a: Interval, low: float, high: float) -> Interval:
    """The part of an interval where something is defined; nothing where there is none."""
    nothing = (a[1] < low) | (a[0] > high)
    return np.where(nothing, np.nan, np.maximum(a[0], low)), np.where(nothing, np.nan, np.minimum(a[1], high))


def _rising(function: Callable[[Array], Array], low: float = -np.inf, high: float = np.inf) -> Callable[..., Interval]:
    """A function that rises all the way where it is defined, from `low` to `high`."""

    def enclosure(a: Interval) -> Interval:
        inside = _clipped(a, low, high)
        return _wider(np.asarray(function(inside[0])), np.asarray(function(inside[1])))

    return enclosure


def _falling(function: Callable[[Array], Array], low: float, high: float) -> Callable[..., Interval]:
    rising = _rising(lambda u: -function(u), low, high)
    return lambda a: _negative(rising(a))


def _negative(a: Interval) -> Interval:
    return -a[1], -a[0]


def _wave(shift: float) -> Callable[..., Interval]:
    """The sine, its argument moved on by so many quarter turns."""

    def enclosure(a: Interval) -> Interval:
        low, high = a
        turns = (low / (np.pi / 2) + shift, high / (np.pi / 2) + shift)  # in quarter turns: highest at 1, lowest at 3
        slack = 1e-9 + 4 * WIDER * np.abs(turns[0])

        def reached(where: float) -> NDArray[np.bool_]:
            return np.floor((turns[1] + slack - where) / 4) >= np.ceil((turns[0] - slack - where) / 4)

        ends = np.stack(np.broadcast_arrays(*(np.sin(end + shift * np.pi / 2) for end in a)))
        unknown = (np.maximum(np.abs(low), np.abs(high)) > LARGE) & ~np.isnan(low)
        down, up = ends.min(axis=0) - 1e-15, ends.max(axis=0) + 1e-15
        return np.where(unknown | reached(3.0), -1.0, down), np.where(unknown | reached(1.0), 1.0, up)

    return enclosure


_sine, _cosine = _wave(0.0), _wave(1.0)


def _hyperbolic_cosine(a: Interval) -> Interval:
    absolute = _absolute(a)
    return _wider(np.cosh(absolute[0]), np.cosh(absolute[1]))


def _absolute(a: Interval) -> Interval:
    low, high = a
    ends = np.stack(np.broadcast_arrays(np.abs(low), np.abs(high)))
    return np.where((low <= 0) & (high >= 0), 0.0, ends.min(axis=0)), ends.max(axis=0)


def _tangent(a: Interval) -> Interval:
    low, high = a
    pole = np.floor((high + np.pi / 2) / np.pi + 1e-9) > np.floor((low + np.pi / 2) / np.pi - 1e-9)
    pole |= np.maximum(np.abs(low), np.abs(high)) > LARGE
    down, up = _wider(np.tan(low), np.tan(high))
    return np.where(pole, -np.inf, down), np.where(pole, np.inf, up)


def _of_sign(a: Interval) -> Interval:
    return np.sign(a[0]), np.sign(a[1])


def _larger(a: Interval, b: Interval) -> Interval:
    return np.maximum(a[0], b[0]), np.maximum(a[1], b[1])


def _smaller(a: Interval, b: Interval) -> Interval:
    return np.minimum(a[0], b[0]), np.minimum(a[1], b[1])


def _above(a: Interval, b: Interval) -> Interval:
    """1 where the first is larger, 0 where the second is."""
    empty = np.where(np.isnan(a[0]) | np.isnan(b[0]), np.nan, 0.0)
    return empty + (a[0] > b[1]), empty + (a[1] >= b[0])


def _between(low: float, high: float) -> Callable[..., Interval]:
    """Where all that is known is what a function never leaves."""
    return lambda a, *_: (np.where(np.isnan(a[0]), np.nan, low), np.where(np.isnan(a[0]), np.nan, high))


FUNCTIONS: dict[str, Callable[..., Interval]] = {
    "exp": _rising(np.exp),
    "log": _rising(np.log, 0.0),
    "logarithm": _rising(np.log, 0.0),
    "cbrt": _rising(np.cbrt),
    "Abs": _absolute,
    "modulus": _absolute,
    "sin": _sine,
    "cos": _cosine,
    "tan": _tangent,
    "sec": lambda a: _inverse(_cosine(a)),
    "csc": lambda a: _inverse(_sine(a)),
    "cot": lambda a: _negative(_tangent(plus(a, (np.array(np.pi / 2), np.array(np.pi / 2))))),
    "asin": _rising(np.arcsin, -1.0, 1.0),
    "acos": _falling(np.arccos, -1.0, 1.0),
    "atan": _rising(np.arctan),
    "atan2": _between(-np.pi, np.pi),
    "sinh": _rising(np.sinh),
    "cosh": _hyperbolic_cosine,
    "tanh": _rising(np.tanh),
    "sech": lambda a: _inverse(_hyperbolic_cosine(a)),
    "csch": lambda a: _inverse(_rising(np.sinh)(a)),
    "coth": lambda a: _inverse(_rising(np.tanh)(a)),
    "asinh": _rising(np.arcsinh),
    "acosh": _rising(np.arccosh, 1.0),
    "atanh": _rising(np.arctanh, -1.0, 1.0),
    "erf": _rising(erf),
    "erfc": _falling(lambda u: 1 - erf(u), -np.inf, np.inf),
    "floor": _rising(np.floor),
    "sign": _of_sign,
    "side": _of_sign,
    "jump": _between(0.0, 0.0),
    "stairs": _between(0.0, 0.0),
    "above": _above,
    "larger": _larger,
    "smaller": _smaller,
}
