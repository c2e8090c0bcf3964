"""How sure the ears may be: a logistic function of what sets a right hearing apart from a wrong one.

Vosk's own confidence is near 1 under a grammar even when wrong. The weights are fitted on development speakers by
`python -m benchmarks.calibrate_hearing` and shipped as `confidence.json` beside the model.

What is believed at 0.9 is wrong one time in ten, and `SURE` is where others stop asking. So there is a gap in what is
told: from `SURE` up to where hardly any error is left, it is less than sure.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from asr.agreement import agreement
from asr.health import Levels
from asr.recogniser import Candidate, Decoding

SURE = 0.85
"""From here on a command is booked without a question; the share of wrong ones among all is what counts most."""
_NOT_QUITE = 0.84
_PRELIMINARY = {"runner_up": 0.25, "filler": 0.3, "agreement": 5.0, "snr": 0.03}
_WIDEST = 12.0
"""Margins are cut here: the recogniser drops candidates that are further behind."""
_FURTHEST = 60.0
"""How far behind what is heard without a grammar counts."""


def features(candidate: Candidate, decoding: Decoding, levels: Levels) -> dict[str, float]:
    """Return what is known about one candidate among the others."""
    rivals = [other for other in decoding.sentences if other.syllables != candidate.syllables]
    fillers = [other.score for other in decoding.candidates if other.filler]
    length = max(1, len(candidate.syllables))
    runner_up = _ahead(candidate, rivals) if rivals else _WIDEST
    to_filler = candidate.score - max(fillers) if fillers else _WIDEST
    free = decoding.free
    behind_free = candidate.score - free.score if free else 0.0
    choices = candidate.choices / length
    return {
        "runner_up": _cut(runner_up),
        # A margin among few possible answers says less than the same among thousands.
        "runner_up_of_many": _cut(runner_up) * choices,
        "filler": _cut(to_filler),
        "filler_each": _cut(to_filler) / length,
        "free_each": _cut(behind_free / length),
        # In all: one wrong word in a long sentence hardly changes what each syllable lacks.
        "free": max(-_FURTHEST, min(_WIDEST, behind_free)),
        "agreement": agreement(candidate.syllables, free.syllables) if free else 0.5,
        "snr": max(0.0, min(30.0, levels.snr_db if levels.snr_db is not None else 0.0)),
        "syllables": min(length, 12),
        "pace": min(1.0, levels.speech_s / length),
        "choices_each": choices,
    }


def _ahead(candidate: Candidate, rivals: Sequence[Candidate]) -> float:
    """Return the margin to the runner-up: the lesser of that by the best paths alone and that of what was weighed."""
    by_score = candidate.score - max(other.score for other in rivals)
    return min(by_score, candidate.standing - max(other.standing for other in rivals))


def _cut(margin: float) -> float:
    return max(-_WIDEST, min(_WIDEST, margin))


@dataclass(frozen=True, slots=True)
class Confidence:
    """The fitted function."""

    weights: Mapping[str, float] = field(default_factory=lambda: dict(_PRELIMINARY))
    """By feature name; features without a weight do not count."""
    bias: float = -5.3
    sure_from: float = SURE
    """What is believed less than this is told as not quite sure."""

    @classmethod
    def load(cls, path: Path) -> "Confidence":
        """Read the JSON file; without one, weights set by hand serve until the first calibration."""
        if not path.is_file():
            return cls()
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["weights"], data["bias"], data.get("sure_from", SURE))

    def __call__(self, candidate: Candidate, decoding: Decoding, levels: Levels) -> float:
        """Return the probability that the candidate is what was said, as it may be told."""
        known = features(candidate, decoding, levels)
        score = self.bias + sum(weight * known[name] for name, weight in self.weights.items())
        return told(1 / (1 + math.exp(-max(-50.0, min(50.0, score)))), self.sure_from)


def told(believed: float, sure_from: float) -> float:
    """Return what may be told of a probability: nothing between not quite sure and `sure_from`."""
    return believed if believed >= sure_from else min(believed, _NOT_QUITE)
