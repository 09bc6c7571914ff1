"""Bulk mobjects: the same pictures as manim's mobjects, and the same manners."""

import numpy as np
import pytest
from manim import (
    BLUE,
    DOWN,
    PI,
    RED,
    RIGHT,
    UP,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    Mobject,
    Transform,
    VMobject,
    always_redraw,
)
from manim.animation.creation import Create

from gradanim.paint import (
    Bulk,
    Dots,
    FlatCamera,
    LevelSurface,
    Mesh,
    MovingFlatCamera,
    Particles,
    Polylines,
    Sheet,
    SolidArrow,
    SteadyFlow,
    SurfaceMesh,
    VectorArrows,
)  # fmt: skip
from gradanim.paint.kernels.compiled import Array

WIDTH, HEIGHT = 480, 270


def frame(
    *mobjects: Mobject, camera: FlatCamera | None = None, background: str = "#000000", opacity: float = 1
) -> Array:
    looking = camera or FlatCamera(
        pixel_width=WIDTH, pixel_height=HEIGHT, frame_width=128 / 9, frame_height=8, background_color=background,
        background_opacity=opacity,
    )  # fmt: skip
    looking.reset()
    looking.capture_mobjects(mobjects)
    return looking.pixel_array.copy()


def wave() -> Array:
    x = np.linspace(-6, 6, 200)
    return np.column_stack([x, 2 * np.sin(x), 0 * x])


def one_of_each() -> list[Bulk]:
    grid = np.stack(np.broadcast_arrays(*np.meshgrid([0.0, 1, 2], [0.0, 1], indexing="ij"), 0.0), axis=-1)
    return [
        Polylines([wave()[:, :2], wave()[::-1] + np.array([0.0, 1, 0])], [RED, BLUE]),
        VectorArrows([[0, 0], [1, 1], [2, 0]], [[1, 0], [0, 1], [1, 1]], RED),
        Dots([[0, 0], [1, 1]], [RED, BLUE], radius=0.2),
        Particles(np.arange(24.0).reshape(4, 3, 2) / 8, 2.0, RED).set_time(1.1),
        SteadyFlow(np.arange(24.0).reshape(4, 3, 2) / 8, 2.0, [0, 0.4, 0.7], RED).set_time(1.1),
        SurfaceMesh(grid, BLUE),
        SolidArrow([0, 0, 0], [1, 1, 1]),
        Sheet([0, 0, 0], [1, 0, 0], [0, 1, 0]),
        Mesh([[0, 0, 0], [1, 0, 0], [0, 1, 0]], [[0, 1, 2]], RED),
    ]


KINDS = [type(mobject).__name__ for mobject in one_of_each()]


@pytest.mark.parametrize("width", [1.0, 4.0, 12.0])
def test_lines_look_like_manims(width: float) -> None:
    """Within 5 of 255 on average where either paints, no pixel off by more than a third, as much ink."""
    stock = VMobject(stroke_color=RED, stroke_width=width).set_points_as_corners(wave())
    a, b = frame(stock).astype(int), frame(Polylines([wave()], RED, stroke_width=width)).astype(int)
    dirty_rows = (a[..., :3].max(axis=-1) > 0) | (b[..., :3].max(axis=-1) > 0)
    difference = np.abs(a - b)[dirty_rows]
    assert dirty_rows.sum() > 500
    assert difference.mean() < 5
    assert difference.max() < 85
    assert b[..., :3].sum() == pytest.approx(a[..., :3].sum(), rel=0.04)


def test_dots_look_like_manims() -> None:
    a = frame(Dot([1, 1, 0], radius=0.3, color=RED)).astype(int)
    b = frame(Dots([[1, 1]], RED, radius=0.3)).astype(int)
    assert np.abs(a - b).max() < 40
    assert b.sum() == pytest.approx(a.sum(), rel=0.005)


def test_a_translucent_line_has_no_darker_dots_at_its_vertices() -> None:
    row = frame(
        Polylines([np.column_stack([np.linspace(-6, 6, 97), np.zeros(97)])], "#ffffff", stroke_width=20, opacity=0.5)
    )
    middle = row[HEIGHT // 2, 60:-60, 0]
    assert np.ptp(middle.astype(int)) == 0
    assert middle[0] == pytest.approx(128, abs=1)


def test_nothing_is_painted_beyond_the_ends_of_a_line() -> None:
    picture = frame(VectorArrows([[0, 0]], [[2, 1]], "#ffffff", stroke_width=8))
    rows, columns = np.nonzero(picture[..., 0])
    x = (columns + 0.5 - WIDTH / 2) * 128 / 9 / WIDTH
    y = (HEIGHT / 2 - rows - 0.5) * 8 / HEIGHT
    along = (2 * x + y) / np.sqrt(5)
    assert along.min() > -0.06
    assert along.max() < np.sqrt(5) + 0.06


def test_a_vertex_that_is_nan_interrupts_its_line() -> None:
    line = np.array([[-4, 0], [-1, 0], [np.nan, 0], [1, 0], [4, 0.0]])
    row = frame(Polylines([line], "#ffffff", stroke_width=12))[HEIGHT // 2, :, 0]
    assert row[WIDTH // 2] == 0
    assert row[int(WIDTH * (0.5 + 2.5 / 14.2))] > 200


def test_on_a_transparent_background_colours_are_premultiplied_as_cairos_are() -> None:
    stock = frame(
        VMobject(stroke_color=RED, stroke_width=30, stroke_opacity=0.5).set_points_as_corners(wave()), opacity=0
    )
    ours = frame(Polylines([wave()], RED, stroke_width=30, opacity=0.5), opacity=0)
    assert np.median(np.abs(stock.astype(int) - ours)[stock[..., 3] > 0]) <= 1
    assert ours[0, 0, 3] == 0


def test_order_and_z_index_hold_between_bulk_and_other_mobjects() -> None:
    line = Polylines([[[-2, 0], [2, 0]]], "#00ff00", stroke_width=30)
    dot = Dot(radius=0.5, color="#ff0000")
    centre = (HEIGHT // 2, WIDTH // 2)
    assert list(frame(line, dot)[centre][:2]) == [255, 0]
    assert list(frame(dot, line)[centre][:2]) == [0, 255]
    assert list(frame(line.set_z_index(-1), dot)[centre][:2]) == [255, 0]


def test_a_moving_camera_moves_bulk_mobjects_as_it_does_others() -> None:
    camera = MovingFlatCamera(pixel_width=WIDTH, pixel_height=HEIGHT)
    camera.frame.scale(0.5).shift(2 * RIGHT + UP)
    a = frame(VMobject(stroke_color=RED, stroke_width=6).set_points_as_corners(wave()), camera=camera).astype(int)
    b = frame(Polylines([wave()], RED, stroke_width=6), camera=camera).astype(int)
    assert a[..., 0].max() > 200
    assert np.abs(a - b).max() < 64


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=KINDS)
def test_shifting_and_turning_move_what_is_drawn(kind: int) -> None:
    there = one_of_each()[kind].shift(2 * RIGHT + DOWN).rotate(PI)
    back = there.copy().rotate(PI).shift(2 * -RIGHT - DOWN)
    assert np.allclose(back.points, one_of_each()[kind].points, equal_nan=True)
    assert not np.allclose(there.points, back.points)


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=KINDS)
def test_fading_in_and_out_passes_half_of_the_opacity(kind: int) -> None:
    mobject = one_of_each()[kind]
    full = mobject.opacity
    for animation, ends in ((FadeIn(mobject), (0, full)), (FadeOut(mobject), (full, 0))):
        animation.rate_func = lambda t: t
        animation.begin()
        seen = []
        for t in (0.0, 0.5, 1.0):
            animation.interpolate(t)
            seen.append(mobject.opacity)
        assert seen == pytest.approx([ends[0], full / 2, ends[1]])
        mobject.set_opacity(full)


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=KINDS)
def test_a_transform_passes_the_middle_and_arrives(kind: int) -> None:
    mobject, target = one_of_each()[kind], one_of_each()[kind].shift(2 * UP).set_color(BLUE)
    before = mobject.points.copy()
    animation = Transform(mobject, target, rate_func=lambda t: t)
    animation.begin()
    animation.interpolate(0.5)
    assert np.allclose(mobject.points, (before + target.points) / 2)
    animation.interpolate(1)
    assert np.allclose(mobject.rgba, target.rgba)


def test_different_counts_say_that_they_cannot_be_transformed() -> None:
    with pytest.raises(ValueError, match="fade one out"):
        Transform(Dots(np.zeros((3, 2))), Dots(np.zeros((4, 2)))).begin()


def test_redrawing_takes_over_another_count() -> None:
    count = [3]
    dots = always_redraw(lambda: Dots(np.zeros((count[0], 2)) + count[0], radius=0.1 * count[0]))
    count[0] = 5
    dots.update()
    assert dots.points.shape == (5, 3)
    assert dots.radii == pytest.approx([0.5] * 5)
    assert len(dots.parts().discs[0].rgba) == 5


def test_creating_draws_lines_steadily() -> None:
    line = Polylines([[[-4, 0], [0, 0], [0, 4]]], "#ffffff")
    animation = Create(line, rate_func=lambda t: t)
    animation.begin()
    shares = []
    for t in (0.25, 0.5, 0.75, 1.0):
        animation.interpolate(t)
        strokes = line.parts().strokes[0]
        shares.append(
            np.linalg.norm(strokes.points[strokes.ends[:, 1]] - strokes.points[strokes.ends[:, 0]], axis=1).sum()
        )
    assert shares == pytest.approx([2, 4, 6, 8])


def test_creating_a_surface_sweeps_it_along_its_rows() -> None:
    x, y = np.meshgrid(np.linspace(0, 4, 9), [0.0, 1], indexing="ij")
    surface = SurfaceMesh(np.stack([x, y, x], axis=-1), BLUE)
    surface.pointwise_become_partial(surface, 0, 0.3)
    faces = surface.parts().faces[0]
    assert faces.points[np.unique(faces.corners)][:, 0].max() == pytest.approx(1.2)


def test_arrows_are_exactly_as_long_as_given() -> None:
    vectors = np.array([[0.2, 0], [0.4, 0], [0.8, 0]])
    arrows = VectorArrows(np.zeros((3, 2)), vectors)
    assert np.allclose(arrows.heads - arrows.tails, np.column_stack([vectors, np.zeros(3)]))
    tips = arrows.parts().faces[0].points[::3]
    assert np.allclose(tips[:, :2], vectors)


def test_holes_do_not_spoil_where_a_mobject_is() -> None:
    dots = Dots(np.array([[0, 0], [np.nan, 1], [2, 4]]))
    assert dots.get_center() == pytest.approx([1, 2, 0])
    assert dots.width == pytest.approx(2)
    assert Group(dots, Dot([5, 0, 0])).get_right()[0] > 4


def test_particles_depend_on_time_alone() -> None:
    paths = np.cumsum(np.random.default_rng(0).normal(size=(50, 5, 2)), axis=0) * 0.1
    straight = Particles(paths, 3.0, trail=0.5).set_time(2.13)
    wandering = Particles(paths, 3.0, trail=0.5)
    for time in (0.1, 2.9, 0.5, 2.13):
        wandering.set_time(time)
    assert np.array_equal(frame(straight), frame(wandering))
    assert not np.array_equal(frame(straight), frame(wandering.set_time(2.0)))


def test_a_particle_that_has_left_leaves_only_its_trail() -> None:
    paths = np.linspace(0, 4, 41)[:, None, None] * [1, 0]
    paths[21:] = np.nan
    particles = Particles(paths, 4.0, RED, trail=1.0)
    assert np.isnan(particles.set_time(2.5).places()).any(axis=1).all()
    assert frame(particles)[..., :3].any()


def test_a_steady_flow_depends_on_time_alone_and_begins_anew() -> None:
    paths = np.linspace(0, 4, 41)[:, None, None] * [1, 0] + [[0, 0], [0, 1], [0, 2]]
    flow = SteadyFlow(paths, 4.0, [0.0, 0.25, 0.5], RED, trail=0.5)
    assert flow.set_time(1.0).places()[:, 0] == pytest.approx([1, 2, 3])
    assert flow.set_time(3.5).places()[:, 0] == pytest.approx([3.5, 0.5, 1.5])
    assert np.array_equal(frame(flow.set_time(1.5)), frame(flow.set_time(5.5)))
    assert not np.array_equal(frame(flow.set_time(1.5)), frame(flow.set_time(1.8)))
    alone = SteadyFlow(paths[:, :1], 4.0, [0.0], RED, trail=0.5)
    assert not frame(alone.set_time(4.0))[..., :3].any()  # it goes before it begins anew


def test_a_particle_of_a_steady_flow_that_is_nowhere_is_not_drawn() -> None:
    paths = np.linspace(0, 4, 41)[:, None, None] * [1, 0]
    paths[:11] = paths[31:] = np.nan
    flow = SteadyFlow(paths, 4.0, [0.0], RED, trail=0.5)
    assert not frame(flow.set_time(0.6))[..., :3].any()
    assert frame(flow.set_time(2.0))[..., :3].any()


def test_a_level_surface_lies_on_its_level() -> None:
    sphere = LevelSurface(lambda x, y, z: x**2 + 2 * y**2 + z**2, 2.0, [[-2, 2]] * 3, samples=24)
    x, y, z = sphere.points.T
    assert len(sphere.corners) > 500
    assert x**2 + 2 * y**2 + z**2 == pytest.approx(2, abs=5e-3)


def test_a_level_surface_survives_where_the_function_is_undefined() -> None:
    half = LevelSurface(lambda x, y, z: np.sqrt(x) + y**2 + z**2, 1.0, [[-2, 2]] * 3, samples=24)
    assert len(half.corners) > 100
    assert half.points[half.corners[:, :3].ravel()][:, 0].min() > -1e-6
    assert len(LevelSurface(lambda x, y, z: x**2 + y**2 + z**2, -1.0, [[-2, 2]] * 3).points) == 0


def test_a_faded_arrow_has_one_colour_where_its_shaft_meets_its_tip() -> None:
    camera = FlatCamera(pixel_width=1920, pixel_height=1080, frame_width=128 / 9, frame_height=8)
    picture = frame(
        VectorArrows([[-1, 0]], [[2, 0]], "#ffffff", stroke_width=10, tip_length=0.5, opacity=0.5), camera=camera
    )
    middle = picture[540, 840:1050, 0].astype(int)  # from the shaft into the tip
    assert abs(middle - 128).max() <= 40
    assert (abs(middle - 128) > 8).sum() <= 3
