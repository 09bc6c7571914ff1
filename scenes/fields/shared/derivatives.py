"""What is said of a number by area and of the one that partial derivatives give."""

ALIKE = 1e-3  # of a curl or a divergence: what differs by less is the same


def by_derivatives(first: float, last: float, scale: float) -> str:
    """How what partial derivatives give is related to what was measured.

    Args:
        first, last: circulation or flux by area of a wheel or a cloud as it was, and as small as it gets.
        scale: what a curl or a divergence there may be.
    """
    if abs(first - last) < ALIKE * scale:
        return "By partial derivatives, it is the same number."
    return "The limit, by partial derivatives."
