"""What the documentation tells people to write: it is filmed as it stands there."""

import re
from pathlib import Path

import pytest

from gradanim.errors import FilmError
from gradanim.records.shot import Shot
from gradanim.stage import claims
from gradanim.studio.film import film, rehearse

PAGE = Path(__file__).resolve().parent.parent / "docs" / "a_film_of_your_own.md"


def code(page: Path) -> list[str]:
    """The Python that stands on a page."""
    return re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.fixture
def scenes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "scenes" / "gradient"
    folder.mkdir(parents=True)
    monkeypatch.setenv("GRADANIM_SCENES", str(folder.parent))
    return folder


def test_the_example_is_filmed(scenes: Path, tmp_path: Path) -> None:
    example, _ = code(PAGE)
    (scenes / "round_the_hill.py").write_text(example, encoding="utf-8")
    clip = film(Shot("RoundTheHill", resolution=(256, 144), fps=5), tmp_path / "media")
    assert all((tmp_path / "media" / file).is_file() for file in clip.files)
    assert [finding.holds for beat in clip.beats for finding in beat.findings] == [True, True, True]


@pytest.mark.parametrize("function", ["x^2 - y^2", "x + y", "log(x^2 + y^2)", "1/(x - y)", "sin(8x)*cos(8y)"])
def test_the_example_is_true_of_other_functions(scenes: Path, function: str) -> None:
    (scenes / "round_the_hill.py").write_text(code(PAGE)[0], encoding="utf-8")
    beats = rehearse(Shot("RoundTheHill", function=function, quality="l"))
    assert all(finding.holds for beat in beats for finding in beat.findings)


def test_the_broken_example_is_not_filmed(scenes: Path, tmp_path: Path) -> None:
    example, across = code(PAGE)
    broken = example.replace("        path, contour =", f"{across.partition('#')[0]}\n        path, contour =")
    broken = broken.replace("from manim import", "import numpy as np\nfrom manim import", 1)
    (scenes / "round_the_hill.py").write_text(broken, encoding="utf-8")
    with pytest.raises(FilmError, match="beat 3, along the contour the height stays the same"):
        film(Shot("RoundTheHill", resolution=(256, 144), fps=2), tmp_path / "media")


CLAIMS = PAGE.with_name("claims.md")


def test_the_claim_of_ones_own_holds(scenes: Path) -> None:
    (scenes / "halfway.py").write_text(code(CLAIMS)[0], encoding="utf-8")
    beats = rehearse(Shot("Halfway", quality="l"))
    assert [finding.holds for beat in beats for finding in beat.findings] == [True, True]


def test_the_claim_of_ones_own_fails_as_the_page_says(scenes: Path) -> None:
    example, shift = code(CLAIMS)
    broken = example.replace("import Create, FadeIn", "import UP, Create, FadeIn")
    broken = broken.replace("        with self.beat(", f"        {shift.strip()}\n        with self.beat(", 1)
    (scenes / "halfway.py").write_text(broken, encoding="utf-8")
    beats = rehearse(Shot("Halfway", quality="l"))
    assert [finding.holds for beat in beats for finding in beat.findings] == [False, False]


def test_every_claim_that_the_page_names_is_at_the_door() -> None:
    named = re.findall(r"`(\w+)\(", CLAIMS.read_text(encoding="utf-8"))
    assert len(named) > 10
    assert set(named) <= set(dir(claims))
