"""Curl: how a wheel floats and turns, what is drawn of it, and claims that see what is wrong."""

from collections.abc import Iterator

import numpy as np
import pytest
from manim import ValueTracker

from gradanim.errors import Refusal
from gradanim.fields.vector import VectorField
from gradanim.stage import Claim, FieldScene
from gradanim.stage.maps import flow_ground
from gradanim.stage.typeset import Readout
from scenes.fields.curl.claims import (
    adds_up_to_the_curl,
    colours_say_the_way,
    curl_inside,
    every_wheel_turns_at_half_the_curl,
    goes_with_the_flow,
    has_gone_round,
    has_turned,
    never_turns,
    reads_the_rate,
    turned,
    turns_at_half_the_curl,
)
from scenes.fields.curl.paddlewheel import ManyWheels, Paddlewheel
from scenes.fields.curl.rim import LARGE, RimArrows, closer, coming_closer
from scenes.fields.curl.sentences import (
    all_over,
    along_the_rim,
    as_it_shrinks,
    at_half_of_it,
    turns,
    what_it_does,
)
from scenes.fields.curl.voyage import Voyage, best_voyage, held, turning
from scenes.fields.shared.numbers import scale_of_numbers
from scenes.fields.shared.seen_from import seen_from
from scenes.fields.shared.signs import is_uniform
from tests.test_field_scene import set_up

VORTEX, SHEAR, FREE = (VectorField(text) for text in ("-y, x", "y, 0", "-y/(x^2 + y^2), x/(x^2 + y^2)"))


@pytest.fixture
def scene() -> Iterator[FieldScene]:
    with set_up() as made:
        yield made


def missed(claim: Claim) -> float:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return claim.missed(expected, claim.measure())


def trip_in(scene: FieldScene, field: VectorField, start: tuple[float, float] | None = None) -> Voyage:
    return best_voyage(scene.view_of(field), field, scene.pace_of(field, speed=1.0), 4.0, start)


@pytest.mark.parametrize(
    ("text", "place", "rate"),
    [
        ("-y, x", (1.0, 0.5), 1.0),
        ("y, 0", (1.0, 0.5), -0.5),
        ("0, x^2", (1.0, 0.5), 1.0),
        ("x, y", (1.0, 0.5), 0.0),
        ("-y/(x^2 + y^2), x/(x^2 + y^2)", (1.0, 0.5), 0.0),
        ("0, x^3", (0.0, 0.0), 3 / 8 * 0.4**2),  # the mean of 3 x^2 in a disc is 3 r^2 / 4
    ],
)
def test_a_wheel_turns_by_the_circulation_round_its_rim(text: str, place: tuple[float, float], rate: float) -> None:
    field = VectorField(text)
    assert turning(field, [place], 0.4)[0] == pytest.approx(rate, abs=1e-9)
    assert curl_inside(field, place, 0.4) / 2 == pytest.approx(rate, abs=5e-3)


def test_a_voyage_goes_with_the_flow_and_adds_up_the_turning(scene: FieldScene) -> None:
    trip = trip_in(scene, VORTEX, (1.4, -0.3))
    place, angle = trip.at(3.0)
    turn = 3.0 * trip.pace
    c, s = np.cos(turn), np.sin(turn)
    assert place == pytest.approx(np.array([[c, -s], [s, c]]) @ [1.4, -0.3], abs=1e-3)
    assert angle == pytest.approx(turn, abs=1e-6)
    assert not trip.held
    assert what_it_does(trip) == "It is carried along, and it turns counter-clockwise."


def test_a_wheel_that_would_leave_the_picture_is_held(scene: FieldScene) -> None:
    field = VectorField("1 + y/50, 0")
    trip = trip_in(scene, field, (2.8, 0.3))
    assert trip.held
    assert trip.at(4.0)[0] == pytest.approx([2.8, 0.3])
    assert turns(trip) == np.sign(trip.angles[-1]) * (abs(trip.angles[-1]) > np.radians(1.5))
    assert what_it_does(trip).startswith("Held in its place, it ")


def test_no_room_for_a_wheel_is_refused_with_the_cure(scene: FieldScene) -> None:
    with pytest.raises(Refusal, match=r"no room around \(0.01, 0.01\).* --domain.* --at"):
        trip_in(scene, FREE, (0.01, 0.01))


def test_the_drawn_wheel_turns_at_half_the_curl_and_goes_with_the_flow(scene: FieldScene) -> None:
    for field in (VORTEX, SHEAR, FREE, VectorField("sin(y), cos(x)")):
        view, trip = scene.view_of(field), trip_in(scene, field)
        wheel = Paddlewheel(view, trip, 1.7)
        assert missed(turns_at_half_the_curl(view, wheel, field)) < 0.03
        assert missed(goes_with_the_flow(view, wheel, field)) < 0.02
        assert turned(view, wheel) == pytest.approx(trip.at(1.7)[1], abs=1e-6)


def test_claims_see_a_wheel_that_turns_too_fast_or_goes_elsewhere(scene: FieldScene) -> None:
    view, trip = scene.view_of(SHEAR), trip_in(scene, SHEAR)
    quick = Voyage(trip.radius, trip.pace, trip.seconds, trip.places, 2 * trip.angles, held=False)
    assert missed(turns_at_half_the_curl(view, Paddlewheel(view, quick, 1.0), SHEAR)) > 0.3
    slow = Voyage(trip.radius, trip.pace, trip.seconds, 0.5 * trip.places, trip.angles, held=False)
    assert missed(goes_with_the_flow(view, Paddlewheel(view, slow, 1.0), VORTEX)) > 0.3
    assert missed(never_turns(view, Paddlewheel(view, trip, 4.0))) > 30
    assert missed(has_turned(view, Paddlewheel(view, trip, 0.0), least=45)) > 40


def test_in_the_irrotational_vortex_it_goes_round_and_does_not_turn(scene: FieldScene) -> None:
    view, trip, second = scene.view_of(FREE), trip_in(scene, FREE), ValueTracker(0.0)
    wheel = Paddlewheel(view, trip, second.get_value)
    round_it = has_gone_round(view, wheel, least=60)
    assert missed(round_it) > 0
    second.set_value(4.0)
    wheel.update()
    assert missed(round_it) <= 0
    assert missed(never_turns(view, wheel)) < 1
    assert turns(trip) == 0


def test_a_closer_view_has_the_wheel_large_in_the_middle(scene: FieldScene) -> None:
    near = closer(scene.view, np.array([1.0, 0.5]), 0.2)
    assert near.at(1.0, 0.5) == pytest.approx(near.box.centre)
    assert near.scale[0] * 0.2 == pytest.approx(LARGE)
    way = coming_closer(scene.view, near, 0.0)(), coming_closer(scene.view, near, 1.0)()
    assert [seen.scale[0] for seen in way] == pytest.approx([scene.view.scale[0], near.scale[0]])


@pytest.mark.parametrize("field", [VORTEX, SHEAR, FREE, VectorField("x y, sin(x) + 5")], ids=str)
def test_the_arrows_along_the_rim_add_up_to_the_curl_inside(scene: FieldScene, field: VectorField) -> None:
    trip = trip_in(scene, field)
    axle = trip.places[-1]
    near = closer(scene.view_of(field), axle, trip.radius)
    wheel = Paddlewheel(near, trip, 4.0)
    pushes = RimArrows(near, field, axle, trip.radius)
    assert missed(adds_up_to_the_curl(pushes, wheel)) < 0.03
    pushes.clear_updaters()
    pushes.points = np.vstack([pushes.tails, pushes.tails + 0.3 * near.vector(0, 0, (1.0, 0.2))])
    pushes.points[len(pushes.points) // 2 :][: len(pushes.points) // 4] = pushes.tails[: len(pushes.points) // 4]
    assert missed(adds_up_to_the_curl(pushes, wheel)) > 0.1


def test_seen_from_a_place_a_flow_rests_there_and_keeps_its_curl() -> None:
    seen = seen_from(SHEAR, (1.0, 0.5))
    assert seen(1.0, 0.5) == pytest.approx([0, 0])
    x, y = np.meshgrid([0.0, 1.0, 2.0], [0.0, 1.0])
    assert seen(x, y) == pytest.approx(SHEAR(x, y) - np.array([0.5, 0]).reshape(2, 1, 1))
    assert seen.curl_at(x, y) == pytest.approx(SHEAR.curl_at(x, y))


def test_many_wheels_turn_each_at_half_the_curl_and_stand_where_the_field_is_smooth(scene: FieldScene) -> None:
    field = VectorField("sin(y), floor(x) + cos(x)")
    wheels = ManyWheels(scene.view_of(field), field, 0.3, 1.2)
    assert missed(every_wheel_turns_at_half_the_curl(wheels, field)) < 0.03
    assert len(wheels.places) > 5
    assert (np.abs(wheels.places[:, 0] - np.round(wheels.places[:, 0])) > 0.9 * wheels.small).all()
    wheels.rates = wheels.rates + 0.2
    assert missed(every_wheel_turns_at_half_the_curl(wheels, field)) > 0.1


def test_the_colours_of_the_ground_say_which_way_wheels_turn(scene: FieldScene) -> None:
    field = VectorField("sin(y), sin(x)")
    view = scene.view_of(field)
    wheels = ManyWheels(view, field, 0.3, 1.2)
    assert missed(colours_say_the_way(flow_ground(view, field, "curl"), wheels)) == 0
    assert missed(colours_say_the_way(flow_ground(view, VectorField("-sin(y), -sin(x)"), "curl"), wheels)) > 5
    assert missed(colours_say_the_way(flow_ground(view, field), wheels)) > 2  # of the speed: all of it is blue or green


def test_wheels_keep_off_what_is_written(scene: FieldScene) -> None:
    view = scene.view_of(VORTEX)
    everywhere, beside = ManyWheels(view, VORTEX, 1.0, 0.0), ManyWheels(view, VORTEX, 1.0, 0.0, corner=True)
    assert 0 < len(beside.places) < len(everywhere.places)
    tag = scene.definition(VectorField("sin(y), sin(x)"))
    rims = view.line(beside.places)[:, None] + beside.radius * np.array([[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0]])
    low, high = tag.get_corner([-1, -1, 0]), tag.get_corner([1, 1, 0])
    assert not ((rims > low) & (rims < high))[..., :2].all(axis=-1).any()


@pytest.mark.parametrize(
    ("rates", "uniform", "says"),
    [
        ([1.0, 1.0, 1.0], True, "each wheel turns left"),
        ([-1.0, -2.0], False, "each wheel turns right"),
        ([1.0, -0.5, 0.0], False, "left, and blue ground right"),
        ([0.0, 0.0], True, "no wheel turns"),
    ],
)
def test_what_is_said_of_many_wheels_is_what_they_do(rates: list[float], uniform: bool, says: str) -> None:
    assert is_uniform(np.array(rates)) == uniform
    assert says in all_over(np.array(rates))


def test_the_number_of_its_rate_is_measured_on_the_wheel(scene: FieldScene) -> None:
    field = VectorField("-2y, 2x")
    view = scene.view_of(field)
    wheel = Paddlewheel(view, held(view, field, np.array([0.5, 0.0]), 0.3, 1.0, 3.0), 1.0)
    for said, right in ((2.0, True), (2.1, False)):
        number = Readout(view, '"turning rate"', said, scale=2.0)
        assert (missed(reads_the_rate(number, view, wheel, slack=0.04)) <= 0.045) == right
    assert at_half_of_it(2.0, 4.0, 2.0).endswith("turns at half of it.")
    assert at_half_of_it(1.9, 4.0, 2.0).endswith("turns at about half of it.")
    assert at_half_of_it(1e-9, 0.0, 2.0).endswith("does not turn.")


def test_what_is_said_as_it_shrinks_is_what_happens() -> None:
    assert as_it_shrinks(0.0, 1e-12, 1.0).startswith("Circulation by area is zero")
    assert as_it_shrinks(2.0, 2.0, 2.0).endswith("the same for every size.")
    assert as_it_shrinks(1.5, 2.0, 2.0).endswith("as the wheel shrinks: the curl.")
    assert along_the_rim(1e-12, 1.0).endswith("cancel.")
    assert along_the_rim(0.1, 1.0).endswith("the flow pushes along its rim.")


@pytest.mark.parametrize(
    ("angles", "gone", "says"),
    [
        ([0, 1, 2], 3.0, "It is carried along, and it turns counter-clockwise."),
        ([0, -1, -2], 3.0, "It is carried along, and it turns clockwise."),
        ([0, 1, 0.5], 3.0, "It is carried along, and it turns one way, then the other."),
        ([0, 0.005, 0.01], 3.0, "It is carried along, and it hardly turns."),
        ([0, 1e-9, 0], 3.0, "It is carried along, and it does not turn."),
        ([0, 1, 2], 0.0, "It stays where it is, and turns counter-clockwise."),
    ],
)
def test_what_a_wheel_does_is_said_as_it_is(angles: list[float], gone: float, says: str) -> None:
    places = np.array([[0, 0], [gone / 2, 0], [gone, 0]])
    assert what_it_does(Voyage(0.5, 1.0, np.arange(3.0), places, np.array(angles), held=False)) == says


@pytest.mark.parametrize(
    ("largest", "scale"), [(2.0, 2.0), (0.99, 1.0), (0.3, 1.0), (0.02, 0.1), (2e9, 2e9), (2e-9, 2e-9)]
)
def test_numbers_to_compare_have_as_many_digits(largest: float, scale: float) -> None:
    assert scale_of_numbers(0.0, -largest, largest / 2) == pytest.approx(scale)
