from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.integrate import solve_ivp

from gradanim import DomainError, Field, gradient_flow
from gradanim.fields.standing import default_point, flatness
from tests.zoo import ZOO, named, untagged

sloping = pytest.mark.parametrize("specimen", untagged("flat", "undefined"), ids=lambda s: s.name)
either_way = pytest.mark.parametrize("uphill", [True, False], ids=["up", "down"])


@cache
def flow(specimen, uphill):
    start = default_point(specimen.field)
    assert start is not None
    return gradient_flow(specimen.field, start, uphill=uphill)


@sloping
@either_way
def test_heights_along_the_flow_are_monotone(specimen, uphill):
    path = flow(specimen, uphill)
    assert (np.diff(path.heights) * (1 if uphill else -1) > 0).all()
    assert_array_equal(path.heights, specimen.field(*path.points.T))


@sloping
@either_way
def test_the_flow_starts_at_the_start_and_is_evenly_sampled(specimen, uphill):
    f, start = specimen.field, default_point(specimen.field)
    path = flow(specimen, uphill)
    assert_array_equal(path.points[0], start)
    assert all(point in f.domain for point in path.points)
    steps = np.hypot(*np.diff(path.points, axis=0).T)
    if len(path.points) == 200:  # where heights are coarse, points that gain less than can be told are dropped
        assert steps.max() < 1.2 * steps.mean()
        assert steps.min() > 0.7 * steps.mean()


@sloping
@either_way
def test_the_flow_runs_along_the_gradient(specimen, uphill):
    f = specimen.field
    path = flow(specimen, uphill)
    steps = np.diff(path.points, axis=0).T
    middle = ((path.points[1:] + path.points[:-1]) / 2).T
    gradient = f.gradient(*middle) * (1 if uphill else -1)
    with np.errstate(all="ignore"):
        cosine = np.sum(gradient / np.hypot(*gradient) * steps / np.hypot(*steps), axis=0)
    # Tight bends and the last steps into a valley are shorter than a sample.
    assert np.nanmedian(cosine) > 0.9999
    assert np.nanmean(cosine > 0.99) > 0.9


@sloping
@either_way
def test_the_reason_for_ending_is_true(specimen, uphill):
    f, d = specimen.field, specimen.domain
    path = flow(specimen, uphill)
    x, y = path.points[-1]
    slope = np.hypot(*f.gradient(x, y))
    match path.ended:
        case "flat":
            assert slope <= flatness(f) or np.hypot(*np.diff(path.points[-2:], axis=0).T) > 0
        case "left domain":
            assert x in (d.x0, d.x1) or y in (d.y0, d.y1)
        case "undefined":
            assert specimen.tags & {"pole", "hole"}
        case "no gain":
            assert specimen.tags & {"kink", "jump"}
        case _:
            pytest.fail(f"it did not get anywhere: {path.ended}")


@pytest.mark.parametrize("name, start, uphill", [("two hills", (0, -0.7), True), ("tilted saddle", (-2.1, 1.3), False)])
def test_the_flow_agrees_with_an_explicit_method_on_the_plain_equation(name, start, uphill):
    f, sense = named(name).field, 1 if uphill else -1
    path = gradient_flow(f, start, uphill=uphill)
    plain = solve_ivp(
        lambda t, p: sense * f.gradient(*p), (0, 6), start, method="DOP853", rtol=1e-11, atol=1e-12, dense_output=True
    )
    line = plain.sol(np.linspace(0, 6, 60001))
    line = line[:, np.hypot(*line) < 4]
    for p in path.points[:-1:10]:
        assert np.min(np.hypot(*(line.T - p).T)) < 1e-3


# the deep bowl is level, beside its border, long before its bottom
@pytest.mark.parametrize("specimen", [s for s in ZOO if s.valleys and s.name != "deep bowl"], ids=lambda s: s.name)
def test_flowing_downhill_ends_in_the_valley(specimen):
    d = specimen.domain
    start = np.array(specimen.valleys[0]) + 0.1 * np.array([d.width, d.height])
    path = gradient_flow(specimen.field, start, uphill=False)
    assert path.ended == "flat"
    assert_allclose(path.points[-1], specimen.valleys[0], atol=0.004 * d.diagonal)


@pytest.mark.parametrize("specimen", [s for s in ZOO if s.peaks], ids=lambda s: s.name)
def test_flowing_uphill_ends_on_the_peak(specimen):
    d = specimen.domain
    start = np.array(specimen.peaks[0]) + 0.04 * np.array([d.width, d.height])
    path = gradient_flow(specimen.field, start)
    assert path.ended == "flat"
    assert_allclose(path.points[-1], specimen.peaks[0], atol=0.004 * d.diagonal)


def test_the_flow_of_a_plane_is_a_straight_line_to_the_border():
    path = gradient_flow(Field("2x - y"), (0, 0))
    assert path.ended == "left domain"
    assert_allclose(path.points[-1], (3, -1.5), atol=1e-9)
    assert path.points[-1, 0] == 3
    assert_allclose(path.points[:, 0], -2 * path.points[:, 1], atol=1e-9)


def test_the_flow_of_a_saddle_keeps_the_product_of_its_coordinates():
    path = gradient_flow(Field("x^2 - y^2"), (0.3, 1.5))
    assert_allclose(np.prod(path.points, axis=1), 0.45, atol=1e-6)


def test_the_flow_stays_in_a_curved_valley():
    f = named("Rosenbrock").field
    path = gradient_flow(f, (-1, 1.5), uphill=False, samples=500)
    along = path.points[path.points[:, 0] > -0.9]
    assert_allclose(along[:, 1], along[:, 0] ** 2, atol=0.02)
    assert path.ended == "flat"


@pytest.mark.parametrize("text", ["x^2 + 3y^2", "sin(x)*cos(y) + x/4"])
@pytest.mark.parametrize("factor", ["1e-200", "1e-9", "1e9", "1e200"])
def test_the_flow_does_not_depend_on_the_unit_of_height(text, factor):
    plain = gradient_flow(Field(text), (0.4, 0.3))
    scaled = gradient_flow(Field(f"{factor}*({text})"), (0.4, 0.3))
    assert scaled.ended == plain.ended
    assert_allclose(scaled.points, plain.points, atol=1e-5)


@pytest.mark.parametrize(
    "text, start, uphill, ended, end",
    [
        ("-abs(x) - abs(y)", (1, 0.5), True, "no gain", (0.5, 0)),
        ("abs(x) + y", (0.5, 0.5), False, "no gain", (0, 0)),
        ("1/(x-y)", (1, 0), True, "undefined", (0.5, 0.5)),
        ("1/(x-y)", (1, 0), False, "left domain", (3, -2)),
        ("log(x^2 + y^2)", (0.6, 0.8), False, "undefined", (0, 0)),
        ("sqrt(1 - x^2 - y^2)", (0.3, 0.4), False, "undefined", (0.6, 0.8)),
        ("atan(y/x)", (1, 0), True, "no gain", (0, 1)),
        ("x^2 - y^2", (0, 1), True, "flat", (0, 0)),
        ("1000*x^2 + y/1000", (1, 1), False, "flat", (0, 1)),
    ],
)
def test_known_ends(text, start, uphill, ended, end):
    path = gradient_flow(Field(text), start, uphill=uphill)
    assert path.ended == ended
    assert_allclose(path.points[-1], end, atol=1e-3)


def test_a_start_on_the_border_that_leads_out_is_a_path_of_one_point():
    path = gradient_flow(Field("x"), (3, 0))
    assert path.points.tolist() == [[3, 0]]
    assert path.ended == "left domain"


def test_a_line_along_the_border_is_inside():
    path = gradient_flow(Field("x"), (0, 2))
    assert path.ended == "left domain"
    assert_array_equal(path.points[-1], (3, 2))


@pytest.mark.parametrize("text, start, ended", [("3", (1, 1), "flat"), ("log(x)", (-1, 0), "undefined")])
def test_where_there_is_no_slope_the_path_is_one_point(text, start, ended):
    path = gradient_flow(Field(text), start)
    assert path.points.tolist() == [list(start)]
    assert path.ended == ended


def test_a_start_outside_the_domain_is_refused():
    with pytest.raises(DomainError, match="outside"):
        gradient_flow(Field("x"), (9, 0))


@settings(max_examples=40)
@given(st.sampled_from(ZOO), st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_no_start_whatever_takes_more_than_a_bounded_number_of_evaluations(specimen, u, v, uphill):
    d = specimen.domain
    start = (d.x0 + u * (d.x1 - d.x0), d.y0 + v * (d.y1 - d.y0))
    if start not in d:
        return
    calls = []
    rows = Field._rows

    def counted(self, order, where):
        calls.append(order)
        return rows(self, order, where)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Field, "_rows", counted)
        path = gradient_flow(specimen.field, start, uphill=uphill)
    assert len(calls) < 20000
    assert (np.diff(path.heights) * (1 if uphill else -1) > 0).all()


@pytest.mark.parametrize("start", [(-2, 1), (-0.5, 1), (0.5, 1.2), (2, 1), (2.5, -0.5), (-2.3, 0.2)])
def test_a_line_that_comes_upon_a_crease_ends_there_for_want_of_gain(start) -> None:
    path = gradient_flow(Field("abs(abs(x) - 1) + y/2"), start, uphill=False)
    assert path.ended == "no gain"
    assert path.points[-1] == pytest.approx([np.sign(start[0]), start[1] - abs(abs(start[0]) - 1) / 2], abs=1e-4)
