"""Labels in space: each is as visible as its place is, which surfaces may hide."""

from collections.abc import Callable, Iterable

import numpy as np

from .kernels.compiled import Array
from .viewpoint import Viewpoint

__all__ = ["Occlusion"]

# A label is one sign: letters cut in two by a ridge cannot be read, and a sign that vanishes from one frame to the next
# flickers. So it is faded by how much is seen of a disc about its place; while something moves past, that takes a few
# frames.
RADIUS = 0.15  # scene units
PLACES = np.array([[0.0, 0.0], *([r * np.cos(a), r * np.sin(a)] for r, n in ((0.5, 6), (1.0, 12))
                                 for a in 2 * np.pi * (np.arange(n) + 0.5) / n)])  # fmt: skip
# Scene units by which a place may be behind a surface: the label of something that lies on a slope stands half in it.
DEPTH = 0.35


class Occlusion:
    """What share of each label's place is seen, in one picture."""

    __slots__ = ("_shares", "probes")

    def __init__(self, centres: Iterable[Callable[[], Array]], view: Viewpoint) -> None:
        """Choose the samples whose depth has to be known.

        Args:
            centres: functions that say where labels stand; labels with the same function are one.
        """
        functions = list({id(centre): centre for centre in centres}.values())
        self._shares = {id(centre): (k, 1.0) for k, centre in enumerate(functions)}
        places = np.array([centre() for centre in functions], float).reshape(-1, 3)
        seen = view.project(places)
        reach = view.sampling * RADIUS * seen[:, 2:]
        samples = seen[:, None, :2] + reach[:, None] * PLACES
        nearer = seen[:, 2] + DEPTH * seen[:, 2] ** 2 / view.distance
        depths = np.broadcast_to(nearer[:, None, None], (*samples.shape[:2], 1))
        self.probes = np.ascontiguousarray(np.concatenate([samples, depths], axis=2).reshape(-1, 3))

    def learn(self, hidden: Array) -> None:
        """Take over which of the probes are hidden."""
        seen = 1.0 - hidden.reshape(-1, len(PLACES)).mean(axis=1)
        self._shares = {key: (k, float(seen[k])) for key, (k, _) in self._shares.items()}

    def share(self, centre: Callable[[], Array]) -> float:
        """How much is seen, 0..1, of the place of the labels with this function; all of it where nothing is known."""
        return self._shares.get(id(centre), (0, 1.0))[1]
