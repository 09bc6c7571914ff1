"""What level places a landscape has, in sentences that are true of this one."""

from collections import Counter
from collections.abc import Sequence

from gradanim.field import Field
from gradanim.points import CriticalPoint, Kind, stands_out

KINDS: tuple[Kind, ...] = ("peak", "valley", "saddle")


def counted(field: Field, places: Sequence[CriticalPoint]) -> str:
    """The sentence that counts the level places of each kind.

    Where there is none, a place may still stand out: the tip of a cone, or the bottom of x^4 + y^4.
    """
    counts = Counter(place.kind for place in places)
    found = [f"{n} {kind}{'s' if n > 1 else ''}" for kind in KINDS if (n := counts[kind])]
    if not found and stands_out(field):
        return "Inside its borders, its curvature tells of no peak, valley or saddle."
    if not found:
        return "Inside its borders, this one has neither peak nor valley."
    listed = f"{', '.join(found[:-1])}{' and ' if found[:-1] else ''}{found[-1]}"
    return f"Inside its borders it is level at {listed}."
