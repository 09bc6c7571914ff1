"""What is said of a cloud, by what becomes of it."""

import numpy as np
from numpy.typing import NDArray

from scenes.fields.shared.derivatives import ALIKE

from .drift import Drift
from .dust import area

KEEPS, HARDLY = 0.002, 0.03  # of its area: what changes by less stays, or hardly changes
NOUGHT = 1e-6  # of what a divergence there may be: less is rounding
LONG = 1.5  # times as long as wide: a cloud that has been stretched


def what_becomes_of(drift: Drift) -> str:
    """Whether the cloud's area grows, shrinks or stays."""
    areas = np.array([area(edge) for edge in drift.edge]) / area(drift.edge[0])
    if np.ptp(areas) < KEEPS:
        corners = drift.edge[-1] - drift.edge[-1].mean(axis=0)
        _, sizes, _ = np.linalg.svd(corners, full_matrices=False)
        return (
            "It is stretched, and keeps its area." if sizes[0] > LONG * sizes[1] else "It drifts, and keeps its area."
        )
    if np.ptp(areas) < HARDLY:
        return "Its area hardly changes."
    steps = np.diff(areas)
    if (steps > -KEEPS * np.abs(steps).max()).all():
        return "Its area grows: the same grains, more room."
    if (steps < KEEPS * np.abs(steps).max()).all():
        return "Its area shrinks: the same grains, less room."
    return "Its area grows here, and shrinks there."


def as_it_shrinks(first: float, last: float, scale: float) -> str:
    """What flux by area does for a smaller cloud.

    Args:
        first, last: flux by area of the cloud as it was, and as small as it gets.
        scale: what a divergence there may be.
    """
    if max(abs(first), abs(last)) < NOUGHT * scale:
        return "Flux by area is zero, however small the cloud."
    if abs(first - last) < ALIKE * scale:
        return "Here flux divided by area is the same for every size."
    return "Flux by area, of ever smaller clouds: the divergence."


def through_the_edge(mean: float, scale: float) -> str:
    """Whether more flows out than in.

    Args:
        mean: flux by area.
        scale: what a divergence there may be.
    """
    if abs(mean) < NOUGHT * scale:
        return "Seen from its middle, as much flows in as out."
    return f"Seen from its middle, more flows {'out than in' if mean > 0 else 'in than out'}."


def all_over(rates: NDArray[np.float64]) -> str:
    """Which of the clouds that are laid out all over the picture grow, and what colours the ground has there."""
    largest = np.abs(rates).max(initial=0.0)
    grow, shrink = (rates > ALIKE * largest).any(), (rates < -ALIKE * largest).any()
    if grow and shrink:
        return "On warm ground clouds grow, and on blue they shrink."
    if grow:
        return "Coloured by its divergence: every cloud grows."
    if shrink:
        return "Coloured by its divergence: every cloud shrinks."
    return "Its divergence is zero: all clouds keep their areas."
