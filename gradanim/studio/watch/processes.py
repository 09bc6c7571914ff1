"""The processes that play: the first of them is started here, and all of them are listened to."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Listener
from pathlib import Path
from typing import Any

from gradanim.studio.watch.orders import Order
from gradanim.studio.watch.seeds import KEY, Line

PACKAGE = Path(__file__).resolve().parents[3]


class Processes:
    """One process that imports everything, and its copies.

    Args:
        folder: holds the door that they call at, and what they make.
        heed: called with what one of them says, and its line.
        lost: called with the line of one that has ended.
        died: called with its last words when the first one has ended, without which no new ones begin.

    Attributes:
        pids: of those that carry out an order, by their lines.
    """

    def __init__(
        self,
        folder: Path,
        heed: Callable[[Line, Any], None],
        lost: Callable[[Line], None],
        died: Callable[[str], None],
    ) -> None:
        self.folder, self._heed, self._lost, self._died = folder, heed, lost, died
        self.first: subprocess.Popen[bytes] | None = None
        self.pids: dict[Line, int] = {}
        key = secrets.token_bytes(16)
        self._environment = {**os.environ, KEY: key.hex()}
        self._listener = Listener(str(folder / "door"), authkey=key)
        threading.Thread(target=self._answer, daemon=True).start()

    def start(self) -> None:
        """Start the first one; those there are are ended."""
        self.end_all()
        path = os.pathsep.join([str(PACKAGE), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        with (self.folder / "log").open("wb") as log:
            self.first = subprocess.Popen(
                [sys.executable, "-m", "gradanim.studio.watch.playing", str(self.folder / "door")],
                env=self._environment | {"PYTHONPATH": path}, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,  # Ctrl-C is ours to hear, and all of them can be ended as one group
            )  # fmt: skip
        threading.Thread(target=self._mourn, args=(self.first,), daemon=True).start()

    def end_all(self) -> None:
        """End all of them."""
        first, self.first = self.first, None
        if first is not None:
            with suppress(ProcessLookupError):
                os.killpg(first.pid, signal.SIGKILL)
            first.wait()

    def close(self) -> None:
        """End all of them, and remove what they have made."""
        self.end_all()
        self._listener.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def forget(self, line: Line) -> int | None:
        """One has ended: remove what it has left, and return which it was, if it carried out an order."""
        line.close()
        pid = self.pids.pop(line, None)
        if pid is not None:
            shutil.rmtree(self.folder / str(pid), ignore_errors=True)
        return pid

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
        while True:
            try:
                news = line.recv()
            except (EOFError, OSError):
                self._lost(line)
                return
            self._heed(line, news)

    def _mourn(self, first: "subprocess.Popen[bytes]") -> None:
        first.wait()
        if self.first is first:
            words = (self.folder / "log").read_text(errors="replace").strip().splitlines()
            self._died("".join(words[-1:]))


def sent(line: Line, order: Order) -> bool:
    """Give somebody an order; whether there still was somebody."""
    try:
        line.send(order)
    except OSError:
        return False
    return True


def end(pid: int) -> None:
    """End a process at once."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
