"""The second derivative test: it names what it can tell, and says so where it cannot."""

import numpy as np
import pytest

from gradanim.calculus.critical_points import Kind, kind
from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from tests.zoo import ZOO, Point, Specimen

KNOWN = [
    pytest.param(specimen, point, word, id=f"{specimen.name} {word} {point}")
    for specimen in ZOO
    for word, points in (("peak", specimen.peaks), ("valley", specimen.valleys), ("saddle", specimen.saddles))
    for point in points
]


@pytest.mark.parametrize(("specimen", "point", "word"), KNOWN)
def test_known_critical_points_are_named(specimen: Specimen, point: Point, word: Kind) -> None:
    assert kind(specimen.field, point) == word


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("x^2", (0, 0)),  # a valley in one direction, level in the other
        ("x^4 + y^4", (0, 0)),  # a valley that the test is silent about
        ("x^3 - 3xy^2", (0, 0)),  # a monkey saddle
        ("x^2 + 1e-6*y^2", (0, 0)),  # level to the eye
        ("3", (1, 1)),
        ("sqrt(x^2 + y^2)", (0, 0)),  # a tip has no Hessian
        ("log(x)", (-1, 0)),  # undefined
    ],
)
def test_where_the_test_is_silent_nothing_is_claimed(text: str, point: Point) -> None:
    assert kind(Field(text), point) == "undecided"


@pytest.mark.parametrize("size", [1e-150, 1e-9, 1.0, 1e9, 1e150])
@pytest.mark.parametrize(("form", "word"), [("x^2 + xy + y^2", "valley"), ("x^2 + 3xy + y^2", "saddle")])
def test_neither_height_nor_turning_over_changes_more_than_the_sign(size: float, form: str, word: Kind) -> None:
    assert kind(Field(f"{size!r}*({form})"), (0, 0)) == word
    assert kind(Field(f"-{size!r}*({form})"), (0, 0)) == {"valley": "peak", "saddle": "saddle"}[word]


def test_the_kind_agrees_with_the_heights_around() -> None:
    f = Field("sin(x)*cos(y)", Domain(-4, 4, -4, 4))
    angles = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    for point in ((np.pi / 2, 0.0), (-np.pi / 2, 0.0), (0.0, np.pi / 2), (np.pi / 2, np.pi)):
        rises = f(point[0] + 0.1 * np.cos(angles), point[1] + 0.1 * np.sin(angles)) - f(*point)
        seen = "valley" if (rises > 0).all() else "peak" if (rises < 0).all() else "saddle"
        assert kind(f, point) == seen
