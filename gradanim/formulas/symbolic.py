"""What each function that may be typed is to sympy."""

from collections.abc import Callable

import sympy as sp

from gradanim.formulas.realvalued import cbrt, floor, largest, modulus, power, remainder, sign, smallest


def _logarithm(u: sp.Expr, base: sp.Expr | None = None) -> sp.Expr:
    return sp.log(u) if base is None else sp.log(u) / sp.log(base)


def _arctangent(u: sp.Expr, x: sp.Expr | None = None) -> sp.Expr:
    return sp.atan(u) if x is None else sp.atan2(u, x)


SYMBOLIC: dict[str, Callable[..., sp.Expr]] = {
    "exp": sp.exp,
    "ln": sp.log,
    "log": _logarithm,
    "log10": lambda u: sp.log(u, 10),
    "log2": lambda u: sp.log(u, 2),
    "sqrt": lambda u: power(u, sp.S.Half),
    "cbrt": cbrt,
    "abs": modulus,
    "sin": sp.sin,
    "cos": sp.cos,
    "tan": sp.tan,
    "sec": sp.sec,
    "csc": sp.csc,
    "cot": sp.cot,
    "arcsin": sp.asin,
    "arccos": sp.acos,
    "arctan": _arctangent,
    "arcsec": sp.asec,
    "arccsc": sp.acsc,
    "arccot": sp.acot,
    "atan2": sp.atan2,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "tanh": sp.tanh,
    "sech": sp.sech,
    "csch": sp.csch,
    "coth": sp.coth,
    "arsinh": sp.asinh,
    "arcosh": sp.acosh,
    "artanh": sp.atanh,
    "erf": sp.erf,
    "erfc": sp.erfc,
    "max": largest,
    "min": smallest,
    "sign": sign,
    "floor": floor,
    "ceil": lambda u: -floor(-u),
    "round": lambda u: floor(u + sp.S.Half),
    "mod": remainder,
    "pow": power,
    "hypot": lambda a, b: sp.sqrt(a**2 + b**2),
    "square": lambda u: u**2,
}
"""The expression of each, by the names of `functions.FUNCTIONS`."""
