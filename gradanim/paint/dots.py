"""Many dots at once, resting or moving along known paths with trails that fade."""

from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike

from .bulk import Bulk, as_rgba
from .kernels.compiled import Array
from .lines import _in_space
from .parts import Discs, Parts, Strokes, chain

__all__ = ["Dots", "Particles", "SteadyFlow"]

FADE = 0.15  # of the life of a particle in a steady flow: how long it takes to appear, and to go
TRAIL_POINTS = 7  # of the trail of one of them


class Dots(Bulk):
    """Dots in the plane; in space they are little balls.

    Args:
        points: (n, 2) or (n, 3) in scene units; one that is nan is not drawn.
        colours: one for all, or one for each.
        radius: in scene units, one for all or one for each.
    """

    blended: ClassVar[tuple[str, ...]] = ("rgba", "opacity", "reveal", "radii")

    def __init__(self, points: ArrayLike, colours: Any = "#ffffff", *, radius: ArrayLike = 0.06, **kwargs: Any) -> None:
        places = _in_space(points)
        super().__init__(places, as_rgba(colours, len(places)), **kwargs)
        self.radii = np.array(np.broadcast_to(np.asarray(radius, float), len(places)))

    def scale(self, scale_factor: float, **kwargs: Any) -> Self:
        """Radii grow with the distances, as those of manim's Dot do."""
        self.radii = self.radii * abs(scale_factor)
        kwargs.pop("scale_stroke", None)  # which only VMobjects know
        super().scale(scale_factor, **kwargs)
        return self

    def parts(self) -> Parts:
        """Discs; those revealed so far, in the order given."""
        count = len(self.points)
        low, high = np.round(self.reveal * count).astype(int)
        return Parts(discs=[Discs(self.points[low:high], self.rgba[low:high], self.radii[low:high])]).faded(
            self.opacity
        )


class Particles(Bulk):
    """Dots that move along paths computed beforehand, each with the last part of its path as a fading trail.

    What is seen depends on `time` alone, never on how it was reached: a film looks the same when plays are skipped,
    cached or rendered by themselves. Let it run with `play(particles.animate(rate_func=linear).set_time(t))`, or
    with an updater that reads a tracker.

    Args:
        paths: (samples, n, 2) or (samples, n, 3), every particle's place at equally spaced times. From nan on a
            particle is gone; its trail still fades.
        duration: seconds from the first sample to the last.
        colours: of the dots; one for all, or one for each.
        trail_colours: the same for trails; None takes those of the dots.
        radius: of the dots, in scene units.
        trail: how many seconds of path the trail shows; 0 shows none.
        trail_width: in manim's stroke units.
    """

    blended: ClassVar[tuple[str, ...]] = ("rgba", "trail_rgba", "opacity", "reveal", "time", "radius", "trail")
    fixed: ClassVar[tuple[str, ...]] = ("count", "duration", "trail_width")

    def __init__(
        self,
        paths: ArrayLike,
        duration: float,
        colours: Any = "#ffffff",
        *,
        trail_colours: Any = None,
        radius: float = 0.04,
        trail: float = 0.6,
        trail_width: float = 2.0,
        **kwargs: Any,
    ) -> None:
        samples = np.asarray(paths, float)
        if samples.ndim != 3 or samples.shape[2] not in (2, 3) or len(samples) < 2 or duration <= 0:
            raise ValueError(
                "paths are an array (samples, n, 2) or (samples, n, 3) of two or more samples over a positive"
                f" duration; not {samples.shape} over {duration} s"
            )
        self.count, self.duration = samples.shape[1], float(duration)
        flat = _in_space(samples.reshape(-1, samples.shape[2]))
        super().__init__(flat, as_rgba(colours, self.count), **kwargs)
        self.trail_rgba = self.rgba.copy() if trail_colours is None else as_rgba(trail_colours, self.count)
        self.time = 0.0
        self.radius, self.trail, self.trail_width = float(radius), float(trail), float(trail_width)

    def set_time(self, time: float) -> Self:
        """Show the particles as they are so many seconds after their start; held within 0 and the duration."""
        self.time = float(time)
        return self

    def set_color(self, color: Any = "#ffffff", alpha: Any = None, family: bool = True) -> Self:
        """Colour of dots and trails."""
        self.trail_rgba[:, :3] = as_rgba(color, self.count)[:, :3]
        return super().set_color(color)

    def places(self, time: float | None = None) -> Array:
        """(n, 3) where the particles are at a time, by default now."""
        samples = self.points.reshape(-1, self.count, 3)
        at = np.clip((self.time if time is None else time) / self.duration, 0, 1) * (len(samples) - 1)
        low = min(int(at), len(samples) - 2)
        if at == low:
            return np.array(samples[low])  # not 0 * the next sample, which may be nan
        return np.array(samples[low] + (at - low) * (samples[low + 1] - samples[low]))

    def parts(self) -> Parts:
        """Trails as strokes, dots as discs."""
        dots = Discs(self.places(), self.rgba, np.full(self.count, self.radius))
        strokes = [self._trails()] if self.trail > 0 and self.time > 0 else []
        return Parts(strokes=strokes, discs=[dots]).faded(self.opacity)

    def _trails(self) -> Strokes:
        samples = self.points.reshape(-1, self.count, 3)
        rate = (len(samples) - 1) / self.duration
        now = min(max(self.time, 0.0), self.duration)
        since = max(0.0, now - self.trail)
        between = samples[int(np.floor(since * rate)) + 1 : int(np.ceil(now * rate))]
        times = np.concatenate(
            [[since], np.arange(int(np.floor(since * rate)) + 1, int(np.ceil(now * rate))) / rate, [now]]
        )
        path = np.concatenate([self.places(since)[None], between, self.places(now)[None]])
        # Trails fade towards their ends, and as a whole after their particle is gone.
        strength = np.clip(1.0 - (self.time - times) / self.trail, 0.0, 1.0)
        rgba = np.repeat(self.trail_rgba, len(path), axis=0)
        rgba[:, 3] *= np.tile(strength, self.count)
        points = path.transpose(1, 0, 2).reshape(-1, 3)
        ends = chain(np.full(self.count, len(path)), np.zeros(self.count, bool))
        return Strokes(points, rgba, ends, np.full(len(ends), self.trail_width))


class SteadyFlow(Bulk):
    """Particles in a flow that never changes: each goes its way again and again, and begins anew at its own moment.

    What is seen depends on `time` alone, as of `Particles`. A particle fades in and out, so that nobody sees it jump.

    Args:
        paths: (samples, n, 2) or (samples, n, 3), every particle's place at equally spaced ages; nan where it is gone.
        life: seconds from the first sample to the last.
        phases: the age of each at time 0, as a share of its life, shape (n,).
        colours, radius, trail, trail_width: as of `Particles`.
    """

    blended: ClassVar[tuple[str, ...]] = ("rgba", "opacity", "reveal", "time", "radius", "trail")
    fixed: ClassVar[tuple[str, ...]] = ("count", "life", "trail_width", "phases")

    def __init__(
        self,
        paths: ArrayLike,
        life: float,
        phases: ArrayLike,
        colours: Any = "#ffffff",
        *,
        radius: float = 0.03,
        trail: float = 0.5,
        trail_width: float = 2.0,
        **kwargs: Any,
    ) -> None:
        samples = np.asarray(paths, float)
        self.count, self.life = samples.shape[1], float(life)
        super().__init__(_in_space(samples.reshape(-1, samples.shape[2])), as_rgba(colours, self.count), **kwargs)
        self.phases, self.time = np.array(phases, float), 0.0
        self.radius, self.trail, self.trail_width = float(radius), float(trail), float(trail_width)

    def set_time(self, time: float) -> Self:
        """Show the particles as they are at this time, in seconds."""
        self.time = float(time)
        return self

    def ages(self) -> Array:
        """How old each of them is now, in seconds, shape (n,)."""
        return np.asarray((self.time + self.phases * self.life) % self.life)

    def places(self, ages: Array | None = None) -> Array:
        """Where the particles are at these ages, shape (n, 3); by default now."""
        samples = self.points.reshape(-1, self.count, 3)
        along = np.clip((self.ages() if ages is None else ages) / self.life, 0, 1) * (len(samples) - 1)
        low = np.minimum(along.astype(int), len(samples) - 2)
        each, share = np.arange(self.count), (along - low)[:, None]
        return np.asarray(samples[low, each] + share * (samples[low + 1, each] - samples[low, each]))

    def parts(self) -> Parts:
        """Trails as strokes, dots as discs."""
        ages, points = self.ages(), TRAIL_POINTS
        seen = np.clip(np.minimum(ages, self.life - ages) / (FADE * self.life), 0, 1)
        rgba = self.rgba * np.column_stack([np.ones((self.count, 3)), seen])
        dots = Discs(self.places(), rgba, np.full(self.count, self.radius))
        if not self.trail > 0:
            return Parts(discs=[dots]).faded(self.opacity)
        shares = np.linspace(0, 1, points)
        path = np.stack([self.places(np.maximum(ages - (1 - share) * self.trail, 0)) for share in shares], axis=1)
        faint = np.repeat(rgba, points, axis=0)
        faint[:, 3] *= np.tile(shares, self.count)
        ends = chain(np.full(self.count, points), np.zeros(self.count, bool))
        trails = Strokes(path.reshape(-1, 3), faint, ends, np.full(len(ends), self.trail_width))
        return Parts(strokes=[trails], discs=[dots]).faded(self.opacity)
