"""Grids of heights as files hold them: npy, csv, GeoTIFF, pictures in shades of grey.

In an array and in a table the first row is the southernmost, as in `SampledField`; in a picture and in a GeoTIFF the
northernmost, as on a map. Elevations without a value are nan.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradanim.errors import DomainError

Array = NDArray[np.float64]

_SCALE, _TIE, _KEYS, _NODATA = 33550, 33922, 34735, 42113  # the tags of a GeoTIFF
_MODEL, _GEOGRAPHIC = 1024, 2  # the key that says what its coordinates are, and its value where they are degrees
_DEGREE = 111.32  # kilometres, along a meridian
_NAMES_OF_GAPS = ("", "-", "nan", "na", "null", "none")


@dataclass(frozen=True)
class Grid:
    """What a file holds.

    Args:
        values: heights, shape (ny, nx), rows from south to north.
        borders: x0, x1, y0, y1, where the file says them.
    """

    values: Array
    borders: tuple[float, ...] | None = None


def read_grid(path: Path) -> Grid:
    """Read a file of heights, by its suffix.

    Raises:
        DomainError: no such file, none of these kinds, or no grid in it.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise DomainError(f"{path.name} is no file of heights: give one that ends in {', '.join(_READERS)}")
    try:
        return reader(path)
    except OSError as why:
        raise DomainError(f"{path} cannot be read: {why.strerror or why}") from why
    except (ValueError, KeyError, EOFError, SyntaxError) as why:  # what numpy and Pillow say of a broken file
        if isinstance(why, DomainError):
            raise
        raise DomainError(f"{path} holds no heights that can be read: {why}") from why


def _array(path: Path) -> Grid:
    return Grid(_numbers(path, np.load(path, allow_pickle=False)))


def _arrays(path: Path) -> Grid:
    with np.load(path, allow_pickle=False) as file:
        if "heights" not in file:
            raise DomainError(f"{path.name} holds {', '.join(file) or 'nothing'}: call the array of heights `heights`")
        borders = tuple(map(float, file["borders"])) if "borders" in file else None
        return Grid(_numbers(path, file["heights"]), borders)


def _numbers(path: Path, values: Any) -> Array:
    if not np.issubdtype(values.dtype, np.number) or np.iscomplexobj(values):
        raise DomainError(f"{path.name} holds {values.dtype}: heights are real numbers")
    return np.asarray(values, float)


def _table(path: Path) -> Grid:
    """Rows of numbers, with commas, semicolons, tabs or spaces between them; what is empty is a hole."""
    text = path.read_text(encoding="utf-8-sig")
    mark = next((mark for mark in (";", "\t", ",") if mark in text), " ")
    rows = [row for row in csv.reader(text.splitlines(), delimiter=mark, skipinitialspace=True) if row]
    heights = [[_cell(path, r, c, cell) for c, cell in enumerate(row, 1)] for r, row in enumerate(rows, 1)]
    if len(lengths := {len(row) for row in heights}) > 1:
        raise DomainError(f"{path.name} has rows of {min(lengths)} to {max(lengths)} numbers: give all the same length")
    return Grid(np.array(heights, float))


def _cell(path: Path, row: int, column: int, text: str) -> float:
    if text.strip().lower() in _NAMES_OF_GAPS:
        return float("nan")
    try:
        return float(text)
    except ValueError:
        raise DomainError(f"{path.name}, row {row}, column {column}: {text!r} is no number") from None


def _picture(path: Path) -> Grid:
    """Shades of grey: black is 0, white 1; where it is transparent there is a hole."""
    from PIL import Image

    with Image.open(path) as picture:
        shades, opaque = np.asarray(picture), None
        if picture.mode == "LA":
            shades, opaque = shades[..., 0], shades[..., 1] > 0
    if shades.ndim != 2 or picture.mode == "P":
        raise DomainError(f"{path.name} is in colours: give a picture in shades of grey, lighter where it is higher")
    white = 1 if shades.dtype == bool else 255 if shades.dtype == np.uint8 else 65535
    heights = np.where(True if opaque is None else opaque, shades / white, np.nan)
    return Grid(heights[::-1])


def _geotiff(path: Path) -> Grid:
    """Elevations over a ground in kilometres from its south-western corner; in metres, if it is smaller than one."""
    from PIL import Image, TiffImagePlugin

    Image.MAX_IMAGE_PIXELS, limit = None, Image.MAX_IMAGE_PIXELS  # its size is checked by whoever films it
    try:
        with Image.open(path) as picture:
            if not isinstance(picture, TiffImagePlugin.TiffImageFile):
                raise DomainError(f"{path.name} is no TIFF: it is a {picture.format}")
            tags = dict(picture.tag_v2)
            values = np.asarray(picture)
    finally:
        Image.MAX_IMAGE_PIXELS = limit
    if values.ndim != 2:
        raise DomainError(f"{path.name} has {values.shape[-1]} bands: give elevations alone")
    heights = np.asarray(values, float)[::-1]
    if (nothing := str(tags.get(_NODATA, "")).strip(" \0")) and nothing.lower() != "nan":
        heights = np.where(np.isclose(heights, float(nothing)), np.nan, heights)
    return Grid(heights, _ground(heights.shape, tags))


def _ground(shape: tuple[int, ...], tags: dict[int, Any]) -> tuple[float, ...] | None:
    if _SCALE not in tags or _TIE not in tags:
        return None
    wide, high = ((n - 1) * step for n, step in zip(shape[::-1], tags[_SCALE][:2], strict=True))
    keys = tags.get(_KEYS, ())
    model = next((value for key, _, _, value in zip(*[iter(keys)] * 4, strict=False) if key == _MODEL), 0)
    if model == _GEOGRAPHIC:
        middle = tags[_TIE][4] - high / 2
        wide, high = wide * _DEGREE * float(np.cos(np.radians(middle))), high * _DEGREE
    elif max(wide, high) > 1000:
        wide, high = wide / 1000, high / 1000
    return 0.0, wide, 0.0, high


_READERS: dict[str, Callable[[Path], Grid]] = {
    ".npy": _array,
    ".npz": _arrays,
    ".csv": _table,
    ".tif": _geotiff,
    ".tiff": _geotiff,
    ".png": _picture,
}
