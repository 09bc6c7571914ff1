"""Colours: readable on their background, told apart by every viewer, and a map of heights that rises in lightness.

Contrast is that of WCAG 2.2; colour vision deficiencies are simulated after Machado, Oliveira and Fernandes (2009) at
full severity; colour differences are CIE 1976, where 2.3 is just noticeable between large patches side by side.
"""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from gradanim.stage.theme import THEMES, Theme

ROLES = ("gradient", "direction", "path", "level", "partial_x", "partial_y")
VISIONS = {
    "usual": [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
APART = 18.0  # thin lines and small glyphs need a difference several times as large as the just noticeable one

Colours = NDArray[np.float64]
every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)


def rgb(colour: str) -> Colours:
    return np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255


def linear(colours: Colours) -> Colours:
    return np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)


def contrast(one: Colours, other: Colours) -> Colours:
    lights = [linear(colours) @ [0.2126, 0.7152, 0.0722] + 0.05 for colours in (one, other)]
    return np.maximum(*lights) / np.minimum(*lights)


def lab(colours: Colours, vision: str = "usual") -> Colours:
    """CIE L*a*b* under D65 of what a viewer with this colour vision sees."""
    seen = np.clip(linear(colours) @ np.transpose(VISIONS[vision]), 0, 1)
    to_xyz = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
    )
    xyz = seen @ to_xyz.T / [0.95047, 1.0, 1.08883]
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz * (29 / 6) ** 2 / 3 + 4 / 29)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


def heights(theme: Theme) -> Colours:
    return theme.height_colours(np.linspace(0, 1, 25))[:, :3]  # finer steps would meet those of the table itself


def test_the_measures_know_black_from_white() -> None:
    assert contrast(rgb("#000000"), rgb("#ffffff")) == pytest.approx(21)
    assert lab(rgb("#ffffff")) == pytest.approx([100, 0, 0], abs=0.01)
    assert lab(rgb("#ff0000")) == pytest.approx([53.24, 80.09, 67.20], abs=0.02)
    red, green = (lab(rgb(colour), "deuteranopia") for colour in ("#b05030", "#6d7a00"))
    assert np.linalg.norm(red - green) < np.linalg.norm(lab(rgb("#b05030")) - lab(rgb("#6d7a00"))) / 2


@every_theme
@pytest.mark.parametrize("role", ["ink", *ROLES])
def test_text_and_arrows_can_be_read(theme: Theme, role: str) -> None:
    for ground in (theme.background, theme.plate):
        assert contrast(rgb(getattr(theme, role)), rgb(ground)) >= 4.5


@every_theme
def test_faint_lines_can_be_seen_and_are_fainter_than_ink(theme: Theme) -> None:
    assert 3 <= contrast(rgb(theme.faint), rgb(theme.background)) < contrast(rgb(theme.ink), rgb(theme.background)) / 2


@every_theme
def test_heights_rise_in_equal_steps_of_lightness(theme: Theme) -> None:
    steps = np.diff(lab(heights(theme))[:, 0])
    assert (steps > 0).all() or (steps < 0).all()
    assert np.abs(steps).max() < 2 * np.abs(steps).min()
    assert np.abs(steps.sum()) > 30  # from the lowest to the highest there is a difference to see


@every_theme
def test_contours_of_every_height_stand_out_from_the_background(theme: Theme) -> None:
    assert contrast(heights(theme), rgb(theme.background)).min() >= 1.9


@every_theme
def test_heights_outside_the_range_take_the_colour_of_its_end(theme: Theme) -> None:
    assert theme.height_colours([-1, 2]) == pytest.approx(theme.height_colours([0, 1]))


@every_theme
def test_different_roles_look_different(theme: Theme) -> None:
    for one, other in combinations(ROLES, 2):
        difference = np.linalg.norm(lab(rgb(getattr(theme, one))) - lab(rgb(getattr(theme, other))))
        assert difference >= APART, f"{one} and {other}"


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(("one", "other"), list(combinations(ROLES, 2)))
def test_clear_is_clear_to_every_viewer(one: str, other: str, vision: str) -> None:
    colours = [lab(rgb(getattr(THEMES["clear"], role)), vision) for role in (one, other)]
    assert np.linalg.norm(colours[0] - colours[1]) >= APART


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("role", ["gradient", "direction", "level", "path"])
def test_what_lies_on_the_map_stands_out_from_it_in_clear(role: str, vision: str) -> None:
    theme = THEMES["clear"]
    distances = np.linalg.norm(lab(heights(theme), vision) - lab(rgb(getattr(theme, role)), vision), axis=1)
    assert distances.min() >= APART


@pytest.mark.parametrize("vision", VISIONS)
def test_heights_rise_in_lightness_to_every_viewer_in_clear(vision: str) -> None:
    assert (np.diff(lab(heights(THEMES["clear"]), vision)[:, 0]) > 0).all()
