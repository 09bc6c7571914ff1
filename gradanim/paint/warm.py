"""`python -m gradanim.paint.warm` compiles all pixel loops beforehand: about ten seconds once, then a fraction of one.

Without it they are compiled when the first film needs them. A film that is timed, or a fresh machine that is set up,
calls this first.
"""

import sys
import time

import numpy as np

from .depth_pass import DepthPass
from .dirty_rows import Mark
from .dots import Dots
from .flat_camera import paint_flat
from .kernels.compiled import cache_folder, compiled_before
from .kernels.pixels import as_pixels, copy_rows
from .kernels.sprites import bounds
from .kernels.yuv import to_yuv420
from .lines import Polylines
from .solids import Sheet
from .sprites import Ground, lay
from .surface import SurfaceMesh
from .viewpoint import Viewpoint

__all__ = ["main", "warm_up"]


def warm_up() -> None:
    """Run every kernel once on a picture of a few pixels."""
    frame = np.zeros((16, 32, 4), np.uint8)
    grid = np.stack([*np.meshgrid([0.0, 1, 2], [0.0, 1, 2], indexing="ij"), np.eye(3)], axis=-1)
    things = [
        SurfaceMesh(grid, line_every=1, clip_z=(0, 0.5)),
        Sheet([0, 0, 0], [1, 0, 0], [0, 1, 0]),
        Polylines([[[0, 0], [1, 1], [2, 0]]]),
        Dots([[0, 0]]),
    ]
    view = Viewpoint(np.eye(3), np.zeros(3), 20.0, 1.0, (4.0, 4.0), (32, 16), np.array([0.0, 0, 10]))
    DepthPass().paint(frame, [thing.parts() for thing in things], view)
    for thing in things:
        paint_flat(frame, thing.parts(), (4.0, 4.0), (16.0, 8.0))
    luma, blue, red = [np.empty((16 >> k, 32 >> k), np.uint8) for k in (0, 1, 1)]
    to_yuv420(as_pixels(frame), luma, blue, red, np.ones(16, bool))
    lay([Ground(frame).cut_out((0, 16, 0, 32))], frame, Mark(16))
    bounds(np.zeros((1, 3)))
    copy_rows(frame, frame.copy(), np.ones(16, bool))


def main() -> None:
    """Compile, and say what takes so long and where the result is kept."""
    folder, began = cache_folder(), time.perf_counter()
    if not compiled_before():
        sys.stderr.write("Compiling the painter, once for this machine: about half a minute ...\n")
    warm_up()
    kept = f"kept in {folder}" if folder else "not kept: no folder for it can be written (set NUMBA_CACHE_DIR)"
    sys.stderr.write(f"The painter is ready after {time.perf_counter() - began:.1f} s; its code is {kept}\n")


if __name__ == "__main__":
    main()
