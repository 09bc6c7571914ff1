"""Critical points: all that are known are found, with their kind, and none where none stands by itself."""

from itertools import product

import numpy as np
import pytest
from scipy.optimize import minimize

from gradanim.calculus.critical_points import CriticalPoint, critical_points, critical_set, winding_number
from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from tests.zoo import Specimen, named, untagged

Known = set[tuple[str, float, float]]
# the zoo lists all of theirs
COUNTED = [s for s in untagged("many", "undefined") if s.name not in ("two hills", "wave in a trough")]


def rounded(found: list[CriticalPoint], digits: int = 5) -> Known:
    return {(p.kind, *(round(c, digits) + 0.0 for c in p.point)) for p in found}  # type: ignore[misc]


def known(specimen: Specimen) -> Known:
    kinds = (("peak", specimen.peaks), ("valley", specimen.valleys), ("saddle", specimen.saddles))
    return {(kind, round(x, 5) + 0.0, round(y, 5) + 0.0) for kind, points in kinds for x, y in points}


@pytest.mark.parametrize("specimen", COUNTED, ids=lambda s: s.name)
def test_exactly_the_known_ones_are_found(specimen: Specimen) -> None:
    found = critical_points(specimen.field)
    assert rounded(found) == known(specimen)
    assert len(found) == len(known(specimen))
    for point in found:
        assert point.height == specimen.field(*point.point)


def test_all_of_a_ripple_are_found() -> None:
    expected = set()
    for k, m in product(range(-30, 30), repeat=2):
        x, y = (2 * k + 1) * np.pi / 16, m * np.pi / 8  # sin(8x) = (-1)^k, cos(8y) = (-1)^m
        expected.add(("peak" if (k + m) % 2 == 0 else "valley", x, y))
        expected.add(("saddle", k * np.pi / 8, (2 * m + 1) * np.pi / 16))
    inside = {(kind, round(x, 5) + 0.0, round(y, 5) + 0.0) for kind, x, y in expected if (x, y) in Domain()}
    found = critical_points(named("ripple").field)
    assert rounded(found) == inside
    assert len(found) == len(inside)


def test_a_wave_in_a_trough_has_a_row_of_peaks_and_valleys() -> None:
    found = rounded(critical_points(named("wave in a trough").field))
    third = np.pi / 3
    heights = {y: "peak" if np.sin(3 * y) > 0 else "valley" for y in third * (np.arange(4) - 1.5)}
    assert found == {(kind, 0.0, round(y, 5)) for y, kind in heights.items()}


def test_of_a_ring_shaped_ridge_only_the_hollow_inside_is_reported() -> None:
    assert rounded(critical_points(Field("-(x^2 + y^2 - 1)^2"))) == {("valley", 0.0, 0.0)}


def test_the_hills_and_hollows_are_where_calculus_puts_them() -> None:
    # cos(x)cos(y) = -1/4 and sin(x)sin(y) = 0
    quarter = np.arccos(-0.25)
    points = [(s * quarter, 0.0) for s in (1, -1)]  # y = 0; beyond y = pi there is no domain
    points += [(0.0, s * quarter) for s in (1, -1)]
    inside = {(round(x, 5) + 0.0, round(y, 5) + 0.0) for x, y in points if (x, y) in Domain()}
    found = rounded(critical_points(named("hills and hollows").field))
    assert {(x, y) for _, x, y in found} == inside
    assert {kind for kind, x, _ in found if x > 0} == {"peak"}
    assert {kind for kind, x, _ in found if x < 0} == {"valley"}
    assert {kind for kind, x, _ in found if x == 0} == {"saddle"}


@pytest.mark.parametrize("name", ["two hills", "long formula"])
def test_peaks_are_those_that_scipy_climbs_to(name: str) -> None:
    f = named(name).field
    tops = set()
    for start in product(np.linspace(-2.9, 2.9, 13), np.linspace(-1.9, 1.9, 9)):
        end = minimize(lambda p: -f(*p), start, jac=lambda p: -f.gradient(*p), tol=1e-10)
        if tuple(end.x) in f.domain and np.hypot(*f.gradient(*end.x)) < 1e-5 and -end.fun > 0.05:
            tops.add((round(end.x[0], 2) + 0.0, round(end.x[1], 2) + 0.0))
    found = [p for p in critical_points(f) if p.kind == "peak"]
    assert len(found) >= 2
    assert {(x, y) for _, x, y in rounded(found, 2)} == tops


@pytest.mark.parametrize("text", ["x^2", "exp(-x^2)", "(x + 2y)^2", "sin(x - y)", "3", "0*x"])
def test_on_a_ridge_or_a_plain_none_stands_by_itself(text: str) -> None:
    assert critical_points(Field(text)) == []


@pytest.mark.parametrize(
    "text", ["(x+y)^3 - x^3 - 3x^2*y - 3x*y^2 - y^3 + 1", "sin(x+y) - sin(x)*cos(y) - cos(x)*sin(y) + 5"]
)
def test_the_rounding_of_a_constant_is_no_landscape(text: str) -> None:
    assert critical_points(Field(text)) == []


@pytest.mark.parametrize("text", ["sqrt(x^2 + y^2)", "-abs(x) - abs(y)", "1/(x^2 + y^2)", "x^3 - 3xy^2", "x^4 + y^4"])
def test_tips_poles_and_undecided_points_are_not_reported(text: str) -> None:
    assert critical_points(Field(text)) == []


def test_one_just_outside_the_domain_is_not_reported() -> None:
    f = Field("(x - 1)^2 + y^2")
    assert rounded(critical_points(f)) == {("valley", 1.0, 0.0)}
    assert critical_points(f.on(Domain(-1, 0.999, -1, 1))) == []


COUNTS = {  # peaks, valleys, saddles, undecided inside; then what lies on the border
    ("cos(10x)*cos(10y)", "-3:3,-2:2"): (123, 124, 240, 0, 0),
    ("15x^3 - 3xy + 15y^3", "-3:3,-2:2"): (0, 1, 1, 0, 0),
    ("exp(x^2+y^2)", "-4:4,-4:4"): (0, 1, 0, 0, 0),
    ("x^4/4 - x^3/3 + y^2", "-3:3,-2:2"): (0, 1, 0, 1, 0),
    ("sin(x)*sin(y)", "0:2pi,0:2pi"): (2, 2, 1, 0, 8),
    ("20 + x^2 - 10cos(2pi x) + y^2 - 10cos(2pi y)", "-5.12:5.12,-5.12:5.12"): (100, 121, 220, 0, 0),
    ("x^3 - 3xy^2", "-3:3,-2:2"): (0, 0, 0, 1, 0),
    ("x^4 + y^4", "-3:3,-2:2"): (0, 0, 0, 1, 0),
    ("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "-5:5,-5:5"): (1, 4, 4, 0, 0),
}


@pytest.mark.parametrize(("text", "domain"), COUNTS)
def test_a_count_is_complete(text: str, domain: str) -> None:
    found = critical_set(Field(text, Domain.parse(domain)))
    kinds = [place.kind for place in found.inside]
    counts = [kinds.count(kind) for kind in ("peak", "valley", "saddle", "undecided")]
    assert (*counts, len(found.border)) == COUNTS[text, domain]
    assert found.complete
    assert not found.curves


@pytest.mark.parametrize("text", ["x^2*y^2", "(x^2 + y^2 - 1)^2", "sin(x - y)", "3", "max(x^2 + y^2, 1)"])
def test_whole_curves_and_plains_are_told(text: str) -> None:
    assert critical_set(Field(text)).curves


@pytest.mark.parametrize("text", ["abs(x) + abs(y)", "abs(x - y)", "1/(x - y)", "sqrt(x^2 + y^2)", "log(x^2 + y^2)"])
def test_kinks_and_poles_are_no_level_ground(text: str) -> None:
    found = critical_set(Field(text))
    assert found.inside == found.border == ()
    assert found.complete
    assert not found.curves


def test_what_is_too_fine_is_not_counted() -> None:
    assert not critical_set(Field("sin(100x)*sin(100y)")).complete


INDEX = {"peak": 1, "valley": 1, "saddle": -1}


SMOOTH = [s for s in COUNTED if np.isfinite(s.field.gradient(0, 0)).all()]  # a tip or a pole turns the gradient, too


@pytest.mark.parametrize("specimen", SMOOTH, ids=lambda s: s.name)
def test_indices_add_up_to_the_turns_of_the_gradient_along_the_border(specimen: Specimen) -> None:
    f, d = specimen.field, specimen.field.domain
    share = np.linspace(0, 1, 4000, endpoint=False)
    x = np.concatenate([d.x0 + d.width * share, np.full(4000, d.x1), d.x1 - d.width * share, np.full(4000, d.x0)])
    y = np.concatenate([np.full(4000, d.y0), d.y0 + d.height * share, np.full(4000, d.y1), d.y1 - d.height * share])
    found, turns = critical_set(f), winding_number(f.gradient(x, y))
    if turns is not None and found.complete and not any(place.kind == "undecided" for place in found.inside):
        assert turns == sum(INDEX[place.kind] for place in found.inside)


def test_a_monkey_saddle_turns_the_gradient_backwards_twice() -> None:
    turn = 2 * np.pi * np.arange(100) / 100
    assert winding_number(Field("x^3 - 3xy^2").gradient(np.cos(turn), np.sin(turn))) == -2
    assert winding_number(Field("x^2 + y^2").gradient(np.cos(turn), np.sin(turn))) == 1
    assert winding_number(Field("x^2").gradient(np.cos(turn), np.sin(turn))) is None
