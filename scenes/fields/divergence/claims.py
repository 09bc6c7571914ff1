"""What is claimed of clouds of dust, measured on what is drawn; in the order of the story.

Divergences come from differences of the field's values, never from its derivatives.
"""

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.quadrature import NODES, WEIGHTS
from gradanim.fields.vector_calculus import VectorValued
from gradanim.paint.relief import Relief
from gradanim.stage import Claim
from gradanim.stage.claims import at_least, at_most
from gradanim.stage.claims.reading import largest
from gradanim.stage.frame.live import now_number
from scenes.fields.shared.signs import sign_is_seen

from .dust import Cloud, Fence, ManyClouds, area

Array = NDArray[np.float64]

LATER = 0.04  # seconds between two pictures that say how fast something is
CLOSE = 1e-4  # of a cloud's extent: the steps of differences
SLIGHT = 0.01  # of the flow: how much it is taken to differ where it is alike everywhere
LINES = 60  # through a polygon, over which a mean is taken


def divergence_inside(field: VectorValued, corners: Array) -> float:
    """The mean divergence in a polygon, shape (n, 2), by differences of values on level lines through it.

    What lies between two crossings of a line with the edge is inside; so the polygon may be curled round a pole.
    """
    low, high = corners[:, 1].min(), corners[:, 1].max()
    one, other = corners, np.roll(corners, -1, axis=0)
    begins, ends, levels = [], [], []
    for y in low + (high - low) * (np.arange(LINES) + 0.5) / LINES:
        crossed = (one[:, 1] <= y) != (other[:, 1] <= y)
        (x0, y0), (x1, y1) = one[crossed].T, other[crossed].T
        across = np.sort(x0 + (x1 - x0) * (y - y0) / (y1 - y0))
        begins.append(across[::2])
        ends.append(across[1::2])
        levels.append(np.full(len(across) // 2, y))
    left, right, level = (np.concatenate(parts)[:, None] for parts in (begins, ends, levels))
    x, y = left + (right - left) * (NODES + 1) / 2, level + 0 * NODES
    h = CLOSE * float(np.ptp(corners, axis=0).max())
    across = (field(x + h, y)[0] - field(x - h, y)[0]) / (2 * h)
    up = (field(x, y + h)[1] - field(x, y - h)[1]) / (2 * h)
    return float(((right - left) * (across + up) * WEIGHTS).sum() / ((right - left) * WEIGHTS).sum())


def _bend(field: VectorValued, corners: Array) -> float:
    """How much the flow differs round a polygon, by its extent: what a divergence is compared with."""
    flow = field(*corners.T)
    differs, fast = np.abs(flow - flow.mean(axis=1, keepdims=True)).max(), np.abs(flow).max()
    return float((differs + SLIGHT * fast) / np.ptp(corners, axis=0).max()) + 1e-300


def _a_moment_on(cloud: Cloud) -> tuple[Array, Array, float]:
    """The corners that are drawn shortly before and shortly after this moment, and the field's time between them."""
    kept, last = cloud.second, cloud.drift.seconds[-1]
    moments = np.clip(np.array([-LATER, LATER]) / 2 + now_number(kept), 0, last)
    pictures = []
    for moment in moments:
        cloud.second = float(moment)
        cloud.put()
        pictures.append(cloud.drawn())
    cloud.second = kept
    cloud.put()
    return pictures[0], pictures[1], cloud.drift.pace * float(np.diff(moments)[0])


def grows_by_the_divergence(cloud: Cloud, field: VectorValued) -> Claim:
    """The rate of the logarithm of the drawn cloud's area is the mean divergence inside: the furthest off."""

    def measure() -> float:
        before, after, passed = _a_moment_on(cloud)
        rate = np.log(area(after) / area(before)) / passed
        middle = (before + after) / 2
        return abs(rate - divergence_inside(field, middle)) / _bend(field, middle)

    name = "the area grows at the rate of the mean divergence inside"
    return at_most(measure, 0.0, name=name, drawn=[cloud], unit="of the flow's", tolerance=0.03, throughout=True)


def is_carried(cloud: Cloud, field: VectorValued) -> Claim:
    """Every drawn corner of the cloud moves as the field says at its place: the furthest off."""

    def measure() -> float:
        before, after, passed = _a_moment_on(cloud)
        wanted = field(*((before + after) / 2).T).T
        return largest(np.hypot(*((after - before) / passed - wanted).T)) / max(largest(np.hypot(*wanted.T)), 1e-300)

    return at_most(measure, 0.0, name="the edge is carried by the flow", drawn=[cloud], unit="of its speed",
                   tolerance=0.02, throughout=True)  # fmt: skip


def has_become(cloud: Cloud, times: float, comparison: str) -> Claim:
    """The drawn area is at the end so many times what it was at first: at least, or at most."""
    first = area(cloud.drift.edge[0])
    bound = at_least if comparison == "at least" else at_most
    return bound(lambda: area(cloud.drawn()) / first, times, name=f"its area is {comparison} {times:g} times as large",
                 drawn=[cloud], unit="times")  # fmt: skip


def keeps_its_area(cloud: Cloud) -> Claim:
    """The drawn area is in every frame what it was at first, as a share of it."""
    first = area(cloud.drift.edge[0])
    return at_most(lambda: abs(area(cloud.drawn()) / first - 1), 0.0, name="its area stays", drawn=[cloud],
                   unit="of its area", tolerance=0.005, throughout=True)  # fmt: skip


def has_been_stretched(cloud: Cloud, times: float) -> Claim:
    """The drawn cloud is at the end so many times as long as it is wide, or more."""

    def measure() -> float:
        corners = cloud.drawn()
        _, sizes, _ = np.linalg.svd(corners - corners.mean(axis=0), full_matrices=False)
        return float(sizes[0] / sizes[1])

    return at_least(measure, times, name="it has been stretched", drawn=[cloud], unit="times as long as wide")


def has_spread(cloud: Cloud, times: float) -> Claim:
    """Seen from the origin, the drawn cloud is so many times as wide across the way out as it was, or more."""

    def width(corners: Array) -> float:
        out = corners.mean(axis=0) / np.linalg.norm(corners.mean(axis=0))
        return float(np.ptp(corners @ [-out[1], out[0]]))

    first = width(cloud.drift.edge[0])
    return at_least(lambda: width(cloud.drawn()) / first, times, name="the flow has spread it", drawn=[cloud],
                    unit="times as wide")  # fmt: skip


def flows_out(fence: Fence, cloud: Cloud) -> Claim:
    """The drawn arrows through the edge add up to all the divergence inside, as a share of what they would be alike."""

    def measure() -> float:
        corners = cloud.drawn()
        inside = divergence_inside(fence.field, corners) * area(corners)
        if not fence.per_unit:
            return abs(inside) / (_bend(fence.field, corners) * area(corners))
        steps = (fence.heads - fence.tails)[:, :2]
        outwards = np.where(_leads_out(fence, corners), 1, -1)
        pushes = outwards * np.hypot(*steps.T) / fence.per_unit
        return float(abs((pushes * fence.stretches).sum() - inside) / (np.abs(pushes) * fence.stretches).sum())

    name = "what flows through the edge adds up to the divergence inside"
    return at_most(measure, 0.0, name=name, drawn=[fence, cloud], unit="of all flow", tolerance=0.06)


def _leads_out(fence: Fence, corners: Array) -> NDArray[np.bool_]:
    """Whether each drawn arrow begins at the edge, and does not end there."""
    line = fence.cloud.view.line(corners)
    tails, heads = (
        np.linalg.norm(ends[:, None] - line[None], axis=2).min(axis=1) for ends in (fence.tails, fence.heads)
    )
    return np.asarray(tails <= heads)


def drawn_growth(clouds: ManyClouds) -> tuple[Array, list[Array]]:
    """The rates of the logarithms of the drawn clouds' areas, shape (n,), by two pictures, and the edges between."""
    kept, second = clouds.second, now_number(clouds.second) % clouds.round
    moments = np.clip(np.array([-LATER, LATER]) / 2 + second, 0, clouds.round - 1e-6)
    pictures = []
    for moment in moments:
        clouds.second = float(moment)
        clouds.put()
        pictures.append([clouds.view.where(cloud.points[0::4]) for cloud in clouds])
    clouds.second = kept
    clouds.put()
    passed = clouds.pace * float(np.diff(moments)[0])
    pairs = list(zip(*pictures, strict=True))
    rates = [np.log(area(after) / area(before)) / passed for before, after in pairs]
    return np.array(rates), [(before + after) / 2 for before, after in pairs]


def every_cloud_grows_by_the_divergence(clouds: ManyClouds, field: VectorValued) -> Claim:
    """The rate of the logarithm of each small drawn cloud's area is the mean divergence inside: the furthest off."""

    def measure() -> float:
        off = [
            abs(rate - divergence_inside(field, edge)) / _bend(field, edge)
            for rate, edge in zip(*drawn_growth(clouds), strict=True)
        ]
        return max(off, default=np.nan)

    name = "every cloud grows at the rate of the mean divergence inside"
    return at_most(measure, 0.0, name=name, drawn=[clouds], unit="of the flow's", tolerance=0.05, throughout=True)


def colours_say_which_grow(ground: Relief, clouds: ManyClouds) -> Claim:
    """Drawn clouds grow on warm ground, and shrink on blue: how many of those that clearly do either do not."""

    def measured() -> tuple[Array, Array]:
        rates, edges = drawn_growth(clouds)
        return clouds.pace * rates, clouds.view.line([edge.mean(axis=0) for edge in edges])

    return sign_is_seen(ground, clouds, measured, name="clouds grow on warm ground and shrink on blue", unit="clouds")
