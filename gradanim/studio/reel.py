"""Putting pieces of film together, without losing or stretching a frame.

manim encodes every animation as a film of its own. Joined by the clock of each file, as its concatenation does, they
drift by a fraction of a frame each; here they are joined by counting frames.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.filter import Graph

_DITHER = "dither=bayer:bayer_scale=5:diff_mode=rectangle"  # a fixed pattern: what stands still does not flicker


def splice(pieces: Sequence[Path], target: Path, frame_rate: Fraction) -> int:
    """Join films of one encoding into one, without encoding again, and return how many frames it has.

    Args:
        pieces: at least one, all of the same codec, size and rate.
        target: its suffix decides the container; a browser can start an MP4 before it has all of it.
        frame_rate: frames a second, exactly.
    """
    options = {"movflags": "faststart"} if target.suffix in (".mp4", ".mov") else {}
    # decoding order is the order of the packets, and nothing may be shown before it is decoded
    delay = max(order - shown for piece in pieces for order, (shown, _) in enumerate(_packets(piece, frame_rate)))
    frames = 0
    with av.open(target, "w", options=options) as reel, av.open(pieces[0]) as first:
        source = first.streams.video[0]
        stream = reel.add_stream_from_template(source)
        stream.time_base = 1 / frame_rate
        if source.metadata.get("alpha_mode") == "1":  # WebM keeps transparency beside the picture, and has to say so
            stream.pix_fmt = "yuva420p"
        for piece in pieces:
            length = 0
            for order, (shown, packet) in enumerate(_packets(piece, frame_rate)):
                packet.stream = stream
                packet.time_base = 1 / frame_rate
                packet.pts, packet.dts, packet.duration = frames + shown, frames + order - delay, 1
                reel.mux(packet)
                length += 1
            frames += length
    return frames


def length(piece: Path) -> int:
    """How many frames a film has, without decoding them."""
    with av.open(piece) as film:
        return sum(1 for packet in film.demux(video=0) if packet.size)


def animate(pieces: Sequence[Path], target: Path, frame_rate: Fraction) -> int:
    """Join films into one GIF with a palette of its own, and return how many frames it has.

    The pieces are read twice, once for the palette: holding all frames at once would take gigabytes.
    """
    with av.open(pieces[0]) as film:
        first = next(film.decode(video=0))
    palette = _palette(first, pieces)
    colours = Graph()
    painter = colours.add("paletteuse", _DITHER)
    _entrance(colours, first, frame_rate).link_to(painter, 0, 0)
    _entrance(colours, palette, frame_rate).link_to(painter, 0, 1)
    painter.link_to(colours.add("buffersink"))
    colours.configure()
    palette.pts = 0
    colours.push(palette, at=1)
    with av.open(target, "w") as gif:
        stream: Any = gif.add_stream("gif", rate=frame_rate)
        stream.width, stream.height, stream.pix_fmt = first.width, first.height, "pal8"
        frames = 0
        for frame in _painted(colours, _frames(pieces), frame_rate):
            frame.pts, frame.time_base = frames, 1 / frame_rate
            gif.mux(stream.encode(frame))
            frames += 1
        gif.mux(stream.encode())
    return frames


def _palette(first: Any, pieces: Sequence[Path]) -> Any:
    """The colours that suit all frames best, as a frame of one pixel each."""
    chooser = Graph()
    entrance = _entrance(chooser, first, Fraction(1))
    chooser.link_nodes(entrance, chooser.add("palettegen"), chooser.add("buffersink")).configure()
    for number, frame in enumerate(_frames(pieces)):
        frame.pts, frame.time_base = number, Fraction(1)
        chooser.push(frame)
    chooser.push(None)
    return chooser.pull()


def _entrance(graph: Graph, like: Any, frame_rate: Fraction) -> Any:
    return graph.add_buffer(width=like.width, height=like.height, format=like.format, time_base=1 / frame_rate)


def _painted(colours: Graph, frames: Iterator[Any], frame_rate: Fraction) -> Iterator[Any]:
    """The frames in the colours of the palette."""
    for number, frame in enumerate(frames):
        frame.pts, frame.time_base = number, 1 / frame_rate
        colours.push(frame, at=0)
        yield from _ready(colours)
    colours.push(None)
    yield from _ready(colours)


def _ready(graph: Graph) -> Iterator[Any]:
    while True:
        try:
            yield graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):  # it wants more frames, or there are no more
            return


def _packets(piece: Path, frame_rate: Fraction) -> Iterator[tuple[int, Any]]:
    """Each packet in decoding order, with the number of the frame it shows, from 0."""
    with av.open(piece) as film:
        for packet in film.demux(video=0):
            if packet.size:  # an empty one only says that the end is reached
                yield round(Fraction(packet.pts or 0) * packet.time_base * frame_rate), packet


def _frames(pieces: Sequence[Path]) -> Iterator[Any]:
    for piece in pieces:
        with av.open(piece) as film:
            yield from film.decode(video=0)
