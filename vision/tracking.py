"""Counts cartons across the frames of a slow video: each is followed, so that none is counted twice.

The camera pans over goods that stand still. Its own movement is measured between frames, so that every carton has a
place on the wall of goods, whatever part of it is in view; one that comes back into view is found where it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from vision.counting import ALIKE, Calibration, alike, colours, may_hide
from vision.detector.boxes import overlap, shared_area
from vision.detector.detection import Detection
from vision.picture import Box, Image, grey
from vision.sighting import Count, Kind

_SMALL = 160
"""Pixels of the longer side at which the camera's movement is measured."""
_SURE_OF_MOVEMENT = 0.05
"""Response of the phase correlation below which a movement is not believed."""
_SAME = 0.3
"""Overlap above which a detection is the carton that was there."""
_OVER = 0.4
"""Share of the smaller box above which two tracks lie over each other."""
_TOGETHER = 0.15
"""Share of frames with both up to which they may still be one carton: a double box now and then."""
_PART = 0.6
"""What the whole of a part that is cut off counts as, beside the overlap of two whole boxes."""
_UNLIKE = 0.3
"""Likeness of colours below which it is another carton all the same."""
_OFTEN = 0.4
"""Share of the frames with its place in view in which a carton must have been seen."""
_LEAST = 2
"""Frames in which it must have been seen."""


@dataclass(slots=True, eq=False)
class Track:
    """One carton over the frames."""

    box: Box
    """On the wall: in the pixels of the first frame."""
    score: float
    """Best score of its detections."""
    look: Any
    """Histogram of colours, running mean."""
    frames: set[int]
    """Numbers of the frames in which it was found."""
    chances: int = 1
    """Frames in which its place was in view."""
    hidden: bool = False
    """It was cut by the picture, or covered, in every frame."""
    cut: bool = False
    """It was never seen whole: a part of it was beyond the picture's edge each time."""

    @property
    def seen(self) -> int:
        """In how many frames it was found."""
        return len(self.frames)


class CartonTracker:
    """Takes frame by frame and tells how many cartons of each kind have passed."""

    def __init__(self, threshold: float, calibration: Calibration | None = None) -> None:
        self._threshold = threshold
        self._calibration = calibration or Calibration()
        self._tracks: list[Track] = []
        self._before: Any = None
        self._number = 0
        self._shift = np.zeros(2)

    def update(self, image: Image, found: Sequence[Detection]) -> None:
        """Take the next frame, BGR [height, width, 3], with what the detector says about it."""
        self._follow_camera(image)
        self._number += 1
        cartons = [one for one in found if one.kind is Kind.CARTON and one.confidence >= self._threshold]
        places = [self._on_wall(one.box) for one in cartons]
        looks = [colours(image, one) for one in cartons]
        cut = [_at_edge(one.box, image.shape) for one in cartons]
        pairs = sorted(
            (
                (_shared(track, place, cut[number]), index, number)
                for index, track in enumerate(self._tracks)
                for number, place in enumerate(places)
                if alike(track.look, looks[number]) > _UNLIKE
            ),
            reverse=True,
        )
        matched: dict[int, int] = {}
        for shared, index, number in pairs:
            if shared > _SAME and index not in matched and number not in matched.values():
                matched[index] = number
        for index, track in enumerate(self._tracks):
            if index in matched or self._in_view(track.box, image.shape):
                track.chances += 1
            if index in matched:
                number = matched[index]
                hidden = may_hide([cartons[number]], cartons, image.shape)
                # A part cut off by the picture does not move what was seen whole.
                place = track.box if cut[number] and not track.cut else places[number]
                track.cut = track.cut and cut[number]
                track.frames.add(self._number)
                _renew(track, place, cartons[number].confidence, looks[number], hidden=hidden)
        for number, carton in enumerate(cartons):
            if number not in matched.values():
                hidden = may_hide([carton], cartons, image.shape)
                track = Track(places[number], carton.confidence, looks[number], {self._number}, hidden=hidden)
                track.cut = cut[number]
                self._tracks.append(track)

    def tracks(self) -> list[Track]:
        """Return the cartons that were seen often enough to be believed, the steadiest first.

        Two that lie over each other and never were in one frame together are one carton, lost and found again.
        """
        believed = [track for track in self._tracks if track.seen >= min(_LEAST, track.chances) and _steady(track)]
        kept: list[Track] = []
        for track in sorted(believed, key=lambda track: -track.seen):
            if not any(_lost_and_found(track, other) for other in kept):
                kept.append(track)
        return kept

    def counts(self) -> list[tuple[Any, Count]]:
        """Return the colours of each kind and how many there are, the most numerous first."""
        doubtful = [track.score * track.seen / track.chances for track in self._tracks if not _steady(track)]
        groups: list[list[Track]] = []
        for track in self.tracks():
            group = next((group for group in groups if alike(group[0].look, track.look) >= ALIKE), None)
            if group is None:
                groups.append([track])
            else:
                group.append(track)
        told = []
        for group in groups:
            sure = self._calibration([track.score for track in group], doubtful)
            hidden = any(track.hidden for track in group)
            told.append((group[0].look, Count(len(group), round(sure, 4), at_least=hidden)))
        return sorted(told, key=lambda one: -one[1].number)

    def _follow_camera(self, image: Image) -> None:
        height, width = image.shape[:2]
        factor = _SMALL / max(height, width)
        size = (max(8, round(width * factor)), max(8, round(height * factor)))
        now = cv2.resize(grey(image), size, interpolation=cv2.INTER_AREA).astype(np.float32)
        if self._before is not None and self._before.shape == now.shape:
            window = cv2.createHanningWindow(size, cv2.CV_32F)
            moved, response = cv2.phaseCorrelate(self._before, now, window)
            if response > _SURE_OF_MOVEMENT:
                self._shift -= np.array(moved) / factor
        self._before = now

    def _on_wall(self, box: Box) -> Box:
        return box[0] + round(self._shift[0]), box[1] + round(self._shift[1]), box[2], box[3]

    def _in_view(self, box: Box, shape: tuple[int, ...]) -> bool:
        """Return whether most of a place on the wall is in the picture."""
        x, y = box[0] + box[2] / 2 - self._shift[0], box[1] + box[3] / 2 - self._shift[1]
        return bool(0 < x < shape[1] and 0 < y < shape[0])


def _steady(track: Track) -> bool:
    return track.seen >= _OFTEN * track.chances


def _shared(track: Track, place: Box, cut: bool) -> float:
    """Return how much of it is the same place, 0–1; of parts that the picture cuts, as a share of the smaller one."""
    if not (cut or track.cut):
        return overlap(track.box, place)
    smaller = min(track.box[2] * track.box[3], place[2] * place[3])
    return shared_area(track.box, place) / max(1, smaller) * _PART


def _lost_and_found(one: Track, other: Track) -> bool:
    smaller = min(one.box[2] * one.box[3], other.box[2] * other.box[3])
    together = len(one.frames & other.frames)
    return together <= _TOGETHER * one.seen and shared_area(one.box, other.box) > _OVER * smaller


def _at_edge(box: Box, shape: tuple[int, ...]) -> bool:
    return box[0] <= 2 or box[1] <= 2 or box[0] + box[2] >= shape[1] - 2 or box[1] + box[3] >= shape[0] - 2


def _renew(track: Track, place: Box, score: float, look: Any, *, hidden: bool) -> None:
    # What was once seen whole is not hidden, however it is cut later.
    track.hidden = track.hidden and hidden
    track.box = place
    track.score = max(track.score, score)
    mixed = 0.8 * track.look + 0.2 * look
    track.look = mixed / (float(np.linalg.norm(mixed)) + 1e-6)
