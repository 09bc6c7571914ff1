"""Occlusion, proved on pixels."""

import numpy as np
import pytest
from manim import DEGREES, DOWN, LEFT, RIGHT, UP, Circle, DashedVMobject, Dot, Line, Mobject, Square, VMobject

from gradanim.paint import DepthCamera, Dots, Mesh, Polylines, Sheet, SolidArrow, SurfaceMesh
from gradanim.paint.flatten import subpaths
from gradanim.paint.kernels.compiled import Array

WIDTH, HEIGHT = 320, 180
RED, GREEN, BLUE = "#ff0000", "#00ff00", "#0000ff"


def camera(phi: float = 70, theta: float = -90, zoom: float = 1.0) -> DepthCamera:
    made = DepthCamera(
        pixel_width=WIDTH, pixel_height=HEIGHT, frame_width=128 / 9, frame_height=8, background_color="#000000"
    )  # fmt: skip
    made.set_phi(phi * DEGREES)
    made.set_theta(theta * DEGREES)
    made.set_zoom(zoom)
    return made


def picture(*mobjects: Mobject, **view: float) -> Array:
    looking = camera(**view)
    looking.capture_mobjects(mobjects)
    return looking.pixel_array.copy()


def pixel_of(looking: DepthCamera, point: tuple[float, float, float]) -> tuple[int, int]:
    looking.reset_rotation_matrix()
    x, y, _ = looking.project_point(np.array(point, float))
    column = x * WIDTH / looking.frame_width + WIDTH / 2
    row = HEIGHT / 2 - y * HEIGHT / looking.frame_height
    return int(row), int(column)


def hill(samples: int = 41, **style: object) -> SurfaceMesh:
    x, y = np.meshgrid(np.linspace(-3, 3, samples), np.linspace(-3, 3, samples), indexing="ij")
    grid = np.stack([x, y, 2 * np.exp(-(x**2 + y**2))], axis=-1)
    return SurfaceMesh(grid, GREEN, **style)  # type: ignore[arg-type]


def has_colour(frame: Array, channel: int) -> bool:
    others = [c for c in range(3) if c != channel]
    return bool(((frame[..., channel] > 90) & (frame[..., others] < 40).all(axis=-1)).any())


def test_a_dot_behind_the_hill_is_not_seen_and_before_it_is() -> None:
    behind, before = Dots([[0, 2.2, 0.4]], RED, radius=0.15), Dots([[0, -2.2, 0.4]], RED, radius=0.15)
    assert not has_colour(picture(hill(), behind), 0)
    assert has_colour(picture(hill(), before), 0)
    assert has_colour(picture(behind), 0), "without the hill it is there"


@pytest.mark.parametrize("order", [1, -1])
def test_opaque_things_may_come_in_any_order(order: int) -> None:
    things = [
        hill(line_every=4),
        SolidArrow([1, -2, 0], [1, 2, 1], RED),
        Sheet([-3, 1, 0], [6, 0, 0], [0, 0, 2], BLUE, opacity=1),
    ]
    assert np.array_equal(picture(*things), picture(*things[::order]))


def test_manims_own_mobjects_are_hidden_too() -> None:
    behind = Dot(radius=0.3, color=RED).rotate(90 * DEGREES, axis=np.array([1.0, 0, 0])).move_to([0, 2.2, 0.4])
    assert not has_colour(picture(hill(), behind), 0)
    assert has_colour(picture(hill(), behind.move_to([0, -2.2, 0.6])), 0)


def test_an_arrow_through_a_sheet_is_cut_where_it_pierces_it() -> None:
    # the sheet is y = 0, seen from y < 0; the arrow runs along y at a slant, so that each of its points has its column
    sheet = Sheet([-4, 0, -2], [8, 0, 0], [0, 0, 4], BLUE, opacity=1, shading=0)
    arrow = SolidArrow([-2, -2, 0], [2, 2, 0], RED, thickness=0.05)
    frame = picture(sheet, arrow, phi=90)
    red = (frame[..., 0] > 60) & (frame[..., 2] < 60)
    columns = np.flatnonzero(red.any(axis=0))
    expected = pixel_of(camera(phi=90), (0, 0, 0))[1]
    # the shaft is as wide as it is: it pierces over half of its thickness to either side
    assert abs(columns.max() - expected) <= 2
    assert abs(columns.min() - pixel_of(camera(phi=90), (-2, -2, 0))[1]) <= 2


def test_a_translucent_sheet_tints_what_is_behind_it_and_not_what_is_before() -> None:
    sheet = Sheet([-4, 0, -2], [8, 0, 0], [0, 0, 4], BLUE, opacity=0.4, shading=0)
    behind, before = Dots([[1, 1, 0]], RED, radius=0.3), Dots([[-1, -1, 0]], RED, radius=0.3)
    looking = camera(phi=90)
    frame = picture(sheet, behind, before, phi=90)
    alone = picture(behind, before, phi=90)
    row, column = pixel_of(looking, (1, 1, 0))
    expected = 0.6 * alone[row, column, :3].astype(float) + 0.4 * np.array([0, 0, 255])
    assert frame[row, column, :3] == pytest.approx(expected, abs=3)
    row, column = pixel_of(looking, (-1, -1, 0))
    assert frame[row, column, :3] == pytest.approx(alone[row, column, :3], abs=1)


def test_two_triangles_at_an_edge_leave_no_pinhole_and_paint_no_pixel_twice() -> None:
    # a translucent sheet in many crooked triangles: a hole or a double pixel would stand out from the one colour
    rng = np.random.default_rng(3)
    x, y = np.meshgrid(np.linspace(-3, 3, 30), np.linspace(-2, 2, 30), indexing="ij")
    x[1:-1, 1:-1] += rng.uniform(-0.05, 0.05, (28, 28))
    y[1:-1, 1:-1] += rng.uniform(-0.04, 0.04, (28, 28))
    sheet = SurfaceMesh(np.stack([x, y, 0 * x], axis=-1), BLUE, opacity=0.5, shading=0, gloss=0)
    frame = picture(sheet, phi=20, theta=-73)
    inside = picture(Sheet([-2.9, -1.9, 0], [5.8, 0, 0], [0, 3.8, 0], RED, opacity=1, shading=0), phi=20, theta=-73)
    covered = inside[..., 0] == 255
    assert covered.sum() > 5000
    assert np.ptp(frame[covered][:, 2].astype(int)) <= 1


def test_a_hole_in_the_domain_is_a_hole() -> None:
    x, y = np.meshgrid(np.linspace(-3, 3, 41), np.linspace(-2, 2, 41), indexing="ij")
    z = np.where(x**2 + y**2 < 1, np.nan, 0.0)
    frame = picture(SurfaceMesh(np.stack([x, y, z], axis=-1), GREEN, line_every=4), phi=0)
    row, column = pixel_of(camera(phi=0), (0, 0, 0))
    assert frame[row, column, 1] == 0
    row, column = pixel_of(camera(phi=0), (2.0, 0.07, 0))
    assert frame[row, column, 1] > 80


def test_a_pole_is_cut_at_the_given_height() -> None:
    x, y = np.meshgrid(np.linspace(-2, 2, 61), np.linspace(-2, 2, 61), indexing="ij")
    with np.errstate(divide="ignore"):
        z = 1 / (x**2 + y**2)
    mesh = SurfaceMesh(np.stack([x, y, z], axis=-1), GREEN, clip_z=(0, 2))
    points = mesh.parts().faces[0]
    heights = points.points[np.unique(points.corners)][:, 2]
    assert np.nanmax(heights) == pytest.approx(2, abs=1e-9)
    frame = picture(mesh, phi=90)
    top = np.flatnonzero((frame[..., 1] > 30).any(axis=1)).min()
    assert abs(top - pixel_of(camera(phi=90), (0, -0.7, 2))[0]) <= 1


def test_a_surface_is_cut_along_a_plane() -> None:
    mesh = hill().cut([0, 1, 0], [0, 0.35, 0])
    faces = mesh.parts().faces[0]
    assert faces.points[np.unique(faces.corners)][:, 1].min() == pytest.approx(0.35)
    assert hill().cut([0, 1, 0], [0, 0.35, 0]).uncut().parts().faces[0].corners.shape == (1600, 4)


def test_what_comes_too_near_the_camera_is_cut_and_nothing_crashes() -> None:
    through = Sheet([-3, -40, -0.5], [6, 0, 0], [0, 80, 0], GREEN, opacity=1)
    line = Polylines([[[0.3, -40, 0], [0.3, 40, 0]]], RED, stroke_width=6)
    frame = picture(through, line, phi=80)
    assert has_colour(frame, 1)
    assert has_colour(frame, 0)
    below = frame[HEIGHT - 1]
    assert (below[..., 1] > 60).any(), "the sheet goes on to the lower border of the picture"


def test_a_curve_on_the_surface_is_seen_along_all_of_its_length() -> None:
    angle = np.linspace(0, 2 * np.pi, 200)
    x, y = 0.8 * np.cos(angle), 0.8 * np.sin(angle)
    points = np.column_stack([x, y, 2 * np.exp(-(x**2 + y**2)) + 0.01])
    on_hill = picture(hill(161), Polylines([points], RED, stroke_width=10), phi=25).astype(int)
    # half a turn of it faces the camera; behind the top, the hill rightly hides some
    places = [pixel_of(camera(phi=25), (px, py, pz)) for px, py, pz in points if py < 0.2]
    assert len(places) > 100
    assert all(on_hill[place][0] > on_hill[place][1] for place in places)


def test_edges_are_smooth() -> None:
    frame = picture(
        Mesh(np.array([[-2, -1, 0], [2, -0.6, 0], [0, 1.5, 0]]), [[0, 1, 2]], "#ffffff", shading=0, gloss=0), phi=0
    )
    assert len(np.unique(frame[..., 0])) >= 4, "between black and white there are steps"


def test_what_is_fixed_in_the_frame_lies_over_everything_and_does_not_turn() -> None:
    looking = camera(phi=70, theta=-40)
    label = Square(0.5, color=RED, fill_opacity=1, stroke_width=0).move_to([2, 1, 0])
    looking.add_fixed_in_frame_mobjects(label)
    looking.capture_mobjects([label, Sheet([-4, -4, 0], [8, 0, 0], [0, 8, 0], BLUE, opacity=1)])
    row, column = int(HEIGHT / 2 - HEIGHT / 8), int(WIDTH / 2 + 2 * WIDTH / looking.frame_width)
    assert list(looking.pixel_array[row, column, :3]) == [255, 0, 0]


def labelled(y: float, *things: Mobject, **view: float) -> Array:
    """A label that faces the viewer at a place on the ground."""
    looking = camera(**view)
    label = Square(0.4, color=RED, fill_opacity=1, stroke_width=0).move_to([0, y, 0.4])
    looking.add_fixed_orientation_mobjects(label)
    looking.capture_mobjects([label, *things])
    return looking.pixel_array.copy()


def test_a_label_is_hidden_behind_the_hill_and_not_before_it() -> None:
    assert has_colour(labelled(2.2), 0)
    assert has_colour(labelled(-2.2, hill()), 0)
    behind = labelled(2.2, hill())
    assert not has_colour(behind, 0)
    assert np.array_equal(behind, picture(hill())), "nothing of it is left"


def test_a_label_is_seen_through_what_is_translucent_and_where_it_touches_a_surface() -> None:
    assert has_colour(labelled(2.2, hill(opacity=0.5)), 0)
    ground = Sheet([-3, -3, 0.35], [6, 0, 0], [0, 6, 0], BLUE, opacity=1)
    assert np.array_equal(labelled(0.0, ground)[..., 0] > 200, labelled(0.0)[..., 0] > 200)


def test_a_label_that_the_camera_loses_fades_without_flicker() -> None:
    strengths = np.array([labelled(2.2, hill(), phi=phi)[..., 0].max() for phi in np.linspace(20, 80, 41)]).astype(int)
    assert strengths[0] == 255
    assert strengths[-1] < 60
    assert (np.diff(strengths) <= 8).all(), "once it goes, it does not come back"
    between = (strengths > 60) & (strengths < 250)
    assert between.sum() >= 2


def test_what_is_fixed_in_the_frame_is_never_hidden() -> None:
    looking = camera(phi=70)
    label = Square(0.4, color=RED, fill_opacity=1, stroke_width=0)
    looking.add_fixed_in_frame_mobjects(label)
    looking.capture_mobjects([label, hill()])
    assert list(looking.pixel_array[HEIGHT // 2, WIDTH // 2, :3]) == [255, 0, 0]


def test_the_same_picture_twice_is_the_same_to_the_last_bit() -> None:
    things = [hill(line_every=3, opacity=0.6), SolidArrow([0, -2, 0], [0, 2, 2], RED)]
    assert np.array_equal(picture(*things), picture(*things))


def test_without_depth_the_hidden_dot_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check that the occlusion test can fail: all depths made equal."""
    from gradanim.paint import viewpoint

    project = viewpoint.Viewpoint.project

    def flat(self: viewpoint.Viewpoint, points: Array) -> Array:
        seen = project(self, points)
        seen[:, 2] = np.where(np.isnan(seen[:, 2]), np.nan, 1.0)
        return seen

    monkeypatch.setattr(viewpoint.Viewpoint, "project", flat)
    assert has_colour(picture(hill(), Dots([[0, 2.2, 0.4]], RED, radius=0.15)), 0)


def test_subpaths_are_those_of_manim_where_a_line_is_broken_dashed_or_not_a_number() -> None:
    broken = VMobject().set_points_as_corners(np.random.default_rng(1).normal(size=(9, 3)))
    broken.points[9:13] = np.nan
    two = VMobject().append_points(np.vstack([Line(LEFT, RIGHT).points, Line(UP, DOWN).points, [[0.0, 0.0, 0.0]]]))
    for mobject in (VMobject(), Circle(), DashedVMobject(Circle()), two, broken):
        ours, theirs = subpaths(mobject), mobject.get_subpaths()
        assert len(ours) == len(theirs)
        assert all(np.array_equal(one, other, equal_nan=True) for one, other in zip(ours, theirs, strict=True))
