"""Colours: readable on their background, told apart by every viewer, and a map of heights that rises in lightness."""

from itertools import combinations

import numpy as np
import pytest

from gradanim.records.theme import THEMES, Theme
from tests.colours import VISIONS, Colours, contrast, lab, rgb

ROLES = ("gradient", "field", "direction", "path", "level", "partial_x", "partial_y", "partial_z")
APART = 18.0  # thin lines and small glyphs need a difference several times as large as the just noticeable one

every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)


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
def test_runners_can_be_seen_on_their_background(theme: Theme) -> None:
    for colour in theme.runners:
        assert contrast(rgb(colour), rgb(theme.background)) >= 4.5


@every_theme
@pytest.mark.parametrize("vision", VISIONS)
def test_runners_look_different_from_each_other_and_from_any_path_to_every_viewer(theme: Theme, vision: str) -> None:
    for one, other in combinations([*theme.runners, theme.path], 2):
        assert np.linalg.norm(lab(rgb(one), vision) - lab(rgb(other), vision)) >= APART, f"{one} and {other}"


@every_theme
def test_what_is_faint_can_be_read_and_is_fainter_than_ink(theme: Theme) -> None:
    faint, ink = (contrast(rgb(colour), rgb(theme.background)) for colour in (theme.faint, theme.ink))
    assert 4.5 <= faint < ink / 2


@every_theme
def test_heights_rise_in_equal_steps_of_lightness(theme: Theme) -> None:
    steps = np.diff(lab(heights(theme))[:, 0])
    assert (steps > 0).all() or (steps < 0).all()
    assert np.abs(steps).max() < 2 * np.abs(steps).min()
    assert np.abs(steps.sum()) > 20  # from the lowest to the highest there is a difference to see


@every_theme
@pytest.mark.parametrize("role", ["ink", *ROLES])
def test_what_acts_on_the_ground_stands_out_from_its_casing(theme: Theme, role: str) -> None:
    colour, seen = theme.casing
    ground = heights(theme)
    casing = (1 - seen) * ground + seen * rgb(colour)
    assert contrast(casing, rgb(getattr(theme, role))).min() >= 2.5  # worst over all heights


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
@pytest.mark.parametrize("role", ["gradient", "field", "direction", "level", "path"])
def test_what_lies_on_the_map_stands_out_from_it_in_clear(role: str, vision: str) -> None:
    theme = THEMES["clear"]
    distances = np.linalg.norm(lab(heights(theme), vision) - lab(rgb(getattr(theme, role)), vision), axis=1)
    assert distances.min() >= APART


@pytest.mark.parametrize("vision", VISIONS)
def test_heights_rise_in_lightness_to_every_viewer_in_clear(vision: str) -> None:
    assert (np.diff(lab(heights(THEMES["clear"]), vision)[:, 0]) > 0).all()


@every_theme
def test_basins_can_be_told_apart_and_stand_out(theme: Theme) -> None:
    for colour in theme.basins:
        assert contrast(rgb(colour), rgb(theme.background)) >= 3
    for one, other in combinations(theme.basins, 2):
        assert np.linalg.norm(lab(rgb(one)) - lab(rgb(other))) >= APART, f"{one} and {other}"


@pytest.mark.parametrize("vision", VISIONS)
def test_the_first_four_basins_are_clear_to_every_viewer_in_clear(vision: str) -> None:
    for one, other in combinations(THEMES["clear"].basins[:4], 2):
        assert np.linalg.norm(lab(rgb(one), vision) - lab(rgb(other), vision)) >= APART, f"{one} and {other}"


@every_theme
@pytest.mark.parametrize("vision", VISIONS)
def test_negative_zero_and_positive_ground_look_different_to_every_viewer(theme: Theme, vision: str) -> None:
    for one, other in combinations(theme.signed_colours([-1, 0, 1])[:, :3], 2):
        assert np.linalg.norm(lab(one, vision) - lab(other, vision)) >= APART


@every_theme
@pytest.mark.parametrize("role", ["ink", "field", "path", "level"])
def test_what_acts_on_signed_ground_stands_out_from_its_casing(theme: Theme, role: str) -> None:
    colour, seen = theme.casing
    casing = (1 - seen) * theme.signed_colours(np.linspace(-1, 1, 25))[:, :3] + seen * rgb(colour)
    assert contrast(casing, rgb(getattr(theme, role))).min() >= 2.5
