"""Make the README's pictures anew from films: a gallery of their posters, and a trailer that moves.

    python render.py --all -ql --media media
    python -m docs.showcase media

The gallery comes to docs/films.jpg, the trailer to docs/trailer.webp. Both are made of the newest film of each scene.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import av
from PIL import Image

HERE = Path(__file__).parent
COLUMNS, POSTER = 4, (424, 240)
SIZE, FPS, QUALITY = (640, 360), 10, 50  # of the trailer, which is to stay under 3 MB

# What the trailer is cut from: the scene, the beat, seconds into that, and how many of them.
CUTS = (
    ("SteepestAscent", 6, 0.5, 4.0),
    ("FanOfSlopes", 3, 0.5, 3.0),
    ("ScalarToVectorField", 6, 0.3, 3.0),
    ("DescentFlow", 5, 0.5, 4.0),
    ("CurveToSurface", 3, 0.5, 3.0),
    ("Curl", 2, 0.5, 3.0),
)


def clips(media: Path) -> dict[str, Path]:
    """The newest clip record of each scene in a folder of films."""
    found = sorted(media.glob("*.clip.json"), key=lambda path: path.stat().st_mtime)
    return {json.loads(path.read_text())["shot"]["scene"]: path for path in found if "-stills" not in path.name}


def gallery(media: Path) -> Path:
    """One picture with the posters of all films, in the order of their names."""
    records = [(path, json.loads(path.read_text())) for _, path in sorted(clips(media).items())]
    posters = []
    for path, record in records:
        with Image.open(path.with_name(record["poster"])) as still:
            posters.append(still.convert("RGB").resize(POSTER))
    rows = -(-len(posters) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * POSTER[0], rows * POSTER[1]), "#090d1a")
    for number, poster in enumerate(posters):
        row, column = divmod(number, COLUMNS)
        sheet.paste(poster, (column * POSTER[0], row * POSTER[1]))
    sheet.save(HERE / "films.jpg", quality=84)
    return HERE / "films.jpg"


def frames(clip: Path, beat: int, begin: float, seconds: float) -> Iterator[Image.Image]:
    """The pictures of a part of a beat, at the trailer's size and rate."""
    record = json.loads(clip.read_text())
    start = record["beats"][beat - 1]["start"] + begin
    wanted = iter(start + k / FPS for k in range(round(seconds * FPS)))
    moment = next(wanted)
    with av.open(str(clip.with_name(record["film"]))) as film:
        for frame in film.decode(video=0):
            while frame.time is not None and frame.time >= moment:
                yield Image.fromarray(frame.to_ndarray(format="rgb24")).resize(SIZE, Image.Resampling.LANCZOS)
                following = next(wanted, None)
                if following is None:
                    return
                moment = following


def trailer(media: Path) -> Path:
    """Parts of some films, one after the other."""
    known = clips(media)
    first, *others = [
        picture
        for scene, beat, begin, seconds in CUTS
        if scene in known
        for picture in frames(known[scene], beat, begin, seconds)
    ]
    target = HERE / "trailer.webp"
    first.save(
        target, save_all=True, append_images=others, duration=1000 // FPS, loop=0, quality=QUALITY, method=4
    )  # fmt: skip
    return target


if __name__ == "__main__":
    for made in (gallery(Path(sys.argv[1])), trailer(Path(sys.argv[1]))):
        sys.stdout.write(f"{made}: {made.stat().st_size / 1e6:.2f} MB\n")
