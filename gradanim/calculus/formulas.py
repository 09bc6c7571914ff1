"""Formulas made of a typed function: its Laplacian, its harmonic conjugate, tangent planes, directional derivatives."""

from collections.abc import Sequence

import sympy as sp

from gradanim.fields.conservative import antiderivatives
from gradanim.fields.typed import Field


def laplacian(f: Field) -> sp.Expr:
    """The divergence of the gradient, f_xx + f_yy (+ f_zz)."""
    return sp.trace(f.hessian_expr)


def is_harmonic(f: Field) -> bool:
    """Whether the Laplacian is zero, for certain: wherever f has second derivatives."""
    found = laplacian(f)
    return bool(sp.expand(found) == 0 or found.equals(0))


def harmonic_conjugate(f: Field) -> sp.Expr | None:
    """A function g of the plane with g_x = -f_y and g_y = f_x (Cauchy and Riemann), so that f + ig is analytic.

    It may jump on a line, as the angle does that is conjugate to log(x^2 + y^2)/2.

    Returns:
        None if f is not harmonic, or none was found.
    """
    if len(f.variables) != 2 or not is_harmonic(f):
        return None
    fx, fy = f.partials
    return next(antiderivatives((-fy, fx), f.symbols), None)


def tangent_plane(f: Field, point: Sequence[float | sp.Expr]) -> sp.Expr:
    """The formula of the tangent plane at a point, f(a) + grad f(a) . (x - a): the best linear approximation there.

    Args:
        point: one coordinate a variable: numbers, or exact ones such as `sympy.pi / 2`.
    """
    at = dict(zip(f.symbols, map(sp.nsimplify, point), strict=True))
    rises = (sp.diff(f.expr, v).subs(at) * (v - value) for v, value in at.items())
    return sp.expand(f.expr.subs(at) + sum(rises))


def directional_derivative_formula(f: Field, direction: Sequence[float | sp.Expr]) -> sp.Expr:
    """The formula of the slope in a direction, grad f . v/|v|.

    Args:
        direction: a vector v of any length but zero; one component a variable.

    Raises:
        ValueError: v is zero.
    """
    v = sp.Matrix([sp.nsimplify(component) for component in direction])
    if v.norm() == 0:
        raise ValueError("the zero vector has no direction: give another one")
    return sp.simplify(sp.Matrix(f.partials).dot(v) / v.norm())
