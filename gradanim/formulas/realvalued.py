"""Roots and moduli that stay real: where sympy thinks of complex numbers, and looks for their real parts."""

from functools import reduce
from typing import Any, ClassVar

import sympy as sp


class cbrt(sp.Function):  # noqa: N801 -- lower case, as all functions of sympy
    """The real cube root: cbrt(-8) is -2, where x^(1/3) is only defined for x >= 0."""

    nargs = 1

    @classmethod
    def eval(cls, argument: sp.Expr) -> sp.Expr | None:
        if argument.is_Rational:
            root = (
                sp.Rational(argument.p) ** sp.Rational(1, 3)
                if argument.p >= 0
                else -(sp.Integer(-argument.p) ** sp.Rational(1, 3))
            )
            return root / sp.Integer(argument.q) ** sp.Rational(1, 3)
        return None

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        return 1 / (3 * self**2)

    def _eval_is_extended_real(self) -> bool | None:
        return self.args[0].is_extended_real

    def _eval_evalf(self, precision: int) -> sp.Expr:
        value = self.args[0]._eval_evalf(precision)
        return (sp.sign(value) * abs(value) ** sp.Rational(1, 3))._eval_evalf(precision)

    def _numpycode(self, printer: Any) -> str:
        return f"{printer._module_format('numpy.cbrt')}({printer._print(self.args[0])})"

    def _pythoncode(self, printer: Any) -> str:
        return f"{printer._module_format('math.cbrt')}({printer._print(self.args[0])})"


class _Extreme(sp.Function):
    """One of two numbers; where they are equal, its derivatives are not defined."""

    nargs = 2
    _of: ClassVar[type[sp.Expr]]

    @classmethod
    def eval(cls, a: sp.Expr, b: sp.Expr) -> sp.Expr | None:
        if a == b:
            return a
        return cls._of(a, b) if a.is_number and b.is_number else None

    def _eval_is_extended_real(self) -> bool | None:
        return all(argument.is_extended_real for argument in self.args) or None

    def _eval_evalf(self, precision: int) -> sp.Expr:
        return self._of(*(argument._eval_evalf(precision) for argument in self.args))


class larger(_Extreme):  # noqa: N801 -- lower case, as all functions of sympy
    """The larger of two numbers, max(a, b)."""

    _of = sp.Max

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        a, b = self.args
        return sp.Piecewise((int(argindex == 1), a > b), (int(argindex == 2), a < b))

    def _numpycode(self, printer: Any) -> str:
        return f"{printer._module_format('numpy.maximum')}({', '.join(map(printer._print, self.args))})"


class smaller(_Extreme):  # noqa: N801 -- lower case, as all functions of sympy
    """The smaller of two numbers, min(a, b)."""

    _of = sp.Min

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        a, b = self.args
        return sp.Piecewise((int(argindex == 1), a < b), (int(argindex == 2), a > b))

    def _numpycode(self, printer: Any) -> str:
        return f"{printer._module_format('numpy.minimum')}({', '.join(map(printer._print, self.args))})"


class floor(sp.Function):  # noqa: N801 -- lower case, as all functions of sympy
    """The largest whole number that is not above u: its derivative is 0 where it has one, between whole numbers."""

    nargs = 1
    is_extended_real = True

    @classmethod
    def eval(cls, argument: sp.Expr) -> sp.Expr | None:
        return sp.floor(argument) if argument.is_number else None

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        return sp.S.Zero

    def _eval_evalf(self, precision: int) -> sp.Expr:
        return sp.floor(self.args[0]._eval_evalf(precision))

    def _numpycode(self, printer: Any) -> str:
        return f"{printer._module_format('numpy.floor')}({printer._print(self.args[0])})"


class sign(sp.Function):  # noqa: N801 -- lower case, as all functions of sympy
    """-1, 0 or 1: its derivative is 0 where it has one, away from 0."""

    nargs = 1
    is_extended_real = True

    @classmethod
    def eval(cls, argument: sp.Expr) -> sp.Expr | None:
        return sp.sign(argument) if argument.is_number else None

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        return sp.S.Zero

    def _eval_evalf(self, precision: int) -> sp.Expr:
        return sp.sign(self.args[0]._eval_evalf(precision))

    def _numpycode(self, printer: Any) -> str:
        return f"{printer._module_format('numpy.sign')}({printer._print(self.args[0])})"


def largest(*numbers: sp.Expr) -> sp.Expr:
    """max(a, b, ...)."""
    return reduce(larger, numbers)


def smallest(*numbers: sp.Expr) -> sp.Expr:
    """min(a, b, ...)."""
    return reduce(smaller, numbers)


def remainder(a: sp.Expr, b: sp.Expr) -> sp.Expr:
    """a mod b, with the sign of b: a - b floor(a/b)."""
    return a - b * floor(a / b)


_REAL = (
    sp.erf, sp.erfc, larger, smaller, floor, sign,
    sp.exp, sp.sin, sp.cos, sp.tan, sp.sec, sp.csc, sp.cot, sp.atan, sp.acot, sp.atan2,
    sp.sinh, sp.cosh, sp.tanh, sp.sech, sp.csch, sp.coth, sp.asinh, sp.Abs, sp.sign, cbrt,
)  # fmt: skip


def is_plainly_real(expr: sp.Expr) -> bool:
    """Whether an expression is real wherever it is defined, judged by its form.

    sympy's own `is_real` searches, which takes seconds for roots and logarithms inside each other.
    """
    if expr.is_Symbol or expr.is_Number or expr.is_NumberSymbol or isinstance(expr, modulus):
        return bool(expr.is_extended_real)
    if expr.is_Pow:
        base, exponent = expr.args
        return is_plainly_real(base) and is_plainly_real(exponent) and bool(exponent.is_integer or base.is_nonnegative)
    if isinstance(expr, sp.Piecewise):
        return all(is_plainly_real(value) for value, _ in expr.args)
    return (expr.is_Add or expr.is_Mul or isinstance(expr, _REAL)) and all(map(is_plainly_real, expr.args))


class modulus(sp.Function):  # noqa: N801 -- lower case, as all functions of sympy
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
