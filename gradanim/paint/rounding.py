"""Places to less than anyone could see, to tell what stays where it is from what moves."""

from .kernels.compiled import Array

__all__ = ["rounded"]

ROUNDED = 1.5 * 2.0**30
"""Added to a number up to a thousand million, it leaves that to the nearest 2**-22: a ten-thousandth of a pixel."""


def rounded(array: Array) -> Array:
    """Numbers that are the same where these differ by their last digits only, as after a move to where they were."""
    return array + ROUNDED if array.dtype == float else array
