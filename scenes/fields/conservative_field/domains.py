"""The domain on which a field is conservative: its border in the picture, and its name."""

import numpy as np
from manim import Rectangle

from gradanim.fields.conservative import Verdict
from gradanim.fields.domain import Domain
from gradanim.stage import View, typeset
from gradanim.stage.frame.casing import cased
from gradanim.stage.typeset.glyphs import TypstFormula

SMOOTH = '"where it is smooth"'


def domain_named(view: View, verdict: Verdict, *, but: str = "") -> list[TypstFormula]:
    """Where a field is conservative, in lines.

    Args:
        but: what is taken out of the rectangle, Typst mathematics; if not given, all places where it is not smooth.
    """
    d = verdict.domain
    told = f"[{d.x0:.6g}, {d.x1:.6g}] times [{d.y0:.6g}, {d.y1:.6g}]"
    lines = ['"conservative on"', told, but or (SMOOTH if verdict.holes else "")]
    return [typeset.formula(view, line, size=32) for line in lines if line]


def bordered(view: View, domain: Domain) -> Rectangle:
    """The border of a rectangle of the plane."""
    low, high = view.line(np.array([(domain.x0, domain.y0), (domain.x1, domain.y1)]))
    border = Rectangle(width=high[0] - low[0], height=high[1] - low[1], stroke_color=view.theme.ink, stroke_width=2.5)
    return cased(border.move_to((low + high) / 2), view.theme)
