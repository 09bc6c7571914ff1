"""Surfaces of many cells, the loops that paint them, and lines that stand out from what they cross."""

import numpy as np
import pytest
from manim import DEGREES, Mobject

from gradanim.paint import DepthCamera, Dots, Polylines, Sheet, SurfaceMesh
from gradanim.paint.kernels.compiled import Array
from gradanim.paint.kernels.triangles import fill_triangle
from gradanim.paint.viewpoint import Viewpoint

WIDTH, HEIGHT = 480, 270


def picture(*things: Mobject, phi: float = 60, larger: int = 1) -> Array:
    camera = DepthCamera(
        pixel_width=larger * WIDTH, pixel_height=larger * HEIGHT, frame_width=128 / 9, frame_height=8,
        background_color="#000000",
    )  # fmt: skip
    camera.set_phi(phi * DEGREES)
    camera.set_theta(-60 * DEGREES)
    camera.capture_mobjects(things)
    return camera.pixel_array[..., :3].astype(int)


def waves(across: int, **style: object) -> SurfaceMesh:
    x, y = np.meshgrid(np.linspace(-3, 3, across + 1), np.linspace(-2, 2, across + 1), indexing="ij")
    z = np.sin(1.5 * x) * np.cos(1.5 * y)
    colours = np.stack([0.5 + 0.5 * z, 0.7 + 0 * z, 0.5 - 0.5 * z], axis=-1)
    return SurfaceMesh(np.stack([x, y, z], axis=-1), colours, **style)  # type: ignore[arg-type]


@pytest.mark.parametrize("opacity", [1.0, 0.5])
def test_forty_thousand_cells_look_like_the_few_that_are_enough(opacity: float) -> None:
    many, few = (picture(waves(across, opacity=opacity)) for across in (200, 80))
    off = np.abs(many - few).max(axis=-1)
    # they differ along outlines, where smaller cells are rounder, and nowhere else
    assert (off > 6).mean() < 0.004
    assert off.mean() < 0.5
    assert (many.sum(axis=-1) > 0).mean() > 0.1


def test_forty_thousand_cells_leave_no_pinhole() -> None:
    t = np.linspace(0, 1, 201)
    u, v = np.meshgrid(t, t, indexing="ij")
    grid = np.stack([6 * u - 3, 4 * v - 2, 0 * u], axis=-1)
    many = picture(SurfaceMesh(grid, "#3366cc", shading=0, gloss=0))
    whole = picture(Sheet([-3, -2, 0], [6, 0, 0], [0, 4, 0], "#3366cc", opacity=1, cells=1, shading=0, gloss=0))
    # a vertex is rounded by itself: the outline may differ by a sample, the inside may not
    differs = (many != whole).any(axis=-1)
    assert differs.mean() < 0.002
    inside = (whole == whole[HEIGHT // 2, WIDTH // 2]).all(axis=-1)
    assert inside.sum() > 10000
    assert (inside & differs).sum() <= 5


def test_all_ways_to_show_a_whole_surface_are_the_same_picture() -> None:
    plain, clipped, cut = waves(30), waves(30, clip_z=(-5, 5)), waves(30).cut([0, 0, 1], [0, 0, -3])
    assert np.array_equal(picture(plain), picture(clipped))
    assert np.array_equal(picture(plain), picture(cut))
    swept = waves(30)
    swept.reveal = np.array([0.0, 1.0 - 1e-12])
    assert np.abs(picture(plain) - picture(swept)).max() <= 1


def test_a_cell_that_is_not_there_is_a_hole() -> None:
    cells = np.ones((30, 30), bool)
    cells[10:20, 10:20] = False
    whole, holed = picture(waves(30), phi=0), picture(waves(30, cells=cells), phi=0)
    gone = (whole != holed).any(axis=-1)
    assert gone.sum() == pytest.approx((whole.sum(axis=-1) > 0).sum() / 9, rel=0.05)
    assert (holed[gone].sum(axis=-1) < whole[gone].sum(axis=-1)).all()
    swept = waves(30, cells=cells)
    swept.reveal = np.array([0.0, 0.5])
    assert (picture(swept, phi=0).sum(axis=-1) > 0).sum() < (holed.sum(axis=-1) > 0).sum()


@pytest.mark.parametrize("left_over", [np.nan, np.inf, 1e30])
@pytest.mark.parametrize("opaque", [False, True])
def test_what_the_triangle_before_has_left_is_not_painted(left_over: float, opaque: bool) -> None:
    """A translucent triangle without lines once came out as a white band."""
    frames = []
    for garbage in (0.0, left_over):
        depth, image = np.full((20, 20), -1e30, np.float32), np.zeros((20, 20), np.uint32)
        xyw = np.array([[2.0, 2, 1], [18, 3, 1], [4, 17, 1]])
        rgba = np.tile(np.array([40.0, 80, 120, 1.0 if opaque else 0.5], np.float32), (3, 1))
        linear, lines = np.full((8, 4), garbage, np.float32), np.full(8, garbage, np.float32)
        fill_triangle(depth, image, xyw, rgba, (0, 1, 2), 0, np.zeros(5), opaque, 0.0, linear, lines)
        frames.append(image)
    assert np.count_nonzero(frames[0]) > 100
    assert np.array_equal(frames[0], frames[1])


def test_a_cased_line_stands_out_from_a_surface_of_its_own_colour() -> None:
    sheet = Sheet([-20, -20, 0], [40, 0, 0], [0, 40, 0], "#3366cc", opacity=1, shading=0, gloss=0)
    line = [[-2, 0, 0.01], [2, 0, 0.01]]
    bare = picture(sheet, Polylines([line], "#3366cc", stroke_width=12), phi=0)
    cased = picture(sheet, Polylines([line], "#3366cc", stroke_width=12, casing="#000000"), phi=0)
    assert (np.abs(bare - bare[HEIGHT // 2, WIDTH // 2]) <= 2).all()
    rim = cased.sum(axis=-1) < 200  # of 357; at this size a casing is not a pixel wide
    assert rim.sum() > 200
    rows = np.flatnonzero(rim[:, WIDTH // 2])
    middle = (rows.min() + rows.max()) // 2
    assert middle not in rows, "the line itself lies on its casing"
    faint = Polylines([line], "#3366cc", casing="#000000").set_opacity(0.5).parts().strokes
    assert [stroke.rgba[0, 3] for stroke in faint] == [0.5, 0.5]


def test_a_ball_on_a_cased_line_is_not_hidden_by_the_casing() -> None:
    line = Polylines([[[-2, 0, 0], [2, 0, 0]]], "#3366cc", stroke_width=8, casing="#0000ff")
    ball = Dots([[0, 0, 0]], "#ff0000", radius=0.1)
    red, alone = ((picture(*things, larger=4)[..., 0] > 120).sum() for things in ((line, ball), (ball,)))
    assert alone > 400
    assert red > 0.5 * alone


def test_zoom_and_distance_are_those_of_the_projection() -> None:
    small, large = (
        Viewpoint(np.eye(3), np.zeros(3), 20.0, zoom, (10.0, 10.0), (100, 60), np.zeros(3)) for zoom in (1.0, 2.5)
    )
    points = np.array([[1.0, -0.5, 0], [-2, 1, 3], [0, 0, -4]])
    middle = np.array([100.0, 60.0])
    assert large.project(points)[:, :2] - middle == pytest.approx(2.5 * (small.project(points)[:, :2] - middle))
    assert large.project(points)[:, 2] == pytest.approx(20 / (20 - points[:, 2]))
