"""Text and formulas, typeset by Typst with the fonts it carries: the same picture on every machine."""

import math
import re
from collections.abc import Collection, Sequence
from typing import SupportsFloat

from manim import MathTypst, Mobject, Typst

from gradanim.fields.sampled import SampledField
from gradanim.fields.scalar import ScalarField
from gradanim.fields.typed import typed
from gradanim.fields.vector import GradientField, VectorField
from gradanim.fields.vector_calculus import VectorValued
from gradanim.formulas.typeset import typst, typst_terms
from gradanim.records.theme import Theme, Themed
from gradanim.stage.frame.layout import Box, arranged
from gradanim.stage.typeset.glyphs import TypstFormula, TypstText

SMALLEST = 24.0  # font size; below it text cannot be read at 480 lines
READABLE = 20.5  # font size; what has been made smaller than that to fit cannot be read at all
BOUNDS = '#set text(top-edge: "bounds", bottom-edge: "bounds")\n'  # lines are as tall as what stands on them
POINT = 0.05 / 48  # scene units per Typst point and unit of font size: how manim scales Typst's output

# The narrowest column in which a text takes no more lines than in all the room there is.
_BALANCED = """#let balanced(room, body) = context {
  set par(leading: 0.5em)
  set align(center)
  let height(width) = measure(block(width: width, body)).height
  let (low, high) = (0pt, calc.min(room, measure(body).width + 1pt))
  let least = height(high)
  for _ in range(12) {
    let middle = (low + high) / 2
    if height(middle) > least { low = middle } else { high = middle }
  }
  block(width: high, body)
}
"""
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def words(theme: Theme, text: str, *, size: float = 32, width: float | None = None, bold: bool = False) -> TypstText:
    """Plain text; _letters_ between underscores are set in italics, everything else as it stands.

    Args:
        width: scene units that a line may be long. Lines are made about equally long, which reads better than a full
            line and a rest. One line if not given.
    """
    pieces = re.split(r"_([^_\s]+)_", text)
    body = "".join(f"#emph({_quoted(p)})" if i % 2 else f"#{_quoted(p)};" for i, p in enumerate(pieces) if p)
    if bold:
        body = f"#strong[{body}]"
    if width is not None:
        body = f"{_BALANCED}#balanced({width / (POINT * size):.2f}pt)[{body}]"
    return TypstText(body, font_size=size, color=theme.ink, typst_preamble='#set text(font: "Libertinus Serif")')


def spoken(value: SupportsFloat, *, digits: int = 3) -> str:
    """A number in a sentence: so many significant digits at most, with a proper minus sign and power of ten."""
    mantissa, _, exponent = f"{float(value):.{digits}g}".partition("e")
    power = f" × 10{superscript(int(exponent))}" if exponent else ""
    return mantissa.replace("-", "\N{MINUS SIGN}") + power


def spoken_alike(values: Sequence[SupportsFloat], *, finest: float) -> list[str]:
    """Numbers in a sentence, all with the decimals that tell apart what differs by `finest`."""
    numbers = [float(value) for value in values]
    largest = max(map(abs, numbers), default=0.0)
    if not (finest > 0 and largest > 0):
        return [spoken(number) for number in numbers]
    places = max(0, -math.floor(math.log10(finest) + 1e-9))
    if places > 5 or largest >= 1e6:
        return [spoken(number, digits=max(3, math.ceil(math.log10(largest / finest)))) for number in numbers]
    texts = (f"{number:.{places}f}" for number in numbers)
    return [(text if text.strip("-0.") else text.removeprefix("-")).replace("-", "\N{MINUS SIGN}") for text in texts]


def superscript(exponent: int) -> str:
    """An exponent in a sentence."""
    return str(exponent).translate(_SUPERSCRIPTS)


def spoken_place(at: Collection[float]) -> str:
    """A point or a vector in a sentence: its components, far from the origin with the digits that tell places apart."""
    digits = [max(3, int(math.log10(max(abs(value), 1.0))) + 2) for value in at]
    return f"({', '.join(spoken(value, digits=count) for value, count in zip(at, digits, strict=True))})"


def fitted_words(theme: Theme, text: str, box: Box, *, largest: float = 36, bold: bool = False) -> TypstText:
    """Text broken into lines and shrunk until it stands inside the box, at its centre."""
    size = largest
    while True:
        block = words(theme, text, size=size, width=box.width, bold=bold)
        if size <= SMALLEST or (block.height <= box.height and block.width <= box.width):
            return block.move_to(box.centre)
        size -= 2


def arranged_readably(
    items: Sequence[Mobject], box: Box, *, spare: Sequence[Mobject], gap: float = 0.3
) -> list[Mobject]:
    """Place items as `arranged` does, without the spare ones, last first, that would make some too small to be read.

    Returns:
        The spare ones that have a place.
    """
    kept = list(spare)
    while True:
        shown = [item for item in items if item in kept or item not in spare]
        arranged(shown, box, gap=gap)
        sizes = [text.font_size for item in shown for text in item.get_family() if isinstance(text, Typst | MathTypst)]
        if min(sizes) > READABLE or not kept:
            return kept
        kept.pop()


def formula(view: Themed, source: str, *, size: float = 40) -> TypstFormula:
    """One line of mathematics in Typst's notation.

    A part marked `{{ ... : role }}` takes the colour of that role in the theme: `{{ nabla f : gradient }}`.
    """
    line = TypstFormula(source, font_size=size, color=view.theme.ink)
    for role in re.findall(r":\s*(\w+)\s*\}\}", source):
        line.select(role).set_color(getattr(view.theme, role))
    return line


def definition(view: Themed, field: ScalarField, box: Box, *, name: str = "", size: float = 38) -> TypstText:
    """`f(x, y) = ...` as it was typed, on as many lines as it needs to stand in the box's width and height.

    Of heights on a grid it says how many there are.

    Args:
        name: what the function is called here; by its own name if not given.

    Raises:
        Refusal: the function was neither typed nor measured.
    """
    if isinstance(field, SampledField):
        rows, columns = field.values.shape
        told = f"_{name or field.name}_(_x_, _y_): heights measured at {columns} × {rows} places"
        return words(view.theme, told, size=0.72 * size, width=box.width)
    before = f"{name or field.name}({', '.join(field.variables)}) ="
    return broken_formula(view, typst_terms(typed(field).reading), box, before=before, size=size)


def field_definition(
    view: Themed, field: VectorValued, width: float, *, size: float = 40, role: str = "field"
) -> TypstFormula:
    """`F(x, y) = (P, Q)` as it was typed, or `F = grad f` with its function, no wider than so many scene units.

    What is too long for one line stands in two; what could not be read then is left out.

    Args:
        role: what the field is, which says the colour of its name.
    """
    for source in _field_sources(field):
        line = formula(view, f"{{{{ F : {role} }}}} {source}", size=size)
        shrunk = min(1.0, width / line.width)
        if shrunk * size >= READABLE:
            return line.scale(shrunk)
    return line.scale(shrunk)


def _field_sources(field: VectorValued) -> list[str]:
    if isinstance(field, VectorField):
        p, q = (typst(reading) for reading in field.readings)
        return [f"(x, y) = ({p}, {q})", f"= vec({p}, {q})", "(x, y) = (dots.c, dots.c)"]
    if isinstance(field, GradientField) and hasattr(field.f, "reading"):
        return [f"= nabla f, space f(x, y) = {typst(field.f.reading)}", "= nabla f"]
    return ["= nabla f" if isinstance(field, GradientField) else "(x, y)"]


def broken_formula(view: Themed, terms: list[str], box: Box, *, before: str = "", size: float = 38) -> TypstText:
    """The terms of a sum on as many lines as they need to stand in the box's width and height.

    Typst breaks a sum after its signs. What is still too large shrinks; what would become unreadable is cut short with
    an ellipsis, because a formula nobody can read says less than its beginning.

    Args:
        terms: as `typst_terms` gives them, each with its sign.
        before: what stands in front of them.
    """
    for source in (" ".join(terms), f"{_beginning(terms)} + dots.c", "dots.c"):
        for factor in (1.0, 0.85, 0.72):
            block = _broken(view, f"{before} {source}", box.width, factor * size)
            if block.width <= box.width and block.height <= box.height:
                return block
    return block


def _broken(view: Themed, source: str, width: float, size: float) -> TypstText:
    page = f"#block(width: {width / (POINT * size):.2f}pt)[#set par(leading: 0.5em)\n{BOUNDS}$display({source})$]"
    return TypstText(page, font_size=size, color=view.theme.ink)


def _beginning(terms: list[str]) -> str:
    kept = ""
    for term in terms:
        if kept and len(kept) + len(term) > 60:
            break
        kept = f"{kept} {term}"
    return kept


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
