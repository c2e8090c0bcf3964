"""What shipped can be trained further: read back, it finds the same."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is only in the training environment")
onnxruntime = pytest.importorskip("onnxruntime")

from models import registry  # noqa: E402
from models.training.detector.quiet import prepare  # noqa: E402
from vision.detector.boxes import letterbox  # noqa: E402
from vision.detector.detection import CLASSES  # noqa: E402
from vision.sources.picture import read  # noqa: E402

DARK = 40
"""Mean of a picture below which the shipped net is not as exact as the one that was trained."""
PICTURES = Path(__file__).parents[4] / "examples" / "pictures"


def test_the_net_that_is_read_back_scores_alike(tmp_path: Path) -> None:
    prepare(tmp_path)
    pytest.importorskip("ultralytics", reason="ultralytics is only in the training environment")
    from models.training.detector.export import SIDE
    from models.training.detector.start import checkpoint

    shipped = registry.load("detector").path("detector.onnx")
    pictures = [read(file) for file in sorted(PICTURES.glob("*.jpg"))]
    file = checkpoint(shipped, tmp_path / "weights" / "last.pt", len(CLASSES), pictures)
    net = torch.load(file, weights_only=False)["model"].eval()
    session = onnxruntime.InferenceSession(str(shipped))
    # In the dark the eight bits of the activations, not the weights, make the difference (product 0.67 against 0.26).
    lit = [picture for picture in pictures if picture.mean() > DARK]
    assert len(lit) == len(pictures) - 1
    for picture in lit:
        pixels = letterbox(picture, SIDE)[0]
        (theirs,) = session.run(None, {"pixels": pixels})
        with torch.no_grad():
            mine = net(torch.from_numpy(pixels))[0].numpy()
        assert np.abs(mine[:, 4:].max(axis=2) - theirs[:, 4:].max(axis=2)).max() < 0.15
