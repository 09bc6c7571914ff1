"""Typst's output as mobjects, many times faster than manim reads SVG: every glyph's outline is read once.

A caption of ninety letters takes manim 200 milliseconds, of which Typst needs ten. The rest goes into an SVG reader
that reads an "e" again for every e, and into a deep copy for a cache. Typst writes each glyph once and places it by its
name, so the outlines are kept here, and placed. Typst's fonts, which it would else look for anew for every text, are
kept too.
"""

from functools import cache
from typing import Any
from xml.etree import ElementTree

import numpy as np
from manim import MathTypst, Typst, VGroup, VMobject
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath
from numpy.typing import NDArray
from svgelements import Matrix, Path
from typst import Fonts, TypstError

from gradanim.stage.typeset.notation import insist_on_typst, not_typst

WIDTH = 100.0  # of manim's stroke widths in a scene unit
_HREF = "{http://www.w3.org/1999/xlink}href"
_GROUPS = {"svg", "g"}
_NO_STROKE = {"stroke": "none", "stroke-width": "0"}
_FLIP = Matrix(1, 0, 0, -1, 0, 0)  # y points down in SVG


class _Unknown(Exception):
    """An element that is read by manim's own reader."""


class _Outlined(Typst):
    """Text whose glyphs are placed from known outlines."""

    def __init__(self, source: str, **options: Any) -> None:
        try:
            super().__init__(source, **{"font_paths": _fonts(), **options})
        except TypstError as why:
            raise not_typst(source, why) from why

    def init_svg_mobject(self, use_svg_cache: bool) -> "_Outlined":
        """Read the SVG; a copy in manim's cache would cost more than reading it again."""
        return self.generate_mobject()

    def generate_mobject(self) -> "_Outlined":
        """Add a mobject for each glyph and shape, and a group for each label."""
        root = self.modify_xml_tree(ElementTree.parse(self.get_file_path())).getroot()
        symbols = {symbol.get("id", ""): symbol[0].get("d", "") for symbol in root.iter() if _tag(symbol) == "symbol"}
        drawn: list[VMobject] = []
        named: dict[str, VGroup] = {}
        try:
            self._read(root, _FLIP, symbols, drawn, named)
        except _Unknown:
            super().generate_mobject()
            return self
        self.add(*drawn)
        self.id_to_vgroup_dict = named
        return self

    def _read(
        self,
        element: ElementTree.Element,
        outer: Matrix,
        symbols: dict[str, str],
        drawn: list[VMobject],
        named: dict[str, VGroup],
    ) -> None:
        """Append what an element draws, children in order; what stands in a labelled group also to that group."""
        tag, first = _tag(element), len(drawn)
        own = element.get("transform")
        matrix = Matrix(own) * outer if own else outer
        if tag in _GROUPS:
            for child in element:
                self._read(child, matrix, symbols, drawn, named)
            if (label := element.get("id")) is not None:
                named[label] = VGroup(*drawn[first:])
        elif tag == "use":
            place = Matrix.translate(float(element.get("x", 0)), float(element.get("y", 0)))
            points = _placed(_outline(symbols[element.get(_HREF, "")[1:]]), place * matrix)
            if len(points):
                drawn.append(_glyph(points, element.get("fill", "#000000")))
        elif tag == "path":
            style = {key: value for key, value in element.attrib.items() if key != "transform"}
            shape = self.get_mob_from_shape_element(Path({**_NO_STROKE, **style}) * matrix)
            if shape is not None:
                drawn.append(shape)
        elif tag != "defs":
            raise _Unknown(tag)

    def _refresh_svg_stroke_widths(self) -> None:
        """Draw fraction bars and roots as thick as Typst does, beside letters of any size.

        manim counts their thickness in pixels: at 480 lines they would nearly vanish.
        """
        for line in self._stroke_width_tracked_submobjects:
            scale = max(line.width, line.height) / line._typst_reference_size
            line.set_stroke(width=WIDTH * scale * line._typst_source_stroke_width, family=False)


class TypstText(_Outlined):
    """Typst markup."""


class TypstFormula(_Outlined, MathTypst):
    """Typst mathematics, whose parts marked `{{ ... : label }}` can be selected.

    Raises:
        SceneError: it is LaTeX, or Typst does not understand it.
    """

    def __init__(self, source: str, **options: Any) -> None:
        insist_on_typst(source)
        super().__init__(source, **options)


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


@cache
def _fonts() -> Fonts:
    """Those that Typst carries, and the system's."""
    return Fonts()


@cache
def _outline(path: str) -> NDArray[np.float64]:
    """The points, shape (4n, 3), of the Bézier curves of an SVG path."""
    points: NDArray[np.float64] = VMobjectFromSVGPath(Path(path)).points
    points.setflags(write=False)  # shared by all glyphs of this kind
    return points


def _placed(points: NDArray[np.float64], m: Matrix) -> NDArray[np.float64]:
    if not len(points):
        return points
    x, y = points[:, 0], points[:, 1]
    return np.column_stack([m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f, np.zeros_like(x)])


def _glyph(points: NDArray[np.float64], fill: str) -> VMobject:
    if not (fill.startswith("#") and len(fill) == 7):  # a gradient, or see-through
        raise _Unknown(fill)
    glyph = VMobject(stroke_width=0, fill_color=fill, fill_opacity=1)
    glyph.points = points
    return glyph
