"""The ground of a map, shaded as mapmakers shade it: colours say the height, light says the slope."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import distance_transform_edt, gaussian_filter

from gradanim.contours.levels import Levels
from gradanim.fields.domain import Domain
from gradanim.paint import Relief, ReliefColours, ReliefTable
from gradanim.paint.bulk import as_rgba
from gradanim.paint.kernels.shade import SOFT
from gradanim.records.theme import Theme
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View

Array = NDArray[np.float64]

SAMPLES = 960  # along the longer side of a frame
TALL = 3.2  # scene units from the lowest to the highest place, as far as the light knows
STEEP = 0.7  # the slope, as the light knows it, that only a few places exceed
SUN = ((143.0, 0.74), (205.0, 0.26))  # degrees from the x axis: the sun, and a fill so that nothing is black
ALTITUDE = np.radians(40.0)  # of the sun above the horizon
HOLLOWS = 0.07  # how much light a hollow lacks, and a crest has, at most
WIDE = 0.035  # of the picture's width, around which a place counts as hollow or crest
EVERY = 5  # index contours: one in so many is drawn stronger, as on maps
FARTHEST = 60.0  # ranks beyond the outermost contours that are told apart

Ranks = Callable[[Array], Array]


def relief(view: View, levels: Levels, *, ranks: Ranks | None = None, samples: int = SAMPLES) -> Relief:
    """The ground under a map, in the colours of its contours; where the view fills the frame, up to the frame's edges.

    Beyond the domain the land goes on, dimmed, with contours of its own. It ends, hatched, where f is undefined.

    Args:
        ranks: where heights stand among the contours, which are at 0, 1, 2 ...; as `levels` says if not given.
        samples: along the longer side.
    """
    box = view.box if view.layout is None else view.layout.frame
    (left, bottom), (right, top) = (view.where([x, y, 0.0]) for x, y in ((box.left, box.bottom), (box.right, box.top)))
    domain = Domain(float(left), float(right), float(bottom), float(top))
    x, y = domain.grid(samples)
    with np.errstate(all="ignore"):
        heights = view.field(x, y)
        light = light_on(view, heights, view.field.gradient(x, y))
        rank = (ranks or (lambda h: contour_rank(levels, h)))(heights)
    known = np.isfinite(rank) & np.isfinite(light)
    if not known.all() and known.any():
        nearest = distance_transform_edt(~known, return_distances=False, return_indices=True)
        rank, light = rank[tuple(nearest)], light[tuple(nearest)]
    table = np.stack([rank, light, known], axis=-1)[::-1]
    veils = [] if view.layout is None else [(*sides(veil), soft, hides) for veil, soft, hides in view.layout.veils]
    made = ReliefTable(np.nan_to_num(table), index_contours(levels), relief_colours(view.theme))
    return Relief(made, sides(box), fence=sides(view.box), veils=veils).set_z_index(-2)


def sides(box: Box) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a box."""
    return box.left, box.bottom, box.right, box.top


def relief_colours(theme: Theme) -> ReliefColours:
    """A theme's colours of the ground."""
    return ReliefColours(
        heights=theme.height_colours(np.linspace(0, 1, 65))[:, :3],
        sun=theme.sun,
        shade=theme.shade,
        contour=theme.contour,
        background=(theme.background, theme.recess),
        hatch=(theme.faint, 0.25),
        index=theme.index,
    )


def lit(theme: Theme, colours: Array, light: Array) -> Array:
    """Colours (..., 3) of the ground in this much light, as the map's pixels are shaded (`paint.kernels.shade`)."""
    bend = np.sqrt(light**2 + SOFT) - np.sqrt(SOFT)
    for (tone, share), amount in ((theme.sun, bend + light), (theme.shade, bend - light)):
        colours = colours + (as_rgba(tone, 1)[0, :3] - colours) * np.minimum(share * amount, 1)[..., None]
    return colours


def index_contours(levels: Levels) -> NDArray[np.bool_]:
    """Whether each of the heights is one that maps draw stronger: every fifth of even steps, counted from zero."""
    values = levels.values
    if levels.spacing != "even" or len(values) <= EVERY:
        return np.zeros(len(values), bool)
    return np.asarray(np.round(values / (values[1] - values[0])) % EVERY == 0)


def contour_rank(levels: Levels, heights: Array) -> Array:
    """Where heights stand among the contours: these at 0, 1, 2 ..., and beyond them in equal steps on."""
    values = levels.values
    if len(values) < 2:
        return np.where(np.isfinite(heights), 0.0, np.nan)
    count = len(values)
    rank = np.interp(heights, values, np.arange(count))
    rank += np.minimum(heights - values[0], 0) / (values[1] - values[0])
    rank += np.maximum(heights - values[-1], 0) / (values[-1] - values[-2])
    return np.where(np.isfinite(heights), np.clip(rank, -FARTHEST, count + FARTHEST), np.nan)


def rank(levels: Levels, heights: ArrayLike) -> Array:
    """Where heights stand between the lowest level, 0, and the highest, 1: one level is one step of colour."""
    if len(levels.values) < 2:
        return np.full(np.shape(heights), 0.5)
    return np.clip(contour_rank(levels, np.asarray(heights, float)) / (len(levels.values) - 1), 0, 1)


def light_on(view: View, heights: Array, gradient: Array) -> Array:
    """How much more light each place gets than level ground does (Lambert): smooth where the slope of f is.

    Args:
        heights, gradient: on a grid, shape (ny, nx) and (2, ny, nx).
    """
    inner = view.field.domain.grid(81)
    usual, slopes = view.field(*inner), np.hypot(*view.field.gradient(*inner))
    usual, slopes = usual[np.isfinite(usual)], slopes[np.isfinite(slopes)]
    low, high = np.percentile(usual, [1, 99])
    size, steepest, unit = max(high - low, 1e-300), np.percentile(slopes, 98) + 1e-300, view.scale[0]
    rise = min(TALL / size, STEEP * unit / steepest)
    sx, sy = gradient * (rise / unit)
    total, level = np.zeros_like(heights), np.sin(ALTITUDE)
    for turn, share in SUN:
        ahead = np.cos(np.radians(turn)) * sx + np.sin(np.radians(turn)) * sy
        seen = (level - np.cos(ALTITUDE) * ahead) / np.sqrt(1 + sx**2 + sy**2)
        total += share * (seen - level)
    bounded = np.clip(np.nan_to_num(heights, nan=low, posinf=high, neginf=low), low, high)
    around = gaussian_filter(bounded, WIDE * heights.shape[1], mode="nearest")
    return total + HOLLOWS * np.tanh(6 * (bounded - around) / size)
