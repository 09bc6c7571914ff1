"""The landscape: heights where they belong, holes left open, poles cut off, and lines that follow what moves them."""

import numpy as np
import pytest
from manim import DEGREES, OUT, ValueTracker, tempconfig

from gradanim.calculus.extremes import extremes
from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.shot import Shot
from gradanim.records.theme import THEMES
from gradanim.stage.marks.walkers import Marker
from gradanim.stage.space.axes import SpaceFrame
from gradanim.stage.space.landscape import AIR, LEAST, LIFT, RISE, SpaceView
from gradanim.stage.space.slices import coordinate_plane, cutting_plane, section
from gradanim.stage.space.surfaces import stem, surface
from gradanim.stage.space_scene import SpaceScene
from gradanim.stage.typeset.texts import formula
from tests.zoo import Specimen, named, tagged, untagged

DEFINED = untagged("undefined")
BOWL = Field("x^2 + y^2")


class Hill(SpaceScene):
    """A hill with nothing on it."""

    f = "3exp(-(x^2 + y^2))"


def view_of(field: Field) -> SpaceView:
    return SpaceView.over(field, THEMES["night"])


@pytest.mark.parametrize("specimen", DEFINED, ids=lambda s: s.name)
def test_a_point_is_drawn_over_its_place_as_high_as_f_is_there(specimen: Specimen) -> None:
    f, view = specimen.field, view_of(specimen.field)
    x, y = f.domain.grid(15)
    points, heights = view.at(x, y), f(x, y)
    assert np.array_equal(points[..., :2], view.floor.at(x, y)[..., :2])
    drawn = np.isfinite(points[..., 2])
    inside = np.isfinite(heights) & (np.nan_to_num(heights) > view.low) & (np.nan_to_num(heights) < view.high)
    assert np.array_equal(drawn, inside)
    share = (heights[drawn] - view.low) / (view.high - view.low)
    assert points[drawn][:, 2] - AIR == pytest.approx(share * view.rise * (view.high - view.low), abs=1e-9)
    assert (points[drawn][:, 2] >= AIR - 1e-9).all()


@pytest.mark.parametrize("specimen", DEFINED, ids=lambda s: s.name)
def test_what_is_drawn_is_read_back(specimen: Specimen) -> None:
    f, view = specimen.field, view_of(specimen.field)
    x, y = f.domain.grid(15)
    points = view.at(x, y)
    drawn = np.isfinite(points[..., 2])
    back = view.where(points[drawn])
    assert np.abs(back - np.stack([x, y], axis=-1)[drawn]).max() < 1e-9 * f.domain.diagonal + 1e-9
    off = np.abs(view.height_of(points[drawn]) - f(x, y)[drawn])
    assert off.max() < 1e-9 * (view.high - view.low) + 1e-15 * abs(view.high)
    assert np.array_equal(view.where(points[drawn]), view.floor.where(points[drawn]))


def test_the_floor_is_the_plane_below_with_equal_scales() -> None:
    view = view_of(BOWL)
    assert view.scale[0] == view.scale[1]
    assert view.floor.at(1, 1) == pytest.approx([view.scale[0], view.scale[1], 0])


@pytest.mark.parametrize("specimen", untagged("undefined", "pole"), ids=lambda s: s.name)
def test_without_a_pole_every_height_is_shown(specimen: Specimen) -> None:
    view = view_of(specimen.field)
    heights = specimen.field(*specimen.field.domain.grid(301))
    assert view.low < np.nanmin(heights)
    assert view.high > np.nanmax(heights)


@pytest.mark.parametrize("specimen", tagged("pole"), ids=lambda s: s.name)
def test_a_pole_is_cut_off_and_most_of_the_map_is_not(specimen: Specimen) -> None:
    view = view_of(specimen.field)
    x, y = specimen.field.domain.grid(301)
    heights = specimen.field(x, y)
    known = np.isfinite(heights)
    assert (heights[known] < view.low).any() or (heights[known] > view.high).any()
    assert np.isfinite(view.at(x, y)[known][:, 2]).mean() > 0.85


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("exp(-100(x^2 + y^2))", 0, 1),
        ("exp(-100((x - 0.0361)^2 + (y - 0.0183)^2))", 0, 1),  # in the middle of four samples
        ("1e6 - exp(-90((x - 0.0361)^2 + (y + 1.0183)^2))", 1e6 - 1, 1e6),
        ("2 - abs(x - 0.3391) - abs(y - 0.0171)", 2 - 3.3391 - 2.0171, 2),  # a tip
        ("-sqrt(sqrt((x - 0.3391)^2 + y^2))", -(np.hypot(3.3391, 2) ** 0.5), 0),  # a needle, of finite height
        ("exp(5x)", np.exp(-15), np.exp(15)),  # steep, and no pole
        ("3", 3, 3),
    ],
)
def test_the_true_summit_is_found_between_samples(text: str, low: float, high: float) -> None:
    f = Field(text)
    slack = 1e-4 * (high - low)
    assert extremes(f) == pytest.approx((low, high), abs=slack)
    view = view_of(f)
    assert view.low < low
    assert view.high > high
    assert view.high - view.low < 1.05 * (high - low) or high == low


@pytest.mark.parametrize("place", [0.0, 0.3, 0.301, 2**0.5])
@pytest.mark.parametrize("form", ["1/({0})", "1/({0})^2", "-log(abs({0}))", "1/(({0})^2 + y^2)", "tan({0} + pi/2)^2"])
def test_a_pole_is_told_from_a_summit_wherever_it_lies(form: str, place: float) -> None:
    _, high = extremes(Field(form.format(f"x - {place!r}")))
    assert high == np.inf


def test_where_nothing_is_defined_there_are_no_extremes() -> None:
    assert np.isnan(extremes(named("undefined").field)).all()


def test_the_spike_is_drawn_with_its_top() -> None:
    view = view_of(named("spike").field)
    assert view.height_of(view.at(0, 0)) == pytest.approx(1)
    assert np.nanmax(view.at(*view.field.domain.grid(81))[..., 2]) - AIR > 1.9  # scene units


def test_a_ripple_is_drawn_lower_than_a_hill_but_never_flat() -> None:
    def rise(text: str) -> float:
        view = view_of(Field(text))
        return view.rise * (view.high - view.low)

    assert rise("3exp(-(x^2 + 2y^2)/6)") == pytest.approx(RISE)
    assert RISE > rise("sin(2.5x)*cos(2.5y)") > rise("sin(3x)*cos(3y)") > LEAST * RISE
    assert rise("sin(50x)*cos(50y)") == pytest.approx(LEAST * RISE)
    assert rise("3") == pytest.approx(RISE)


def test_letters_in_space_have_a_halo_of_the_background() -> None:
    with tempconfig({"pixel_width": 320, "pixel_height": 180, "dry_run": True}):
        scene = Hill(Shot("Hill", theme="paper"))
        scene.setup()
        name = formula(scene.view, "x", size=40)
        scene.show_upright(name)
    glyphs = name.family_members_with_points()
    assert glyphs
    for glyph in glyphs:
        assert glyph.get_stroke_width(background=True) > 0
        assert glyph.get_stroke_color(background=True).to_hex().lower() == THEMES["paper"].background


def test_holes_are_holes() -> None:
    view = view_of(named("disc").field)
    x, y = view.field.domain.grid(41)
    assert np.array_equal(np.isnan(view.at(x, y)[..., 2]), np.isnan(np.sqrt(np.where(x**2 + y**2 > 1, np.nan, 1))))
    mesh = surface(view, samples=41)
    beyond = np.hypot(*view.where(mesh.points).T) > 1
    assert beyond.any()
    assert np.array_equal(np.isnan(mesh.points[:, 2]), beyond)


@pytest.mark.parametrize("sweep", ["x", "y"])
def test_every_corner_of_the_surface_has_its_height(sweep: str) -> None:
    view = view_of(Field("x^2 + 3xy + y^2"))
    mesh = surface(view, sweep=sweep, samples=31)
    x, y = view.where(mesh.points).T
    assert view.height_of(mesh.points) == pytest.approx(x**2 + 3 * x * y + y**2)
    assert (x.min(), x.max(), y.min(), y.max()) == pytest.approx((-3, 3, -2, 2))


@pytest.mark.parametrize(("axis", "other"), [("x", "y"), ("y", "x")])
def test_a_section_follows_its_tracker(axis: str, other: str) -> None:
    view, value = view_of(Field("x^2 + 3y")), ValueTracker(0.0)
    curve = section(view, *coordinate_plane(view, axis, value.get_value), "#ff0000")
    for number in (0.0, 1.5, -1.25):
        value.set_value(number)
        curve.update()
        x, y = view.where(curve.points).T
        held, free = (x, y) if axis == "x" else (y, x)
        assert held == pytest.approx(np.full(len(held), number))
        assert np.ptp(free) == pytest.approx(6 if other == "x" else 4)
        assert view.height_of(curve.points) == pytest.approx(x**2 + 3 * y + LIFT / view.rise)


def test_a_section_is_open_where_f_is_undefined() -> None:
    view = view_of(named("disc").field)
    curve = section(view, *coordinate_plane(view, "y", 0.6), "#ff0000")
    drawn = curve.points[np.isfinite(curve.points[:, 2])]
    x, y = view.where(drawn).T
    assert (x.min(), x.max()) == pytest.approx((-0.8, 0.8), abs=1e-6), "out to the rim, and not further"
    assert y == pytest.approx(np.full(len(y), 0.6))
    assert view.height_of(drawn - [0, 0, LIFT]) == pytest.approx(np.sqrt(0.64 - x**2), abs=1e-6)


@pytest.mark.parametrize(("axis", "held"), [("x", 0), ("y", 1)])
def test_the_cutting_plane_follows_its_tracker_and_covers_the_surface(axis: str, held: int) -> None:
    view, value = view_of(BOWL), ValueTracker(0.0)
    plane = cutting_plane(view, *coordinate_plane(view, axis, value.get_value), "#ff0000")
    for number in (0.0, 1.5, -1.25):
        value.set_value(number)
        plane.update()
        places = view.where(plane.points)
        assert places[:, held] == pytest.approx(np.full(len(places), number))
        assert np.ptp(places[:, 1 - held]) == pytest.approx((6, 4)[1 - held])
        assert plane.points[:, 2].min() == pytest.approx(0)
        assert plane.points[:, 2].max() > view.z_of(13)


def test_a_stem_and_its_balls_follow_their_point() -> None:
    view, x, y = view_of(BOWL), ValueTracker(0.0), ValueTracker(0.0)

    def place() -> tuple[float, float]:
        return x.get_value(), y.get_value()

    line, ball, below = stem(view, place), Marker(view, place), Marker(view.floor, place)
    for u, v in ((0.0, 0.0), (1.5, -0.5), (-3.0, 2.0)):
        x.set_value(u)
        y.set_value(v)
        for thing in (line, ball, below):
            thing.update()
        assert line.points[0] == pytest.approx([view.scale[0] * u, view.scale[1] * v, 0])
        assert line.points[1, :2] == pytest.approx(line.points[0, :2])
        assert line.points[1, 2] - AIR == pytest.approx(view.rise * (u**2 + v**2 - view.low))
        assert np.array_equal(np.vstack([below.points, ball.points]), line.points)


@pytest.mark.parametrize("place", [(0.0, 1.4), (0.0, -1.4)])
def test_a_ball_is_seen_before_the_hill_and_not_behind_it(place: tuple[float, float]) -> None:
    with tempconfig({"pixel_width": 320, "pixel_height": 180, "dry_run": True}):
        scene = Hill(Shot("Hill"))
        scene.setup()
        scene.set_camera_orientation(phi=80 * DEGREES, theta=-90 * DEGREES)
        frames = []
        for occluded in (False, True):
            ball = Marker(scene.view, place, colour="#ff0000")
            scene.camera.reset()
            scene.camera.capture_mobjects([surface(scene.view, samples=61), ball] if occluded else [ball])
            frames.append(scene.camera.pixel_array[..., :3].astype(int))
    red = [bool(((f[..., 0] > 150) & (f[..., 1:] < 60).all(axis=-1)).any()) for f in frames]
    assert red == [True, place[1] < 0]


@pytest.mark.parametrize("shape", ["16:9", "9:16"])
@pytest.mark.parametrize("turn", [-78, -30])
def test_a_camera_that_stays_comes_as_near_as_what_is_seen_has_room(shape: str, turn: float) -> None:
    shot = Shot("Hill", shape=shape, quality="l")
    width, height = shot.pixels
    frame = dict(zip(("frame_width", "frame_height"), shot.frame_size, strict=True))
    with tempconfig({"pixel_width": width, "pixel_height": height, "dry_run": True, **frame}):
        scene = Hill(shot)
        scene.setup()
        name = formula(scene.view, '"a long name"', size=40).move_to(scene.view.at(0, 0) + 2 * OUT)
        scene.show_upright(name)
        scene.look_from(60 * DEGREES, turn * DEGREES, seen=[name])
        camera, box = scene.camera, scene.layout.picture
        top = np.vstack([part.points for part in name.family_members_with_points()])
        moved = camera.project_point(name.get_center()) - name.get_center()
        seen = np.vstack([camera.project_points(scene.view.corners), top + moved])[:, :2] - box.centre[:2]
    reach = np.array([-seen.min(axis=0), seen.max(axis=0)]) / [box.width / 2, box.height / 2]
    assert reach.max() == pytest.approx(1.0, abs=0.01)
    assert reach[0] == pytest.approx(reach[1], abs=0.02)  # as much room on both sides


@pytest.mark.parametrize("domain", [Domain(), Domain(0, 1, 0, 1), Domain(-1, 1, -4, 4)], ids=["wide", "square", "tall"])
@pytest.mark.parametrize("shape", ["16:9", "4:3", "1:1", "9:16"])
def test_the_landscape_and_its_frame_stand_in_the_picture_of_every_shape(shape: str, domain: Domain) -> None:
    shot = Shot("Hill", shape=shape, quality="l", domain=domain)
    width, height = shot.pixels
    frame = dict(zip(("frame_width", "frame_height"), shot.frame_size, strict=True))
    with tempconfig({"pixel_width": width, "pixel_height": height, "dry_run": True, **frame}):
        scene = Hill(shot)
        scene.setup()
        axes, hill = SpaceFrame(scene.view), surface(scene.view, samples=31)
        box = scene.layout.picture
        numbers = np.array([text.get_center() for text in axes.texts])
        for turn in range(-78, -22, 8):
            scene.set_camera_orientation(theta=turn * DEGREES)
            for points in (axes.lines.points, hill.points, numbers):
                seen = scene.camera.project_points(points)[:, :2]
                assert (seen > [box.left - 0.3, box.bottom - 0.15]).all()  # names may reach into the margin
                assert (seen < [box.right + 0.3, box.top + 0.15]).all()
        # what is said to be seen somewhere is painted there, however near the camera comes
        for zoom in (0.4, 0.8, 1.2):
            scene.set_camera_orientation(phi=1.0, theta=0.4, zoom=zoom)
            ball = Marker(scene.view, domain.centre, colour="#ff0000", radius=0.2)
            scene.camera.reset()
            scene.camera.capture_mobjects([ball])
            red = np.argwhere(scene.camera.pixel_array[..., 0] > 100)
            x, y, _ = scene.camera.project_point(ball.points[0])
            if abs(x) > 0.4 * frame["frame_width"] or abs(y) > 0.4 * frame["frame_height"]:
                continue
            expected = [height / 2 - y * height / frame["frame_height"], width / 2 + x * width / frame["frame_width"]]
            assert red.mean(axis=0) + 0.5 == pytest.approx(expected, abs=1.5)


@pytest.mark.parametrize(("text", "radius"), [("sqrt(1 - x^2 - y^2)", 1.0), ("sqrt(x^2 + y^2 - 1)", 1.0)])
@pytest.mark.parametrize("sweep", ["x", "y"])
def test_the_rim_of_a_surface_is_that_of_its_domain(text: str, radius: float, sweep: str) -> None:
    view = view_of(Field(text))
    mesh = surface(view, sweep=sweep)
    faces = mesh.parts().faces[0]
    drawn = faces.corners[np.isfinite(faces.points[faces.corners]).all(axis=(1, 2))]
    sides = np.sort(np.stack([drawn, np.roll(drawn, -1, axis=1)], axis=-1).reshape(-1, 2), axis=1)
    sides, times = np.unique(sides[sides[:, 0] != sides[:, 1]], axis=0, return_counts=True)
    places = view.where(mesh.points[sides[times == 1].ravel()])  # a side of one cell only is part of the rim
    rim = places[(np.abs(places) < [2.99, 1.99]).all(axis=1)]
    assert len(rim) > 60
    assert np.hypot(*rim.T) == pytest.approx(np.full(len(rim), radius), abs=1e-4)
    corners = view.where(mesh.points)[drawn]
    (x, y), (u, v) = np.moveaxis(corners, -1, 0), np.moveaxis(np.roll(corners, -1, axis=1), -1, 0)
    area = float(np.abs((x * v - y * u).sum(axis=1)).sum() / 2)
    whole = np.pi if text.startswith("sqrt(1") else 24 - np.pi
    assert area == pytest.approx(whole, rel=0.003)


def test_a_removable_gap_is_closed_and_a_wide_one_stays_open() -> None:
    closed = surface(view_of(Field("sin(x)/x + 0*y")), samples=121)  # the column x = 0 is undefined
    assert np.isfinite(closed.points).all()
    opened = surface(view_of(Field("sqrt(abs(x) - 0.5) + 0*y")), samples=121).parts().faces[0]
    cells = opened.points[opened.corners]
    drawn = np.isfinite(cells).all(axis=(1, 2)) & (np.ptp(cells[..., 0], axis=1) > 0)
    x = cells[drawn][..., 0] / view_of(BOWL).scale[0]
    assert np.abs(x).min() == pytest.approx(0.5, abs=1e-4)
    assert not ((x.min(axis=1) < 0) & (x.max(axis=1) > 0)).any()


def test_where_points_will_be_seen_is_known_before_the_camera_turns() -> None:
    scene = Hill(Shot("Hill", quality="l"))
    scene.setup()
    points, before = scene.view.at([0.0, 1.0], [0.5, -0.5]), scene.camera.get_theta()
    first, second = scene.seen_from(-1.0, 0.4)(points)
    assert scene.camera.get_theta() == before
    for theta, seen in ((-1.0, first), (0.4, second)):
        scene.camera.set_theta(theta)
        assert scene.camera.project_points(points)[:, :2] == pytest.approx(seen)
    assert first != pytest.approx(second)
    above = scene.camera.get_phi()
    (lower,) = scene.seen_from(0.4, phi=1.4)(points)
    assert scene.camera.get_phi() == above
    scene.camera.set_phi(1.4)
    assert scene.camera.project_points(points)[:, :2] == pytest.approx(lower)
