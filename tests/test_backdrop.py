"""Backdrops: lightest around a point, without bands, and the same every time."""

import numpy as np
import pytest
from manim import tempconfig

from gradanim.paint.backdrop import backdrop
from gradanim.records.shot import Shot
from gradanim.records.theme import THEMES
from gradanim.stage import SpaceScene

DARK, LIGHT = (0.03, 0.05, 0.10), (0.10, 0.12, 0.17)


def test_it_is_lightest_around_the_point_and_falls_off_to_all_sides() -> None:
    picture = backdrop((90, 160), DARK, LIGHT, (50, 40)).astype(float)
    assert picture[..., 3].min() == 255
    calm = picture[:88, :160, :3].reshape(22, 4, 40, 4, 3).mean(axis=(1, 3))  # over the cells of the dither
    assert np.abs(calm[10, 12] / 255 - LIGHT).max() < 0.002
    for line in (calm[10, 12:], calm[10, :13][::-1], calm[10:, 12], calm[:11, 12][::-1]):
        assert (np.diff(line, axis=0) <= 0.13).all()  # of 255: a dithered cell is right to a sixteenth
        assert line[0].min() > line[-1].min()
    assert (calm >= 255 * np.array(DARK) - 0.13).all()


def test_a_step_between_two_colours_is_no_line() -> None:
    """In the cells where the colour changes, pixels of both are mixed."""
    picture = backdrop((90, 160), DARK, LIGHT, (80, 45))[40, :, 0].astype(int)
    steps = np.flatnonzero(np.diff(picture))
    assert np.abs(np.diff(picture)).max() == 1
    assert len(steps) > 2 * (picture.max() - picture.min())


@pytest.mark.parametrize("theme", THEMES)
def test_a_film_in_space_has_one_where_its_theme_does(theme: str) -> None:
    with tempconfig({"pixel_width": 160, "pixel_height": 90, "dry_run": True}):
        scene = SpaceScene(Shot("Hill", theme=theme))
        scene.setup()
    colours = np.unique(scene.camera.background.reshape(-1, 4), axis=0)
    assert (len(colours) > 1) == (THEMES[theme].haze != THEMES[theme].background)
