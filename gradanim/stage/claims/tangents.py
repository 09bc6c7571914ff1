"""What tangents in space claim: that they are as steep as the ground, and how many times as steep they are drawn."""

from collections.abc import Sequence

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from gradanim.paint import SolidArrow
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import smooth_slopes_by_steps
from gradanim.stage.claims.maps import stated
from gradanim.stage.claims.reading import corners_of
from gradanim.stage.space.landscape import SpaceView

OFF = 0.25  # degrees: what is further off is seen not to touch; of a slope of 1, less than a hundredth
Points = NDArray[np.float64]


def as_steep_as_the_ground(
    view: SpaceView, tangents: Sequence[Mobject], *, at: Mobject | None = None,
    name: str = "each tangent is as steep as the ground in its direction", throughout: bool = False,
) -> Claim:  # fmt: skip
    """Each drawn tangent of a landscape is as steep as small steps there and back say: the worst, in drawn degrees.

    A tangent that is faded out does not count.

    Args:
        tangents: lines and arrows in space.
        at, throughout: as for `slope_below`, and for every claim.
    """

    def measure() -> float:
        seen = [tangent for tangent in tangents if getattr(tangent, "opacity", 1.0) > 0]
        slopes = np.array([(slope_of(view, tangent), slope_below(view, tangent, at=at)) for tangent in seen])
        drawn = np.degrees(np.arctan(view.rise / view.scale[0] * slopes))
        return float(np.max(np.abs(np.diff(drawn)))) if len(seen) else np.nan

    return Claim(name, (*tangents, *([at] if at else [])), measure, 0.0, OFF, "degrees", throughout)


def stretched_as_stated(view: SpaceView, tangent: Mobject, note: Mobject, *, at: Mobject | None = None) -> Claim:
    """The note says how many times as steep as the ground a tangent is drawn: the ratio of both numbers."""

    def measure() -> float:
        *across, rise = np.diff(_ends(tangent), axis=0)[0]
        return float(rise / np.hypot(*across) / slope_below(view, tangent, at=at) / stated(note))

    return Claim("heights are drawn as long as the note says", (tangent, note), measure, 1.0, 0.01, "of the stretch")


def slope_of(view: SpaceView, tangent: Mobject) -> float:
    """The slope that a tangent drawn in space shows, rise over run, the way it is drawn."""
    ends = _ends(tangent)
    run = float(np.linalg.norm(np.diff(view.where(ends), axis=0)))
    return float(np.diff(view.height_of(ends))[0]) / run if run > 0 else np.nan


def slope_below(view: SpaceView, tangent: Mobject, *, at: Mobject | None = None) -> float:
    """The slope of f by small steps where a tangent touches and the way it is drawn; nan where it has none.

    Args:
        at: the drawn point of contact; if not given, the tail of an arrow, or the middle corner of a line.
    """
    run = np.diff(view.where(_ends(tangent)), axis=0)[0]
    corners = _ends(tangent)[:1] if isinstance(tangent, SolidArrow) else corners_of(tangent)
    contact = corners[len(corners) // 2] if at is None else at.points[0]
    length = float(np.linalg.norm(run))
    return float(smooth_slopes_by_steps(view.field, view.where(contact), run / length)) if length > 0 else np.nan


def _ends(tangent: Mobject) -> Points:
    """Where a drawn tangent begins and ends, shape (2, 3)."""
    if isinstance(tangent, SolidArrow):
        return np.stack([tangent.start, tangent.end])
    return corners_of(tangent)[[0, -1]]
