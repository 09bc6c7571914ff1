"""Worked-out expressions arranged as in a textbook: sympy to the same tree that typed text is read into.

Descending powers; numbers before letters, brackets, functions and exponentials; common numbers taken out of brackets;
whatever has a negative power below a fraction bar. Parts that stand in the typed formula are set as they were typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sympy as sp

from gradanim.formulas.meaning import expression
from gradanim.formulas.read import Reading
from gradanim.formulas.realvalued import cbrt, floor, larger, modulus, sign, smaller
from gradanim.formulas.syntax import (
    Call,
    Cases,
    Comparison,
    Condition,
    Junction,
    Name,
    Node,
    Number,
    Power,
    Product,
    Sum,
    walk,
)

_CALLS = {
    sp.exp: "exp", sp.log: "ln", sp.Abs: "abs", modulus: "abs", cbrt: "cbrt", sp.atan2: "atan2", sp.sign: "sign",
    larger: "max", smaller: "min", floor: "floor", sp.floor: "floor", sign: "sign", sp.erf: "erf", sp.erfc: "erfc",
    sp.sin: "sin", sp.cos: "cos", sp.tan: "tan", sp.sec: "sec", sp.csc: "csc", sp.cot: "cot",
    sp.asin: "arcsin", sp.acos: "arccos", sp.atan: "arctan", sp.asec: "arcsec", sp.acsc: "arccsc", sp.acot: "arccot",
    sp.sinh: "sinh", sp.cosh: "cosh", sp.tanh: "tanh", sp.sech: "sech", sp.csch: "csch", sp.coth: "coth",
    sp.asinh: "arsinh", sp.acosh: "arcosh", sp.atanh: "artanh",
}  # fmt: skip
_NAMES = {sp.pi: "pi", sp.E: "e", sp.I: "i", sp.oo: "infinity", sp.zoo: "undefined", sp.nan: "undefined"}
_ONE = Number("1")
_MOST_EXPANDED = 10  # the highest power of a bracket whose common number is taken out


def arrange(expr: sp.Expr, like: Reading | None = None) -> Node:
    """The tree of an expression, in textbook order.

    Args:
        expr: any sympy expression; one that has no mathematical form here, such as an unevaluated derivative, becomes
            a name, its sympy text.
        like: the formula it was derived from; its functions and brackets are set as they were typed.
    """
    return _Arrangement(_typed_parts(like) if like else {}).node(expr)


def _typed_parts(reading: Reading) -> dict[sp.Expr, Node]:
    """The functions, exponentials and brackets of a formula, by their meaning."""
    parts: dict[sp.Expr, Node] = {}
    for node in walk(reading.tree):
        exponential = isinstance(node, Power) and node.base == Name("e")
        if isinstance(node, (Call, Sum)) or (isinstance(node, Power) and exponential):
            parts.setdefault(expression(node, reading.text), node)
    return {expr: node for expr, node in parts.items() if expr.is_Function or (expr.is_Add and isinstance(node, Sum))}


@dataclass(frozen=True)
class _Arrangement:
    typed: Mapping[sp.Expr, Node]

    def node(self, expr: sp.Expr) -> Node:
        if expr in self.typed:
            return self.typed[expr]
        if expr in _NAMES:
            return Name(_NAMES[expr])
        if expr.is_Symbol:
            return Name(expr.name)
        if expr.is_Add:
            return self._sum(expr)
        if expr.is_Mul or expr.is_Rational or (expr.is_Pow and _is_divisor(expr)):
            sign, node = self._signed(expr)
            return node if sign > 0 else Sum(((-1, node),))
        if expr.is_Pow:
            return self._power(expr.base, expr.exp)
        if isinstance(expr, sp.Piecewise):
            return self._cases(expr)
        if expr.is_Function:
            return Call(_CALLS.get(expr.func, expr.func.__name__), tuple(self.node(argument) for argument in expr.args))
        if expr.is_Float:
            node = Number(f"{abs(float(expr)):.6g}".replace("e+", "e"))
            return Sum(((-1, node),)) if expr < 0 else node
        return Name(str(expr))

    def _cases(self, expr: sp.Piecewise) -> Cases:
        branches = [(self.node(value), _condition(where, self.node)) for value, where in expr.args if where != sp.true]
        otherwise = next((self.node(value) for value, where in expr.args if where == sp.true), None)
        return Cases(tuple(branches), otherwise)

    def _sum(self, expr: sp.Add) -> Node:
        terms = [self._signed(term) for term in _ordered(expr)]
        leading = next((index for index, (sign, _) in enumerate(terms) if sign > 0), 0)
        terms.insert(0, terms.pop(leading))  # 1 - x rather than -x + 1
        return Sum(tuple(terms))

    def _signed(self, expr: sp.Expr) -> tuple[int, Node]:
        """A term as its sign and the rest."""
        coefficient, factors = self._content(expr)
        above = [factor for factor in factors if not _is_divisor(factor)]
        below = [1 / factor for factor in factors if _is_divisor(factor)]
        if coefficient.is_Rational:
            p, q = abs(coefficient.p), coefficient.q
        else:
            above, p, q = [abs(coefficient), *above], 1, 1
        sign = -1 if coefficient < 0 else 1
        if q != 1 and not below and _is_long(above):
            front = Product((("", Number(str(p))), ("/", Number(str(q)))))
            return sign, Product((("", front), *(("", self.node(factor)) for factor in above)))
        return sign, _fraction(self._factors(p, above), self._factors(q, below))

    def _content(self, expr: sp.Expr) -> tuple[sp.Expr, list[sp.Expr]]:
        """A number and the ordered factors of a term, with common numbers and signs taken out of the brackets."""
        coefficient, factors = sp.Integer(1), []
        for factor in sp.Mul.make_args(expr):
            if factor.is_Number:
                coefficient *= factor
                continue
            bracket, power = factor.as_base_exp()
            if bracket.is_Add and power.is_Integer and abs(power) < _MOST_EXPANDED:
                common, bracket = self._bracket(bracket)
                coefficient *= common**power
                factor = bracket**power
            factors.append(factor)
        return coefficient, sorted(factors, key=_rank)

    def _bracket(self, bracket: sp.Add) -> tuple[sp.Rational, sp.Add]:
        """A bracket as a number times itself as it was typed, or with whole numbers and a positive leading term."""
        common, whole = bracket.primitive()
        for typed in self.typed:
            number, same = typed.primitive()
            if whole in (same, -same):
                return (common if whole == same else -common) / number, typed
        return (-common, -whole) if _ordered(whole)[0].could_extract_minus_sign() else (common, whole)

    def _factors(self, number: int, factors: list[sp.Expr]) -> list[Node]:
        return ([Number(str(number))] if number != 1 else []) + [self.node(factor) for factor in factors]

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> Node:
        if exponent == sp.Rational(1, 2):
            return Call("sqrt", (self.node(base),))
        return Power(self.node(base), self.node(exponent))


_SIGNS = {sp.Lt: "<", sp.Le: "<=", sp.Gt: ">", sp.Ge: ">=", sp.Eq: "=", sp.Ne: "!="}


def _condition(where: sp.Basic, node: Callable[[sp.Expr], Node]) -> Condition:
    if isinstance(where, sp.And | sp.Or):
        parts = tuple(_condition(part, node) for part in where.args)
        return Junction("and" if isinstance(where, sp.And) else "or", parts)
    return Comparison(node(where.lhs), _SIGNS[where.func], node(where.rhs))


def _ordered(expr: sp.Add) -> list[sp.Expr]:
    """Terms by descending powers, of x first."""
    return list(expr.as_ordered_terms(order="lex"))


def _rank(factor: sp.Expr) -> tuple[int, str]:
    """Constants, then letters, then brackets, then functions, then exponentials."""
    if isinstance(factor, sp.exp):
        return 5, str(factor)
    base, _ = factor.as_base_exp()
    kinds = (base.is_number and not base.is_Function and factor.is_number, base.is_Number, base.is_Symbol, base.is_Add)
    return next((rank for rank, holds in enumerate(kinds) if holds), 4), str(factor)


def _is_divisor(factor: sp.Expr) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative)


def _is_long(factors: list[sp.Expr]) -> bool:
    """Whether factors read better behind their fraction than on top of it."""
    return len(factors) > 2 or any(factor.is_Add or factor.is_Function for factor in factors)


def _fraction(above: list[Node], below: list[Node]) -> Node:
    top = _product(above)
    return Product((("", top), ("/", _product(below)))) if below else top


def _product(factors: list[Node]) -> Node:
    if len(factors) < 2:
        return factors[0] if factors else _ONE
    return Product(tuple(("", factor) for factor in factors))
