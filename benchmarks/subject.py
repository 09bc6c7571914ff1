"""What the pictures are about: functions, their gradients, and curves, for both sides alike."""

import os

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SECONDS = float(os.environ.get("BENCHMARK_SECONDS", "2"))
HEIGHTS = (0.15, 0.5, 1.0, 1.8, 2.8, 4.0, 5.5, 7.5)


def hills(x: Array, y: Array) -> Array:
    """A landscape for the picture in space."""
    return np.asarray(np.sin(x) * np.cos(y) * 0.8 + 0.12 * x)


def hills_gradient(x: float, y: float) -> Array:
    """Its gradient."""
    return np.array([0.8 * np.cos(x) * np.cos(y) + 0.12, -0.8 * np.sin(x) * np.sin(y)])


def bowl(x: Array, y: Array) -> Array:
    """A bowl for the flat pictures."""
    return np.asarray(0.5 * x**2 + y**2 + 0.4 * np.sin(2 * x) * y)


def bowl_gradient(x: Array, y: Array) -> Array:
    """Its gradient, (2, *shape)."""
    return np.array([x + 0.8 * np.cos(2 * x) * y, 2 * y + 0.4 * np.sin(2 * x)])


def ring(height: float) -> Array:
    """The bowl's contour of a height as seen from the origin: (721, 2) points at equal angles."""
    angle = np.linspace(0, 2 * np.pi, 721)
    low, high = np.zeros_like(angle), np.full_like(angle, 4.0)
    for _ in range(50):
        middle = (low + high) / 2
        inside = bowl(middle * np.cos(angle), middle * np.sin(angle)) < height
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    return np.column_stack([low * np.cos(angle), low * np.sin(angle)])


def particle_starts(count: int = 200) -> Array:
    """(count, 2) places spread over the plane."""
    rng = np.random.default_rng(1)
    return np.column_stack([rng.uniform(-6.5, 6.5, count), rng.uniform(-3.5, 3.5, count)])


def slide(places: Array, seconds: float) -> Array:
    """Where particles are a while later that flow downhill."""
    steps = max(1, int(np.ceil(seconds / 0.01)))
    for _ in range(steps):
        places = places - (seconds / steps) * 0.4 * bowl_gradient(places[:, 0], places[:, 1]).T
    return places
