"""From which score on the head's word is taken: chosen on development voices and written to `settings.json`."""

import json
from pathlib import Path

import numpy as np

from models.training.wake.head import Head, scored
from models.training.wake.scenes import KINDS
from models.training.wake.windows import WORD, Windows

STEPS = 2
"""Steps whose mean score counts."""
_STEPS_AN_HOUR = 45_000
_REFRACTORY = 19
"""Steps: a second call within them is the same one."""
_GRID = np.linspace(0.05, 0.99, 95)
_FALSE_AN_HOUR = {"threshold": 50.0, "sure": 0.5}
"""How often the net may be wrong in development speech: where the recogniser looks again, and where it does not."""
VERIFIER = {"margin": 0.0, "likeness": 0.5}
"""When the recogniser agrees; on development calls that it hears, a likeness up to 0.6 costs none."""


def write(target: Path, word: list[str], head: Head, windows: Windows) -> None:
    """Choose the lowest thresholds that stay below `_FALSE_AN_HOUR` and say what they cost."""
    everything = np.arange(len(windows.last))
    scores = scored(head, windows, everything)
    table = [(float(threshold), *_counted(scores, windows, float(threshold))) for threshold in _GRID]
    for row in table[::8]:
        print("threshold {:.2f} missed {:.3f} false an hour {:.2f}".format(*row))
    chosen = {}
    for name, most in _FALSE_AN_HOUR.items():
        threshold, missed, false = next((row for row in table if row[2] <= most), table[-1])
        chosen[name] = round(threshold, 3)
        print(f"{name} {threshold:.2f}: missed {missed:.3f}, false an hour {false:.2f}")
    settings = {
        "word": "".join(word),
        "syllables": " ".join(syllable[:-1] for syllable in word),
        **chosen,
        "steps": STEPS,
        **VERIFIER,
    }
    (target / "settings.json").write_text(json.dumps(settings, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _counted(scores: np.ndarray, windows: Windows, threshold: float) -> tuple[float, float]:
    """Return the share of words missed, and calls an hour in speech and noise."""
    calls, hours, missed, words = 0, 0.0, 0, 0
    for scene in np.unique(windows.scene):
        here = windows.scene == scene
        kind, own = KINDS[int(windows.kind[here][0])], scores[here]
        smooth = np.convolve(own, np.ones(STEPS) / STEPS, mode="valid")
        over = np.flatnonzero(smooth >= threshold)
        if kind == "word":
            decided = np.flatnonzero(windows.label[here] == WORD)
            words += 1
            missed += not any(decided[0] <= at + STEPS - 1 <= decided[-1] + 2 for at in over)
        elif kind in {"speech", "noise"}:
            hours += len(own) / _STEPS_AN_HOUR
            last = -_REFRACTORY
            for at in over:
                calls += at - last >= _REFRACTORY
                last = at if at - last >= _REFRACTORY else last
    return missed / max(words, 1), calls / max(hours, 1e-9)
