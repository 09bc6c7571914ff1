"""Filming: what lies on the disk is what was asked for, all of it or nothing."""

import hashlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from gradanim.errors import FilmError, Refusal
from gradanim.records.clip import Clip
from gradanim.records.shot import Shot
from gradanim.studio.film import Progress, film, rehearse
from tests.tiny import RED, SCENES, frames, tiny, told_in


@pytest.fixture(scope="module", autouse=True)
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with told_in(tmp_path_factory.mktemp("project"), SCENES) as folder:
        yield folder


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def told() -> list[Progress]:
    return []


@pytest.fixture(scope="module")
def clip(media: Path, told: list[Progress]) -> Clip:
    """One film for all tests that only look at it."""
    return film(tiny(), media, told.append)


def test_the_film_is_what_browsers_and_slides_play(clip: Clip, media: Path) -> None:
    with av.open(media / clip.film) as reel:
        stream = reel.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        assert (stream.width, stream.height) == clip.pixels == (160, 90)
        assert stream.average_rate == clip.frame_rate == 10
        assert stream.duration is not None and stream.time_base is not None
        assert stream.duration * stream.time_base == Fraction(stream.frames, 10)
        assert float(stream.duration * stream.time_base) == clip.seconds
        times = [frame.time for frame in reel.decode(video=0)]
    assert times == pytest.approx([number / 10 for number in range(stream.frames)])


def test_a_browser_can_start_before_it_has_all_of_the_film(clip: Clip, media: Path) -> None:
    data = (media / clip.film).read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_the_colours_of_the_theme_arrive(clip: Clip, media: Path) -> None:
    middle = frames(media / clip.film)[3][45, 80]
    assert np.abs(middle.astype(int) - RED).max() <= 6


def test_the_beats_fill_the_film_and_each_has_a_film_of_its_own(clip: Clip, media: Path) -> None:
    assert [beat.caption for beat in clip.beats] == ["It stands & waits.", "Then it goes.", "It is gone."]
    assert clip.beats[0].start == 0
    assert clip.beats[-1].end == pytest.approx(clip.seconds)
    whole = frames(media / clip.film)
    parts = [frames(media / str(beat.video)) for beat in clip.beats]
    assert [len(part) for part in parts] == [round(beat.seconds * 10) for beat in clip.beats]
    assert np.array_equal(np.concatenate(parts), np.array(whole))


def test_a_still_is_the_last_picture_of_its_beat_and_the_poster_the_marked_one(clip: Clip, media: Path) -> None:
    stills = [np.asarray(Image.open(media / str(beat.still)).convert("RGB")) for beat in clip.beats]
    last = [frames(media / str(beat.video))[-1] for beat in clip.beats]
    for still, frame in zip(stills, last, strict=True):
        assert np.abs(still.astype(int) - frame).mean() < 3
    poster = np.asarray(Image.open(media / clip.poster).convert("RGB"))
    assert np.array_equal(poster, stills[1])
    assert not np.array_equal(stills[0], stills[1])


def test_all_that_belongs_to_a_film_lies_beside_it_and_nothing_else(clip: Clip, media: Path) -> None:
    stem = clip.shot.name
    assert clip.files[:4] == (f"{stem}.mp4", f"{stem}.png", f"{stem}.vtt", f"{stem}.srt")
    there = {path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file()}
    assert there == {*clip.files, clip.record}
    assert Clip.read(media / clip.record) == clip
    assert (clip.title, clip.topic) == ("A tiny film", "basics")


def test_captions_say_the_beats(clip: Clip, media: Path) -> None:
    end = f"00:00:{clip.beats[0].end:06.3f}"
    assert f"00:00:00.000 --> {end}\nIt stands &amp; waits." in (media / clip.captions[0]).read_text()
    assert f"00:00:00,000 --> {end.replace('.', ',')}\nIt stands & waits." in (media / clip.captions[1]).read_text()


def test_progress_tells_every_beat_as_it_begins(clip: Clip, told: list[Progress]) -> None:
    first = {progress.beat: progress for progress in reversed(told)}
    assert [first[beat].caption for beat in (1, 2, 3)] == [beat.caption for beat in clip.beats]
    assert [first[beat].seconds for beat in (1, 2, 3)] == pytest.approx([beat.start for beat in clip.beats])


def test_the_same_shot_makes_the_same_film(clip: Clip, media: Path, tmp_path: Path) -> None:
    again = film(clip.shot, tmp_path)
    assert again == clip
    hashes = [hashlib.sha256((folder / clip.film).read_bytes()).hexdigest() for folder in (media, tmp_path)]
    assert hashes[0] == hashes[1]


def test_a_rehearsal_sees_the_same_story_without_a_picture(clip: Clip) -> None:
    beats = rehearse(tiny())
    assert [beat.caption for beat in beats] == [beat.caption for beat in clip.beats]
    assert [beat.seconds for beat in beats] == pytest.approx([beat.seconds for beat in clip.beats], abs=0.5)
    assert all(beat.video is None and beat.still is None for beat in beats)


def test_updaters_and_claims_see_the_frames_of_a_rehearsal() -> None:
    first, second = rehearse(Shot("Counts", quality="l"))
    assert int(second.caption.removesuffix(" looks")) >= 10  # of two seconds at five frames each
    (finding,) = first.findings
    assert (finding.name, finding.expected, finding.measured, finding.holds) == ("steps", 3.0, 3.0, True)


def test_a_false_claim_is_reported_by_a_rehearsal_and_stops_a_film(tmp_path: Path) -> None:
    ((finding,),) = [beat.findings for beat in rehearse(Shot("Lies"))]
    assert (finding.measured, finding.holds) == (0.0, False)
    with pytest.raises(FilmError, match=r"beat 1, it is at one: expected 1, measured 0 \(tolerance 0.5 units\)"):
        film(tiny(scene="Lies"), tmp_path)
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("scene", "error", "complaint"),
    [
        ("Refuses", Refusal, "flat everywhere"),
        ("Breaks", AttributeError, "unheard_of"),
        ("Silent", FilmError, "tells nothing"),
        ("NoStoryboard", FilmError, "extend PlaneScene"),
    ],
)
def test_a_film_that_fails_leaves_what_was_there_and_nothing_more(
    scene: str, error: type[Exception], complaint: str, tmp_path: Path
) -> None:
    shot = tiny(scene=scene)
    (tmp_path / f"{shot.name}.mp4").write_text("the former film")
    with pytest.raises(error, match=complaint):
        film(shot, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"{shot.name}.mp4"]


def test_a_new_film_replaces_the_former_one_and_its_beats(tmp_path: Path) -> None:
    shot = tiny()
    (tmp_path / shot.name).mkdir()
    (tmp_path / shot.name / "09.mp4").write_text("a beat of the former film")
    (tmp_path / f"{shot.name}.mp4").write_text("the former film")
    clip = film(shot, tmp_path)
    there = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert there == {*clip.files, clip.record}


def test_a_disk_that_refuses_is_an_error_of_the_family(tmp_path: Path) -> None:
    (tmp_path / "media").write_text("a file where the folder should be")
    with pytest.raises(FilmError, match="could not be filmed"):
        film(tiny(), tmp_path / "media")


@pytest.mark.parametrize(
    ("options", "codec", "pixels"),
    [
        ({"format": "gif"}, "gif", "bgra"),
        ({"format": "mov"}, "h264", "yuv420p"),
        ({"format": "mov", "transparent": True}, "qtrle", "argb"),
        ({"format": "webm"}, "vp9", "yuv420p"),
    ],
)
def test_other_formats_show_the_same_frames(
    options: dict[str, Any], codec: str, pixels: str, clip: Clip, tmp_path: Path
) -> None:
    other = film(tiny(**options), tmp_path)
    assert (other.film, other.seconds) == (f"{other.shot.name}.{other.shot.format}", clip.seconds)
    with av.open(tmp_path / other.film) as reel:
        stream = reel.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt, stream.width, stream.height) == (codec, pixels, 160, 90)
    pictures = frames(tmp_path / other.film)
    assert len(pictures) == round(10 * clip.seconds)
    if not other.shot.transparent:
        assert np.abs(pictures[3][45, 80].astype(int) - RED).max() <= 25  # a palette, and another encoder


def test_a_transparent_film_has_no_background(tmp_path: Path) -> None:
    clip = film(tiny(format="webm", transparent=True, captions="none"), tmp_path)
    with av.open(tmp_path / clip.film) as reel:
        assert reel.streams.video[0].metadata["alpha_mode"] == "1"
    poster = np.asarray(Image.open(tmp_path / clip.poster))
    assert (poster[45, 2, 3], poster[45, 80 + 34, 3]) == (0, 255)
    assert clip.captions == ()


def test_a_png_is_the_poster_alone(clip: Clip, media: Path, tmp_path: Path) -> None:
    still = film(tiny(format="png"), tmp_path)
    assert still.files == (f"{still.shot.name}.png",)
    assert {path.name for path in tmp_path.iterdir()} == {still.film, still.record}
    alone, beside = (np.asarray(Image.open(path)) for path in (tmp_path / still.film, media / clip.poster))
    assert np.array_equal(alone, beside)
    assert [beat.caption for beat in still.beats] == [beat.caption for beat in clip.beats]


def test_a_setting_that_manim_does_not_know_is_not_dropped_silently(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gradanim.studio import configuration

    settings = configuration._settings
    monkeypatch.setattr(configuration, "_settings", lambda *given: settings(*given) | {"pixel_hight": 90})
    with pytest.raises(KeyError, match="pixel_hight"):
        film(tiny(), tmp_path)
