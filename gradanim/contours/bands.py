"""The regions between level curves."""

from itertools import pairwise

import numpy as np
from contourpy import FillType, contour_generator
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.scalar import ScalarField

Polygon = list[NDArray[np.float64]]
"""Closed rings of shape (n, 2): the outer one, then its holes, which run the other way round."""


def level_bands(f: ScalarField, values: ArrayLike, samples: int = 240) -> list[list[Polygon]]:
    """The regions of f.domain where f lies below the first value, between neighbouring values, above the last.

    Args:
        f: the field.
        values: heights in rising order, shape (n,).
        samples: along the longer side of the domain; borders are straight inside a cell, and a hole in the field has
            the steps of the grid.

    Returns:
        n + 1 lists of polygons, together covering the part of the domain where f is defined.
    """
    x, y = f.domain.grid(samples)
    generator = contour_generator(x, y, np.ma.masked_invalid(f(x, y)), fill_type=FillType.OuterOffset, corner_mask=True)
    bands = []
    for low, high in pairwise([-np.inf, *np.asarray(values, float), np.inf]):
        points, offsets = generator.filled(low, high)[:2]
        both = zip(points, offsets, strict=True)
        bands.append([np.split(p, o[1:-1]) for p, o in both if p is not None and o is not None])
    return bands
