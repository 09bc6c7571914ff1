"""A flow as somebody sees it who is carried along."""

import numpy as np
from numpy.typing import ArrayLike

from gradanim.fields.vector import CallableVectorField
from gradanim.fields.vector_calculus import VectorValued


def seen_from(field: VectorValued, place: ArrayLike) -> CallableVectorField:
    """The field less what it is at a place: its curl and its divergence are the same everywhere."""
    own = field(*np.asarray(place, float))

    def value(x: ArrayLike, y: ArrayLike) -> ArrayLike:
        seen = field(x, y)
        return seen - own.reshape(2, *[1] * (seen.ndim - 1))

    return CallableVectorField(value, field.domain, field.jacobian_at, field.variables)
