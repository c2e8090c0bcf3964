"""A thread that owns the shop: jobs go in, results come back where the window wants them."""

import logging
import queue
import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Deliver = Callable[[Callable[[], object]], object]
"""Runs a function on the window's own thread."""

_log = logging.getLogger(__name__)


class Closes(Protocol):
    """What the thread owns."""

    def close(self) -> None:
        """Let go of it."""


class Worker:
    """Does jobs one after the other, in the order they were posted; the window never waits.

    `start` opens what the jobs are given; where that fails, every job fails with the same error.
    """

    def __init__(self, start: Callable[[], Closes], deliver: Deliver) -> None:
        self._start = start
        self._deliver = deliver
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._owned: Any = None
        self._broken: Exception | None = None
        self.waiting = 0
        """Jobs whose results have not come back yet; counted on the window's thread."""
        self._thread = threading.Thread(target=self._run, name="clerk", daemon=True)

    def start(self) -> None:
        """Open the shop and begin with what is posted."""
        self._thread.start()

    def post(self, job: Callable[[Any], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Do a job; then `done` with its result, or `failed` with its error, on the window's thread."""

        def work() -> None:
            problem = self._broken
            if problem is None:
                try:
                    result = job(self._owned)
                except Exception as error:  # noqa: BLE001 - whatever it is, the person is told and the window goes on
                    _log.info("a job failed", exc_info=True)
                    problem = error
            self._deliver(lambda: self._back((lambda: failed(problem)) if problem else (lambda: done(result))))

        self.waiting += 1
        self._jobs.put(work)

    def replace(self, start: Callable[[], Closes]) -> None:
        """Own something else from the next job on: other books, or the same in another language."""

        def change() -> None:
            self._close()
            self._start = start
            self._open()

        self._jobs.put(change)

    def stop(self, timeout: float = 30.0) -> None:
        """Finish what is posted and let go of the shop."""
        self._jobs.put(None)
        if self._thread.ident is not None:
            self._thread.join(timeout)

    def _back(self, told: Callable[[], None]) -> None:
        self.waiting -= 1
        told()

    def _run(self) -> None:
        self._open()
        while (job := self._jobs.get()) is not None:
            job()
        self._close()

    def _open(self) -> None:
        self._broken = None
        try:
            self._owned = self._start()
        except Exception as error:  # noqa: BLE001 - said to the person with the first job
            _log.warning("the books cannot be opened: %s", error)
            self._owned, self._broken = None, error

    def _close(self) -> None:
        if self._owned is not None:
            self._owned.close()
            self._owned = None
