"""What a film about f(x, y, z) claims of the steps taken in it, measured on the ball, the arrows and the numbers."""

from collections.abc import Sequence

import numpy as np
from manim import Mobject, VGroup

from gradanim.field import Field
from gradanim.paint import Bulk, Dots, SolidArrow
from gradanim.spatial import directions, steepness
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import by_hand
from gradanim.stage.claims.maps import last_digits, stated
from gradanim.stage.claims.room import stepped_gradient
from gradanim.stage.space.room import RoomView
from gradanim.stage.typeset.readouts import Readout


def reads_where_it_is(view: RoomView, field: Field, ball: Bulk, readout: Readout) -> Claim:
    """The number that is read is the value where the ball is drawn, rounded, in units of its last digit."""

    def measure() -> float:
        if readout.text == "-":
            return np.nan
        return last_digits(readout.text, readout.exponent, by_hand(field, *view.where(ball.points[0])))

    name = "the probe reads the value at its place"
    return Claim(name, (ball, readout), measure, 0.0, 0.51, "last digits", throughout=True)


def coloured_as_keyed(view: RoomView, field: Field, balls: Dots, key: VGroup) -> Claim:
    """A drawn ball in the colour of a patch has the value beside it, rounded: the worst, in units of its last digit.

    Of balls in one colour, to a step of 255, that counts whose value is nearest.
    """

    def measure() -> float:
        off = []
        for patch, number in key:
            same = np.abs(balls.rgba[:, :3] - patch.get_fill_color().to_rgb()).max(axis=1) < 1 / 255
            values = [by_hand(field, *view.where(point)) for point in balls.points[same]]
            off.append(min((last_digits(number.text, number.exponent, v) for v in values), default=np.nan))
        return float(np.max(off)) if off else np.nan

    return Claim("the key gives the values of the balls", (balls, key), measure, 0.0, 0.51, "last digits")


def parts_lead_to_the_tip(parts: Sequence[SolidArrow], arrow: SolidArrow) -> Claim:
    """Along one drawn part after the other is where the drawn arrow leads: the largest gap, as a share of it."""

    def measure() -> float:
        drawn = [part for part in parts if np.linalg.norm(part.end - part.start) > 0]
        ends = [arrow.start, *(part.end for part in drawn)]
        gaps = [np.linalg.norm(part.start - end) for part, end in zip(drawn, ends, strict=False)]
        return float(max(*gaps, np.linalg.norm(ends[-1] - arrow.end)) / np.linalg.norm(arrow.end - arrow.start))

    name = "one part after the other leads where the arrow leads"
    return Claim(name, (arrow,), measure, 0.0, 0.01, "of its length")


def arrow_as_stated(view: RoomView, field: Field, arrow: SolidArrow, note: Mobject) -> Claim:
    """The drawn arrow is as long as the slope where it stands, in the scale that the note states: the ratio."""

    def measure() -> float:
        slope = float(steepness(stepped_gradient(view, field, view.where(arrow.start))))
        return float(np.linalg.norm(arrow.end - arrow.start) / view.scale / slope / stated(note))

    return Claim("the arrow is as long as the note says", (arrow, note), measure, 1.0, 0.02)


def most_along_the_arrow(view: RoomView, field: Field, arrow: SolidArrow, balls: Dots) -> Claim:
    """Of the drawn balls, the one with the highest value lies where the drawn arrow points (degrees)."""

    def measure() -> float:
        values = [by_hand(field, *view.where(point)) for point in balls.points]
        along, way = arrow.end - arrow.start, balls.points[int(np.nanargmax(values))] - arrow.start
        cosine = along @ way / (np.linalg.norm(along) * np.linalg.norm(way))
        return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))

    name = "the ball with the highest value lies along the gradient"
    return Claim(name, (arrow, balls), measure, 0.0, 0.5, "degrees")


def no_step_gains_more(view: RoomView, field: Field, arrow: SolidArrow, ball: Bulk) -> Claim:
    """From the tail of the drawn arrow, no step as long as that to the drawn ball gains more, in any direction."""

    def measure() -> float:
        start, end = view.where(arrow.start), view.where(ball.points[0])
        ends = start + np.linalg.norm(end - start) * directions(3000)
        here = field(*start)
        return float((np.nanmax(field(*ends.T)) - here) / (field(*end) - here))

    return Claim("no step of this length gains more", (arrow, ball), measure, 1.0, 0.02, "of its gain")
