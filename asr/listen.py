"""Stretches of speech, cut out of recordings and streams; and when, in a stream, somebody has finished.

The end is a matter of the sentence as much as of the silence: a pause of a fifth of a second ends a sentence that
cannot go on, a hesitating speaker in mid-sentence is given a second. A sentence that could go on, but has clearly been
understood and says what and how many, is given a little more than a third.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np

from asr.detect import Detector, NoiseProfile
from asr.health import Levels, clipped_share
from asr.recogniser import Decoding
from asr.resample import RATE, Samples

LONGEST_S = 18.0
"""A stretch is cut here: no command is longer, and Vosk ends an utterance by itself at 20 s."""
PAUSE_S = 0.15
"""A silence so long is worth decoding what was said so far."""

_UNFINISHED_S, _EXTENDABLE_S, _COMPLETE_S, _FINISHED_S = 1.0, 0.5, 0.35, 0.2
_CLEARLY = 8.0
"""So much better (log likelihood) than any syllables that fit, a sentence has clearly been said."""
_NUMERALS = frozenset("零〇一二两三四五六七八九十百千万点幺拐洞勾0123456789")
_CHUNK = int(0.03 * RATE)
_QUIET_PAD_S, _NOISY_PAD_S = 0.2, 0.6
_NOISY_DB = 15.0
"""In noise the detector finds the edges of speech late, and the recogniser must look for them itself."""
_KEPT_S = 1.2
_TARGET_DB = -23.0
_MOST_GAIN_DB, _LEAST_GAIN_DB = 30.0, -12.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Speech with a margin of what is around it."""

    samples: Samples
    """float32 [n] at 16 kHz, brought to the level that the net knows."""
    offset: float
    """Where the samples begin, seconds from the beginning of the source."""
    start: float
    """Where speech begins, likewise."""
    end: float
    """Where speech ends, likewise."""
    levels: Levels


def whole(samples: Samples, profile: NoiseProfile | None) -> tuple[Stretch | None, Levels]:
    """Return the speech of a recording as one stretch, from its first to its last word, None where nobody speaks.

    `samples` is [n] at 16 kHz; `profile` the noise if it is known.
    """
    # A recording may come from a quieter place than the noise sample, or hold no moment without speech.
    detector = Detector(NoiseProfile.within(samples).quieter(profile))
    found: list[tuple[float, float, Levels]] = []
    for start in range(0, len(samples), _CHUNK):
        detector.push(samples[start : start + _CHUNK])
        if detector.speaking and (start + _CHUNK >= len(samples) or detector.silence_s > _UNFINISHED_S):
            found.append((detector.start_s, detector.end_s, _levels(detector)))
            detector.stop()
    clipped = clipped_share(samples)
    if not found:
        return None, Levels(None, 0.0, -100.0, detector.noise_db, clipped)
    loudest = max((levels for _, _, levels in found), key=lambda levels: levels.level_db)
    levels = replace(loudest, speech_s=sum(part.speech_s for _, _, part in found), clipped=clipped)
    return _cut(samples, 0.0, found[0][0], found[-1][1], levels), levels


def patience(decoding: Decoding | None, names: Collection[str] = ()) -> float:
    """Return how much silence ends a stretch of which this was understood so far.

    `names` are the grammar's names of goods: who has said one and an amount has said all that he must.
    """
    if decoding is None or not decoding.candidates or decoding.candidates[0].filler:
        return _UNFINISHED_S
    if not decoding.extendable:
        return _FINISHED_S
    return _COMPLETE_S if _complete(decoding, names) else _EXTENDABLE_S


def _complete(decoding: Decoding, names: Collection[str]) -> bool:
    """Whether the best sentence names goods and an amount, breaks off in neither, and was clearly said."""
    best = decoding.candidates[0]
    filler = next((one for one in decoding.candidates if one.filler), None)
    words = [word.text for word in best.words]
    if filler is None or best.score - filler.score < _CLEARLY or not words or words[-1] in _NUMERALS:
        return False
    counted, named = not _NUMERALS.isdisjoint(words), not frozenset(names).isdisjoint(words)
    return counted and named and not any(name != words[-1] and name.startswith(words[-1]) for name in names)


def small(blocks: Iterator[Samples]) -> Iterator[Samples]:
    """Yield the blocks of a source in pieces small enough to notice a pause in time."""
    for block in blocks:
        for start in range(0, len(block), _CHUNK):
            yield block[start : start + _CHUNK]


class Listener:
    """Cuts a stream. After each `take`, ask `paused`, `resumed` and `silence_s`."""

    def __init__(self, profile: NoiseProfile | None) -> None:
        self._detector = Detector(profile)
        self._kept = np.zeros(0, np.float32)
        self._kept_from = 0
        self._asked = False
        self.paused = False
        """Whether with the last block a pause began: time to decode `stretch`."""
        self.resumed = False
        """Whether with the last block speech went on after a pause."""

    @property
    def speaking(self) -> bool:
        """Whether a stretch is open."""
        return self._detector.speaking

    @property
    def silence_s(self) -> float:
        """How long nobody has been speaking."""
        return self._detector.silence_s

    @property
    def overlong(self) -> bool:
        """Whether the stretch has to be cut."""
        return self.speaking and self._now_s - self._detector.start_s > LONGEST_S

    def take(self, block: Samples) -> None:
        """Take the next samples."""
        self._kept = np.concatenate([self._kept, block])
        self._detector.push(block)
        if not self.speaking:
            self._forget(int(_KEPT_S * RATE))
        silent = self.speaking and self.silence_s >= PAUSE_S
        self.paused = (silent and not self._asked) or self.overlong
        self.resumed = self._asked and self.speaking and not silent
        self._asked = silent

    def stretch(self) -> Stretch:
        """Return the open stretch as far as it goes."""
        detector = self._detector
        levels = replace(_levels(detector), clipped=clipped_share(self._kept))
        return _cut(self._kept, self._kept_from / RATE, detector.start_s, detector.end_s, levels)

    def end(self) -> None:
        """Close the stretch."""
        self._detector.stop()
        self._asked = self.paused = self.resumed = False
        self._forget(int(_KEPT_S * RATE))

    @property
    def _now_s(self) -> float:
        return (self._kept_from + len(self._kept)) / RATE

    def _forget(self, keep: int) -> None:
        dropped = max(0, len(self._kept) - keep)
        self._kept = self._kept[dropped:]
        self._kept_from += dropped


def _levels(detector: Detector) -> Levels:
    return Levels(detector.snr_db, detector.speech_s, detector.level_db, detector.noise_db, 0.0)


def _cut(samples: Samples, begin: float, start: float, end: float, levels: Levels) -> Stretch:
    pad = _NOISY_PAD_S if (levels.snr_db or 0.0) < _NOISY_DB else _QUIET_PAD_S
    first = max(0, int((start - begin - pad) * RATE))
    last = min(len(samples), int((end - begin + pad) * RATE), first + int(LONGEST_S * RATE))
    gain = min(_MOST_GAIN_DB, max(_LEAST_GAIN_DB, _TARGET_DB - levels.level_db))
    cut = np.clip(samples[first:last] * np.float32(10 ** (gain / 20)), -1, 1)
    return Stretch(np.asarray(cut, np.float32), begin + first / RATE, start, end, levels)
