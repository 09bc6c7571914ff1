"""One measurement: `python -m benchmarks.film stock|ours|encode PICTURE FOLDER ENCODER` prints it as JSON."""

import json
import resource
import sys
import time
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any

WIDTH, HEIGHT, RATE = 1920, 1080, 60
KEPT = 600  # frames that are held in memory to be encoded, 3 MB each
JUDGED = 5  # every so many frames count for the PSNR


def main() -> None:
    """Measure."""
    what, picture, folder, encoder = sys.argv[1:]
    measured = encode(picture, folder, encoder) if what == "encode" else film(what, picture, folder, encoder)
    sys.stdout.write("\n" + json.dumps(measured) + "\n")


def settings(folder: str, options: dict[str, str]) -> dict[str, Any]:
    """Manim's settings: as they ship, but for the size, the folder, the encoder, and that nothing is printed."""
    return {
        "media_dir": folder, "pixel_width": WIDTH, "pixel_height": HEIGHT, "frame_rate": RATE, "verbosity": "ERROR",
        "progress_bar": "none", "video_encoder_options": options,
    }  # fmt: skip


def film(side: str, picture: str, folder: str, encoder: str) -> dict[str, Any]:
    """Film a picture.

    Returns:
        Milliseconds a frame of the whole render (with setting up, typesetting, hashing), of the plays alone, and of
        processor time, which a busy machine changes least; peak memory in MB; seconds to import.
    """
    start = time.perf_counter()
    module = import_module(f"benchmarks.{side}")
    imported = time.perf_counter()
    from manim import config

    options, ships_with = {}, {}
    if side == "ours":
        from gradanim.paint import encoder_options
        from gradanim.paint.warm import warm_up

        warm_up()
        options = encoder_options(encoder)
        ships_with = {"disable_caching": True}  # films are made without manim's cache of plays, which ships switched on
    config.update({**settings(folder, options), **ships_with})
    scene = getattr(module, picture)()
    playing = [0.0]

    def timed(play: Any = scene.play_internal) -> None:
        started = time.perf_counter()
        play()
        playing[0] += time.perf_counter() - started

    scene.play_internal = timed
    begin, work = time.perf_counter(), time.process_time()
    scene.render()
    seconds, work = time.perf_counter() - begin, time.process_time() - work
    movie = Path(scene.renderer.file_writer.final_file_path)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    frames = count_frames(movie)
    return {
        "ms": 1e3 * seconds / frames,
        "playing": 1e3 * playing[0] / frames,
        "work": 1e3 * work / frames,
        "memory": memory,
        "size": movie.stat().st_size / 1024,
        "import": imported - start,
    }


def count_frames(movie: Path) -> int:
    """Frames that are really in the film."""
    import av

    with av.open(str(movie)) as container:
        return sum(1 for packet in container.demux(video=0) if packet.dts is not None)


def encode(picture: str, folder: str, encoder: str) -> dict[str, Any]:
    """Our frames, converted before, through both sides' encoders: the least time a film of them can take."""
    from gradanim.paint import encoder_options

    frames = ours_as_yuv(picture, folder)
    stock = encode_once(frames, Path(folder) / "stock.mp4", {"crf": "23"})
    ours = min(
        (encode_once(frames, Path(folder) / "ours.mp4", encoder_options(encoder)) for _ in range(2)),
        key=lambda e: e["ms"],
    )
    return {"ms": ours["ms"], "work": ours["work"], "psnr": ours["psnr"], "size": ours["size"], "stock_ms": stock["ms"],
            "stock_psnr": stock["psnr"], "stock_size": stock["size"]}  # fmt: skip


def ours_as_yuv(picture: str, folder: str) -> list[Any]:
    """The frames of our film as pictures that an encoder takes."""
    import av
    from manim import config

    from gradanim.paint import encoder as paint_encoder

    kept: list[Any] = []

    class Keeping(paint_encoder.SegmentEncoder):
        def _encode(self, picture: av.VideoFrame, repeat: int) -> None:
            copies = [av.VideoFrame.from_ndarray(picture.to_ndarray(), format="yuv420p") for _ in range(repeat)]
            kept.extend(copies[: KEPT - len(kept)])
            super()._encode(picture, repeat)

    paint_encoder.SegmentEncoder = Keeping  # type: ignore[misc]
    config.update({**settings(folder, {"preset": "ultrafast"}), "disable_caching": True})
    getattr(import_module("benchmarks.ours"), picture)().render()
    return kept


def encode_once(frames: list[Any], path: Path, options: dict[str, str]) -> dict[str, float]:
    """Encode ready frames; time a frame, PSNR of brightness against what went in, size in kB."""
    import av
    import numpy as np

    begin, work = time.perf_counter(), time.process_time()
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE, options=options)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for n, frame in enumerate(frames):
            frame.pts, frame.time_base = n, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    seconds, work = time.perf_counter() - begin, time.process_time() - work
    errors = []
    with av.open(str(path)) as container:
        for n, shown in enumerate(container.decode(video=0)):
            if n % JUDGED == 0:
                wanted = frames[n].to_ndarray()[:HEIGHT].astype(np.int16)
                errors.append(float(((shown.to_ndarray()[:HEIGHT] - wanted) ** 2).mean(dtype=float)))
    psnr = 10 * np.log10(255**2 / max(float(np.mean(errors)), 1e-9))
    return {
        "ms": 1e3 * seconds / len(frames),
        "work": 1e3 * work / len(frames),
        "psnr": psnr,
        "size": path.stat().st_size / 1024,
    }


if __name__ == "__main__":
    main()
