"""Basins: each point is given to the valley that a line from there comes to."""

import numpy as np
import pytest

from gradanim import Domain, Field, gradient_flow
from gradanim.fields.standing import flatness
from gradanim.flows.basins import NOWHERE, REACH, Basins, basins
from tests.zoo import named

HIMMELBLAU = Field("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", Domain(-6, 6, -4.6, 4.6))


def corners(found: Basins, label: int) -> np.ndarray:
    return np.vstack([ring for polygon in found.regions[label] for ring in polygon])


def area(found: Basins, label: int) -> float:
    """By Gauss's formula; holes run the other way round and are taken off."""
    total = 0.0
    for ring in (ring for polygon in found.regions[label] for ring in polygon):
        (x, y), (u, v) = ring[:-1].T, ring[1:].T
        total += float(np.sum(x * v - u * y)) / 2
    return abs(total)


@pytest.mark.parametrize("text", ["(x^2-1)^2 + y^2", "(x^2-1)^2", "sqrt((abs(x) - 1)^2 + y^2)"])
def test_two_valleys_side_by_side_meet_at_the_line_between(text: str) -> None:
    found = basins(Field(text))
    assert len(found.valleys) == 2
    for label, valley in enumerate(found.valleys):
        side = np.sign(valley.point[0])
        assert abs(valley.point[0]) == pytest.approx(1, abs=0.02)
        assert (side * corners(found, label)[:, 0]).min() == pytest.approx(0, abs=0.004)
        assert area(found, label) == pytest.approx(12, abs=0.03)
    assert found.neighbours == {(0, 1)}
    assert found.valleys[0].long == (text == "(x^2-1)^2")
    assert found.valleys[0].sharp == ("sqrt" in text)


def test_of_a_field_of_four_like_valleys_each_has_a_quarter() -> None:
    found = basins(Field("cos(x) + cos(y)", Domain(-2 * np.pi, 2 * np.pi, -2 * np.pi, 2 * np.pi)))
    assert len(found.valleys) == 4
    for label, valley in enumerate(found.valleys):
        assert np.abs(valley.point) == pytest.approx([np.pi, np.pi], abs=0.01)
        assert valley.height == pytest.approx(-2, abs=1e-4)
        assert area(found, label) == pytest.approx(4 * np.pi**2, rel=0.01)
        assert (np.sign(corners(found, label)).min(axis=0) * np.sign(valley.point) >= -1).all()
    assert len(found.neighbours) == 6


def test_the_valleys_of_himmelblau_are_the_published_ones() -> None:
    found = basins(HIMMELBLAU)
    published = [(3, 2), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)]
    points = sorted(valley.point for valley in found.valleys)
    assert np.array(points) == pytest.approx(np.array(sorted(published)), abs=0.01)
    assert not any(valley.long or valley.sharp for valley in found.valleys)


@pytest.mark.parametrize(
    "f",
    [HIMMELBLAU, *(named(name).field for name in ("hills and hollows", "wave in a trough", "jump"))],
    ids=lambda f: f.text,
)
def test_each_label_is_where_a_line_from_there_ends(f: Field) -> None:
    found, rng = basins(f, samples=41), np.random.default_rng(5)
    wrong = 0
    for i, j in zip(rng.integers(0, found.y.size, 12), rng.integers(0, found.x.size, 12), strict=True):
        wide = f.on(f.domain.around(f.domain.centre, REACH * f.domain.width))
        path = gradient_flow(wide, (found.x[j], found.y[i]), uphill=False, flat=flatness(f))
        label = found.of([path.points[-1]])[0] if path.ended in ("flat", "no gain") else NOWHERE
        wrong += label != found.labels[i, j]
    assert wrong <= 1  # one may stand on a border


@pytest.mark.parametrize("f", [HIMMELBLAU, named("hills and hollows").field], ids=lambda f: f.text)
def test_on_both_sides_of_a_border_lines_end_elsewhere(f: Field) -> None:
    found, d = basins(f), f.domain
    line = corners(found, 0)
    inner = line[(line[:, 0] > d.x0) & (line[:, 0] < d.x1) & (line[:, 1] > d.y0) & (line[:, 1] < d.y1)]
    cell, same = found.x[3] - found.x[2], 0
    some = inner[:: len(inner) // 5]
    for x, y in some:
        ends = set()
        for turn in np.arange(4) * np.pi / 2 + 0.3:
            path = gradient_flow(f, (x + 0.3 * cell * np.cos(turn), y + 0.3 * cell * np.sin(turn)), uphill=False)
            ends.add(int(found.of([path.points[-1]])[0]) if path.ended == "flat" else NOWHERE)
        same += len(ends) == 1
    assert same <= 1


@pytest.mark.parametrize("name", ["linear", "dome", "saddle", "log hole", "pyramid"])
def test_where_all_lines_lead_out_there_are_no_valleys(name: str) -> None:
    found = basins(named(name).field, samples=31)
    assert found.valleys == ()
    assert (found.labels == NOWHERE).all()
    assert found.regions == ()
    assert found.of(np.zeros((3, 2))).tolist() == [NOWHERE] * 3


@pytest.mark.parametrize("name", ["bowl", "tiny", "astronomic", "far off", "cone"])
def test_a_bowl_is_one_basin(name: str) -> None:
    f = named(name).field
    found = basins(f, samples=31)
    assert len(found.valleys) == 1
    assert (found.labels == 0).all()
    assert area(found, 0) == pytest.approx(f.domain.width * f.domain.height, rel=1e-3)


@pytest.mark.parametrize("place", [(3.1, 2.25), (-2.3, 2.28)])
def test_what_leaves_the_picture_and_comes_back_belongs_to_the_valley_it_comes_to(place: tuple[float, float]) -> None:
    f = Field("sin(2x + y) + cos(2y - x) + x^2/6 + y^2/4", Domain(-3.3, 3.3, -2.3, 2.3))
    found = basins(f, samples=101)
    i, j = np.argmin(np.abs(found.y - place[1])), np.argmin(np.abs(found.x - place[0]))
    start = (found.x[j], found.y[i])
    assert gradient_flow(f, start, uphill=False).ended == "left domain"
    end = gradient_flow(f.on(Domain(-12, 12, -9, 9)), start, uphill=False).points[-1]
    assert found.labels[i, j] != NOWHERE
    assert found.valleys[found.labels[i, j]].point == pytest.approx(tuple(end), abs=1e-3)
    assert found.of([(3.0, 9.0)]).tolist() == [NOWHERE]  # at no valley that can be seen


def test_basins_are_sorted_by_size() -> None:
    found = basins(HIMMELBLAU)
    sizes = [np.count_nonzero(found.labels == k) for k in range(len(found.valleys))]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("text", "creases"),
    [
        ("abs(x - y)", 1),
        ("abs(x^2 + y^2 - 1)", 1),
        ("abs(y - sin(2x))", 1),
        ("abs(abs(x) - 1)", 2),
        ("abs(sin(10x))", 19),
    ],
)
def test_all_that_stops_in_one_level_crease_is_in_one_valley(text: str, creases: int) -> None:
    found = basins(Field(text))
    assert len(found.valleys) == creases
    assert all(valley.long and valley.sharp for valley in found.valleys)


def test_a_crease_that_leads_down_is_no_valley_but_leads_to_one_or_out() -> None:
    assert basins(Field("(x + y + abs(x - y))/2"), samples=31).valleys == ()
    found = basins(Field("abs(sin(5x)) + y^2/4"), samples=31)
    assert len(found.valleys) == 9
    assert not any(valley.long for valley in found.valleys)
    assert all(abs(valley.point[1]) < 1e-3 for valley in found.valleys)


def test_basins_of_two_creases_meet_on_the_edge_between() -> None:
    found = basins(Field("abs(abs(x) - 1)"))
    for label, valley in enumerate(found.valleys):
        side = np.sign(valley.point[0])
        assert np.abs(valley.ends[:, 0] - side).max() < 1e-5
        assert (side * corners(found, label)[:, 0]).min() == pytest.approx(0, abs=0.004)
