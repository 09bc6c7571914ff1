"""Heights measured on a grid as a function: a file, and the rectangle that its samples are spread over."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gradanim.errors import DomainError
from gradanim.fields.domain import Domain
from gradanim.fields.grids import read_grid
from gradanim.fields.sampled import FEWEST, SampledField

SAMPLE = "sample"
"""The name of the terrain that comes along."""

MOST = 4_000_000  # samples: what a film reads, smooths and measures within seconds
LONGEST = 20.0  # units of the axes that a ground without borders is long at most
ROUGH = 0.5  # of the heights' spread: where a sample differs so much from what its neighbours say, they say nothing
_FOLDER = Path(__file__).resolve().parents[1] / "data"

Array = NDArray[np.float64]


def file_of(text: str) -> Path:
    """The file that a text names."""
    return _FOLDER / "terrain.npz" if text == SAMPLE else Path(text).expanduser()


def digest_of_heights(text: str) -> str:
    """16 hex digits of the contents of a file.

    Raises:
        DomainError: there is no such file.
    """
    try:
        return sha256(file_of(text).read_bytes()).hexdigest()[:16]
    except OSError as why:
        raise DomainError(f"{text} cannot be read: {why.strerror}") from why


def measured(text: str, domain: Domain | None = None) -> SampledField:
    """The function of a file's heights.

    Args:
        text: the file, or "sample".
        domain: where the samples lie; or, if the file says that itself, the part to look at.

    Raises:
        DomainError: the file holds no heights, or none that make a film.
    """
    path = file_of(text)
    values, own = _grid(path, path.stat().st_mtime_ns if path.exists() else 0)
    if own is not None:
        return SampledField(values, own, domain=domain)
    return SampledField(values, domain or _index_coordinates(*values.shape))


@lru_cache(maxsize=2)
def _grid(path: Path, changed: int) -> tuple[Array, Domain | None]:
    grid = read_grid(path)
    values = grid.values
    if values.ndim != 2 or min(values.shape) < FEWEST:
        raise DomainError(
            f"{path.name} holds an array of the shape {values.shape}: heights are rows of one length, {FEWEST} or more"
        )
    if values.size > MOST:
        step = int(np.ceil(np.sqrt(values.size / MOST)))
        raise DomainError(
            f"{path.name} has {values.shape[1]} x {values.shape[0]} samples, more than a film can show: "
            f"thin them out, to one in {step} each way"
        )
    field = SampledField(values, Domain(*grid.borders) if grid.borders else _index_coordinates(*values.shape))
    if (off := _surprise(field.values)) > ROUGH:
        raise DomainError(
            f"the grid of {path.name} is too rough for its heights: a sample differs from what its neighbours say by "
            f"{off:.0%} of how much all of them differ, and what lies between is anybody's guess: give a finer one"
        )
    return field.values, Domain(*grid.borders) if grid.borders else None


def _index_coordinates(ny: int, nx: int) -> Domain:
    """A ground whose samples are a power of ten apart, so that it is not longer than axes are told with."""
    step = 1.0
    while (max(nx, ny) - 1) * step > LONGEST:
        step /= 10
    return Domain(0.0, (nx - 1) * step, 0.0, (ny - 1) * step)


def _surprise(values: Array) -> float:
    """How much a sample typically differs from the mean of its four neighbours, beside the spread of all."""
    beside = (values[1:-1, :-2] + values[1:-1, 2:] + values[:-2, 1:-1] + values[2:, 1:-1]) / 4
    off = np.abs(values[1:-1, 1:-1] - beside)
    spread = float(np.nanstd(values))
    return float(np.nanmedian(off)) / spread if spread > 0 and np.isfinite(off).any() else 0.0
