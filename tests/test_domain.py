import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradanim.errors import DomainError
from gradanim.fields.domain import Domain

finite = st.floats(-1e6, 1e6)
sizes = st.floats(0.1, 1e3)


@st.composite
def domains(draw) -> Domain:
    x, y, w, h = draw(finite), draw(finite), draw(sizes), draw(sizes)
    w, h = max(w, h / 100), max(h, w / 100)
    return Domain(x, x + w, y, y + h)


def test_a_domain_knows_its_measures():
    d = Domain(-1, 3, 0, 3)
    assert (d.width, d.height, d.diagonal, d.centre) == (4, 3, 5, (1, 1.5))


@pytest.mark.parametrize("ratio", [0.7, 1.5, 2.107])
@pytest.mark.parametrize("d", [Domain(), Domain(-2.6, 2.6, -1.6, 1.9), Domain(0, 0.03, 5, 5.01), Domain(7, 8, -40, 90)])
def test_a_domain_of_another_shape_lies_around_it_and_can_be_read(d: Domain, ratio: float):
    shaped = d.shaped(ratio)
    assert shaped.width / shaped.height == pytest.approx(ratio, rel=2e-3)
    assert shaped.centre == pytest.approx(d.centre)
    assert d.low in shaped
    assert d.high in shaped
    assert shaped.sides[0] == pytest.approx(d.sides[0]) or shaped.sides[1] == pytest.approx(d.sides[1])
    grown = max(shaped.sides, key=lambda side: side / d.sides[shaped.sides.index(side)])
    assert len(f"{grown / 2:.10g}".replace(".", "").lstrip("0")) <= 6


def test_whole_numbers_become_floats():
    assert Domain(-1, 1, -1, 1) == Domain(-1.0, 1.0, -1.0, 1.0)
    assert isinstance(Domain(-1, 1, -1, 1).x0, float)


@pytest.mark.parametrize(
    "borders",
    [
        (1, 1, 0, 1),
        (2, 1, 0, 1),
        (0, math.inf, 0, 1),
        (0, 1, math.nan, 1),
        (1e9, 1e9 + 1e-3, 0, 1),
        (-1e308, 1e308, 0, 1),
    ],
)
def test_a_rectangle_that_is_none_is_refused_by_the_side_at_fault(borders):
    side = "y" if math.isnan(borders[2]) else "x"
    with pytest.raises(DomainError, match=f"^{side} "):
        Domain(*borders)


@pytest.mark.parametrize(
    "text, borders",
    [
        ("-3:3,-2:2", (-3, 3, -2, 2)),
        (" -1 : 1 , 0 : 0.5 ", (-1, 1, 0, 0.5)),
        ("-pi:pi,-pi/2:pi/2", (-math.pi, math.pi, -math.pi / 2, math.pi / 2)),
        ("1e6:1e6+1,0:1", (1e6, 1e6 + 1, 0, 1)),
    ],
)
def test_a_typed_domain_is_read(text, borders):
    assert Domain.parse(text) == Domain(*borders)


@pytest.mark.parametrize(
    "text", ["", "1", "-3:3", "-3,3,-2,2", "-3:3,-2:2,0:1,0:1", "-3:0:3,-2:2", "a:b,0:1", "0:1,2:1", "0:x,0:1"]
)
def test_what_is_not_a_domain_is_refused_as_such(text):
    with pytest.raises(DomainError):
        Domain.parse(text)


def test_the_border_belongs_to_the_domain():
    d = Domain(-3, 3, -2, 2)
    assert (3, 2) in d
    assert (-3, -2) in d
    assert (math.nextafter(3, 4), 0) not in d


@pytest.mark.parametrize("point", [(math.nan, 0), (0, math.nan), (math.inf, 0), (0, -math.inf)])
def test_what_is_no_point_is_in_no_domain(point):
    assert point not in Domain()


@given(domains(), st.integers(2, 200))
def test_a_grid_reaches_from_border_to_border(d, n):
    x, y = d.grid(n)
    assert x.shape == y.shape
    assert max(x.shape) == n
    assert (x[0, 0], x[0, -1], y[0, 0], y[-1, 0]) == (d.x0, d.x1, d.y0, d.y1)


def test_cells_of_a_grid_are_about_square():
    x, y = Domain(0, 10, 0, 3).grid(101)
    assert y.shape == (31, 101)
    assert x[0, 1] - x[0, 0] == pytest.approx(y[1, 0] - y[0, 0])


def test_a_narrow_domain_can_ask_for_samples_across():
    assert Domain(0, 100, 0, 1).grid(50)[0].shape == (2, 50)
    assert Domain(0, 100, 0, 1).grid(50, least=10)[0].shape == (10, 50)


@given(domains(), finite, finite, st.floats(10, 100))
def test_a_window_around_a_point_has_the_shape_of_the_domain(d, x, y, width):
    window = d.around((x, y), width)
    assert window.width == pytest.approx(width)
    assert window.height / window.width == pytest.approx(d.height / d.width)
    assert window.centre == pytest.approx((x, y))


@pytest.mark.parametrize(
    ("d", "point", "moved"),
    [
        (Domain(), (2, 1), Domain()),
        (Domain(), (-0.5, -1.3), Domain()),
        (Domain(), (3, 2), Domain(-1, 5, -0.5, 3.5)),
        (Domain(), (1, 2), Domain(-3, 3, -0.5, 3.5)),
        (Domain(), (math.pi / 3, -2), Domain(-3, 3, -3.5, 0.5)),
        (Domain(), (-10, 0), Domain(-13, -7, -2, 2)),
        (Domain(), (1000000.5, 1), Domain(999997.5, 1000003.5, -2, 2)),
        (Domain(0.4, 3.4, -0.2, 1.8), (1, 2), Domain(0.4, 3.4, 0.6, 2.6)),
        (Domain(0, 1e-3, 0, 1e-3), (0.0012, 0), Domain(0.0005, 0.0015, -0.0003, 0.0007)),
        (Domain.usual(3), (1, 3, 0), Domain(-3, 3, -1, 5, -3, 3)),
    ],
)
def test_room_is_made_by_round_numbers_and_the_middle_stays_in_sight_where_it_can(d, point, moved):
    assert d.making_room(point) == moved


@given(domains(), st.floats(-3, 3), st.floats(-3, 3))
def test_in_a_domain_that_made_room_for_it_a_point_lies_well_inside(d, u, v):
    point = d.centre[0] + u * d.width, d.centre[1] + v * d.height
    moved = d.making_room(point)
    assert moved.has_room(point, 0.16)
    assert moved.sides == pytest.approx(d.sides)
    assert moved.making_room(point) == moved


def test_room_is_missing_at_each_border():
    d = Domain(0, 10, 0, 5)
    assert d.has_room((5, 2.5), 0.49)
    assert d.has_room((1.1, 0.55), 0.1)
    for point in ((1, 2), (9, 2), (5, 0.5), (5, 4.5), (0, 0), (11, 2)):
        assert not d.has_room(point, 0.1)


@given(domains(), domains())
def test_a_zoom_starts_here_and_ends_there_exactly(here, there):
    assert here.towards(there, 0) == here
    assert here.towards(there, 1) == there


def test_a_zoom_shrinks_by_equal_factors_in_equal_times():
    here, there = Domain(-8, 8, -4, 4), Domain(-1, 1, -0.5, 0.5)
    widths = [here.towards(there, k / 3).width for k in range(4)]
    assert widths == pytest.approx([16, 8, 4, 2])


def test_a_zoom_into_a_point_holds_it_in_its_place():
    here, point = Domain(-3, 3, -2, 2), (2.0, 1.5)
    # The same relative place in both windows: it must not wander in between.
    there = Domain(2 - 5 * 0.01, 2 + 1 * 0.01, 1.5 - 3.5 * 0.01, 1.5 + 0.5 * 0.01)
    for alpha in np.linspace(0, 1, 11):
        window = here.towards(there, alpha)
        assert (point[0] - window.x0) / window.width == pytest.approx(5 / 6)
        assert (point[1] - window.y0) / window.height == pytest.approx(3.5 / 4)


def test_moving_without_zooming_is_steady():
    here = Domain(0, 2, 0, 1)
    assert here.towards(here.around((11, 0.5), here.width), 0.25).centre == pytest.approx((3.5, 0.5))


@pytest.mark.parametrize(
    "d, text",
    [(Domain(), "[-3, 3] x [-2, 2]"), (Domain(1e6, 1e6 + 1, 0, 0.25), "[1000000, 1000001] x [0, 0.25]")],
)
def test_a_domain_prints_as_a_product_of_intervals(d, text):
    assert str(d) == text
