"""Measures of colour: contrast, lightness, difference, and what viewers with a colour vision deficiency see.

Contrast is that of WCAG 2.2; deficiencies are simulated after Machado, Oliveira and Fernandes (2009) at full severity;
differences are CIE 1976, where 2.3 is just noticeable between large patches side by side.
"""

import numpy as np
from numpy.typing import NDArray

VISIONS = {
    "usual": [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}

Colours = NDArray[np.float64]


def rgb(colour: str) -> Colours:
    return np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255


def linear(colours: Colours) -> Colours:
    return np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)


def contrast(one: Colours, other: Colours) -> Colours:
    lights = [linear(colours) @ [0.2126, 0.7152, 0.0722] + 0.05 for colours in (one, other)]
    return np.maximum(*lights) / np.minimum(*lights)


def lab(colours: Colours, vision: str = "usual") -> Colours:
    """CIE L*a*b* under D65 of what a viewer with this colour vision sees."""
    seen = np.clip(linear(colours) @ np.transpose(VISIONS[vision]), 0, 1)
    to_xyz = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
    )
    xyz = seen @ to_xyz.T / [0.95047, 1.0, 1.08883]
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz * (29 / 6) ** 2 / 3 + 4 / 29)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)
