"""Functions of three variables: their derivatives, the box they are looked at in, a place to stand, nested levels."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.optimize import approx_fprime

from gradanim.errors import DomainError
from gradanim.fields.domain import Domain
from gradanim.fields.scalar import steepness
from gradanim.fields.standing import default_point, flatness, standing
from gradanim.fields.typed import Field
from scenes.surfaces.room_gradient.mathematics import nested_values
from tests.rooms import ROOMS, STORIES, XYZ, Room, named

every_room = pytest.mark.parametrize("room", ROOMS, ids=lambda r: r.name)
every_story = pytest.mark.parametrize("room", STORIES, ids=lambda r: r.name)


# ---- the derivatives


@every_room
def test_values_and_gradients_in_space_are_the_known_ones(room: Room) -> None:
    assert_allclose(room.field(*room.at), room.value, rtol=1e-12)
    assert_allclose(room.field.gradient(*room.at), room.gradient, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("room", [r for r in ROOMS if r.kind == "smooth"], ids=lambda r: r.name)
def test_gradients_and_hessians_in_space_agree_with_differences(room: Room) -> None:
    f, h = room.field, 1e-5 * min(room.block.sides)
    for share in (0.23, 0.41, 0.77):
        p = np.array(room.block.low) + share * np.array([1.0, 0.9, 1.1]) * room.block.sides
        scale = abs(float(f(*p))) + float(steepness(f.gradient(*p)))
        assert_allclose(f.gradient(*p), approx_fprime(p, lambda q: float(f(*q)), h), rtol=1e-3, atol=1e-4 * scale)
        second = [(f.gradient(*(p + s)) - f.gradient(*(p - s))) / (2 * h) for s in h * np.eye(3)]
        assert_allclose(f.hessian(*p), second, rtol=1e-3, atol=1e-4 * scale)


@every_room
def test_values_in_space_are_finite_or_nan_and_have_the_shape_asked_for(room: Room) -> None:
    x, y, z = room.block.grid(5)
    assert room.field(x, y, z).shape == (5, 5, 5)
    assert room.field.gradient(x, y, z).shape == (3, 5, 5, 5)
    assert not np.isinf(room.field.gradient(x, y, z)).any()


# ---- the box


def test_a_box_reads_as_typed() -> None:
    assert Domain.parse("-3:3, -2:2, 0:pi") == Domain(-3, 3, -2, 2, 0, np.pi)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("-3:3", "x0:x1,y0:y1,z0:z1"),
        ("-3:3,-2:2,0:1:2", "x0:x1,y0:y1,z0:z1"),
        ("-3:3,-2:2,1:0", "z must run from a smaller to a larger number"),
        ("-3:3,-2:2,0:1/0", "cannot read the domain"),
        ("-3:3,-2:2,1e9:1e9+1e-3", "z from .* too narrow"),
    ],
)
def test_what_is_no_box_is_refused_with_the_reason(text: str, complaint: str) -> None:
    with pytest.raises(DomainError, match=complaint):
        Domain.parse(text)


def test_a_box_knows_its_points_its_middle_and_its_corners() -> None:
    block = Domain(0, 2, 0, 4, 10, 14)
    assert [place in block for place in ((1, 4, 10), (1, 4, 9.99))] == [True, False]
    assert block.centre == pytest.approx((1, 2, 12))
    assert block.sides == pytest.approx((2, 4, 4))
    assert block.diagonal == 6
    corners = np.ptp(block.grid(3).reshape(3, -1), axis=1)
    assert list(corners) == pytest.approx([2, 4, 4])
    assert block.around((0, 0, 0), 2) == Domain(-1, 1, -2, 2, -2, 2)


def test_over_a_rectangle_a_box_is_as_high_as_the_longer_side() -> None:
    assert Domain.over(Domain(0, 10, 0, 4), z=1) == Domain(0, 10, 0, 4, -4, 6)


# ---- where to stand


@every_story
def test_there_is_a_good_place_to_stand_and_it_is_always_the_same(room: Room) -> None:
    place = default_point(room.field)
    assert place is not None
    assert standing(room.field, place) == "good"
    assert default_point(Field(room.text, room.block, XYZ)) == place


def test_a_good_place_that_is_wanted_is_kept_and_a_bad_one_is_not() -> None:
    sphere = named("sphere")
    assert default_point(sphere.field, (1, 2, 1)) == (1, 2, 1)
    assert default_point(sphere.field, (0, 0, 0)) != (0, 0, 0)


@pytest.mark.parametrize("viewer", [(0.0, -1.0, 0.0), (0.0, 0.0, 1.0)])
def test_a_place_for_a_viewer_is_at_the_front_and_its_gradient_is_seen_from_the_side(
    viewer: tuple[float, float, float],
) -> None:
    for name in ("product", "saddle", "ripples"):
        room = named(name)
        place = default_point(room.field, viewer=viewer)
        assert place is not None
        gradient = room.field.gradient(*place)
        assert np.dot(place, viewer) > 0
        assert abs(np.dot(gradient, viewer)) < 0.75 * np.linalg.norm(gradient)


@pytest.mark.parametrize(
    "text", ["1/sqrt(x^2 + y^2 + z^2)", "exp(-(x^2 + y^2 + 4*z^2))", "x*y*z", "sqrt(x^2 + y^2 + z^2)"]
)
def test_where_there_is_a_choice_all_three_parts_of_the_gradient_are_long_enough_to_be_seen(text: str) -> None:
    field = Field(text, variables=XYZ)
    place = default_point(field, viewer=(0.61, -0.71, 0.34))
    assert place is not None
    gradient = field.gradient(*place)
    assert np.abs(gradient).min() > 0.29 * np.linalg.norm(gradient)


@pytest.mark.parametrize("name", ["flat", "undefined"])
def test_where_nothing_slopes_there_is_no_place(name: str) -> None:
    assert default_point(named(name).field) is None


@pytest.mark.parametrize(
    ("text", "point", "found"),
    [
        ("x^2 + y^2 + z^2", (1, 2, 1), "good"),
        ("x^2 + y^2 + z^2", (1, 2, 9), "outside"),
        ("x^2 + y^2 + z^2", (0, 0, 0), "level"),
        ("1/z", (1, 1, 0), "undefined"),
        ("abs(z)", (1, 1, 0), "undefined"),
    ],
)
def test_what_is_wrong_with_a_place_is_said(text: str, point: tuple[float, ...], found: str) -> None:
    assert standing(Field(text, variables=XYZ), point) == found


@every_story
def test_the_place_is_steeper_than_what_counts_as_level(room: Room) -> None:
    place = default_point(room.field)
    assert place is not None
    assert steepness(room.field.gradient(*place)) > flatness(room.field) > 0


# ---- level surfaces


def test_worked_example_spheres() -> None:
    assert nested_values(named("sphere").field, (1, 2, 1)) == [1, 3, 6]


@every_story
def test_nested_levels_rise_are_taken_in_the_box_and_have_that_of_the_point(room: Room) -> None:
    place = default_point(room.field)
    assert place is not None
    values = nested_values(room.field, place)
    assert float(room.field(*place)) in values
    assert 1 <= len(values) <= 3
    assert (np.diff(values) > 0).all()
    everywhere = room.field(*room.block.grid(41))
    assert np.nanmin(everywhere) <= values[0]
    assert values[-1] <= np.nanmax(everywhere)


@pytest.mark.parametrize(("text", "inside"), [("x^2 + y^2 + z^2", -1), ("-x^2 - y^2 - z^2", 1)])
def test_levels_lie_inside_of_the_point(text: str, inside: int) -> None:
    f = Field(text, variables=XYZ)
    values = nested_values(f, (1, 2, 1))
    assert len(values) > 1
    assert [inside * (v - float(f(1, 2, 1))) >= 0 for v in values] == [True] * len(values)
