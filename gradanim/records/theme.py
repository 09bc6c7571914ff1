"""Colours by the role they play, never by their hue."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Theme:
    """One palette; every colour a picture uses is named here by what it means.

    Heights are coloured along `heights`, a perceptually uniform map, between the two ends of `span`:
    the part of the map that is readable on this background. Equal steps in height look like equal steps.
    """

    name: str
    background: str
    ink: str  # text and axes
    faint: str  # frames, grids, what has been said already
    plate: str  # behind text that lies on the picture
    gradient: str  # grad f, wherever it appears
    direction: str  # any other direction u, the slope along it, and a probe sent that way
    path: str  # where the walker is and has been
    level: str  # the contour that is being talked about, and steps along it
    partial_x: str
    partial_y: str
    partial_z: str
    basins: tuple[str, ...]  # parts of the plane that belong to different valleys
    runners: tuple[str, str, str, str, str]  # those who walk side by side, apart for every colour vision
    heights: str  # the name of a colour map
    span: tuple[float, float]  # which part of it, from low to high

    def height_colours(self, fraction: "ArrayLike") -> "NDArray[np.float64]":
        """Colours for heights given as fractions of the range, 0 lowest and 1 highest; shape (..., 4), RGBA in 0..1."""
        import numpy as np  # the door knows the themes by their names, and is to answer at once
        from cmap import Colormap

        low, high = self.span
        return np.asarray(Colormap(self.heights)(low + (high - low) * np.clip(np.asarray(fraction, float), 0, 1)))


class Themed(Protocol):
    """What knows its colours, as every view does."""

    @property
    def theme(self) -> Theme:
        """The colours by their roles."""


THEMES = {
    theme.name: theme
    for theme in (
        Theme(
            name="night",
            background="#0e131f",
            ink="#eef0f5",
            faint="#7a8499",
            plate="#0e131f",
            gradient="#ff6b6b",
            direction="#ffd166",
            path="#ffffff",
            level="#9bf6e3",
            partial_x="#8ab8ff",
            partial_y="#d0f27a",
            partial_z="#ee8df0",
            basins=("#4fb3ff", "#ff9f5a", "#5fd38d", "#f08fc0", "#f2d34f", "#b79cff"),
            runners=("#d4a39d", "#2efc94", "#b9f90e", "#fa7efa", "#ff9135"),
            heights="seaborn:mako",
            span=(0.32, 0.95),
        ),
        Theme(
            name="paper",
            background="#fdfcf7",
            ink="#1d2026",
            faint="#6c7079",
            plate="#fdfcf7",
            gradient="#c2261b",
            direction="#8a5a00",
            path="#1d2026",
            level="#6a1b9a",
            partial_x="#1d5fa8",
            partial_y="#3f7a1f",
            partial_z="#b8128a",
            basins=("#1f6fb4", "#b84e00", "#2c7a3f", "#b0307c", "#7a6400", "#5b3fa6"),
            runners=("#60463d", "#0b5acc", "#af097a", "#7a08fe", "#b71e02"),
            heights="seaborn:mako_r",
            span=(0.22, 0.85),
        ),
        # Hues after Okabe and Ito (2008), some lightened until any two of them, and white, differ by 19 or more (CIE
        # 1976) for every common colour vision; cividis was made to look the same to most viewers with a deficiency
        # (Nunez, Anderton and Renslow 2018), and ends here before it comes close to their yellow.
        Theme(
            name="clear",
            background="#000000",
            ink="#ffffff",
            faint="#8c8c8c",
            plate="#000000",
            gradient="#d55e00",
            direction="#f0e442",
            path="#ffffff",
            level="#a2d6f3",
            partial_x="#2687be",
            partial_y="#d48db4",
            partial_z="#9255ff",
            basins=("#56b4e9", "#e69f00", "#008a5e", "#c058a0", "#f0e442", "#3a7fd0"),
            runners=("#ed7fb7", "#a5f9ab", "#f3db2e", "#7971fd", "#f04436"),
            heights="cividis:cividis",
            span=(0.26, 0.74),
        ),
    )
}
