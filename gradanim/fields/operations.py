"""The single operations that formulas are made of: their real values, and their derivatives."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from scipy.special import erf, erfc

from gradanim.formulas.realvalued import floor, larger, sign, smaller

Array = NDArray[np.float64]

# Names on the tape for what sympy has no real, everywhere-honest function for; IMPLEMENTATIONS computes them.
power, logarithm, side, jump, above, stairs = (
    sp.Function(name, real=True) for name in ("power", "logarithm", "side", "jump", "above", "stairs")
)

First = dict[int, sp.Expr]
Second = dict[tuple[int, int], sp.Expr]
Partials = tuple[sp.Expr, First, Second]


def partials_of(func: type, args: tuple[sp.Expr, ...], second: bool) -> Partials:
    """One operation and its derivatives by its own arguments.

    Args:
        func: the sympy class of the operation.
        args: names or numbers.
        second: whether second derivatives are wanted.

    Returns:
        The value, its first derivatives by argument index, its second ones by pairs of indices.
    """
    if issubclass(func, sp.Add):
        n = len(args)
        return sp.Add(*args), dict.fromkeys(range(n), sp.S.One), {(i, j): sp.S.Zero for i in range(n) for j in range(n)}
    if issubclass(func, sp.Mul):
        a, b = args
        return a * b, {0: b, 1: a}, {(0, 0): sp.S.Zero, (0, 1): sp.S.One, (1, 0): sp.S.One, (1, 1): sp.S.Zero}
    if issubclass(func, sp.Pow):
        return _power(*args)
    dummies, value, first, seconds = _function(func, len(args), second)
    swap = dict(zip(dummies, args, strict=True))
    return (
        value.xreplace(swap),
        {k: e.xreplace(swap) for k, e in first.items()},
        {k: e.xreplace(swap) for k, e in seconds.items()},
    )


def _power(a: sp.Expr, b: sp.Expr) -> Partials:
    """a^b as a real function: undefined for a negative base with a broken exponent, and for 0 to a negative one."""

    def to(exponent: sp.Expr) -> sp.Expr:
        return a**exponent if exponent.is_nonnegative and exponent.is_number else power(a, exponent)

    # The logarithm of a negative base has no real value: then the exponent must not vary.
    log = logarithm(a)
    mixed = to(b - 1) * (1 + b * log)
    return (
        to(b),
        {0: b * to(b - 1), 1: to(b) * log},
        {(0, 0): b * (b - 1) * to(b - 2), (0, 1): mixed, (1, 0): mixed, (1, 1): to(b) * log**2},
    )


@lru_cache(maxsize=256)
def _function(func: type, count: int, second: bool) -> tuple[tuple[sp.Expr, ...], sp.Expr, First, Second]:
    """A function of fresh names, with its derivatives."""
    u = sp.symbols(f"u:{count}", real=True)
    value = func(*u)  # which may be another function: the modulus of a real name is its Abs
    value, first = _special(value) or (value, {k: value.fdiff(k + 1) for k in range(count)})
    seconds = {}
    if second:
        seconds = {(j, k): _again(first[j], u[k]) for j in range(count) for k in range(count)}
    return u, value, first, seconds


def _special(value: sp.Expr) -> tuple[sp.Expr, First] | None:
    """The functions whose sympy derivative is a distribution, or keeps quiet about a kink or a hole."""
    u = value.args
    if isinstance(value, sp.log):
        return logarithm(*u), {0: power(*u, sp.S.NegativeOne)}
    if isinstance(value, sp.Abs):
        return value, {0: side(*u)}
    if isinstance(value, sign | sp.sign):
        return value, {0: jump(*u)}
    if isinstance(value, floor):
        return value, {0: stairs(*u)}
    if isinstance(value, larger):
        return value, {0: above(*u), 1: above(*reversed(u))}
    if isinstance(value, smaller):
        return value, {0: above(*reversed(u)), 1: above(*u)}
    return None


def _again(slope: sp.Expr, u: sp.Symbol) -> sp.Expr:
    """The derivative of a first derivative; those of a kink and a jump are level beside it."""
    if slope.func in (side, jump):
        return jump(*slope.args)
    if slope.func == stairs:
        return slope
    if slope.func == above:
        return jump(slope.args[0] - slope.args[1])
    if slope.func == power:
        base, exponent = slope.args
        return exponent * power(base, exponent - 1)
    return sp.diff(slope, u)


def _real_power(a: Array, b: Array) -> Array:
    return np.where((np.asarray(a) == 0) & (np.asarray(b) < 0), np.nan, np.power(np.asarray(a, float), b))


def _real_logarithm(a: Array) -> Array:
    return np.where(np.asarray(a) > 0, np.log(np.asarray(a, float)), np.nan)


def _side(a: Array) -> Array:
    return np.where(np.asarray(a) == 0, np.nan, np.sign(a))


IMPLEMENTATIONS: dict[str, Callable[..., Array]] = {
    "power": _real_power,
    "logarithm": _real_logarithm,
    "side": _side,
    "above": lambda a, b: np.where(np.equal(a, b), np.nan, np.greater(a, b)),
    "stairs": lambda a: np.where(np.floor(a) == a, np.nan, 0.0),
    "larger": np.maximum,
    "smaller": np.minimum,
    "floor": np.floor,
    "sign": np.sign,
    "erf": erf,
    "erfc": erfc,
    "jump": lambda a: np.where(np.asarray(a) == 0, np.nan, 0.0),
    "cbrt": np.cbrt,
    "sec": lambda a: 1 / np.cos(a),
    "csc": lambda a: 1 / np.sin(a),
    "cot": lambda a: 1 / np.tan(a),
    "asec": lambda a: np.arccos(1 / a),
    "acsc": lambda a: np.arcsin(1 / a),
    "acot": lambda a: np.arctan(1 / a),
    "sech": lambda a: 1 / np.cosh(a),
    "csch": lambda a: 1 / np.sinh(a),
    "coth": lambda a: 1 / np.tanh(a),
    "asech": lambda a: np.arccosh(1 / a),
    "acsch": lambda a: np.arcsinh(1 / a),
    "acoth": lambda a: np.arctanh(1 / a),
}
