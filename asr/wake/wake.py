"""The wake word in a stream of sound: `Wake.feed` says when the clerk was called by its name."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from asr.resample import RATE, Samples
from asr.wake.port import STEP, Scorer
from asr.wake.verify import LOOKED_BACK_S

REFRACTORY_S = 1.5
"""After a call so long nothing is a call again: its last syllables are still in what the net looks at."""
_KEPT_S = 2.0
_MOST_LOOKS = 8
"""So many steps in a row the second look is asked: the word's end may still be to come when the net fires."""

_log = logging.getLogger(__name__)

SecondLook = Callable[[Samples], bool]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """When the net's scores are a call; chosen on development voices, kept in the model's `settings.json`."""

    threshold: float
    """Mean score of the last `steps` steps from which the second look is asked."""
    sure: float
    """From which it is a call whatever the second look says, or where there is none."""
    steps: int
    """Steps of 80 ms: a single high score is more often a chance than two in a row."""


class Wake:
    """Give it every block of the microphone by `feed`; True means that the word has just been said.

    Nothing else listens meanwhile. After a call, `tail` is the sound since the net fired, and the caller hands the
    following blocks to the ears instead; when the conversation is over it calls `reset` and feeds again.

    `second_look` (float32 [n] at 16 kHz → bool) may refuse what the net takes for a call.
    """

    def __init__(self, scorer: Scorer, sensitivity: Sensitivity, second_look: SecondLook | None = None) -> None:
        self._scorer, self._sensitivity, self._second_look = scorer, sensitivity, second_look
        self.refused = 0
        """Times that the second look turned the net down for good."""
        self.reset()

    def reset(self) -> None:
        """Forget all sound, as at the start."""
        self._scorer.reset()
        self._kept = np.zeros(0, np.float32)
        self._unscored = 0
        self._scores: list[float] = []
        self._deaf = 0
        self._looks = 0
        self.score = 0.0
        """Of the latest step, 0–1: for a level meter and for measuring."""

    @property
    def tail(self) -> Samples:
        """Sound that came in with or after the step that was the call: the beginning of what is said next."""
        return self._kept[len(self._kept) - self._unscored :]

    def feed(self, samples: Samples) -> bool:
        """Take float32 samples [n] of ±1 at 16 kHz, any number; return whether the word ended in them.

        After True the rest of `samples` is in `tail` and was not looked at.
        """
        self._kept = np.concatenate([self._kept, samples])
        self._unscored += len(samples)
        called = False
        while self._unscored >= STEP and not called:
            start = len(self._kept) - self._unscored
            called = self._take(self._kept[start : start + STEP], start + STEP)
            self._unscored -= STEP
        surplus = len(self._kept) - int(_KEPT_S * RATE) - self._unscored
        self._kept = self._kept[max(0, surplus) :]
        return called

    def _take(self, step: Samples, end: int) -> bool:
        self.score = self._scorer.score(np.clip(np.rint(step * 32767), -32768, 32767).astype(np.int16))
        self._scores = [*self._scores, self.score][-self._sensitivity.steps :]
        self._deaf = max(0, self._deaf - STEP)
        enough = len(self._scores) == self._sensitivity.steps
        mean = float(np.mean(self._scores))
        asked = self._sensitivity.sure if self._second_look is None else self._sensitivity.threshold
        if self._deaf or not enough or mean < asked:
            self._looks = 0
            return False
        called = mean >= self._sensitivity.sure
        if not called and self._looks < _MOST_LOOKS:
            self._looks += 1
            called = self._agreed(self._kept[max(0, end - int(LOOKED_BACK_S * RATE)) : end])
            self.refused += not called and self._looks == _MOST_LOOKS
        if called:
            self._deaf = int(REFRACTORY_S * RATE)
        return called

    def _agreed(self, sound: Samples) -> bool:
        return self._second_look is None or self._second_look(sound)


def open_wake(model: str = "wake", *, verified: bool = True, packaged: bool | None = None) -> Wake:
    """Return the wake word of a model folder (`models/wake`, or a user's own in `CLERK_MODELS`).

    With `verified` the recogniser takes the second look, if there is one. `packaged` chooses openwakeword or the bare
    graphs; None takes the package where it is installed. Raises as `models.registry.load` does, and `ImportError`
    where no graph can be run.
    """
    from asr.wake.verify import settings
    from models import registry

    folder = registry.load(model).folder
    chosen = settings(folder)
    look = open_second_look(chosen) if verified else None
    return Wake(
        open_scorer(folder, packaged=packaged), Sensitivity(chosen["threshold"], chosen["sure"], chosen["steps"]), look
    )


def open_scorer(folder: Path, *, packaged: bool | None = None) -> Scorer:
    """Return the net of a model folder; `packaged` as in `open_wake`."""
    from asr.wake.graphs import GraphScorer

    if packaged is not False:
        from asr.wake.packaged import PackagedScorer

        try:
            return PackagedScorer(folder)
        except ImportError as error:
            if packaged:
                raise
            _log.info("the wake word runs without openwakeword: %s", error)
    return GraphScorer(folder)


def open_second_look(chosen: Mapping[str, Any]) -> SecondLook | None:
    """Return the recogniser's look for a word's settings; None where there is no recogniser."""
    from asr.errors import HearingError
    from asr.vosk_own import VoskRecogniser
    from asr.wake.verify import Strictness, Verifier
    from models import registry

    try:
        found = registry.load("hearing")
        recogniser = VoskRecogniser(found.folder, found.stamp)
    except (HearingError, LookupError, ValueError) as error:
        _log.warning("the wake word goes without a second look: %s", error)
        return None
    strictness = Strictness(chosen["margin"], chosen["likeness"])
    return Verifier(recogniser, tuple(chosen["syllables"].split()), strictness)
