"""The functions that may be typed: what each is to sympy, and to the floating-point reader of constants."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from gradanim.formulas.realvalued import cbrt, modulus, power


@dataclass(frozen=True)
class Function:
    """One function that may be typed.

    Attributes:
        symbolic: builds the sympy expression.
        numeric: the same for floats; raises ValueError or ZeroDivisionError where it is undefined.
        needs: what the argument has to be, for error messages.
        arity: how many arguments it takes.
    """

    symbolic: Callable[..., sp.Expr]
    numeric: Callable[..., float]
    needs: str = ""
    arity: int = 1


_POSITIVE, _UNIT, _OUTSIDE = "a number above 0", "a number between -1 and 1", "a number not between -1 and 1"
_NOT_ZERO = "a number other than 0"

FUNCTIONS: dict[str, Function] = {
    "exp": Function(sp.exp, math.exp),
    "ln": Function(sp.log, math.log, _POSITIVE),
    "log": Function(sp.log, math.log, _POSITIVE),
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
    "arctan": Function(sp.atan, math.atan),
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
}

ALIASES: dict[str, str] = {name: name for name in FUNCTIONS} | {
    "log_10": "log10", "lg": "log10", "log_2": "log2", "cosec": "csc", "cotan": "cot", "tg": "tan",
    "asin": "arcsin", "acos": "arccos", "atan": "arctan", "asec": "arcsec", "acsc": "arccsc", "acot": "arccot",
    "arctan2": "atan2", "arctg": "arctan",
    "asinh": "arsinh", "acosh": "arcosh", "atanh": "artanh",
    "arcsinh": "arsinh", "arccosh": "arcosh", "arctanh": "artanh",
}  # fmt: skip
"""Every spelling of a function, and its name in `FUNCTIONS`."""
