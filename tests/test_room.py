"""Functions of three variables: level surfaces that lie on their level, in a box with equal scales."""

import numpy as np
import pytest
from manim import DEGREES, tempconfig

from gradanim import CallableField, Domain
from gradanim.fields.callables import Function
from gradanim.fields.typed import Field
from gradanim.paint.kernels.compiled import Array
from gradanim.paint.level_surface import LevelSurface
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


def corners_of(view: RoomView, surface: LevelSurface) -> Array:
    """The corners of the drawn triangles, shape (m, 3, 3), in units of x, y and z."""
    return view.where(surface.points[surface.corners[:, :3]])


@pytest.mark.parametrize(
    ("text", "value", "distance"),
    [
        # how far a place is from the surface is known without a derivative
        ("tan(x*y)", 1.3, lambda x, y, z: np.abs((x * y - np.arctan(1.3) + np.pi / 2) % np.pi - np.pi / 2)),
        ("tan(x + y + z)", -0.7, lambda x, y, z: np.abs((x + y + z + np.arctan(0.7) + 1.5) % np.pi - 1.5)),
        ("atan2(y, x)", -2.6, lambda x, y, z: np.abs(y * np.cos(2.6) + x * np.sin(2.6)) + 9 * (y > 0.01)),
        ("atan2(y, z)", 2.0, lambda x, y, z: np.abs(y * np.cos(2) - z * np.sin(2)) + 9 * (y < -0.01)),
        ("1/(x*y)", -0.02, lambda x, y, z: np.full_like(x, 9.0)),  # x y = -50 is outside the box
        ("1/(x*y)", 2.0, lambda x, y, z: np.abs(x * y - 0.5)),
        ("x", 1.0, lambda x, y, z: np.abs(x - 1)),  # every vertex is a node of the grid
        ("1/(x*y*z)", -2.9, lambda x, y, z: np.abs(x * y * z + 1 / 2.9)),
    ],
)
def test_no_triangle_spans_a_pole_or_a_cut(text: str, value: float, distance: Function) -> None:
    view = RoomView(Field(text, variables=("x", "y", "z")), THEMES["night"])
    corners = corners_of(view, level_surface(view, value))
    if np.asarray(distance(*np.zeros((3, 1))))[0] < 9:
        assert len(corners) > 500
    for places in (corners.reshape(-1, 3), corners.mean(axis=1)):
        assert np.max(distance(*places.T), initial=0.0) < 0.05


def test_a_surface_has_no_gaps_where_it_is_made_finer() -> None:
    view = RoomView(Field("x^2 + y^2 + z^2 + sin(5x)", variables=("x", "y", "z")), THEMES["night"])
    surface = level_surface(view, 2.0)
    triangles = surface.corners[:, :3]
    sides = np.sort(triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    assert (np.unique(sides, axis=0, return_counts=True)[1] == 2).all()  # each side between two: it is closed
    corners = corners_of(view, surface)
    for places in ((corners[:, 0] + corners[:, 1]) / 2, corners.mean(axis=1)):
        off = np.abs(view.field(*places.T) - 2.0) / np.linalg.norm(view.field.gradient(*places.T), axis=0)
        assert off.max() < 0.2 * 6 / 48


@pytest.mark.parametrize("reach", [0.11, 0.3, 0.7])
def test_a_surface_has_no_hole_where_it_meets_a_place_of_the_grid(reach: float) -> None:
    middle = np.array([1.0, 2.0, 1.0])
    box = np.stack([middle - reach, middle + reach], axis=1)
    surface = LevelSurface(lambda x, y, z: x**2 + y**2 + z**2, 6.0, box)
    triangles = surface.corners[:, :3]
    sides = np.sort(triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    sides, count = np.unique(sides, axis=0, return_counts=True)
    edge = surface.points[sides[count == 1]].mean(axis=1)  # of the box, and of nothing else
    assert len(edge) > 20
    assert np.abs(edge - middle).max(axis=1).min() > 0.9 * reach


def test_the_triangles_of_a_small_sphere_show_that_it_is_round() -> None:
    surface = level_surface(VIEW, 0.15**2)
    corners = corners_of(VIEW, surface)
    assert np.linalg.norm(corners, axis=2) == pytest.approx(0.15, rel=0.01)
    assert np.linalg.norm(corners.mean(axis=1), axis=1).min() > 0.97 * 0.15


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
