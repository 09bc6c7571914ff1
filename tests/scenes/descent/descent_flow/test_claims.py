"""The claims of streams: true of a true picture, false as soon as something in it is wrong."""

from collections.abc import Callable

import numpy as np
import pytest
from manim import DEGREES, OUT, RIGHT, UP

from gradanim.errors import Refusal
from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.flows import basins as flows
from gradanim.flows.basins import NOWHERE, basins
from gradanim.paint.dots import Particles
from gradanim.paint.lines import Polylines
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from scenes.descent.descent_flow.arrows import TurningArrows
from scenes.descent.descent_flow.basins import (
    basin_of_each,
    basin_patches,
    basin_rings,
    colours_of_basins,
    deepest_of,
    depths,
    higher_of,
    insist_on_few,
)
from scenes.descent.descent_flow.claims import (
    at_level_ground,
    coloured_by_end,
    each_in_its_basin,
    falls_with,
    graph_of_heights,
    inside_the_rings,
    left_over_the_border,
    none_climbs,
    on_borders,
    orthogonal_to_contours,
    point_the_steepest_way,
    regions_are_basins,
    says_the_heights,
    stands_higher,
)
from scenes.descent.descent_flow.edges import before_edges, down_the_edges, no_way_down, walked_down
from scenes.descent.descent_flow.falling_heights import FallingHeights
from scenes.descent.descent_flow.particles import Streamlines, enlarged, longest_fall, particles
from scenes.descent.descent_flow.saddles import SaddleMarks
from scenes.descent.descent_flow.sentences import at_points, moral, pathways, where_they_end
from scenes.descent.descent_flow.streams import quasirandom_points, streams
from tests.zoo import named

BOX = Box(-6, 2, -3, 3)
WELLS = "(x^2 - 1)^2 + y^2"
TILTED = f"{WELLS} + 0.2x"


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(claim.missed(expected, claim.measure()) <= claim.tolerance)


def seen(text: str) -> View:
    return View.fit(Field(text), THEMES["night"], BOX)


def stage(text: str, count: int = 60):
    view = seen(text)
    found = streams(view.field, quasirandom_points(view.field, count))
    return view, found, particles(view, found, 4.0)


def wrong(moving: Particles, spoil: Callable[[Particles], object]) -> Particles:
    copy = moving.copy()
    spoil(copy)
    return copy


def played(claim: Claim, moving: Particles) -> bool:
    """The verdict over the whole time, as a beat looks at it."""
    verdicts = []
    for time in np.linspace(0, moving.duration, 30):
        moving.set_time(time)
        value = claim.measure()
        verdicts.append(np.isnan(value) or abs(value) <= claim.tolerance)
    return all(verdicts)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("text", ["x^2 + 2y^2", "sin(x)*cos(y) + x/4", "abs(x) + y", "1e200*(x^2 + xy)"])
def test_arrows_point_uphill_and_turned_over_downhill(text: str, sign: int) -> None:
    view = seen(text)
    right = TurningArrows(view, 0.0 if sign > 0 else np.pi)
    assert holds(point_the_steepest_way(view, right, sign=sign))
    assert not holds(point_the_steepest_way(view, right, sign=-sign))
    assert not holds(point_the_steepest_way(view, TurningArrows(view, 0.1 if sign > 0 else np.pi + 0.1), sign=sign))
    assert not holds(point_the_steepest_way(view, right.copy().rotate(5 * DEGREES, axis=OUT), sign=sign))


@pytest.mark.parametrize("name", ["bowl", "two hills", "hills and hollows", "Rosenbrock", "tiny", "huge"])
def test_particles_that_go_down_hold_and_those_that_go_back_do_not(name: str) -> None:
    view, _, moving = stage(named(name).text)
    assert played(none_climbs(view, moving), moving)
    backwards = moving.copy()
    backwards.points = moving.points.reshape(-1, moving.count, 3)[::-1].reshape(-1, 3)
    assert not played(none_climbs(view, backwards), backwards)
    assert not played(none_climbs(view, moving), moving.shift(0.3 * RIGHT + 0.2 * UP))


def test_one_that_climbs_among_many_is_seen() -> None:
    view, _, moving = stage(WELLS)
    samples = moving.points.reshape(-1, moving.count, 3)
    samples[200:, 7] = samples[0, 7] + 0.3 * (samples[0, 7] - samples[-1, 7])
    assert not played(none_climbs(view, moving), moving)


def test_where_they_rest_it_is_level_and_elsewhere_it_is_not() -> None:
    view, found, moving = stage(WELLS)
    moving.set_time(moving.duration)
    level = found.resting
    assert holds(at_level_ground(view, moving, level))
    assert not holds(at_level_ground(view, wrong(moving, lambda m: m.shift(0.1 * UP)), level))
    assert not holds(at_level_ground(view, wrong(moving, lambda m: m.set_time(0.5)), level))


def test_those_that_are_gone_went_over_the_border() -> None:
    view, found, moving = stage("x^2 - y^2")
    left = np.array([why == "left domain" for why in found.ended])
    assert left.all()
    assert holds(left_over_the_border(view, moving, left))
    assert not holds(left_over_the_border(view, moving.copy().scale(0.9), left))


def test_in_the_middle_of_the_picture_none_is_gone() -> None:
    view, found, moving = stage("log(x^2 + y^2)")
    assert not holds(left_over_the_border(view, moving, np.array([why == "undefined" for why in found.ended])))


def test_colours_and_basins_are_those_of_the_valleys() -> None:
    view, found, _ = stage(WELLS)
    drainage = basins(view.field)
    basin_colours = colours_of_basins(view, drainage)
    colours = basin_colours[basin_of_each(found, drainage)]
    moving = particles(view, found, 4.0, colours)
    patches = basin_patches(view, drainage, basin_colours[:-1])
    labels = np.where(found.resting, drainage.of(found.ends), NOWHERE)
    assert len(set(colours.tolist())) == 2
    assert holds(coloured_by_end(view, moving, drainage, basin_colours))
    assert not holds(coloured_by_end(view, particles(view, found, 4.0, colours[::-1]), drainage, basin_colours))
    assert not holds(coloured_by_end(view, moving.copy().stretch(-1, 0), drainage, basin_colours))
    assert played(each_in_its_basin(view, moving, patches, labels), moving)
    assert not played(each_in_its_basin(view, moving, patches, 1 - labels), moving)
    assert not played(each_in_its_basin(view, moving, patches.copy().shift(0.4 * RIGHT), labels), moving)


FOUR = Field("sin(2x + y) + cos(2y - x) + x^2/6 + y^2/4", Domain(-3.3, 3.3, -2.3, 2.3))


def test_regions_that_stop_at_the_border_of_the_picture_are_no_basins(monkeypatch: pytest.MonkeyPatch) -> None:
    view = View.fit(FOUR, THEMES["night"], BOX)
    drainage = basins(FOUR, samples=41)
    colours = colours_of_basins(view, drainage)[:-1]
    assert holds(regions_are_basins(view, basin_patches(view, drainage, colours), drainage))
    monkeypatch.setattr(flows, "REACH", 1.0)
    stopped = basins(FOUR, samples=41)
    assert not holds(regions_are_basins(view, basin_patches(view, stopped, colours), drainage))


def test_particles_go_out_of_the_picture_and_come_back() -> None:
    view = View.fit(FOUR, THEMES["night"], BOX)
    found = streams(FOUR, [(3.1, 2.25), (-2.3, 2.28), (-3.2, -0.5)])
    drainage = basins(FOUR, samples=41)
    labels = basin_of_each(found, drainage).tolist()
    assert min(labels[:2]) >= 0
    assert labels[2] == NOWHERE
    assert "near two minima, 1 is gone to minima outside the picture" in where_they_end(found, drainage)
    assert np.isnan(found.places[-1, 2]).all()
    there = np.isfinite(found.places).all(axis=2)
    gone = np.asarray(there & (np.abs(found.places - FOUR.domain.centre) > np.array([3.301, 2.301])).any(axis=2))
    assert gone[:, :2].any(axis=0).all()
    assert not gone[:, 2].any()
    moving = particles(view, found, 4.0)
    assert holds(left_over_the_border(view, moving, ~found.within))


def test_the_saddles_that_are_marked_lie_between_two_basins() -> None:
    view = View.fit(FOUR, THEMES["night"], BOX)
    drainage = basins(FOUR, samples=41)
    marks = SaddleMarks(view, drainage)
    assert len(marks.places) == 4
    assert all(holds(claim) for claim in on_borders(view, marks, drainage))
    level, two = on_borders(view, marks.copy().shift(0.6 * UP), drainage)
    assert not holds(level)
    assert not holds(two)


CREASE = "abs(x - y)"


def test_those_that_stop_in_a_crease_are_in_no_ring_and_in_one_basin() -> None:
    view, found, moving = stage(CREASE)
    drainage = basins(view.field)
    assert set(found.ended) == {"no gain"}
    moving.set_time(moving.duration)
    assert holds(inside_the_rings(moving, basin_rings(view, drainage, None), at_points(found, drainage)))
    assert set(basin_of_each(found, drainage).tolist()) == {0}  # some of them beyond the border
    assert "at an edge, where the gradient jumps" in where_they_end(found, drainage)


@pytest.mark.parametrize("text", ["abs(abs(x) - 1)", "abs(abs(x) - 1) + y^2/4"])
def test_each_of_several_creases_has_its_basin(text: str) -> None:
    view, found, _ = stage(text)
    drainage = basins(view.field)
    basin_colours = colours_of_basins(view, drainage)
    labels = basin_of_each(found, drainage)
    moving = particles(view, found, 4.0, basin_colours[labels])
    patches = basin_patches(view, drainage, basin_colours[:-1])
    assert holds(coloured_by_end(view, moving, drainage, basin_colours))
    assert played(each_in_its_basin(view, moving, patches, labels), moving)
    assert not played(each_in_its_basin(view, moving, patches.copy().shift(0.4 * RIGHT), labels), moving)


def test_the_angle_of_a_line_is_measured_in_the_middle_of_each_of_its_pieces() -> None:
    view = seen("x^2 + y^2")
    spoke = np.outer([2.0, 0.4, 0.3], [np.cos(1), np.sin(1)])  # pieces of unequal lengths, straight down
    assert orthogonal_to_contours(view, Polylines([view.at(*spoke.T)])).measure() < 1e-3
    bent = np.array([[1.0, 0.0], [0.96, 0.0], [0.92, 0.007], [0.88, 0.014]])  # turned by 10 degrees after a piece
    claim = orthogonal_to_contours(view, Polylines([view.at(*bent.T)]))
    assert claim.measure() == pytest.approx(10.4, abs=0.3)  # along the bend the gradient has turned a little, too


@pytest.mark.parametrize("text", ["max(x, y)", "abs(x) + abs(y)/2", "abs(y - sin(2x)) + x/9"])
def test_along_edges_lines_run_the_steepest_way_and_shifted_ones_do_not(text: str) -> None:
    view, found, moving = stage(text)
    lines = Streamlines(view, found, np.array(["#ffffff"] * moving.count))
    (claim,) = down_the_edges(view, lines, found)
    assert holds(claim)
    assert holds(orthogonal_to_contours(view, lines, before_edges(found)))
    assert "until an edge leads them on" in pathways(found)
    lines.rotate(8 * DEGREES, axis=OUT)
    assert not holds(claim)


def test_of_a_smooth_field_nothing_is_said_of_edges() -> None:
    view, found, moving = stage("x^2 + y^2")
    assert down_the_edges(view, Streamlines(view, found, np.array(["#ffffff"] * moving.count)), found) == []
    assert before_edges(found).all()
    assert "edge" not in pathways(found)


@pytest.mark.parametrize("text", ["abs(x) + abs(y)", "abs(x - y)", "sqrt(x^2 + y^2)"])
def test_where_they_stopped_no_way_leads_down_and_elsewhere_one_does(text: str) -> None:
    view, found, moving = stage(text)
    stopped = np.array([why == "no gain" for why in found.ended])
    moving.set_time(moving.duration)
    assert holds(no_way_down(view, moving, stopped))
    assert not holds(no_way_down(view, wrong(moving, lambda m: m.shift(0.1 * UP)), stopped))
    moving.set_time(0.3 * moving.duration)
    assert not holds(no_way_down(view, moving, stopped))


def test_a_walk_by_heights_goes_down_along_edges_to_the_end() -> None:
    for start in ((1.0, 1.0), (-2.0, 0.5)):
        end = walked_down(Field("abs(x - y) + x^2/4"), np.array(start))
        assert end == pytest.approx([0, 0], abs=2e-3)
    assert walked_down(Field("max(x, y)"), np.array([1.0, 1.0])) is None


@pytest.mark.parametrize("text", [WELLS, "x^2 + 2y^2", "100(y-x^2)^2 + (1-x)^2", "1/(x - y)", "exp(x)*y"])
def test_streamlines_run_down_the_slope_and_turned_ones_do_not(text: str) -> None:
    view, found, moving = stage(text)
    lines = Streamlines(view, found, np.array(["#ffffff"] * moving.count))
    assert holds(orthogonal_to_contours(view, lines))
    assert not holds(orthogonal_to_contours(view, lines.copy().rotate(12 * DEGREES, axis=OUT)))
    assert not holds(orthogonal_to_contours(view, lines.copy().stretch(1.6, 0).rotate(5 * DEGREES, axis=OUT)))


def test_rings_hold_those_who_came_and_say_how_deep_they_are() -> None:
    view, found, moving = stage(TILTED)
    drainage = basins(view.field)
    deepest = deepest_of(found, drainage)
    assert deepest is not None
    assert drainage.valleys[deepest].point[0] < 0
    moving.set_time(moving.duration)
    marks = basin_rings(view, drainage, deepest)
    count = at_points(found, drainage)
    yours = higher_of(found, drainage)
    assert yours != deepest
    higher, lowest = (drainage.valleys[k].point for k in (yours, deepest))
    assert holds(stands_higher(view, marks, higher, lowest))
    assert not holds(stands_higher(view, marks, lowest, higher))
    assert [text.startswith("lowest: ") for text in marks.texts] == [k == deepest for k in range(2)]
    assert holds(says_the_heights(view, marks))
    assert holds(inside_the_rings(moving, marks, count))
    assert not holds(inside_the_rings(moving, marks, count - 1))
    assert not holds(inside_the_rings(wrong(moving, lambda m: m.set_time(1.0)), marks, count))
    assert not holds(inside_the_rings(moving, marks.copy().shift(0.3 * UP), count))
    assert not holds(says_the_heights(view, marks.copy().shift(0.8 * UP)))
    marks.texts.reverse()
    assert not holds(says_the_heights(view, marks))


def test_lines_set_apart_are_those_asked_for() -> None:
    view, found, moving = stage(WELLS)
    which = np.arange(moving.count) % 3 == 0
    lines = Streamlines(view, found, np.array(["#ffffff"] * moving.count)).set_apart(which)
    strength = lines.rgba[:, 3].reshape(moving.count, -1)
    assert (strength[which] == 1).all()
    assert (strength[~which] < 0.5).all()


def test_the_one_to_follow_falls_furthest_and_its_line_falls_with_it() -> None:
    view, found, moving = stage(WELLS)
    which = longest_fall(view, found)
    falls = view.field(*found.places[0].T) - view.field(*found.places[-1].T)
    assert falls[which] == pytest.approx(np.nanmax(falls))
    graph = FallingHeights(view, moving, Box(2, 6, -3, 1), ends=[(0.0, "0.00", "#ffffff"), (0.01, "0.01", "#ffffff")])
    dot, line = enlarged(view, moving, which), graph.enlarged(which)
    claim = falls_with(view, dot, line, graph, moving)
    for time in (0.4, 1.9, 4.0):
        moving.set_time(time)
        for mobject in (graph, dot, line):
            mobject.update()
        assert dot.points[0] == pytest.approx(moving.places()[which])
        assert holds(claim)
    assert not holds(
        falls_with(view, enlarged(view, moving, which).clear_updaters().shift(0.5 * UP), line, graph, moving)
    )
    assert not holds(falls_with(view, dot, line.copy().clear_updaters().shift(0.1 * UP), graph, moving))
    first, second = graph.names
    assert Box(2, 6, -3, 1).holds(graph, slack=0.1)
    assert abs(first[0].get_center()[1] - second[0].get_center()[1]) > 0.2
    for (said, leader), height in zip(graph.names, (0.0, 0.01), strict=True):
        (_, wanted, _), (begin, end) = graph.at(moving.duration, height), leader.get_start_and_end()
        assert begin[1] == pytest.approx(wanted)  # from its own height, wherever there is room for what is said
        assert end[1] == pytest.approx(said.get_center()[1])
        assert graph.area.right < begin[0] < end[0] < said.get_left()[0]


@pytest.mark.parametrize(
    ("text", "said", "remembered"),
    [
        (WELLS, "Now all 60 are near two minima.", "decided by where you begin"),
        (TILTED, "are near two minima", "need not be the lowest"),
        ("x^2 + 2y^2", "Now all 60 are near a minimum.", "the one minimum"),
        ("x + y", "Now all 60 are gone far beyond the picture.", "finds no minimum"),
        ("abs(x) + y^2", "Now all 60 are at a sharp minimum, where the gradient jumps.", "the one minimum"),
        ("max(x, y)", "Now all 60 are gone far beyond the picture.", "finds no minimum"),
        ("abs(x - y)", "at an edge, where the gradient jumps", "the gradient jumps"),
        ("floor(x) + x^2 + y^2", "at the foot of a step, where the height jumps", ""),
    ],
)
def test_what_is_said_of_the_particles(text: str, said: str, remembered: str) -> None:
    view, found, _ = stage(text)
    drainage = basins(view.field)
    assert said in where_they_end(found, drainage)
    assert remembered in moral(found, drainage)


def test_depths_have_the_digits_that_tell_them_apart() -> None:
    assert sorted(depths(basins(Field(f"{WELLS} + 0.1x")))) == ["0.1", "\N{MINUS SIGN}0.1"]
    shallow = Field(f"({WELLS})/100 + 0.0002x", Domain(-1.5, 1.5, -1, 1))
    assert sorted(depths(basins(shallow))) == ["0.0002", "\N{MINUS SIGN}0.0002"]


def test_streamlines_grow_with_the_particles() -> None:
    view, found, moving = stage(WELLS)
    lines = Streamlines(view, found, np.array(["#ffffff"] * moving.count), moving)
    for time in (0.0, 1.0, 2.7, 4.0):
        moving.set_time(time)
        lines.update()
        for k, line in enumerate(lines.lines()[::9]):
            drawn = line[np.isfinite(line).all(axis=1)]
            assert np.linalg.norm(drawn[-1] - moving.places()[9 * k]) < 1e-9


def test_the_graph_shows_the_heights_of_the_particles() -> None:
    view, _, moving = stage("x^2 - y^2")
    graph = FallingHeights(view, moving, Box(2, 6, -3, 1))
    claim = graph_of_heights(view, moving, graph)
    for time in (0.5, 1.7, 3.0):
        moving.set_time(time)
        graph.update()
        assert holds(claim)
        drawn = graph.lines.points[np.isfinite(graph.lines.points).all(axis=1)]
        assert (drawn[:, 0] <= graph.area.right + 1e-6).all()
        assert (np.abs(drawn[:, 1] - (graph.area.bottom + graph.area.top) / 2) <= graph.area.height / 2 + 1e-6).all()
    graph.lines.clear_updaters().shift(0.1 * UP)
    assert not holds(claim)


def test_too_many_valleys_are_refused_with_a_part_that_has_fewer() -> None:
    f = Field("sin(17x)*sin(17y)")
    with pytest.raises(Refusal, match=r"has \d+ valleys in .* --domain -1:1,-0.666666667:0.666666667"):
        insist_on_few(basins(f), (0.0, 0.0))
    insist_on_few(basins(Field(f.text, Domain(-1, 1, -0.666666667, 0.666666667))), (0.0, 0.0))
    insist_on_few(basins(named("ripple").field), (0.0, 0.0))


def test_a_map_of_many_basins_needs_few_colours_and_none_meets_itself() -> None:
    for f in (named("ripple").field, Field("cos(3x)*cos(3y) + x^2/9")):
        found = basins(f, samples=41)
        numbers = found.colouring
        assert len(numbers) == len(found.valleys) > 6
        assert max(numbers) < 6
        assert all(numbers[a] != numbers[b] for a, b in found.neighbours)
