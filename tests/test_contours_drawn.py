"""The map as it is drawn: every curve on its height, labels that say it, colours in order, nothing outside."""

import numpy as np
import pytest
from manim import VMobject

from gradanim.fields.standing import default_point
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.reading import tangent_at
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.maps.contours import ContourMap, ContourThrough
from gradanim.stage.maps.shading import rank
from gradanim.stage.plots import labels
from tests.zoo import Specimen, named, untagged

BOX = Box(-6, 2, -2.7, 2.5)
SLOPING = untagged("flat", "undefined")


def view_of(specimen: Specimen) -> View:
    return View.fit(specimen.field, THEMES["night"], BOX)


@pytest.mark.parametrize(("point", "pieces"), [((1.0, 1.0), 2), ((0.5, -1.0), 2)])
def test_a_contour_through_a_point_can_be_all_of_its_level_set(point: tuple[float, float], pieces: int) -> None:
    view = View.fit(Field("x*y"), THEMES["night"], BOX)
    one, whole = ContourThrough(view, point), ContourThrough(view, point, everywhere=True)
    assert len(one.get_subpaths()) == 1
    assert len(whole.get_subpaths()) == pieces
    x, y = view.where(corners(whole)).T
    assert x * y == pytest.approx(point[0] * point[1], abs=1e-3)
    assert (x > 0).any()
    assert (x < 0).any()


def corners(line: VMobject) -> np.ndarray:
    return np.vstack([line.get_start_anchors(), line.get_end_anchors()[-1:]])


@pytest.mark.parametrize("specimen", SLOPING, ids=lambda s: s.name)
def test_a_drawn_curve_has_the_height_it_stands_for_and_stays_in_the_picture(specimen: Specimen) -> None:
    view = view_of(specimen)
    contours = ContourMap(view)
    assert len(contours.curves) == len(contours.levels.values)
    for value, group in zip(contours.levels.values, contours.curves, strict=True):
        for curve in group:
            x, y = view.where(corners(curve)).T
            rounding = 1e-14 * np.nan_to_num(np.hypot(*view.field.gradient(x, y)))  # of drawn points, as heights
            assert (np.abs(view.field(x, y) - value) <= 1e-6 * view.height_scale + rounding).all()
    assert view.box.holds(contours, slack=1e-6)


@pytest.mark.parametrize("name", ["bowl", "ripple", "long formula", "Rosenbrock", "log hole", "hills and hollows"])
def test_a_label_says_the_height_of_the_curve_it_lies_on(name: str) -> None:
    view = view_of(named(name))
    contours = ContourMap(view)
    placed = contours.height_labels(avoid=[(0.0, 0.0)])
    assert len(placed) >= 3
    said = dict(zip(labels(contours.levels.values), contours.levels.values, strict=True))
    for plate, text in placed:
        height = float(view.field(*view.where(text.get_center())))
        expected = said[text.typst_code.strip("$ ")]
        assert height == pytest.approx(expected, abs=0.02 * view.height_scale)
        assert view.box.holds(plate)
        assert plate.width > text.width
    middles = [label.get_center() for label in placed]
    distances = [np.linalg.norm(a - b) for k, a in enumerate(middles) for b in middles[:k]]
    assert min(distances) > 1.4
    assert min(np.linalg.norm(middle - view.at(0, 0)) for middle in middles) > 1.4


@pytest.mark.parametrize("specimen", SLOPING, ids=lambda s: s.name)
def test_the_contour_through_a_point_goes_through_it_square_to_the_gradient(specimen: Specimen) -> None:
    view = view_of(specimen)
    point = default_point(specimen.field, None)
    assert point is not None
    drawn = corners(ContourThrough(view, point))
    assert np.linalg.norm(drawn - view.at(*point), axis=1).min() < 1e-6
    gradient = specimen.field.gradient(*point)
    tangent = tangent_at(drawn, view.at(*point))[:2]
    assert np.degrees(np.arccos(abs(tangent @ gradient) / np.hypot(*gradient))) == pytest.approx(90, abs=1)


def test_the_contour_follows_a_moving_point() -> None:
    view = view_of(named("bowl"))
    place = [(1.0, 0.0)]
    curve = ContourThrough(view, lambda: place[0])
    place[0] = (0.0, 0.5)
    curve.update()
    assert np.hypot(*view.where(corners(curve)).T) == pytest.approx(0.5, abs=1e-6)


def test_where_there_is_no_contour_nothing_is_drawn() -> None:
    view = view_of(named("bowl"))
    place = [(1.0, 0.0)]
    curve = ContourThrough(view, lambda: place[0])
    place[0] = (0.0, 0.0)  # the bottom
    curve.update()
    assert len(curve.points) == 0


def test_colours_rise_with_the_heights_one_step_a_level() -> None:
    contours = ContourMap(view_of(named("Rosenbrock")))
    shades = rank(contours.levels, contours.levels.values)
    assert shades == pytest.approx(np.linspace(0, 1, len(shades)))
    assert rank(contours.levels, [-1e9, 1e9]) == pytest.approx([0, 1])


@pytest.mark.parametrize("text", ["3", "sqrt(sin(x)*sin(y) - 2)"])
def test_a_field_without_contours_draws_an_empty_map(text: str) -> None:
    contours = ContourMap(View.fit(Field(text), THEMES["paper"], BOX))
    assert contours.family_members_with_points() == []
    assert len(contours.height_labels()) == 0


def test_what_is_drawn_at_a_place_is_read_back_as_that_place() -> None:
    for name in ("bowl", "far off"):
        specimen = named(name)
        view = view_of(specimen)
        x, y = specimen.field.domain.grid(7)
        back = view.where(view.at(x, y))
        assert np.abs(back - np.stack([x, y], axis=-1)).max() < 1e-9 * specimen.field.domain.diagonal + 1e-9
        assert view.scale[0] == view.scale[1]
        edges = view.at(*np.array(specimen.field.domain.centre))
        assert edges == pytest.approx(BOX.centre)
