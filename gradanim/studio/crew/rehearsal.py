"""A rehearsal, by one process."""

import time
from pathlib import Path

from gradanim.records.clip import BeatRecord
from gradanim.records.shot import Shot
from gradanim.studio.crew.outcome import Ending, Listeners, Outcome
from gradanim.studio.crew.worker import Failure, Pipe, Worker
from gradanim.studio.film import rehearse
from gradanim.studio.progress import Progress


class Rehearsal:
    """A story that is only played, to measure its claims."""

    def __init__(self, shot: Shot, media: Path, log: Path, listeners: Listeners) -> None:
        self.shot, self.media, self.log, self.listeners = shot, media, log, listeners
        self.began = time.perf_counter()
        self.workers: list[Worker] = []

    def start(self) -> None:
        """Start the process."""
        self.workers.append(Worker(_rehearse, self.shot, log=self.log, media=self.media))

    def wants_help(self) -> bool:
        """It does not."""
        return False

    def hear(self, worker: Worker) -> Outcome | None:
        """Take in what the process has to say; the outcome, once it is known."""
        try:
            message = worker.pipe.recv()
        except (EOFError, ConnectionError):
            return self._outcome("failed", reason=worker.last_words())
        match message:
            case Progress():
                self.listeners.on_progress(self.shot, message)
            case Failure():
                worker.write_down()
                return self._outcome("refused" if message.refused else "failed", reason=message.reason)
            case _:
                return self._outcome("rehearsed", beats=message)
        return None

    def close(self) -> None:
        """End the process."""
        for worker in self.workers:
            worker.end()
        self.workers.clear()

    def _outcome(self, ending: Ending, *, beats: tuple[BeatRecord, ...] = (), reason: str = "") -> Outcome:
        self.close()
        log = self.log if ending == "failed" else None
        return Outcome(self.shot, ending, time.perf_counter() - self.began, None, beats, reason, log)


def _rehearse(pipe: Pipe, shot: Shot) -> None:
    pipe.send(rehearse(shot, pipe.send))
