"""How many codes are read, and how many wrongly: `python -m benchmarks.barcodes [--pictures DIR] [--half …]`.

With `--pictures`, photos with a manifest `path, format, expected_text` (format `None`: nothing may be read there).
Without it, frames that are rendered here: turned, dim, torn, with small modules, at an angle, moved.
"""

import hashlib
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np

from benchmarks.cli import Row, arguments, existing_folder, read_manifest, report, sample, settings, total
from models.training.labels import damage
from models.training.labels.render import draw_code
from vision.codes.code import Code
from vision.codes.gtin import check_digit
from vision.codes.reader import read_codes
from vision.errors import SeeingError
from vision.picture import Image
from vision.sources.picture import read

RENDERED = 60
"""Frames of each kind, unless `--limit` says otherwise."""
_SYMBOLOGIES = ("EAN13", "EAN8", "ITF14", "Code128", "QRCode", "DataMatrix")


def main() -> None:
    """Measure and report."""
    parser = arguments("How often codes are read right")
    parser.add_argument(
        "--pictures", type=existing_folder, help="photos with a manifest.tsv; left out: rendered frames"
    )
    parser.add_argument("--half", choices=("development", "test"), help="only photos of one half, split by path hash")
    options = parser.parse_args()
    # One core, as on a phone: the figures of time would otherwise depend on the machine's number of cores.
    cv2.setNumThreads(1)
    times: list[float] = []
    if options.pictures:
        rows = photos(options.pictures, options.half, options.limit, options.seed, times)
    else:
        rows = rendered(options.limit or RENDERED, options.seed, times)
    figures = {"p50_ms": round(_percentile(times, 50), 1), "p95_ms": round(_percentile(times, 95), 1)}
    described = settings(options, pictures=options.pictures.name if options.pictures else "rendered", half=options.half)
    report(rows, described, as_json=options.json, summary=total(rows, figures))


def photos(folder: Path, half: str | None, limit: int | None, seed: int, times: list[float]) -> list[Row]:
    """Return a row for each format; a picture without a code counts as right when nothing is read."""
    listed = [line for line in read_manifest(folder) if half is None or half_of(line["path"]) == half]
    outcomes: dict[str, list[str]] = {}
    for line in sample(listed, limit, seed):
        try:
            codes = _timed(read(folder / line["path"]), times)
        except SeeingError:
            codes = ()
        outcomes.setdefault(line["format"], []).append(_judged(codes, line["format"], line["expected_text"]))
    return [_row(form, outcomes[form]) for form in sorted(outcomes)]


def half_of(path: str) -> str:
    """Return which half a photo belongs to, by the first byte of its path's SHA-256."""
    return "development" if hashlib.sha256(path.encode()).digest()[0] % 2 == 0 else "test"


def rendered(count: int, seed: int, times: list[float]) -> list[Row]:
    """Return a row for each kind of frame, `count` frames of 1280×960 each."""
    rows = []
    for name, frame in KINDS.items():
        rng = random.Random(f"{seed} {name}")
        outcomes = []
        for number in range(count):
            form = _SYMBOLOGIES[number % len(_SYMBOLOGIES)]
            text = _text(rng, form)
            outcomes.append(_judged(_timed(frame(rng, text, form), times), form, text))
        rows.append(_row(name, outcomes))
    return rows


def _plain(rng: random.Random, text: str, form: str) -> Image:
    return damage.sensor(rng, _placed(rng, text, form))


def _turned(rng: random.Random, text: str, form: str) -> Image:
    return damage.sensor(rng, _placed(rng, text, form, turn=rng.uniform(0, 180)))


def _tilted(rng: random.Random, text: str, form: str) -> Image:
    return damage.sensor(rng, _placed(rng, text, form, turn=rng.uniform(-15, 15), tilt=1.0))


def _dim(rng: random.Random, text: str, form: str) -> Image:
    return damage.dim(rng, _placed(rng, text, form), 0.25)


def _torn(rng: random.Random, text: str, form: str) -> Image:
    return damage.sensor(rng, _placed(rng, text, form, torn=0.12))


def _small(rng: random.Random, text: str, form: str) -> Image:
    return damage.sensor(rng, _placed(rng, text, form, module=1.5))


def _moved(rng: random.Random, text: str, form: str) -> Image:
    return damage.sensor(rng, damage.moved(rng, _placed(rng, text, form), 7))


KINDS: dict[str, Callable[[random.Random, str, str], Image]] = {
    "plain": _plain,
    "turned 0-180": _turned,
    "tilted": _tilted,
    "dark x0.25": _dim,
    "torn 12 %": _torn,
    "module 1.5 px": _small,
    "moved 7 px": _moved,
}


def _placed(
    rng: random.Random,
    text: str,
    form: str,
    *,
    module: float = 3.0,
    turn: float = 0.0,
    tilt: float = 0.0,
    torn: float = 0.0,
) -> Image:
    code = cv2.cvtColor(draw_code(text, form, 6), cv2.COLOR_GRAY2BGR)
    label = np.asarray(cv2.copyMakeBorder(code, 60, 60, 60, 60, cv2.BORDER_CONSTANT, value=(250, 250, 250)), np.uint8)
    if torn:
        label = damage.torn(rng, label, torn)
    # Drawn at six pixels a module and shrunk by the view, as a lens does; long codes at most fill the frame.
    high, wide = label.shape[:2]
    angle = np.deg2rad(turn)
    reach = max(
        (abs(np.cos(angle)) * wide + abs(np.sin(angle)) * high) / damage.WIDTH,
        (abs(np.sin(angle)) * wide + abs(np.cos(angle)) * high) / damage.HEIGHT,
    )
    return damage.scene(rng, label, tilt=tilt, turn=turn, share=min(0.95, reach * module / 6))


def _text(rng: random.Random, form: str) -> str:
    digits = "".join(rng.choice("0123456789") for _ in range(13))
    match form:
        case "EAN13":
            return digits[:12] + check_digit(digits[:12])
        case "EAN8":
            return digits[:7] + check_digit(digits[:7])
        case "ITF14":
            return digits + check_digit(digits)
        case _:
            return (
                f"(01)0{digits[:12]}{check_digit('0' + digits[:12])}(17)27{rng.randrange(1, 13):02d}15(10)L{digits[:6]}"
            )


def _timed(image: Image, times: list[float]) -> Sequence[Code]:
    began = time.perf_counter()
    codes = read_codes(image)
    times.append(1000 * (time.perf_counter() - began))
    return codes


def _judged(codes: Sequence[Code], form: str, expected: str) -> str:
    if form == "None":
        return "wrong" if codes else "right"
    if not codes:
        return "refused"
    return "right" if all(_same(code.text, expected) for code in codes) else "wrong"


def _same(text: str, expected: str) -> bool:
    """Compare without white space, of which manifests keep little, and trade item numbers at any length."""
    if expected.startswith("("):
        expected = expected.replace("(", "").replace(")", "")
    plain = expected.replace("\\n", "").replace("\\r", "").replace("\\t", "").replace("\\\\", "\\")
    if "".join(text.split()).replace("\x1d", "") == "".join(plain.split()).replace("\x1d", ""):
        return True
    return text.isdigit() and expected.isdigit() and text.zfill(14) == expected.zfill(14)


def _row(name: str, outcomes: Sequence[str]) -> Row:
    return Row(name, outcomes.count("right"), outcomes.count("wrong"), outcomes.count("refused"))


def _percentile(times: Sequence[float], share: float) -> float:
    return float(np.percentile(times, share)) if times else 0.0


if __name__ == "__main__":
    main()
