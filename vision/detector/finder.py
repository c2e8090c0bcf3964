"""The detector: a picture in, the things on it out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models import registry
from models.registry import Model
from models.stamp import ModelStamp
from vision.counting import CANDIDATE, Calibration
from vision.detector.agreement import agreed
from vision.detector.backends import open_backend
from vision.detector.boxes import decoded, letterbox, mirrored
from vision.detector.detection import CLASSES, Backend, Detection
from vision.detector.surroundings import LEAST, Surroundings
from vision.picture import Image
from vision.sighting import Kind

_ONE_COLOUR, _EVERY = 6, 8
"""A picture whose pixels, looked at every so many, differ by no more than this shows one colour: nothing."""
_FARTHER = 0.8
"""Size at which the picture is looked at once more, as from farther away."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is on a picture."""

    candidates: tuple[Detection, ...]
    """Everything down to a low score, best first: what is left out makes a count less sure."""
    thresholds: Mapping[Kind, float]
    """Score from which a thing of a kind is believed."""
    calibration: Calibration
    """Of the count."""

    @property
    def sure(self) -> tuple[Detection, ...]:
        """What is believed, best first."""
        return tuple(one for one in self.candidates if one.confidence >= self.thresholds[one.kind])


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
        self.thresholds = {kind: float(settings["thresholds"][kind.value]) for kind in CLASSES}
        self.calibration = Calibration(**settings.get("count", {}))
        self.surroundings = Surroundings(**settings["surroundings"]) if "surroundings" in settings else None
        self._run = backend or open_backend(model.path("detector.onnx"), threads)

    def __call__(self, image: Image, least: float = CANDIDATE) -> Found:
        """Return what is on a BGR picture; `least` is the score from which candidates are told."""
        # The net has not learnt that paper without an edge is nothing.
        if np.ptp(image[::_EVERY, ::_EVERY]) <= _ONE_COLOUR:
            return Found((), self.thresholds, self.calibration)
        candidates = self.as_the_net_says(image, least)
        if self.surroundings:
            candidates = self.surroundings(candidates, image.shape)
        told = tuple(one for one in candidates if one.confidence >= least)
        return Found(told, self.thresholds, self.calibration)

    def as_the_net_says(self, image: Image, least: float = CANDIDATE) -> tuple[Detection, ...]:
        """Return the candidates without what their surroundings say, best first; of cartons more than of the others."""
        scores = dict.fromkeys(CLASSES, least) | {Kind.CARTON: min(least, LEAST)}
        pixels, factor = letterbox(image, self._side)
        smaller, less = letterbox(image, self._side, _FARTHER)
        looks = (
            (self._run(pixels), factor),
            (mirrored(self._run(pixels[:, :, :, ::-1]), self._side), factor),
            (self._run(smaller), less),
        )
        return agreed([decoded(output, scale, image.shape, scores) for output, scale in looks])
