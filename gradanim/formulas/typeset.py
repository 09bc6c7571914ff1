"""Mathematics as Typst source: typed trees, worked-out expressions, and live numbers.

Fractions are built with `frac`, and with a slash inside exponents, where a built one would be too small to read.
Both `log` and `ln` are set as ln, so that nobody takes it for the logarithm to base 10.
"""

import math
import re
from dataclasses import dataclass

import sympy as sp

from gradanim.formulas.arrange import arrange
from gradanim.formulas.numerals import number, power_of_ten
from gradanim.formulas.read import Reading
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

__all__ = ["number", "typst", "typst_terms"]

_OPERATORS = {
    "sin", "cos", "tan", "sec", "csc", "cot", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "sech", "csch",
    "coth", "ln", "exp", "max", "min",
}  # fmt: skip
"""The functions that Typst knows by name; the others are given as upright text."""
_SYMBOLS = {
    "pi",
    "tau",
    "e",
    "i",
    "infinity",
    "alpha",
    "beta",
    "gamma",
    "delta",
    "theta",
    "lambda",
    "mu",
    "sigma",
    "phi",
}
_SHORT_EXPONENT = 5  # letters and numbers in an exponent that are still readable: more, and exp(...) is written out

_SUM, _SLASH, _PRODUCT, _FRACTION, _POWER, _ATOM = range(6)


@dataclass(frozen=True)
class _Piece:
    """Source with how tightly it holds together, and whether its first and last signs are digits."""

    source: str
    level: int = _ATOM
    digit_first: bool = False

    def at_least(self, level: int) -> "_Piece":
        return self if self.level >= level else _Piece(f"({self.source})")


def typst(what: Reading | sp.Expr | float, *, like: Reading | None = None) -> str:
    """Typst mathematics, without dollar signs.

    Args:
        what: a reading is set as it was typed; an expression is arranged as in a textbook first.
        like: the formula that the expression was derived from: parts of it are set as they were typed there.
    """
    return " ".join(typst_terms(what, like=like))


def typst_terms(what: Reading | sp.Expr | float, *, like: Reading | None = None) -> list[str]:
    """The terms of a sum with their signs, such as "x^2", "- 3 x", for breaking a long formula over lines.

    Returns:
        One piece for each term, or a single one for what is no sum; joined by blanks they are `typst(what)`.
    """
    tree = what.tree if isinstance(what, Reading) else arrange(_exact(what), like)
    printer = _Printer(spell_exp=any(_is_long_exponential(node) for node in walk(tree)))
    return printer.terms(tree, inline=False)


def _exact(what: sp.Expr | float) -> sp.Expr:
    if isinstance(what, (int, float)):
        return sp.Rational(repr(what)) if math.isfinite(what) else sp.Float(what)
    return what


def _is_long_exponential(node: Node | Condition) -> bool:
    return (
        isinstance(node, Call)
        and node.function == "exp"
        and sum(isinstance(below, (Number, Name)) for below in walk(node)) > _SHORT_EXPONENT
    )


@dataclass(frozen=True)
class _Printer:
    """Sets trees; `spell_exp` writes exp(...) for all exponentials of a formula that has a long one."""

    spell_exp: bool

    def piece(self, node: Node, inline: bool) -> _Piece:
        match node:
            case Number():
                return _number(node.text)
            case Name():
                return _Piece(_name(node.name))
            case Call():
                return self._call(node, inline)
            case Power():
                return self._power(node, inline)
            case Product():
                return self._product(node, inline)
            case Sum():
                return _Piece(" ".join(self.terms(node, inline)), _SUM)
            case Cases():
                return self._cases(node)

    def terms(self, node: Node, inline: bool) -> list[str]:
        if not isinstance(node, Sum):
            return [self.piece(node, inline).source]
        found = []
        for index, (sign, term) in enumerate(node.terms):
            mark = ("-" if sign < 0 else "") if index == 0 else ("- " if sign < 0 else "+ ")
            found.append(mark + self.piece(term, inline).at_least(_SLASH).source)
        return found

    def _cases(self, node: Cases) -> _Piece:
        lines = [f"{self.piece(value, True).source} & {self._condition(where)}" for value, where in node.branches]
        if node.otherwise is not None:
            lines.append(f'{self.piece(node.otherwise, True).source} & "else"')
        return _Piece(f"cases({', '.join(lines)})")

    def _condition(self, where: Condition) -> str:
        match where:
            case Junction(word, parts):
                inside = [self._condition(part) for part in parts]
                return f' "{word}" '.join(
                    f"({text})" if isinstance(part, Junction) else text
                    for part, text in zip(parts, inside, strict=True)
                )
            case Comparison(left, sign, right):
                return f"{self.piece(left, True).source} {sign} {self.piece(right, True).source}"

    def _product(self, node: Product, inline: bool) -> _Piece:
        (_, first), *others = node.factors
        product = self.piece(first, inline)
        for joint, factor in others:
            piece = self.piece(factor, inline)
            product = self._over(product, piece, inline) if joint == "/" else _times(product, piece, joint)
        return product

    def _over(self, above: _Piece, below: _Piece, inline: bool) -> _Piece:
        if inline:
            source = f"{above.at_least(_PRODUCT).source} \\/ {below.at_least(_POWER).source}"
            return _Piece(source, _SLASH, above.digit_first)
        return _Piece(f"frac({above.source}, {below.source})", _FRACTION, above.digit_first)

    def _power(self, node: Power, inline: bool) -> _Piece:
        base, script = node.base, _script(self.piece(node.exponent, inline=True).source)
        if isinstance(base, Call) and _is_named(base.function) and base.function != "exp":
            if isinstance(node.exponent, Number) and node.exponent.text.isdigit():
                return self._named(base, inline, f"^{script}")
            return _Piece(f"({self.piece(base, inline).source})^{script}", _POWER)
        below = self.piece(base, inline)
        return _Piece(f"{below.at_least(_ATOM).source}^{script}", _POWER, below.digit_first)

    def _call(self, node: Call, inline: bool) -> _Piece:
        if node.function == "exp" and not self.spell_exp:
            return self._power(Power(Name("e"), node.arguments[0]), inline)
        if _is_named(node.function):
            return self._named(node, inline)
        inside = self.piece(node.arguments[0], inline).source
        return _Piece(f"root(3, {inside})" if node.function == "cbrt" else f"{node.function}({inside})")

    def _named(self, node: Call, inline: bool, script: str = "") -> _Piece:
        """A function by its name, with a script behind the name: sin^2 (x)."""
        name = node.function
        arguments = node.arguments
        if name in ("log10", "log2"):
            operator = f"log_{name[3:]}"
        elif name == "log" and len(arguments) == 2:
            operator, arguments = f"log_{_script(self.piece(arguments[1], inline=True).source)}", arguments[:1]
        else:
            known = {"log": "ln", "sign": "sgn"}.get(name, name)
            operator = known if known in _OPERATORS else f'op("{known}")'
        inside = ", ".join(self.piece(argument, inline).source for argument in arguments)
        return _Piece(f"{operator}{script} ({inside})")


def _is_named(function: str) -> bool:
    """Whether it is set by its name, rather than by a sign of its own."""
    return function not in ("sqrt", "cbrt", "abs", "floor", "ceil", "round")


def _times(left: _Piece, right: _Piece, joint: str) -> _Piece:
    """Two factors side by side, with a dot only where digits would run together or a letter be doubled by `*`."""
    left, right = left.at_least(_PRODUCT), right.at_least(_PRODUCT)
    dot = right.digit_first or (joint == "*" and left.source == right.source)
    return _Piece(f"{left.source} {'dot ' if dot else ''}{right.source}", _PRODUCT, left.digit_first)


def _script(exponent: str) -> str:
    return exponent if re.fullmatch(r"[0-9a-z]", exponent) else f"({exponent})"


def _number(text: str) -> _Piece:
    """A decimal as typed, with its leading zero, and 1e-3 as a power of ten."""
    mantissa, _, exponent = text.lower().partition("e")
    whole, _, decimals = mantissa.partition(".")
    plain = (whole.lstrip("0") or "0") + (f".{decimals}" if decimals else "")
    if not exponent:
        return _Piece(plain, digit_first=True)
    power = power_of_ten(int(exponent))
    if plain == "1":
        return _Piece(power, _POWER, digit_first=True)
    return _Piece(f"{plain} dot {power}", _PRODUCT, digit_first=True)


def _name(name: str) -> str:
    if name in _SYMBOLS or re.fullmatch("[A-Za-z]", name):
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
