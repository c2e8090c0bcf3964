"""Weigh sentences by all the ways in which a sound may say them, at two paces.

Vosk finds sentences, and ranks them by their best path alone: the one timing of their sounds that fits best. The net
was trained on all timings together (Graves et al. 2006), and where speech is slow, or noise leaves open when a sound
was said, the sum over them tells sentences apart better than the best of them. The faster pace is a second look at the
same: noise falls otherwise on its frames, and a syllable that is read slowly comes nearer to the pace of speech.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from asr.enrol import read_units
from asr.net.ctc import likelihoods
from asr.net.features import log_mel
from asr.net.graph import Net, log_softmax, padded
from asr.net.model_file import parse
from asr.net.plan import OUTPUT_STEP
from asr.recogniser import Candidate
from asr.resample import Samples
from asr.tempo import tempo

Sentence = tuple[str, ...]
"""By its syllables."""

_CLOSE = 6.0
"""Where the runner-up is further behind by its best path, it hardly ever wins, and nothing is weighed."""
_PACES = (1.0, 1.4)
_FURTHEST = 12.0
"""No sentence counts as further behind at one pace: what does not fit into the sound at all would be so without end."""


class Weigher:
    """Weighs by the net of the model directory `base`; raises `OSError` or `ValueError` where none of ours is there."""

    def __init__(self, base: Path) -> None:
        model = parse((base / "am" / "final.mdl").read_bytes())
        self._net, self._log_priors = Net(model, whole=True), model.log_priors
        self._units = read_units(base)
        if any(unit >= len(self._log_priors) for units in self._units.values() for unit in units):
            raise ValueError("units.txt names more units than the net has")

    def weighed(self, found: Mapping[Sentence, Candidate], samples: Samples) -> list[Candidate]:
        """Return what was found in `samples` with what weighing adds to each score, where two are close.

        Each candidate stands behind all that is said with it, a hesitation among it. The likeliest gets the highest
        score that was found.
        """
        scores = sorted((one.score for one in found.values()), reverse=True)
        if len(scores) < 2 or scores[0] - scores[1] >= _CLOSE:
            return list(found.values())
        behind = self(samples, found)
        return [replace(one, weighed=scores[0] + behind[said] - one.score) for said, one in found.items()]

    @property
    def syllables(self) -> frozenset[str]:
        """What sentences may be made of."""
        return frozenset(self._units)

    def __call__(self, samples: Samples, sentences: Collection[Sentence]) -> dict[Sentence, float]:
        """Return how far behind the likeliest each of `sentences` is, 0 or less: the mean over both paces.

        `samples` are float32 [n] at 16 kHz; of too few of them nothing is said, and all are 0.
        """
        sums = dict.fromkeys(sentences, 0.0)
        for pace in _PACES:
            found = self._likelihoods(samples if pace == 1.0 else tempo(samples, pace), sentences)
            best = max(found.values(), default=0.0)
            for sentence, likelihood in found.items():
                sums[sentence] += max(-_FURTHEST, likelihood - best) / len(_PACES)
        best = max(sums.values(), default=0.0)
        return {sentence: behind - best for sentence, behind in sums.items()}

    def _likelihoods(self, samples: Samples, sentences: Collection[Sentence]) -> dict[Sentence, float]:
        features = log_mel(samples)
        if not len(features) or not sentences:
            return {}
        outputs = (len(features) + OUTPUT_STEP - 1) // OUTPUT_STEP
        scores = self._net.forward(padded(features, self._net.reach, outputs)[None])[-1][0]
        said = [[unit for syllable in sentence for unit in self._units[syllable]] for sentence in sentences]
        found = likelihoods(log_softmax(scores) - self._log_priors, said)
        return dict(zip(sentences, found.tolist(), strict=True))
