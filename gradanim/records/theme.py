"""Colours by the role they play, never by their hue."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Theme:
    """One palette; every colour a picture uses is named here by what it means.

    Heights are coloured along `heights`, from low to high, evenly far apart in OKLab (Ottosson 2020): equal steps in
    height look like equal steps.
    """

    name: str
    background: str
    haze: str  # what it lightens to behind the middle of a landscape
    ink: str  # text and axes
    faint: str  # frames, grids, what has been said already
    plate: str  # behind text that lies on the picture
    gradient: str  # grad f, wherever it appears
    field: str  # a vector field that need not be a gradient
    direction: str  # any other direction u, the slope along it, and a probe sent that way
    path: str  # where the walker is and has been
    level: str  # the contour that is being talked about, and steps along it
    partial_x: str
    partial_y: str
    partial_z: str
    basins: tuple[str, ...]  # parts of the plane that belong to different valleys
    runners: tuple[str, str, str, str, str]  # those who walk side by side, apart for every colour vision
    heights: str  # ground, colours from low to high
    signed: str  # ground again, colours from negative through zero to positive
    sun: tuple[str, float]  # what ground turns to that faces the sun, and how far at most
    shade: tuple[str, float]  # what it turns to facing away
    contour: tuple[str, float]  # contours, and how much is seen of them
    index: float  # how much of every fifth
    recess: float  # how far ground goes back into the background where it is not what is looked at
    casing: tuple[str, float]  # around what acts on the ground
    glow: float  # how much light the gradient gives off, 0 to 1

    def height_colours(self, fraction: "ArrayLike") -> "NDArray[np.float64]":
        """Colours for heights given as fractions of the range, 0 lowest and 1 highest; shape (..., 4), RGBA in 0..1."""
        return _between(self.heights, fraction)

    def signed_colours(self, fraction: "ArrayLike") -> "NDArray[np.float64]":
        """Colours for numbers of either sign, from -1 through 0 to 1; shape (..., 4), RGBA in 0..1."""
        import numpy as np

        return _between(self.signed, (1 + np.asarray(fraction, float)) / 2)


def _between(colours: str, fraction: "ArrayLike") -> "NDArray[np.float64]":
    import numpy as np  # the door knows the themes by their names, and is to answer at once

    steps = np.array([[int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)] for c in colours.split()])
    shares, known = np.clip(np.asarray(fraction, float), 0, 1), np.linspace(0, 1, len(steps))
    return np.stack([*(np.interp(shares, known, channel) for channel in steps.T), np.ones_like(shares)], axis=-1)


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
            background="#090d1a",
            haze="#181c2a",
            ink="#f7f5ee",
            faint="#939bad",
            plate="#070a14",
            gradient="#ff4d6a",
            field="#6df0a6",
            direction="#ffe14d",
            path="#ffffff",
            level="#5ff5e3",
            partial_x="#8ab8ff",
            partial_y="#d0f27a",
            partial_z="#ee8df0",
            basins=("#4fb3ff", "#ff9f5a", "#5fd38d", "#f08fc0", "#f2d34f", "#b79cff"),
            runners=("#d4a39d", "#2efc94", "#b9f90e", "#fa7efa", "#ff9135"),
            heights="#20274a #223c61 #225371 #236a78 #407f77 #639173 #8d9f6b #b8ab6c #dfb67a #f8c89e #fae4c7",
            signed="#4660d0 #2c3c82 #141b2d #69401d #b8752e",
            sun=("#fff6cf", 0.42),
            shade=("#06041a", 0.66),
            contour=("#fdf5df", 0.34),
            index=0.62,
            recess=0.72,
            casing=("#02030a", 0.72),
            glow=1.0,
        ),
        Theme(
            name="paper",
            background="#f7f2e6",
            haze="#fffdf8",
            ink="#1b1d22",
            faint="#5c5f66",
            plate="#fffdf6",
            gradient="#c4122f",
            field="#4a2fd0",
            direction="#7a4b00",
            path="#15171c",
            level="#006f78",
            partial_x="#1d5fa8",
            partial_y="#39701b",
            partial_z="#b8128a",
            basins=("#1f6fb4", "#b84e00", "#2c7a3f", "#b0307c", "#7a6400", "#5b3fa6"),
            runners=("#60463d", "#0b5acc", "#af097a", "#7a08fe", "#b71e02"),
            heights="#a1c5ce #a8cdce #afd5ce #b8ddcc #c6e2c8 #d4e8c4 #e7e9c1 #f8e9c4 #ffedd1 #fff4e4 #fefcf6",
            signed="#93aef0 #c4d2f2 #f5f0e4 #f3d2a4 #eeb062",
            sun=("#fffee7", 0.62),
            shade=("#57567b", 0.60),
            contour=("#885531", 0.50),
            index=0.85,
            recess=0.60,
            casing=("#ffffff", 0.95),
            glow=0.0,
        ),
        # Hues after Okabe and Ito (2008), some lightened until any two of them, and white, differ by 19 or more (CIE
        # 1976) for every common colour vision; cividis was made to look the same to most viewers with a deficiency
        # (Nunez, Anderton and Renslow 2018), and ends here before it comes close to their yellow.
        Theme(
            name="clear",
            background="#000000",
            haze="#000000",
            ink="#ffffff",
            faint="#8c8c8c",
            plate="#000000",
            gradient="#d55e00",
            field="#66ffb2",
            direction="#f0e442",
            path="#ffffff",
            level="#a2d6f3",
            partial_x="#2687be",
            partial_y="#d48db4",
            partial_z="#9255ff",
            basins=("#56b4e9", "#e69f00", "#008a5e", "#c058a0", "#f0e442", "#3a7fd0"),
            runners=("#ed7fb7", "#a5f9ab", "#f3db2e", "#7971fd", "#f04436"),
            heights="#273e6e #3a486c #49536c #575d6d #656870 #727274 #7e7d78 #8c8878 #9a9376 #a99f73 #b9ab6d",
            signed="#3d6fc4 #24406f #101010 #6b4c10 #a87818",
            sun=("#ffffff", 0.30),
            shade=("#000000", 0.70),
            contour=("#ffffff", 0.45),
            index=0.8,
            recess=0.72,
            casing=("#000000", 0.8),
            glow=0.6,
        ),
    )
}
