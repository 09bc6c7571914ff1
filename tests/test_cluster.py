"""The workers of a cluster make the same films, also when one is lost on the way; what cannot be is said."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from distributed import Client, LocalCluster

from gradanim.records.clip import Clip
from gradanim.records.shot import Shot
from gradanim.studio.cluster import batch as cluster_module
from gradanim.studio.cluster import remote
from gradanim.studio.cluster.batch import shoot_on
from gradanim.studio.cluster.dispatch import ClusterError, Dispatch, Listeners
from gradanim.studio.cluster.making import shares_of
from gradanim.studio.crew.batch import Outcome
from gradanim.studio.door.command import main
from gradanim.studio.film import Progress, film
from gradanim.studio.sources import fingerprint
from tests.tiny import told_in

SCENES = '''
from manim import RIGHT, Square

from gradanim.errors import Refusal
from gradanim.stage.claims.claim import Claim
from gradanim.stage.storyboard import Storyboard


class Tiny(Storyboard):
    """A square goes to the right."""

    where = 3.0

    def construct(self):
        square = Square(side_length=2, fill_opacity=1)
        with self.beat("It stands.", hold=0.3):
            self.add(square)
        there = Claim("it arrives", (square,), square.get_x, self.where, 0.01, "units")
        with self.beat("It goes.", hold=0.2, poster=True, claim=there):
            self.play(square.animate.shift(3 * RIGHT), run_time=0.7)
        with self.beat("It is gone.", hold=0.2):
            self.remove(square)


class Lies(Tiny):
    where = 2.0


class Refuses(Storyboard):
    def construct(self):
        raise Refusal("flat everywhere")


class Breaks(Storyboard):
    def construct(self):
        with self.beat("Now."):
            self.unheard_of()


class Long(Storyboard):
    """Takes its time."""

    def construct(self):
        for number in range(200):
            square = Square()
            with self.beat(f"Round {number}."):
                self.play(square.animate.shift(3 * RIGHT), run_time=3)


class Slow(Storyboard):
    """Takes some seconds."""

    def construct(self):
        square = Square()
        with self.beat("There."):
            self.play(square.animate.shift(3 * RIGHT), run_time=12)
        with self.beat("And back."):
            self.play(square.animate.shift(-3 * RIGHT), run_time=12)
'''


@pytest.fixture(scope="module", autouse=True)
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with told_in(tmp_path_factory.mktemp("project"), SCENES) as folder:
        yield folder


@pytest.fixture(scope="module")
def two(scenes: Path) -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0") as cluster:
        yield cluster


@pytest.fixture
def address(two: LocalCluster) -> str:
    return str(two.scheduler_address)


def tiny(scene: str = "Tiny", **options: Any) -> Shot:
    return Shot(scene, **{"resolution": (160, 90), "fps": 10, "captions": "sidecar", **options})


def hashes(folder: Path, clip: Clip) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in clip.files}


def test_a_film_in_shares_is_the_film_made_here(address: str, tmp_path: Path) -> None:
    heard: list[Progress] = []
    (outcome,) = shoot_on(address, [tiny()], tmp_path / "far", on_progress=lambda shot, far: heard.append(far))
    assert (outcome.ending, outcome.reason) == ("made", "")
    assert outcome.clip is not None
    here = film(tiny(), tmp_path / "here")
    assert outcome.clip == here == Clip.read(tmp_path / "far" / here.record)
    assert hashes(tmp_path / "far", here) == hashes(tmp_path / "here", here)
    assert [far.frames for far in heard] == sorted(far.frames for far in heard)
    assert heard[-1].total == round(10 * here.seconds)
    assert not list((tmp_path / "far").glob(".*"))


def test_every_film_ends_as_it_would_here(address: str, tmp_path: Path) -> None:
    shots = [tiny("Refuses"), tiny("Breaks"), tiny("Lies"), tiny("Unknown"), tiny(seed=1), tiny(called="again")]
    started: list[Shot] = []
    troubles: list[str] = []
    outcomes = {
        outcome.shot: outcome
        for outcome in shoot_on(
            address, shots, tmp_path, on_start=started.append, on_trouble=lambda shot, what: troubles.append(what)
        )
    }
    refused, broken, false, unknown, made, again = (outcomes[shot] for shot in shots)
    assert (refused.ending, refused.reason) == ("refused", "flat everywhere")
    assert (broken.ending, "unheard_of" in broken.reason) == ("failed", True)
    assert ["unheard_of" in trouble for trouble in troubles] == [True], "what breaks is tried once more"
    assert (false.ending, "expected 2, measured 3" in false.reason) == ("failed", True)
    assert (unknown.ending, "no scene 'Unknown'" in unknown.reason) == ("refused", True)
    assert (made.ending, again.ending) == ("made", "made")
    assert {shot.scene for shot in started} == {"Refuses", "Breaks", "Lies", "Tiny"}
    assert (tmp_path / "again.mp4").read_bytes()
    assert [one.ending for one in shoot_on(address, [tiny(seed=1)], tmp_path)] == ["unchanged"]


def test_a_check_measures_claims_there(address: str, tmp_path: Path) -> None:
    true, false = sorted(
        shoot_on(address, [tiny(), tiny("Lies")], tmp_path, only_check=True),
        key=lambda one: one.shot.scene,
        reverse=True,
    )
    assert (true.ending, false.ending) == ("rehearsed", "rehearsed")
    holds = [[finding.holds for beat in one.beats for finding in beat.findings] for one in (true, false)]
    assert holds == [[True], [False]]
    assert not any(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_film_arrives_although_a_worker_is_killed(address: str, tmp_path: Path) -> None:
    with Client(address, set_as_default=False) as client:
        victims = list(client.run(os.getpid).values())
    killed: list[int] = []

    def kill(shot: Shot, far: Progress) -> None:
        if not killed and far.frames > 20:
            killed.append(victims[0])
            os.kill(victims[0], signal.SIGKILL)

    (outcome,) = shoot_on(address, [tiny("Slow")], tmp_path, on_progress=kill)
    assert killed
    assert (outcome.ending, outcome.reason) == ("made", "")
    assert outcome.clip is not None
    assert outcome.clip.seconds == pytest.approx(25.6)


def test_ctrl_c_cancels_what_is_queued_and_stops_what_is_filmed(address: str, tmp_path: Path) -> None:
    answered: list[Outcome] = []

    def interrupt(shot: Shot, far: Progress) -> None:
        if answered and far.frames > 5:  # before that, some film may be under way while the first is still refused
            raise KeyboardInterrupt

    shots = [tiny("Refuses"), tiny("Long"), tiny("Long", seed=1), tiny("Long", seed=2)]
    working = shoot_on(address, shots, tmp_path, on_progress=interrupt)
    answered.append(next(working))
    assert answered[0].ending == "refused"
    with pytest.raises(KeyboardInterrupt):
        pytest.fail(f"nobody was interrupted: {list(working)}")
    deadline = time.monotonic() + 60
    with Client(address, set_as_default=False) as client:
        while any(client.processing().values()) or any(client.run(busy).values()):
            assert time.monotonic() < deadline, "they go on working"
            time.sleep(0.2)
    assert not any(tmp_path.iterdir())


def busy(dask_worker: Any) -> bool:
    """Whether a thread of the worker still films."""
    return bool(dask_worker.active_threads)


# ---- no such cluster


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("tcp://127.0.0.1:1", "no scheduler answers at tcp://127.0.0.1:1"),
        ("tcp://nowhere.invalid:8786", "no scheduler answers"),
        ("192.168.0.10", "write it like tcp://"),
        ("http://localhost:8786", "write it like tcp://"),
        ("", "write it like tcp://"),
    ],
)
def test_a_wrong_address_is_told_within_seconds(address: str, complaint: str, tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(ClusterError, match=complaint):
        list(shoot_on(address, [tiny()], tmp_path))
    assert time.monotonic() - began < 3 * cluster_module.PATIENCE


def test_a_cluster_without_workers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "PATIENCE", 1)
    with (
        LocalCluster(n_workers=0, processes=False, protocol="tcp", dashboard_address="127.0.0.1:0") as empty,
        pytest.raises(ClusterError, match=r"has no worker: start some .* --nthreads 1"),
    ):
        list(shoot_on(str(empty.scheduler_address), [tiny()], tmp_path))


def test_a_worker_with_several_threads_is_refused(tmp_path: Path) -> None:
    options: dict[str, Any] = {"processes": False, "protocol": "tcp", "dashboard_address": "127.0.0.1:0"}
    with (
        LocalCluster(n_workers=1, threads_per_worker=2, **options) as threads,
        pytest.raises(ClusterError, match=r"it has 2 threads, .* start it with --nthreads 1"),
    ):
        list(shoot_on(str(threads.scheduler_address), [tiny()], tmp_path))


def test_workers_of_another_version_are_refused(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = {"numpy": "1.0", "gradanim/fields/typed.py": "0" * 64, "gradanim/new.py": "0" * 64}
    monkeypatch.setattr("gradanim.studio.cluster.batch.fingerprint", lambda scene: fingerprint(scene) | other)
    with pytest.raises(ClusterError) as caught:
        list(shoot_on(address, [tiny()], tmp_path))
    said = str(caught.value)
    assert "worker tcp://" in said
    assert "and 1.0 here" in said
    assert "gradanim/fields/typed.py is another there" in said
    assert "gradanim/new.py is missing there" in said
    assert "start the workers again" in said


def test_a_worker_that_joins_later_is_looked_at_too(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "_inspected", lambda client, address, made_with: 2)
    monkeypatch.setattr(
        "gradanim.studio.cluster.batch.fingerprint", lambda scene: fingerprint(scene) | {"numpy": "1.0"}
    )
    (outcome,) = shoot_on(address, [tiny()], tmp_path)
    assert (outcome.ending, "would make another film: numpy is" in outcome.reason) == ("failed", True)


def test_a_worker_that_runs_older_sources_than_it_has_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class OneThread:
        class state:  # noqa: N801
            nthreads = 1

    made_with = {"Tiny": fingerprint("Tiny")}
    assert remote.differences(made_with, OneThread) == ""
    monkeypatch.setitem(remote.STARTED_WITH, "gradanim/fields/typed.py", "0" * 64)
    assert remote.differences(made_with, OneThread) == "gradanim/fields/typed.py has changed since it was started"
    assert "no scene 'Unknown'" in remote.differences({"Unknown": {}}, OneThread)


# ---- how it is dealt out


@pytest.mark.parametrize(
    ("films", "workers", "shares"), [(1, 1, 1), (1, 2, 2), (1, 8, 3), (2, 3, 2), (3, 2, 1), (5, 5, 1), (3, 7, 3)]
)
def test_films_are_in_shares_where_there_are_more_workers(films: int, workers: int, shares: int) -> None:
    assert shares_of(tiny(), films, workers, only_check=False) == shares
    assert shares_of(tiny(), films, workers, only_check=True) == 1
    assert shares_of(tiny(format="png"), films, workers, only_check=False) == 1


# ---- at the door


def test_the_door_films_on_a_cluster(address: str, tmp_path: Path) -> None:
    words = ("--scene", "Tiny", "-ql", "--media", str(tmp_path), "--cluster")
    made = CliRunner().invoke(main, [*words, address])
    assert (made.exit_code, made.stdout[:5]) == (0, "made ")
    assert Clip.read(tmp_path / "Tiny-480p15.clip.json").beats[1].findings[0].holds
    wrong = CliRunner().invoke(main, [*words, "tcp://127.0.0.1:1"])
    assert wrong.exit_code == 2
    assert "no scheduler answers" in wrong.stderr
    assert "Traceback" not in wrong.output


# ---- what goes wrong far away, played by a client of our own


class Future:
    def __init__(self, status: str, why: Exception | None = None) -> None:
        self.status, self.why = status, why

    def add_done_callback(self, tell: Any) -> None:
        tell(self)

    def exception(self) -> Exception | None:
        return self.why

    def done(self) -> bool:
        return True


class FarAway:
    """A client whose tasks end as they are told to."""

    def __init__(self, *futures: Future, status: str = "running") -> None:
        self.futures, self.status = list(futures), status

    def subscribe_topic(self, topic: str, tell: Any) -> None:
        self.topic = topic

    def submit(self, work: Any, task: remote.Task, **options: Any) -> Future:
        return self.futures.pop(0)

    def nthreads(self) -> dict[str, int]:
        self.status = "closed"
        return {}


class KilledWorker(Exception):
    """Called like Dask's."""


def dispatched(client: FarAway, tmp_path: Path, troubles: list[str]) -> Iterator[Outcome]:
    listeners = Listeners(lambda shot: None, lambda shot, far: None, lambda shot, what: troubles.append(what))
    dispatch = Dispatch(client, tmp_path, listeners, only_check=False)
    dispatch.send([tiny()], {"Tiny": {}}, workers=1)
    return dispatch.outcomes()


def test_what_fails_far_away_is_tried_once_more_and_then_told(tmp_path: Path) -> None:
    troubles: list[str] = []
    twice = FarAway(Future("lost"), Future("error", OSError("no space left")))
    (outcome,) = dispatched(twice, tmp_path, troubles)
    assert troubles == ["its task was lost; tried once more"]
    assert (outcome.ending, outcome.reason) == ("failed", "OSError: no space left")


def test_a_film_that_kills_every_worker_is_not_sent_again(tmp_path: Path) -> None:
    troubles: list[str] = []
    (outcome,) = dispatched(FarAway(Future("error", KilledWorker("x"))), tmp_path, troubles)
    assert (outcome.ending, "lack of memory" in outcome.reason, troubles) == ("failed", True, [])


def test_workers_and_a_scheduler_that_are_gone_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent(Future):
        def add_done_callback(self, tell: Any) -> None:
            pass

    monkeypatch.setattr("gradanim.studio.cluster.dispatch.LOOK_EVERY", 0.01)
    troubles: list[str] = []
    with pytest.raises(ClusterError, match="the scheduler is gone: what was finished is there"):
        list(dispatched(FarAway(Silent("pending")), tmp_path, troubles))
    assert troubles == ["all workers are gone; waiting for one"]
