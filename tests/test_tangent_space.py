"""What touches a landscape: sections and tangents in any direction, tangent planes and normals; zooms; scales.

Read back from drawn points, and compared with differences of heights.
"""

from itertools import pairwise

import numpy as np
import pytest
from manim import DEGREES, OUT, ValueTracker

from gradanim.calculus.close_up import close_up
from gradanim.fields.domain import Domain
from gradanim.fields.standing import default_point
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.differences import gradients_by_steps, slopes_by_steps
from gradanim.stage.claims.maps import stated
from gradanim.stage.claims.reading import degrees_between
from gradanim.stage.marks.arrows import heading
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.space.axes import TICK, SpaceFrame, stretch_note
from gradanim.stage.space.landscape import AIR, LIFT, RISE, SpaceView
from gradanim.stage.space.occlusion import facing, occluded_share
from gradanim.stage.space.slices import chord, cut_open, cutting_plane, section
from gradanim.stage.space.surfaces import surface
from gradanim.stage.space.tangents import HALF, normal, patch_radius, right_angle_mark, tangent, tangent_plane
from gradanim.stage.space.zoom import SpaceZoom

AT = (-1.2, -1.0)
SMOOTH = [
    "3exp(-(x^2 + 2y^2)/6)",
    "x + y",
    "1000x^2",
    "1e-9*(x^2 + y^2)",
    "sin(3x)*sin(3y)",
    "1e200*(x^2 + y^2)",
    "1e6 + x",
]
smooth = pytest.mark.parametrize("text", SMOOTH)
Points = np.ndarray


def view_of(text: str, domain: Domain | None = None) -> SpaceView:
    return SpaceView.over(Field(text, domain or Domain()), THEMES["night"])


def steps_around(view: SpaceView, at: tuple[float, float], share: float = 1e-4) -> Points:
    """Short chords of the drawn surface through a point, shape (12, 3), by its heights alone."""
    turns = np.linspace(0, np.pi, 12, endpoint=False)
    h = share * view.field.domain.diagonal
    ahead, behind = (np.asarray(at) + sign * h * heading(turns).T for sign in (1, -1))
    return view.at(*ahead.T) - view.at(*behind.T)


@pytest.mark.parametrize("angle", [0.0, 0.4, 90 * DEGREES, 2.5, -1.0])
def test_a_chord_goes_from_border_to_border(angle: float) -> None:
    domain = Domain(-3, 3, -2, 2)
    first, last = chord(domain, (0.5, -0.25), angle)
    assert (last - first) / np.linalg.norm(last - first) == pytest.approx(heading(angle))
    for end in (first, last):
        assert np.min(np.abs([end[0] - 3, end[0] + 3, end[1] - 2, end[1] + 2])) < 1e-12
        assert end in domain


def test_a_line_that_misses_the_domain_has_no_chord() -> None:
    for at, angle in (((0.0, 2.5), 0.0), ((4.0, 0.0), 90 * DEGREES), ((3.0, 3.0), 135 * DEGREES)):
        assert np.isnan(chord(Domain(), at, angle)).all()


@pytest.mark.parametrize("angle", [0.3, 2.0, 4.0])
def test_a_section_lies_on_the_surface_over_one_line(angle: float) -> None:
    view, turn = view_of("3exp(-(x^2 + 2y^2)/6)"), ValueTracker(0.0)
    curve, plane = (word(view, AT, turn.get_value, "#ff0000") for word in (section, cutting_plane))
    turn.set_value(angle)
    for thing in (curve, plane):
        thing.update()
        places = view.where(thing.points) - AT
        across = places @ heading(angle + np.pi / 2)
        assert across == pytest.approx(np.zeros(len(across)), abs=1e-9)
    x, y = view.where(curve.points).T
    assert view.height_of(curve.points) == pytest.approx(view.field(x, y) + LIFT / view.rise)
    assert plane.points[:, 2].min() == 0
    assert plane.points[:, 2].max() > view.z_of(view.high)


@pytest.mark.parametrize("angle", [0.0, 0.3, 2.0])
def test_a_hill_is_cut_open_to_the_right_of_the_plane(angle: float) -> None:
    view = view_of("3exp(-(x^2 + 2y^2)/6)")
    mesh = cut_open(view, surface(view, samples=31), AT, angle)
    shown = mesh.margins[:, 1] >= 0
    left = (view.where(mesh.points) - AT) @ heading(angle + np.pi / 2)
    assert shown[left > 0.05].all()
    assert not shown[left < -0.05].any()


@smooth
@pytest.mark.parametrize("angle", [0.0, 0.7, 90 * DEGREES, 4.0])
def test_a_tangent_is_as_steep_as_small_steps_in_its_direction(text: str, angle: float) -> None:
    view = view_of(text)
    start, end = tangent(view, AT, angle, "#ff0000").points
    along = view.where(end) - view.where(start)
    assert along / np.linalg.norm(along) == pytest.approx(heading(angle), abs=1e-9)
    slope = (view.height_of(end) - view.height_of(start)) / np.linalg.norm(along)
    ground = slopes_by_steps(view.field, np.array(AT), heading(angle))
    assert abs(slope - ground) <= 1e-4 * np.hypot(*gradients_by_steps(view.field, AT))
    drawn = [np.linalg.norm(view.at(*AT) - tip) for tip in (start, end)]
    assert max(drawn) <= HALF + 3 * LIFT
    assert (view.where([start, end]) <= [3 + 1e-9, 2 + 1e-9]).all()


def test_along_a_kink_there_is_a_tangent_and_across_it_there_is_none() -> None:
    view = view_of("abs(x) + y")
    assert np.isfinite(tangent(view, (0.0, 0.5), 90 * DEGREES, "#ff0000").points).all()
    for angle in (0.0, 1.0):
        assert np.isnan(tangent(view, (0.0, 0.5), angle, "#ff0000").points).all()


@smooth
def test_the_tangent_plane_holds_every_short_chord_of_the_drawn_surface(text: str) -> None:
    view = view_of(text)
    plane = tangent_plane(view, AT)
    upright = np.cross(plane.points[-1] - plane.points[0], plane.points[len(plane.points) // 2 + 3] - plane.points[0])
    chords = steps_around(view, AT)
    assert degrees_between(chords, upright) == pytest.approx(np.full(len(chords), 90.0), abs=0.1)
    assert plane.points.mean(axis=0) == pytest.approx(view.at(*AT) + LIFT * OUT)
    reach = view.where(plane.points) - AT
    assert np.abs(reach).max(axis=0) == pytest.approx(np.full(2, patch_radius(view, AT)))
    sides = plane.points[[-1, 0]] - plane.points[[48, 48]]
    assert np.linalg.norm(sides, axis=1).max() == pytest.approx(2 * HALF)


def test_the_sides_of_the_patch_have_the_slopes_of_the_partial_derivatives() -> None:
    view = view_of("x^2 + 3xy + y^2")
    points = tangent_plane(view, AT).points.reshape(49, 49, 3)
    across, up = points[-1, 0] - points[0, 0], points[0, -1] - points[0, 0]
    for side, slope, axis in ((across, 2 * AT[0] + 3 * AT[1], 0), (up, 3 * AT[0] + 2 * AT[1], 1)):
        assert side[1 - axis] == pytest.approx(0, abs=1e-9)
        assert side[2] / view.rise / (side[axis] / view.scale[axis]) == pytest.approx(slope)


@smooth
def test_the_normal_is_orthogonal_to_the_surface_as_it_is_drawn(text: str) -> None:
    view = view_of(text)
    for seen in (view, view.to_scale()):
        arrow = normal(seen, AT)
        assert arrow.tail == pytest.approx(seen.at(*AT))
        assert np.linalg.norm(arrow.along) == pytest.approx(HALF)
        assert arrow.along[2] > 0
        chords = steps_around(seen, AT)
        assert degrees_between(chords, arrow.along) == pytest.approx(np.full(len(chords), 90.0), abs=0.1)


def test_to_scale_the_normal_is_the_vector_of_the_formula() -> None:
    view = view_of("x/5 - y/10").to_scale()
    assert view.stretch == pytest.approx(1)
    along = normal(view, AT).along
    assert along / along[2] == pytest.approx([-0.2, 0.1, 1])


def test_plane_normal_and_tangent_follow_a_moving_point_and_are_gone_where_there_is_no_surface() -> None:
    view = view_of("sqrt(1 - x^2 - y^2)")
    walker = Walker(view, (0.1, 0.2))
    plane, arrow, line = tangent_plane(view, walker), normal(view, walker), tangent(view, walker, 0.5, "#ff0000")
    for place, there in (((0.5, -0.3), True), ((2.0, 0.0), False), ((-0.4, 0.1), True)):
        walker._at = place
        for thing in (plane, arrow, line):
            thing.update()
        assert np.isfinite(plane.points).all() == np.isfinite(arrow.along).all() == there
        assert np.isfinite(line.points).all() == there
        if there:
            middle = view.at(*place)
            assert plane.points.mean(axis=0) == pytest.approx(middle + LIFT * OUT)
            radius = np.array([*(view.scale[0] * np.array(place)), view.rise * view.field(*place)])  # of an ellipsoid
            outwards = radius / np.array([view.scale[0], view.scale[0], view.rise]) ** 2
            assert degrees_between(arrow.along, outwards) == pytest.approx(0, abs=1e-4)


def test_the_mark_of_a_right_angle_stands_on_the_side_that_is_asked_for() -> None:
    view = view_of("3exp(-(x^2 + 2y^2)/6)")
    arrow, side = normal(view, AT), view.vector(*AT, (1.0, 0.0))
    corner, out, foot = right_angle_mark(view, arrow, towards=side).points
    assert degrees_between(out - corner, side) == pytest.approx(0, abs=1e-4)
    assert degrees_between(corner - arrow.tail, arrow.along) == pytest.approx(0, abs=1e-4)
    assert degrees_between(foot - arrow.tail, arrow.along) == pytest.approx(90)


@smooth
def test_a_zoomed_landscape_is_magnified_around_its_heights_and_never_stretched_further(text: str) -> None:
    view = view_of(text)
    part = view.field.domain.around(AT, 0.06)
    near = view.zoomed(part)
    assert near.field.domain == part
    assert near.scale[0] == pytest.approx(100 * view.scale[0])
    assert near.stretch <= view.stretch * (1 + 1e-9)
    assert near.tall == pytest.approx(view.tall)
    assert np.isfinite(near.at(*part.grid(21))).all(), "all of the piece is shown"
    assert degrees_between(steps_around(near, AT, 1e-3), normal(near, AT).along) == pytest.approx(90, abs=0.5)


def test_a_zoom_of_a_gentle_hill_keeps_the_drawn_slope() -> None:
    view = view_of("x/5 + exp(-x^2 - y^2)")
    near = view.zoomed(view.field.domain.around((2.9, 1.9), 0.01))
    assert near.stretch == pytest.approx(view.stretch)


@smooth
def test_the_way_to_a_zoomed_landscape_is_even_and_keeps_its_point_in_the_picture(text: str) -> None:
    view = view_of(text)
    zoom = SpaceZoom(view, close_up(view.field, AT))
    shares = np.linspace(0, 1, 9)
    views = [view.towards(zoom.near, share) for share in shares]
    assert (views[0], views[-1]) == (view, zoom.near)
    for sizes in (np.array([v.scale[0] for v in views]), np.array([v.rise for v in views])):
        assert np.diff(np.log(sizes)) == pytest.approx(np.full(8, np.log(sizes[-1] / sizes[0]) / 8), abs=1e-6)
    drawn = np.array([v.at(*AT) for v in views])
    assert np.isfinite(drawn).all()
    left = np.linalg.norm(drawn - drawn[-1], axis=1)
    assert (np.diff(left) < 1e-9).all(), "it only comes nearer to its place"
    assert min(v.z_of(v.low) for v in views) > AIR - 1e-9


def test_what_is_given_the_zooms_view_comes_closer_with_it_and_the_surface_nears_its_plane() -> None:
    view = view_of("3exp(-(x^2 + 2y^2)/6)")
    zoom = SpaceZoom(view, close_up(view.field, AT))
    plane, arrow = tangent_plane(zoom.current, AT), normal(zoom.current, AT)
    gaps = []
    animation = zoom.set_opacity(0.6).to(1.0)
    animation.begin()
    for alpha in (0.0, 0.5, 1.0):
        animation.interpolate(alpha)
        for thing in (plane, arrow):
            thing.update()
        now = zoom.current()
        assert zoom.surface.opacity == 0.6
        x, y = now.where(zoom.surface.points).T
        shown = np.isfinite(zoom.surface.points[:, 2]) & (
            np.hypot(*(np.array([x, y]).T - AT).T) < patch_radius(now, AT)
        )
        assert now.height_of(zoom.surface.points[shown]) == pytest.approx(view.field(x, y)[shown])
        across = (zoom.surface.points[shown] - now.at(*AT)) @ arrow.along / np.linalg.norm(arrow.along)
        gaps.append(float(np.abs(across).max()))
        assert plane.points.mean(axis=0) == pytest.approx(now.at(*AT) + LIFT * OUT)
    assert gaps[0] > 5 * gaps[1] > 25 * gaps[2]
    back = zoom.to(0.0)
    back.begin()
    back.interpolate(1.0)
    assert zoom.current() == view
    assert zoom.surface.points == pytest.approx(surface(view).points)


def test_heights_are_to_scale_where_there_is_room_and_the_note_says_how_far_they_are() -> None:
    for text, one in (("x/5", True), ("0.001*x*y", True), ("x^2 + y^2", False), ("1e6 + x/5", True)):
        view = view_of(text).to_scale()
        frame = SpaceFrame(view).upright
        drawn = (frame.levels[-1] - frame.levels[0]) / (frame.ticks.values[-1] - frame.ticks.values[0])
        assert drawn / view.scale[0] == pytest.approx(view.stretch)
        assert (view.stretch == pytest.approx(1)) == one
        assert view.tall <= RISE + 1e-9
        assert stated(stretch_note(view)) == pytest.approx(view.stretch, rel=5e-3)


@pytest.mark.parametrize("text", ["3exp(-(x^2 + 2y^2)/6)", "x + y", "-x - y", "x - y", "sin(3x)*sin(3y)"])
def test_a_place_is_faced_so_that_it_is_seen(text: str) -> None:
    view = view_of(text)
    at = default_point(view.field)
    assert at is not None
    phi, theta = facing(view, at, np.radians([-58, -46, -34, -68, -78]).tolist(), np.radians([64, 48]).tolist())
    assert occluded_share(view, [at], theta=theta, phi=phi) == 0


@pytest.mark.parametrize("domain", [Domain(), Domain(-1.24, -1.16, -1.03, -0.97), Domain(-6, 6, -1, 1)], ids=str)
def test_numbers_at_an_edge_do_not_run_into_each_other(domain: Domain) -> None:
    view = view_of("x + y", domain)
    row = view.floor.at(domain.x0, domain.y0)[1] - 3.2 * TICK
    numbers = [text for text in SpaceFrame(view).texts if abs(text.get_center()[1] - row) < 1e-6]
    assert len(numbers) > 1
    for one, other in pairwise(numbers):
        assert one.get_right()[0] < other.get_left()[0]
