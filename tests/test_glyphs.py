"""Typst's output read by our own reader: the same mobjects as manim's makes of it."""

import numpy as np
import pytest
from manim import MathTypst, Typst, VMobject, tempconfig

from gradanim.stage.typeset.glyphs import TypstFormula, TypstText

SOURCES = {
    "a sentence": "The gradient meets the contour: _always_ at a *right* angle.",
    "fractions and roots": "$ frac(a + b, sqrt(c)) dot cases(a &b, c) $",
    "colours": "#text(fill: red)[r] and #text(fill: rgb(0, 0, 255, 50%))[b]",
    "lines": "#underline[hello] $ overline(x) bold(u) arrow(v) $ #box(stroke: 1pt)[q]",
    "turned": "#rotate(30deg)[ab] #scale(150%)[c]",
    "filled shapes": "#box(width: 10pt, height: 5pt, fill: black) #circle(radius: 3pt, fill: blue)",
    "a gradient of colour": "#text(fill: gradient.linear(red, blue))[left to right]",
    "labels": "#box[a b] <first> c #box[d] <second>",
    "nothing": "",
}


def insist_on_equal(mine: Typst, manims: Typst) -> None:
    assert len(mine) == len(manims)
    for glyph, other in zip(mine, manims, strict=True):
        assert isinstance(glyph, VMobject)
        np.testing.assert_allclose(glyph.points, other.points, atol=1e-6)
        for style in ("fill_rgbas", "stroke_rgbas"):
            np.testing.assert_allclose(getattr(glyph, style), getattr(other, style), atol=1e-9)
        assert (glyph.stroke_width > 0) == (other.stroke_width > 0)


@pytest.mark.parametrize("colour", ["#FF8800", "#000000"])
@pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))
def test_text_is_what_manim_makes_of_it(source: str, colour: str) -> None:
    mine, manims = (
        Type(source, font_size=30, color=colour, **options)
        for Type, options in ((TypstText, {}), (Typst, {"use_svg_cache": False}))
    )
    insist_on_equal(mine, manims)


@pytest.mark.parametrize("key", ["slope", "step", 0])
def test_parts_of_a_formula_are_selected_as_in_manim(key: str | int) -> None:
    source = "{{ D_u f : slope }} = {{ nabla f }} dot {{ frac(u, |u|) : step }} + {{ D_u f : slope }}"
    mine, manims = TypstFormula(source), MathTypst(source, use_svg_cache=False)
    insist_on_equal(mine, manims)
    assert [mine.submobjects.index(part) for part in mine.select(key)] == [
        manims.submobjects.index(part) for part in manims.select(key)
    ]


def test_a_glyph_can_be_changed_without_changing_the_next_text() -> None:
    first = TypstText("ee")
    before = [glyph.points.copy() for glyph in first]
    first[0].shift([1, 2, 0]).scale(3)
    np.testing.assert_array_equal(first[1].points, before[1])
    np.testing.assert_array_equal(TypstText("ee")[0].points, before[0])


@pytest.mark.parametrize(("pixel_width", "size"), [(1920, 48), (854, 48), (854, 96)])
def test_a_fraction_bar_is_as_thick_as_typst_draws_it(pixel_width: int, size: float) -> None:
    with tempconfig({"pixel_width": pixel_width}):
        text = TypstText("#box(stroke: none, line(length: 10pt, stroke: 1pt)) $ 1/2 $", font_size=size)
        line = next(part for part in text if part.stroke_width > 0)
        assert line.stroke_width / 100 == pytest.approx(line.width / 10)  # it is ten times as long as thick
        text.scale(2)
        assert line.stroke_width / 100 == pytest.approx(line.width / 10)
