"""Tangents of a landscape in one direction or in many, and the circle of their directions on the floor below."""

from gradanim.records.theme import Theme

LEVEL = 0.01  # a slope that is this share of the steepest, or less, is shown as level


def slope_colour(theme: Theme, slope: float, steepest: float) -> str:
    """One colour for uphill, one for downhill, one for level."""
    if abs(slope) <= LEVEL * steepest:
        return theme.level
    return theme.direction if slope > 0 else theme.partial_x
