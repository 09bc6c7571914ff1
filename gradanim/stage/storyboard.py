"""Films told in beats: a sentence, what is played with it, and what it has to prove."""

import inspect
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import product, takewhile
from typing import Any, ClassVar, Protocol, Self

import numpy as np
from manim import Animation, Camera, Mobject, PhaseFlow, Scene, UpdateFromAlphaFunc, UpdateFromFunc, config
from manim.utils.family import extract_mobject_family_members

from gradanim.errors import SceneError, place_of
from gradanim.paint import FastRenderer, FlatCamera
from gradanim.records.captions import plain_text
from gradanim.records.clip import BeatRecord
from gradanim.records.shot import Shot
from gradanim.records.subject import Subject
from gradanim.records.theme import THEMES
from gradanim.stage.audit import complaints
from gradanim.stage.claims.claim import Claim, Measurement, insist_on_claims
from gradanim.stage.frame.layout import Composition, Layout
from gradanim.stage.plays import (
    draw_as_now,
    insist_on_animations,
    insist_on_mobjects,
    insist_on_options,
    jumps,
    shown_by,
    standing,
)
from gradanim.stage.typeset.texts import fitted_words

READING_SPEED = 15.0  # characters a second, what subtitles are commonly timed by
_CONTEXTLIB = contextmanager.__code__.co_filename
SETTLE = 0.8  # seconds a beat's last picture stands at least
TITLE = 2.4  # seconds that the first beat lasts at least: by then the title has gone
READ = 1.8  # seconds that it is seen
FADING = 0.4  # seconds in which it goes
HALO = 7.0  # width of the line around its letters, in manim's stroke units
ABOVE = 5  # the layer of what lies over everything else


class Operator(Protocol):
    """Whoever films a story: is told when a beat has begun, its caption being in the picture, and when it ends.

    Attributes:
        passing: whether the beat that is being played is only passed over: nobody sees it, only how it ends matters,
            and its claims are measured elsewhere.
    """

    @property
    def passing(self) -> bool: ...

    def begin(self, number: int, caption: str) -> None: ...

    def end(self) -> None: ...


class Storyboard(Scene):
    """A film told in beats.

    A subclass says its `title` and its `subject`, what it is about, and tells the story in `construct`; its
    `composition` is "half" where a plot stands beside the picture, "beside" where many words do; `flat`, whether the
    picture is a map. It can be filmed by `render.py`, which hands it a Shot, and by the plain `manim` command, which
    does not.

    Attributes:
        beats: the record of every beat played so far.
        operator: whoever films it; None when nobody has to be told.
        jumps: a sentence for every walker that has jumped in this beat.
    """

    title: ClassVar[str] = ""
    subject: ClassVar[Subject] = "none"
    composition: ClassVar[Composition] = "full"
    flat: ClassVar[bool] = True

    def __init__(self, shot: Shot | None = None, *, camera_class: type[Camera] = FlatCamera, **options: Any) -> None:
        self.shot = shot or Shot(scene=type(self).__name__)
        self.theme = THEMES[self.shot.theme]
        self.beats: list[BeatRecord] = []
        self.operator: Operator | None = None
        self._beat = ""  # where the beat that is being played is written
        self._hurries = False  # to the end of what is being played
        self._remarks: set[str] = set()
        self.jumps: list[str] = []
        self._begins = False  # a play: an arrow that is to grow has no length, and no place for what follows it
        self._measurements: list[Measurement] = []
        self._caption: Mobject | None = None
        self._title: Mobject | None = None
        # the plain manim command changes the pixels only (-r): keep them square
        config.frame_width = config.frame_height * config.pixel_width / config.pixel_height
        renderer = FastRenderer(camera_class=camera_class, skip_animations=options.get("skip_animations", False))
        super().__init__(
            **{"random_seed": self.shot.seed, "renderer": renderer, "camera_class": camera_class, **options}
        )

    def setup(self) -> None:
        self.camera.background_color = self.theme.background
        burned = self.shot.captions == "burned"
        self.layout = Layout.of(
            config.frame_width, config.frame_height, captions=burned, composition=self.composition, flat=self.flat
        )
        if self.title:
            self._title = fitted_words(self.theme, self.title, self.layout.title, largest=42, bold=True)
            colour, seen = self.theme.casing
            self._title.set_stroke(colour, width=HALO, opacity=seen, background=True)
            self._title.set_z_index(ABOVE).add_updater(self._leave)
            self.fixed_in_frame(self._title)
            self.add(self._title)

    def _leave(self, title: Mobject) -> None:
        """Fade the title out when it has been read: the picture is to have the frame."""
        title.set_opacity(float(np.clip((READ + FADING - self.renderer.time) / FADING, 0, 1)))

    def fixed_in_frame(self, *mobjects: Mobject) -> None:
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

        Raises:
            SceneError: it begins inside another beat, or claims what is no Claim.
        """
        if self._beat:
            raise SceneError(
                f"this beat begins inside that of {self._beat}: end that one first, by indenting this one as far"
            )
        claims = insist_on_claims(claim)
        self._beat = _caller()
        self.jumps.clear()
        try:
            number = len(self.beats) + 1
            self.next_section(f"{number:02d}")
            begin = self.renderer.time
            self._say(caption)
            if self.operator is not None:
                self.operator.begin(number, plain_text(caption))
            self._measurements = [Measurement(each) for each in claims]
            yield
            read = len(plain_text(caption)) / READING_SPEED
            left = max(begin + read, TITLE if self._title is not None else 0.0) - self.renderer.time
            self.wait(max(hold, left) + 1e-6)  # rounding must not cost a frame
            if self._title is not None:  # faded by now
                self.remove(self._title)
                self._title = None
            measured = not self._is_passing()
            findings = tuple(measurement.finding(self) for measurement in self._measurements if measured)
            self._measurements = []
            self._keep_still(number)
            seconds = self.renderer.time - begin
            record = BeatRecord(
                plain_text(caption), begin, seconds, findings=findings, poster=poster,
                place=self._beat, warnings=self._warnings() if measured else (),
            )  # fmt: skip
            self.beats.append(record)
        finally:  # whatever happened in it: the story may be told on from here in other words
            self._beat = ""

    def tear_down(self) -> None:
        """As manim's; a story without a beat is none.

        Raises:
            SceneError: nothing was told.
        """
        super().tear_down()
        if not self.beats:
            kind = type(self)
            place = place_of(inspect.getfile(kind), inspect.getsourcelines(kind)[1])
            raise SceneError(f'{kind.__name__} tells nothing: put what it plays into `with self.beat("..."):`', place)

    def play(self, *args: Any, **options: Any) -> None:
        """As manim's, in a beat; what is played between two belongs to the first of them.

        Raises:
            SceneError: it stands before the first; or something is no animation, or an option that none of them has.
        """
        if not self._beat and not self.beats:
            raise SceneError(
                "self.play or self.wait stands before the first beat: "
                'write `with self.beat("What it shows."):` above it, and indent it'
            )
        insist_on_animations(args)
        super().play(*args, **options)

    def compile_animations(self, *args: Any, **options: Any) -> list[Animation]:
        """The animations of a play, what they show first being drawn as it is now."""
        animations = super().compile_animations(*args)
        insist_on_options(options, animations)
        for animation, (name, value) in product(animations, options.items()):
            setattr(animation, name, value)
        draw_as_now(shown_by(animations), self.get_mobject_family_members())
        return animations

    def add(self, *mobjects: Any) -> Self:
        """As manim's; what was not in the picture is drawn as it is now.

        Raises:
            SceneError: something is no mobject.
        """
        insist_on_mobjects(mobjects)
        if not self._begins:
            draw_as_now(mobjects, self.get_mobject_family_members())
        return super().add(*mobjects)

    def begin_animations(self) -> None:
        """As manim's; a walker that begins elsewhere than where it stands is remarked."""
        before = standing(self.get_mobject_family_members())
        self._begins = True
        super().begin_animations()
        self._begins = False
        self.jumps += jumps(before, float(np.hypot(config.frame_width, config.frame_height)))
        self._hurries = self._is_passing() and not self._adds_up()

    def update_mobjects(self, dt: float) -> None:
        """Move the picture on, then let the claims that hold throughout look at it."""
        super().update_mobjects(dt)
        for measurement in self._measurements:
            if measurement.claim.throughout and not self._is_passing():
                measurement.take()

    def update_to_time(self, t: float) -> None:
        """Move everything on; in a beat that is passed over only to the last moment of a play, and then as far."""
        moments: Any = self.time_progression
        if not self._hurries or t >= moments.iterable[-1]:
            super().update_to_time(t)

    def get_moving_and_static_mobjects(self, animations: Iterable[Animation]) -> tuple[list[Mobject], list[Mobject]]:
        """What to paint in every frame of a play, and what to paint once.

        manim lists the parts of the moving mobjects when a play begins. Numbers and maps here exchange their parts
        while it runs, and the old ones would stay in the picture: so whole mobjects are listed, the lowest layer first.
        """
        moving = set(self.get_moving_mobjects(*animations))
        layers = sorted(self.mobjects, key=lambda mobject: min(part.z_index for part in mobject.get_family()))
        still = list(takewhile(lambda mobject: moving.isdisjoint(mobject.get_family()), layers))
        return layers[len(still) :], extract_mobject_family_members(still)

    def _is_passing(self) -> bool:
        return self.operator is not None and self.operator.passing

    def _adds_up(self) -> bool:
        """Whether anything moves step by step, so that its end depends on all of them."""
        return bool(
            self.updaters
            or self.meshes
            or self.stop_condition
            or any(map(_is_stepwise, _all_of(self.animations)))
            or any(mobject.has_time_based_updater() for mobject in self.get_mobject_family_members())
        )

    def _say(self, caption: str) -> None:
        """Swap the caption in the picture: a cut, as subtitles do, since glyphs that morph cannot be read."""
        if self.shot.captions != "burned":
            return
        if self._caption is not None:
            self.remove(self._caption)
        self._caption = fitted_words(self.theme, caption, self.layout.caption)
        self.fixed_in_frame(self._caption)
        self.add(self._caption)
        self.bring_to_back(self._caption)  # below everything that moves, it is painted once

    def _warnings(self) -> tuple[str, ...]:
        """What is wrong with the last picture of a beat, each thing in the first beat that shows it."""
        if self.operator is None:
            return ()
        said = [] if self.title or self.beats else ['the film has no title: write `title = "..."` below its docstring']
        new = [said_of for said_of in (*said, *complaints(self)) if said_of not in self._remarks]
        self._remarks.update(new)
        return tuple(dict.fromkeys(new))

    def _keep_still(self, number: int) -> None:
        """Have the last picture of a beat kept, by whoever films it."""
        if self.operator is not None:
            self.operator.end()


def _all_of(animations: Iterable[Animation] | None) -> Iterator[Animation]:
    """Animations, and those that some of them are made of."""
    for animation in animations or ():
        yield animation
        yield from _all_of(getattr(animation, "animations", ()))


def _is_stepwise(animation: Animation) -> bool:
    """Whether it goes on from where it was, without being told how far the play is."""
    return isinstance(animation, (UpdateFromFunc, PhaseFlow)) and not isinstance(animation, UpdateFromAlphaFunc)


def _caller() -> str:
    """Where the story says `with self.beat(...)`."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename in (__file__, _CONTEXTLIB):
        frame = frame.f_back
    return place_of(frame.f_code.co_filename, frame.f_lineno)
