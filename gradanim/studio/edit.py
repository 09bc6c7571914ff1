"""Making a film, and all that lies beside it, of the films of its beats."""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from gradanim.errors import FilmError
from gradanim.records.captions import subrip, webvtt
from gradanim.records.clip import BeatRecord, Clip
from gradanim.records.shot import Shot
from gradanim.studio.catalogue import find
from gradanim.studio.reel import animate, splice
from gradanim.studio.takes import Footage, Story
from gradanim.studio.workroom import publish, work_folder


def edit(footages: Iterable[Footage], media: Path) -> Clip:
    """Make the film of a shot, whose beats were filmed in several places, in the media folder.

    Raises:
        FilmError: a beat is missing, what was filmed does not belong together, a claim is false, or the disk failed.
    """
    shares = list(footages)
    shot, outline = shares[0].shot, shares[0].outline
    if any((share.shot, share.digest) != (shot, shares[0].digest) for share in shares):
        raise FilmError(f"{shot.name} was filmed in parts by different sources or libraries, or for different shots")
    if any(share.outline != outline for share in shares):
        raise FilmError(f"{shot.name} is not the same story each time it is played: {RANDOM}")
    takes = {take.beat: (take, files) for share in shares for take, files in share.takes}
    if lacking := [str(number) for number in outline.numbers if number not in takes]:
        raise FilmError(f"{shot.name} lacks beat {', '.join(lacking)}")
    media = media.absolute()
    try:
        with work_folder(media, shot.name) as work:
            for take, files in takes.values():
                for name, contents in zip(take.files, files, strict=True):
                    (work / name).write_bytes(contents)
            story = outline.story(take for take, _ in takes.values())
            clip = assemble(shot, shares[0].digest, story, work)
            publish(work / "finished", media, clip)
    except OSError as why:
        raise FilmError(f"{shot.name} could not be filmed: {why}") from why
    return clip


RANDOM = (
    "what a scene draws at random has to come from the seed (numpy.random.seed is set to it), and what it adds up "
    "frame by frame from an updater with dt, or use --jobs 1"
)


def assemble(shot: Shot, digest: str, story: Story, work: Path) -> Clip:
    """Make all files of the clip, clip.json excepted, in the folder `finished` of the work folder.

    Args:
        digest: of the shot, when its first beat was begun.
        work: holds the films and pictures of all beats, 01.mp4, 01.png ...; they are moved away.

    Raises:
        FilmError: a claim is false, or frames are missing.
    """
    insist(story.beats)
    outline = story.outline
    finished = work / "finished"
    (finished / shot.name).mkdir(parents=True)
    stills = [f"{number:02d}.png" for number in outline.numbers]
    poster = next((n for n, beat in enumerate(story.beats) if beat.poster), len(stills) - 1)
    shutil.copyfile(work / stills[poster], finished / f"{shot.name}.png")
    beats, frames = story.beats, 0
    captions: tuple[str, ...] = ()
    if shot.stills:
        beats = tuple(replace(b, still=f"{shot.name}/{still}") for b, still in zip(beats, stills, strict=True))
        for still in stills:
            (work / still).rename(finished / shot.name / still)
    elif shot.format == "png":
        (finished / shot.name).rmdir()
    else:
        videos = [next(work.glob(f"{number:02d}.[!p]*")) for number in outline.numbers]
        join = animate if shot.format == "gif" else splice
        frames = join(videos, finished / f"{shot.name}.{shot.format}", outline.rate)
        if frames != sum(outline.frames):
            raise FilmError(f"{frames} of {sum(outline.frames)} frames arrived in the film: the encoder failed")
        beats = tuple(
            replace(beat, video=f"{shot.name}/{video.name}", still=f"{shot.name}/{still}")
            for beat, video, still in zip(story.beats, videos, stills, strict=True)
        )
        for file in (*videos, *(work / still for still in stills)):
            file.rename(finished / shot.name / file.name)
        captions = _write_captions(beats, finished, shot)
    return Clip(
        shot=shot,
        digest=digest,
        title=outline.title,
        topic=find(shot.scene).topic,
        film=f"{shot.name}.{shot.format}",
        poster=f"{shot.name}.png",
        captions=captions,
        beats=beats,
        pixels=shot.pixels,
        frame_rate=shot.frame_rate,
        seconds=float(frames / outline.rate),
    )


def insist(beats: Iterable[BeatRecord]) -> None:
    """Raise a FilmError that names every false claim, if there is one."""
    false = [
        f"beat {number}, {finding.name}: expected {finding.due}, measured {finding.found}"
        f" (tolerance {finding.tolerance:.2g} {finding.unit}".rstrip()
        + ")"
        + (f"; {beat.place}: {finding.remark}" if finding.remark else f"; {beat.place}" if beat.place else "")
        for number, beat in enumerate(beats, 1)
        for finding in beat.findings
        if not finding.holds
    ]
    if false:
        raise FilmError("the picture does not show what it claims:\n" + "\n".join(false))


def _write_captions(beats: tuple[BeatRecord, ...], finished: Path, shot: Shot) -> tuple[str, ...]:
    if shot.captions == "none":
        return ()
    (finished / f"{shot.name}.vtt").write_text(webvtt(beats), encoding="utf-8")
    (finished / f"{shot.name}.srt").write_text(subrip(beats), encoding="utf-8")
    return f"{shot.name}.vtt", f"{shot.name}.srt"
