"""How a climb along the gradient ends, in sentences that are true of it."""

from gradanim.ascent import Path
from gradanim.field import Field
from gradanim.points import kind

ENDINGS = {
    "peak": "Here the ground is level: the gradient is zero, and every way from here leads down.",
    "flat": "Here the ground is level: the gradient is zero, and points nowhere.",
    "left domain": "It climbs right out of the picture: no summit in sight.",
    "undefined": "Here it ends: beyond this point the function has no value.",
    "no gain": "Here it ends, on a crest: no small step from here gains height.",
    "steps used": "It is still climbing when we stop watching.",
}


def at_summit(field: Field, walk: Path) -> bool:
    """Whether it ended on level ground from where every way leads down."""
    return walk.ended == "flat" and kind(field, walk.points[-1]) == "peak"


def ending(field: Field, walk: Path) -> str:
    """The sentence about where it ended."""
    return ENDINGS["peak" if at_summit(field, walk) else walk.ended]
