"""Scenes as the head sees them: sixteen steps each, labelled, in files that training reads again and again."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.training.wake.features import FIRST_STEP, LOOKED_AT, Embedder, end_of
from models.training.wake.material import RATE, Material
from models.training.wake.scenes import KINDS, Hardness, Scene, draw

_EARLY_S, _LATE_S = -0.04, 0.36
"""From the end of the word: when the head is to fire."""
_MARGIN_S = 0.25
"""Between what is the word and what is not, the head may say what it likes."""
_UNFINISHED = 0.75
"""Share of the word that must be out before a window may count as neither."""

WORD, OTHER, UNDECIDED = 1, 0, -1


@dataclass(frozen=True, slots=True)
class Windows:
    """Features of many scenes in a row, and which windows in them are what."""

    steps: np.ndarray
    """float16 [n, 96]."""
    last: np.ndarray
    """int32 [windows]: row of the last of the sixteen steps of each window."""
    label: np.ndarray
    """int8 [windows]: `WORD`, `OTHER` or `UNDECIDED`."""
    kind: np.ndarray
    """int8 [windows]: index into `KINDS` of the scene."""
    scene: np.ndarray
    """int32 [windows]: number of the scene."""

    def take(self, which: np.ndarray) -> np.ndarray:
        """Return windows, float32 [n, 16, 96]."""
        rows = self.last[which][:, None] + np.arange(1 - LOOKED_AT, 1)
        return self.steps[rows].astype(np.float32)


def labels(scene: Scene, last_steps: np.ndarray) -> np.ndarray:
    """Return the label of each window by the number of its last step."""
    heard_to = np.array([end_of(int(step)) for step in last_steps])
    if scene.kind != "word":
        return np.zeros(len(last_steps), np.int8)
    since = (heard_to - scene.end) / RATE
    unfinished = heard_to < scene.start + _UNFINISHED * (scene.end - scene.start) - _MARGIN_S * RATE / 2
    found = np.full(len(last_steps), UNDECIDED, np.int8)
    found[unfinished] = OTHER
    found[(since >= _EARLY_S) & (since <= _LATE_S)] = WORD
    return found


def make(material: Material, embedder: Embedder, scenes: dict[str, int], hardness: Hardness, seed: int) -> Windows:
    """Draw `scenes` (kind → number) and embed them."""
    rng = np.random.default_rng(seed)
    steps, last, label, kind, number = [], [], [], [], []
    rows = 0
    for index, name in enumerate(name for name, count in scenes.items() for _ in range(count)):
        scene = draw(rng, material, name, hardness)
        found = embedder(scene.sound)
        ends = np.arange(LOOKED_AT - 1, len(found))
        steps.append(found.astype(np.float16))
        last.append(rows + ends)
        label.append(labels(scene, FIRST_STEP + ends))
        kind.append(np.full(len(ends), KINDS.index(name), np.int8))
        number.append(np.full(len(ends), index))
        rows += len(found)
    return Windows(
        np.concatenate(steps),
        np.concatenate(last).astype(np.int32),
        np.concatenate(label),
        np.concatenate(kind),
        np.concatenate(number).astype(np.int32),
    )


def save(windows: Windows, path: Path) -> None:
    """Write windows as one file, whole or not at all."""
    part = path.with_suffix(".part.npz")
    fields = ("steps", "last", "label", "kind", "scene")
    np.savez(part, **{name: getattr(windows, name) for name in fields})
    part.rename(path)


def load(paths: list[Path]) -> Windows:
    """Return the windows of several files as one."""
    parts = []
    for path in paths:
        with np.load(path) as stored:
            parts.append({name: stored[name] for name in stored.files})
    rows = np.cumsum([0, *(len(part["steps"]) for part in parts)])
    scenes = np.cumsum([0, *(part["scene"].max() + 1 for part in parts)])
    return Windows(
        np.concatenate([part["steps"] for part in parts]),
        np.concatenate([part["last"] + rows[at] for at, part in enumerate(parts)]).astype(np.int32),
        np.concatenate([part["label"] for part in parts]),
        np.concatenate([part["kind"] for part in parts]),
        np.concatenate([part["scene"] + scenes[at] for at, part in enumerate(parts)]).astype(np.int32),
    )
