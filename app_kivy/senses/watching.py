"""The live picture: one thread fetches frames, another looks at the newest; the window is never kept waiting."""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from app_kivy.senses import threads
from vision.errors import SeeingError
from vision.picture import Image
from vision.sighting import Sighting
from vision.sources.port import Frame, Source

_log = logging.getLogger(__name__)


class Looks(Protocol):
    """What is needed of the eyes."""

    def look(self, picture: Image, *, thorough: bool = True) -> tuple[Sighting, ...]:
        """Return what is in a picture."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A frame with what was found in it."""

    frame: Frame
    sightings: tuple[Sighting, ...]


class Watching:
    """Watches a source from now until `stop`. `frame`, `shown` and `problem` are what is newest."""

    def __init__(self, eyes: Looks | None, source: Source) -> None:
        self.frame: Frame | None = None
        self.shown: Shown | None = None
        self.problem: SeeingError | None = None
        self.frames = 0
        """How many frames have come in."""
        self.eyes = eyes
        """May come later: loading them takes longer than the first frame."""
        self._source = source
        self._fresh = threading.Condition()
        self._over = False
        self._threads = [threads.start("camera", self._fetch), threads.start("looking", self._look)]

    def stop(self) -> None:
        """Let go of the camera; what is being looked at just now is dropped."""
        self._source.close()
        with self._fresh:
            self._over = True
            self._fresh.notify_all()

    def join(self, timeout: float = 5.0) -> None:
        """Wait until both threads have ended."""
        for thread in self._threads:
            thread.join(timeout)

    def _fetch(self) -> None:
        try:
            for frame in self._source.frames():
                with self._fresh:
                    self.frame = frame
                    self.frames += 1
                    self._fresh.notify_all()
                if self._over:
                    return
        except SeeingError as error:
            _log.info("watching failed: %s", error)
            self.problem = error

    def _look(self) -> None:
        seen: Frame | None = None
        while not self._over:
            with self._fresh:
                while not self._over and self.frame is seen:
                    self._fresh.wait()
                seen = self.frame
            eyes = self.eyes
            if self._over or seen is None or eyes is None:
                continue
            try:
                self.shown = Shown(seen, eyes.look(seen.image, thorough=False))
            except SeeingError as error:
                _log.info("a frame cannot be looked at: %s", error)


class Paced:
    """Pictures of a folder or video as if a camera showed them: each for its time, and again from the beginning."""

    def __init__(
        self, make: Callable[[], Source], still_s: float = 1.5, wait: Callable[[float], object] | None = None
    ) -> None:
        self._make, self._still_s = make, still_s
        self._source = make()
        self._closed = threading.Event()
        self._wait = wait or self._closed.wait

    @property
    def name(self) -> str:
        """The source's name."""
        return self._source.name

    def frames(self) -> Iterator[Frame]:
        """Yield frames until `close`; raises what the source raises."""
        while not self._closed.is_set():
            before = 0.0
            for frame in self._source.frames():
                yield frame
                if self._closed.is_set():
                    return
                self._wait(frame.seconds - before if frame.seconds else self._still_s)
                before = frame.seconds
            self._source = self._make()

    def close(self) -> None:
        """Stop before the next frame."""
        self._closed.set()
        self._source.close()
