"""A quiver draws any vector field, and all arrows of a role look as their style says."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.frame import arrow_styles
from gradanim.stage.frame.arrow_styles import ARROWS
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.marks.arrows import Arrow, direction_arrow, gradient_arrow, plane_arrow, slope_arrow
from gradanim.stage.marks.pointers import RoundArrow
from gradanim.stage.marks.quiver import CELL, LONGEST, Quiver, Vectors, gradient_quiver
from gradanim.stage.space.landscape import SpaceView
from scenes.descent.descent_flow.arrows import TurningArrows
from tests.colours import rgb

FLAT = View.fit(Field("x^2 + y^2"), THEMES["night"], Box(-6, 1.5, -2.5, 2.5))
LAND = SpaceView.over(FLAT.field, THEMES["night"]).with_arrows(1.0, 0.5)
AT = (1.0, 0.5)
FIELDS: dict[str, Vectors] = {
    "rotation": lambda x, y: np.array([-y, x]),
    "source": lambda x, y: np.array([x, y]) / (x**2 + y**2),
    "saddle": lambda x, y: np.array([x, -y]),
    "constant": lambda x, y: np.array([np.ones_like(x), 2 * np.ones_like(x)]),
    "with a hole": lambda x, y: np.where(x > 0, np.array([y, x]), np.nan),
    "huge": lambda x, y: 1e12 * np.array([-y, x]),
}


@pytest.mark.parametrize("vectors", FIELDS.values(), ids=list(FIELDS))
def test_true_lengths_are_all_in_one_scale(vectors: Vectors) -> None:
    quiver = Quiver(FLAT, vectors, role="direction")
    exact = np.asarray(vectors(*FLAT.where(quiver.tails).T)).T
    drawn = (quiver.heads - quiver.tails)[:, :2]
    assert len(drawn) > 24
    assert drawn == pytest.approx(quiver.view.arrow_scale * exact)
    assert np.linalg.norm(drawn, axis=1).max() <= LONGEST["true"] * CELL * (1 + 1e-9)
    assert quiver.rgba[0, :3] == pytest.approx(rgb(THEMES["night"].direction))


@pytest.mark.parametrize("pivot", ["tail", "middle"])
@pytest.mark.parametrize("vectors", FIELDS.values(), ids=list(FIELDS))
def test_directions_are_equally_long_and_stand_by_their_pivot(vectors: Vectors, pivot: str) -> None:
    quiver = Quiver(FLAT, vectors, lengths="directions", cell=0.6, pivot=pivot)  # type: ignore[arg-type] # as given above
    drawn = (quiver.heads - quiver.tails)[:, :2]
    places = quiver.tails if pivot == "tail" else (quiver.tails + quiver.heads) / 2
    exact = np.asarray(vectors(*FLAT.where(places).T)).T
    assert np.linalg.norm(drawn, axis=1) == pytest.approx(np.full(len(drawn), LONGEST["directions"] * 0.6))
    assert drawn / np.linalg.norm(drawn, axis=1)[:, None] == pytest.approx(
        exact / np.linalg.norm(exact, axis=1)[:, None]
    )


def test_where_nothing_is_there_are_no_arrows() -> None:
    for vectors in (lambda x, y: np.zeros((2, *x.shape)), lambda x, y: np.full((2, *x.shape), np.nan)):
        assert len(Quiver(FLAT, vectors, lengths="directions").tails) == 0
        quiver = Quiver(FLAT, vectors)
        assert not (quiver.heads - quiver.tails).any()


def test_on_a_landscape_the_arrows_are_tangents() -> None:
    quiver = gradient_quiver(LAND)
    assert quiver.tails == pytest.approx(LAND.at(*LAND.where(quiver.tails).T))
    k = len(quiver.tails) // 3
    place = LAND.where(quiver.tails[k])
    along = (quiver.heads - quiver.tails)[k]
    slope = along[:2] / LAND.scale[0] @ LAND.field.gradient(*place)
    assert along[2] == pytest.approx(LAND.rise * slope)


@pytest.mark.parametrize("view", [FLAT, LAND, LAND.floor], ids=["plane", "landscape", "floor"])
def test_the_arrows_of_a_quiver_can_be_had_one_by_one(view: View) -> None:
    quiver = gradient_quiver(view, lengths="directions")
    apart = quiver.apart(width=3)
    assert len(apart) == len(quiver.tails) > 24
    assert np.array([arrow.tip for arrow in apart]) == pytest.approx(quiver.heads, abs=1e-6)
    assert all(isinstance(arrow, RoundArrow if view.in_space else Arrow) for arrow in apart)


def looks() -> dict[str, tuple[float, ...]]:
    """The stroke width or thickness, and the length of the head, of what each word draws for a gradient."""
    flat = {
        "arrow": gradient_arrow(FLAT, AT), "direction only": gradient_arrow(FLAT, AT, length=1.0),
        "any vector": plane_arrow(FLAT, AT, lambda x, y: [1.0, 1.0], "gradient"),
    }  # fmt: skip
    found: dict[str, tuple[float, ...]] = {
        name: (arrow.shaft.stroke_width, arrow.style.head) for name, arrow in flat.items()
    }
    found |= {f"in {name}": gradient_arrow(view, AT).sizes for name, view in (("land", LAND), ("floor", LAND.floor))}
    for name, quiver in (("quiver", gradient_quiver(FLAT)), ("turning", TurningArrows(FLAT, 0.0))):
        found[name] = (quiver.stroke_width,)
    return found


def test_one_edit_changes_all_gradient_arrows_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    others: Callable[[], list[float]] = lambda: [  # noqa: E731 # asked for twice
        arrow(FLAT, AT, 0.3).shaft.stroke_width for arrow in (direction_arrow, slope_arrow)
    ]
    before, beside = looks(), others()
    style = ARROWS["gradient"]
    thick = replace(style, width=2 * style.width, head=2 * style.head, quiver_width=2 * style.quiver_width)
    monkeypatch.setitem(arrow_styles.ARROWS, "gradient", thick)
    after = looks()
    assert {name for name in before if all(b != a for b, a in zip(before[name], after[name], strict=True))} == set(
        before
    )
    assert others() == beside


def test_the_colour_of_a_role_is_that_of_the_theme() -> None:
    view = replace(FLAT, theme=replace(FLAT.theme, gradient="#123456"))
    rgb = np.array([0x12, 0x34, 0x56]) / 255
    assert gradient_arrow(view, AT).shaft.get_stroke_color().to_rgb() == pytest.approx(rgb)
    assert gradient_quiver(view).rgba[:, :3] == pytest.approx(np.tile(rgb, (len(gradient_quiver(view).rgba), 1)))


def test_the_light_of_a_gradient_and_its_casing_fade_with_it_and_come_back() -> None:
    arrow = gradient_arrow(FLAT, AT)
    assert isinstance(arrow, Arrow)
    around = [*arrow.light, *arrow.under]
    full = [part.get_stroke_opacity() for part in around]
    assert arrow.light and 0 < min(full) < max(full) < 1  # fainter outwards, and never as strong as the arrow
    assert [part.get_stroke_opacity() for part in around] == full
    for opacity in (0.4, 0.0, 1.0):
        arrow.set_opacity(opacity)
        assert [part.get_stroke_opacity() for part in around] == pytest.approx([opacity * seen for seen in full])
        assert arrow.head.get_fill_opacity() == opacity
    assert not gradient_arrow(View.fit(FLAT.field, THEMES["paper"], FLAT.box), AT).light  # a page gives off none
    assert not direction_arrow(FLAT, AT, 0.3).light
