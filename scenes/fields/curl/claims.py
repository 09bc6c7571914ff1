"""What is claimed of wheels, measured on what is drawn; in the order of the story.

Curls come from differences of the field's values, never from its derivatives.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.vector_calculus import VectorValued
from gradanim.paint.relief import Relief
from gradanim.stage import Claim, View
from gradanim.stage.claims import at_least, at_most, reads
from gradanim.stage.claims.reading import largest
from gradanim.stage.frame.live import now, now_number
from gradanim.stage.typeset import Readout
from scenes.fields.shared.signs import sign_is_seen

from .paddlewheel import ManyWheels, Paddlewheel
from .rim import RimArrows

Array = NDArray[np.float64]

LATER = 0.02  # seconds between two pictures that say how fast something is
CLOSE = 1e-4  # of a radius: the steps of differences


def curl_inside(field: VectorValued, centre: ArrayLike, radius: float) -> float:
    """The mean curl in a disc, by differences of the field's values at places of equal area."""
    shells, turns = np.sqrt((np.arange(5) + 0.5) / 5), 2 * np.pi * (np.arange(16) + 0.5) / 16
    r, turn = np.meshgrid(radius * shells, turns)
    x, y = (c + part for c, part in zip(np.asarray(centre, float), (r * np.cos(turn), r * np.sin(turn)), strict=True))
    h = CLOSE * radius
    across = (field(x + h, y)[1] - field(x - h, y)[1]) / (2 * h)
    up = (field(x, y + h)[0] - field(x, y - h)[0]) / (2 * h)
    return float(np.mean(across - up))


def turned(view: View, wheel: Paddlewheel) -> float:
    """How far the marked spoke stands from upright, radians, counter-clockwise, within half a turn."""
    x, y = (wheel.mark.points[3] - wheel.mark.points[0])[:2]
    return float((np.arctan2(y, x) - np.pi / 2 + np.pi) % (2 * np.pi) - np.pi)


def moved(view: View, wheel: Paddlewheel) -> tuple[Array, Array, float]:
    """Where the drawn axle is, how fast it moves in a unit of the field's time, and how fast the wheel turns then."""
    second, last = now_number(wheel.second), wheel.voyage.seconds[-1]
    kept, pictures = wheel.second, []
    moments = np.clip([second - LATER, second + LATER], 0, last)
    for moment in moments:
        wheel.second = float(moment)
        wheel.put()
        pictures.append((view.where(wheel.hub.get_center()), turned(view, wheel)))
    wheel.second = kept
    wheel.put()
    passed = wheel.voyage.pace * float(np.diff(moments)[0])
    (before, angle), (after, later) = pictures
    rate = ((later - angle + np.pi) % (2 * np.pi) - np.pi) / passed
    return (before + after) / 2, (after - before) / passed, rate


def turns_at_half_the_curl(view: View, wheel: Paddlewheel, field: VectorValued, *, name: str = "") -> Claim:
    """The drawn wheel turns at half the mean curl inside its rim: the furthest off, as a share of how fast it may."""
    said = name or "the wheel turns at half the mean curl inside its rim"

    def measure() -> float:
        axle, _, rate = moved(view, wheel)
        radius = wheel.voyage.radius
        fast = np.abs(np.gradient(wheel.voyage.angles, wheel.voyage.pace * wheel.voyage.seconds)).max()
        flow = float(np.hypot(*field(*axle))) / radius
        return abs(rate - curl_inside(field, axle, radius) / 2) / max(fast, 0.05 * flow, 1e-300)

    return at_most(measure, 0.0, name=said, drawn=[wheel], unit="of its rate", tolerance=0.03, throughout=True)


def goes_with_the_flow(view: View, wheel: Paddlewheel, field: VectorValued) -> Claim:
    """The drawn axle moves as the field says at its place; one that is held does not move."""

    def measure() -> float:
        axle, velocity, _ = moved(view, wheel)
        wanted = np.zeros(2) if wheel.voyage.held else field(*axle)
        return float(np.hypot(*(velocity - wanted)) / max(np.hypot(*field(*axle)), 1e-300))

    name = "the axle stays" if wheel.voyage.held else "the axle is carried by the flow"
    return at_most(measure, 0.0, name=name, drawn=[wheel], unit="of its speed", tolerance=0.02, throughout=True)


def never_turns(view: View, wheel: Paddlewheel) -> Claim:
    """The marked spoke of a drawn wheel points upwards all the time."""
    return at_most(
        lambda: float(np.degrees(abs(turned(view, wheel)))), 0.0, name="the wheel does not turn", drawn=[wheel],
        unit="degrees", tolerance=1.0, throughout=True,
    )  # fmt: skip


def has_turned(view: View, wheel: Paddlewheel, *, least: float) -> Claim:
    """At the end the marked spoke stands so many degrees from where it was, or more."""
    return at_least(
        lambda: float(np.degrees(abs(turned(view, wheel)))), least, name="the wheel has turned", drawn=[wheel],
        unit="degrees",
    )  # fmt: skip


def has_gone_straight(view: View, wheel: Paddlewheel) -> Claim:
    """The drawn axle never leaves the height at which it began, in scene units."""
    heights: list[float] = []

    def measure() -> float:
        heights.append(float(wheel.hub.get_center()[1]))
        return abs(heights[-1] - heights[0])

    return at_most(measure, 0.0, name="nothing goes round", drawn=[wheel], unit="scene units", tolerance=0.01,
                   throughout=True)  # fmt: skip


def has_gone_round(view: View, wheel: Paddlewheel, *, least: float) -> Claim:
    """The drawn axle has gone so many degrees round the origin, counter-clockwise, or more."""

    def bearing() -> float:
        x, y = view.where(wheel.hub.get_center())
        return float(np.arctan2(y, x))

    begun = bearing()

    def measure() -> float:
        return float(np.degrees((bearing() - begun) % (2 * np.pi)))

    return at_least(measure, least, name="the wheel has gone round", drawn=[wheel], unit="degrees")


def adds_up_to_the_curl(arrows: RimArrows, wheel: Paddlewheel) -> Claim:
    """The drawn arrows along the rim add up to all the curl inside it, as a share of what they would be alike."""

    def measure() -> float:
        steps = (arrows.heads - arrows.tails)[:, :2]
        radius = wheel.voyage.radius * now_number(wheel.share)
        if not arrows.per_unit:
            return abs(curl_inside(arrows.field, arrows.centre, radius)) * radius / _flow(arrows)
        out = arrows.tails[:, :2] - now(wheel._view).at(*arrows.centre)[:2]
        along = np.stack([-out[:, 1], out[:, 0]], axis=1) / np.linalg.norm(out, axis=1, keepdims=True)
        pushes = np.einsum("nd,nd->n", steps, along) / arrows.per_unit
        circulation = pushes.mean() * 2 * np.pi * radius
        all_curl = curl_inside(arrows.field, arrows.centre, radius) * np.pi * radius**2
        return float(abs(circulation - all_curl) / (np.abs(pushes).mean() * 2 * np.pi * radius))

    name = "the flow along the rim adds up to the curl inside"
    return at_most(measure, 0.0, name=name, drawn=[arrows, wheel], unit="of all pushes", tolerance=0.03)


def _flow(arrows: RimArrows) -> float:
    return max(float(np.hypot(*arrows.field(*arrows.centre))), 1e-300)


def drawn_rates(wheels: ManyWheels) -> Array:
    """How fast the drawn wheels turn, shape (n,), radians in a unit of the field's time, by two pictures of them."""

    def angles() -> Array:
        x, y = np.diff(wheels.marks(), axis=1)[:, 0, :2].T
        return np.asarray(np.arctan2(y, x))

    kept, second = wheels.second, now_number(wheels.second)
    drawn = []
    for moment in (second, second + LATER):
        wheels.second = moment
        wheels.put()
        drawn.append(angles())
    wheels.second = kept
    wheels.put()
    return np.asarray(((drawn[1] - drawn[0] + np.pi) % (2 * np.pi) - np.pi) / (LATER * wheels.pace))


def every_wheel_turns_at_half_the_curl(wheels: ManyWheels, field: VectorValued) -> Claim:
    """Each of the drawn wheels turns at half the mean curl inside its rim: the furthest off."""

    def measure() -> float:
        rates = drawn_rates(wheels)
        curls = np.array([curl_inside(field, place, wheels.small) for place in wheels.places])
        flows = np.hypot(*field(*wheels.places.T)) / wheels.small
        fast = max(float(np.abs(rates).max()), 0.05 * float(np.median(flows)), 1e-300)
        return largest(np.abs(rates - curls / 2)) / fast

    name = "every wheel turns at half the mean curl inside its rim"
    return at_most(measure, 0.0, name=name, drawn=[wheels], unit="of the fastest", tolerance=0.03, throughout=True)


def colours_say_the_way(ground: Relief, wheels: ManyWheels) -> Claim:
    """Drawn wheels turn left on warm ground, and right on blue: how many of those that clearly turn do not."""
    name = "wheels turn left on warm ground and right on blue"
    return sign_is_seen(
        ground, wheels, lambda: (wheels.pace * drawn_rates(wheels), wheels.marks()[:, 0]), name=name, unit="wheels"
    )


def reads_the_rate(number: Readout, view: View, wheel: Paddlewheel, *, slack: float) -> Claim:
    """The number says how fast the drawn wheel turns, by two pictures of it."""
    return reads(
        number,
        lambda: moved(view, wheel)[2],
        drawn=[wheel],
        slack=slack,
        name="the wheel turns at the rate that is said",
    )
