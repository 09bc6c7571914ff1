"""Occlusion: what the landscape itself hides from the camera, and from where it hides least."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from gradanim.stage.frame.live import Point
from gradanim.stage.space.landscape import SpaceView

NEAR = 0.1  # scene units from a point, where the surface on which it lies hides nothing
UNDER = 0.03  # scene units below the surface: a ray that grazes it is free
SAMPLES = 200  # of a ray
OPEN = 0.5  # the cosine between the normal and the way to the camera, from which on a surface is seen well


def occluded_share(view: SpaceView, places: ArrayLike, *, theta: float, phi: float) -> float:
    """How much of the line through plane points, shape (n, 2), the landscape hides from a distant camera.

    Args:
        theta, phi: around the landscape, and from straight above, radians.
    """
    points = view.line(places)
    points = points[np.isfinite(points).all(axis=1)]
    away = np.array([np.sin(phi) * np.cos(theta), np.sin(phi) * np.sin(theta), np.cos(phi)])
    far = np.hypot(view.box.width, view.box.height) / np.sin(phi)
    rays = points[:, None] + np.linspace(NEAR, far, SAMPLES)[:, None] * away
    x, y = np.moveaxis(view.floor.where(rays)[..., :2], -1, 0)
    d = view.field.domain
    above = (x >= d.x0) & (x <= d.x1) & (y >= d.y0) & (y <= d.y1)
    with np.errstate(invalid="ignore"):
        under = above & (rays[..., 2] < view.at(x, y)[..., 2] - UNDER)
    return float(under.any(axis=1).mean()) if len(points) else 0.0


def least_occluded_azimuth(view: SpaceView, places: ArrayLike, thetas: Sequence[float], *, phi: float) -> float:
    """From where around the landscape least of a line is hidden; the first of such angles."""
    return min(thetas, key=lambda theta: round(occluded_share(view, places, theta=theta, phi=phi), 2))


def facing(
    view: SpaceView, at: Point, thetas: Sequence[float], phis: Sequence[float], *, radius: float = 0.6
) -> tuple[float, float]:
    """From where the surface around a point is seen best: little of it hidden, and not from its edge.

    Args:
        thetas, phis: around the landscape, and from straight above, radians; where two do as well, the first one.
        radius: scene units of the floor around the point that are looked at.

    Returns:
        The camera's phi and theta.
    """
    turn = 2 * np.pi * np.arange(24) / 24
    around = np.asarray(at) + radius / view.scale[0] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    upright = np.array([*(-view.stretch * view.field.gradient(*at)), 1.0])
    upright /= np.linalg.norm(upright)

    def clear(phi: float, theta: float) -> float:
        away = np.array([np.sin(phi) * np.cos(theta), np.sin(phi) * np.sin(theta), np.cos(phi)])
        return round(min(float(upright @ away), OPEN) - occluded_share(view, around, theta=theta, phi=phi), 1)

    return max(((phi, theta) for phi in phis for theta in thetas), key=lambda way: clear(*way))
