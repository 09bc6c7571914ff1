"""A slice of a landscape drawn alone: the flat graph of a function of one variable."""

import numpy as np

from gradanim.stage.frame.layout import Box

TALL = 0.4  # height to width of a panel in which words may stand on more lines


def split_panel(
    panel: Box, *, share: float = 0.5, tall: float = 0.0, most: float = 0.52, left: float = np.inf
) -> tuple[Box, Box]:
    """The panel divided into a part for words and one for a graph, one above the other or side by side.

    Args:
        share: of the panel's width that words get beside a graph.
        tall: the same in a panel high enough for words to stand on more lines; as `share` if not given.
        most: of the panel's height that a graph gets below words.
        left: from where on there is room beside the panel for a graph below words, in scene units.
    """
    if panel.width > 1.2 * panel.height:
        high = tall > 0 and panel.height > TALL * panel.width
        middle = panel.left + (tall if high else share) * panel.width
        return panel.inset(right=panel.right - middle + 0.15), panel.inset(left=middle - panel.left + 0.15)
    middle = panel.bottom + min(most * panel.height, 0.75 * panel.width)
    board = panel.inset(top=panel.top - middle, left=min(left - panel.left, 0.0))
    return panel.inset(bottom=middle - panel.bottom + 0.15), board
