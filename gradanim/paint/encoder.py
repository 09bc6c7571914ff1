"""Films written faster than manim writes them, in the same formats."""

from collections import deque
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from .dirty_rows import Mark, Marks
from .kernels.compiled import Array
from .kernels.pixels import as_pixels
from .kernels.yuv import to_yuv420

__all__ = ["FastWriter", "FrameStore", "SegmentEncoder", "move_index_to_front"]


class FrameStore:
    """Frames to paint into, used again and again.

    A new frame of 8 MB costs 2 to 20 ms, because the system hands out its memory page by page. Frames go from the
    renderer through the encoder's queue to the encoder and come back here; each has one owner at a time. Taking and
    giving may happen in different threads.
    """

    def __init__(self) -> None:
        self._free: deque[Array] = deque()
        self.marks: Marks | None = None  # of the camera that paints into them, if it keeps any

    def take(self, like: Array) -> Array:
        """A frame of the same shape, with anything in it."""
        while True:
            try:
                frame = self._free.pop()
            except IndexError:
                return np.empty_like(like)
            if frame.shape == like.shape:
                return frame

    def give(self, frame: Array) -> None:
        """Hand back a frame that is not needed any more."""
        self._free.append(frame)


class SegmentEncoder(VideoSegmentEncoder):
    """Encodes one play. For H.264 as manim writes it, converts each frame once and straight into the encoder's memory.

    Any other format (transparent films, WebM, GIF) goes manim's way.
    """

    def __init__(self, frames: FrameStore, *, direct: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._frames = frames
        self._picture: av.VideoFrame | None = None
        self._before: Mark | None = None  # of the frame that was converted into it last
        self._direct = (
            direct
            and self.spec.pixel_format == "yuv420p"
            and self.spec.codec == "libx264"
            and self.spec.width % 2 == self.spec.height % 2 == 0
        )

    def write_frame(self, pixels: Array, *, repeat: int = 1) -> None:
        """Encode a frame so many times, then hand it back to the store."""
        if self._direct:
            self._validate_frame(pixels, repeat)
            try:
                self._encode(self._converted(pixels), repeat)
            except BaseException as error:
                raise self._operation_error("encode", error) from error
        else:
            super().write_frame(pixels, repeat=repeat)
        self._frames.give(pixels)

    def _converted(self, pixels: Array) -> av.VideoFrame:
        # The encoder may still read the last picture (it looks ahead, and works in threads). It then holds a reference
        # to its memory, and asking for a writable picture gets other memory; otherwise the same is used again.
        if self._picture is None:
            self._picture = av.VideoFrame(self.spec.width, self.spec.height, "yuv420p")
        else:
            self._picture.make_writable()
        planes = [
            np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]  # type: ignore[call-overload]
            for plane in self._picture.planes
        ]
        luma, blue, red = planes
        to_yuv420(as_pixels(pixels), luma, blue, red, self._changed(pixels))
        return self._picture

    def _changed(self, pixels: Array) -> Array:
        # Both frames are the same picture with something painted on: what has changed lies in the rows of either.
        mark = self._frames.marks.of(pixels).copy() if self._frames.marks else Mark(len(pixels))
        before, self._before = self._before, mark
        if before is None or not mark.same_base(before):
            return np.ones(len(pixels), bool)
        rows: Array = mark.rows | before.rows
        return rows

    def _encode(self, picture: av.VideoFrame, repeat: int) -> None:
        rate = self.spec.frame_rate
        for _ in range(repeat):
            picture.pts = self._next_pts
            picture.time_base = Fraction(rate.denominator, rate.numerator)
            self._next_pts += 1
            for packet in self._stream.encode(picture):
                self._container.mux(packet)


class FastWriter(SceneFileWriter):
    """Manim's writer with the faster encoder, and MP4 files that start to play before they are loaded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.frames = FrameStore()

    def write_frame(self, pixels: Array, *, repeat: int = 1) -> None:
        """As manim's. The frame belongs to the writer from now on and finds its way back to the store."""
        encoded = self.output_spec.is_video and self._current_encode_job is not None
        super().write_frame(pixels, repeat=repeat)
        if not encoded:
            self.frames.give(pixels)

    def _create_segment_encoder(self, target: Path) -> VideoSegmentEncoder:
        if self.video_encoder is None:
            return super()._create_segment_encoder(target)  # which says what is wrong
        return SegmentEncoder(self.frames, direct=not self.output_spec.is_gif, target=target, spec=self.video_encoder)

    def combine_files(self, input_files: list[str], output_file: Path, *args: Any, **kwargs: Any) -> None:
        """As manim's, then with the index in front."""
        super().combine_files(input_files, output_file, *args, **kwargs)
        move_index_to_front(output_file)

    def combine_to_movie(self) -> None:
        """As manim's; with sound, manim writes the file a second time."""
        super().combine_to_movie()
        if self.includes_sound and self.output_spec.is_video:
            move_index_to_front(self.movie_file_path)


def move_index_to_front(movie: Path) -> None:
    """Rewrite an MP4 so that its index comes first: a browser can then play it while it loads. Others are left alone.

    Nothing is encoded again. The file is replaced in one step, so nobody sees half of it.
    """
    if movie.suffix != ".mp4" or not movie.exists():
        return
    rewritten = movie.with_name(f".{movie.stem}.front{movie.suffix}")
    with av.open(str(movie)) as source, av.open(str(rewritten), "w", options={"movflags": "+faststart"}) as target:
        target.metadata.update(source.metadata)
        streams = {s.index: target.add_stream_from_template(s) for s in source.streams}
        for packet in source.demux():
            if packet.dts is not None:  # else it only says that the stream ends
                packet.stream = streams[packet.stream.index]
                target.mux(packet)
    rewritten.replace(movie)
