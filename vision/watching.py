"""Looks at the frames of a video or a live camera as at one thing: what was read best, and every carton once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from vision.counting import Calibration, alike, colours
from vision.detector.detection import Detection
from vision.picture import Image
from vision.sighting import Count, Kind, Sighting
from vision.tracking import CartonTracker

_REMEMBERED = 60
"""Cartons of which a sighting is kept, to tell of their kind at the end."""

Look = Callable[[Image], tuple[Sighting, ...]]


class _Settings(Protocol):
    """What the tracker takes from the detector."""

    @property
    def calibration(self) -> Calibration:
        """Of the count."""
        ...


class Watcher:
    """Remembers over frames. `look` is the eyes' look at one frame."""

    def __init__(self, look: Look, detector: _Settings | None = None) -> None:
        self._look = look
        # The eyes tell of nothing below their own threshold.
        self._tracker = CartonTracker(0.0, detector.calibration if detector else None)
        self._read: dict[str, Sighting] = {}
        self._cartons: list[tuple[Any, Sighting]] = []
        self._last: tuple[Sighting, ...] = ()

    def see(self, image: Image) -> tuple[Sighting, ...]:
        """Take the next frame and return what is in it; cartons tell how many of their kind have passed by now."""
        seen = self._look(image)
        found = [Detection(one.kind, one.confidence, one.box) for one in seen if one.kind is Kind.CARTON]
        self._tracker.update(image, found)
        counts = self._tracker.counts()
        told = []
        for one in seen:
            if one.kind is not Kind.CARTON:
                told.append(one)
                continue
            look = colours(image, Detection(one.kind, one.confidence, one.box))
            told.append(replace(one, count=_count_like(look, counts) or one.count))
            self._cartons = sorted([*self._cartons, (look, one)], key=lambda known: -known[1].confidence)[:_REMEMBERED]
        for one in seen:
            if one.kind is not Kind.CARTON:
                self._remember(one)
        self._last = tuple(told)
        return self._last

    def _remember(self, one: Sighting) -> None:
        looks = one.candidates[0].item if one.candidates else ""
        key = one.code or one.fields.text or looks
        known = self._read.get(key)
        if key and (known is None or one.confidence > known.confidence):
            self._read[key] = one

    def summary(self) -> tuple[Sighting, ...]:
        """Return what was seen over all frames: each label and code as it was read best, each kind of carton once.

        Where neither was seen, what the last frame shows, with its health.
        """
        cartons = [
            replace(max(self._cartons, key=lambda known: alike(known[0], look))[1], count=count)
            for look, count in self._tracker.counts()
            if self._cartons
        ]
        return (*self._read.values(), *cartons) or self._last


def _count_like(look: Any, counts: list[tuple[Any, Count]]) -> Count | None:
    best = max(counts, key=lambda one: alike(one[0], look), default=None)
    return best[1] if best else None
