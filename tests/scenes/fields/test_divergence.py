"""Divergence: how a cloud of dust drifts, what is drawn of it, and claims that see what is wrong."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from gradanim.errors import Refusal
from gradanim.fields.vector import VectorField
from gradanim.stage import Claim, FieldScene
from gradanim.stage.maps import flow_ground
from scenes.fields.divergence.claims import (
    colours_say_which_grow,
    divergence_inside,
    every_cloud_grows_by_the_divergence,
    flows_out,
    grows_by_the_divergence,
    has_become,
    has_been_stretched,
    has_spread,
    is_carried,
    keeps_its_area,
)
from scenes.fields.divergence.drift import Drift, best_drift
from scenes.fields.divergence.dust import Cloud, Fence, ManyClouds, area, flux_by_area, grains, growth_in, middle_of
from scenes.fields.divergence.sentences import all_over, as_it_shrinks, through_the_edge, what_becomes_of
from scenes.fields.shared.signs import is_uniform
from tests.test_field_scene import set_up

SOURCE, SINK, SHEAR = (VectorField(text) for text in ("x, y", "-x, -y", "y, 0"))
SPREADING = VectorField("x/(x^2 + y^2), y/(x^2 + y^2)")
HOOK = np.array([[0, 0], [2, 0], [2, 2], [1.5, 2], [1.5, 0.5], [0, 0.5]], float)  # not convex: its area is 1.75


@pytest.fixture
def scene() -> Iterator[FieldScene]:
    with set_up() as made:
        yield made


def missed(claim: Claim) -> float:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return claim.missed(expected, claim.measure())


def drift_in(scene: FieldScene, field: VectorField, start: tuple[float, float] | None = None) -> Drift:
    return best_drift(scene.view_of(field), field, scene.pace_of(field, speed=1.0), 4.0, start)


def test_the_area_of_a_polygon_and_its_middle() -> None:
    assert area(HOOK) == pytest.approx(1.75)
    assert area(HOOK[::-1]) == pytest.approx(-1.75)
    assert area(HOOK + 1e6) == pytest.approx(1.75)
    assert middle_of(HOOK) == pytest.approx([(1 * 1 + 0.75 * 1.75) / 1.75, (1 * 0.25 + 0.75 * 1.25) / 1.75])


@pytest.mark.parametrize(
    ("text", "mean"),
    [
        ("x, y", 2.0),
        ("y, -x", 0.0),
        ("x^2, 0", 2 * (1 * 1 + 0.75 * 1.75) / 1.75),
        ("x y, 3", (1 * 0.25 + 0.75 * 1.25) / 1.75),
    ],
)
def test_the_mean_divergence_is_flux_by_area_by_two_roads(text: str, mean: float) -> None:
    field = VectorField(text)
    assert divergence_inside(field, HOOK) == pytest.approx(mean, abs=1e-6)
    assert flux_by_area(field, HOOK) == pytest.approx(mean, abs=1e-9)


@pytest.mark.parametrize(
    ("field", "says"),
    [
        (SOURCE, "Its area grows: the same grains, more room."),
        (SINK, "Its area shrinks: the same grains, less room."),
        (SHEAR, "It is stretched, and keeps its area."),
        (VectorField("-y, x"), "It drifts, and keeps its area."),
        (SPREADING, "It is stretched, and keeps its area."),
    ],
    ids=str,
)
def test_clouds_drift_as_their_flow_says(scene: FieldScene, field: VectorField, says: str) -> None:
    view, drift = scene.view_of(field), drift_in(scene, field)
    cloud = Cloud(view, drift, 2.1)
    assert what_becomes_of(drift) == says
    assert missed(grows_by_the_divergence(cloud, field)) < 0.03
    assert missed(is_carried(cloud, field)) < 0.02
    dust = grains(view, drift, 2.1)
    assert view.where(dust.points) == pytest.approx(drift.at(2.1)[1])
    # the grains stay inside, as many as there were
    turns = np.unwrap(np.arctan2(*(drift.at(2.1)[0][:, None] - drift.at(2.1)[1][None]).transpose(2, 1, 0)), axis=1)
    assert (np.abs(turns[:, -1] - turns[:, 0]) > np.pi).all()


def test_claims_see_a_cloud_that_grows_wrongly(scene: FieldScene) -> None:
    view, drift = scene.view_of(SOURCE), drift_in(scene, SOURCE)
    slow = replace(drift, edge=np.stack([middle_of(e) + 0.9 * (drift.edge[0] - middle_of(drift.edge[0]))
                                         for e in drift.edge]))  # fmt: skip
    cloud = Cloud(view, slow, 2.0)
    assert missed(grows_by_the_divergence(cloud, SOURCE)) > 0.3
    assert missed(is_carried(cloud, SOURCE)) > 0.1
    growing = Cloud(view, drift, 4.0)
    assert missed(keeps_its_area(growing)) > 1
    assert missed(has_become(growing, 0.5, "at most")) > 0
    assert missed(has_become(growing, 1.5, "at least")) < 0
    assert missed(has_been_stretched(growing, 1.5)) > 0
    resting = Cloud(view, drift, 0.0)
    assert missed(has_spread(resting, 1.2)) > 0


def test_the_spreading_flow_spreads_the_cloud_and_keeps_its_area(scene: FieldScene) -> None:
    cloud = Cloud(scene.view_of(SPREADING), drift_in(scene, SPREADING), 4.0)
    assert missed(has_spread(cloud, 1.2)) <= 0
    assert missed(keeps_its_area(cloud)) < 0.005


@pytest.mark.parametrize("field", [SOURCE, SINK, SHEAR, SPREADING, VectorField("x^2/4 + y, x y/3")], ids=str)
def test_what_flows_out_adds_up_to_the_divergence(scene: FieldScene, field: VectorField) -> None:
    cloud = Cloud(scene.view_of(field), drift_in(scene, field), 2.0)
    fence = Fence(cloud, field)
    assert missed(flows_out(fence, cloud)) < 0.06
    if field in (SOURCE, SINK):
        fence.clear_updaters()
        fence.points = np.vstack([fence.tails, fence.tails + 0.5 * (fence.heads - fence.tails)])
        assert missed(flows_out(fence, cloud)) > 0.3


def test_no_room_for_a_cloud_is_refused_with_the_cure(scene: FieldScene) -> None:
    with pytest.raises(Refusal, match=r"no room around \(0.01, 0.01\).* --domain.* --at"):
        drift_in(scene, SPREADING, (0.01, 0.01))


def test_many_clouds_grow_each_by_the_divergence(scene: FieldScene) -> None:
    field = VectorField("sin(x) + floor(y), y/3")
    clouds = ManyClouds(scene.view_of(field), field, 0.3, 1.1)
    assert len(clouds) > 5
    assert missed(every_cloud_grows_by_the_divergence(clouds, field)) < 0.05
    assert missed(every_cloud_grows_by_the_divergence(clouds, VectorField("2*sin(x), y/3"))) > 0.1


def test_what_is_said_as_it_shrinks_is_what_happens() -> None:
    assert as_it_shrinks(0.0, 1e-12, 1.0).startswith("Flux by area is zero")
    assert as_it_shrinks(2.0, 2.0, 2.0).endswith("the same for every size.")
    assert as_it_shrinks(1.5, 2.0, 2.0).endswith("the divergence.")
    assert through_the_edge(1e-12, 1.0).endswith("as much flows in as out.")
    assert through_the_edge(0.1, 1.0).endswith("more flows out than in.")
    assert through_the_edge(-0.1, 1.0).endswith("more flows in than out.")


@pytest.mark.parametrize(
    ("sizes", "says"),
    [
        ([1, 1.01, 1.005], "Its area hardly changes."),
        ([1, 2, 1.5], "Its area grows here, and shrinks there."),
        ([1, 1, 1], "It drifts, and keeps its area."),
    ],
)
def test_what_becomes_of_a_cloud_is_said_as_it_is(sizes: list[float], says: str) -> None:
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    edge = np.sqrt(sizes)[:, None, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    assert what_becomes_of(Drift(1.0, np.arange(3.0), edge, edge)) == says


def test_the_colours_of_the_ground_say_which_clouds_grow(scene: FieldScene) -> None:
    field = VectorField("sin(x), sin(y)")
    view = scene.view_of(field)
    clouds = ManyClouds(view, field, 0.3, 1.2)
    assert missed(colours_say_which_grow(flow_ground(view, field, "divergence"), clouds)) == 0
    assert missed(colours_say_which_grow(flow_ground(view, VectorField("-sin(x), -sin(y)"), "divergence"), clouds)) > 5


@pytest.mark.parametrize(
    ("text", "uniform", "says"),
    [
        ("x, y", True, "every cloud grows"),
        ("-x^3 - x, -y", False, "every cloud shrinks"),
        ("sin(x), sin(y)", False, "clouds grow, and on blue they shrink"),
        ("-y, x", True, "keep their areas"),
    ],
)
def test_what_is_said_of_many_clouds_is_what_they_do(scene: FieldScene, text: str, uniform: bool, says: str) -> None:
    field = VectorField(text)
    rates = growth_in(scene.view_of(field), field)
    assert is_uniform(rates) == uniform
    assert says in all_over(rates)
