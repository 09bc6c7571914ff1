"""Words and formulas on the screen: every character as it was typed, lines that fit and balance, nothing unreadable."""

import string

import numpy as np
import pytest
from manim import Typst, VMobject

from gradanim.fields.typed import Field
from gradanim.records.captions import plain_text
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.typeset.texts import (
    POINT,
    SMALLEST,
    definition,
    fitted_words,
    formula,
    spoken,
    spoken_place,
    words,
)
from scenes.descent.optimizer_race.legend import Legend
from tests.zoo import LONG, ZOO

NIGHT = THEMES["night"]
SENTENCE = "It meets the contour at a right angle: along the contour, there is no slope at all."
VIEW = View.fit(Field("x + y"), NIGHT, Box(-4, 4, -3, 3))


def glyphs(mobject: VMobject) -> list[VMobject]:
    """The drawn letters, from left to right."""
    return sorted(mobject.family_members_with_points(), key=lambda m: float(m.get_left()[0]))


def shape(glyph: VMobject) -> bytes:
    """The same for the same letter, wherever it stands."""
    return (np.round(glyph.points - glyph.get_corner(np.array([-1.0, -1.0, 0.0])), 3) + 0.0).tobytes()


def lines(block: Typst) -> list[tuple[float, float]]:
    """Left and right of each line of letters, from the top down."""
    found: list[list[VMobject]] = []
    for glyph in sorted(glyphs(block), key=lambda m: -float(m.get_top()[1])):
        if found and glyph.get_top()[1] > min(m.get_bottom()[1] for m in found[-1]):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [(min(m.get_left()[0] for m in line), max(m.get_right()[0] for m in line)) for line in found]


def test_every_printable_character_stands_as_itself() -> None:
    printable = [c for c in string.printable if c.isprintable() and c not in ' "%ij:;!?=']  # of more than one piece
    row = glyphs(words(NIGHT, "".join(f"{c} " for c in printable)))
    assert len(row) == len(printable)
    seen = dict(zip(printable, map(shape, row), strict=True))
    assert len(set(seen.values())) == len(printable)


@pytest.mark.parametrize(
    "text", ['a"b', "a%b", "#let x = 1", "$x$", "*a* _ b _ c", '\\n\\"', "// no comment", "a@b <c> [d]"]
)
def test_what_looks_like_markup_is_only_text(text: str) -> None:
    letters = "".join(text.split())
    apart = sum(len(glyphs(words(NIGHT, letter))) for letter in letters)
    assert len(glyphs(words(NIGHT, text))) == apart


def test_italics_are_what_stands_between_underscores() -> None:
    upright, italic = (shape(glyphs(words(NIGHT, text))[0]) for text in ("f", "_f_"))
    assert upright != italic
    assert plain_text("Each direction _u_ has its _own_ slope: snake_case, a _ b.") == (
        "Each direction u has its own slope: snake_case, a _ b."
    )


def test_bold_is_bolder() -> None:
    usual, bold = (words(NIGHT, "slope", bold=bold) for bold in (False, True))
    assert bold.width > usual.width


@pytest.mark.parametrize("size", [24.0, 32.0])
@pytest.mark.parametrize("width", [3.0, 5.0, 8.0, 20.0])
def test_lines_fit_their_width_and_are_about_equally_long(width: float, size: float) -> None:
    found = lines(words(NIGHT, SENTENCE, size=size, width=width))
    lengths = [right - left for left, right in found]
    whole = words(NIGHT, SENTENCE, size=size).width
    assert max(lengths) <= width + 0.01
    assert len(lengths) <= np.ceil(whole / width) + 1
    assert min(lengths) > 0.6 * max(lengths)
    assert np.allclose([left + right for left, right in found], sum(found[0]), atol=0.15)  # centred


@pytest.mark.parametrize("text", ["Up.", SENTENCE, f"{SENTENCE} {SENTENCE}"])
@pytest.mark.parametrize("box", [Box(-6.8, 6.8, -3.8, -2.8), Box(-3.7, 3.7, -3.8, -2.55), Box(-4.2, 4.2, -6.9, -4.9)])
def test_fitted_words_stand_inside_their_box(text: str, box: Box) -> None:
    block = fitted_words(NIGHT, text, box)
    assert box.holds(block)
    assert block.get_center() == pytest.approx(box.centre, abs=0.01)
    assert block.font_size >= SMALLEST


def test_short_text_is_not_blown_up() -> None:
    assert fitted_words(NIGHT, "Up.", Box(-6, 6, -3, 3)).font_size == pytest.approx(36)


def test_a_point_is_what_typst_calls_one() -> None:
    ruler = Typst("#box(width: 100pt, height: 50pt, fill: black)", font_size=30)
    assert (ruler.width, ruler.height) == pytest.approx((100 * POINT * 30, 50 * POINT * 30), rel=1e-6)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (25, "25"),
        (-0.653, "−0.653"),
        (2.50749, "2.51"),
        (0.0, "0"),
        (1e6, "1 × 10⁶"),
        (-1.884e-9, "−1.88 × 10⁻⁹"),
        (1.5e200, "1.5 × 10²⁰⁰"),
        (np.float64(3.5), "3.5"),
    ],
)
def test_a_number_is_spoken_as_people_write_it(value: float, said: str) -> None:
    assert spoken(value) == said


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ((2.0, 1.0), "(2, 1)"),
        ((0.0, -0.7), "(0, \N{MINUS SIGN}0.7)"),
        ((1 / 3, 1.0), "(0.333, 1)"),
        ((1234.5, 1.0), "(1234.5, 1)"),  # three digits would not name the place
    ],
)
def test_a_place_is_spoken_with_the_digits_that_name_it(place: tuple[float, float], said: str) -> None:
    assert spoken_place(place) == said


def test_the_font_has_what_numbers_are_spoken_with() -> None:
    row = glyphs(words(NIGHT, "− × ⁻ ⁰ ¹ ² ³ ⁴ ⁵ ⁶ ⁷ ⁸ ⁹"))
    assert len({shape(glyph) for glyph in row}) == 13  # a missing one would look like another missing one


def test_a_part_of_a_formula_takes_the_colour_of_its_role() -> None:
    line = formula(VIEW, "{{ nabla f : gradient }} dot {{ u : direction }}")
    colours = [glyph.get_fill_color().to_hex().lower() for glyph in glyphs(line)]
    assert colours == [NIGHT.gradient, NIGHT.gradient, NIGHT.ink, NIGHT.direction]


PANEL = Box(0, 4.4, 0, 2.5)


@pytest.mark.parametrize("text", [*(s.text for s in ZOO), "x^9", "+".join(["x"] * 90), "sin(" * 9 + "x" + ")" * 9])
def test_a_definition_stands_inside_its_box_and_stays_readable(text: str) -> None:
    block = definition(VIEW, Field(text), PANEL)
    assert block.width <= PANEL.width + 1e-6
    assert block.height <= PANEL.height + 1e-6
    assert block.font_size >= SMALLEST


def test_a_short_definition_is_complete_and_a_long_one_ends_in_dots() -> None:
    short, long = (definition(VIEW, Field(text), PANEL).typst_code for text in ("x^2 + 3xy + y^2", LONG))
    assert "dots" not in short
    assert long.removesuffix(")$]").endswith("dots.c")


def test_a_legend_is_cut_between_names_and_notes_and_its_lines_are_equally_far_apart() -> None:
    said = {"Gradient: descent": "the slope", "Adam": "both of these", "Newton": "slope"}
    legend = Legend(VIEW, said, NIGHT.runners[:3])
    for name, note, (who, what) in zip(legend.names, legend.notes, said.items(), strict=True):
        for drawn, text in ((name, who), (note, f": {what}")):
            alone = glyphs(words(NIGHT, text, size=29))
            assert [g.width for g in glyphs(drawn)] == pytest.approx([g.width for g in alone], abs=1e-3)
    baselines = [name[0].get_bottom()[1] for name in legend.names]
    assert np.diff(baselines) == pytest.approx([baselines[1] - baselines[0]] * 2, abs=1e-3)
    assert np.ptp([name.get_left()[0] for name in legend.names]) == pytest.approx(0, abs=1e-6)
