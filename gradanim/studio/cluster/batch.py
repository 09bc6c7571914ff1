"""Works off a list of shots on other machines: the workers of a Dask cluster film, and the films are joined here.

No folder is shared: footage comes back as bytes, and a film is put into its place when all of it is there.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gradanim.errors import GradanimError
from gradanim.records.shot import Shot
from gradanim.studio.cluster.dispatch import ClusterError, Dispatch, Listeners
from gradanim.studio.cluster.remote import differences
from gradanim.studio.crew.batch import OnProgress, OnStart, OnTrouble, Outcome, filmed
from gradanim.studio.sources import fingerprint

PATIENCE = 5
"""Seconds to wait for a scheduler that does not answer, and for the first worker."""


def shoot_on(
    address: str,
    shots: Iterable[Shot],
    media: Path,
    *,
    force: bool = False,
    only_check: bool = False,
    on_start: OnStart = lambda shot: None,
    on_progress: OnProgress = lambda shot, progress: None,
    on_trouble: OnTrouble = lambda shot, text: None,
) -> Iterator[Outcome]:
    """Film the shots on a cluster and yield what became of each, as it is known.

    What has not ended when the iterator is closed, or left by a KeyboardInterrupt, is cancelled.

    Args:
        address: of a Dask scheduler, such as tcp://192.168.0.10:8786.
        force: film also what is there already.
        only_check: film nothing: play the stories, and measure what they claim.

    Raises:
        ClusterError: no scheduler answers, there is no worker, or one would make other films.
    """
    with _connected(address) as client:
        wanted: list[Shot] = []
        for shot in shots:
            try:
                there = None if force or only_check else filmed(shot, media)
            except GradanimError as why:  # no such scene
                yield Outcome(shot, "refused", reason=str(why))
                continue
            if there is not None:
                yield Outcome(shot, "unchanged", clip=there, beats=there.beats)
            else:
                wanted.append(shot)
        if not wanted:
            return
        made_with = {shot.scene: fingerprint(shot.scene) for shot in wanted}
        workers = _inspected(client, address, made_with)
        dispatch = Dispatch(client, media, Listeners(on_start, on_progress, on_trouble), only_check=only_check)
        try:
            dispatch.send(wanted, made_with, workers)
            yield from dispatch.outcomes()
        finally:
            dispatch.close()


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    if not re.fullmatch(r"(tcp|tls|ws|wss)://(\[[0-9a-fA-F:]+\]|[^\s/:]+):\d{1,5}", address):
        raise ClusterError(f"{address!r} is not the address of a scheduler: write it like tcp://192.168.0.10:8786")
    try:
        import distributed
    except ImportError as why:
        raise ClusterError("a cluster needs Dask: pip install distributed, here and on its machines") from why
    for name in ("distributed", "distributed.client"):  # what they have to say is said here, in other words
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        connect: Any = distributed.Client  # it has no types
        client = connect(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as why:
        raise ClusterError(
            f"no scheduler answers at {address}: start one there with `dask scheduler`, or see whether a firewall "
            "is between (docs/cluster.md)"
        ) from why
    with client:
        yield client


def _inspected(client: Any, address: str, made_with: dict[str, dict[str, str]]) -> int:
    """See whether every worker would make the same films, and return how many there are."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as why:
        raise ClusterError(
            f"the scheduler at {address} has no worker: start some on its machines with "
            f"`dask worker {address} --nthreads 1 --nworkers -1` (docs/cluster.md)"
        ) from why
    found = client.run(differences, made_with, on_error="return")
    complaints = []
    for worker, what in found.items():
        if isinstance(what, ModuleNotFoundError):
            complaints.append(f"worker {worker} lacks {what.name}: start it with the Python that setup.sh made there")
        elif what:
            complaints.append(f"worker {worker} would make another film: {what}")
    if complaints:
        cure = "bring them to the same state (git pull, sh setup.sh) and start the workers again"
        raise ClusterError("\n".join([*complaints, cure]))
    return len(found)
