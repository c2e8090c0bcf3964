"""The detector: a picture in, the things on it out."""

import json

from models import registry
from models.registry import Model
from models.stamp import ModelStamp
from vision.detector.backends import open_backend
from vision.detector.boxes import decoded, letterbox
from vision.detector.detection import CLASSES, Backend, Detection
from vision.picture import Image
from vision.sighting import Kind


class Finder:
    """Finds cartons, labels, codes and products. Loading takes a tenth of a second."""

    def __init__(self, model: Model | None = None, backend: Backend | None = None, threads: int = 1) -> None:
        """Load `models/detector`, or another model of its form.

        Raises `ModelMissingError` or `ModelDamagedError` of `models.registry`.
        """
        model = model or registry.load("detector")
        self.stamp: ModelStamp = model.stamp
        settings = json.loads(model.path("settings.json").read_text(encoding="utf-8"))
        self._side = int(settings["side"])
        self._thresholds = {kind: float(settings["thresholds"][kind.value]) for kind in CLASSES}
        self._run = backend or open_backend(model.path("detector.onnx"), threads)

    def __call__(self, image: Image, least: float | None = None) -> tuple[Detection, ...]:
        """Return what is on a BGR picture, best first; `least` replaces the thresholds of all kinds, to measure."""
        pixels, factor = letterbox(image, self._side)
        thresholds: dict[Kind, float] = self._thresholds if least is None else dict.fromkeys(CLASSES, least)
        return decoded(self._run(pixels), factor, image.shape, thresholds)
