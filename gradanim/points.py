"""Level ground: what the Hessian says about a point where the gradient is zero."""

from typing import Literal

import numpy as np

from gradanim.field import Field

Kind = Literal["peak", "valley", "saddle", "undecided"]


def kind(f: Field, point: tuple[float, float], *, tolerance: float = 1e-4) -> Kind:
    """The kind of a critical point by the signs of the Hessian's eigenvalues (second derivative test).

    Args:
        point: (x, y), where the gradient of f is zero.
        tolerance: an eigenvalue smaller than this share of the larger one counts as zero: the test is silent then.

    Returns:
        "undecided" where an eigenvalue is zero, undefined, or both are.
    """
    hessian = f.hessian(*point)
    if not np.isfinite(hessian).all():
        return "undecided"
    low, high = np.linalg.eigvalsh(hessian)
    if min(abs(low), abs(high)) <= tolerance * max(abs(low), abs(high)):
        return "undecided"
    if low > 0:
        return "valley"
    return "peak" if high < 0 else "saddle"
