"""A number at every point: printed where it holds, shown by a colour, read by a probe."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, Rectangle, VGroup
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from gradanim.domain import Domain
from gradanim.field import Field
from gradanim.levels import Levels
from gradanim.numerals import power_of_ten
from gradanim.stage.layout import Box
from gradanim.stage.live import Point
from gradanim.stage.maps.contours import TINT, between, rank
from gradanim.stage.maps.frame import labels
from gradanim.stage.marks.routes import PlaneCurve
from gradanim.stage.typeset.texts import formula
from gradanim.stage.view import View

APART = 0.4  # scene units between two printed numbers
ROW = 0.8  # scene units from a row of numbers to the next
BAR = (3.6, 0.3)  # width and height of the scale of colours, scene units


class NumberMap(VGroup):
    """The values of f, printed at the places where they hold; nothing where f is undefined.

    Attributes:
        view: that it was made for.
        printed: each number as it is printed, in the order of the submobjects, with a power of ten if it has one.
    """

    def __init__(self, view: View, *, across: int = 8, size: float = 28) -> None:
        super().__init__()
        self.view = view
        self.printed: list[tuple[str, int]] = []
        land = _land(view.field)
        width = view.scale[0] * land.width
        columns = max(2, round(across * land.width / view.field.domain.width))
        while columns:
            x, y = _cells(view, land, columns)
            heights = view.field(x, y)
            defined = np.isfinite(heights)
            texts = rounded(heights[defined])
            numbers = [formula(view, _source(*text), size=size) for text in texts]
            widest = max((number.width for number in numbers), default=0.0)
            if widest + APART <= width / columns or columns == 1:
                break
            columns = max(1, min(columns - 1, int(width / (widest + APART))))
        self.printed = texts
        for number, place in zip(numbers, view.at(x[defined], y[defined]), strict=True):
            self.add(number.move_to(place))

    def within(self, box: Box) -> "NumberMap":
        """Only those numbers that stand in a part of the frame."""
        some = self.copy()
        kept = [box.holds(number) for number in some]
        some.remove(*(number for number, keep in zip(list(some), kept, strict=True) if not keep))
        some.printed = [text for text, keep in zip(self.printed, kept, strict=True) if keep]
        return some


class ColourScale(VGroup):
    """The colours of the map from low to high, and which numbers the first and the last stand for.

    Attributes:
        bands: the colours, as faint as those of the map.
    """

    def __init__(self, view: View, levels: Levels, *, unit: str = "") -> None:
        shades = between(rank(levels, levels.values))
        width, height = BAR[0] / len(shades), BAR[1]
        self.bands = VGroup(
            Rectangle(width=width, height=height, stroke_width=0, fill_color=_hex(colour), fill_opacity=TINT)
            for colour in view.theme.height_colours(shades)
        ).arrange(RIGHT, buff=0)
        super().__init__(self.bands)
        sources = labels(levels.values)
        if len(sources):
            first, last = (formula(view, f"{s} {sources[k]} {unit}", size=30) for k, s in ((0, "<"), (-1, ">")))
            self.add(first.next_to(self.bands, DOWN, buff=0.12, aligned_edge=LEFT))
            self.add(last.next_to(self.bands, DOWN, buff=0.12, aligned_edge=RIGHT))
            if last.get_left()[0] < first.get_right()[0] + 0.2:
                last.next_to(first, DOWN, buff=0.1).align_to(self.bands, RIGHT)


def rounded(values: NDArray[np.float64]) -> list[tuple[str, int]]:
    """Numbers as decimals with a power of ten, all with as many places as tell them apart, or with three digits each.

    Args:
        values: shape (n,), finite.
    """
    if not len(values):
        return []
    size, spread = float(np.max(np.abs(values))), float(np.ptp(values))
    if size == 0 or (size < 1e7 and spread > 2e-3):
        places = max(0, min(3, round(2.15 - np.log10(spread or 1.0))))
        return [(_unsigned_zero(f"{value:.{places}f}"), 0) for value in values]
    split = [f"{value:.2e}".split("e") for value in values]
    return [(_unsigned_zero(mantissa), int(exponent)) for mantissa, exponent in split]


def loop(field: Field, start: Point) -> PlaneCurve:
    """A round trip over the map from a point, shape (n, 2); where f ends on the way it turns round and comes back."""
    d = field.domain
    u = (start[0] - d.centre[0]) / d.width, (start[1] - d.centre[1]) / d.height
    corner = np.arctan2(u[1], u[0]) // (np.pi / 2)
    turn = np.pi / 2 * (corner + 0.5 + np.arange(1, 4))
    stops = 0.31 * np.sqrt(2) * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    round_trip = np.vstack([u, stops, u])
    way = CubicSpline(np.arange(5), round_trip, bc_type="periodic")(np.linspace(0, 4, 161))
    points = np.asarray(d.centre) + np.clip(way, -0.48, 0.48) * [d.width, d.height]
    points[[0, -1]] = start
    ends = np.flatnonzero(~np.isfinite(field(*points.T)))
    if not len(ends):
        return points
    out = points[: ends[0]]
    return np.vstack([out, out[-2::-1]])


def _land(field: Field) -> Domain:
    """The smallest rectangle with all samples at which f is defined; the whole domain, unless it is a small part."""
    d = field.domain
    x, y = d.grid(121)
    defined = np.isfinite(field(x, y))
    x, y = x[defined], y[defined]
    if not len(x) or max(np.ptp(x) / d.width, np.ptp(y) / d.height) > 0.5:
        return d
    return Domain(x.min(), x.max(), y.min(), y.max()) if np.ptp(x) and np.ptp(y) else d


def _cells(view: View, land: Domain, columns: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The middles of about square cells of a part of the map, as plane coordinates of shape (rows, columns)."""
    cell = land.width / columns
    rows = max(1, round(land.height / max(ROW / view.scale[1], 0.75 * cell)))
    x = land.x0 + land.width * (np.arange(columns) + 0.5) / columns
    y = land.y0 + land.height * (np.arange(rows) + 0.5) / rows
    across, up = np.meshgrid(x, y)
    return across, up


def _source(decimal: str, exponent: int) -> str:
    return f"{decimal} times {power_of_ten(exponent)}" if exponent else decimal


def _unsigned_zero(text: str) -> str:
    return text if text.strip("-0.") else text.removeprefix("-")


def _hex(rgba: NDArray[np.float64]) -> str:
    return "#" + "".join(f"{round(255 * float(c)):02x}" for c in rgba[:3])
