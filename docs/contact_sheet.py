"""Lay the last pictures of all beats of a film on one sheet, to look at a whole film at once:

    python -m docs.contact_sheet media/SteepestAscent-480p15

The sheet comes to media/SteepestAscent-480p15.sheet.png.
"""

import sys
from pathlib import Path

from PIL import Image

COLUMNS = 3
WIDTH = 640  # pixels of one picture
GAP = 6


def contact_sheet(folder: Path) -> Path:
    """Make the sheet of a film's folder of beats, in their order, and say where it is."""
    stills = [Image.open(file).convert("RGB") for file in sorted(folder.glob("*.png"))]
    if not stills:
        sys.exit(f"{folder} holds no pictures: give the folder that lies beside a film, as in media/SteepestAscent")
    width, height = WIDTH, round(WIDTH * stills[0].height / stills[0].width)
    rows = -(-len(stills) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (width + GAP) + GAP, rows * (height + GAP) + GAP), "#808080")
    for number, still in enumerate(stills):
        row, column = divmod(number, COLUMNS)
        sheet.paste(still.resize((width, height)), (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    target = folder.parent / f"{folder.name}.sheet.png"
    sheet.save(target)
    return target


if __name__ == "__main__":
    sys.stdout.write(f"{contact_sheet(Path(sys.argv[1]))}\n")
