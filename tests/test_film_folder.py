"""A film that is a folder: found, played, copied without anything to register, filmed by the plain manim command."""

import shutil
import subprocess
import sys
from pathlib import Path

import av
import pytest

from gradanim.records.shot import Shot
from gradanim.studio.catalogue import catalogue, find
from gradanim.studio.film import rehearse

ROOT = Path(__file__).resolve().parent.parent
FILM = {
    "story.py": '''
from gradanim.stage import Storyboard
from scenes.basics.shared.rule import RULE

from .marks import block
from .sentences import SAID


class Block(Storyboard):
    """A block, of parts in files of their own."""

    def construct(self):
        square = block()
        with self.beat(f"{SAID} {RULE}", hold=0.2):
            self.add(square)
''',
    "marks.py": "from manim import Square\n\n\ndef block():\n    return Square(fill_opacity=1)\n",
    "sentences.py": 'SAID = "It stands."\n',
}


@pytest.fixture
def topic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "scenes" / "basics"
    (folder / "block").mkdir(parents=True)
    (folder / "shared").mkdir()
    (folder / "shared" / "rule.py").write_text('RULE = "As a rule."\n')
    for name, text in FILM.items():
        (folder / "block" / name).write_text(text)
    monkeypatch.setenv("GRADANIM_SCENES", str(folder.parent))
    return folder


def captions(scene: str) -> list[str]:
    return [beat.caption for beat in rehearse(Shot(scene, resolution=(160, 90), captions="none"))]


def test_a_film_in_a_folder_is_found_and_played(topic: Path):
    assert [(entry.name, entry.module) for entry in catalogue().entries] == [("Block", "scenes.basics.block.story")]
    assert captions("Block") == ["It stands. As a rule."]


def test_a_copy_with_a_new_name_is_a_new_film_with_parts_of_its_own(topic: Path):
    shutil.copytree(topic / "block", topic / "brick")
    story = topic / "brick" / "story.py"
    story.write_text(story.read_text().replace("class Block", "class Brick"))
    (topic / "brick" / "sentences.py").write_text('SAID = "It lies."\n')
    assert catalogue().problems == ()
    assert find("Brick").file == story
    assert captions("Brick") == ["It lies. As a rule."]
    assert captions("Block") == ["It stands. As a rule."]


def test_the_plain_manim_command_films_it(topic: Path, tmp_path: Path):
    options = ["-ql", "--fps", "5", "-r", "160,90", "--media_dir", str(tmp_path / "media"), "--progress_bar", "none"]
    command = [sys.executable, "-m", "manim", "render", *options, "scenes/basics/block/story.py", "Block"]
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    (path,) = (tmp_path / "media").rglob("Block*.mp4")
    with av.open(path) as reel:
        assert reel.streams.video[0].width == 160
