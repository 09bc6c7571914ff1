"""Who is tried on what: every film on every case in the end, a few of them in a usual run."""

from collections.abc import Iterable, Sequence

import pytest


def in_turns(metafunc: pytest.Metafunc, scenes: Sequence[str], turns: Iterable[tuple[Sequence[str], int]]) -> None:
    """Give a test with the arguments `scene` and `name` its pairs: with `--whole-zoo` all, else some of each film.

    Args:
        turns: names of cases, and on every how many films each of them is tried.
    """
    if "name" in metafunc.fixturenames:
        whole = metafunc.config.getoption("--whole-zoo")
        pairs = [
            (scene, name)
            for names, every in turns
            for j, name in enumerate(names)
            for i, scene in enumerate(scenes)
            if whole or (i + j) % every == 0
        ]
        metafunc.parametrize(("scene", "name"), pairs)
