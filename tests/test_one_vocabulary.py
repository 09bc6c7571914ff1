"""The words of the plane in space: the same word draws the same thing, on the surface, on the floor, or flat."""

from collections.abc import Callable

import numpy as np
import pytest
from manim import OUT, TAU, Mobject, tempconfig

from gradanim.calculus.slope import derivative_along
from gradanim.fields.typed import Field
from gradanim.flows.gradient_flow import gradient_flow
from gradanim.records.shot import Shot
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.curves import monotonic, on_the_surface, same_height
from gradanim.stage.claims.geometry import orthogonal
from gradanim.stage.claims.gradient import slope_by_steps
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.maps.contours import ContourMap, ContourThrough
from gradanim.stage.marks.arrows import (
    Arrow,
    direction_arrow,
    gradient_arrow,
    heading,
    right_angle,
    slope_arrow,
    slope_fan,
)
from gradanim.stage.marks.pointers import RoundArrow
from gradanim.stage.marks.quiver import gradient_quiver
from gradanim.stage.marks.walkers import Marker, Walker, trail
from gradanim.stage.space.landscape import LIFT, SpaceView
from gradanim.stage.space_scene import SpaceScene
from scenes.directional.directional_derivative.vectors import direction_line
from scenes.gradient.steepest_ascent import tip_trace
from tests.colours import rgb

AT = (-1.2, 0.7)
HILL = Field("3exp(-(x^2 + 2y^2)/6)")
LAND = SpaceView.over(HILL, THEMES["night"]).with_arrows(1.0, 0.9)
FLAT = View.fit(HILL, THEMES["night"], Box(-3, 3, -2, 2))
VIEWS = pytest.mark.parametrize("view", [FLAT, LAND, LAND.floor], ids=["plane", "landscape", "floor"])


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def corners(mobject: Mobject) -> np.ndarray:
    return np.vstack([np.vstack([m.points[0::4], m.points[-1:]]) for m in mobject.family_members_with_points()])


def height_drawn(view: View, points: np.ndarray) -> np.ndarray:
    """How high over its plane: nothing for what lies flat."""
    return view.height_of(points - LIFT * OUT) if isinstance(view, SpaceView) else points[:, 2]


def height_meant(view: View, points: np.ndarray) -> np.ndarray:
    x, y = view.where(points).T
    return HILL(x, y) if isinstance(view, SpaceView) else 0 * x


@VIEWS
def test_a_walker_stands_where_it_says_and_walks(view: View) -> None:
    walker = Walker(view, AT)
    assert walker() == AT
    assert walker.points == pytest.approx(view.at(*AT)[None])
    line = np.array([AT, (0.5, 1.0), (1.5, -1.0)])
    walk = walker.follow(line)
    walk.begin()
    for alpha in (0.25, 0.6, 1.0):
        walk.interpolate(alpha)
        assert walker.points == pytest.approx(view.at(*walker())[None])
        assert view.where(walker.points)[0] == pytest.approx(walker())
    assert walker() == pytest.approx((1.5, -1.0))


@VIEWS
def test_a_marker_follows_its_point(view: View) -> None:
    place = [AT]
    marker = Marker(view, lambda: place[0])
    place[0] = (1.0, 1.0)
    marker.update()
    assert marker.points == pytest.approx(view.at(1.0, 1.0)[None])


def test_a_dot_has_a_rim_in_the_plane_and_a_ball_has_none() -> None:
    flat, ball = (Walker(view, AT).parts().discs for view in (FLAT, LAND))
    assert [len(flat), len(ball)] == [2, 1]
    assert flat[0].radii > flat[1].radii
    assert flat[0].rgba[0, :3] == pytest.approx(rgb(THEMES["night"].background))


WORDS: dict[str, Callable[[View], Mobject]] = {
    "trail": lambda view: trail(view, gradient_flow(HILL, AT).points),
    "a trail of two points": lambda view: trail(view, np.array([[-2.5, -1.8], [2.9, 1.9]])),
    "contours": ContourMap,
    "contour through": lambda view: ContourThrough(view, AT),
}


@VIEWS
@pytest.mark.parametrize("word", WORDS.values(), ids=list(WORDS))
def test_lines_lie_on_the_surface_or_flat(view: View, word: Callable[[View], Mobject]) -> None:
    points = corners(word(view))
    assert len(points) > 1
    assert height_drawn(view, points) == pytest.approx(height_meant(view, points), abs=1e-6)


def test_a_line_follows_the_surface_between_its_points_too() -> None:
    points = corners(trail(LAND, np.array([[-2.5, -1.8], [2.9, 1.9]])))
    middles = (points[1:] + points[:-1]) / 2
    assert height_drawn(LAND, middles) == pytest.approx(height_meant(LAND, middles), abs=0.01)


def test_a_contour_moves_with_its_point_in_space() -> None:
    walker = Walker(LAND, AT)
    contour = ContourThrough(LAND, walker)
    walker._at = (0.5, 0.5)
    contour.update()
    points = corners(contour)
    assert height_drawn(LAND, points) == pytest.approx(np.full(len(points), HILL(0.5, 0.5)), abs=1e-6)


def test_lines_are_interrupted_where_the_surface_is() -> None:
    view = SpaceView.over(Field("sqrt(x^2 + y^2 - 1)"), THEMES["night"])
    line = trail(view, np.array([[-3.0, 0.0], [3.0, 0.0]]))
    paths = line.get_subpaths()
    assert len(paths) == 2
    ends = sorted(abs(float(view.where(path[end])[0])) for path in paths for end in (0, -1))
    assert ends == pytest.approx([1, 1, 3, 3], abs=1e-6)


@VIEWS
def test_the_gradient_stands_on_its_point_and_its_shadow_is_the_gradient(view: View) -> None:
    arrow = gradient_arrow(view, AT)
    assert isinstance(arrow, RoundArrow if view.in_space else Arrow)
    gradient = HILL.gradient(*AT)
    assert arrow.tail == pytest.approx(view.at(*AT))
    assert arrow.along[:2] == pytest.approx(view.arrow_scale * gradient)
    rise = LAND.rise * np.hypot(*gradient) * view.arrow_scale * np.hypot(*gradient) / view.scale[0]
    assert arrow.along[2] == pytest.approx(rise if view is LAND else 0.0)


@VIEWS
@pytest.mark.parametrize("angle", [0.3, 2.0, 4.4])
def test_directions_and_slopes_touch_the_surface_or_lie_flat(view: View, angle: float) -> None:
    u, slope = heading(angle), derivative_along(HILL, AT, heading(angle))
    steepness = LAND.rise / LAND.scale[0] * slope if view is LAND else 0.0
    for arrow, length in (
        (direction_arrow(view, AT, angle, length=0.5), 0.5 * view.scale[0]),
        (slope_arrow(view, AT, angle), view.arrow_scale * slope),
    ):
        if length > 0.05:
            assert arrow.along[:2] == pytest.approx(length * u)
            assert arrow.along[2] == pytest.approx(steepness * length)
        elif length < 0:
            assert np.isnan(arrow.along).all(), "downhill there is none"
    line = direction_line(view, AT, angle, length=0.4)
    along = line.points[-1] - line.points[0]
    assert along == pytest.approx(np.append(0.4 * u, 0.4 * steepness))


@VIEWS
def test_what_the_slopes_draw_lies_in_one_plane_with_the_arrow(view: View) -> None:
    ring, arrow = tip_trace(view, AT, TAU, 0.0), gradient_arrow(view, AT)
    tips = corners(ring) - arrow.tail
    normal = np.cross(arrow.along, np.cross(OUT, arrow.along))
    if view is LAND:
        normal = np.cross(arrow.along, [-arrow.along[1], arrow.along[0], 0])
    assert tips @ normal == pytest.approx(np.zeros(len(tips)), abs=1e-9)
    assert np.linalg.norm(tips, axis=1).max() == pytest.approx(np.linalg.norm(arrow.along), rel=1e-3)


@VIEWS
def test_fans_and_fields_have_arrows_of_their_place(view: View) -> None:
    for arrows in (slope_fan(view, AT), gradient_quiver(view, lengths="directions").apart(width=3)):
        assert len(arrows) > 3
        assert all(isinstance(arrow, RoundArrow if view.in_space else Arrow) for arrow in arrows)


@VIEWS
def test_the_gradient_is_square_to_the_contour_and_the_mark_to_both(view: View) -> None:
    arrow, contour = gradient_arrow(view, AT), ContourThrough(view, AT)
    assert holds(orthogonal(arrow, contour))
    mark = right_angle(view, arrow).points
    assert (mark[3] - mark[0]) @ (mark[-1] - mark[-4]) == pytest.approx(0, abs=1e-9)
    contour.rotate(0.1, about_point=arrow.tail)
    assert not holds(orthogonal(arrow, contour))


@VIEWS
def test_claims_of_the_plane_measure_what_is_drawn_in_space(view: View) -> None:
    path, contour = trail(view, gradient_flow(HILL, AT).points), ContourThrough(view, AT)
    arrow = gradient_arrow(view, AT)
    assert all(map(holds, (monotonic(view, path), same_height(view, contour), slope_by_steps(view, arrow))))
    path.points = path.points[::-1]
    assert not holds(monotonic(view, path))
    contour.shift([0.2, 0.1, 0])
    if view is not LAND:  # there, a contour that is moved sideways keeps the height at which it is drawn
        assert not holds(same_height(view, contour))
    else:
        assert not holds(on_the_surface(view, contour))
        assert not holds(same_height(view, contour.rotate(0.2, axis=[1, 0, 0])))


class Hill(SpaceScene):
    """A hill with nothing on it."""

    f = "3exp(-(x^2 + y^2))"


@pytest.mark.parametrize("y", [1.4, -1.4])
def test_a_walker_and_its_arrow_are_hidden_behind_the_hill(y: float) -> None:
    from gradanim.stage.space.surfaces import surface

    with tempconfig({"pixel_width": 320, "pixel_height": 180, "dry_run": True}):
        scene = Hill(Shot("Hill"))
        scene.setup()
        scene.set_camera_orientation(phi=1.4, theta=-np.pi / 2)
        view = scene.view.with_arrows(1.0, 0.3)
        things = [Walker(view, (0.0, y)).set_color("#ff0000"), gradient_arrow(view, (0.0, y)).set_color("#ff0000")]
        seen = []
        for mobjects in (things, [surface(view, samples=61), *things]):
            scene.camera.reset()
            scene.camera.capture_mobjects(mobjects)
            frame = scene.camera.pixel_array[..., :3].astype(int)
            seen.append(bool(((frame[..., 0] > 100) & (frame[..., 1:] < 60).all(axis=-1)).any()))
    assert seen == [True, y < 0]


@pytest.mark.parametrize("held", [0, 1])
def test_no_arrow_is_drawn_where_the_surface_is_not(held: int) -> None:
    view = SpaceView.over(Field("sqrt(1 - x^2 - y^2)"), THEMES["night"])
    arrow = gradient_arrow(view, tuple(2.0 * np.eye(2)[held]))
    assert np.isnan(arrow.along).all()
