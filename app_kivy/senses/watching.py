"""The live picture: one thread fetches frames, another looks at the newest; the window is never kept waiting.

Every frame is shown, with the boxes of the last look carried along; the eyes look at the newest one when they are free.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from app_kivy.senses import threads
from vision.errors import SeeingError
from vision.following import Follower
from vision.picture import Image
from vision.sighting import Sighting
from vision.sources.port import Frame, Source

FRAMES_A_SECOND = 15.0
"""What comes in faster is dropped: nobody sees the difference, and a phone's battery does."""
LOOKS_A_SECOND = 3.0
"""The eyes rest in between, so that window and ears have their share of a small machine."""
_EARLY = 0.3
"""Share of the time between two frames by which one may come early."""

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
    """Watches a source from now until `stop`. `frame`, `shown`, `view` and `problem` are what is newest."""

    def __init__(
        self, eyes: Looks | None, source: Source, *, most: float = FRAMES_A_SECOND, looks: float = LOOKS_A_SECOND
    ) -> None:
        """Begin; `most` frames and `looks` a second at most."""
        self.frame: Frame | None = None
        self.shown: Shown | None = None
        """What was looked at last."""
        self.view: Shown | None = None
        """The newest frame, with what was found last where it is now; what was lost since has an empty box."""
        self.problem: SeeingError | None = None
        self.frames = 0
        """How many frames have been taken."""
        self.looks = 0
        """How many of them were looked at."""
        self.eyes = eyes
        """May come later: loading them takes longer than the first frame."""
        self._source = source
        self._between_frames, self._between_looks = 1 / most, 1 / looks
        self._fresh = threading.Condition()
        self._over = False
        self._found: tuple[int, Shown] | None = None
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
        follower, carried, due = Follower(), None, 0.0
        try:
            for frame in self._source.frames():
                if self._over:
                    return
                now = time.monotonic()
                if now < due - _EARLY * self._between_frames:
                    continue
                due = max(due + self._between_frames, now)
                number = self.frames + 1
                follower.frame(number, frame.image)
                found = self._found
                if found is not carried and found is not None:
                    follower.found(found[0], [one.box for one in found[1].sightings])
                    carried = found
                with self._fresh:
                    self.frame, self.frames = frame, number
                    self.view = Shown(frame, _carried(carried[1].sightings, follower) if carried else ())
                    self._fresh.notify_all()
        except SeeingError as error:
            _log.info("watching failed: %s", error)
            self.problem = error

    def _look(self) -> None:
        seen: Frame | None = None
        while not self._over:
            with self._fresh:
                while not self._over and self.frame is seen:
                    self._fresh.wait()
                seen, number = self.frame, self.frames
            eyes = self.eyes
            if self._over or seen is None or eyes is None:
                continue
            began = time.monotonic()
            try:
                shown = Shown(seen, eyes.look(seen.image, thorough=False))
                with self._fresh:
                    self.shown, self._found = shown, (number, shown)
                    self.looks += 1
                    if self.frame is seen:
                        # Of a still picture no next frame may come for a while.
                        self.view = shown
            except SeeingError as error:
                _log.info("a frame cannot be looked at: %s", error)
            with self._fresh:
                rest = self._between_looks - (time.monotonic() - began)
                self._fresh.wait_for(lambda: self._over, timeout=max(0.0, rest))


def _carried(sightings: tuple[Sighting, ...], follower: Follower) -> tuple[Sighting, ...]:
    """Return what was found with its boxes where they are now."""
    boxes = follower.boxes()
    if len(boxes) != len(sightings):
        return ()
    return tuple(replace(one, box=box or (0, 0, 0, 0)) for one, box in zip(sightings, boxes, strict=True))


class Paced:
    """Pictures of a folder or video as if a camera showed them: each at its time, and again from the beginning."""

    def __init__(
        self,
        make: Callable[[], Source],
        still_s: float = 1.5,
        wait: Callable[[float], object] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Show what `make` gives; single pictures for `still_s`. `wait` and `clock` are in seconds."""
        self._make, self._still_s = make, still_s
        self._source = make()
        self._closed = threading.Event()
        self._wait, self._clock = wait or self._closed.wait, clock

    @property
    def name(self) -> str:
        """The source's name."""
        return self._source.name

    def frames(self) -> Iterator[Frame]:
        """Yield frames until `close`; raises what the source raises."""
        while not self._closed.is_set():
            began, frame = self._clock(), None
            for number, frame in enumerate(self._source.frames()):
                if self._closed.is_set():
                    return
                if frame.seconds:
                    # By the clock: what the reader of the frames takes does not make the video slower.
                    self._wait(max(0.0, began + frame.seconds - self._clock()))
                elif number:
                    self._wait(self._still_s)
                yield frame
            if frame is None or not frame.seconds:
                self._wait(self._still_s)
            self._source = self._make()

    def close(self) -> None:
        """Stop before the next frame."""
        self._closed.set()
        self._source.close()
