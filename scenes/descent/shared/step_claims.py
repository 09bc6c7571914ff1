"""What a film about walking in steps says, measured on the stops it draws.

The stops are read back from the scene, the gradients at them are difference quotients, and the published rules are
worked out again from all stops so far: as weighted sums, not step by step with a memory.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from gradanim import Adam, Gradient, Momentum, Newton, RMSProp, Rule, ScalarField
from gradanim.fields.typed import typed
from gradanim.formulas.meaning import SYMBOLS
from gradanim.stage import Claim, View
from gradanim.stage.claims.differences import smooth_gradients_by_steps

from .steps import Steps

Points = NDArray[np.float64]
Prediction = Callable[[Points, Points], Points]  # from places (n, 2) and the gradients there to steps (n, 2)


def obeys(view: View, steps: Steps, rule: Rule, rate: float, *, name: str = "") -> Claim:
    """Every drawn step is the one that the rule, as published, makes of the places before it (share of its length).

    Args:
        rate: the learning rate; of Newton's rule, whose steps are halved until they gain, its first factor.
    """
    predict = _prediction(view.field, rule, rate)

    def measure() -> float:
        places = steps.places
        drawn = np.diff(places, axis=0)
        if not len(drawn):
            return np.nan
        wanted = predict(places[:-1], smooth_gradients_by_steps(view.field, places[:-1]))
        if isinstance(rule, Newton):
            wanted *= _halvings(wanted, drawn)
        lengths = np.hypot(*drawn.T)
        off = np.hypot(*(wanted - drawn).T) / (lengths + 1e-3 * lengths.max())
        off = off[np.isfinite(off)]
        return float(off.max()) if len(off) else np.nan

    said = name or f"every step of {rule.name} obeys its rule"
    return Claim(said, (steps,), measure, 0.0, 0.01, "of the step")


def _prediction(f: ScalarField, rule: Rule, rate: float) -> Prediction:
    match rule:
        case Gradient():
            return lambda places, gradients: -rate * gradients
        case Momentum(keep):
            return lambda places, gradients: -rate * gradients + keep * np.diff(places, axis=0, prepend=places[:1])
        case RMSProp(keep, epsilon):
            return partial(_rmsprop, rate, keep, epsilon)
        case Adam(keep, keep_square, epsilon):
            return partial(_adam, rate, keep, keep_square, epsilon)
        case Newton(least):
            return partial(_newton, f, rate, least)
    raise TypeError(f"no formula for the rule {rule.name}")


def _weighted(keep: float, values: Points) -> Points:
    """For every step, the sum of the values up to it, each worth `keep` times as much as the next; shape (n, 2).

    From a value on that is not known, the sum is not.
    """
    age = np.subtract.outer(np.arange(len(values)), np.arange(len(values)))
    sums = np.where(age >= 0, keep ** np.maximum(age, 0), 0.0) @ np.nan_to_num(values)
    known: Points = np.where(np.isfinite(np.cumsum(values, axis=0)), sums, np.nan)
    return known


def _rmsprop(rate: float, keep: float, epsilon: float, places: Points, g: Points) -> Points:
    size = np.nanmax(np.abs(g), initial=1e-300)  # squares of gradients in units of the largest fit a float
    g = g / size
    steps: Points = -rate * g / (np.sqrt((1 - keep) * _weighted(keep, g**2)) + epsilon / size)
    return steps


def _adam(rate: float, keep: float, keep_square: float, epsilon: float, places: Points, g: Points) -> Points:
    """Means whose weights add up to one are what the correction for beginning at zero makes of them."""
    size = np.nanmax(np.abs(g), initial=1e-300)
    g, epsilon, ones = g / size, epsilon / size, np.ones_like(g)
    mean = _weighted(keep, g) / _weighted(keep, ones)
    square = _weighted(keep_square, g**2) / _weighted(keep_square, ones)
    return -rate * mean / (np.sqrt(square) + epsilon)


def _newton(f: ScalarField, rate: float, least: float, places: Points, gradients: Points) -> Points:
    """Newton's full steps, with the Hessian by sympy's own arithmetic.

    The absolute value of a 2 x 2 Hessian H is the root of its square S, which is (S + d) / sqrt(tr S + 2 d) with
    d = |det H| (by Cayley and Hamilton).
    """
    steps = np.full_like(places, np.nan)
    for k, ((x, y), gradient) in enumerate(zip(places.tolist(), gradients, strict=True)):
        hessian = typed(f).hessian_expr.subs({SYMBOLS["x"]: x, SYMBOLS["y"]: y}).evalf()
        entries = np.array(hessian.tolist()).astype(complex).real
        if not (np.isfinite(entries).all() and np.isfinite(gradient).all()):
            continue
        largest = np.linalg.norm(entries, 2)
        if largest == 0:
            steps[k] = -rate * gradient
        else:
            scaled = entries / largest  # whose squares fit a float
            square, det = scaled @ scaled, abs(np.linalg.det(scaled))
            size = (square + det * np.eye(2)) / np.sqrt(np.trace(square) + 2 * det)
            steps[k] = -rate * np.linalg.solve(size + least * np.eye(2), gradient / largest)
    return steps


def _halvings(full: Points, drawn: Points) -> Points:
    """The powers of a half, shape (n, 1), by which full steps come closest to the drawn ones."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.sum(full * drawn, axis=1) / np.sum(full**2, axis=1)
        return np.minimum(2.0 ** np.round(np.log2(shares)), 1.0)[:, None]
