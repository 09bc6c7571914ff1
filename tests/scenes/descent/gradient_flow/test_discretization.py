"""Gradient flow in its own time, and descents in steps beside it."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose

from gradanim.fields.domain import Domain
from gradanim.fields.standing import default_point
from gradanim.fields.typed import Field
from scenes.descent.gradient_flow.discretization import descent, discretize, flow_in_time, gap
from tests.zoo import Specimen, named, untagged

sloping = pytest.mark.parametrize(
    "specimen", [s for s in untagged("flat", "undefined") if s.name not in ("narrow", "tall")], ids=lambda s: s.name
)


@pytest.mark.parametrize("factor", [1e-200, 1e-9, 1.0, 1e9, 1e200])
def test_over_a_bowl_the_flow_fades_as_an_exponential(factor: float) -> None:
    f = Field(f"{factor!r}*(x^2 + 3y^2)/2")
    flow = flow_in_time(f, (2.0, 1.0), 3 / factor, 301)
    t = np.linspace(0, 3, 301)
    assert_allclose(flow, np.stack([2 * np.exp(-t), np.exp(-3 * t)], axis=1), atol=1e-7)


def test_over_a_saddle_it_leaves_as_an_exponential() -> None:
    t = np.linspace(0, 0.5, 51)
    flow = flow_in_time(Field("(x^2 - y^2)/2"), (1.0, 0.5), 0.5, 51)
    assert_allclose(flow, np.stack([np.exp(-t), 0.5 * np.exp(t)], axis=1), atol=1e-7)


def test_a_descent_over_a_bowl_shrinks_by_one_factor_a_step() -> None:
    run = descent(Field("(x^2 + 3y^2)/2"), (2.0, 1.0), 0.1, 12)
    k = np.arange(13)
    assert_allclose(run, np.stack([2 * 0.9**k, 0.7**k], axis=1))


def test_the_gap_is_measured_at_the_same_times() -> None:
    flow = np.stack([np.linspace(0, 1, 11), np.zeros(11)], axis=1)
    assert_allclose(gap(flow, flow[::5]), np.zeros(11), atol=1e-15)
    late = np.array([[0.0, 0.0], [0.0, 0.0], [1.0, 0.0]])  # waits for half the time: on the line, and yet behind
    assert gap(flow, late).max() == pytest.approx(0.5)


@sloping
def test_any_field_has_a_flow_and_descents_that_come_closer(specimen: Specimen) -> None:
    f = specimen.field
    start = default_point(f)
    assert start is not None
    found = discretize(f, start)
    assert found is not None
    assert np.isfinite(found.flow).all()
    assert found.flow[0] == pytest.approx(start)
    for run, rate in zip(found.runs, found.rates, strict=True):
        assert_allclose(run, descent(f, start, rate, len(run) - 1))
        assert all(p in f.domain for p in run)
        assert rate * (len(run) - 1) == pytest.approx(found.span)
    assert [len(run) - 1 for run in found.runs] == [k * (len(found.runs[0]) - 1) for k in (1, 2, 4, 8, 16)]
    heights = f(*found.flow.T)
    assert (np.diff(heights) <= 1e-9 * np.ptp(heights)).all()
    assert all(p in found.window() for p in np.vstack([found.flow, *found.runs]))
    if not found.exact:
        assert found.largest_gaps[0] > 0.01 * found.length
        assert all(1.6 < wider / narrower < 2.5 for wider, narrower in pairwise(found.largest_gaps))


@pytest.mark.parametrize("name", ["linear", "tilted plane", "high plateau", "cone", "pyramid"])
def test_where_the_gradient_stays_the_same_steps_are_exact(name: str) -> None:
    f = named(name).field
    found = discretize(f, default_point(f) or (0.0, 0.0))
    assert found is not None
    assert found.exact


def test_the_picture_is_a_part_of_the_domain_where_the_flow_is_short() -> None:
    f = Field("x^2 + 2y^2", Domain(-30, 30, -20, 20))
    found = discretize(f, (1.0, 0.5))
    assert found is not None
    window = found.window()
    assert window.width < 6
    assert window.width / window.height == pytest.approx(1.5)
    assert discretize(f, (25.0, 15.0)).window() == f.domain  # type: ignore[union-attr]


def test_on_the_border_where_every_way_leads_out_there_is_none() -> None:
    assert discretize(Field("-x"), (3.0, 0.0)) is None
