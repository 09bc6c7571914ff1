"""The basins and their valleys on the map: colours, patches, rings, and how deep each valley is."""

from dataclasses import replace

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from gradanim import nice_levels
from gradanim.contours.levels import Levels
from gradanim.errors import Refusal
from gradanim.flows.basins import NOWHERE, RESTING, Basins, Polygon
from gradanim.paint import Relief
from gradanim.stage import View
from gradanim.stage.function_scene import typed_domain
from gradanim.stage.maps.shading import relief
from gradanim.stage.typeset import spoken_alike
from scenes.descent.shared.valley_rings import ValleyRings

from .streams import Streams

MOST = 120  # valleys: of more, the basins are too small to be seen, and take too long to be found and painted
CLEAR = 60  # of so many, all basins can be seen
CLOSER = (2, 3, 5, 10, 20, 50)  # times: the parts that are recommended


def insist_on_few(basins: Basins, point: tuple[float, ...]) -> None:
    """Refuse a field of too many valleys for a picture of their basins, and name a part around a point that has fewer.

    Raises:
        Refusal: it has.
    """
    count, domain = len(basins.valleys), basins.f.domain
    if count > MOST:
        closer = next((times for times in CLOSER if count <= CLEAR * times**2), CLOSER[-1])
        part = typed_domain(domain.around(point, domain.width / closer))
        raise Refusal(
            f"{basins.f} has {count} valleys in {domain}, too many for their basins to be seen: "
            f"give a smaller --domain, such as --domain {part}"
        )


def basin_of_each(found: Streams, basins: Basins) -> NDArray[np.int_]:
    """The valleys that the particles come to, shape (n,); NOWHERE, which is the last, for those that come to none."""
    return np.where(np.isin(found.ended, RESTING), basins.of(found.ends), NOWHERE)


def colours_of_basins(view: View, basins: Basins) -> NDArray[np.str_]:
    """A colour for each valley, not that of a neighbouring basin: shape (valleys + 1,), the last for no valley."""
    hues, count = view.theme.basins, len(basins.valleys)
    numbers = range(count) if count <= len(hues) else basins.colouring
    shades = [hues[k % len(hues)] for k in numbers]
    return np.array([*shades, view.theme.faint])


PATCH = 0.42  # how strongly a basin is coloured: the light on the ground below stays, as do trails above it
QUIET = 0.5  # how far the ground goes back for that


def ground_without_colours(view: View, levels: Levels) -> Relief:
    """The ground of the map in shades of grey, somewhat receded: basins give it their hues, and the light stays."""
    steps = view.theme.height_colours(np.linspace(0, 1, 11))[:, :3]
    grey = np.repeat(steps @ [[0.2126], [0.7152], [0.0722]], 3, axis=1)
    shades = grey + QUIET * (_rgb(view.theme.background) - grey)
    heights = " ".join("#" + "".join(f"{round(255 * c):02x}" for c in shade) for shade in shades)
    return relief(replace(view, theme=replace(view.theme, heights=heights)), levels)


def _rgb(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255


def basin_patches(view: View, basins: Basins, colours: NDArray[np.str_]) -> VGroup:
    """The basins as a tint of the background, one mobject each, in the order of their valleys."""
    patches = VGroup()
    for region, colour in zip(basins.regions, colours, strict=True):
        patches.add(_patch(view, region, str(colour)))
    return patches


FEW = 8  # valleys whose heights can stand side by side


def basin_rings(view: View, basins: Basins, deepest: int | None) -> ValleyRings:
    """A ring around every valley that is a single point, its height beside it where they are few."""
    said = depths(basins)
    kept = [k for k, valley in enumerate(basins.valleys) if not valley.long]
    texts = [f"lowest: {said[k]}" if k == deepest else said[k] if len(kept) <= FEW else "" for k in kept]
    return ValleyRings(view, [basins.valleys[k].point for k in kept], texts)


def basin_depths(basins: Basins, basin_colours: NDArray[np.str_]) -> list[tuple[float, str, str]]:
    """The heights of the valleys, as they are said, in their colours; none where they are many."""
    if len(basins.valleys) > FEW:
        return []
    known = zip(basins.valleys, depths(basins), basin_colours, strict=False)
    return [(valley.height, text, str(shade)) for valley, text, shade in known]


DEEPER = 1e-3  # of all heights in the picture: what differs by less is as deep


def deepest_of(found: Streams, basins: Basins) -> int | None:
    """The deepest of the valleys that particles have come to; None if there are not several, or all are as deep."""
    reached = _reached(found, basins)
    heights = [basins.valleys[k].height for k in reached]
    if len(reached) < 2 or not np.ptp(heights) > DEEPER * _spread(basins):
        return None
    return reached[int(np.argmin(heights))]


def higher_of(found: Streams, basins: Basins) -> int:
    """Of the valleys that particles have come to and that are not as deep as the deepest, the one of most of them."""
    ends, heights = basin_of_each(found, basins), np.array([valley.height for valley in basins.valleys])
    reached = np.array(_reached(found, basins))
    higher = reached[heights[reached] > heights[reached].min() + DEEPER * _spread(basins)]
    return int(higher[np.argmax([np.sum(ends == k) for k in higher])])


def depths(basins: Basins) -> list[str]:
    """The heights of the valleys, with the digits that tell them apart."""
    heights = np.array([valley.height for valley in basins.valleys])
    spread = _spread(basins)
    steps = np.diff(np.sort(heights))
    steps = steps[steps > DEEPER * spread]
    return spoken_alike(heights.tolist(), finest=min([0.01 * spread, *steps.tolist()]))


def _reached(found: Streams, basins: Basins) -> list[int]:
    return sorted({int(k) for k in basin_of_each(found, basins)} - {NOWHERE})


def _spread(basins: Basins) -> float:
    """From the lowest to the highest contour of the picture."""
    values = nice_levels(basins.f).values
    return float(np.ptp(values)) if len(values) > 1 else 1.0


def _patch(view: View, region: list[Polygon], colour: str) -> VMobject:
    patch = VMobject(stroke_width=1.2, stroke_color=colour, fill_color=colour, fill_opacity=PATCH)
    for ring in (ring for polygon in region for ring in polygon):
        drawn = view.at(*ring.T)
        patch.start_new_path(drawn[0]).add_points_as_corners(drawn[1:])
    return patch
