import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from gradanim import Domain, DomainError, Field, level_curve_through, level_curves, nice_levels
from gradanim.fields.standing import default_point
from gradanim.stage.claims.reading import tangent_at
from tests.zoo import ZOO, named, untagged

every_specimen = pytest.mark.parametrize("specimen", ZOO, ids=lambda s: s.name)
with_relief = pytest.mark.parametrize("specimen", untagged("flat", "undefined"), ids=lambda s: s.name)


def pieces_of(f, values):
    return [(value, piece) for value, found in zip(values, level_curves(f, values), strict=True) for piece in found]


@with_relief
def test_levels_are_round_rising_and_not_too_many(specimen):
    levels = nice_levels(specimen.field)
    assert 4 <= levels.values.size <= 18
    assert (np.diff(levels.values) > 0).all()
    for value in levels.values:
        assert float(f"{value:.12g}") == value
    if levels.spacing == "even":
        step = np.diff(levels.values).min()
        assert float(f"{step:.0e}") == pytest.approx(step, rel=1e-3)
        assert f"{step:e}"[0] in "125"
    else:
        assert {f"{abs(value):e}"[0] for value in levels.values} <= set("1235")


@pytest.mark.parametrize("specimen", [s for s in ZOO if s.tags & {"flat", "undefined"}], ids=lambda s: s.name)
def test_level_ground_and_no_ground_have_no_levels(specimen):
    assert nice_levels(specimen.field).values.size == 0


@pytest.mark.parametrize("name", ["Rosenbrock", "steep exponential"])
def test_skewed_heights_get_a_ladder(name):
    assert nice_levels(named(name).field).spacing == "ladder"


@pytest.mark.parametrize(
    "name", ["bowl", "linear", "two hills", "ripple", "wave in a trough", "cliff", "pole", "huge", "tiny"]
)
def test_ordinary_heights_get_even_levels(name):
    assert nice_levels(named(name).field).spacing == "even"


@with_relief
def test_no_two_neighbouring_levels_leave_most_of_the_map_empty(specimen):
    if specimen.name in ("spike", "cliff"):
        return  # most of the map is level there
    f = specimen.field
    heights = f(*specimen.domain.grid(150, least=30))
    heights = heights[np.isfinite(heights)]
    counts = np.histogram(heights, [-np.inf, *nice_levels(f).values, np.inf])[0]
    assert counts.max() < 0.6 * heights.size


@with_relief
def test_beyond_the_first_and_the_last_level_is_something_to_see(specimen):
    levels, heights = nice_levels(specimen.field), specimen.field(*specimen.domain.grid(121, least=25))
    if levels.spacing == "even":
        least = 0.9e-3 * np.ptp(levels.values)
        assert np.nanmax(heights) - levels.values[-1] > least
        assert levels.values[0] - np.nanmin(heights) > least


def test_a_hilltop_at_a_round_height_has_no_level_of_its_own():
    two = Field("17 + 7*exp(-((x-1.6)^2 + (y-2.5)^2)/2) + 5*exp(-(x-4.6)^2 - (y-1.4)^2)", Domain(0, 6, 0, 4))
    assert nice_levels(two).values[-1] == 23.5


def test_a_pole_does_not_decide_the_levels():
    for name in ("pole", "double pole", "poles in rows"):
        assert np.max(np.abs(nice_levels(named(name).field).values)) < 50


def test_levels_are_the_same_every_time_and_scale_with_the_field():
    f, thousandfold = Field("x^2 - y"), Field("1000(x^2 - y)")
    assert nice_levels(f) == nice_levels(Field("x^2 - y"))
    assert_allclose(nice_levels(thousandfold).values, 1000 * nice_levels(f).values)


@pytest.mark.parametrize("count", [3, 6, 12, 30])
def test_about_as_many_levels_as_asked_for(count):
    assert count / 2 <= nice_levels(Field("x + y"), count).values.size <= max(1.5 * count, count + 2)


@every_specimen
def test_level_curves_are_on_the_level_and_in_the_domain(specimen):
    f, d = specimen.field, specimen.domain
    for value, piece in pieces_of(f, nice_levels(f).values):
        assert piece.shape[1] == 2
        assert len(piece) > 1
        assert (piece >= (d.x0, d.y0)).all()
        assert (piece <= (d.x1, d.y1)).all()
        assert (np.diff(piece, axis=0) != 0).any(axis=1).all()
        x, y = piece.T
        # As a distance: the height missed, over the slope. Large coordinates are rounded themselves.
        slope = np.nan_to_num(np.hypot(*f.gradient(x, y)))
        rounding = 1e-12 * d.diagonal + 4e-16 * max(abs(d.x1), abs(d.y1))
        noise = 1e-14 * abs(value) + 1e-300
        assert (np.abs(f(x, y) - value) <= 4 * rounding * slope + noise + 1e-7 * (slope == 0)).all()


@with_relief
def test_the_segments_of_a_level_curve_run_along_the_level(specimen):
    f = specimen.field
    cell = 1.5 * specimen.domain.diagonal / 199
    for value, piece in pieces_of(f, nice_levels(f).values[::3]):
        assert np.hypot(*np.diff(piece, axis=0).T).max() < cell
        middle = (piece[1:] + piece[:-1]) / 2
        missed = np.abs(f(*middle.T) - value)
        slope = np.hypot(*f.gradient(*piece.T))
        steep = np.fmax(slope[1:], slope[:-1])
        assert (missed[np.isfinite(steep)] <= 0.5 * cell * steep[np.isfinite(steep)] + 1e-9 * abs(value)).all()


def test_the_level_curves_of_a_bowl_are_circles_that_close_exactly():
    for value, piece in pieces_of(Field("x^2 + y^2"), (0.25, 1, 3)):
        assert_allclose(np.hypot(*piece.T), math.sqrt(value), rtol=1e-13)
        assert_array_equal(piece[0], piece[-1])
        length = np.hypot(*np.diff(piece, axis=0).T).sum()
        assert length == pytest.approx(2 * math.pi * math.sqrt(value), rel=1e-3)


def test_no_false_line_runs_along_a_pole():
    f = Field("1/(x-y)")
    for value, pieces in zip((-4, -0.5, 0, 0.3, 3), level_curves(f, (-4, -0.5, 0, 0.3, 3)), strict=True):
        assert len(pieces) == (value != 0)
        for piece in pieces:
            assert_allclose(piece[:, 0] - piece[:, 1], 1 / value, rtol=1e-12)


@pytest.mark.parametrize("samples", [100, 101, 200, 201])
def test_no_false_line_runs_along_a_jump(samples):
    f = Field("atan(y/x)")
    values = (-1.2, -0.4, 0.0, 0.7, 1.5)
    for value, pieces in zip(values, level_curves(f, values, samples), strict=True):
        assert len(pieces) == 2
        for x, y in (piece.T for piece in pieces):
            assert_allclose(y, x * math.tan(value), atol=1e-12)
            assert (np.sign(x) == np.sign(x[len(x) // 2])).all()  # it does not cross x = 0


def test_every_ripple_has_its_contour():
    f = Field("sin(8x)*cos(8y)", Domain(-math.pi / 2, math.pi / 2, -math.pi / 2, math.pi / 2))
    # Crests: sin and cos both 1 or both -1, on a square of period pi/4; count those whose loop is inside.
    crests = [
        (x, y)
        for x in np.arange(-7, 9, 2) * math.pi / 16
        for y in np.arange(-4, 5) * math.pi / 8
        if float(f(x, y)) > 0.99 and abs(y) < 1.5
    ]
    closed = [piece for piece in level_curves(f, [0.5])[0] if np.array_equal(piece[0], piece[-1])]
    assert len(closed) == len(crests)
    for piece in closed:
        assert np.min(np.hypot(*(np.array(crests) - piece[:-1].mean(axis=0)).T)) < 5e-3


def test_level_curves_reach_the_edge_of_where_the_field_is_defined():
    (circle,), (line,) = (
        level_curves(Field("sqrt(1 - x^2 - y^2)"), [0.1])[0:1][0],
        level_curves(Field("sqrt(x) + y"), [0.5])[0],
    )
    assert_allclose(np.hypot(*circle.T), math.sqrt(0.99), rtol=1e-12)
    assert_array_equal(circle[0], circle[-1])
    assert line[:, 0].min() < 0.01
    assert_allclose(np.sqrt(line[:, 0]) + line[:, 1], 0.5, atol=1e-12)


def test_the_crossing_at_a_saddle_is_drawn():
    pieces = level_curves(Field("x^2 - y^2"), [0])[0]
    points = np.concatenate(pieces)
    assert_allclose(np.abs(points[:, 0]), np.abs(points[:, 1]), atol=1e-12)
    assert np.hypot(*points.T).min() < 0.03
    assert sum(np.hypot(*np.diff(p, axis=0).T).sum() for p in pieces) == pytest.approx(8 * math.sqrt(2), rel=0.01)


@every_specimen
def test_the_level_curve_through_a_point_goes_through_it(specimen):
    f = specimen.field
    if (point := default_point(f)) is None:
        return
    curve = level_curve_through(f, point)
    assert_array_equal(curve.points[curve.at], point)
    assert len(curve.points) > 3
    assert curve.closed == np.array_equal(curve.points[0], curve.points[-1])
    assert curve.height == f(*point)
    assert (np.diff(curve.points, axis=0) != 0).any(axis=1).all()


@settings(max_examples=30)
@given(st.floats(-2.9, 2.9), st.floats(-1.9, 1.9))
@example(0.0, 0.013671875)  # a circle of one cell
def test_the_level_curve_through_any_point_of_a_bowl_is_its_circle(x, y):
    radius = math.hypot(x, y)
    curve = level_curve_through(Field("x^2 + y^2", Domain(-3, 3, -2, 2)), (x, y), samples=60)
    assert_array_equal(curve.points[curve.at], (x, y))
    assert_allclose(np.hypot(*curve.points.T), radius, rtol=1e-9, atol=1e-150)
    if 0.001 < radius < 1.99:
        assert curve.closed
        assert curve.at == 0
        turn = np.unwrap(np.arctan2(curve.points[:, 1], curve.points[:, 0]))
        assert abs(turn[-1] - turn[0]) == pytest.approx(2 * math.pi)
        assert len(turn) > 24


def length(line):
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


@pytest.mark.parametrize(
    "text, point, own, others, crosses",
    [
        ("x^2 - y^2", (1, 1), math.sqrt(8), [math.sqrt(8)] * 3, True),
        ("x^2 - y^2", (0.01, 0.01), math.sqrt(8), [math.sqrt(8)] * 3, True),
        ("1e6 + x^2 - y^2", (1, 1), math.sqrt(8), [math.sqrt(8)] * 3, True),
        ("x^2 - 2y^2", (1.41421356, 1), math.sqrt(12), [math.sqrt(12)] * 3, True),
        ("x^2 - 100y^2", (1, 0.1), 3 * math.sqrt(1.01), [3 * math.sqrt(1.01)] * 3, True),
        ("x^4 - y^4", (1, 1), math.sqrt(8), [math.sqrt(8)] * 3, True),
        ("x*y", (1, 0), 3, [2, 2, 3], True),
        ("x^3 - 3x*y^2", (0, 1), 2, [2, *[math.sqrt(12)] * 4], True),
        ("x*y*(x^2 - y^2)", (1, 1), math.sqrt(8), [2, 2, 3, 3, *[math.sqrt(8)] * 3], True),
        ("sin(x)*sin(y)", (1, 0), 3, [2, 2, 3], True),
        ("y*(x^2 + y^2)", (1, 0), 3, [3], False),
    ],
)
def test_where_the_gradient_is_zero_a_level_curve_ends_and_all_its_branches_are_told(text, point, own, others, crosses):
    curve = level_curve_through(Field(text), point)
    assert_array_equal(curve.points[curve.at], point)
    assert_allclose(curve.crossings, [[0, 0]], atol=1e-6)
    assert not curve.closed
    assert length(curve.points) == pytest.approx(own, abs=1e-3)
    assert sorted(map(length, curve.branches)) == pytest.approx(sorted(others), abs=1e-3)
    assert curve.crosses_itself is crosses
    height = Field(text)(*curve.whole.T)
    assert np.isnan(height).sum() == len(curve.branches)
    assert_allclose(height[np.isfinite(height)], curve.height, atol=1e-8, rtol=1e-12)


def test_loops_that_meet_at_a_crossing_are_branches():
    f = Field("(x^2 + y^2)^2 - 2*(x^2 - y^2)")  # Bernoulli's lemniscate, 2.62206 by its half width
    curve = level_curve_through(f, (math.sqrt(2), 0))
    assert_allclose(curve.crossings, [[0, 0]], atol=1e-9)
    assert_allclose(curve.points[[0, -1]], 0, atol=1e-9)
    assert [length(line) for line in (curve.points, *curve.branches)] == pytest.approx([3.70815] * 2, abs=1e-3)


@pytest.mark.parametrize("point", [(1, 1.01), (1, 1.001), (1, 0.999)])
def test_a_level_curve_that_misses_the_saddle_has_no_crossing(point):
    curve = level_curve_through(Field("x^2 - y^2"), point)
    assert not len(curve.crossings)
    assert not curve.branches


def test_a_summit_has_no_level_curve_but_itself():
    curve = level_curve_through(Field("-x^2 - y^2"), (0, 0))
    assert_array_equal(curve.points, [[0, 0]])
    assert not curve.closed


@pytest.mark.parametrize("point, text", [((9, 0), "outside"), ((-1, 0), "undefined")])
def test_no_level_curve_goes_through_a_place_without_height(point, text):
    with pytest.raises(DomainError, match=text):
        level_curve_through(Field("log(x)"), point)


@pytest.mark.parametrize("text", ["1e6 + x", "1e10 + x + y", "1e12 + x + y", "1e10 + x^2 + y^2", "1e11 + sin(x)*y"])
def test_a_curve_of_rounded_heights_has_a_tangent_at_its_point(text: str) -> None:
    f = Field(text)
    for point in [(1.7, 2.0), (1.1, -0.7), (-2.2, 1.3), (0.4, 0.9)]:
        curve = level_curve_through(f, point)
        assert curve.points[curve.at] == pytest.approx(point)
        corners = np.column_stack([curve.points, np.zeros(len(curve.points))])
        tangent = tangent_at(corners, np.array([*point, 0.0]))[:2]
        gradient = f.gradient(*point)
        assert abs(tangent @ gradient) < 0.01 * np.hypot(*gradient)
