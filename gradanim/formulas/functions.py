"""The functions that may be typed: their names, their arguments, and what each is to floats; to sympy: `symbolic`."""

import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Function:
    """One function that may be typed.

    Attributes:
        numeric: its value for floats; raises ValueError or ZeroDivisionError where it is undefined.
        needs: what the argument has to be, for error messages.
        arity: how many arguments it takes.
        most: how many it takes at most, where that is more.
    """

    numeric: Callable[..., float]
    needs: str = ""
    arity: int = 1
    most: int = 0


_POSITIVE, _UNIT, _OUTSIDE = "a number above 0", "a number between -1 and 1", "a number not between -1 and 1"
_NOT_ZERO = "a number other than 0"
_MOST = 8  # numbers that max and min compare


def _logarithm(u: float, base: float | None = None) -> float:
    return math.log(u) if base is None else math.log(u) / math.log(base)


def _arctangent(u: float, x: float | None = None) -> float:
    return math.atan(u) if x is None else math.atan2(u, x)


FUNCTIONS: dict[str, Function] = {
    "exp": Function(math.exp),
    "ln": Function(math.log, _POSITIVE),
    "log": Function(_logarithm, _POSITIVE, most=2),
    "log10": Function(math.log10, _POSITIVE),
    "log2": Function(math.log2, _POSITIVE),
    "sqrt": Function(math.sqrt, "a number not below 0"),
    "cbrt": Function(math.cbrt),
    "abs": Function(abs),
    "sin": Function(math.sin),
    "cos": Function(math.cos),
    "tan": Function(math.tan),
    "sec": Function(lambda u: 1 / math.cos(u)),
    "csc": Function(lambda u: 1 / math.sin(u), "no multiple of pi"),
    "cot": Function(lambda u: math.cos(u) / math.sin(u), "no multiple of pi"),
    "arcsin": Function(math.asin, _UNIT),
    "arccos": Function(math.acos, _UNIT),
    "arctan": Function(_arctangent, most=2),
    "arcsec": Function(lambda u: math.acos(1 / u), _OUTSIDE),
    "arccsc": Function(lambda u: math.asin(1 / u), _OUTSIDE),
    "arccot": Function(lambda u: math.atan(1 / u) if u else math.pi / 2),
    "atan2": Function(math.atan2, arity=2),
    "sinh": Function(math.sinh),
    "cosh": Function(math.cosh),
    "tanh": Function(math.tanh),
    "sech": Function(lambda u: 1 / math.cosh(u)),
    "csch": Function(lambda u: 1 / math.sinh(u), _NOT_ZERO),
    "coth": Function(lambda u: 1 / math.tanh(u), _NOT_ZERO),
    "arsinh": Function(math.asinh),
    "arcosh": Function(math.acosh, "a number not below 1"),
    "artanh": Function(math.atanh, _UNIT),
    "erf": Function(math.erf),
    "erfc": Function(math.erfc),
    "max": Function(max, arity=2, most=_MOST),
    "min": Function(min, arity=2, most=_MOST),
    "sign": Function(lambda u: math.copysign(1.0, u) if u else 0.0),
    "floor": Function(math.floor),
    "ceil": Function(math.ceil),
    "round": Function(lambda u: math.floor(u + 0.5)),
    "mod": Function(lambda a, b: a - b * math.floor(a / b), arity=2),
    "pow": Function(math.pow, arity=2),
    "hypot": Function(math.hypot, arity=2),
    "square": Function(lambda u: u * u),
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
