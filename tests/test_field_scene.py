"""Films about a vector field: what is typed becomes a field and a picture that fills the frame, or a refusal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from manim import tempconfig

from gradanim.errors import Refusal
from gradanim.fields.domain import Domain
from gradanim.fields.vector import GradientField, VectorField
from gradanim.fields.vector_standing import change_at, components_of, is_smooth_in, places_by_worth
from gradanim.paint import VectorArrows
from gradanim.records.shot import Shot
from gradanim.stage import FieldScene, maps, marks
from gradanim.stage.maps.strengths import numbers_of, signed_shares


@contextmanager
def set_up(**said: Any) -> Iterator[FieldScene]:
    """A film's scene, before its story."""
    shot = Shot("FieldScene", quality="l", **said)
    width, height = shot.frame_size
    settings = {"dry_run": True, "pixel_width": shot.pixels[0], "pixel_height": shot.pixels[1]}
    with tempconfig({**settings, "frame_height": height, "frame_width": width}):
        scene = FieldScene(shot)
        scene.setup()
        yield scene


def test_a_field_that_is_typed_takes_the_place_of_the_films_own() -> None:
    with set_up() as scene:
        assert (scene.field, scene.is_typed) == (VectorField("-y, x"), False)
    with set_up(field="x y, 3", domain=Domain(0, 4, 0, 3)) as scene:
        assert (scene.field, scene.is_typed) == (VectorField("x y, 3", Domain(0, 4, 0, 3)), True)


def test_a_function_stands_for_the_field_of_its_gradients() -> None:
    with set_up(function="x^2 y") as scene:
        assert isinstance(scene.field, GradientField)
        assert scene.field(2.0, 3.0) == pytest.approx([12.0, 4.0])
        assert str(scene.field) == "the gradient of f(x, y) = x^2 y"


@pytest.mark.parametrize("shape", ["16:9", "9:16", "1:1"])
def test_the_picture_holds_the_domain_and_goes_on_to_the_edges_of_the_frame(shape: str) -> None:
    with set_up(shape=shape, domain=Domain(1, 7, -2, 2)) as scene:
        view, frame = scene.view, scene.layout.frame
        corners = view.at(*np.array([[1, -2], [7, 2]]).T)
        assert (corners[:, :2] > [view.box.left, view.box.bottom]).all()
        assert (corners[:, :2] < [view.box.right, view.box.top]).all()
        assert (view.box.left, view.box.right, view.box.top) == (frame.left, frame.right, frame.top)
        assert view.box.bottom == pytest.approx(scene.layout.caption.top + 0.1)
        d = view.field.domain
        assert view.at(d.x0, d.y0)[:2] == pytest.approx([view.box.left, view.box.bottom])
        assert view.field(4.0, 1.0) == pytest.approx(np.hypot(1, 4))


def test_a_point_is_kept_and_has_room() -> None:
    with set_up(field="y, x", at=(9.0, 0.5)) as scene:
        assert scene.at == (9.0, 0.5)
        assert scene.at in scene.field.domain


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"field": "0, 0"}, "zero or undefined everywhere .* --domain"),
        ({"field": "sqrt(x - 9), 1"}, "zero or undefined everywhere .* --domain"),
        ({"field": "sqrt(1 - x^2 - y^2), 1", "domain": Domain(-20, 20, -15, 15)}, "too little of .* smaller --domain"),
        ({"field": "sin(90x), cos(90y)"}, "too fine .* smaller --domain, such as --domain"),
        ({"function": "cos(90x)"}, "the gradient of f.* too fine .* smaller --domain"),
        ({"domain": Domain(0, 100, 0, 1)}, "strip.* --domain 47:53,0:1"),
        ({"at": (9.0, 9.0), "domain": Domain()}, r"\(9, 9\) is outside .* --domain"),
        ({"field": "1/x, y", "at": (0.0, 1.0)}, r"undefined at \(0, 1\).* --at"),
        ({"field": "floor(x), y", "at": (1.0, 1.0)}, r"jumps, .* at \(1, 1\).* --at"),
    ],
)
def test_what_makes_no_film_is_refused_with_the_cure(said: dict[str, Any], complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint), set_up(**said):
        pass


@pytest.mark.parametrize(
    ("text", "place", "smooth"),
    [
        ("-y, x", (1.0, 1.0), True),
        ("3, 1", (1.0, 1.0), True),
        ("x^3, sin(3y)", (1.0, 1.0), True),
        ("1e9 - y, 1e9 + x", (1.0, 1.0), True),
        ("floor(x), y", (1.2, 0.0), False),
        ("floor(x), y", (1.5, 0.0), True),
        ("1/x, y", (0.2, 0.0), False),
        ("x/(x^2+y^2), y/(x^2+y^2)", (0.1, 0.1), False),
        ("x/(x^2+y^2), y/(x^2+y^2)", (0.15, 0.1), False),
        ("x/(x^2+y^2), y/(x^2+y^2)", (1.5, 0.5), True),
        ("sqrt(x), y", (0.2, 0.0), False),
        ("sign(y), 0", (0.0, 0.0), False),
    ],
)
def test_a_disc_is_smooth_where_nothing_breaks_in_it(text: str, place: tuple[float, float], smooth: bool) -> None:
    assert is_smooth_in(VectorField(text), place, 0.3) == smooth


def test_the_best_places_come_first_and_lie_where_the_field_is_smooth() -> None:
    field = VectorField("floor(x), y")
    found = np.array(list(places_by_worth(field, lambda x, y: x, 0.3)))
    assert (np.diff(found[:, 0]) <= 0).all()
    assert (np.abs(found[:, 0] - np.round(found[:, 0])) > 0.29).all()
    apart = np.linalg.norm(found[:, None] - found[None], axis=2) + np.eye(len(found))
    assert apart.min() > 0.3
    assert not list(places_by_worth(field, lambda x, y: -1 + 0 * x, 0.3))


def test_how_much_a_field_changes_is_its_largest_derivative() -> None:
    assert change_at(VectorField("3x - y, x"), (1.0, 1.0)) == pytest.approx(3)
    assert change_at(VectorField("6, 8", Domain(0, 4, 0, 3)), (1.0, 1.0)) == pytest.approx(2)


@pytest.mark.parametrize("field", [VectorField("x y, x - y^2"), GradientField(VectorField("x^2 y, 0").components[0])])
def test_components_are_functions_with_their_gradients(field: Any) -> None:
    x, y = np.array([0.3, -1.0]), np.array([2.0, 0.7])
    for k, component in enumerate(components_of(field)):
        assert component(x, y) == pytest.approx(field(x, y)[k])
        assert component.gradient(x, y) == pytest.approx(field.jacobian_at(x, y)[k])


def test_what_is_coloured_is_speed_curl_or_divergence_and_rounding_is_nothing() -> None:
    field = VectorField("x^2 - y, x y")
    assert numbers_of(field, "speed")(2.0, 1.0) == pytest.approx(np.hypot(3, 2))
    assert numbers_of(field, "curl")(2.0, 1.0) == pytest.approx(2.0)
    assert numbers_of(field, "divergence")(2.0, 1.0) == pytest.approx(6.0)
    x, y = np.meshgrid(np.linspace(0.1, 3, 9), np.linspace(0.1, 2, 9))
    assert (numbers_of(VectorField("-y/(x^2+y^2), x/(x^2+y^2)"), "curl")(x, y) == 0).all()


def test_shares_of_colour_keep_order_and_sign() -> None:
    shares = signed_shares(np.array([-1e9, -2.0, 0.0, np.nan, 1.0, 2.0, 3.0]))
    assert np.isnan(shares[3])
    assert (np.diff(shares[[0, 1, 2, 4, 5, 6]]) > 0).all()
    assert shares[2] == 0
    assert (np.abs(shares[[0, 1, 2, 4, 5, 6]]) <= 1).all()
    assert (signed_shares(np.zeros(5)) == 0).all()


def test_particles_are_carried_by_the_field_and_its_arrows_point_along_it() -> None:
    with set_up(field="-y, x") as scene:
        pace = 0.3
        flow = marks.particles(scene.view, scene.field, scene.clock, pace, count=80)
        ages = flow.ages()
        young = (ages > 0.1) & (ages < 3.0)
        before = scene.view.where(flow.places())
        scene.clock.set_value(0.4)
        flow.update()
        after = scene.view.where(flow.places())
        c, s = np.cos(0.4 * pace), np.sin(0.4 * pace)
        off = np.linalg.norm(after - before @ np.array([[c, s], [-s, c]]), axis=1)
        assert np.nanmax(off[young]) < 2e-3
        assert np.isfinite(off[young]).sum() > 30
        quiver = marks.field_quiver(scene.view, scene.field)
        assert isinstance(quiver, VectorArrows)
        x, y = scene.view.where(quiver.tails).T
        ways = (quiver.heads - quiver.tails)[:, :2] / quiver.view.arrow_scale
        assert ways == pytest.approx(np.stack([-y, x], axis=1), abs=1e-6)


def test_the_ground_reaches_to_the_edges_of_the_frame() -> None:
    with set_up(field="1/x, y") as scene:
        ground, frame = maps.flow_ground(scene.view, scene.field, "divergence"), scene.layout.frame
        assert ground.points[:, :2] == pytest.approx(np.array([[frame.left, frame.bottom], [frame.right, frame.top]]))


@pytest.mark.parametrize("shape", ["16:9", "9:16"])
def test_a_formula_stands_in_the_corner_below_the_title(shape: str) -> None:
    with set_up(shape=shape) as scene:
        plate = scene.definition()
        assert plate.get_top()[1] < scene.layout.title.bottom
        assert plate.get_left()[0] == pytest.approx(scene.layout.picture.left + 0.3)
        assert plate.width < 0.85 * scene.layout.picture.width


def test_the_gradient_of_a_function_has_the_colour_of_gradients() -> None:
    with set_up(function="x y") as scene:
        assert scene.role == "gradient"
        _, column = scene.definition()
        assert column[0][0].get_fill_color().to_hex().lower() == scene.theme.gradient
    with set_up() as scene:
        assert scene.role == "field"


def test_the_pace_lets_usual_places_move_as_fast_as_is_said() -> None:
    with set_up(field="3, 4") as scene:
        pace = scene.pace_of(scene.field, speed=2.0)
        assert pace * 5 * scene.view.scale[0] == pytest.approx(2.0)


def test_particles_that_turn_too_quickly_to_be_drawn_are_left_out() -> None:
    with set_up(field="-y/(x^2 + y^2), x/(x^2 + y^2)") as scene:
        flow = marks.particles(scene.view, scene.field, scene.clock, 0.6, count=400)
        ways = flow.points.reshape(-1, 400, 3)
        steps = np.diff(ways, axis=0)
        along = (steps[1:] * steps[:-1]).sum(axis=2)
        lengths = np.linalg.norm(steps, axis=2)
        turn = np.arccos(np.clip(along / (lengths[1:] * lengths[:-1]), -1, 1))
        assert np.nanmax(np.where(lengths[1:] > 0.06, turn, 0.0)) < 0.6
        near = np.linalg.norm(scene.view.where(ways), axis=2) < 0.15
        assert not near.any()
