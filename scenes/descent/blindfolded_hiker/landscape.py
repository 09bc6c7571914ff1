"""The landscape: a ring on it, and how much of a walk its hills hide from the camera (occlusion)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from gradanim.paint.lines import Polylines
from gradanim.stage.marks.valleys import RADIUS
from gradanim.stage.space import SpaceView


def ring_on_land(view: SpaceView, place: tuple[float, float]) -> Polylines:
    """A ring on the surface of a landscape around a place, as large as one on the map."""
    turn = np.linspace(0, 2 * np.pi, 73)
    around = np.asarray(place) + RADIUS / view.scale[0] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return Polylines([view.line(around)], view.theme.ink, stroke_width=4)


NEAR = 0.1  # scene units from a point, where the surface on which it lies hides nothing
UNDER = 0.03  # scene units below the surface: a line of sight that grazes it is free
SAMPLES = 200  # of a line of sight


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
    """The angle around the landscape, radians, from which least of a line is occluded; the first of such."""
    return min(thetas, key=lambda theta: round(occluded_share(view, places, theta=theta, phi=phi), 2))
