"""How large the derivatives of a typed formula will be, known before anything is built."""

from gradanim.formulas.syntax import (
    Call,
    Cases,
    Name,
    Node,
    Number,
    Power,
    Product,
    Sum,
    is_constant,
    walk,
)

Sizes = tuple[int, int, int]
"""Numbers of nodes that an expression, its first and its second derivative will have, roughly and without sharing."""


def derivative_size(node: Node) -> Sizes:
    """The sizes of a tree and of its derivatives, by the product and chain rules."""
    match node:
        case Number():
            return (1, 0, 0)
        case Name():
            return (1, 0, 0) if is_constant(node) else (1, 1, 0)
        case Call():
            return _of_function(_total([derivative_size(argument) for argument in node.arguments]))
        case Power():
            base, exponent = derivative_size(node.base), derivative_size(node.exponent)
            return _of_function(base if not exponent[1] else _of_product(exponent, _of_function(base)))
        case Product():
            size: Sizes = (1, 0, 0)
            for joint, factor in node.factors:
                other = derivative_size(factor)
                size = _of_product(size, _of_function(other) if joint == "/" else other)
            return size
        case Sum():
            return _total([derivative_size(term) for _, term in node.terms])
        case Cases():
            conditions = sum(1 for _, condition in node.branches for _ in walk(condition))
            parts = [derivative_size(branch) for branch, _ in node.branches]
            parts += [derivative_size(node.otherwise)] if node.otherwise is not None else []
            whole, first, second = _total(parts)
            return (whole + conditions, first + conditions * bool(first), second + conditions * bool(second))


def _total(sizes: list[Sizes]) -> Sizes:
    return (sum(s for s, _, _ in sizes) + 1, sum(d for _, d, _ in sizes), sum(h for _, _, h in sizes))


def _of_function(inner: Sizes) -> Sizes:
    """f(u)' = f'(u) u' and f(u)'' = f''(u) u'^2 + f'(u) u''."""
    size, first, second = inner
    if not first:
        return (size + 1, 0, 0)
    return (size + 1, size + 2 + first, 2 * size + 4 + first + (second + 1 if second else 0))


def _of_product(left: Sizes, right: Sizes) -> Sizes:
    """(uv)' = u'v + uv' and (uv)'' = u''v + 2u'v' + uv''."""
    pairs = [(left[i], right[j]) for i, j in ((0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2))]
    whole, *rest = [a + b + 1 if a and b else 0 for a, b in pairs]
    return (whole, rest[0] + rest[1], rest[2] + rest[3] + rest[4])
