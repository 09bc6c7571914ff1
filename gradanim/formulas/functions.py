"""The functions that may be typed: what each is to sympy, and to the floating-point reader of constants."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from gradanim.formulas.realvalued import cbrt, floor, largest, modulus, power, remainder, sign, smallest


@dataclass(frozen=True)
class Function:
    """One function that may be typed.

    Attributes:
        symbolic: builds the sympy expression.
        numeric: the same for floats; raises ValueError or ZeroDivisionError where it is undefined.
        needs: what the argument has to be, for error messages.
        arity: how many arguments it takes.
        most: how many it takes at most, where that is more.
    """

    symbolic: Callable[..., sp.Expr]
    numeric: Callable[..., float]
    needs: str = ""
    arity: int = 1
    most: int = 0


_POSITIVE, _UNIT, _OUTSIDE = "a number above 0", "a number between -1 and 1", "a number not between -1 and 1"
_NOT_ZERO = "a number other than 0"
_MOST = 8  # numbers that max and min compare


def _logarithm(u: sp.Expr, base: sp.Expr | None = None) -> sp.Expr:
    return sp.log(u) if base is None else sp.log(u) / sp.log(base)


def _numeric_logarithm(u: float, base: float | None = None) -> float:
    return math.log(u) if base is None else math.log(u) / math.log(base)


def _arctangent(u: sp.Expr, x: sp.Expr | None = None) -> sp.Expr:
    return sp.atan(u) if x is None else sp.atan2(u, x)


def _numeric_arctangent(u: float, x: float | None = None) -> float:
    return math.atan(u) if x is None else math.atan2(u, x)


FUNCTIONS: dict[str, Function] = {
    "exp": Function(sp.exp, math.exp),
    "ln": Function(sp.log, math.log, _POSITIVE),
    "log": Function(_logarithm, _numeric_logarithm, _POSITIVE, most=2),
    "log10": Function(lambda u: sp.log(u, 10), math.log10, _POSITIVE),
    "log2": Function(lambda u: sp.log(u, 2), math.log2, _POSITIVE),
    "sqrt": Function(lambda u: power(u, sp.S.Half), math.sqrt, "a number not below 0"),
    "cbrt": Function(cbrt, math.cbrt),
    "abs": Function(modulus, abs),
    "sin": Function(sp.sin, math.sin),
    "cos": Function(sp.cos, math.cos),
    "tan": Function(sp.tan, math.tan),
    "sec": Function(sp.sec, lambda u: 1 / math.cos(u)),
    "csc": Function(sp.csc, lambda u: 1 / math.sin(u), "no multiple of pi"),
    "cot": Function(sp.cot, lambda u: math.cos(u) / math.sin(u), "no multiple of pi"),
    "arcsin": Function(sp.asin, math.asin, _UNIT),
    "arccos": Function(sp.acos, math.acos, _UNIT),
    "arctan": Function(_arctangent, _numeric_arctangent, most=2),
    "arcsec": Function(sp.asec, lambda u: math.acos(1 / u), _OUTSIDE),
    "arccsc": Function(sp.acsc, lambda u: math.asin(1 / u), _OUTSIDE),
    "arccot": Function(sp.acot, lambda u: math.atan(1 / u) if u else math.pi / 2),
    "atan2": Function(sp.atan2, math.atan2, arity=2),
    "sinh": Function(sp.sinh, math.sinh),
    "cosh": Function(sp.cosh, math.cosh),
    "tanh": Function(sp.tanh, math.tanh),
    "sech": Function(sp.sech, lambda u: 1 / math.cosh(u)),
    "csch": Function(sp.csch, lambda u: 1 / math.sinh(u), _NOT_ZERO),
    "coth": Function(sp.coth, lambda u: 1 / math.tanh(u), _NOT_ZERO),
    "arsinh": Function(sp.asinh, math.asinh),
    "arcosh": Function(sp.acosh, math.acosh, "a number not below 1"),
    "artanh": Function(sp.atanh, math.atanh, _UNIT),
    "erf": Function(sp.erf, math.erf),
    "erfc": Function(sp.erfc, math.erfc),
    "max": Function(largest, max, arity=2, most=_MOST),
    "min": Function(smallest, min, arity=2, most=_MOST),
    "sign": Function(sign, lambda u: math.copysign(1.0, u) if u else 0.0),
    "floor": Function(floor, math.floor),
    "ceil": Function(lambda u: -floor(-u), math.ceil),
    "round": Function(lambda u: floor(u + sp.S.Half), lambda u: math.floor(u + 0.5)),
    "mod": Function(remainder, lambda a, b: a - b * math.floor(a / b), arity=2),
    "pow": Function(power, math.pow, arity=2),
    "hypot": Function(lambda a, b: sp.sqrt(a**2 + b**2), math.hypot, arity=2),
    "square": Function(lambda u: u**2, lambda u: u * u),
}

ALIASES: dict[str, str] = {name: name for name in FUNCTIONS} | {
    "log_10": "log10", "lg": "log10", "log_2": "log2", "cosec": "csc", "cotan": "cot", "tg": "tan",
    "asin": "arcsin", "acos": "arccos", "atan": "arctan", "asec": "arcsec", "acsc": "arccsc", "acot": "arccot",
    "arctan2": "atan2", "arctg": "arctan",
    "asinh": "arsinh", "acosh": "arcosh", "atanh": "artanh",
    "arcsinh": "arsinh", "arccosh": "arcosh", "arctanh": "artanh",
    "maximum": "max", "minimum": "min", "fmax": "max", "fmin": "min", "sgn": "sign", "signum": "sign",
    "ceiling": "ceil", "power": "pow", "fabs": "abs", "absolute": "abs", "remainder": "mod",
}  # fmt: skip
"""Every spelling of a function, and its name in `FUNCTIONS`."""
