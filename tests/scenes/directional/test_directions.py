"""What the films about directions share: arrows, angles between them, projections, and the map of the tangent plane."""

from functools import partial

import numpy as np
import pytest

from gradanim.contours.levels import Levels, nice_levels
from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box, gap_between
from gradanim.stage.frame.view import MARGIN, View
from gradanim.stage.maps.frame import PlaneFrame
from gradanim.stage.marks.arrows import gradient_arrow, heading
from gradanim.stage.marks.directions import at_tip
from gradanim.stage.typeset.glyphs import TypstFormula
from gradanim.stage.typeset.labels import Label
from scenes.directional.cosine_proof.projected_direction import (
    angle_mark,
)
from scenes.directional.shared.directions import (
    covered,
    decimals,
    gradient_arrow_scale,
    signed_angle,
    unit_circle,
    vector_arrow,
)
from scenes.directional.shared.projection import name_of_projection, perpendicular_line, projection
from scenes.directional.shared.tangent_map import TangentMap, levels_of_the_hill, tangent_plane_view

BOX = Box(-6, 2, -2.7, 2.5)


def view_of(text: str, domain: Domain | None = None) -> View:
    return View.fit(Field(text, domain or Domain()), THEMES["night"], BOX)


def test_what_is_covered_are_the_disc_and_the_shafts() -> None:
    view = view_of("x + y")
    circle = unit_circle(view, (0, 0), 1.0)
    arrow, none = vector_arrow(view, (0, 0), lambda: (2, 0), 1.0), vector_arrow(view, (0, 0), lambda: (0, 0), 1.0)
    places = covered(circle, arrow, none)
    assert np.isfinite(places).all()
    for place in (circle.get_center(), circle.get_top(), arrow.tip):
        assert np.linalg.norm(places - place, axis=1).min() < 0.35


@pytest.mark.parametrize("turn", [-3.0, -1.0, 0.5, 2.9])
def test_the_angle_between_two_arrows_is_read_and_marked(turn: float) -> None:
    view = view_of("x + y")
    first = vector_arrow(view, (0, 0), lambda: heading(2.0), 1.0)
    second = vector_arrow(view, (0, 0), lambda: heading(2.0 + turn), 1.5)
    assert signed_angle(first, second) == pytest.approx(turn)
    arc = angle_mark(view, first, second)[0].points - first.tail
    angles = np.unwrap(np.arctan2(arc[:, 1], arc[:, 0]))
    assert angles[-1] - angles[0] == pytest.approx(turn)
    assert np.linalg.norm(arc, axis=1) == pytest.approx(np.full(len(arc), 0.45), abs=0.01)


@pytest.mark.parametrize(("way", "role"), [((1, 1), "direction"), ((-1, 1), "partial_x"), ((0, 1), "level")])
def test_a_projection_has_the_colour_of_uphill_downhill_or_level(way: tuple[float, float], role: str) -> None:
    view = view_of("x + y")
    onto, of = vector_arrow(view, (0, 0), lambda: (1, 0), 1.0), vector_arrow(view, (0, 0), lambda: way, 1.0)
    bar, perpendicular = projection(view, of, onto), perpendicular_line(view, of, onto)
    assert bar.get_color().to_hex().lower() == getattr(view.theme, role).lower()
    assert perpendicular.points[0] == pytest.approx(of.tip)
    assert perpendicular.points[3] == pytest.approx(bar.points[-1])


def test_a_projection_lies_on_its_line_and_its_name_beside_it() -> None:
    view = view_of("x + y")
    onto, of = vector_arrow(view, (0, 0), lambda: (1, 0), 1.0), vector_arrow(view, (0, 0), lambda: (2, 1), 1.0)
    bar = projection(view, of, onto)
    assert bar.points[0] - onto.tail == pytest.approx([0, 0, 0])
    assert bar.points[-1] - onto.tail == pytest.approx([2, 0, 0])
    name = name_of_projection(view, bar, onto, side=1, share=0.25)
    assert name.get_center()[1] > bar.points[0][1] + 0.25
    assert name.get_center()[0] - onto.tail[0] == pytest.approx(0.5)


@pytest.mark.parametrize(("steepest", "places"), [(1.3, 2), (45.49, 2), (0.01, None), (2e9, None)])
def test_slopes_have_two_decimals_where_these_tell_them_apart(steepest: float, places: int | None) -> None:
    assert decimals(steepest) == places


@pytest.mark.parametrize("unit", [0.4, 1.3])
def test_the_tangent_plane_keeps_the_place_and_gains_what_the_gradient_says(unit: float) -> None:
    view, at = view_of("x^2*y + 3y"), (1.0, 0.5)
    plane = tangent_plane_view(view, at, unit)
    assert plane.at(*at) == pytest.approx(view.at(*at))
    assert plane.at(2.0, 0.5) - plane.at(*at) == pytest.approx([unit, 0, 0])
    assert plane.field(3.0, -0.5) == pytest.approx(1.0 * 2 - 4.0 * 1)
    assert view.box.holds(TangentMap(plane, at).contours)


def test_a_gradient_is_drawn_to_the_axes_where_that_can_be_seen() -> None:
    view = view_of("x + y")
    assert gradient_arrow_scale(view, (0, 0), 1.0).arrow_scale == pytest.approx(1.0)
    assert gradient_arrow_scale(view_of("1000*x"), (0, 0), 1.0).arrow_scale < 0.01
    near_the_edge = (view.field.domain.x0 + 0.2, 0.0)
    assert gradient_arrow_scale(view_of("1.5*x"), near_the_edge, 1.0).arrow_scale < 1.0
    assert gradient_arrow_scale(view_of("1.5*x"), near_the_edge, 1.0, opposite=False).arrow_scale == pytest.approx(1.0)


@pytest.mark.parametrize("at", [(0.0, 0.6), (0.0, -0.6), (2.0, 0.0)])
def test_a_gradient_leaves_room_for_its_name_in_the_picture(at: tuple[float, float]) -> None:
    for text in ("y", "-y", "x/100", "x + y"):
        view = view_of(text)
        arrow = gradient_arrow(gradient_arrow_scale(view, at, 1e6), at)  # far too long in the scale of the plane
        name = Label(view, "nabla f", at=at_tip(arrow))
        assert view.box.inset(-MARGIN).holds(name)
        beyond = name.get_center() - arrow.tip
        assert np.dot(beyond, arrow.along) > 0.2 * np.linalg.norm(arrow.along)


def test_names_beside_the_border_keep_off_the_numbers_of_the_ticks() -> None:
    view = view_of("x + y")
    d = view.field.domain
    numbers = [part for part in PlaneFrame(view).submobjects if isinstance(part, TypstFormula)]
    beside = [((d.x0 + 0.2, y), (-0.15, 0.01)) for y in np.linspace(-1.8, 1.8, 37)]
    below = [((x, d.y0 + 0.2), (0.01, -0.15)) for x in np.linspace(-2.8, 2.8, 57)]
    for at, vector in beside + below:
        arrow = vector_arrow(view, at, partial(np.asarray, vector), view.scale[0])
        name = Label(view, "nabla f", at=at_tip(arrow))
        assert all(gap_between(name.text, number) > 0 for number in numbers), (at, vector)


def test_the_contours_of_the_plane_go_on_from_those_of_the_hill() -> None:
    view = View.fit(Field("3*exp(-x^2/6 - y^2/3)"), THEMES["night"], Box(-6, 2, -3, 3))
    at = (-1.2, -0.9)
    height, hill = float(view.field(*at)), nice_levels(view.field)
    plane = tangent_plane_view(view, at, view.scale[0])
    levels = levels_of_the_hill(plane, hill, height)
    assert levels is not None
    shared = np.intersect1d(np.round(levels.values + height, 9), np.round(hill.values, 9))
    assert len(shared) > 4  # the same heights, so the same step from line to line
    assert np.diff(levels.values) == pytest.approx(np.diff(hill.values)[0])
    assert levels_of_the_hill(plane, Levels(np.array([1.0, 2.0, 5.0]), "ladder"), height) is None
    assert (
        levels_of_the_hill(plane, Levels(np.array([0.0, 1e3]), "even"), height) is None
    )  # of no line no spacing is seen
