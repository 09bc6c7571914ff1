"""What CosineProof says, chosen by what happens."""

import numpy as np

RIGHT_ANGLE = "the gradient meets the contour at a right angle"
CLIMB = "Along the gradient each unit climbs |∇_f_|. "
PRODUCT = {
    True: CLIMB + "The shadow times that climb is the slope, _Dᵤf_.",
    False: CLIMB + "The shadow points back: the slope, _Dᵤf_, is negative.",
}


def multiplied(turn: float) -> str:
    """The sentence about the shadow of a direction that is turned so far away from the gradient, radians."""
    return PRODUCT[bool(np.cos(turn) > -1e-9)]
