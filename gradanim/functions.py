"""The functions that may be typed: what each is to sympy, and to the floating-point reader of constants."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy as sp


class cbrt(sp.Function):  # type: ignore[misc]  # sympy is untyped; lower case as all functions of sympy
    """The real cube root: cbrt(-8) is -2, where x^(1/3) is only defined for x >= 0."""

    nargs = 1

    @classmethod
    def eval(cls, argument: sp.Expr) -> sp.Expr | None:
        if argument.is_Rational:
            root = sp.Rational(argument.p) ** sp.Rational(1, 3) if argument.p >= 0 else -(sp.Integer(-argument.p) ** sp.Rational(1, 3))
            return root / sp.Integer(argument.q) ** sp.Rational(1, 3)
        return None

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        return 1 / (3 * self**2)

    def _eval_is_extended_real(self) -> bool | None:
        return self.args[0].is_extended_real  # type: ignore[no-any-return]

    def _eval_evalf(self, precision: int) -> sp.Expr:
        value = self.args[0]._eval_evalf(precision)
        return (sp.sign(value) * abs(value) ** sp.Rational(1, 3))._eval_evalf(precision)

    def _numpycode(self, printer: Any) -> str:
        return f"{printer._module_format('numpy.cbrt')}({printer._print(self.args[0])})"

    def _pythoncode(self, printer: Any) -> str:
        return f"{printer._module_format('math.cbrt')}({printer._print(self.args[0])})"


_REAL = (
    sp.exp, sp.sin, sp.cos, sp.tan, sp.sec, sp.csc, sp.cot, sp.atan, sp.acot, sp.atan2,
    sp.sinh, sp.cosh, sp.tanh, sp.sech, sp.csch, sp.coth, sp.asinh, sp.Abs, sp.sign, cbrt,
)  # fmt: skip


def is_plainly_real(expr: sp.Expr) -> bool:
    """Whether an expression is real wherever it is defined, judged by its form.

    sympy's own `is_real` searches, which takes seconds for roots and logarithms inside each other.
    """
    if expr.is_Symbol or expr.is_Number or isinstance(expr, modulus):
        return bool(expr.is_extended_real)
    if expr.is_Pow:
        base, exponent = expr.args
        return is_plainly_real(base) and is_plainly_real(exponent) and bool(exponent.is_integer or base.is_nonnegative)
    return (expr.is_Add or expr.is_Mul or isinstance(expr, _REAL)) and all(map(is_plainly_real, expr.args))


class modulus(sp.Function):  # type: ignore[misc]
    """|u| of a u that is not plainly real, as in |log x|; of one that is, it is sympy's Abs.

    There the derivative of Abs would speak of real and imaginary parts; this one is real, u'u/|u|.
    """

    nargs = 1
    is_extended_nonnegative = True

    @classmethod
    def eval(cls, argument: sp.Expr) -> sp.Expr | None:
        return sp.Abs(argument) if is_plainly_real(argument) else None

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        return self.args[0] / self

    def _eval_evalf(self, precision: int) -> sp.Expr:
        return abs(self.args[0]._eval_evalf(precision))

    def _numpycode(self, printer: Any) -> str:
        return f"{printer._module_format('numpy.abs')}({printer._print(self.args[0])})"

    def _pythoncode(self, printer: Any) -> str:
        return f"abs({printer._print(self.args[0])})"


def power(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    """base^exponent, without the long search for real parts that sympy starts on roots such as sqrt((log x)^2).

    Of a u that is not plainly real, (u^a)^b is |u|^(ab) for even a, and u^(ab) for others.
    """
    if base.is_Pow and not exponent.is_integer and not is_plainly_real(base.base):
        inner = modulus(base.base) if base.exp.is_even else base.base
        return sp.Pow(inner, base.exp * exponent)
    return sp.Pow(base, exponent)


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
