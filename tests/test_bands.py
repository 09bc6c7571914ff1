"""The regions between contours: together they are the domain, and each holds its own heights."""

import numpy as np
import pytest

from gradanim.contours.bands import Polygon, level_bands
from gradanim.contours.levels import nice_levels
from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from tests.zoo import ZOO, Specimen, named, untagged

WHOLE = untagged("undefined", "hole", "pole", "jump")  # defined everywhere


def signed_area(ring: np.ndarray) -> float:
    """By the shoelace formula, about the ring's own first corner: far from the origin, digits would be lost."""
    x, y = (ring - ring[0]).T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2)


def area(polygon: Polygon) -> float:
    """Of the outer ring, without its holes, which run the other way round."""
    return abs(sum(signed_area(ring) for ring in polygon))


def total(bands: list[list[Polygon]]) -> float:
    return sum(area(polygon) for band in bands for polygon in band)


@pytest.mark.parametrize("specimen", WHOLE, ids=lambda s: s.name)
def test_the_bands_cover_the_domain_once(specimen: Specimen) -> None:
    f = specimen.field
    bands = level_bands(f, nice_levels(f).values)
    assert total(bands) == pytest.approx(f.domain.width * f.domain.height, rel=1e-6)


@pytest.mark.parametrize("specimen", ZOO, ids=lambda s: s.name)
def test_there_is_a_band_below_between_and_above_the_values(specimen: Specimen) -> None:
    values = nice_levels(specimen.field).values
    bands = level_bands(specimen.field, values, 60)
    assert len(bands) == len(values) + 1
    rings = [ring for band in bands for polygon in band for ring in polygon]
    assert all(np.array_equal(ring[0], ring[-1]) and np.isfinite(ring).all() for ring in rings)


def test_areas_are_those_of_known_figures() -> None:
    disc, ring, rest = level_bands(Field("x^2 + y^2"), [1, 2.25])
    assert sum(map(area, disc)) == pytest.approx(np.pi, rel=1e-3)
    assert sum(map(area, ring)) == pytest.approx(1.25 * np.pi, rel=1e-3)
    assert sum(map(area, rest)) == pytest.approx(24 - 2.25 * np.pi, rel=1e-3)
    assert [len(polygon) for polygon in (*disc, *ring, *rest)] == [1, 2, 2]  # a hole for each hill within


def test_a_hole_runs_the_other_way_round() -> None:
    ((outer, hole),) = level_bands(Field("x^2 + y^2"), [1, 2.25])[1]
    assert signed_area(outer) * signed_area(hole) < 0


@pytest.mark.parametrize("name", ["saddle", "ripple", "hills and hollows", "far off", "tiny", "huge"])
def test_a_band_has_the_heights_between_its_values(name: str) -> None:
    f = named(name).field
    values = nice_levels(f).values
    step = np.min(np.diff(values))
    for band, low, high in zip(level_bands(f, values), [-np.inf, *values], [*values, np.inf], strict=True):
        for polygon in band:
            corners = np.concatenate(polygon)
            heights = f(*corners.T)
            assert (heights >= low - 0.05 * step).all()
            assert (heights <= high + 0.05 * step).all()


def test_where_f_is_undefined_there_is_no_band() -> None:
    f = Field("sqrt(1 - x^2 - y^2)")
    bands = level_bands(f, nice_levels(f).values)
    assert total(bands) == pytest.approx(np.pi, rel=0.05)  # its edge has the steps of the grid
    corners = np.concatenate([ring for band in bands for polygon in band for ring in polygon])
    assert np.hypot(*corners.T).max() <= 1 + 1e-9
    assert total(level_bands(named("undefined").field, [0.0, 1.0], 60)) == 0


def test_a_value_out_of_reach_leaves_an_empty_band() -> None:
    below, between, above = level_bands(Field("x", Domain(0, 1, 0, 1)), [0.5, 7.0])
    assert sum(map(area, below)) == pytest.approx(0.5)
    assert sum(map(area, between)) == pytest.approx(0.5)
    assert above == []


def test_no_values_make_one_band() -> None:
    (only,) = level_bands(named("flat").field, [])
    assert total([only]) == pytest.approx(24)
