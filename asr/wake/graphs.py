"""The wake word net by its three graphs alone, wherever a graph can be run: no package beyond that."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from asr.wake.port import STEP, Floats, Pcm

Graph = Callable[[Floats], Floats]
"""Runs a net of one input and one output. On Android it stands before the Java side of ONNX Runtime."""

_OVERLAP = 480
"""Samples of the step before that the first new frame of the spectrogram reaches back to."""
_FRAMES, _BANDS = 76, 32
_EMBEDDINGS = 16
_WARM_UP = 5
"""Steps that count for nothing at the beginning: most of what is looked at then never sounded."""


def open_graph(path: Path) -> Graph:
    """Return the net of an ONNX file, on one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda values: np.asarray(session.run(None, {name: values})[0], np.float32)


def quiet() -> Pcm:
    """Return four seconds of faint noise, int16: what is taken to have been before the first step."""
    return np.random.default_rng(0).integers(-30, 31, 4 * 16_000).astype(np.int16)


class GraphScorer:
    """Spectrogram, embedding and head of the model folder `folder`, step by step."""

    def __init__(self, folder: Path, opener: Callable[[Path], Graph] = open_graph) -> None:
        self._mel = opener(folder / "mel.onnx")
        self._embedding = opener(folder / "embedding.onnx")
        self._head = opener(folder / "head.onnx")
        self._before = self.features(quiet())[-_EMBEDDINGS:]
        self.reset()

    def reset(self) -> None:
        """Forget all sound."""
        self._sound = np.zeros(0, np.float32)
        self._frames = np.ones((_FRAMES, _BANDS), np.float32)
        self._features = self._before
        self._steps = 0

    def score(self, step: Pcm) -> float:
        """Take the next step; return 0–1 for the word having just ended."""
        if len(step) != STEP:
            raise ValueError(f"a step has {STEP} samples, not {len(step)}")
        self._sound = np.concatenate([self._sound[-_OVERLAP:], step.astype(np.float32)])
        self._frames = np.concatenate([self._frames, self._spectrogram(self._sound)])[-_FRAMES:]
        latest = self._embedding(self._frames[None, :, :, None]).reshape(1, -1)
        self._features = np.concatenate([self._features, latest])[-_EMBEDDINGS:]
        self._steps += 1
        return float(self._head(self._features[None]).item()) if self._steps > _WARM_UP else 0.0

    def features(self, sound: Pcm) -> Floats:
        """Return embeddings, float32 [steps, 96], of a whole sound: one for each 76 frames, every eight frames."""
        frames = self._spectrogram(sound.astype(np.float32))
        starts = range(0, len(frames) - _FRAMES + 1, 8)
        stacked = np.stack([frames[start : start + _FRAMES] for start in starts])[..., None]
        return self._embedding(stacked).reshape(len(stacked), -1)

    def _spectrogram(self, sound: Floats) -> Floats:
        # The embedding was trained on values of another scale than the graph's decibels.
        return np.asarray(self._mel(sound[None]).reshape(-1, _BANDS) / 10 + 2, np.float32)
