"""The fast way to a film gives the same film."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from manim import PI, RED, Circle, Create, FadeOut, Rotate, Scene, Square, VMobject, Wait, config, tempconfig

from gradanim.paint import ENCODERS, Dots, FastRenderer, FlatScene, Polylines, SpaceScene, SurfaceMesh, encoder_options
from gradanim.paint.encoder import FrameStore, move_index_to_front
from gradanim.paint.kernels import compiled
from gradanim.paint.kernels.compiled import Array
from gradanim.paint.kernels.pixels import as_pixels
from gradanim.paint.kernels.yuv import to_yuv420

SMALL = {"pixel_width": 320, "pixel_height": 180, "frame_rate": 15, "disable_caching": True}
LOSSLESS = {"video_encoder_options": {"crf": "0", "preset": "ultrafast"}}


def story(scene: Scene) -> None:
    square, circle = Square(color=RED, fill_opacity=0.5), Circle()
    scene.add(circle)
    scene.play(Create(square), run_time=0.6)
    scene.play(Rotate(square, PI / 3), run_time=0.6)
    scene.play(Wait(0.4))
    scene.add(Square(3))
    scene.play(Wait(0.4))


class StockStory(Scene):
    construct = story


class FastStory(FlatScene):
    construct = story


class SpaceStory(SpaceScene):
    def construct(self) -> None:
        self.set_camera_orientation(phi=1, theta=0.3)
        x, y = np.meshgrid(np.linspace(-2, 2, 9), np.linspace(-2, 2, 9), indexing="ij")
        self.add(SurfaceMesh(np.stack([x, y, x * y / 4], axis=-1), "#00ff00"))
        self.play(Create(dots := Dots([[0, 0, 1], [1, 1, 1]], RED)), run_time=0.2)
        self.move_camera(theta=1, run_time=0.4, added_anims=[dots.animate.shift([0, 0, 1])])


def film(scene: type[Scene], **settings: object) -> Path:
    with tempconfig({**SMALL, **settings}):
        made = scene()
        made.render()
        return Path(made.renderer.file_writer.final_file_path)


def pictures(movie: Path) -> Array:
    with av.open(str(movie)) as container:
        return np.array([frame.to_ndarray(format="yuv420p") for frame in container.decode(video=0)])


def planes(frame: av.VideoFrame) -> list[Array]:
    return [np.frombuffer(p, np.uint8).reshape(p.height, p.line_size)[:, : p.width] for p in frame.planes]  # type: ignore[call-overload]


def converted(pixels: Array) -> list[Array]:
    height, width = pixels.shape[:2]
    out = [np.empty((height >> k, width >> k), np.uint8) for k in (0, 1, 1)]
    to_yuv420(as_pixels(pixels), out[0], out[1], out[2], np.ones(height, bool))
    return out


def test_the_fast_film_is_the_slow_film() -> None:
    """Frame for frame, within 1 of 255: the two conversions to YUV round differently."""
    slow, fast = pictures(film(StockStory, **LOSSLESS)), pictures(film(FastStory, **LOSSLESS))
    assert slow.shape == fast.shape
    assert np.abs(slow.astype(int) - fast).max() <= 1
    assert np.ptp(slow) > 100


def test_the_last_picture_of_a_play_is_not_overwritten_by_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Frames wait for a slow encoder while the next play is painted."""
    import time

    from gradanim.paint import encoder

    slow = encoder.SegmentEncoder.write_frame

    def sleepy(self: encoder.SegmentEncoder, pixels: Array, *, repeat: int = 1) -> None:
        time.sleep(0.02)
        slow(self, pixels, repeat=repeat)

    want = pictures(film(FastStory, **LOSSLESS))
    monkeypatch.setattr(encoder.SegmentEncoder, "write_frame", sleepy)
    assert np.array_equal(want, pictures(film(FastStory, **LOSSLESS)))


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("scene", [FastStory, SpaceStory])
def test_two_films_of_one_scene_are_the_same(scene: type[Scene], encoder: str) -> None:
    """To the byte."""
    one, other = (film(scene, video_encoder_options=encoder_options(encoder)).read_bytes() for _ in range(2))
    assert one == other


@pytest.mark.parametrize("kind", ["noise", "smooth", "edges"])
def test_brightness_and_colour_are_those_of_swscale(kind: str) -> None:
    """Within 1 of 255, whatever the picture."""
    rng = np.random.default_rng(0)
    y, x = np.mgrid[:64, :96]
    pixels = {
        "noise": rng.integers(0, 256, (64, 96, 4)),
        "smooth": np.stack([x * 2, y * 3, 255 - x, np.full_like(x, 255)], axis=-1),
        "edges": np.where((x + y)[..., None] % 17 < 8, [255, 30, 0, 255], [0, 80, 255, 255]),
    }[kind].astype(np.uint8)
    pixels[..., 3] = 255
    reference = planes(av.VideoFrame.from_ndarray(pixels, format="rgba").reformat(format="yuv420p"))
    for ours, theirs in zip(converted(pixels), reference, strict=True):
        assert np.abs(ours.astype(int) - theirs).max() <= 1


def test_the_film_plays_everywhere_and_its_index_comes_first() -> None:
    movie = film(FastStory)
    data = movie.read_bytes()
    assert 0 < data.find(b"moov") < data.find(b"mdat")
    with av.open(str(movie)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert stream.average_rate == 15
        times = [Fraction(frame.pts or 0) * (frame.time_base or 0) for frame in container.decode(video=0)]
    assert times == [Fraction(n, 15) for n in range(len(times))]


def test_moving_the_index_changes_no_picture(tmp_path: Path) -> None:
    movie = film(StockStory)
    before = pictures(movie)
    move_index_to_front(movie)
    assert np.array_equal(before, pictures(movie))
    other = tmp_path / "note.txt"
    other.write_text("left alone")
    move_index_to_front(other)
    assert other.read_text() == "left alone"


@pytest.mark.parametrize("settings", [{"format": "gif"}, {"format": "webm"}, {"transparent": True, "format": "mov"}])
def test_other_formats_go_manims_way(settings: dict[str, object]) -> None:
    slow, fast = film(StockStory, **settings), film(FastStory, **settings)
    assert fast.suffix == slow.suffix
    with av.open(str(slow)) as a, av.open(str(fast)) as b:
        one, other = ([f.to_ndarray(format="rgba") for f in c.decode(video=0)] for c in (a, b))
    assert len(one) == len(other)
    assert all(np.array_equal(x, y) for x, y in zip(one, other, strict=True))


def test_skipped_plays_are_not_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    from manim.camera.camera import Camera

    painted: list[Camera] = []
    reset = Camera.reset

    def noted(self: Camera) -> Camera:
        painted.append(self)
        return reset(self)

    monkeypatch.setattr(Camera, "reset", noted)
    with tempconfig({**SMALL, "dry_run": True}):
        scene = FastStory(renderer=FastRenderer(skip_animations=True))
        painted.clear()
        scene.render()
    assert not painted
    assert scene.renderer.time == pytest.approx(2.0)


def test_finished_plays_are_found_again_whether_they_were_painted_or_not() -> None:
    with tempconfig({**SMALL, "disable_caching": False}):
        first, second = SpaceStory(), SpaceStory()
        first.render()
        second.render()
    assert first.renderer.animations_hashes == second.renderer.animations_hashes


def test_frames_are_used_again() -> None:
    store, like = FrameStore(), np.zeros((4, 6, 4), np.uint8)
    frame = store.take(like)
    store.give(frame)
    assert store.take(like) is frame
    store.give(frame)
    assert store.take(np.zeros((2, 2, 4), np.uint8)).shape == (2, 2, 4)


def test_an_unknown_encoder_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="fast, small"):
        encoder_options("best")
    assert encoder_options("fast") == ENCODERS["fast"]


def test_kernels_work_where_nothing_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled.cache_folder.cache_clear()
    monkeypatch.setattr(compiled, "_writable", lambda folder: False)
    try:
        assert compiled.cache_folder() is None

        @compiled.kernel
        def twice(x: float) -> float:
            return 2 * x

        assert twice(3.0) == 6.0
    finally:
        compiled.cache_folder.cache_clear()


def test_the_code_kept_for_kernels_is_named_after_all_of_their_sources(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text("1")
    monkeypatch.setattr(compiled, "HERE", tmp_path)
    before = compiled._digest()
    (tmp_path / "b.py").write_text("2")
    assert compiled._digest() != before


def test_manims_settings_are_left_alone() -> None:
    assert "preset" not in config.video_encoder_options


def test_a_play_in_which_little_moves_is_the_same_film(monkeypatch: pytest.MonkeyPatch) -> None:
    """Frame for frame the film in which every row is painted and converted anew."""
    from gradanim.paint import dirty_rows

    some = []
    restore = dirty_rows.Marks.restore

    def noted(self: dirty_rows.Marks, frame: Array, base: Array) -> None:
        restore(self, frame, base)
        some.append(self)

    monkeypatch.setattr(dirty_rows.Marks, "restore", noted)
    quick = pictures(film(MovingStory, **LOSSLESS))
    assert some

    def everything(self: dirty_rows.Mark, other: object) -> bool:
        return False

    monkeypatch.setattr(dirty_rows.Mark, "same_base", everything)
    monkeypatch.setattr(dirty_rows.Marks, "restore", lambda self, frame, base: (frame.__setitem__(..., base), None)[1])
    assert np.array_equal(quick, pictures(film(MovingStory, **LOSSLESS)))


class MovingStory(FlatScene):
    def construct(self) -> None:
        self.add(Circle(3), Square(1).shift([3, 0, 0]))
        sharp = VMobject(stroke_width=20).set_points_as_corners(np.array([[-3, -1, 0], [-2.9, 1, 0], [-2.8, -1, 0.0]]))
        dots = Dots(np.array([[0, 2], [1, -1], [np.nan, 0]]), RED, radius=0.3)
        lines = Polylines([np.array([[-4, 3], [4, 2.8], [np.nan, 0], [-4, -3], [0, -3.9]])], stroke_width=12)
        self.play(Create(lines), run_time=0.3)
        self.play(sharp.animate.shift([1, 2, 0]), dots.animate.shift([2, -1, 0]), run_time=0.5)
        self.play(FadeOut(lines), Rotate(sharp, PI), run_time=0.4)
        self.add(Square(5))
        self.wait(0.2)
        self.play(dots.animate.shift([0, 6, 0]), run_time=0.3)


def test_a_fresh_machine_is_told_that_the_painter_is_compiled_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from gradanim.paint import warm

    monkeypatch.setattr(warm, "compiled_before", lambda: False)
    warm.main()
    told = capsys.readouterr().err
    assert "Compiling the painter, once" in told
    assert "ready after" in told
    monkeypatch.setattr(warm, "compiled_before", lambda: True)
    monkeypatch.setattr(warm, "cache_folder", lambda: None)
    warm.main()
    told = capsys.readouterr().err
    assert "Compiling" not in told
    assert "not kept" in told


def psnr(movie: Path, exact: Array) -> float:
    """Of the brightness, in decibels, over all frames."""
    height = exact.shape[1] * 2 // 3
    off = pictures(movie)[:, :height].astype(float) - exact[:, :height]
    return float(10 * np.log10(255**2 / np.mean(off**2)))


@pytest.mark.parametrize(("choice", "largest", "lost"), [("fast", 3.0, 0.5), ("small", 1.3, 0.0)])
def test_an_encoder_of_ours_looks_as_good_as_manims_and_is_not_much_larger(
    choice: str, largest: float, lost: float
) -> None:
    size = {"pixel_width": 640, "pixel_height": 360}
    exact = pictures(film(FastStory, **size, **LOSSLESS))
    judged = []
    for options in ({}, encoder_options(choice)):  # both films have the same name: each is judged before the next
        movie = film(FastStory, **size, video_encoder_options=options)
        judged.append((psnr(movie, exact), movie.stat().st_size))
    (stock, stock_size), (ours, our_size) = judged
    assert ours >= stock - lost
    assert our_size <= largest * stock_size
