"""What every backend of the detector promises, on the same pictures; and the shipped detector on strange ones."""

from pathlib import Path

import numpy as np
import pytest

from models import registry
from models.registry import ModelMissingError
from vision.detector.backends import OnnxRuntime, OpenCv, open_backend
from vision.detector.boxes import STRIDES, letterbox, overlap
from vision.detector.detection import CLASSES
from vision.detector.finder import Finder
from vision.sources.picture import read

PICTURES = sorted((Path(__file__).parents[3] / "examples" / "pictures").glob("*.jpg"))
BACKENDS = {"onnxruntime": OnnxRuntime, "opencv": OpenCv}
SIDE = 512
PLACES = sum((SIDE // stride) ** 2 for stride in STRIDES)
"""Cells of the three grids that the net looks at."""


@pytest.fixture(scope="module")
def path():
    return registry.load("detector").path("detector.onnx")


@pytest.fixture(scope="module", params=BACKENDS)
def backend(request, path):
    return BACKENDS[request.param](path)


@pytest.fixture(scope="module")
def finder():
    return Finder()


def test_the_form_of_the_output(backend):
    output = backend(np.zeros((1, 3, SIDE, SIDE), np.float32))
    assert output.shape == (4 + len(CLASSES), PLACES)
    assert output.dtype == np.float32
    assert (output[4:] >= 0).all()
    assert (output[4:] <= 1).all()


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_backends_agree(path, picture):
    # ONNX Runtime multiplies int8 where OpenCV multiplies floats: scores differ by rounding, boxes hardly.
    image = read(picture)
    found = [Finder(backend=make(path))(image) for make in BACKENDS.values()]
    for told, other in (found, found[::-1]):
        for one in told.sure:
            if one.confidence < told.thresholds[one.kind] + 0.15:
                continue
            mate = max(other.candidates, key=lambda thing: (thing.kind is one.kind) * overlap(thing.box, one.box))
            assert mate.kind is one.kind
            assert overlap(mate.box, one.box) > 0.8
            assert mate.confidence == pytest.approx(one.confidence, abs=0.12)


def test_a_backend_may_be_called_again(backend):
    pixels, _ = letterbox(read(PICTURES[0]), SIDE)
    first = backend(pixels).copy()
    backend(pixels * 0)
    assert backend(pixels) == pytest.approx(first, abs=1e-4)


def test_without_onnx_runtime_opencv_runs_it(path, monkeypatch):
    def missing(*_):
        raise ImportError

    monkeypatch.setattr("vision.detector.backends.OnnxRuntime", missing)
    assert isinstance(open_backend(path), OpenCv)


@pytest.mark.parametrize("shape", [(16, 16), (1, 1), (16, 5000), (5000, 16), (3000, 4000), (417, 415)])
@pytest.mark.parametrize("shade", [0, 255])
def test_one_colour_of_any_size_shows_nothing(finder, shape, shade):
    assert finder(np.full((*shape, 3), shade, np.uint8)).sure == ()


@pytest.mark.parametrize("seed", range(3))
def test_noise_stays_inside_the_picture(finder, seed):
    noise = np.random.default_rng(seed).integers(0, 256, (97, 203, 3), dtype=np.uint8)
    for one in finder(noise).candidates:
        x, y, wide, high = one.box
        assert 0 <= x < x + wide <= 203
        assert 0 <= y < y + high <= 97


def test_a_model_that_is_not_there_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(registry, "SHIPPED", tmp_path)
    with pytest.raises(ModelMissingError):
        Finder()
