"""Threads that let a device or model work; all of them are waited for before the process ends.

A thread that is inside a C++ library when the interpreter goes away takes the whole process down with it.
"""

import threading
import time
from collections.abc import Callable
from weakref import WeakSet

_running: WeakSet[threading.Thread] = WeakSet()


def start(name: str, work: Callable[[], None]) -> threading.Thread:
    """Run a function on a thread of its own."""
    thread = threading.Thread(target=work, name=name, daemon=True)
    _running.add(thread)
    thread.start()
    return thread


def join_all(patience_s: float = 10.0) -> None:
    """Wait until all of them have ended, together no longer than that; one that hangs is waited for only once."""
    until = time.monotonic() + patience_s
    for thread in list(_running):
        thread.join(max(0.0, until - time.monotonic()))
        _running.discard(thread)
