"""Captions: in plain text, and as files beside a film, WebVTT for browsers and SubRip for everything else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gradanim.records.clip import BeatRecord
from gradanim.records.line_breaking import screenfuls


@dataclass(frozen=True)
class Cue:
    """One text on the screen, from `start` up to `end`, in whole milliseconds."""

    start: int
    end: int
    lines: tuple[str, ...]


def cues(beats: Iterable[BeatRecord]) -> list[Cue]:
    """Time the captions: one after another, never two at once; a long one in pieces, each as long as its share.

    Args:
        beats: in order. A beat without a caption, or without a millisecond of time, gives no cue.
    """
    timed: list[Cue] = []
    for beat in beats:
        pieces = screenfuls(beat.caption)
        letters = sum(len(line) for piece in pieces for line in piece)
        said = 0
        begin = timed[-1].end if timed else 0
        for piece in pieces:
            start = max(begin, round(1000 * (beat.start + beat.seconds * said / letters)))
            said += sum(map(len, piece))
            end = round(1000 * (beat.start + beat.seconds * said / letters))
            if end > start:
                timed.append(Cue(start, end, piece))
    return timed


def webvtt(beats: Iterable[BeatRecord]) -> str:
    """The captions as a .vtt file."""
    blocks = [
        f"{number}\n{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n" + "\n".join(map(_escaped, cue.lines))
        for number, cue in enumerate(cues(beats), 1)
    ]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def subrip(beats: Iterable[BeatRecord]) -> str:
    """The captions as a .srt file."""
    blocks = [
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n" + "\n".join(map(_untagged, cue.lines))
        for number, cue in enumerate(cues(beats), 1)
    ]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def plain_text(caption: str) -> str:
    """A caption, or a title, without the marks of its italics: `_f_` is f."""
    return re.sub(r"_([^_\s]+)_", r"\1", caption)


def _clock(milliseconds: int, point: str) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{point}{thousandths:03d}"


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _untagged(line: str) -> str:
    """SubRip has no escapes: an invisible joiner keeps players from taking `x<b` for a tag or `-->` for a clock."""
    return re.sub(r"<(?=[A-Za-z/])|\{(?=\\)|--(?=>)", "\\g<0>\N{WORD JOINER}", line)
