"""What every test gets: manim that writes only into temporary folders and says nothing, Hypothesis without a clock."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# No deadline: how long one example takes says more about the machine than about the code. On CI the examples are the
# same every time, so that a submission is judged by its own changes; at home they differ, and go on finding things.
settings.register_profile("home", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "home")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--whole-zoo",
        action="store_true",
        help="every scene with every specimen of the zoo, and by one process and by two",
    )


@pytest.fixture(scope="session")
def typeset_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Formulas typeset once, kept for the whole run; each test process has its own folder."""
    return tmp_path_factory.mktemp("typeset")


@pytest.fixture(autouse=True)
def private_manim(request: pytest.FixtureRequest, typeset_folder: Path) -> Iterator[None]:
    """Give each test manim's global configuration as it was, writing into the test's own folder, without chatter.

    A test of the mathematics does not wait for manim: the fixture acts where the test's file has imported it.
    """
    if "manim" not in sys.modules:
        yield
        return
    from manim import tempconfig

    media = request.getfixturevalue("tmp_path") / "media"
    quiet = {"verbosity": "ERROR", "progress_bar": "none", "notify_outdated_version": False}
    with tempconfig({"media_dir": str(media), "tex_dir": str(typeset_folder), **quiet}):
        yield
