"""Scenes of a few frames, for the tests of filming."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from gradanim.records.shot import Shot

SCENES = '''
from manim import RIGHT, Square

from gradanim.errors import Refusal
from gradanim.stage.claims.claim import Claim
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


class Pushes(Storyboard):
    def construct(self):
        from manim import UpdateFromFunc

        square = Square(color=RED, fill_opacity=1)
        with self.beat("It is pushed.", hold=0.2):
            self.play(UpdateFromFunc(square, lambda square: square.shift(0.1 * RIGHT)), run_time=1)
        with self.beat("It stands.", claim=Claim("it stands", (square,), lambda: square.get_x(), 1.1, 0.2, "units")):
            pass


class Lies(Storyboard):
    def construct(self):
        square = Square()
        with self.beat("It is right.", claim=Claim("it is at one", (square,), square.get_x, 1.0, 0.5, "units")):
            self.add(square)


class MeasuresNothing(Storyboard):
    def construct(self):
        square = Square()
        for number in range(4):
            with self.beat("It is right.", claim=Claim("it is at one", (square,), lambda: float("nan"), 1.0, 0.5)):
                self.add(square)
                self.play(square.animate.shift(number * RIGHT), run_time=1)


class Refuses(Storyboard):
    def construct(self):
        raise Refusal("flat everywhere")


class Breaks(Storyboard):
    def construct(self):
        with self.beat("Now."):
            print("before the fall")
            self.unheard_of()


class DiesOnce(Storyboard):
    def construct(self):
        import os, signal
        from pathlib import Path

        mark = Path(os.environ["GRADANIM_SCENES"], "died")
        square = Square(color=RED, fill_opacity=1)
        with self.beat("It stands.", hold=0.2):
            self.add(square)
        with self.beat("It goes.", hold=0.2):
            self.play(square.animate.shift(3 * RIGHT), run_time=0.5)
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)


class Throws(Storyboard):
    def construct(self):
        import random, uuid

        with self.beat("A die is thrown.", hold=0.2):
            self.add(Square(side_length=1 + uuid.uuid4().int % 1000 / 500))
        with self.beat("And again.", hold=0.2):
            pass


class Steps(Storyboard):
    def construct(self):
        for number in range(4):
            square = Square(color=RED, fill_opacity=1)
            with self.beat(f"Step {number + 1}."):
                self.play(square.animate.shift(number * RIGHT), run_time=8)


class NoEncoder(Storyboard):
    def __init__(self, shot):
        from manim._config import video_encoder

        video_encoder._default_profile = lambda output: ("mp4", "libx266", "yuv420p")
        video_encoder._DEFAULT_OPTIONS["libx266"] = {}
        super().__init__(shot)


class Dies(Storyboard):
    def construct(self):
        import os, signal

        os.kill(os.getpid(), signal.SIGKILL)


class Silent(Storyboard):
    def construct(self):
        self.add(Square())


class PlainScene:
    title = ""

    def __init__(self, shot):
        pass


class NoStoryboard(PlainScene):
    pass
'''
RED = (0xD0, 0x20, 0x10)


def tiny(scene: str = "Tiny", **options: Any) -> Shot:
    return Shot(scene, **{"resolution": (160, 90), "fps": 10, "captions": "sidecar", **options})


def frames(path: Path) -> list[np.ndarray[Any, Any]]:
    with av.open(path) as reel:
        return [frame.to_ndarray(format="rgb24") for frame in reel.decode(video=0)]


@contextmanager
def told_in(project: Path, source: str) -> Iterator[Path]:
    """A folder of scenes, the only ones there are for a while: those of the source, as `basics/tiny.py`."""
    folder = project / "scenes"
    (folder / "basics").mkdir(parents=True)
    (folder / "basics" / "tiny.py").write_text(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADANIM_SCENES", str(folder))
        yield folder
