"""Who has what is shown made: starts the processes, hears what they have to say, and tells them what has changed."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Listener
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from gradanim.errors import GradanimError
from gradanim.records.shot import Shot
from gradanim.records.subject import TAKES
from gradanim.studio.catalogue import find
from gradanim.studio.crew.batch import cores
from gradanim.studio.watch.film_on_page import FilmOnPage, Seed, Trouble
from gradanim.studio.watch.orders import Begun, Broken, Filmed, Glimpse, Here, Order, Rehearsed, Started, Still, Told
from gradanim.studio.watch.seeds import KEY, Line
from gradanim.studio.watch.story_source import StorySource

PACKAGE = Path(__file__).resolve().parents[3]
KEPT = 200
"""Films of beats that are kept of a film, in case that something is taken back."""
IN_USE = 60.0
"""Seconds for which a page may ask for a file that is not shown any more."""
LITTLE_MEMORY = ": there may be too little memory. Save the file to try again."


class Workshop:
    """Makes the films of a page, and makes again what changed of them.

    Args:
        shots: what is shown.
        on_change: called when there is something new to show.
    """

    def __init__(self, shots: Sequence[Shot], on_change: Callable[[], None] = lambda: None) -> None:
        self.folder = Path(mkdtemp(prefix="gradanim-watch-"))
        self.shown = self.folder / "shown"
        self.shown.mkdir()
        self.on_change = on_change
        self.lock = threading.RLock()
        self.films = [_film(number, shot) for number, shot in enumerate(shots)]
        self.stage: subprocess.Popen[bytes] | None = None
        self.imported: Line | None = None
        self._runs: dict[int, FilmOnPage] = {}
        self._pids: dict[Line, int] = {}
        key = secrets.token_bytes(16)
        self._environment = {**os.environ, KEY: key.hex()}
        self._listener = Listener(str(self.folder / "door"), authkey=key)
        threading.Thread(target=self._answer, daemon=True).start()

    def start(self) -> None:
        """Start the process that imports everything; what is to be played is played as soon as it has."""
        with self.lock:
            self._end_processes()
            path = os.pathsep.join([str(PACKAGE), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
            self.log = self.folder / "log"
            with self.log.open("wb") as log:
                self.stage = subprocess.Popen(
                    [sys.executable, "-m", "gradanim.studio.watch.playing", str(self.folder / "door")],
                    env=self._environment | {"PYTHONPATH": path}, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                    start_new_session=True,  # Ctrl-C is ours to hear, and all of them can be ended as one group
                )  # fmt: skip
            threading.Thread(target=self._mourn, args=(self.stage,), daemon=True).start()
            for film in self.films:
                film.is_whole = False

    def close(self) -> None:
        """End all processes, and remove all files."""
        with self.lock:
            self._end_processes()
            self._listener.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def update(self, film: FilmOnPage, *, anew: bool = False) -> None:
        """Make again what changed of a film.

        Args:
            anew: from its beginning: what changed is not (only) the scene's own file.
        """
        with self.lock:
            try:
                source = self._read(film)
            except (GradanimError, OSError, SyntaxError, ValueError) as why:
                film.trouble = _unread(why, film)
            else:
                is_same = film.source is not None and source.text == film.source.text
                mended = film.trouble is not None and film.is_whole
                if anew or not is_same or film.trouble is not None:
                    film.trouble = None
                    if anew or not is_same or not mended:
                        self._play(film, source, anew=anew)
        self.on_change()

    def turn_to(self, film: FilmOnPage, shot: Shot) -> None:
        """Show a film of something else in place of one."""
        with self.lock:
            film.shot = shot
            self.update(film, anew=True)

    def _read(self, film: FilmOnPage) -> StorySource:
        source = StorySource.read(film.file, film.shot.scene)
        assert source.tree  # or it is no Python
        find(film.shot.scene)
        return source

    def _play(self, film: FilmOnPage, source: StorySource, *, anew: bool) -> None:
        self._stop(film)
        film.is_waiting = False
        seed = None if anew else film.seed_for(source)
        number = seed.here.beat if seed else 0
        known = {} if anew else film.known_after(number, source)
        film.run = max(self._runs, default=0) + 1
        self._runs[film.run] = film
        film.source, film.is_whole, film.changed = source, False, None
        film.to_film.clear()
        film.reworded.clear()
        film.present = {beat for beat in film.seeds if beat <= number}
        for beat in film.beats:
            if beat >= number:
                film.change(beat, is_current=False)
        if seed is None:
            for other in film.seeds.values():
                _end(other.here.pid)
            film.seeds.clear()
            film.present.clear()
        line = seed.line if seed else self.imported
        if line is None:
            return
        film.player = 0
        if not _sent(line, self._order(film, "rehearse", known)) and seed is not None:
            self._play(film, source, anew=True)  # whoever waited there is gone
        elif seed is not None:
            self._film(film, number)
            self._film_what_lacks(film)

    def _order(self, film: FilmOnPage, role: Any, known: dict[int, str] | None = None) -> Order:
        assert film.source is not None
        return Order(film.number, film.run, film.shot, role, film.source.text, self.folder, known or {})

    def _stop(self, film: FilmOnPage) -> None:
        """End what is under way for a film."""
        for pid in list(self._pids.values()):
            if pid in film.painters or pid == film.player:
                _end(pid)
        film.painters.clear()
        film.player = None

    def _film(self, film: FilmOnPage, beat: int) -> None:
        """Have a beat filmed, as soon as there is a core for it."""
        if beat not in film.to_film and beat not in film.painters.values():
            film.to_film.append(beat)
        self._paint()

    def _film_what_lacks(self, film: FilmOnPage) -> None:
        """Have the beats filmed that are told, and whose filming a save has interrupted."""
        for beat in list(film.beats.values()):
            if beat.is_current and beat.film is None:
                self._film(film, beat.number)

    def _paint(self) -> None:
        busy = sum(len(film.painters) for film in self.films)
        at_most = max(1, cores() - sum(film.player is not None for film in self.films))
        for film in self.films:
            for beat in [beat for beat in film.to_film if beat in film.present]:  # others come later
                if busy >= at_most:
                    return
                film.to_film.remove(beat)
                if _sent(film.seeds[beat].line, self._order(film, "paint")):
                    film.painters[-beat] = beat  # until it is known which process that is
                    busy += 1

    # ---- what is heard

    def _answer(self) -> None:
        while True:
            try:
                line = self._listener.accept()
            except Exception:  # a stranger at the door, who does not know the key; or the door is closed
                if not self.folder.exists():
                    return
                continue
            threading.Thread(target=self._listen, args=(line,), daemon=True).start()

    def _listen(self, line: Line) -> None:
        try:
            while True:
                news = line.recv()
                with self.lock:
                    self._heed(line, news)
                self.on_change()
        except (EOFError, OSError):
            with self.lock:
                self._lost(line)
            self.on_change()

    def _heed(self, line: Line, news: Any) -> None:
        film = self._runs.get(news.run)
        if isinstance(news, Here) and news.beat == 0:
            self.imported = line
            for one in self.films:
                one.is_waiting = True
                self._next()
            return
        if film is None or film.run != news.run:  # nobody wants to know that any more
            if isinstance(news, Here | Started):
                _end(news.pid)
            return
        match news:
            case Here():
                self._keep(film, Seed(line, news, film.source))
            case Started():
                self._started(film, line, news)
            case Begun():
                if news.beat not in film.beats or film.beats[news.beat].caption != news.caption:
                    film.reworded.add(news.beat)
                film.change(news.beat, caption=news.caption, line=news.line)
            case Glimpse():
                self._glimpse(film, news)
            case Still():
                self._show(film, news)
            case Rehearsed():
                film.change(news.beat, findings=news.findings, seconds=news.seconds, is_current=True)
            case Filmed():
                self._filmed(film, news)
            case Told():
                self._told(film, news)
            case Broken():
                if film.player == self._pids.get(line):
                    film.player = None
                    self._next()
                place = news.file or str(film.file)
                film.trouble = Trouble(news.text, place, news.line, news.beat)

    def _keep(self, film: FilmOnPage, seed: Seed) -> None:
        if (before := film.seeds.get(seed.here.beat)) is not None:
            _end(before.here.pid)
        film.seeds[seed.here.beat] = seed
        film.present.add(seed.here.beat)
        self._paint()

    def _started(self, film: FilmOnPage, line: Line, news: Started) -> None:
        self._pids[line] = news.pid
        if news.role == "rehearse":
            film.player = news.pid
            return
        placeholder = next(number for number in film.painters if number < 0)
        film.painters[news.pid] = film.painters.pop(placeholder)

    def _glimpse(self, film: FilmOnPage, news: Glimpse) -> None:
        """A picture for the time until all is known of a beat; the film of another sentence is not shown any more."""
        beat = film.change(news.beat)
        if news.beat in film.reworded and beat.filmed_in != film.run and not beat.is_current:
            film.change(news.beat, still=self._take(news.picture), film=None)
        shutil.rmtree(news.picture.parent, ignore_errors=True)

    def _show(self, film: FilmOnPage, news: Still) -> None:
        beat = film.beats[news.beat]
        if beat.filmed_in == film.run:  # quicker than this
            film.films[news.key] = str(beat.film)
        if beat.key not in ("", news.key) and film.changed is None:
            film.changed = news.beat
        there = film.films.get(news.key)
        if news.key != beat.key or beat.film is None or beat.filmed_in == film.run:
            film.change(news.beat, key=news.key, film=there, still=self._take(news.picture), things=news.things)
        if there is None:
            self._film(film, news.beat)

    def _filmed(self, film: FilmOnPage, news: Filmed) -> None:
        is_seen = film.beats[news.beat].is_current
        beat = film.change(news.beat, film=self._take(news.film), filmed_in=film.run, seconds=news.seconds)
        if is_seen:
            film.films[beat.key] = str(beat.film)

    def _told(self, film: FilmOnPage, news: Told) -> None:
        film.player, film.is_whole = None, True
        for number in sorted({*film.beats, *film.seeds}):
            if number <= news.beats:
                continue
            if news.as_before:
                film.change(number, is_current=True)
                film.seeds[number] = Seed(film.seeds[number].line, film.seeds[number].here, film.source)
                film.present.add(number)
            else:
                film.beats.pop(number, None)
                if (seed := film.seeds.pop(number, None)) is not None:
                    _end(seed.here.pid)
        self._next()
        self._film_what_lacks(film)
        self._tidy()

    def _next(self) -> None:
        """Play the next film that waits for it."""
        waiting = [film for film in self.films if film.is_waiting]
        if waiting and sum(film.player is not None for film in self.films) < cores():
            self.update(waiting[0], anew=True)

    def _take(self, file: Path) -> str:
        """Put a file where it is shown, under a name that it alone has."""
        name = f"{secrets.token_hex(8)}{file.suffix}"
        file.rename(self.shown / name)
        return name

    def _tidy(self) -> None:
        """Remove files that are not shown any more, and that no page can be about to ask for."""
        for film in self.films:
            film.films = dict(list(film.films.items())[-KEPT:])
        needed = {name for film in self.films for name in film.files}
        for file in self.shown.iterdir():
            if file.name not in needed and time.time() - file.stat().st_mtime > IN_USE:
                file.unlink(missing_ok=True)

    def _lost(self, line: Line) -> None:
        """A process has ended."""
        line.close()
        pid = self._pids.pop(line, None)
        if pid is None:
            return
        shutil.rmtree(self.folder / str(pid), ignore_errors=True)
        for film in self.films:
            beat = film.painters.pop(pid, None)
            if beat in film.beats and film.beats[beat].film is None and film.trouble is None:
                film.trouble = Trouble(f"The process that filmed beat {beat} was killed{LITTLE_MEMORY}", beat=beat)
            if film.player == pid:
                film.player = None
                self._next()
                film.trouble = Trouble(f"The process that played the story was killed{LITTLE_MEMORY}")
        self._paint()

    def _mourn(self, stage: "subprocess.Popen[bytes]") -> None:
        """Say why nothing can be made, should the process end that has imported everything."""
        stage.wait()
        with self.lock:
            if self.stage is not stage:
                return
            self.imported = None
            last = self.log.read_text(errors="replace").strip().splitlines()[-1:]
            for film in self.films:
                film.trouble = Trouble(f"The stage cannot be imported: {''.join(last)}")
        self.on_change()

    def _end_processes(self) -> None:
        stage, self.stage, self.imported = self.stage, None, None
        if stage is not None:
            with suppress(ProcessLookupError):
                os.killpg(stage.pid, signal.SIGKILL)
            stage.wait()
        for film in self.films:
            film.seeds.clear()
            film.painters.clear()
            film.player = None


def _film(number: int, shot: Shot) -> FilmOnPage:
    entry = find(shot.scene)
    about = TAKES[entry.subject]
    settings = about.settings + (("at", "direction", "domain") if about.variables else ())
    return FilmOnPage(number, shot, entry.file, tuple(settings))


def _sent(line: Line, order: Order) -> bool:
    try:
        line.send(order)
    except OSError:
        return False
    return True


def _end(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _unread(why: Exception, film: FilmOnPage) -> Trouble:
    if isinstance(why, SyntaxError):
        return Trouble(f"{type(why).__name__}: {why.msg}", str(why.filename or film.file), why.lineno)
    return Trouble(str(why), str(film.file))
