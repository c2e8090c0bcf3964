"""The wake word net run by the package openwakeword, with its ONNX framework."""

from pathlib import Path

from asr.wake.graphs import quiet
from asr.wake.port import Pcm


class PackagedScorer:
    """Scores with the graphs of the model folder `folder`. Raises `ImportError` where the package is missing."""

    def __init__(self, folder: Path) -> None:
        from openwakeword.model import Model

        self._model = Model(
            wakeword_models=[str(folder / "head.onnx")],
            inference_framework="onnx",
            melspec_model_path=str(folder / "mel.onnx"),
            embedding_model_path=str(folder / "embedding.onnx"),
            ncpu=1,
        )
        self.reset()

    def reset(self) -> None:
        """Forget all sound."""
        self._model.reset()
        # The package begins with loud noise from an unseeded generator: no two starts would be alike.
        features = self._model.preprocessor
        features.feature_buffer = features._get_embeddings(quiet())  # noqa: SLF001 - there is no other way in

    def score(self, step: Pcm) -> float:
        """Take the next step; return 0–1 for the word having just ended."""
        return float(self._model.predict(step)["head"])
