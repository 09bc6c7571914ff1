"""What a typed tree means: its value as a float, and its sympy expression, bounded before it is built."""

import math
import operator
from collections.abc import Callable, Mapping
from typing import NoReturn

import sympy as sp

from gradanim.errors import ReadError
from gradanim.formulas.functions import FUNCTIONS
from gradanim.formulas.realvalued import is_plainly_real, power
from gradanim.formulas.size import derivative_size
from gradanim.formulas.symbolic import SYMBOLIC
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
    is_constant,
)

SYMBOLS: dict[str, sp.Symbol] = {name: sp.Symbol(name, real=True) for name in ("x", "y", "z")}
"""The real symbols that the variables become."""

_CONSTANTS: dict[str, tuple[sp.Expr, float]] = {
    "pi": (sp.pi, math.pi),
    "tau": (2 * sp.pi, math.tau),
    "e": (sp.E, math.e),
}
_COMPARE: dict[str, tuple[type[sp.Rel], Callable[[float, float], bool]]] = {
    "<": (sp.Lt, operator.lt),
    "<=": (sp.Le, operator.le),
    ">": (sp.Gt, operator.gt),
    ">=": (sp.Ge, operator.ge),
    "=": (sp.Eq, operator.eq),
    "!=": (sp.Ne, operator.ne),
}
_LARGEST = 1e300
_LARGEST_EXPONENT = 1000
_MOST_BITS = 1100  # of an exact number: 1e300 fits, and what a float can still hold
_LARGEST_DERIVATIVE = 6000


def value(node: Node, at: Mapping[str, float]) -> float:
    """The value of a tree in floating point, with the variables' values given.

    Raises:
        ArithmeticError, ValueError: where it is undefined, complex or too large.
    """
    match node:
        case Number():
            return float(node.text)
        case Name():
            return _CONSTANTS[node.name][1] if node.name in _CONSTANTS else at[node.name]
        case Call():
            return FUNCTIONS[node.function].numeric(*(value(argument, at) for argument in node.arguments))
        case Power():
            return math.pow(value(node.base, at), value(node.exponent, at))
        case Product():
            result = 1.0
            for joint, factor in node.factors:
                result = result / value(factor, at) if joint == "/" else result * value(factor, at)
            return result
        case Sum():
            return math.fsum(sign * value(term, at) for sign, term in node.terms)
        case Cases():
            for branch, condition in node.branches:
                if holds(condition, at):
                    return value(branch, at)
            return math.nan if node.otherwise is None else value(node.otherwise, at)


def holds(condition: Condition, at: Mapping[str, float]) -> bool:
    """Whether a condition holds, with the variables' values given."""
    match condition:
        case Junction("and", parts):
            return all(holds(part, at) for part in parts)
        case Junction(_, parts):
            return any(holds(part, at) for part in parts)
        case Comparison(left, sign, right):
            return bool(_COMPARE[sign][1](value(left, at), value(right, at)))


def expression(node: Node, text: str) -> sp.Expr:
    """The sympy expression of a tree, in real symbols and exact numbers.

    Args:
        node: the tree.
        text: what was typed, for errors.

    Raises:
        ReadError: where a part is undefined or complex whatever the variables are, or too large to work with.
    """
    if derivative_size(node)[2] > _LARGEST_DERIVATIVE:
        cure = "Use fewer factors, powers and functions inside each other."
        raise ReadError(text, node.place, "the derivatives of this would be too long to work with", cure)
    return _Builder(text).build(node)


class _Builder:
    """Turns nodes into expressions, and checks each before and after."""

    def __init__(self, text: str) -> None:
        self.text = text

    def build(self, node: Node) -> sp.Expr:
        if isinstance(node, Cases):
            return self._cases(node)
        parts = self._parts(node)
        if is_constant(node):
            self._check_constant(node)
        if isinstance(node, Power):
            self._check_power(node, *parts)
        result = self._combine(node, parts)
        self._check(node, parts, result)
        return result

    def _parts(self, node: Node) -> list[sp.Expr]:
        match node:
            case Call():
                return [self.build(argument) for argument in node.arguments]
            case Power():
                return [self.build(node.base), self.build(node.exponent)]
            case Product():
                return [self._factor(joint, factor) for joint, factor in node.factors]
            case Sum():
                return [sign * self.build(term) for sign, term in node.terms]
        return []

    def _cases(self, node: Cases) -> sp.Expr:
        pairs = [(self.build(branch), self._condition(condition)) for branch, condition in node.branches]
        if node.otherwise is not None:
            pairs.append((self.build(node.otherwise), sp.true))
        pairs = [(branch, where) for branch, where in pairs if where != sp.false]
        if not pairs:
            self._fail(node, "none of these conditions ever holds", "Compare with x or y.")
        return pairs[0][0] if pairs[0][1] == sp.true else sp.Piecewise(*pairs, evaluate=False)

    def _condition(self, condition: Condition) -> sp.Basic:
        match condition:
            case Comparison(left, sign, right):
                return _COMPARE[sign][0](self.build(left), self.build(right))
            case Junction(word, parts):
                return (sp.And if word == "and" else sp.Or)(*map(self._condition, parts))

    def _factor(self, joint: str, node: Node) -> sp.Expr:
        factor = self.build(node)
        if joint == "/" and factor.is_zero:
            self._fail(node, "a division by zero", "Divide by something that is not always 0.")
        return 1 / factor if joint == "/" else factor

    def _combine(self, node: Node, parts: list[sp.Expr]) -> sp.Expr:
        match node:
            case Number():
                return sp.Rational(node.text)
            case Name():
                return _CONSTANTS[node.name][0] if node.name in _CONSTANTS else SYMBOLS[node.name]
            case Call():
                return SYMBOLIC[node.function](*parts)
            case Power():
                return power(*parts)
            case Product():
                return sp.Mul(*parts)
            case Sum():
                return sp.Add(*parts)

    def _check_constant(self, node: Node) -> None:
        """A part without variables has to be a real number of a reasonable size."""
        try:
            size = abs(value(node, {}))
        except ZeroDivisionError:
            self._fail(node, "a division by zero", "Divide by something other than 0.")
        except OverflowError:
            size = math.inf
        except ValueError:
            self._fail_undefined(node)
        if math.isnan(size):
            self._fail_undefined(node)
        if size > _LARGEST:
            self._fail(node, "a number too large to work with", "Numbers go up to 1e300.")

    def _fail_undefined(self, node: Node) -> NoReturn:
        match node:
            case Call() if needs := FUNCTIONS[node.function].needs:
                reason = f"{node.function} is not a real number here"
                self._fail(node, reason, f"{node.function} takes {needs}.")
            case Power():
                cure = "A negative number has no such power, and 0 has no negative one; cbrt(x) is the real cube root."
                self._fail(node, "this power is not a real number", cure)
        self._fail(node, "this is not a real number", "Change it so that it is defined.")

    def _check_power(self, node: Power, base: sp.Expr, exponent: sp.Expr) -> None:
        if not is_constant(node.exponent):
            if is_constant(node.base) and not value(node.base, {}) > 0:
                cure = "Use a base above 0, such as 2 or e."
                self._fail(node, "a power with varying exponent needs a positive base", cure)
        elif abs(value(node.exponent, {})) > _LARGEST_EXPONENT:
            self._fail(node, f"an exponent above {_LARGEST_EXPONENT}", "Use a smaller exponent.")
        elif base.is_zero and not exponent.is_nonnegative:
            self._fail(node, "a division by zero", "0 has no negative power.")

    def _check(self, node: Node, parts: list[sp.Expr], result: sp.Expr) -> None:
        """No part may have become infinite, undefined or complex, or grown a huge number."""
        if result.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
            self._fail(
                node, "this is undefined, whatever the variables are", "Look for a division by 0 or a logarithm of 0."
            )
        if result.has(sp.I) or _is_never_real(node, parts):
            self._fail(
                node,
                "this is not a real number, whatever the variables are",
                "Look for the root of something negative.",
            )
        for number in result.atoms(sp.Rational):
            if max(int(number.p).bit_length(), int(number.q).bit_length()) > _MOST_BITS:
                self._fail(node, "this makes numbers too large to work with", "Use smaller numbers and exponents.")

    def _fail(self, node: Node, reason: str, cure: str) -> NoReturn:
        raise ReadError(self.text, node.place, reason, cure)


def _is_never_real(node: Node, parts: list[sp.Expr]) -> bool:
    """Whether it is a root or a logarithm of something that is negative everywhere."""
    match node:
        case Call() if node.function in ("sqrt", "ln", "log", "log2", "log10"):
            return is_plainly_real(parts[0]) and bool(parts[0].is_negative)
        case Power():
            fractional = parts[1].is_integer is False
            return fractional and is_plainly_real(parts[0]) and bool(parts[0].is_negative)
    return False
