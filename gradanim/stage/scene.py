"""The scenes every storyboard extends: they turn a shot into a field and a view, and a caption into a beat."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from manim import Animation, Camera, Mobject, Scene, config
from manim.utils.family import extract_mobject_family_members
from numpy.typing import NDArray

from gradanim.domain import Domain
from gradanim.errors import Refusal
from gradanim.field import Field
from gradanim.paint import FastRenderer, FlatCamera
from gradanim.slope import directional_derivative
from gradanim.stage.arrows import heading
from gradanim.stage.claims import Claim, Watch
from gradanim.stage.layout import Layout, arranged
from gradanim.stage.live import Point
from gradanim.stage.theme import THEMES
from gradanim.stage.view import View
from gradanim.stage.words import definition, fitted_words, plain
from gradanim.studio.clip import BeatRecord
from gradanim.studio.shot import Shot
from gradanim.vantage import standing, vantage

READING_SPEED = 15.0  # characters a second, what subtitles are commonly timed by
SETTLE = 0.8  # seconds a beat's last picture stands at least
STRIP = 6.0  # a domain is shown up to this many times as long as wide
ISLAND = 0.01  # f has to be defined on this share of the domain


class Storyboard(Scene):
    """A film told in beats.

    A subclass says its `title` and tells the story in `construct`. It can be filmed by `render.py`, which hands it a
    Shot, and by the plain `manim` command, which does not.

    Attributes:
        beats: the record of every beat played so far.
        stills: the folder that each beat's last picture is kept in, as 01.png, 02.png ...; None keeps none.
        on_beat: called with the number and the caption of every beat that begins.
    """

    title: ClassVar[str] = ""

    def __init__(
        self, shot: Shot | None = None, *, camera_class: type[Camera] = FlatCamera, **options: Any
    ) -> None:
        self.shot = shot or Shot(scene=type(self).__name__)
        self.theme = THEMES[self.shot.theme]
        self.beats: list[BeatRecord] = []
        self.stills: Path | None = None
        self.on_beat: Callable[[int, str], None] | None = None
        self._watches: list[Watch] = []
        self._caption: Mobject | None = None
        # the plain manim command changes the pixels only (-r): keep them square
        config.frame_width = config.frame_height * config.pixel_width / config.pixel_height
        renderer = FastRenderer(camera_class=camera_class, skip_animations=options.get("skip_animations", False))
        super().__init__(
            **{"random_seed": self.shot.seed, "renderer": renderer, "camera_class": camera_class, **options}
        )

    def setup(self) -> None:
        self.camera.background_color = self.theme.background
        burned = self.shot.captions == "burned"
        self.layout = Layout.of(config.frame_width, config.frame_height, captions=burned)
        if self.title:
            title = fitted_words(self.theme, self.title, self.layout.title, largest=42, bold=True)
            self.on_glass(title)
            self.add(title)

    def on_glass(self, *mobjects: Mobject) -> None:
        """Keep mobjects where they are in the frame, whatever the camera does; in the plane it does nothing."""

    @contextmanager
    def beat(
        self, caption: str, *, claim: Claim | Sequence[Claim] = (), hold: float = SETTLE, poster: bool = False
    ) -> Iterator[None]:
        """One thought: a section, a slide, a caption and a still, lasting long enough to be read.

        Args:
            caption: the sentence; letters between underscores, as in _f_, are set in italics.
            claim: what the picture has to prove by the end of the beat.
            hold: seconds that the last picture stands at least.
            poster: let this beat's still stand for the whole film.
        """
        number = len(self.beats) + 1
        self.next_section(f"{number:02d}")
        if self.on_beat is not None:
            self.on_beat(number, plain(caption))
        begin = self.renderer.time
        self._say(caption)
        self._watches = [Watch(c) for c in ([claim] if isinstance(claim, Claim) else claim)]
        yield
        read = len(plain(caption)) / READING_SPEED
        self.wait(max(hold, read - (self.renderer.time - begin)))
        findings = tuple(watch.finding(self) for watch in self._watches)
        self._watches = []
        still = self._keep_still(number)
        seconds = self.renderer.time - begin
        self.beats.append(BeatRecord(plain(caption), begin, seconds, None, still, findings, poster))

    def update_mobjects(self, dt: float) -> None:
        """Move the picture on, then let the claims that hold throughout look at it."""
        super().update_mobjects(dt)
        for watch in self._watches:
            if watch.claim.throughout:
                watch.look()

    def get_moving_and_static_mobjects(self, animations: Iterable[Animation]) -> tuple[list[Mobject], list[Mobject]]:
        """What to paint in every frame of a play, and what to paint once.

        manim lists the parts of the moving mobjects when a play begins. Numbers and maps here exchange their parts
        while it runs, and the old ones would stay in the picture: so whole mobjects are listed.
        """
        moving = set(self.get_moving_mobjects(*animations))
        still = list(takewhile(lambda mobject: moving.isdisjoint(mobject.get_family()), self.mobjects))
        return self.mobjects[len(still) :], extract_mobject_family_members(still)

    def _say(self, caption: str) -> None:
        """Swap the caption in the picture: a cut, as subtitles do, since glyphs that morph cannot be read."""
        if self.shot.captions != "burned":
            return
        if self._caption is not None:
            self.remove(self._caption)
        self._caption = fitted_words(self.theme, caption, self.layout.caption)
        self.on_glass(self._caption)
        self.add(self._caption)
        self.bring_to_back(self._caption)  # below everything that moves, it is painted once

    def _keep_still(self, number: int) -> str | None:
        if self.stills is None:
            return None
        name = f"{number:02d}.png"
        self.renderer.static_image = None
        self.renderer.update_frame(self)  # the picture as it is now, also where nothing has been painted on the way
        self.camera.get_image().save(self.stills / name)
        return name


class PlaneScene(Storyboard):
    """A film about one f(x, y), seen from above.

    Attributes:
        f, domain, start, direction: what is filmed when nothing is typed.
        field: the function of this film.
        at: where the story begins: as typed, else `start`, else a place the core finds worth standing at.
        heading: the direction typed, else `direction`, as an angle in radians from the x axis.
        view: how it is drawn.
    """

    f: ClassVar[str] = "sin(x) * cos(y)"
    domain: ClassVar[Domain] = Domain()
    start: ClassVar[Point] = (0.5, 0.5)
    direction: ClassVar[Point] = (1.0, 0.0)

    view: View

    def setup(self) -> None:
        super().setup()
        self.field = Field(self.shot.function or self.f, self._domain())
        self.at = self._stand()
        u, v = self.shot.direction or self.direction
        self.heading = float(np.arctan2(v, u))
        self.view = self.make_view()

    def make_view(self) -> View:
        """The map of the whole domain."""
        picture = self.layout.picture.inset(left=0.75, right=0.3, bottom=0.5, top=0.35)
        return View.fit(self.field, self.theme, picture)

    def definition(self) -> Mobject:
        """`f(x, y) = ...` as it was typed, for the panel."""
        panel = self.layout.panel
        return definition(self.view, "f(x, y)", self.field.reading, panel.inset(bottom=0.5 * panel.height))

    def fill_panel(self, *items: Mobject) -> None:
        """Give every formula and number its place beside the picture; a beat shows them when it needs them."""
        arranged(items, self.layout.panel)
        self.on_glass(*items)

    @property
    def gradient(self) -> NDArray[np.float64]:
        """The gradient where the story begins, shape (2,)."""
        return self.field.gradient(*self.at)

    @property
    def slope(self) -> float:
        """Its length: the steepest slope there."""
        return self.slope_at(self.at)

    def slope_at(self, point: Point) -> float:
        """The steepest slope at a point: the length of the gradient."""
        return float(np.hypot(*self.field.gradient(*point)))

    def slope_towards(self, angle: float) -> float:
        """The slope there in the direction `angle`, radians from the x axis."""
        return directional_derivative(self.field, self.at, heading(angle))

    def _domain(self) -> Domain:
        """As typed; else the scene's own for its own function, the usual one for another, moved to a point outside."""
        if self.shot.domain is not None:
            return _no_strip(self.shot.domain)
        domain = Domain() if self.shot.function else self.domain
        if self.shot.at is None or self.shot.at in domain:
            return domain
        return domain.shifted_to(self.shot.at)

    def _stand(self) -> Point:
        self._insist_on_land()
        typed = self.shot.at
        if typed is not None:
            x, y = typed
            complaint = standing(self.field, typed)
            if complaint != "good":
                raise Refusal(_COMPLAINTS[complaint].format(f=self.field.text, x=x, y=y, domain=self.field.domain))
            return x, y
        place = vantage(self.field, None if self.shot.function else self.start)
        if place is None:
            raise Refusal(
                f"f(x, y) = {self.field.text} is flat or undefined everywhere on {self.field.domain}: "
                "there is no slope to show. Give another function, or another part of the plane with --domain."
            )
        return place

    def _insist_on_land(self) -> None:
        """Refuse a field that is defined, but on so little of its domain that there is nothing to see."""
        x, y = self.field.domain.grid(101)
        defined = np.isfinite(self.field(x, y))
        if defined.any() and defined.mean() < ISLAND:
            raise Refusal(
                f"f(x, y) = {self.field.text} is defined on too little of {self.field.domain} to be seen: "
                f"give a smaller --domain, around ({x[defined].mean():.3g}, {y[defined].mean():.3g})"
            )


def _no_strip(domain: Domain) -> Domain:
    """The domain, if there is something to see in a picture of it, whose units are as long in x as in y."""
    short, long = sorted([domain.width, domain.height])
    if long <= STRIP * short:
        return domain
    (x, y), w, h = domain.centre, min(domain.width, STRIP * short) / 2, min(domain.height, STRIP * short) / 2
    raise Refusal(
        f"a picture of {domain} would be a strip, {long / short:.3g} times as long as wide: "
        f"give a domain at most {STRIP:g} times as long, "
        f"such as --domain {x - w:.9g}:{x + w:.9g},{y - h:.9g}:{y + h:.9g}"
    )


_COMPLAINTS = {
    "outside": "the point ({x:g}, {y:g}) is outside the domain {domain}: choose one inside, or give a larger --domain",
    "undefined": "f(x, y) = {f} is undefined at ({x:g}, {y:g}): choose another point with --at",
    "level": "f(x, y) = {f} is level at ({x:g}, {y:g}), its gradient is zero there: choose another point with --at",
}
