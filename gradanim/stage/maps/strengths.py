"""The ground under a vector field: how strong it is, or a number of either sign that it has at every place."""

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import distance_transform_edt

from gradanim.fields.domain import Domain
from gradanim.fields.vector_calculus import VectorValued
from gradanim.paint import Relief, ReliefColours, ReliefTable
from gradanim.stage.frame.view import View
from gradanim.stage.maps.shading import sides

Array = NDArray[np.float64]

SAMPLES = 480  # along the longer side of a frame
USUAL = 80  # percentile of what is found: so much is half of all the colour there is
QUIET = 0.42  # of the colours of heights: where the field is strongest
NOUGHT = 1e-9  # of the largest derivative: less is rounding, and no curl and no divergence

Measure = Literal["speed", "curl", "divergence"]


def flow_ground(view: View, field: VectorValued, of: Measure = "speed") -> Relief:
    """The ground under a vector field, level and without contours, up to the frame's edges.

    It is hatched where the field is undefined. Colours say which of two places has more; differences between large
    numbers are seen less, so that a pole does not leave all else in one colour.

    Args:
        of: what is coloured: the length of the vectors; or their curl or divergence, in the colours of a theme for
            negative numbers, zero and positive ones.
    """
    box = view.box if view.layout is None else view.layout.frame
    (left, bottom), (right, top) = (view.where([x, y, 0.0]) for x, y in ((box.left, box.bottom), (box.right, box.top)))
    x, y = Domain(float(left), float(right), float(bottom), float(top)).grid(SAMPLES)
    numbers = numbers_of(field, of)(x, y)
    known, share = np.isfinite(numbers), signed_shares(numbers)
    if not known.all() and known.any():
        nearest = distance_transform_edt(~known, return_distances=False, return_indices=True)
        share = share[tuple(nearest)]
    steps = np.linspace(-1, 1, 65)
    colours = view.theme.height_colours(QUIET * np.abs(steps)) if of == "speed" else view.theme.signed_colours(steps)
    table = np.stack([(1 + share) / 2, np.zeros_like(share), known], axis=-1)[::-1]
    theme = view.theme
    looks = ReliefColours(
        heights=colours[:, :3], sun=(theme.sun[0], 0.0), shade=(theme.shade[0], 0.0), contour=(theme.contour[0], 0.0),
        background=(theme.background, 0.0), hatch=(theme.faint, 0.25), index=0.0,
    )  # fmt: skip
    veils = [] if view.layout is None else [(*sides(veil), soft, hides) for veil, soft, hides in view.layout.veils]
    made = ReliefTable(np.nan_to_num(table), np.zeros(2, bool), looks)
    return Relief(made, sides(box), veils=veils).set_z_index(-2)


def numbers_of(field: VectorValued, of: Measure) -> Callable[[ArrayLike, ArrayLike], Array]:
    """What is coloured, as a function of x and y; what is but rounding is zero."""

    def numbers(x: ArrayLike, y: ArrayLike) -> Array:
        with np.errstate(all="ignore"):
            if of == "speed":
                return np.asarray(np.hypot(*field(x, y)))
            found = field.curl_at(x, y) if of == "curl" else field.divergence_at(x, y)
            size = np.abs(field.jacobian_at(x, y)).max(axis=(0, 1))
            return np.where(np.abs(found) <= NOUGHT * size, 0.0 * found, found)

    return numbers


def signed_shares(numbers: Array) -> Array:
    """Numbers between -1 and 1 in their order, a usual one half; zero stays zero. Where there is none, nan."""
    sizes = np.abs(numbers[np.isfinite(numbers) & (numbers != 0)])
    if not sizes.size:
        return np.asarray(0.0 * numbers)
    return np.asarray(numbers / (np.abs(numbers) + np.percentile(sizes, USUAL)))
