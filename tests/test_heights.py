"""Measured heights in place of a function: what files hold them, where they lie, and which films are told of them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image, TiffImagePlugin

from gradanim.errors import DomainError, Refusal
from gradanim.fields.domain import Domain
from gradanim.fields.heights import digest_of_heights, file_of, measured
from gradanim.fields.typed import Field
from gradanim.records.clip import Clip
from gradanim.records.heights import Heights
from gradanim.records.picture import ShotError
from gradanim.records.shot import Shot
from gradanim.studio.catalogue import catalogue
from gradanim.studio.door.command import main
from gradanim.studio.film import rehearse
from gradanim.studio.orders.lecture import read_lecture
from gradanim.studio.places import for_a_while
from gradanim.studio.sources import digest_of

HILL = Field("3*exp(-(x-4)^2/20 - (y-3)^2/9)", Domain(0, 9, 0, 7))


def hill(ny: int = 36, nx: int = 46) -> np.ndarray[Any, Any]:
    """Heights of a hill; rows from south to north."""
    return HILL(*np.meshgrid(np.linspace(0, 9, nx), np.linspace(0, 7, ny)))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    with for_a_while():
        yield


def door(*words: str) -> Result:
    return CliRunner().invoke(main, words, prog_name="render.py")


def write_tiff(path: str, values: np.ndarray[Any, Any], **tags: Any) -> None:
    """A GeoTIFF, first row northernmost."""
    numbers = {"scale": 33550, "tie": 33922, "keys": 34735, "nodata": 42113}
    types = {"scale": 12, "tie": 12, "keys": 3, "nodata": 2}  # doubles, shorts, text
    info = TiffImagePlugin.ImageFileDirectory_v2()
    for name, value in tags.items():
        info.tagtype[numbers[name]] = types[name]
        info[numbers[name]] = value
    Image.fromarray(values).save(path, tiffinfo=info)


# ---- files


def test_a_row_of_an_array_and_of_a_table_lies_further_north_than_the_one_before() -> None:
    np.save("hill.npy", hill())
    np.savetxt("hill.csv", hill(), delimiter=",", fmt="%.17g")
    np.savetxt("hill.txt.csv", hill(), delimiter=" ", fmt="%.17g")
    for name in ("hill.npy", "hill.csv", "hill.txt.csv"):
        field = measured(name, HILL.domain)
        assert field.values == pytest.approx(hill())
        assert field(2.0, 6.0) == pytest.approx(HILL(2.0, 6.0), abs=1e-3)


def test_without_borders_samples_are_a_power_of_ten_apart() -> None:
    np.save("hill.npy", hill(36, 46))
    assert measured("hill.npy").domain == Domain(0, 4.5, 0, 3.5)
    np.save("small.npy", hill(6, 8))
    assert measured("small.npy").domain == Domain(0, 7, 0, 5)


def test_what_is_empty_in_a_table_is_a_hole() -> None:
    rows = [[f"{height:.6f}" for height in row] for row in hill(12, 12)]
    rows[5][6] = ""
    rows[6][6] = "NaN"
    Path("hill.csv").write_text("\n".join(map(";".join, rows)))
    field = measured("hill.csv")
    assert np.argwhere(np.isnan(field.values)).tolist() == [[5, 6], [6, 6]]
    assert np.isnan(field(6, 5.5))
    assert np.isfinite(field(3, 3))


@pytest.mark.parametrize(("kind", "white"), [(np.uint8, 255), (np.uint16, 65535)])
def test_a_picture_has_north_on_top_and_white_at_one(kind: type[Any], white: int) -> None:
    shades = np.round(hill() / 3 * white).astype(kind)
    Image.fromarray(shades[::-1]).save("hill.png")
    assert measured("hill.png").values == pytest.approx(hill() / 3, abs=1 / white)


def test_a_geotiff_says_where_it_lies_in_kilometres_and_where_it_knows_nothing() -> None:
    values = hill().astype(np.float32)[::-1].copy()
    values[0, 0] = -9999
    tags = {"scale": (200.0, 200.0, 0.0), "tie": (0.0, 0.0, 0.0, 500000.0, 4000000.0, 0.0), "nodata": "-9999"}
    write_tiff("hill.tif", values, **tags)
    field = measured("hill.tif")
    assert field.domain == Domain(0, 9, 0, 7)
    assert np.argwhere(np.isnan(field.values)).tolist() == [[35, 0]]
    assert field(2.0, 5.0) == pytest.approx(HILL(2.0, 5.0), abs=1e-3)
    part = measured("hill.tif", Domain(1, 3, 1, 2))
    assert (part.ground, part.domain) == (field.ground, Domain(1, 3, 1, 2))


def test_degrees_become_kilometres_that_are_shorter_along_a_parallel() -> None:
    keys = (1, 1, 0, 1, 1024, 0, 1, 2)
    write_tiff(
        "hill.tif", hill().astype(np.float32), scale=(0.01, 0.01, 0.0), tie=(0.0, 0, 0, 8.0, 60.175, 0), keys=keys
    )
    ground = measured("hill.tif").domain
    assert ground.height == pytest.approx(0.35 * 111.32, rel=1e-3)
    assert ground.width == pytest.approx(0.45 * 111.32 / 2, rel=1e-2)  # cos 60 degrees


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("nowhere.npy", "nowhere.npy cannot be read: No such file"),
        ("text.doc", "text.doc is no file of heights: give one that ends in .npy, .npz, .csv"),
        ("torn.npy", "torn.npy holds no heights that can be read"),
        ("torn.png", "torn.png cannot be read"),
        ("words.csv", "words.csv, row 2, column 1: 'high' is no number"),
        ("ragged.csv", "ragged.csv has rows of 2 to 3 numbers"),
        ("line.npy", "line.npy holds an array of the shape (40,): heights are rows of one length, 4 or more"),
        ("colour.png", "colour.png is in colours: give a picture in shades of grey"),
        ("objects.npy", "objects.npy holds no heights that can be read"),
        ("complex.npy", "complex.npy holds complex128: heights are real numbers"),
        ("infinite.npy", "heights on a grid are finite"),
        ("nothing.npy", "heights on a grid are missing everywhere"),
        ("noise.npy", "the grid of noise.npy is too rough for its heights"),
        ("large.npy", "large.npy has 3000 x 2000 samples, more than a film can show: thin them out, to one in 2"),
        ("other.npz", "other.npz holds x: call the array of heights `heights`"),
    ],
)
def test_what_holds_no_heights_for_a_film_is_told_at_the_door(name: str, complaint: str) -> None:
    rng = np.random.default_rng(1)
    for stem, values in {
        "line": np.arange(40.0),
        "complex": hill() * 1j,
        "infinite": np.where(hill() > 2.9, np.inf, hill()),
        "nothing": np.full((9, 9), np.nan),
        "noise": rng.normal(size=(40, 40)),
        "large": np.zeros((2000, 3000), np.int8),
    }.items():
        np.save(f"{stem}.npy", values)
    np.save("objects.npy", np.array([[{}]]), allow_pickle=True)
    np.savez("other.npz", x=hill())
    Path("text.doc").write_text("1,2")
    Path("torn.npy").write_bytes(b"\x93NUMPY torn")
    Path("torn.png").write_bytes(b"\x89PNG torn")
    Path("words.csv").write_text("1,2,3\nhigh,2,3\n")
    Path("ragged.csv").write_text("1,2,3\n1,2\n")
    Image.fromarray(np.zeros((9, 9, 3), np.uint8)).save("colour.png")
    result = door("--scene", "SteepestAscent", "--heights", name, "--media", "media")
    assert result.exit_code == 2
    assert f"--heights: {complaint}" in result.stderr
    assert "Traceback" not in result.output
    assert not Path("media").exists()


def test_a_ground_of_measured_heights_is_smooth_enough() -> None:
    assert measured("sample").values.shape == (100, 120)
    np.save("hill.npy", hill(8, 8))
    measured("hill.npy")


# ---- films


def test_the_contents_decide_the_film_and_the_name_of_the_file_does_not() -> None:
    for name in ("a.npy", "b.npy"):
        np.save(name, hill())
    a, b = (Shot("SteepestAscent", heights=Heights(name, digest_of_heights(name))) for name in ("a.npy", "b.npy"))
    assert digest_of(a) == digest_of(b)
    np.save("a.npy", 2 * hill())
    changed = Shot("SteepestAscent", heights=Heights("a.npy", digest_of_heights("a.npy")))
    assert digest_of(changed) != digest_of(a)
    assert changed.name != a.name  # two files of one name are two films
    assert changed.name.startswith("SteepestAscent-heights=a-")
    assert Shot.from_dict(json.loads(json.dumps(a.to_dict()))) == a


def test_the_sample_is_filmed_and_its_record_says_of_what(tmp_path: Path) -> None:
    (tmp_path / "quick.py").write_text(QUICK)
    words = ("--heights", "sample", "--resolution", "256x144", "--fps", "5", "--jobs", "1", "--media", "media")
    made = door("--scene", "quick.py", *words)
    assert made.exit_code == 0, made.output
    (record,) = Path("media").glob("Quick-heights=sample-*.clip.json")
    heights = Clip.read(record).shot.heights
    assert heights == Heights("sample", digest_of_heights("sample"))
    assert file_of("sample").is_file()
    assert door("--scene", "quick.py", *words).stdout.startswith("unchanged")


QUICK = '''
from manim import Create, FadeIn

from gradanim.stage import PlaneScene, claims, maps


class Quick(PlaneScene):
    """A map."""

    start = None

    def construct(self):
        contours, known = maps.ContourMap(self.view), self.definition()
        self.fill_panel(known)
        with self.beat("A map.", claim=claims.same_height(self.view, contours.longest), hold=0.2):
            self.add(contours, known)
'''


def test_they_are_looked_at_where_they_lie_also_with_a_hole() -> None:
    values = hill()
    values[10:14, 20:24] = np.nan
    np.save("hill.npy", values)
    shot = Shot("SteepestAscent", quality="l", heights=Heights("hill.npy", digest_of_heights("hill.npy")))
    beats = rehearse(shot)
    assert beats
    assert [finding.name for beat in beats for finding in beat.findings if not finding.holds] == []


def test_a_point_beyond_them_is_refused() -> None:
    np.save("hill.npy", hill())
    heights = Heights("hill.npy", digest_of_heights("hill.npy"))
    with pytest.raises(Refusal, match="outside the domain"):
        rehearse(Shot("SteepestAscent", quality="l", heights=heights, at=(40.0, 1.0)))
    with pytest.raises(Refusal, match="a strip"):
        rehearse(Shot("SteepestAscent", quality="l", heights=heights, domain=Domain(0, 100, 0, 1)))
    with pytest.raises(DomainError, match="over a rectangle"):
        measured("hill.npy", Domain(0, 1, 0, 1, 0, 1))


TOLD = {entry.name for entry in catalogue().entries if entry.subject == "function" and not entry.needs_formula}


def test_films_that_print_a_formula_name_those_that_do_not(tmp_path: Path) -> None:
    result = door("--scene", "PartialSlices", "--heights", "sample")
    assert result.exit_code == 2
    assert "PartialSlices prints a formula, and --heights have none: film " in result.stderr
    assert all(name in result.stderr for name in TOLD)
    room = door("--scene", "RoomGradient", "--heights", "sample")
    assert "RoomGradient is about a function f(x, y, z), and --heights have none: film " in room.stderr
    assert "SteepestAscent" in TOLD
    assert "PartialSlices" not in TOLD


@pytest.mark.parametrize("scene", sorted({e.name for e in catalogue().entries if e.needs_formula}))
def test_a_film_that_says_it_needs_a_formula_does(scene: str) -> None:
    heights = Heights("sample", digest_of_heights("sample"))
    with pytest.raises(Refusal, match="has no formula that could be printed"):
        rehearse(Shot(scene, quality="l", heights=heights))


def test_heights_and_a_function_exclude_each_other() -> None:
    with pytest.raises(ShotError, match="exclude each other"):
        Shot("SteepestAscent", function="x", heights=Heights("sample", "1"))
    assert "exclude each other" in door("--scene", "SteepestAscent", "-f", "x", "--heights", "sample").stderr


def test_a_lecture_has_its_heights_beside_it() -> None:
    Path("lectures").mkdir()
    np.save("lectures/hill.npy", hill())
    text = '[defaults]\nfunction = "x y"\n[[film]]\nscene = "SteepestAscent"\nheights = "hill.npy"\n'
    text += '[[film]]\nscene = "TangentPlane"\n'
    Path("lectures/one.toml").write_text(text)
    first, second = read_lecture(Path("lectures/one.toml"), {}).shots
    assert first.heights == Heights("lectures/hill.npy", digest_of_heights("lectures/hill.npy"))
    assert (first.function, second.function, second.heights) == (None, "x y", None)
