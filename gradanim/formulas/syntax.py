"""The tree of what was typed: order, fractions and decimals are kept as they were entered.

Every node knows the `place` (index in the typed text) it came from; places do not count for equality.
A minus sign is the sign of a term in a `Sum`, so `-x^2` is a sum of one term, and a fraction is a factor
with the sign "/" in a `Product`: `a/b*c` is read from left to right.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Number:
    """A decimal as typed: "2", ".5", "1.", "1e-3"."""

    text: str
    place: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Name:
    """A variable, or one of the constants pi, tau and e."""

    name: str
    place: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Call:
    """A function of its arguments; `function` is a key of `functions.FUNCTIONS`."""

    function: str
    arguments: tuple["Node", ...]
    place: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Power:
    """A base and its exponent."""

    base: "Node"
    exponent: "Node"
    place: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Product:
    """Factors from left to right, each with how it is joined to what stands before: "" (side by side), "*" or "/"."""

    factors: tuple[tuple[str, "Node"], ...]
    place: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Sum:
    """Terms from left to right, each with its sign, +1 or -1."""

    terms: tuple[tuple[int, "Node"], ...]
    place: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Comparison:
    """A condition: `left sign right`, the sign one of <, <=, >, >=, = and !=."""

    left: "Node"
    sign: str
    right: "Node"
    place: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Junction:
    """Several conditions joined by "and" or by "or"."""

    word: str
    parts: tuple["Condition", ...]
    place: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Cases:
    """Values with their conditions, the first that holds counts; and the value where none does, if there is one."""

    branches: tuple[tuple["Node", "Condition"], ...]
    otherwise: "Node | None" = None
    place: int = field(default=0, compare=False)


Condition = Comparison | Junction
Node = Number | Name | Call | Power | Product | Sum | Cases

CONSTANTS = ("pi", "tau", "e")


def children(node: Node | Condition) -> tuple[Node | Condition, ...]:
    """The nodes directly below, from left to right."""
    match node:
        case Call():
            return node.arguments
        case Power():
            return (node.base, node.exponent)
        case Product():
            return tuple(factor for _, factor in node.factors)
        case Sum():
            return tuple(term for _, term in node.terms)
        case Comparison():
            return (node.left, node.right)
        case Junction():
            return node.parts
        case Cases():
            inside = tuple(part for branch in node.branches for part in branch)
            return inside if node.otherwise is None else (*inside, node.otherwise)
    return ()


def walk(node: Node | Condition) -> Iterator[Node | Condition]:
    """The node and all below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def is_constant(node: Node) -> bool:
    """Whether no variable is in it."""
    return all(below.name in CONSTANTS for below in walk(node) if isinstance(below, Name))
