"""The scale of arrows: it is a number that can be said, and the note beside the picture says it."""

import re

import numpy as np
import pytest

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.formulas.numerals import plain_number
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import NUMBERS, View, rescaling
from gradanim.stage.marks.arrows import gradient_arrow, scale_note, travelling_gradient

PICTURE = Box(-6.0, 1.5, -3.0, 3.0)


def view_of(text: str, domain: Domain | None = None) -> View:
    return View.fit(Field(text, domain or Domain()), THEMES["night"], PICTURE)


@pytest.mark.parametrize(
    ("most", "plain"), [(0.299, 0.25), (0.3, 0.3), (1.0, 1.0), (1.99, 1.5), (0.0889, 0.08), (99.0, 90.0), (3e-7, 3e-7)]
)
def test_a_plain_number_is_the_largest_that_there_is_room_for(most: float, plain: float) -> None:
    assert plain_number(most) == pytest.approx(plain, rel=1e-12)


@pytest.mark.parametrize("most", np.geomspace(1e-9, 1e9, 97))
def test_plain_numbers_are_never_far_apart(most: float) -> None:
    assert 0.66 * most < plain_number(most) <= most * (1 + 1e-9)
    assert most <= plain_number(0.1 * most, least=most) <= 1.51 * most


@pytest.mark.parametrize("text", ["x^2 + y^3", "x/1000", "exp(3*x)", "40*sin(x)*cos(y)", "sqrt(9 - x^2 - y^2)"])
@pytest.mark.parametrize("domain", [Domain(), Domain(0, 900, 0, 600), Domain(0, 0.1, 0, 0.1)])
def test_the_scale_of_arrows_is_plain_and_the_arrow_is_seen(text: str, domain: Domain) -> None:
    field, at = Field(text, domain), (domain.x0 + 0.4 * domain.width, domain.y0 + 0.6 * domain.height)
    if not np.isfinite(field.gradient(*at)).all() or not np.any(field.gradient(*at)):
        pytest.skip("there is no gradient here")
    view = view_of(text, domain).fit_arrow_at(at)
    arrow = gradient_arrow(view, at)
    slope, length = float(np.hypot(*field.gradient(*at))), float(np.linalg.norm(arrow.along))
    said = re.search(r"= ([\d.]+)", scale_note(view).typst_code)
    assert said
    assert said[1].strip("0.") in {*"123456789", "15", "1.5", "25", "2.5"}
    assert 0.6 - 1e-9 <= length <= 2.0 + 1e-9
    assert length / view.scale[0] / slope == pytest.approx(view.arrow_scale / view.scale[0])


def test_the_view_goes_over_from_one_scale_to_another() -> None:
    view, other = view_of("x + y").with_arrows(1.0, 1.0), view_of("x + y").with_arrows(1.0, 0.2)
    share = [0.0]
    arrow = gradient_arrow(rescaling(view, other, lambda: share[0]), (0.0, 0.0))
    for now, length in ((0.0, 1.0), (0.5, 0.6), (1.0, 0.2)):
        share[0] = now
        arrow.update()
        assert np.linalg.norm(arrow.along) == pytest.approx(length * np.sqrt(2))


def test_an_arrow_that_travels_and_shows_directions_only_stays_off_the_numbers() -> None:
    view = view_of("x^4 + y^4").fit_arrow_at((-1.3, -0.05), longest=1.6)
    line = np.stack([np.linspace(-1.3, -3.0, 100), np.full(100, -0.05)], axis=1)
    arrow, way = travelling_gradient(view, (-1.3, -0.05), line)
    assert not arrow.to_scale
    assert len(way) > 50
    there, _ = travelling_gradient(view, tuple(way[-1]), line)
    assert view.box.left - NUMBERS < there.tip[0] < view.box.left  # as far as they let it
