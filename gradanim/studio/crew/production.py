"""A film in the making, by one process or several."""

import os
import shutil
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from gradanim.errors import FilmError
from gradanim.records.clip import BeatRecord, Clip
from gradanim.records.shot import Shot
from gradanim.studio.catalogue import beats_wanted
from gradanim.studio.crew.callsheet import CallSheet
from gradanim.studio.crew.outcome import Ending, Listeners, Outcome
from gradanim.studio.crew.store import Store
from gradanim.studio.crew.worker import Failure, Pipe, Worker
from gradanim.studio.edit import assemble
from gradanim.studio.footage import perform
from gradanim.studio.places import COMMAND
from gradanim.studio.progress import REPORT_EVERY, At, Tally
from gradanim.studio.sources import digest_of
from gradanim.studio.takes import Outline, Question, Take, Verdict
from gradanim.studio.workroom import publish, work_folder

DEATHS = 2
"""Processes that a film may lose: the first is replaced."""


class Production:
    """A film in the making: its processes, who of them films what, and what is there already.

    Raises:
        Busy: another process is making it in the same folder.
        OSError: the folder cannot be written.
    """

    def __init__(self, shot: Shot, media: Path, store: Store, listeners: Listeners, *, force: bool) -> None:
        self.shot, self.media, self.store, self.listeners = shot, media, store, listeners
        self.digest = digest_of(shot)  # before filming: should a source change meanwhile, the next run films again
        self.written = beats_wanted(shot)  # a story that takes one of two ways plays fewer
        self.began = self.told = time.perf_counter()
        self.clearing = ExitStack()
        self.work = self.clearing.enter_context(work_folder(media, shot.name))
        self.log = media / f"{shot.name}.log"
        self.workers: list[Worker] = []
        self.sheet = CallSheet(shot.name, () if force else store.hints())
        self.tally = Tally(shot.frame_rate)
        self.notes: list[str] = []
        self.was_there = (media / f"{shot.name}.clip.json").exists()
        self.done_before = -1
        self.editor: int | None = None  # the process that makes the film of its beats: one, though several end
        try:
            self.log.write_text("")
        except OSError:
            self.clearing.close()
            raise

    def start(self) -> None:
        """Start a process that plays the story."""
        self.workers.append(Worker(_film, self.shot, self.digest, self.work, log=self.log, media=self.media))

    def wants_help(self) -> bool:
        """Whether one more process would find a beat to film before the others have come to it."""
        ahead = self.written - self.sheet.begun
        changed_a_little = self.sheet.is_incremental or (self.was_there and not self.sheet.begun)
        return self.shot.format != "png" and not changed_a_little and ahead > max(len(self.workers), 0.4 * self.written)

    def hear(self, worker: Worker) -> Outcome | None:
        """Take in what a process has to say; the outcome, once it is known."""
        try:
            try:
                return self._heed(worker, worker.pipe.recv())
            except (EOFError, ConnectionError):
                return self._lost(worker)
        except FilmError as why:
            return self._outcome("failed", reason=str(why))

    def close(self) -> None:
        """End all processes and clear away what they have begun."""
        self._clear_away()
        self.log.unlink(missing_ok=True)

    def _clear_away(self) -> None:
        for worker in self.workers:
            worker.end()
        self.workers.clear()
        self.clearing.close()

    def _heed(self, worker: Worker, message: object) -> Outcome | None:
        match message:
            case At():
                self.tally.move(worker.number, message)
                self._report()
            case Question():
                worker.pipe.send(self.sheet.ask(worker.number, message))
            case Take():
                self._receive(message, self.work / str(worker.number))
            case Ended():
                if message.outline is not None:
                    self.sheet.end(message.outline)
                    self.tally.total = sum(message.outline.frames)
                if edits := self.sheet.is_complete and self.editor is None:
                    self.editor = worker.number
                worker.pipe.send(self.sheet.story() if edits else None)
            case Clip():
                publish(self.work / "finished", self.media, message)
                return self._outcome("made", clip=message, beats=message.beats)
            case Failure():
                worker.write_down()
                return self._outcome("refused" if message.refused else "failed", reason=message.reason)
        return None

    def _report(self) -> None:
        """Tell how far the film is, not more often than anyone could read, however many processes say so."""
        now = time.perf_counter()
        if now - self.told >= REPORT_EVERY:
            self.told = now
            self.listeners.on_progress(self.shot, self.tally.progress())

    def _receive(self, take: Take, place: Path) -> None:
        """A beat was painted, or looked at."""
        if take.painted:
            for name in take.files:
                (place / name).replace(self.work / name)
            self.store.put(take, self.work)
        elif not self.store.take_out(take, self.work):
            self.sheet.miss(take)
            return
        self.sheet.finish(take)
        self.tally.finish(take.beat, take.frames, kept=not take.painted)

    def _lost(self, worker: Worker) -> Outcome | None:
        """A process has ended: because it had nothing more to do, or not."""
        last_words = worker.last_words()
        worker.end()
        self.workers.remove(worker)
        self.sheet.lose(worker.number)
        self.tally.leave(worker.number)
        shutil.rmtree(self.work / str(worker.number), ignore_errors=True)
        if self.editor == worker.number:
            self.editor = None
            self._take_back()
        if worker.process.exitcode != 0:
            self.notes.append(last_words)
            if len(self.notes) >= DEATHS:
                return self._outcome("failed", reason=", and again: ".join(self.notes))
            self.listeners.on_trouble(self.shot, last_words)
        elif not self.workers:  # all of it was played, and something was thought to be kept that is not
            if self.sheet.done == self.done_before:
                raise FilmError(f"{self.shot.name} does not get on; {COMMAND} --clean may help")
            self.done_before = self.sheet.done
        else:
            return None
        self.start()
        return None

    def _take_back(self) -> None:
        """Put the beats that were on their way into the film to where the next process looks for them."""
        for kept in (self.work / "finished" / self.shot.name).glob("*"):
            kept.replace(self.work / kept.name)
        shutil.rmtree(self.work / "finished", ignore_errors=True)

    def _outcome(
        self, ending: Ending, *, clip: Clip | None = None, beats: tuple[BeatRecord, ...] = (), reason: str = ""
    ) -> Outcome:
        took = time.perf_counter() - self.began
        log = self.log if ending == "failed" else None
        self._clear_away()
        if log is None:
            self.log.unlink(missing_ok=True)
        if ending == "made":
            self.store.tidy()
        return Outcome(self.shot, ending, took, clip, beats, reason, log, self.tally.kept, tuple(self.notes))


@dataclass(frozen=True)
class Ended:
    """A process has played the story to its end, or was told to stop."""

    outline: Outline | None


def _film(pipe: Pipe, shot: Shot, digest: str, work: Path) -> None:
    """The job of a process at work on a film: play it, film what it is told to, and make the film if all is there."""
    folder = work / str(os.getpid())
    folder.mkdir()

    def ask(question: Question) -> Verdict:
        pipe.send(question)
        verdict: Verdict = pipe.recv()
        return verdict

    pipe.send(Ended(perform(shot, folder, ask, pipe.send, pipe.send)))
    story = pipe.recv()
    if story is not None:
        pipe.send(assemble(shot, digest, story, work))
