"""What the pages of documentation name is there, and the walk that one of them describes is the one that is taken."""

import ast
import inspect
import re
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from types import CodeType, FrameType

import pytest
from PIL import Image

from docs import showcase
from docs.contact_sheet import COLUMNS, contact_sheet
from gradanim.studio.catalogue import find, load
from gradanim.studio.film import film
from gradanim.studio.orders.beginning import begin_film
from gradanim.studio.places import for_a_while, look_beside
from tests.tiny import SCENES, tiny, told_in

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
ARCHITECTURE = ROOT / "docs" / "architecture.md"
TOP = "|".join(sorted(path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] not in "._"))
A_PATH = re.compile(rf"(?<![\w/.<-])(?:(?:{TOP})(?:/[\w.-]+)*/?|[\w-]+\.(?:py|toml|sh|lock|md|cff))(?![\w/<*-])")
MADE_BY_READERS = re.compile(r"media/.*|(.*/)?my_\w+(\.py)?|lecture\.toml|story\.py|claims\.py|films\.\w+")
SAVED_AS = re.compile(r"[Ss]ave this as `([^`.]+)")
A_NAME = re.compile(r"`([\w.]+)` in\s+`([\w/]+\.py)`")

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def paths_on(page: Path) -> set[str]:
    """Every path that stands in code or in a link."""
    text = page.read_text(encoding="utf-8")
    code = re.findall(r"```.*?```|`[^`\n]+`", text, flags=re.DOTALL)
    links = [link for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) if "://" not in link]
    named = {path for piece in code for path in A_PATH.findall(piece) if "/" in path or "." in path}
    made = tuple(SAVED_AS.findall(text)) or ("media/",)  # what a page tells its readers to save is theirs
    there = {path for path in named if not (MADE_BY_READERS.fullmatch(path) or path.startswith(made))}
    return there | {f"./{link}" for link in links}


def where_now(path: str) -> str:
    """Advice on a path that is not there."""
    places = [str(p.relative_to(ROOT)) for p in ROOT.rglob(Path(path).name) if ".venv" not in p.parts]
    return f"{path} is not there" + (f"; is it {' or '.join(places)} now?" if places else "")


@every_page
def test_every_path_on_a_page_exists(page: Path) -> None:
    places = {path: (page.parent if path.startswith("./") else ROOT) / path for path in paths_on(page)}
    lost = [path for path, place in places.items() if not (place.exists() or (page.parent / path).exists())]
    assert not lost, "\n".join(map(where_now, sorted(lost)))


@every_page
def test_every_module_that_a_page_runs_or_imports_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    modules = re.findall(r"python -m ([\w.]+)", text) + re.findall(r"from (gradanim[\w.]*|scenes\.[\w.]+) import", text)
    files = {module: ROOT.joinpath(*module.split(".")) for module in modules if module.startswith("scenes.")}
    assert [module for module, file in files.items() if not (file.is_dir() or file.with_suffix(".py").exists())] == []
    assert [module for module in modules if module not in files and find_spec(module) is None] == []


def defined_in(file: Path) -> set[str]:
    """Functions, classes and constants of a file, and the methods of its classes as `Class.method`."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    kinds = ast.FunctionDef | ast.ClassDef
    tops = [node for node in tree.body if isinstance(node, kinds)]
    members = [(top, node) for top in tops if isinstance(top, ast.ClassDef) for node in top.body]
    constants = {ast.unparse(target) for node in tree.body if isinstance(node, ast.Assign) for target in node.targets}
    methods = {f"{top.name}.{node.name}" for top, node in members if isinstance(node, kinds)}
    return {top.name for top in tops} | constants | methods


@every_page
def test_every_name_is_where_a_page_says(page: Path) -> None:
    named = A_NAME.findall(page.read_text(encoding="utf-8"))
    lost = [
        f"{name} is not in {file}" if (ROOT / file).is_file() else where_now(file)
        for name, file in named
        if not (ROOT / file).is_file() or name not in defined_in(ROOT / file)
    ]
    assert not lost, "\n".join(lost)
    assert len(named) > 40 or page != ARCHITECTURE


def test_the_architecture_says_of_every_room_what_it_holds() -> None:
    rooms = {path.parent.name for path in (ROOT / "gradanim").glob("*/*.py")}
    rows = set(re.findall(r"^\| `(\w+)` \| ", ARCHITECTURE.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert rooms <= rows


STORY = """
from gradanim.stage import Claim, PlaneScene, maps, marks


class SteepestAscent(PlaneScene):
    f = "x^2 y"

    def construct(self):
        contours, contour = maps.ContourMap(self.view), maps.ContourThrough(self.view, self.at)
        uphill = marks.gradient_arrow(self.view, self.at)
        with self.beat("A gradient.", claim=Claim("it is drawn", (uphill,), lambda: 1.0, 1.0, 0.0), hold=0.2):
            self.play(uphill.grow(), run_time=0.4)
            self.add(contours, contour)
"""


def test_the_walk_to_a_pixel_is_taken_in_the_order_that_the_architecture_says(tmp_path: Path) -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    described = text[text.index("In each of those processes") : text.index("`--watch` goes another way")]
    named = A_NAME.findall(described)
    walk = [(str(ROOT / file), name) for name, file in named if not file.startswith("scenes")]
    called: dict[tuple[str, str], int] = {}

    def note(frame: FrameType, event: str, _: object) -> None:
        code: CodeType = frame.f_code
        if event == "call" and code.co_flags & inspect.CO_OPTIMIZED:  # a function: no body of a class or a module
            name = code.co_qualname
            called.setdefault((code.co_filename, name), len(called))
            called.setdefault((code.co_filename, name.partition(".")[0]), len(called))

    with told_in(tmp_path, STORY):
        before = sys.getprofile()
        sys.setprofile(note)
        try:
            film(tiny("SteepestAscent", fps=5), tmp_path / "media")
        finally:
            sys.setprofile(before)
    assert [place for place in walk if place not in called] == []
    said = [f"{name} in {file}" for file, name in dict.fromkeys(walk)]
    taken = [f"{name} in {file}" for file, name in sorted(set(walk), key=called.__getitem__)]
    assert said == taken


NEW = re.findall(
    r"--new (\w+)(?: --like (\w+))? --scenes-folder my_films",
    "".join(page.read_text(encoding="utf-8") for page in PAGES),
)


@pytest.mark.parametrize(("name", "like"), sorted(set(NEW)))
def test_what_a_page_begins_a_film_with_is_one(
    name: str, like: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GRADANIM_SCENES", raising=False)
    begun = begin_film(name, like or None, tmp_path)
    with for_a_while():
        look_beside(tmp_path)
        assert load(find(name)).__name__ == name
        assert find(name).file == begun.file


def test_a_contact_sheet_shows_every_beat_in_order(tmp_path: Path) -> None:
    beats = tmp_path / "Film"
    beats.mkdir()
    shades = [30, 90, 150, 210]
    for number, shade in enumerate(shades, 1):
        Image.new("RGB", (64, 36), (shade, shade, shade)).save(beats / f"{number:02d}.png")
    sheet = Image.open(contact_sheet(beats))
    cells = [divmod(number, COLUMNS) for number in range(len(shades))]
    middles = [(int(sheet.width * (c + 0.5) / COLUMNS), int(sheet.height * (r + 0.5) / 2)) for r, c in cells]
    assert [sheet.getpixel(place) for place in middles] == [(shade,) * 3 for shade in shades]
    with pytest.raises(SystemExit, match="holds no pictures"):
        contact_sheet(tmp_path / "media")


def test_the_citation_says_what_the_project_says() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited = dict(re.findall(r"^([\w-]+): (\S.*)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE))
    assert cited["cff-version"] == "1.2.0"
    assert {key: cited[key] for key in ("title", "version", "license")} == {
        "title": project["name"],
        "version": project["version"],
        "license": project["license"],
    }
    assert project["authors"] == [{"name": "the gradanim authors"}]
    assert "the gradanim authors" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_showcase_is_cut_from_the_newest_films(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scenes").mkdir()
    with told_in(tmp_path / "scenes", SCENES):
        clip = film(tiny("Tiny"), tmp_path / "media")
    known = showcase.clips(tmp_path / "media")
    assert known["Tiny"].name == f"{Path(clip.film).stem}.clip.json"
    pictures = list(showcase.frames(known["Tiny"], 2, 0.0, 0.5))
    assert [picture.size for picture in pictures] == [showcase.SIZE] * round(0.5 * showcase.FPS)
    assert pictures[0].tobytes() != pictures[-1].tobytes()  # it moves
    monkeypatch.setattr(showcase, "HERE", tmp_path)
    monkeypatch.setattr(showcase, "CUTS", (("Tiny", 2, 0.0, 0.5), ("NotFilmed", 1, 0.0, 1.0)))
    with Image.open(showcase.gallery(tmp_path / "media")) as sheet:
        assert sheet.size == (showcase.COLUMNS * showcase.POSTER[0], showcase.POSTER[1])
    with Image.open(showcase.trailer(tmp_path / "media")) as moving:
        assert getattr(moving, "n_frames", 1) > 1
