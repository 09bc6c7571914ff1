"""The shaded ground: its colours say heights, its light says slopes, and it is as smooth as the field."""

import numpy as np
import pytest
from contourpy import contour_generator

from gradanim.contours.levels import Levels, nice_levels
from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.paint import Relief
from gradanim.paint.flat_camera import paint_flat
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Layout
from gradanim.stage.frame.view import View
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.maps.shading import contour_rank, index_contours, light_on, lit, rank, relief
from tests.colours import lab, rgb

WIDTH, HEIGHT = 854, 480
UNIT = HEIGHT / 8
LAYOUT = Layout.of(8 * WIDTH / HEIGHT, 8, composition="beside")
THEME = THEMES["night"]
HILLS = "2*exp(-(x-1)^2 - y^2) + 1.5*exp(-((x+1)^2 + (y-0.6)^2)/0.8)"

every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)


def view_of(text: str, domain: Domain | None = None, theme: str = "night") -> View:
    picture = LAYOUT.map
    return View.fit(Field(text, domain or Domain()), THEMES[theme], picture, layout=LAYOUT)


def painted(ground: Relief) -> np.ndarray:
    """(HEIGHT, WIDTH, 3) bytes, on black."""
    frame = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    paint_flat(frame, ground.parts(), (UNIT, UNIT), (WIDTH / 2, HEIGHT / 2))
    return frame[..., :3].astype(float)


def pixel(view: View, x: float, y: float) -> tuple[int, int]:
    """Row and column of a place of the plane."""
    across, up, _ = view.at(x, y)
    return int(HEIGHT / 2 - UNIT * up), int(WIDTH / 2 + UNIT * across)


def test_it_fills_the_frame_and_goes_back_beyond_the_domain() -> None:
    view = view_of("x^2 + y^2")
    frame = painted(relief(view, nice_levels(view.field)))
    background = 255 * rgb(THEME.background)
    assert np.abs(frame[:20, :20] - background).max() > 15  # the land goes on in the corner
    inside, outside = frame[pixel(view, -2.97, 0)], frame[pixel(view, -3.03, 0)]
    share = (outside - background) / (inside - background)
    assert share == pytest.approx(1 - THEME.recess, abs=0.08)


@every_theme
def test_words_lie_on_ground_that_has_faded(theme) -> None:
    view = view_of("-x^2 - y^2", theme=theme.name)
    frame = painted(relief(view, nice_levels(view.field)))
    for box in (LAYOUT.panel, LAYOUT.caption):
        rows = slice(int(HEIGHT / 2 - UNIT * box.top), int(HEIGHT / 2 - UNIT * box.bottom))
        columns = slice(int(WIDTH / 2 + UNIT * box.left), int(WIDTH / 2 + UNIT * box.right))
        assert np.abs(frame[rows, columns] - 255 * rgb(theme.background)).max() < 60


def test_level_ground_has_the_colour_of_its_height() -> None:
    view = view_of("x^2 + y^2 - x^4/10", Domain(-1.5, 1.5, -1, 1))
    levels = nice_levels(view.field)
    seen = painted(relief(view, levels))[pixel(view, 0, 0)]
    rank = contour_rank(levels, view.field(np.zeros(1), np.zeros(1))) / (len(levels.values) - 1)
    meant = 255 * THEME.height_colours(np.clip(rank, 0, 1))[0, :3]
    assert np.abs(seen - meant).max() < 30  # a hollow is a little darker
    higher = painted(relief(view, levels))[pixel(view, 1.4, 0.9)]
    assert lab(higher / 255)[0] > lab(seen / 255)[0] + 10


def test_the_sun_stands_in_the_north_west() -> None:
    view = view_of("-(x^2 + y^2)", Domain(-3, 3, -2, 2))
    frame = painted(relief(view, nice_levels(view.field))).sum(axis=-1)
    assert frame[pixel(view, -1, 1)] > frame[pixel(view, 1, -1)] + 60


def test_a_landscape_has_the_colours_of_its_map() -> None:
    view = view_of(HILLS)
    levels, frame = nice_levels(view.field), painted(relief(view, nice_levels(view.field)))
    left, bottom = view.where([-LAYOUT.frame.width / 2, -4.0, 0.0])
    whole = view.field.on(Domain(left, left + LAYOUT.frame.width / view.scale[0], bottom, bottom + 8 / view.scale[1]))
    x, y = whole.domain.grid(400)
    light = light_on(view, whole(x, y), whole.gradient(x, y))
    colours = 255 * lit(THEME, THEME.height_colours(rank(levels, whole(x, y)))[..., :3], light)
    inner = [k for k in np.ndindex(x.shape) if abs(x[k]) < 1.6 and abs(y[k]) < 1.2][::47]  # no veils there
    assert len(inner) > 100
    off = [np.abs(frame[pixel(view, x[k], y[k])] - colours[k]).max() for k in inner]
    assert np.quantile(off, 0.95) < 6  # of 255: the grids differ


def roughness(text: str) -> float:
    """The largest second difference of the brightness along the rows of a map, in its usual range."""
    view = view_of(text)
    frame = painted(relief(view, nice_levels(view.field))).sum(axis=-1)
    (bottom, left), (top, right) = pixel(view, -2.9, -1.9), pixel(view, 2.9, 1.9)
    inner = frame[top:bottom, left:right]
    return float(np.abs(np.diff(inner, 2, axis=1)).max() / np.ptp(inner))


def test_where_f_is_smooth_its_light_has_no_crease_and_where_it_is_not_it_has_one() -> None:
    smooth = [roughness(text) for text in (HILLS, "x^2 - y^2", "x^2 + y^2", "sin(x)*cos(y)")]
    assert max(smooth) < 0.02
    assert roughness("abs(x) + y/5") > 0.1


def test_contours_beyond_the_domain_are_those_of_f() -> None:
    view = view_of("x^2/2 + y^2", Domain(-2, 2, -1, 1))
    levels = nice_levels(view.field)
    gap = levels.values[1] - levels.values[0]
    frame = painted(relief(view, levels)).sum(axis=-1)
    (left, bottom), (right, top) = (view.where([x, y, 0]) for x, y in ((-7.1, -4), (7.1, 4)))
    x, y = np.meshgrid(np.linspace(left, right, 700), np.linspace(bottom, top, 400))
    on, off = [], []
    for value in levels.values[-1] + gap * np.arange(1, 3):
        for line in contour_generator(x, y, view.field(x, y)).lines(value):
            for point, beside in zip(line[:-1:7], line[1::7], strict=False):
                across = np.array([point[1] - beside[1], beside[0] - point[0]])
                aside = point + across / np.linalg.norm(across) * 5 / (UNIT * view.scale[0])
                spots = [pixel(view, *place) for place in (point, aside)]
                inside = abs(point[0]) < 2.05 and abs(point[1]) < 1.05
                if inside or not all(60 < r < 330 and 5 < c < 480 for r, c in spots):
                    continue
                on.append(frame[spots[0][0] - 1 : spots[0][0] + 2, spots[0][1] - 1 : spots[0][1] + 2].max())
                off.append(frame[spots[1]])
    assert len(on) > 40
    assert np.mean(np.array(on) > np.array(off) + 5) > 0.9


def test_undefined_ground_is_hatched_background() -> None:
    view = view_of("sqrt(1 - x^2 - y^2)")
    frame = painted(relief(view, nice_levels(view.field)))
    row, column = pixel(view, 1.6, 1.2)
    hole = frame[row - 20 : row + 20, column - 20 : column + 20].reshape(-1, 3)
    assert len(np.unique(hole, axis=0)) == 2
    assert np.median(hole, axis=0) == pytest.approx(255 * rgb(THEME.background), abs=1)
    assert np.abs(frame[pixel(view, 0, 0)] - 255 * rgb(THEME.background)).max() > 40


@pytest.mark.parametrize("text", ["3", "x", "1/x", "exp(x^2 + y^2)", "floor(x)", "1e12*x*y", "1e-12*x*y"])
def test_any_field_has_ground(text: str) -> None:
    view = view_of(text)
    frame = painted(ContourMap(view).ground())
    assert np.isfinite(frame).all()
    assert frame.max() > 0


def test_index_contours_are_every_fifth_of_even_steps() -> None:
    assert index_contours(Levels(np.arange(-4.0, 8.0) * 0.2, "even")).tolist() == [k % 5 == 0 for k in range(-4, 8)]
    assert not index_contours(Levels(np.array([1.0, 2, 5, 10, 20, 50, 100]), "ladder")).any()


def test_contours_stand_at_whole_ranks_and_heights_beyond_them_go_on() -> None:
    ladder = Levels(np.array([1.0, 2.0, 5.0, 10.0]), "ladder")
    assert contour_rank(ladder, ladder.values) == pytest.approx([0, 1, 2, 3])
    assert contour_rank(ladder, np.array([0.0, 15.0, np.nan])) == pytest.approx([-1, 4, np.nan], nan_ok=True)


def test_it_is_painted_once_and_fades_as_one() -> None:
    view = view_of(HILLS)
    ground = relief(view, nice_levels(view.field))
    first, again = ground.parts().grounds[0], ground.copy().parts().grounds[0]
    assert first.table is again.table
    full, half = painted(ground), painted(ground.copy().set_opacity(0.5))
    assert half == pytest.approx(full / 2, abs=1)
    small = Relief(first.table, (-1, -1, 1, 1), veils=[])
    assert painted(small)[0, 0].max() == 0
