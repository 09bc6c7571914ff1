"""Film one shot in this process.

manim's configuration is global: film one shot at a time in a process, and, where it has to be as if nothing was filmed
before, in a process of its own (see crew).
"""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gradanim.errors import FilmError
from gradanim.studio.captions import subrip, webvtt
from gradanim.studio.catalogue import find, load
from gradanim.studio.clip import BeatRecord, Clip
from gradanim.studio.reel import animate, splice
from gradanim.studio.shot import Shot
from gradanim.studio.workroom import publish, work_folder

REHEARSAL_RATE = 5
"""Frames a second of a rehearsal: enough for every claim to look at every movement, and quick."""

REPORT_EVERY = 0.1
"""Seconds between two reports of progress."""


@dataclass(frozen=True)
class Progress:
    """How far a film is.

    Args:
        beat: number of the beat that is playing, from 1.
        caption: of that beat.
        frames: made so far.
        seconds: of film made so far.
        fps: frames made a second, on average.
        total: how many frames the film will have, once somebody knows.
        kept: beats taken from earlier runs.
    """

    beat: int
    caption: str
    frames: int
    seconds: float
    fps: float
    total: int | None = None
    kept: int = 0


OnProgress = Callable[[Progress], None]


def film(shot: Shot, media: Path, on_progress: OnProgress | None = None) -> Clip:
    """Film the shot into the media folder: the film, its captions, poster and beats, and clip.json last.

    Everything is made in a private folder and moved into place when all of it is there; a failure leaves what was there
    before.

    Raises:
        FilmError: a claim is false, or the encoder or the disk failed.
        GradanimError: the scene, or what was typed, makes no film.
    """
    media = media.absolute()
    digest = shot.digest  # before filming: should a source change meanwhile, the next run films again
    try:
        with work_folder(media, shot.name) as work:
            finished = work / "finished"
            (finished / shot.name).mkdir(parents=True)
            clip = _film_into(finished, shot, digest, on_progress)
            publish(finished, media, clip)
    except OSError as why:
        raise FilmError(f"{shot.name} could not be filmed: {why}") from why
    return clip


def rehearse(shot: Shot, on_progress: OnProgress | None = None) -> tuple[BeatRecord, ...]:
    """Play the shot's scene without painting or encoding, and return its beats with what their claims found.

    Raises:
        GradanimError: the scene, or what was typed, makes no film.
    """
    with TemporaryDirectory(prefix="gradanim-") as work:
        scene = _play(shot, Path(work), None, on_progress, frame_rate=REHEARSAL_RATE, encoded=False)
    return tuple(scene.beats)


def _film_into(finished: Path, shot: Shot, digest: str, on_progress: OnProgress | None) -> Clip:
    """Make all files of the clip in a folder, clip.json excepted."""
    is_still = shot.format == "png"
    stills = finished / shot.name
    scene = _play(shot, finished.parent, stills, on_progress, frame_rate=shot.frame_rate, encoded=not is_still)
    _insist(scene.beats)
    poster = next((beat for beat in scene.beats if beat.poster), scene.beats[-1])
    shutil.copyfile(stills / str(poster.still), finished / f"{shot.name}.png")
    captions: tuple[str, ...] = ()
    if is_still:
        shutil.rmtree(stills)
        beats = [replace(beat, still=None) for beat in scene.beats]
        frames, rate = 0, Fraction(1)
    else:
        rate = scene.session_spec.video_encoder.frame_rate
        beats, frames = _join(scene, finished, shot, rate)
        captions = _write_captions(beats, finished, shot)
    return Clip(
        shot=shot,
        digest=digest,
        title=_title(scene),
        topic=find(shot.scene).topic,
        film=f"{shot.name}.{shot.format}",
        poster=f"{shot.name}.png",
        captions=captions,
        beats=tuple(beats),
        pixels=shot.pixels,
        frame_rate=shot.frame_rate,
        seconds=float(frames / rate),
    )


def _play(
    shot: Shot, work: Path, stills: Path | None, on_progress: OnProgress | None, *, frame_rate: float, encoded: bool
) -> Any:
    """Play the shot's scene and return it."""
    from gradanim.studio.projector import Projector, Rehearsal, configured

    entry = find(shot.scene)
    scene_class = load(entry)
    if not hasattr(scene_class, "beat"):
        raise FilmError(
            f"{shot.scene} is a plain manim scene: let it extend PlaneScene or Storyboard, "
            "or render it with the manim command"
        )
    with configured(shot, work / "manim", assets=entry.file.parent, frame_rate=frame_rate, encoded=encoded):
        scene = scene_class(shot)
        scene.stills = stills
        report = _Report(scene, frame_rate, on_progress)
        scene.on_beat = report.begin
        (Projector if encoded else Rehearsal)(scene, report.count)
        scene.render()
    if not scene.beats:
        raise FilmError(f'{shot.scene} tells nothing: put what it plays into `with self.beat("..."):`')
    return scene


class _Report:
    """Tells how far a film is, not more often than anyone could read."""

    def __init__(self, scene: Any, frame_rate: float, on_progress: OnProgress | None) -> None:
        self.scene, self.frame_rate, self.on_progress = scene, frame_rate, on_progress
        self.beat, self.caption, self.frames = 0, "", 0
        self.began = time.perf_counter()
        self.last = -REPORT_EVERY

    def begin(self, beat: int, caption: str) -> None:
        self.beat, self.caption = beat, caption
        self.last = -REPORT_EVERY
        self.count(self.frames)

    def count(self, frames: int) -> None:
        self.frames = frames
        passed = time.perf_counter() - self.began
        if self.on_progress is not None and passed - self.last >= REPORT_EVERY:
            self.last = passed
            self.on_progress(Progress(self.beat, self.caption, frames, frames / self.frame_rate, frames / passed))


def _insist(beats: list[BeatRecord]) -> None:
    false = [
        f"beat {number}, {finding.name}: expected {finding.expected:.6g}, measured {finding.measured:.6g}"
        f" (tolerance {finding.tolerance:.2g} {finding.unit}".rstrip()
        + ")"
        for number, beat in enumerate(beats, 1)
        for finding in beat.findings
        if not finding.holds
    ]
    if false:
        raise FilmError("the picture does not show what it claims:\n" + "\n".join(false))


def _join(scene: Any, finished: Path, shot: Shot, rate: Fraction) -> tuple[list[BeatRecord], int]:
    """Join the pieces to the film and to a film of every beat; return the beats as filmed, and the number of frames."""
    pieces = scene.renderer.pieces
    join = animate if shot.format == "gif" else splice
    frames = join([path for _, path in pieces], finished / f"{shot.name}.{shot.format}", rate)
    if frames != scene.renderer.frames:
        raise FilmError(f"{frames} of {scene.renderer.frames} frames arrived in the film: the encoder failed")
    beats = []
    for number, beat in enumerate(scene.beats, 1):
        first, end = round(beat.start * shot.frame_rate), round(beat.end * shot.frame_rate)
        within = [path for start, path in pieces if first <= start < end]
        video = f"{shot.name}/{number:02d}{within[0].suffix}"
        length = splice(within, finished / video, rate)
        beats.append(
            replace(
                beat,
                start=float(first / rate),
                seconds=float(length / rate),
                video=video,
                still=f"{shot.name}/{beat.still}",
            )
        )
    return beats, frames


def _write_captions(beats: list[BeatRecord], finished: Path, shot: Shot) -> tuple[str, ...]:
    if shot.captions == "none":
        return ()
    (finished / f"{shot.name}.vtt").write_text(webvtt(beats), encoding="utf-8")
    (finished / f"{shot.name}.srt").write_text(subrip(beats), encoding="utf-8")
    return f"{shot.name}.vtt", f"{shot.name}.srt"


def _title(scene: Any) -> str:
    from gradanim.stage.words import plain

    return plain(scene.title) or type(scene).__name__
