"""Where the race leads: the lowest valley, heights above it, and who got lowest."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from gradanim import CriticalPoint, Fixed, Path, critical_points
from gradanim.fields.scalar import ScalarField
from gradanim.stage import Claim, View
from gradanim.stage.claims.differences import by_hand
from scenes.descent.shared.steps import Steps

from .optimizers import Optimizer, badness


def lowest_valley(f: ScalarField) -> CriticalPoint | None:
    """Where the race is to end: the valley that lies lowest; None if there is none."""
    valleys = [place for place in critical_points(f) if place.kind == "valley"]
    return min(valleys, key=lambda place: place.height, default=None)


def is_lowest(f: ScalarField, valley: CriticalPoint) -> bool:
    """Whether nothing else in the domain lies lower, as far as a grid can tell."""
    heights = f(*f.domain.grid(201))
    return bool(np.nanmin(heights) >= valley.height - 1e-9 * np.nanmax(np.abs(heights)))


def log_floor(valley: CriticalPoint | None, walks: Sequence[Path]) -> float | None:
    """The height of a valley, if it is what walks lead towards: none ends below it, and one much closer than another.

    Heights above it are then best told by their powers of ten.
    """
    ends = np.concatenate([walk.heights for walk in walks])
    if valley is None:
        return None
    above, rounding = ends - valley.height, 1e-12 * np.abs(ends).max()
    if not (above > -rounding).all() or np.ptp(above) < 100 * max(above.min(), rounding):
        return None
    return valley.height


def lowest(view: View, walks: Sequence[Steps], winner: int) -> Claim:
    """Of the last drawn stops, none is lower than that of the winner (share of all their heights)."""

    def measure() -> float:
        stops = [walk.places for walk in walks]
        heights = [by_hand(view.field, *places[-1]) if len(places) else np.nan for places in stops]
        start = by_hand(view.field, *stops[0][0])
        return float((heights[winner] - np.min(heights)) / max(abs(start - np.min(heights)), 1e-300))

    return Claim("nobody got lower than the one it is said of", tuple(walks), measure, 0.0, 1e-9, "of the descent")


def lower_than_descent(view: View, walks: Sequence[Steps], said: int) -> Claim:
    """So many of the other drawn walks end lower than the first one."""

    def measure() -> float:
        first, *others = (by_hand(view.field, *walk.places[-1]) for walk in walks)
        return float(sum(height < first for height in others))

    return Claim("so many end lower than gradient descent", tuple(walks), measure, float(said), 0.0, "methods")


def best_of_its_rates(view: View, steps: Steps, optimizer: Optimizer, gradients: int) -> Claim:
    """With the next smaller and the next larger rate, the same start and as many gradients, it is no better."""
    rates = sorted(set(optimizer.tried))
    k = rates.index(optimizer.rate)
    others = rates[max(k - 1, 0) : k] + rates[k + 1 : k + 2]

    def measure() -> float:
        places = steps.places
        drawn = by_hand(view.field, *places[-1])
        ends = [replace(optimizer, rate=r, step_rate=Fixed(r)).run(view.field, places[0], gradients) for r in others]
        lower = [walk for walk in ends if not badness(walk)[0] and walk.heights[-1] < drawn - 1e-9 * abs(drawn)]
        return float(len(lower))

    return Claim(f"no rate beside it is better for {optimizer.name}", (steps,), measure, 0.0, 0.0, "rates")
