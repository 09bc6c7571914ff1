"""Fog: next to nothing is seen but a patch around whoever walks in it, on the landscape and on its map."""

import numpy as np
import pytest
from manim import Mobject
from numpy.typing import NDArray

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.space.surfaces import surface
from scenes.descent.blindfolded_hiker.fog import PATCH, THICK, Fog

BOWL = Field("x^2 + y^2", Domain(-3, 3, -2, 2))


def turning(corners: NDArray[np.float64]) -> float:
    """Twice the area inside a ring of corners, shape (n, 3): positive where it runs counter-clockwise."""
    (x, y), (after, above) = corners.T[:2], np.roll(corners, -1, axis=0).T[:2]
    return float(np.sum(x * above - after * y))


@pytest.mark.parametrize("hiker", [(1.0, 0.5), (-1.5, -1.0)])
def test_only_a_patch_around_the_hiker_is_seen(hiker: tuple[float, float]) -> None:
    land = SpaceView.over(BOWL, THEMES["night"])
    chart = View.fit(BOWL, THEMES["night"], Box(2, 5, -3, -1))
    hills, where = surface(land), np.zeros(2)
    clear = hills.rgba[:, 3].copy()
    fog = Fog(land, hills, ContourMap(land), chart, lambda: where)
    assert hills.rgba[:, 3] == pytest.approx(clear), "without fog everything is seen"

    fog.density.set_value(THICK)
    where[:] = hiker  # the patch goes with the hiker
    drawn: tuple[Mobject, ...] = (hills, fog.cover)
    for mobject in drawn:
        mobject.update()
    away = np.linalg.norm((land.where(hills.points) - where) * chart.scale, axis=1)
    assert hills.rgba[away < 0.4 * PATCH, 3].min() > 0.9
    assert hills.rgba[away > 2 * PATCH, 3].max() < 0.1

    sheet, hole = fog.cover.get_subpaths()
    assert turning(sheet) * turning(hole) < 0, "the hole is not filled"
    assert hole.mean(axis=0) == pytest.approx(chart.at(*where), abs=0.15 * PATCH)  # cut off at the border
    assert np.linalg.norm(hole - chart.at(*where), axis=1).max() <= PATCH * 1.01
    assert fog.cover.get_fill_opacity() == pytest.approx(THICK)
