"""Functions of three variables: level surfaces that lie on their level, in a box with equal scales."""

import numpy as np
import pytest
from manim import DEGREES, tempconfig

from gradanim import CallableField, Domain
from gradanim.fields.callables import Function
from gradanim.paint.kernels.compiled import Array
from gradanim.records.shot import Shot
from gradanim.records.theme import THEMES
from gradanim.stage.space.room import LevelSurfaces, RoomView, level_surface
from gradanim.stage.space_scene import SpaceStoryboard


def sphere(x: Array, y: Array, z: Array) -> Array:
    return x**2 + y**2 + z**2


def twisted(x: Array, y: Array, z: Array) -> Array:
    return x * y + np.sin(2 * z) - np.sqrt(4 - x)


def room(function: Function, theme: str, *borders: float) -> RoomView:
    box = Domain(*borders) if borders else None
    return RoomView(CallableField(function, box, variables=("x", "y", "z")), THEMES[theme])


VIEW = room(sphere, "night")
SLANTED = room(twisted, "paper", -1.0, 5.0, 2.0, 4.0, 10.0, 13.0)


def test_a_unit_is_as_long_in_every_direction_and_what_is_drawn_is_read_back() -> None:
    points = np.random.default_rng(0).uniform(SLANTED.field.domain.low, SLANTED.field.domain.high, (50, 3))
    drawn = SLANTED.at(*points.T)
    assert SLANTED.where(drawn) == pytest.approx(points)
    apart = np.linalg.norm(points[1:] - points[:-1], axis=1)
    assert np.linalg.norm(drawn[1:] - drawn[:-1], axis=1) == pytest.approx(SLANTED.scale * apart)


@pytest.mark.parametrize(("view", "value"), [(VIEW, 6.0), (VIEW, 1.0), (SLANTED, 2.5), (SLANTED, 0.0)])
def test_every_drawn_point_of_a_level_surface_has_its_value(view: RoomView, value: float) -> None:
    surface = level_surface(view, value)
    assert len(surface.corners) > 100
    assert surface.opacity < 1
    x, y, z = view.where(surface.points).T
    assert view.field(x, y, z) == pytest.approx(np.full(len(x), value), abs=0.01)


def test_nested_surfaces_lie_one_in_the_other_in_colours_from_low_to_high() -> None:
    nested = LevelSurfaces(VIEW, [6.0, 1.0, 3.0])
    assert nested.values == (6.0, 1.0, 3.0)
    radii = [np.linalg.norm(VIEW.where(surface.points), axis=1) for surface in nested]
    for radius, value in zip(radii, nested.values, strict=True):
        assert radius == pytest.approx(np.full(len(radius), value**0.5), abs=0.01)
    expected = THEMES["night"].height_colours([1.0, 0.0, 0.5])[:, :3]
    assert [surface.rgba[0, :3] for surface in nested] == [pytest.approx(colour) for colour in expected]


def test_a_level_that_the_box_does_not_meet_is_not_drawn() -> None:
    assert len(level_surface(VIEW, 1000.0).corners) == 0


def test_where_a_pole_changes_the_sign_no_surface_is_drawn() -> None:
    view = room(lambda x, y, z: np.tan(x), "night")
    surface = level_surface(view, 1.0)
    x = view.where(surface.points[np.unique(surface.corners[surface.corners >= 0])])[:, 0]
    assert sorted(set(np.round(x, 2))) == [-2.36, 0.79]  # and not -1.57 nor 1.57
    steep = room(lambda x, y, z: 1 / (x - y) + z, "night")
    drawn = level_surface(steep, 1.0)
    x, y, z = steep.where(drawn.points[np.unique(drawn.corners[drawn.corners >= 0])]).T
    assert np.abs(1 / (1 - z) - (x - y)).max() < 0.03


class Room(SpaceStoryboard):
    """Two spheres, one in the other."""


def test_the_inner_surface_is_seen_through_the_outer_one() -> None:
    with tempconfig({"pixel_width": 320, "pixel_height": 180, "dry_run": True}):
        scene = Room(Shot("Room"))
        scene.setup()
        scene.set_camera_orientation(phi=70 * DEGREES, theta=-50 * DEGREES)
        frames = []
        for values in ([6.0], [6.0, 2.0]):
            scene.camera.reset()
            scene.camera.capture_mobjects([*LevelSurfaces(VIEW, values)])
            frames.append(scene.camera.pixel_array[..., :3].astype(int))
    middle = np.argwhere((frames[0] != frames[1]).any(axis=-1))
    assert len(middle) > 500
    assert np.ptp(middle[:, 0]) == pytest.approx(np.ptp(middle[:, 1]), abs=6)  # round
