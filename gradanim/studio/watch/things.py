"""What is where in a picture: a click on it is answered with the mobject that is seen there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

SAMPLES = 48  # points kept of an outline
NEAR = 0.012  # of the picture's width: how far from a line a click may be
MANY = 12  # members, from which on a mobject is meant wherever its box is


@dataclass(frozen=True)
class Thing:
    """A mobject in a picture.

    Args:
        name: what the story calls it, `walker`, or `walker.dot` for a part; empty where it has no name there.
        kind: its class.
        box: left, top, right, bottom, as shares of the picture's width and height.
        outline: points on it, shares too.
        filled: whether it is seen all over its box, and not along its outline only.
    """

    name: str
    kind: str
    box: tuple[float, float, float, float]
    outline: tuple[tuple[float, float], ...]
    filled: bool

    def is_at(self, x: float, y: float) -> bool:
        """Whether a click there means it."""
        left, top, right, bottom = self.box
        if not (left - NEAR <= x <= right + NEAR and top - NEAR <= y <= bottom + NEAR):
            return False
        if self.filled:
            return True
        return bool(np.min(np.hypot(*(np.array(self.outline) - (x, y)).T)) <= NEAR)

    @property
    def area(self) -> float:
        """Of its box, as a share of the picture."""
        left, top, right, bottom = self.box
        return (right - left) * (bottom - top)


def thing_at(things: Iterable[Thing], x: float, y: float) -> Thing | None:
    """What is seen there: the smallest thing, as it stands on the others; of two as small, the upper one.

    Args:
        things: from the lowest to the uppermost.
    """
    there = [thing for thing in things if thing.is_at(x, y)]
    return min(reversed(there), key=lambda thing: thing.area, default=None)


def things_in(scene: Any, known: Mapping[str, Any]) -> tuple[Thing, ...]:
    """The mobjects on the screen that have a name in the story, or stand there by themselves, lowest first.

    Args:
        scene: a scene that is being played.
        known: the story's names and what they mean.
    """
    names = dict(_names(known))
    found = []
    for top in sorted(scene.mobjects, key=lambda mobject: mobject.z_index):
        named = [part for part in top.get_family() if id(part) in names]
        for part in named or [top]:
            thing = _thing(scene.camera, part, names.get(id(part), _title(scene, part)))
            if thing is not None:
                found.append(thing)
    return tuple(found)


def _title(scene: Any, mobject: Any) -> str:
    return "the caption" if mobject is getattr(scene, "_caption", None) else ""


def _names(known: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The identities of mobjects by what they are called; what has a name of its own keeps it."""
    for name, value in known.items():
        if _is_mobject(value):
            for part, other in vars(value).items():
                if _is_mobject(other):
                    yield id(other), f"{name}.{part}"
    for name, value in known.items():
        if _is_mobject(value):
            yield id(value), name


def _is_mobject(value: Any) -> bool:
    return hasattr(value, "get_family") and hasattr(value, "points")


def _thing(camera: Any, mobject: Any, name: str) -> Thing | None:
    members = [part for part in mobject.get_family() if len(part.points)]
    if not members:
        return None
    points = np.concatenate([part.points for part in members])
    seen = _seen(camera, mobject, points)
    seen = seen[np.isfinite(seen).all(axis=1)]
    if not len(seen):
        return None
    (left, top), (right, bottom) = seen.min(axis=0), seen.max(axis=0)
    if right < 0 or bottom < 0 or left > 1 or top > 1:
        return None
    few = seen[:: max(1, len(seen) // (SAMPLES * min(len(members), MANY)))]
    filled = len(members) > MANY or any(map(_is_filled, members))
    box = (float(left), float(top), float(right), float(bottom))
    return Thing(name, type(mobject).__name__, box, tuple(map(tuple, few.tolist())), bool(filled))


def _is_filled(part: Any) -> bool:
    """Whether it is seen between its outline: painted in bulk are dots and faces, which are, and lines."""
    if hasattr(part, "fill_opacity"):
        return bool(part.get_fill_opacity() > 0)
    return all(kind.__name__ != "Polylines" for kind in type(part).__mro__)


def _seen(camera: Any, mobject: Any, points: Any) -> Any:
    """Where points are in the picture, as shares of its width and height."""
    if not hasattr(camera, "viewpoint"):  # it looks at the plane
        return _flat(camera, points - camera.frame_center)
    if mobject in camera.fixed_in_frame_mobjects:
        return _flat(camera, points)
    if (place := camera.fixed_orientation_mobjects.get(mobject)) is not None:  # upright, at a place in space
        return _flat(camera, points - place()) - 0.5 + _projected(camera, place()[None])
    return _projected(camera, points)


def _flat(camera: Any, points: Any) -> Any:
    return np.column_stack([points[:, 0] / camera.frame_width + 0.5, 0.5 - points[:, 1] / camera.frame_height])


def _projected(camera: Any, points: Any) -> Any:
    view = camera.viewpoint()
    samples = view.sampling / (view.zoom * np.array(view.unit))  # a pixel, each way
    return view.project(points)[:, :2] / (samples * np.array(view.size))
