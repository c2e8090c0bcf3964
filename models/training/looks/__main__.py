"""Make `models/looks`: `python -m models.training.looks [--goods FOLDER]`. Minutes.

Frozen features of each photo and of damaged copies of it, whitened within products, exported with int8 weights. Two
more nets, each without one half of the products, go to `--work`: `benchmarks.calibrate_looks` fits likelihoods on them.
"""

import argparse
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime
import torch

from models.training.labels.weights import store_int8
from models.training.looks.damage import KINDS
from models.training.looks.describe import describe
from models.training.looks.goods import Photo, photos, seen
from models.training.looks.net import Looks, Trunk, example
from models.training.looks.whitening import Floats, whitening
from vision.looks.preparing import batch, squared

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "models" / "looks"
DIMENSIONS, RIDGE = 256, 0.3
"""Chosen among 64–256 and 0.1–1.0; see the card."""
_TWICE = ("crumpled", "torn", "blurred")
"""Damages of which each photo gets a second copy: they differ most from one to the next."""


def main() -> None:
    """Train and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--goods", type=Path, default=ROOT.parent / "shared" / "data" / "vision" / "grocery")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "looks")
    options = parser.parse_args()
    if not options.goods.is_dir():
        parser.error(f"there are no photos in {options.goods}; say where they are with --goods")
    trunk = Trunk().eval()
    features, products = _features(trunk, photos(options.goods))
    for out, fold in ((options.out, None), (options.work / "fold-0", 0), (options.work / "fold-1", 1)):
        taken = np.isin(products, sorted(seen(set(products.tolist()), fold)))
        centre, projection = whitening(features[taken], products[taken], DIMENSIONS, RIDGE)
        out.mkdir(parents=True, exist_ok=True)
        export(Looks(trunk, centre, projection).eval(), out / "looks.onnx")
        describe(out)
        print(f"{taken.sum()} pictures of {len(set(products[taken].tolist()))} products, written to {out}")


def _features(trunk: Trunk, shown: list[Photo]) -> tuple[Floats, np.ndarray]:
    run = _as_session(trunk)
    rows, products = [], []
    for number, kind in enumerate(("clean", *KINDS, *_TWICE)):
        for photo in shown:
            image = cv2.imread(str(photo.path))
            if kind != "clean":
                image = KINDS[kind](random.Random(f"{number} {photo.path.name}"), image)
            rows.append(run(None, {"pictures": batch([squared(image)])})[0][0])
            products.append(photo.product)
        print(f"{kind}: {len(rows)} pictures", flush=True)
    return np.array(rows, np.float64), np.array(products)


def _as_session(net: torch.nn.Module) -> Callable[..., list[np.ndarray]]:
    """Return the net on ONNX Runtime, which is three times as fast as torch on one core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    with tempfile.TemporaryDirectory() as folder:
        _trace(net, Path(folder) / "net.onnx")
        return onnxruntime.InferenceSession(str(Path(folder) / "net.onnx"), options).run


def _trace(net: torch.nn.Module, target: Path) -> None:
    torch.onnx.export(
        net, (example(),), str(target), dynamo=False, opset_version=17, input_names=["pictures"], output_names=["looks"]
    )


def export(net: Looks, target: Path) -> None:
    """Write the net with int8 weights."""
    _trace(net, target)
    onnx.save_model(store_int8(onnx.load_model(str(target))), str(target))


if __name__ == "__main__":
    main()
