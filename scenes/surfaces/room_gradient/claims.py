"""What RoomGradient claims of its level surfaces, samples, arrows and steps, measured on what is drawn."""

import re
from collections.abc import Sequence

import numpy as np
from manim import MathTypst
from numpy.typing import NDArray

from gradanim.fields.scalar import ScalarField, steepness
from gradanim.paint.bulk import Bulk
from gradanim.paint.dots import Dots
from gradanim.paint.lines import Polylines
from gradanim.paint.mesh import Mesh
from gradanim.paint.solids import SolidArrow
from gradanim.stage import Claim
from gradanim.stage.claims.differences import STEP, by_hand, smooth_gradients_by_steps
from gradanim.stage.claims.reading import number_on
from gradanim.stage.space import RoomView
from gradanim.stage.typeset import Readout

from .level_surfaces import NestedLevels
from .mathematics import directions

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
Points = NDArray[np.float64]


def brighter_is_higher(view: RoomView, field: ScalarField, samples: Dots) -> Claim:
    """Of two drawn samples the brighter one has the higher value, worked out number by number: the share of pairs."""

    def measure() -> float:
        values = np.array([by_hand(field, *view.where(point)) for point in samples.points])
        light = samples.rgba[:, :3] @ LUMINANCE
        first, second = np.triu_indices(len(values), k=1)
        values = np.round(values / np.nanmax(np.abs(values)), 9)  # those that differ by rounding alone are equal
        return float(np.mean((values[first] - values[second]) * (light[first] - light[second]) >= 0))

    return Claim("of two steps the brighter one leads to more", (samples,), measure, 1.0, 0.01, "of the pairs")


def equally_long(steps: Polylines) -> Claim:
    """The drawn steps are all as long as the first: the one that is furthest from that, in lengths of the first."""

    def measure() -> float:
        lengths = np.linalg.norm(steps.points[1::2] - steps.points[::2], axis=1)
        return float(lengths[np.argmax(np.abs(lengths - lengths[0]))] / lengths[0])

    return Claim("the steps are equally long", (steps,), measure, 1.0, 0.001, "lengths")


def on_their_levels(view: RoomView, field: ScalarField, levels: NestedLevels) -> list[Claim]:
    """Each of several level surfaces is on its level, and so are the rings on the one that a point lies on."""
    surfaces = [on_one_level(view, field, *pair) for pair in zip(levels.surfaces, levels.values, strict=True)]
    return [*surfaces, on_one_level(view, field, levels.own_rings, levels.own_value)]


def on_one_level(view: RoomView, field: ScalarField, surface: Bulk, value: float) -> Claim:
    """A dozen drawn points of the surface, or of lines on it, have its value, worked out number by number.

    What is measured is how far from the level the worst is drawn, by the slope there, as a share of the box.
    """

    def measure() -> float:
        drawn = np.isfinite(surface.points).all(axis=1)
        if isinstance(surface, Mesh):
            drawn &= np.isin(np.arange(len(drawn)), surface.corners)
        used = np.flatnonzero(drawn)
        if not len(used):
            return np.nan
        places = view.where(surface.points[used[np.linspace(0, len(used) - 1, 12).astype(int)]])
        off = np.abs([by_hand(field, *place) - value for place in places])
        slopes = np.array([float(steepness(stepped_gradient(view, field, place))) for place in places])
        if not np.isfinite(slopes).any():
            return np.nan
        usual = np.nanmedian(slopes)  # also along an edge, and near a place where the surface crosses itself
        return float(np.max(off / np.maximum(np.nan_to_num(slopes, nan=usual), 0.05 * usual)) / _diagonal(view))

    return Claim("on a level surface the number stays the same", (surface,), measure, 0.0, 0.005, "of the box")


def components_are_steps(view: RoomView, field: ScalarField, probe: Bulk, components: Sequence[SolidArrow]) -> Claim:
    """The drawn components are as long as single steps in x, y, z say, each along its axis: the worst, as a share."""

    def measure() -> float:
        stepped = view.arrow_scale * np.diag(stepped_gradient(view, field, view.where(probe.points[0])))
        drawn = np.array([one.end - one.start for one in components])
        return float(np.max(np.linalg.norm(drawn - stepped[: len(components)], axis=1)) / np.linalg.norm(stepped))

    name = "each component is as long as a step along its axis alone says"
    return Claim(name, (probe,), measure, 0.0, 0.01, "of the gradient")


def components_are_partials(view: RoomView, field: ScalarField, arrow: SolidArrow) -> Claim:
    """The drawn arrow has the partial derivatives for its components: the largest difference, as a share."""

    def measure() -> float:
        stepped = view.arrow_scale * stepped_gradient(view, field, view.where(arrow.start))
        return float(np.max(np.abs(arrow.end - arrow.start - stepped)) / np.linalg.norm(stepped))

    name = "the components of the arrow are the partial derivatives"
    return Claim(name, (arrow,), measure, 0.0, 0.01, "of its length")


def components_add_up(components: Sequence[SolidArrow], arrow: SolidArrow) -> Claim:
    """Along one drawn component after the other is where the drawn arrow leads: the largest gap, as a share of it."""

    def measure() -> float:
        drawn = [one for one in components if np.linalg.norm(one.end - one.start) > 0]
        ends = [arrow.start, *(one.end for one in drawn)]
        gaps = [np.linalg.norm(one.start - end) for one, end in zip(drawn, ends, strict=False)]
        return float(max(*gaps, np.linalg.norm(ends[-1] - arrow.end)) / np.linalg.norm(arrow.end - arrow.start))

    name = "one component after the other leads where the arrow leads"
    return Claim(name, (arrow,), measure, 0.0, 0.01, "of its length")


def number_is_step(view: RoomView, field: ScalarField, probe: Bulk, readout: Readout, axis: int) -> Claim:
    """The number that is read is what a small step along one axis gains, from where the probe is drawn."""

    def expected() -> float:
        return float(stepped_gradient(view, field, view.where(probe.points[0]))[axis])

    tolerance = 0.0051 * 10.0**readout.exponent
    return Claim(
        "the number is the slope along the axis", (probe, readout), lambda: number_on(readout), expected, tolerance
    )


PRINTED = r'"partial_[xyz]", (\S+?)(?: times 10\^\(?(-?\d+)\)?)?\)'  # a component, and its power of ten


def vector_is_arrow(view: RoomView, arrow: SolidArrow, vector: MathTypst) -> Claim:
    """The printed numbers are the components of the drawn arrow: the one that is furthest off, in its last digit."""

    def measure() -> float:
        components, off = (arrow.end - arrow.start) / view.arrow_scale, []
        for (digits, power), component in zip(re.findall(PRINTED, vector.typst_code), components, strict=True):
            unit = 10.0 ** int(power or 0)
            decimals = len(digits.partition(".")[2]) or 2  # a whole number is printed as one where it is no other
            off.append(abs(float(digits) * unit - component) / unit * 10**decimals)
        return float(max(off))

    return Claim("the printed vector is the arrow", (arrow, vector), measure, 0.0, 0.51, "last digits")


def closest_to_dominant_axis(view: RoomView, field: ScalarField, arrow: SolidArrow) -> Claim:
    """The drawn arrow has its smallest angle with the axis along which single steps change f most (degrees)."""

    def angles() -> Points:
        along = np.abs(arrow.end - arrow.start)
        return np.degrees(np.arccos(np.clip(along / np.linalg.norm(along), 0, 1)))

    def expected() -> float:
        stepped = np.abs(stepped_gradient(view, field, view.where(arrow.start)))
        return float(angles()[int(np.argmax(stepped))])

    name = "the arrow is closest to the axis of its largest component"
    return Claim(name, (arrow,), lambda: float(angles().min()), expected, 0.1, "degrees")


def normal_to_surface(arrow: SolidArrow, surface: Mesh) -> Claim:
    """The drawn arrow meets the drawn surface at a right angle, where its tail lies on the surface (degrees)."""

    def measure() -> float:
        along, normal = arrow.end - arrow.start, normal_near(surface, arrow.start)
        cosine = abs(along @ normal) / np.linalg.norm(along)
        return 90.0 - float(np.degrees(np.arccos(np.clip(cosine, 0, 1))))

    name = "the gradient meets the level surface at a right angle"
    return Claim(name, (arrow, surface), measure, 90.0, 2.5, "degrees")


def normal_to_plane(arrow: SolidArrow, plane: Mesh) -> Claim:
    """The drawn arrow meets both sides of the drawn plane at a right angle: the worst, in degrees."""

    def measure() -> float:
        along = (arrow.end - arrow.start) / np.linalg.norm(arrow.end - arrow.start)
        spans = plane.points[1:] - plane.points[0]
        spans = spans / np.linalg.norm(spans, axis=1)[:, None]
        return 90.0 - float(np.degrees(np.arcsin(np.clip(np.abs(spans @ along).max(), 0, 1))))

    return Claim("the gradient meets the tangent plane at a right angle", (arrow, plane), measure, 90.0, 0.5, "degrees")


def highest_along_arrow(view: RoomView, field: ScalarField, arrow: SolidArrow, samples: Dots) -> Claim:
    """Of the drawn samples, the one with the highest value lies where the drawn arrow points (degrees)."""

    def measure() -> float:
        values = [by_hand(field, *view.where(point)) for point in samples.points]
        along, way = arrow.end - arrow.start, samples.points[int(np.nanargmax(values))] - arrow.start
        cosine = along @ way / (np.linalg.norm(along) * np.linalg.norm(way))
        return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))

    name = "the sample with the highest value lies along the gradient"
    return Claim(name, (arrow, samples), measure, 0.0, 0.5, "degrees")


def no_step_gains_more(view: RoomView, field: ScalarField, arrow: SolidArrow, probe: Bulk) -> Claim:
    """From the tail of the drawn arrow, no step as long as that to the drawn probe gains more, in any direction."""

    def measure() -> float:
        start, end = view.where(arrow.start), view.where(probe.points[0])
        ends = start + np.linalg.norm(end - start) * directions(3000)
        here = field(*start)
        return float((np.nanmax(field(*ends.T)) - here) / (field(*end) - here))

    return Claim("no step of this length gains more", (arrow, probe), measure, 1.0, 0.02, "of its gain")


NEIGHBOURS = 14  # vertices of a surface that say how it lies near a point


def normal_near(surface: Mesh, point: Points) -> Points:
    """The unit normal, shape (3,), of a drawn surface at its place nearest to a point; nan if that is not near.

    It is that of the paraboloid through the vertices around, which bends as the surface does.
    """
    used = surface.points[np.unique(surface.corners[surface.corners >= 0])]
    used = used[np.isfinite(used).all(axis=1)]
    if len(used) < NEIGHBOURS:
        return np.full(3, np.nan)
    apart = np.linalg.norm(used - point, axis=1)
    near = used[np.argsort(apart)[:NEIGHBOURS]] - point
    reach = float(np.linalg.norm(near, axis=1).max())
    u, v, n = np.linalg.svd(near - near.mean(axis=0))[2]
    across, up, out = near @ u / reach, near @ v / reach, near @ n / reach
    terms = np.stack([np.ones_like(across), across, up, across**2, across * up, up**2], axis=1)
    height, tilt_u, tilt_v, *_ = np.linalg.lstsq(terms, out, rcond=None)[0]
    if abs(height) > 0.2:  # the point is not on it
        return np.full(3, np.nan)
    normal: Points = n - tilt_u * u - tilt_v * v
    return normal / np.linalg.norm(normal)


def stepped_gradient(view: RoomView, field: ScalarField, place: Points) -> Points:
    """The gradient, shape (3,), from small steps there and back; nan across a kink or a jump."""
    return smooth_gradients_by_steps(field, place, step=STEP * _diagonal(view))


def _diagonal(view: RoomView) -> float:
    """The length of the box's diagonal, in units of x, y and z."""
    return float(np.linalg.norm(view.box[:, 1] - view.box[:, 0]))
