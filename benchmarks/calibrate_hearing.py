"""Fit the confidence of the ears on development speakers, and write it beside the model.

    python -m benchmarks.calibrate_hearing --speech DIR [--limit N] [--seed N] [--examples FILE] [--picture SVG]

`--speech` is the folder that holds the folders of speech. `--examples` keeps what was heard, so that a second run
fits again without hearing again. With `--test` nothing is fitted: the speakers of the test, who say as much that the
grammar lacks, are heard with the confidence that ships.
"""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from asr.confidence import SURE, Confidence, features, told
from asr.ears import Ears
from asr.health import BELIEVED
from asr.listen import whole
from asr.recogniser import Recogniser
from benchmarks.calibration_data import Example, blocks
from benchmarks.cli import Row, arguments, report, settings
from benchmarks.reliability_picture import draw
from benchmarks.statistics import Floats, Logistic, expected_calibration_error, fit_logistic, reliability
from models import registry
from models.training.asr.describe import describe

FOLDS = 5
_MISSING = 0.7
"""What the grammar lacks counts so much of what it holds; less than that takes too many stray words for commands."""
_WRONG_AND_SURE = 0.005
"""Share of all utterances of development speakers that may be: half of what is allowed for those of the test."""
EVERY = 600
"""Examples of each kind, unless `--limit` says otherwise."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the fit needs of one candidate."""

    kind: str
    condition: str
    speaker: str
    known: bool
    """The grammar held what was said."""
    right: bool
    rank: int
    features: dict[str, float]


def main() -> None:
    """Hear, fit, write, and report how well it holds for speakers that were left out of the fit in turn."""
    parser = arguments(__doc__ or "", folders=("speech",))
    parser.add_argument("--examples", type=Path, help="file that keeps what was heard")
    parser.add_argument("--picture", type=Path, help="where to draw how reliable it is (SVG)")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    parser.add_argument("--test", action="store_true", help="measure what ships on the speakers of the test")
    options = parser.parse_args()
    if options.test and options.examples:
        parser.error("--test hears anew: kept examples may be those of development")
    if options.examples and options.examples.is_file():
        lines = options.examples.read_text(encoding="utf-8").splitlines()
        heard = [Heard(**json.loads(line)) for line in lines]
    else:
        split = "test" if options.test else "development"
        heard = collect(options.speech, options.seed, options.limit or EVERY, split)
        if options.examples:
            lines = [json.dumps(asdict(one), ensure_ascii=False) for one in heard]
            options.examples.write_text("\n".join(lines), encoding="utf-8")
    names = sorted(heard[0].features)
    confidence = Confidence.load(registry.load("hearing").path("confidence.json"))
    if options.test:
        believed, sure_from = shipped(heard, names, confidence), confidence.sure_from
    else:
        believed = across_folds(heard, names)
        sure_from = _sure_from(heard, believed)
    if not (options.dry or options.test):
        write(fit(heard, names), names, sure_from)
    believed = np.array([told(one, sure_from) for one in believed])
    if options.picture:
        first = np.array([one.rank == 0 for one in heard])
        right = np.array([one.right for one in heard])
        bars = reliability(believed[first], right[first])
        who = "speakers of the test" if options.test else "speakers in turn left out"
        draw(bars, f"hearing, {first.sum()} utterances, {who}", options.picture)
    report(rows(heard, believed), settings(options, models=["hearing"]), as_json=options.json)


def collect(speech: Path, seed: int, limit: int, split: str) -> list[Heard]:
    """Return the candidates for every example in which somebody was found speaking."""
    ears = Ears()
    recogniser = ears.recogniser
    if recogniser is None:
        raise SystemExit(str(ears.problem))
    heard = []
    for block in blocks(speech, seed, limit, split):
        recogniser.set_grammar(block.grammar)
        sayable = {tuple(part[0][1].split()) for part in block.grammar["rules"]["phrase"]}
        for example in block.examples:
            heard += candidates(recogniser, example, sayable)
    return heard


def candidates(recogniser: Recogniser, example: Example, sayable: set[tuple[str, ...]]) -> list[Heard]:
    """Return the first two candidates of an example that sound different."""
    stretch, levels = whole(example.sound, None)
    if stretch is None:
        return []
    decoding = recogniser.decode(stretch.samples)
    known = not sayable.isdisjoint(example.ways)
    found: list[Heard] = []
    seen: set[tuple[str, ...]] = set()
    for candidate in decoding.sentences:
        if candidate.syllables not in seen and len(seen) < 2:
            seen.add(candidate.syllables)
            right = candidate.syllables in example.ways
            about = features(candidate, decoding, levels)
            found.append(Heard(example.kind, example.condition, example.speaker, known, right, len(found), about))
    return found


def fit(heard: Sequence[Heard], names: Sequence[str]) -> Logistic:
    """Return the fitted function.

    Second candidates count less, being easy to tell. So does what the grammar lacks: a third of the examples, but in
    a shift perhaps one utterance in ten.
    """
    weights = [(1.0 if one.rank == 0 else 0.3) * (1.0 if one.known else _MISSING) for one in heard]
    return fit_logistic(_matrix(heard, names), [one.right for one in heard], weights=weights)


def across_folds(heard: Sequence[Heard], names: Sequence[str]) -> Floats:
    """Return the confidence of each candidate, fitted on other speakers."""
    speakers = sorted({one.speaker for one in heard})
    fold = {speaker: number % FOLDS for number, speaker in enumerate(speakers)}
    where = np.array([fold[one.speaker] for one in heard])
    believed = np.zeros(len(heard))
    for number in range(FOLDS):
        others = [one for one, place in zip(heard, where, strict=True) if place != number]
        inside = where == number
        if inside.any() and others:
            own = [one for one, yes in zip(heard, inside, strict=True) if yes]
            believed[inside] = fit(others, names)(_matrix(own, names))
    return believed


def _sure_from(heard: Sequence[Heard], believed: Floats) -> float:
    """Return from which confidence on few enough utterances are wrong and sure."""
    first = np.array([one.rank == 0 for one in heard])
    wrong = first & ~np.array([one.right for one in heard])
    allowed = int(_WRONG_AND_SURE * first.sum())
    worst = np.sort(believed[wrong])[::-1]
    return max(SURE, round(float(worst[allowed]) + 0.0005, 3)) if len(worst) > allowed else SURE


def shipped(heard: Sequence[Heard], names: Sequence[str], confidence: Confidence) -> Floats:
    """Return the confidence of each candidate by the fit that ships, before what may be told of it."""
    weights = np.array([confidence.weights.get(name, 0.0) for name in names])
    return Logistic(weights, confidence.bias)(_matrix(heard, names))


def rows(heard: Sequence[Heard], believed: Floats) -> list[Row]:
    """Count by kind and by noise: right, wrong, and refused as the ears do."""
    first = np.array([one.rank == 0 for one in heard])
    groups: dict[str, list[bool]] = {}
    for name in sorted({one.kind for one in heard}):
        groups[name] = [one.kind == name for one in heard]
    for name in sorted({one.condition.rsplit(" ", 2)[-2] + " dB" for one in heard if one.condition.endswith("dB")}):
        groups[name] = [one.condition.endswith(f" {name}") for one in heard]
    groups["clean"] = [one.condition == "clean" for one in heard]
    groups["not in the grammar"] = [not one.known for one in heard]
    groups["all"] = [True] * len(heard)
    right = np.array([one.right for one in heard])
    return [_row(name, right[inside & first], believed[inside & first]) for name, inside in _arrays(groups)]


def write(found: Logistic, names: Sequence[str], sure_from: float) -> None:
    """Write `confidence.json` and bring `model.toml` up to date."""
    folder = registry.load("hearing").folder
    weights = {name: round(float(weight), 6) for name, weight in zip(names, found.weights, strict=True)}
    text = json.dumps({"weights": weights, "bias": round(found.bias, 6), "sure_from": sure_from}, indent=1)
    (folder / "confidence.json").write_text(text + "\n", encoding="utf-8")
    described = tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))
    describe(folder, described["version"], described["measured_on"])


def _matrix(heard: Sequence[Heard], names: Sequence[str]) -> Floats:
    return np.array([[one.features[name] for name in names] for one in heard])


def _arrays(groups: dict[str, list[bool]]) -> list[tuple[str, Any]]:
    return [(name, np.array(inside)) for name, inside in groups.items()]


def _row(name: str, right: Any, believed: Floats) -> Row:
    taken = believed >= BELIEVED
    figures = {
        "surely_wrong": int((~right & (believed >= SURE)).sum()),
        "surely_right": int((right & (believed >= SURE)).sum()),
        "calibration_error": round(expected_calibration_error(believed, right), 4),
    }
    return Row(name, int((right & taken).sum()), int((~right & taken).sum()), int((~taken).sum()), figures)


if __name__ == "__main__":
    main()
