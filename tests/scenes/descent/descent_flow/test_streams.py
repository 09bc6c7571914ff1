"""Streams: every particle keeps to the line of -grad f through its start, and never climbs."""

from functools import cache

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.integrate import solve_ivp

from gradanim import DomainError, Field, gradient_flow
from gradanim.fields.domain import Domain
from gradanim.fields.standing import flatness
from gradanim.flows.basins import REACH
from scenes.descent.descent_flow.streams import SLOWEST, Streams, quasirandom_points, streams
from tests.zoo import Specimen, named, untagged

sloping = pytest.mark.parametrize("specimen", untagged("flat", "undefined"), ids=lambda s: s.name)


@cache
def run(specimen: Specimen) -> tuple[np.ndarray, Streams]:
    starts = quasirandom_points(specimen.field, 60)
    return starts, streams(specimen.field, starts, samples=300)


def within_reach(specimen: Specimen) -> Domain:
    """How far particles are followed."""
    d = specimen.domain
    return d.around(d.centre, REACH * d.width)


def heights(f: Field, places: np.ndarray) -> np.ndarray:
    return f(*np.moveaxis(places, -1, 0))


@sloping
def test_no_particle_ever_climbs(specimen: Specimen) -> None:
    starts, found = run(specimen)
    assert found.places.shape == (300, len(starts), 2)
    rises = np.diff(heights(specimen.field, found.places), axis=0)
    assert not (rises > 0).any()


@sloping
def test_they_start_at_their_starts_stay_in_the_domain_and_stay_gone(specimen: Specimen) -> None:
    starts, found = run(specimen)
    assert_allclose(found.places[0], starts, rtol=0, atol=0)
    there = np.all(np.isfinite(found.places), axis=2)
    assert (np.diff(there.astype(int), axis=0) <= 0).all()
    assert all(p in within_reach(specimen) for p in found.places[there][::17])
    for k, why in enumerate(found.ended):
        assert there[-1, k] == (found.within[k] and why not in ("left domain", "undefined"))
        if there[-1, k]:
            assert found.places[-1, k] in specimen.domain


@sloping
def test_each_goes_as_far_as_one_that_goes_alone_and_ends_for_the_same_reason(specimen: Specimen) -> None:
    (starts, found), wider = run(specimen), specimen.field.on(within_reach(specimen))
    for k in range(0, len(starts), 12):
        alone = gradient_flow(specimen.field, starts[k], uphill=False)
        if alone.ended == "left domain":  # these are followed further, and some come back
            beyond = gradient_flow(wider, starts[k], uphill=False)
            if beyond.ended != "no gain":  # nor does it go on along an edge out there
                assert found.within[k] == (beyond.points[-1] in specimen.domain)
            if not found.within[k]:
                continue
            alone = beyond
        if found.edges[k] < len(found.places):  # one that goes alone stops at an edge, which these go on along
            edge = found.places[found.edges[k], k]
            assert alone.ended == "no gain"
            assert np.hypot(*(edge - alone.points[-1])) < 0.03 * specimen.domain.diagonal  # the time is a sample
            continue
        assert found.ended[k] == alone.ended
        if specimen.name != "narrow":  # its floor is the border: it takes no more than rounding to leave there
            assert np.hypot(*(found.ends[k] - alone.points[-1])) < 3e-3 * specimen.domain.diagonal


@pytest.mark.parametrize(
    ("name", "span"), [("bowl", 5), ("two hills", 4000), ("tilted saddle", 3), ("Rosenbrock", 40), ("ripple", 1)]
)
def test_the_lines_are_those_of_the_plain_equation(name: str, span: float) -> None:
    f = named(name).field
    starts = quasirandom_points(f, 8)
    found = streams(f, starts)
    for k, start in enumerate(starts):
        plain = solve_ivp(
            lambda t, p: -f.gradient(*p), (0, span), start, method="LSODA", rtol=1e-10, atol=1e-12, dense_output=True
        )
        line = plain.sol(np.append(0.0, np.geomspace(1e-8 * span, span, 6000))).T
        places = found.places[:, k]
        assert max(off(line, p) for p in places[np.isfinite(places).all(axis=1)][::15]) < 1e-4 * f.domain.diagonal


def off(line: np.ndarray, point: np.ndarray) -> float:
    """How far a point is from a broken line."""
    pieces, to_point = np.diff(line, axis=0), point - line[:-1]
    shares = np.clip(np.sum(to_point * pieces, axis=1) / np.maximum(np.sum(pieces**2, axis=1), 1e-300), 0, 1)
    return float(np.min(np.hypot(*(to_point - shares[:, None] * pieces).T)))


@pytest.mark.parametrize("factor", ["1e-200", "1e-9", "1e9", "1e200"])
def test_neither_lines_nor_pace_depend_on_the_unit_of_height(factor: str) -> None:
    text = "sin(x)*cos(y) + x/4"
    starts = quasirandom_points(Field(text), 20)
    plain, scaled = streams(Field(text), starts), streams(Field(f"{factor}*({text})"), starts)
    assert plain.ended == scaled.ended
    assert_allclose(scaled.places, plain.places, atol=1e-4)


def test_each_is_the_faster_the_steeper_it_is_and_none_much_slower_than_another() -> None:
    f = named("bowl").field
    found = streams(f, quasirandom_points(f, 40), samples=2000)
    ways = np.hypot(*np.moveaxis(np.diff(found.places, axis=0), -1, 0))
    slopes = np.hypot(*f.gradient(*np.moveaxis(found.places[:-1], -1, 0)))
    for k in range(40):
        moving = slopes[:, k] > 0.05
        if moving.sum() > 100:
            first, last = (part.mean() for part in np.array_split(ways[moving, k], 2))
            assert first > last
            assert last > 0.5 * SLOWEST * first
    moments = np.argmax(slopes < 0.05, axis=0)
    assert moments.max() < 4 * np.median(moments)  # though some ways are ten times as long as others


KNOWN_ENDS = {
    "x^2 + y^2": {"flat"},
    "x^4 + y^4": {"flat"},
    "4 - x^2 - 2y^2": {"left domain"},
    "sqrt(x^2 + y^2)": {"no gain"},
    "abs(x) + 2y": {"left domain"},
    "abs(x) + 2y^2": {"no gain"},
    "abs(x - y)": {"no gain"},
    "log(x^2 + y^2)": {"undefined"},
}


@pytest.mark.parametrize(("text", "ends"), KNOWN_ENDS.items())
def test_known_ends(text: str, ends: set[str]) -> None:
    f = Field(text)
    assert set(streams(f, quasirandom_points(f, 50)).ended) == ends


def test_a_line_is_on_an_edge_from_the_time_on_at_which_it_has_come_to_it() -> None:
    f = Field("abs(x) + 2y")
    found = streams(f, [(1.0, 1.0), (-2.0, 1.5), (2.9, -1.9)])
    for k in (0, 1):
        on = found.edges[k]
        there = found.places[on + 1 :, k]
        assert_allclose(there[np.isfinite(there).all(axis=1), 0], 0, atol=1e-6)
        assert abs(found.places[on - 3, k, 0]) > 1e-3
    assert found.edges[2] == len(found.places)


def test_their_ways_are_as_long_as_geometry_says() -> None:
    starts = np.array([[1.0, 0.0], [0.3, -0.4], [3.0, 0.0], [0.0, 0.0]])
    found = streams(Field("x^2 + y^2"), starts)
    assert_allclose(found.lengths, [1.0, 0.5, 3.0, 0.0], atol=2e-3)


def test_a_start_outside_is_refused() -> None:
    with pytest.raises(DomainError, match="outside"):
        streams(Field("x"), [(0, 0), (9, 0)])


@sloping
def test_starts_are_spread_over_where_the_field_slopes(specimen: Specimen) -> None:
    f, d = specimen.field, specimen.domain
    starts = quasirandom_points(f, 100)
    assert len(starts) == 100
    assert all(p in d for p in starts)
    assert (np.hypot(*f.gradient(*starts.T)) > flatness(f)).all()


def test_starts_leave_no_gaps() -> None:
    starts = quasirandom_points(Field("x"), 200)
    x, y = Field("x").domain.grid(60)
    ways = np.hypot(x.ravel()[:, None] - starts[:, 0], y.ravel()[:, None] - starts[:, 1])
    assert ways.min(axis=1).max() < 0.45  # 24 square units: on average one in a square of 0.35
