"""Worked-out expressions arranged as in a textbook: sympy to the same tree that typed text is read into.

Descending powers, numbers before letters before brackets before functions, common numbers taken out of brackets,
whatever has a negative power below a fraction bar.
"""

import sympy as sp

from gradanim.functions import cbrt
from gradanim.syntax import Call, Name, Node, Number, Power, Product, Sum

_CALLS = {
    sp.exp: "exp", sp.log: "ln", sp.Abs: "abs", cbrt: "cbrt", sp.atan2: "atan2", sp.sign: "sgn",
    sp.sin: "sin", sp.cos: "cos", sp.tan: "tan", sp.sec: "sec", sp.csc: "csc", sp.cot: "cot",
    sp.asin: "arcsin", sp.acos: "arccos", sp.atan: "arctan", sp.asec: "arcsec", sp.acsc: "arccsc", sp.acot: "arccot",
    sp.sinh: "sinh", sp.cosh: "cosh", sp.tanh: "tanh", sp.sech: "sech", sp.csch: "csch", sp.coth: "coth",
    sp.asinh: "arsinh", sp.acosh: "arcosh", sp.atanh: "artanh",
}  # fmt: skip
_NAMES = {sp.pi: "pi", sp.E: "e", sp.I: "i", sp.oo: "infinity", sp.zoo: "undefined", sp.nan: "undefined"}
_ONE = Number("1")


def arrange(expr: sp.Expr) -> Node:
    """The tree of an expression, in textbook order; sympy's own text stands for what has no mathematical form here."""
    if expr in _NAMES:
        return Name(_NAMES[expr])
    if expr.is_Symbol:
        return Name(expr.name)
    if expr.is_Add:
        return _sum(expr)
    if expr.is_Mul or expr.is_Number or (expr.is_Pow and _is_divisor(expr)):
        sign, node = _signed(expr)
        return node if sign > 0 else Sum(((-1, node),))
    if expr.is_Pow:
        return _power(expr.base, expr.exp)
    if expr.is_Function:
        name = _CALLS.get(expr.func, expr.func.__name__)
        return Call(name, tuple(arrange(argument) for argument in expr.args))
    return Name(str(expr))


def _sum(expr: sp.Add) -> Node:
    terms = [_signed(term) for term in expr.as_ordered_terms()]
    leading = next((index for index, (sign, _) in enumerate(terms) if sign > 0), 0)
    terms.insert(0, terms.pop(leading))  # 1 - x rather than -x + 1
    return Sum(tuple(terms))


def _signed(expr: sp.Expr) -> tuple[int, Node]:
    """A term as its sign and the rest."""
    coefficient, factors = _content(expr)
    sign = -1 if coefficient < 0 else 1
    above = [factor for factor in factors if not _is_divisor(factor)]
    below = [1 / factor for factor in factors if _is_divisor(factor)]
    if coefficient.is_Rational:
        p, q = abs(coefficient.p), coefficient.q
    else:
        above, p, q = [abs(coefficient), *above], 1, 1
    if q != 1 and not below and _is_long(above):
        front = Product((("", Number(str(p))), ("/", Number(str(q)))))
        return sign, Product((("", front), *(("", arrange(factor)) for factor in above)))
    return sign, _fraction(_factors(p, above), _factors(q, below))


def _content(expr: sp.Expr) -> tuple[sp.Expr, list[sp.Expr]]:
    """A number and the ordered factors of a term, with common numbers and signs taken out of the brackets."""
    coefficient, factors = sp.Integer(1), []
    for factor in sp.Mul.make_args(expr):
        if factor.is_Number:
            coefficient *= factor
            continue
        bracket, power = (factor.base, factor.exp) if factor.is_Pow else (factor, sp.Integer(1))
        if bracket.is_Add and power.is_Integer and abs(power) < 10 and not expr.is_Pow:
            common, bracket = bracket.primitive()
            if all(_is_negative(term) for term in bracket.args) or _leads_negative(bracket):
                common, bracket = -common, -bracket
            coefficient *= common**power
            factor = bracket**power
        factors.append(factor)
    return coefficient, sorted(factors, key=_rank)


def _is_negative(term: sp.Expr) -> bool:
    return bool(term.could_extract_minus_sign())


def _leads_negative(bracket: sp.Add) -> bool:
    return _is_negative(bracket.as_ordered_terms()[0])


def _rank(factor: sp.Expr) -> tuple[int, str]:
    """Constants, then letters, then brackets, then functions, then exponentials."""
    base = factor.base if factor.is_Pow else factor
    kind = 0 if factor.is_number else 1 if base.is_Symbol else 2 if base.is_Add else 4 if isinstance(factor, sp.exp) else 3
    return kind, str(factor)


def _is_divisor(factor: sp.Expr) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative)


def _is_long(factors: list[sp.Expr]) -> bool:
    """Whether factors read better behind their fraction than on top of it."""
    return len(factors) > 2 or any(factor.is_Add or factor.is_Function for factor in factors)


def _factors(number: int, factors: list[sp.Expr]) -> list[Node]:
    return ([Number(str(number))] if number != 1 else []) + [arrange(factor) for factor in factors]


def _fraction(above: list[Node], below: list[Node]) -> Node:
    top = _product(above)
    return Product((("", top), ("/", _product(below)))) if below else top


def _product(factors: list[Node]) -> Node:
    if len(factors) < 2:
        return factors[0] if factors else _ONE
    return Product(tuple(("", factor) for factor in factors))


def _power(base: sp.Expr, exponent: sp.Expr) -> Node:
    if exponent == sp.Rational(1, 2):
        return Call("sqrt", (arrange(base),))
    return Power(arrange(base), arrange(exponent))
