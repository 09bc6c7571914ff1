"""Filming: what lies on the disk is what was asked for, all of it or nothing."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from gradanim.errors import FilmError, Refusal
from gradanim.studio.clip import Clip
from gradanim.studio.crew import Outcome, filmed, shoot
from gradanim.studio.film import Progress, film, rehearse
from gradanim.studio.shot import Shot

SCENES = '''
from manim import RIGHT, Square

from gradanim.errors import Refusal
from gradanim.stage.claims import Claim
from gradanim.stage.storyboard import Storyboard

RED = "#d02010"


class Tiny(Storyboard):
    """A square goes to the right."""

    title = "A _tiny_ film"

    def construct(self):
        square = Square(side_length=2, color=RED, fill_opacity=1)
        with self.beat("It stands & waits."):
            self.add(square)
        with self.beat("Then it goes.", hold=0.2, poster=True):
            self.play(square.animate.shift(3 * RIGHT), run_time=0.7)
        with self.beat("It is gone.", hold=0.2):
            self.remove(square)


class Counts(Storyboard):
    def construct(self):
        seen = []
        square = Square(fill_opacity=1).add_updater(lambda square, dt: seen.append(square.get_x() + dt))
        with self.beat("Count.", claim=Claim("steps", (square,), lambda: square.get_x(), 3.0, 0.01, "units")):
            self.add(square)
            self.play(square.animate.shift(3 * RIGHT), run_time=2)
        with self.beat(f"{len(seen)} looks"):
            pass


class Lies(Storyboard):
    def construct(self):
        square = Square()
        with self.beat("It is right.", claim=Claim("it is at one", (square,), square.get_x, 1.0, 0.5, "units")):
            self.add(square)


class Refuses(Storyboard):
    def construct(self):
        raise Refusal("flat everywhere")


class Breaks(Storyboard):
    def construct(self):
        with self.beat("Now."):
            print("before the fall")
            self.unheard_of()


class Dies(Storyboard):
    def construct(self):
        import os, signal

        os.kill(os.getpid(), signal.SIGKILL)


class Silent(Storyboard):
    def construct(self):
        self.wait(0.2)


class PlainScene:
    title = ""

    def __init__(self, shot):
        pass


class NoStoryboard(PlainScene):
    pass
'''
RED = (0xD0, 0x20, 0x10)


@pytest.fixture(scope="module", autouse=True)
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("project") / "scenes"
    (folder / "basics").mkdir(parents=True)
    (folder / "basics" / "tiny.py").write_text(SCENES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADANIM_SCENES", str(folder))
        yield folder


def tiny(scene: str = "Tiny", **options: Any) -> Shot:
    return Shot(scene, **{"resolution": (160, 90), "fps": 10, "captions": "sidecar", **options})


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


def frames(path: Path) -> list[np.ndarray[Any, Any]]:
    with av.open(path) as reel:
        return [frame.to_ndarray(format="rgb24") for frame in reel.decode(video=0)]


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
    from gradanim.studio import projector

    settings = projector._settings
    monkeypatch.setattr(projector, "_settings", lambda *given: settings(*given) | {"pixel_hight": 90})
    with pytest.raises(KeyError, match="pixel_hight"):
        film(tiny(), tmp_path)


# ---- many films


def test_a_crew_goes_on_when_one_film_fails(tmp_path: Path) -> None:
    started: list[str] = []
    shots = [tiny(scene=scene) for scene in ("Breaks", "Dies", "Unknown", "Tiny")]
    outcomes = list(shoot(shots, tmp_path, on_start=lambda shot: started.append(shot.scene)))
    assert [outcome.shot for outcome in outcomes] == shots
    assert [outcome.ending for outcome in outcomes] == ["failed", "failed", "refused", "made"]
    assert started == ["Breaks", "Dies", "Tiny"]
    broken, dead, unknown, made = outcomes
    assert "unheard_of" in broken.reason
    assert "tiny.py, line" in broken.reason
    assert broken.log is not None
    assert "before the fall" in broken.log.read_text()
    assert "SIGKILL" in dead.reason
    assert "no scene 'Unknown'" in unknown.reason
    assert made.clip is not None
    assert made.clip == Clip.read(tmp_path / made.clip.record)
    logs = {outcome.log.name for outcome in outcomes if outcome.log}
    assert {path.name for path in tmp_path.iterdir() if path.suffix == ".log"} == logs
    assert not (tmp_path / ".work").exists()


def test_what_is_there_and_up_to_date_is_not_filmed_again(tmp_path: Path, scenes: Path) -> None:
    shot = tiny()
    clip = film(shot, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert list(shoot([shot], tmp_path)) == [Outcome(shot, "unchanged", clip=clip, beats=clip.beats)]
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    for file in clip.files:
        (tmp_path / file).rename(tmp_path / "away")
        assert filmed(shot, tmp_path) is None, f"{file} is missed"
        (tmp_path / "away").rename(tmp_path / file)
    assert filmed(replace(shot, seed=1), tmp_path) is None
    story = scenes / "basics" / "tiny.py"
    story.write_text(story.read_text() + "# changed\n")
    assert filmed(shot, tmp_path) is None
    story.write_text(SCENES)
    record = json.loads((tmp_path / clip.record).read_text())
    (tmp_path / clip.record).write_text(json.dumps(record | {"schema": 0}))
    assert filmed(shot, tmp_path) is None


def test_force_films_also_what_is_there(tmp_path: Path) -> None:
    film(tiny(), tmp_path)

    def begun(shot: Shot) -> None:
        raise InterruptedError

    assert len(list(shoot([tiny()], tmp_path, on_start=begun))) == 1
    with pytest.raises(InterruptedError):
        list(shoot([tiny()], tmp_path, force=True, on_start=begun))
