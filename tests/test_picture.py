"""One real film, small: where its poster shows the gradient's colour is where the mathematics puts the arrow."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.shot import Shot
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box, Layout
from gradanim.studio.film import film

AT = (1.0, -0.5)
DOMAIN = Domain(-3, 3, -2, 2)
FUNCTION = "x^2/4 + y^2"  # its gradient at AT is (1/2, -1)
WIDTH, HEIGHT = 640, 360


@pytest.fixture(scope="module")
def poster(tmp_path_factory: pytest.TempPathFactory) -> NDArray[np.float64]:
    """The poster's pixels, RGB from 0 to 1, shape (height, width, 3)."""
    media = tmp_path_factory.mktemp("media")
    shot = Shot("SteepestAscent", FUNCTION, at=AT, domain=DOMAIN, resolution=(WIDTH, HEIGHT), format="png", fps=1)
    clip = film(shot, media)
    return np.asarray(Image.open(media / clip.film).convert("RGB"), float) / 255


def picture() -> Box:
    """The part of the frame that the domain is drawn in, by the layout's own numbers."""
    layout = Layout.of(8 * WIDTH / HEIGHT, 8)
    room = layout.map
    unit = min(room.width / DOMAIN.width, room.height / DOMAIN.height)
    (x, y, _), w, h = room.centre, unit * DOMAIN.width / 2, unit * DOMAIN.height / 2
    return Box(x - w, x + w, y - h, y + h)


def plane_points(poster: NDArray[np.float64], colour: str, tolerance: float = 0.12) -> NDArray[np.float64]:
    """Where in the plane the picture has a colour, shape (n, 2), outside of it included."""
    rgb = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    rows, columns = np.nonzero(np.abs(poster - rgb).max(axis=2) < tolerance)
    x = (columns + 0.5) / HEIGHT * 8 - 4 * WIDTH / HEIGHT
    y = 4 - (rows + 0.5) / HEIGHT * 8
    box = picture()
    unit = box.width / DOMAIN.width
    return np.stack([(x - box.centre[0]) / unit, (y - box.centre[1]) / unit], axis=1)


def test_the_gradient_is_where_the_mathematics_puts_it_and_nowhere_else(poster: NDArray[np.float64]) -> None:
    seen = plane_points(poster, THEMES["night"].gradient)
    seen = seen[(np.abs(seen - AT) < [1.5, 2.3]).all(axis=1)]  # its name in the panel has the colour too
    uphill = Field(FUNCTION).gradient(*AT) / np.hypot(*Field(FUNCTION).gradient(*AT))
    along, across = (seen - AT) @ uphill, (seen - AT) @ [-uphill[1], uphill[0]]
    length = along.max()
    assert 0.4 < length < 2.5
    assert along.min() > -0.1  # it begins where one stands
    assert np.abs(across).max() < 0.12  # and stays on its line, as wide as its head
    for share in np.linspace(0.15, 0.9, 6):  # without a gap
        assert (np.abs(along - share * length) < 0.05).any()
    shaft = along < 0.6 * length
    slope = np.polyfit(along[shaft], across[shaft], 1)[0]
    assert np.degrees(np.arctan(slope)) == pytest.approx(0, abs=1.5)


def test_the_contour_is_where_the_height_is_the_same(poster: NDArray[np.float64]) -> None:
    f = Field(FUNCTION)
    seen = plane_points(poster, THEMES["night"].level, tolerance=0.08)
    seen = seen[(np.abs(seen) < [3.0, 2.0]).all(axis=1)]
    offset = np.abs(f(*seen.T) - f(*AT)) / np.hypot(*f.gradient(*seen.T))
    assert np.quantile(offset, 0.98) < 0.08
    angles = np.arctan2(seen[:, 1], seen[:, 0] / 2)  # it goes all the way round the ellipse
    assert np.diff(np.sort(angles)).max() < 0.6


def test_the_ground_fills_the_frame_and_nothing_else_reaches_its_edges(poster: NDArray[np.float64]) -> None:
    theme, edge = THEMES["night"], 3
    background = np.array([int(theme.background[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    edges = (poster[:edge], poster[:, :edge], poster[:, -edge:])
    rim = np.concatenate([strip.reshape(-1, 3) for strip in edges])
    assert np.median(np.abs(poster[:edge, : WIDTH // 2] - background).max(axis=2)) > 0.03  # land, up to the very top
    acting = [np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255 for colour in (theme.gradient, theme.ink)]
    assert all(np.abs(rim - colour).max(axis=1).min() > 0.1 for colour in acting)  # no letter, nothing that acts
