"""The saddle that both slices hide: along x and along y the landscape curves up, and between them it falls."""

import numpy as np
from manim import Group

from gradanim.calculus.critical_points import critical_set
from gradanim.fields.scalar import ScalarField
from gradanim.paint.bulk import Bulk
from gradanim.stage import Claim
from gradanim.stage.frame.live import Point
from gradanim.stage.marks import Marker
from gradanim.stage.space import ALONG, SpaceView, section
from gradanim.stage.typeset import words
from gradanim.stage.typeset.glyphs import TypstText

from .claims import bends


def hidden_saddle(f: ScalarField) -> Point | None:
    """The only critical point of the domain, if it is proved to be a saddle where f curves up along x and along y."""
    middle = f.hessian(*f.domain.centre)
    if not (np.isfinite(middle).all() and min(np.diag(middle)) > 0 > np.linalg.det(middle / np.abs(middle).max())):
        return None  # a look first: the proof takes its time
    found = critical_set(f)
    if not found.complete or len(found.inside) != 1 or found.border or found.curves:
        return None
    only = found.inside[0]
    return only.point if only.kind == "saddle" and min(np.diag(f.hessian(*only.point))) > 0 else None


class HiddenSaddle(Group):
    """The slices along x and y through a saddle, which curve up, and the one between them that falls.

    Attributes:
        up, down: the two curves, and the third.
        ball: at the saddle.
        names: of the three, each at one end.
    """

    def __init__(self, view: SpaceView, place: Point) -> None:
        self.view, self.place = view, place
        _, ways = np.linalg.eigh(view.field.hessian(*place))
        falls = float(np.arctan2(ways[1, 0], ways[0, 0]))
        self.up = [section(view, place, ALONG[free], getattr(view.theme, f"partial_{free}"), width=7) for free in "xy"]
        self.down = section(view, place, falls, view.theme.path, width=7)
        self.ball = Marker(view, place, radius=0.13)
        self.names = [
            _named(view, text, colour, curve)
            for text, colour, curve in (
                ("along _x_", view.theme.partial_x, self.up[0]),
                ("along _y_", view.theme.partial_y, self.up[1]),
                ("between", view.theme.ink, self.down),
            )
        ]
        super().__init__(*self.up, self.down, self.ball)

    def bends(self) -> Claim:
        """Two of the curves rise to both sides, and one falls."""
        return bends(self.view, self.up, [self.down], np.asarray(self.place, float))


def _named(view: SpaceView, text: str, colour: str, curve: Bulk) -> TypstText:
    """What a slice is called, over one of its drawn ends."""
    ends = curve.points[np.isfinite(curve.points).all(axis=1)]
    return words(view.theme, text, size=32).set_color(colour).move_to(ends[-1] + [0.0, 0.0, 0.35])
