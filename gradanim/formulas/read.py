r"""Typed mathematics, read safely.

What you may type
-----------------

    x^2 + 3xy + y^2          powers with ^ or **, products by standing side by side
    2x(y+1)   (x+1)(y-1)     also with brackets, which may be ( ) or [ ] or { }
    x(y+1)                   a product too: variables are not functions
    f(x,y) = x*y   z = x*y   what stands before = is ignored
    x²y³   ½x   √2   π   −   × · ÷   are understood

Numbers are 2, 0.8, .5, 1., 1e-3; a decimal has a point, never a comma. `2e` and `2e^x` are 2 times e;
only an e that is followed directly by digits makes a power of ten, as in 2e3 = 2000 and 2e-3 = 0.002.
Constants are e, pi (or π) and tau (or τ, 2π).

Functions
    exp  ln  log  log10  log2  sqrt  cbrt  abs (or bars: |x - y|)
    sin  cos  tan  sec  csc  cot     and their inverses arcsin (or asin), arccos, arctan, arcsec, arccsc, arccot
    sinh  cosh  tanh  sech  csch  coth     and the inverses arsinh (or asinh, arcsinh), arcosh, artanh
    atan2(y, x)              the angle of the point (x, y)
    max(a, b)  min(a, b)     of two to eight numbers
    sign  floor  ceil  round  mod(a, b)     with jumps, where f has a value and no slope
    erf  erfc  hypot(a, b)  pow(a, b)  log(x, b)     log to a base b; arctan(y, x) is atan2(y, x)
    where(x > 0, a, b)       a where the condition holds, b elsewhere; also if(...), or a if x > 0 else b
    piecewise((a, x < 0), (b, x < 1), (c, True))     the first whose condition holds; undefined where none does
Conditions are made of < <= > >= = != and joined by `and` and `or`. Where two cases meet, f has the value of its case
and no slope. `log` is the natural logarithm, the same as `ln`. Angles are in radians. `cbrt` is the real cube root,
while x^(1/3) is only defined for x >= 0. `arccot` lies between -pi/2 and pi/2.

Order
    -x^2 is -(x^2)           2^-x is 2^(-x)           x^y^z is x^(y^z)           e^2x is (e^2)x
    Products and fractions go from left to right: x/y*2 is (x/y)*2, 1/(x+1)y is (1/(x+1))y.

Functions without brackets
    sin x    sin 2xy   sin x^2      the factors side by side are the argument: sin(x), sin(2xy), sin(x^2)
    sin x cos y   sin x + 1         it ends at the next function or operator: sin(x)cos(y), sin(x) + 1
    sin^2 x   sin^2(x)   sin(x)^2   all are (sin(x))^2
    √2x                             √ takes one factor: (√2)x
Where two readings are common, an error asks for brackets: `1/2x`, `x/yz`, `sin x/2`, `sin 2*x`, `sin x(y+1)`,
`sin^-1 x`.
Bars are paired from left to right, so |x||y| is |x| times |y|, and ||x| - 1| nests.

What is pasted from elsewhere is read, too: LaTeX (\frac{x}{2}, \sin(x), \sqrt{x}, \cdot), numpy and Python
(np.exp(-x**2), lambda x, y: x*y, x[0] excepted), MATLAB (x.^2) and capital letters (Sin[x]).

Equations
    x^2 + 4y^2 = 4           where one is asked for, with exactly one sign =
    g(x,y) = x + y = 1       what stands before the first of two signs is ignored, if it is a name

What is refused, always with a place and a cure: names that are not known, complex numbers, equations where none is
asked for, parts that are undefined whatever the variables are (1/0, log(0), sqrt(-1), asin(2)), and whatever would be
too long, too deep or too large: more than 1000 characters or 30 levels, exponents above 1000, numbers above 1e300,
expressions whose second derivatives would fill pages.

Nothing that is typed is ever executed: characters become tokens, tokens a tree, and the tree an expression, each
from closed lists of what may occur.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from gradanim.errors import ReadError
from gradanim.formulas.grammar import after_header, parse
from gradanim.formulas.lexicon import listed
from gradanim.formulas.meaning import SYMBOLS, expression, value
from gradanim.formulas.parser import Parser
from gradanim.formulas.syntax import Node, is_constant

__all__ = ["SYMBOLS", "Reading", "read", "read_equation", "read_numbers", "read_vector"]

_UNEQUAL = re.compile(r"==|[<>!~:]=|=[<>]|[<>≤≥≠≈]")
_FEW = {1: "one", 2: "two", 3: "three"}


@dataclass(frozen=True)
class Reading:
    """One expression, read. Equal to another, and hashed, by its text and variables.

    Attributes:
        text: what was typed.
        variables: names it may use.
        tree: what was typed, in its order.
        expr: what it means: a sympy expression in the symbols of `SYMBOLS` and exact numbers.
    """

    text: str
    variables: tuple[str, ...]
    tree: Node = field(compare=False, repr=False)
    expr: sp.Expr = field(compare=False, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        return read, (self.text, self.variables)


def read(text: str, variables: tuple[str, ...] = ("x", "y")) -> Reading:
    """Read one expression.

    Args:
        text: what was typed; the module's docstring is its grammar.
        variables: the names it may use, of "x", "y" and "z".

    Raises:
        ReadError: with the place, the reason and the cure.
    """
    tree = parse(text, variables)
    return Reading(text.strip(), variables, tree, _expression(tree, text))


def read_vector(text: str, variables: tuple[str, ...] = ("x", "y")) -> tuple[Reading, ...]:
    """Read a vector field "P, Q": as many components as there are variables, with or without brackets round them.

    Raises:
        ReadError: with the place, the reason and the cure.
    """
    what = "a vector field"
    parts = _list(text, variables, after_header(text, variables), len(variables), what)
    return tuple(Reading(text[a:b], variables, tree, _expression(tree, text)) for tree, a, b in parts)


def read_equation(text: str, variables: tuple[str, ...] = ("x", "y")) -> tuple[Reading, float]:
    """Read an equation "g = c".

    Returns:
        g and c: one side that varies and the number on the other; of two sides that vary, their difference and 0.

    Raises:
        ReadError: with the place, the reason and the cure.
    """
    start = after_header(text, variables) if text.count("=") == 2 else 0
    signs = [sign.start() for sign in re.finditer("=", text)][1 if start else 0 :]
    if unequal := _UNEQUAL.search(text):
        cure = "Write a single = between the two sides, such as x^2 + y^2 = 4."
        raise ReadError(text, unequal.start(), f"{unequal[0]} where an equation has one sign =", cure)
    if len(signs) != 1:
        place = signs[1] if signs else len(text)
        reason = "a second sign = in an equation" if signs else "an equation has a sign =, and here is none"
        raise ReadError(text, place, reason, "Write two sides with one = between them, such as x^2 + y^2 = 4.")
    left, right = _side(text, variables, start, signs[0]), _side(text, variables, signs[0] + 1, len(text))
    if is_constant(left.tree) and is_constant(right.tree):
        cure = f"Use {listed(variables)}, as in x^2 + y^2 = 4."
        raise ReadError(text, signs[0], "no side of this equation varies", cure)
    if is_constant(right.tree):
        return left, value(right.tree, {})
    if is_constant(left.tree):
        return right, value(left.tree, {})
    return read(f"{left.text} - ({right.text})", variables), 0.0


def _side(text: str, variables: tuple[str, ...], start: int, stop: int) -> Reading:
    """One side of an equation, with places of errors in the whole of it."""
    before = text[:stop]
    if not before[start:].strip():
        side = "right" if stop == len(text) else "left"
        raise ReadError(text, stop, f"the {side} side of the equation is empty", "Complete it.")
    try:
        tree = Parser(before, variables, start).expression()
        return Reading(before[start:].strip(), variables, tree, _expression(tree, before))
    except ReadError as why:
        raise ReadError(text, why.position, why.reason, why.cure) from None


def read_numbers(text: str, count: int, what: str) -> tuple[float, ...]:
    """Read numbers such as "0.5,-1" or "(pi/2, sqrt(2))".

    Args:
        text: what was typed.
        count: how many there have to be.
        what: their name in errors, such as "a point".

    Raises:
        ReadError: with the place, the reason and the cure.
    """
    parts = _list(text, (), 0, count, what)
    for tree, _, _ in parts:
        _expression(tree, text)
    return tuple(value(tree, {}) for tree, _, _ in parts)


def _list(text: str, variables: tuple[str, ...], start: int, count: int, what: str) -> list[tuple[Node, int, int]]:
    parts = Parser(text, variables, start).expressions()
    if len(parts) != count:
        place = parts[count][1] if len(parts) > count else len(text)
        given = f"{'is' if len(parts) == 1 else 'are'} {len(parts)}"
        reason = f"{what} has {_FEW.get(count, count)} component{'s' if count > 1 else ''}, and here {given}"
        raise ReadError(text, place, reason, "Separate components by commas, and write decimals with a point: 0.5, 2.")
    return parts


def _expression(tree: Node, text: str) -> sp.Expr:
    try:
        return expression(tree, text)
    except RecursionError:
        raise ReadError(text, tree.place, "this is nested too deeply", "Nest less deeply.") from None
