"""Processes that wait with a state that somebody may want to go on from: every order is carried out by a copy of one.

A copy (os.fork) begins in some milliseconds with all that its parent has imported, typeset and played, and shares its
memory until it changes something. Windows cannot do that.
"""

import gc
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Client, Connection
from typing import Any, TypeAlias

from gradanim.studio.watch.orders import Order

Line: TypeAlias = "Connection[Any, Any]"
KEY = "GRADANIM_WATCH_KEY"  # the name in the environment of what processes show at the server's door

PATIENCE = 0.3
"""Seconds without orders that are taken for a rest."""


def call(address: str) -> Line:
    """A line to the server.

    Raises:
        OSError: it is gone.
    """
    return Client(address, authkey=bytes.fromhex(os.environ[KEY]))


def wait_as_seed(address: str, says: Any, meanwhile: Callable[[], None] | None = None) -> Order:
    """Wait for orders; returns in a copy of this process, for each order in a new one. This process never returns.

    It ends with its line to the server.

    Args:
        says: what the server is told of it.
        meanwhile: done once, when there is nothing to do.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # copies that have ended leave nothing behind
    gc.freeze()  # what is there already is not looked at by every copy, which would have to copy it for that
    try:
        line = call(address)
        line.send(says)
        while True:
            if meanwhile is not None and not line.poll(PATIENCE):
                meanwhile()
                meanwhile = None
            order: Order = line.recv()
            if os.fork() == 0:
                line.close()
                return order
    except (OSError, EOFError):
        os._exit(0)


def split(in_copy: Callable[[], None]) -> None:
    """Go on, and leave a copy of this process behind that does something else first."""
    if os.fork() == 0:
        in_copy()
