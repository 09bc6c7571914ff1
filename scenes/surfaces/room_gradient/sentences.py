"""What RoomGradient says, chosen by what happens."""

import numpy as np
from numpy.typing import ArrayLike

from gradanim.stage.typeset import Readout

NEGLIGIBLE = 1e-9  # of the gradient's length: a part that is no more is none


def of_surfaces(*, spheres: bool, nested: bool) -> str:
    """The sentence about level surfaces: that they are spheres, or that there is more than one."""
    if spheres:
        return "Places with the same number make a level surface: here spheres, one inside the other."
    if nested:
        return "Places with the same number make a level surface: to each number belongs its own."
    return "Places with the same number make a level surface."


def lean(gradient: ArrayLike) -> str:
    """The sentence about the direction of the gradient: which of its parts is the largest."""
    sizes = np.abs(np.asarray(gradient, float))
    largest = [f"_{axis}_" for axis, size in zip("xyz", sizes, strict=True) if size > (1 - 1e-6) * sizes.max()]
    if len(largest) == 3:
        return "All three parts are equally long: it leans equally along _x_, _y_ and _z_."
    if len(largest) == 2:
        return f"Its parts along {largest[0]} and {largest[1]} are the longest: it leans equally towards both."
    if (sizes > NEGLIGIBLE * sizes.max()).sum() == 1:
        return f"It has only one part: it points straight along {largest[0]}."
    return f"It leans most along {largest[0]}, where its part is largest."


def stepped(axis: str, part: float, slope: float, rate: Readout) -> str:
    """The sentence about a step along one axis alone, in the digits of its readout."""
    if abs(part) <= NEGLIGIBLE * slope:
        return f"Along _{axis}_ alone, _f_ neither grows nor falls at first: its partial derivative is zero."
    if part < 0:
        return (
            f"Along _{axis}_ alone, _f_ starts to fall. Its partial derivative is {rate.spoken}: this part points back."
        )
    return f"Along _{axis}_ alone, _f_ starts to grow at a rate of {rate.spoken}: its partial derivative in _{axis}_."
