"""Fits what the clerk's fusion believes, and judges it on speakers that were kept out.

    python -m benchmarks.calibrate_clerk [--limit N] [--seed N] [--json] [--db URL] [--write]

How sharply the ears' hypotheses differ, floors and weights of the senses: least log loss on the item slot, evidence of
development speakers. Platt's scale and offset: proposals of a simulated shift, and those that people decided in the
review queue of `--db`. The reliability picture and the expected calibration error come from a shift with test speakers.
`--write` replaces `assistant/policies/fusion.json` and the picture in `docs/pictures/`.
"""

import json
import math
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from asr.utterance import Hypothesis
from assistant.claims import Claim, Sense
from assistant.fusion import Trustworthiness, Weights, fuse, log_odds, shipped, to_dict
from assistant.inventory.ledger import Ledger
from assistant.listening import shares
from benchmarks.cli import Row, arguments, report, settings
from benchmarks.records import pool_settings, sight_pool, voice_pool
from benchmarks.reliability_picture import draw
from benchmarks.simulated_shift import Shift
from benchmarks.statistics import expected_calibration_error, fit_logistic, reliability_by_rank

FILE = Path(__file__).parents[1] / "assistant" / "policies" / "fusion.json"
PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "clerk-reliability.svg"
PEOPLE = 2_000
PAIRS = 1_500
REVIEWED_COUNTS = 3.0
"""A decision of a real person weighs as much as so many simulated ones."""
FLOORS = (0.0005, 0.002, 0.005, 0.01, 0.02, 0.05)
EXPONENTS = (0.7, 1.0, 1.3)
SHARPNESSES = (0.5, 0.75, 1.0, 1.5, 2.0)


def pairs(seed: int, sharpness: float) -> list[list[Claim]]:
    """Return what voice and sight claim about an item whose true name is `right`."""
    rng = random.Random(seed)
    heard = [one for one in voice_pool("development") if one.problem is None and one.confidences]
    seen = [one for one in sight_pool() if one.read == "right"]
    found = []
    for _ in range(PAIRS):
        record = rng.choice(heard)
        voice: dict[str, float] = {}
        for rank, share in enumerate(shares([Hypothesis("", sure) for sure in record.confidences], sharpness)):
            # A command with another slot wrong still names the right item.
            wrong = record.wrong[rank] in {"item", "?"} if record.wrong else rank != record.truth
            name = f"wrong {rank}" if wrong else "right"
            voice[name] = voice.get(name, 0.0) + share
        claims = [Claim("item", Sense.VOICE, voice)]
        if seen and rng.random() < 0.5:
            # A label names the right goods but for the share that is planted in the simulated shift.
            name = "right" if rng.random() > 0.005 else "wrong 0"
            claims.append(Claim("item", Sense.SIGHT, {name: rng.choice(seen).confidence}))
        found.append(claims)
    return found


def log_loss(claims: Sequence[Sequence[Claim]], weights: Weights) -> float:
    """Return the mean surprise at the truth."""
    total = 0.0
    for one in claims:
        belief = fuse(one, None, weights)
        sure = dict([(belief.value, belief.confidence), *belief.runner_up]).get("right", 0.0)
        total -= math.log(max(sure, 1e-4))
    return total / len(claims)


def fit_senses(seed: int) -> Weights:
    """Return the floors and exponents with the least log loss."""
    # Not from what was fitted last: the same evidence gives the same weights.
    tried = [replace(shipped(), senses={}, sharpness=sharpness) for sharpness in SHARPNESSES]
    best = min(tried, key=lambda weights: log_loss(pairs(seed, weights.sharpness), weights))
    evidence = pairs(seed, best.sharpness)
    for sense in (Sense.VOICE, Sense.SIGHT):
        tried = [
            replace(best, senses={**best.senses, sense: Trustworthiness(weight, floor)})
            for weight, floor in product(EXPONENTS, FLOORS)
        ]
        best = min(tried, key=lambda weights: log_loss(evidence, weights))
    return best


def proposals(part: str, weights: Weights, seed: int, people: int) -> list[tuple[float, bool]]:
    """Return the confidence of each proposal of a simulated shift, and whether it was right.

    Of people who hold or name the wrong goods nothing is learnt: how many they are is assumed, and no sense can tell.
    """
    shift = Shift(seed, (voice_pool(part), sight_pool()), weights=weights)
    arms = ("both", "voice")
    outcomes = [shift.serve(wish, arms[number % 2]) for number, wish in enumerate(list(shift.wishes(people)))]
    return [one for outcome in outcomes if not outcome.planted for one in outcome.proposed]


def reviewed(where: str) -> list[tuple[float, bool]]:
    """Return what people decided in the review queue: the belief before calibration, and their verdict."""
    with Ledger.open(where) as ledger, ledger.view() as unit:
        weakest = {}
        for entry in unit.journal.entries("proposed", limit=100_000):
            data = _data(entry.body)
            weakest[data["proposal"]["id"]] = data["weakest"]
        labels = [_data(entry.body) for entry in unit.journal.entries("labelled", limit=100_000)]
    return [(weakest[label["review"]], label["right"]) for label in labels if label["review"] in weakest]


def _data(body: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(body)["data"]
    return found


def main() -> None:
    """Fit, judge, and write where that is wanted."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--db", help="books whose decided reviews take part")
    parser.add_argument("--write", action="store_true", help="replace the shipped weights")
    options = parser.parse_args()
    people = options.limit or PEOPLE
    plain = replace(fit_senses(options.seed), scale=1.0, offset=0.0)
    simulated = proposals("development", plain, options.seed, people)
    real = reviewed(options.db) if options.db else []
    samples = [*simulated, *real]
    sys.stderr.write(f"{len(simulated)} simulated proposals, {len(real)} decided by people\n")
    fitted = fit_logistic(
        [[log_odds(sure)] for sure, _ in samples],
        [right for _, right in samples],
        weights=[1.0] * len(simulated) + [REVIEWED_COUNTS] * len(real),
    )
    weights = replace(plain, scale=round(float(fitted.weights[0]), 4), offset=round(fitted.bias, 4))
    kept_out = proposals("test", plain, options.seed + 1, people)
    before = [sure for sure, _ in kept_out]
    after = [weights.calibrated(sure) for sure in before]
    right = [verdict for _, verdict in kept_out]
    bars = reliability_by_rank(after, right)
    rows = [
        Row(
            f"{bar.confidence:.4f}",
            round(bar.right * bar.n),
            bar.n - round(bar.right * bar.n),
            figures={"believed": round(bar.confidence, 4), "was_right": round(bar.right, 4)},
        )
        for bar in bars
    ]
    summary = {
        "name": "kept out",
        "n": len(right),
        "right": sum(right),
        "wrong": len(right) - sum(right),
        "refused": 0,
        "error_before": round(expected_calibration_error(before, right), 4),
        "error": round(expected_calibration_error(after, right), 4),
        "error_by_rank": round(sum(bar.n * abs(bar.confidence - bar.right) for bar in bars) / len(right), 4),
    }
    report(rows, settings(options, people=people, pools=pool_settings(), fitted=to_dict(weights)), as_json=options.json,
           summary=summary)  # fmt: skip
    if options.write and weights.scale <= 0:
        sys.stderr.write("not written: the fit says that surer proposals are wrong more often; gather more evidence\n")
        raise SystemExit(3)
    if options.write:
        FILE.write_text(json.dumps(to_dict(weights), indent=2) + "\n", encoding="utf-8")
        title = f"{len(right)} proposals, error {summary['error']:.3f}"
        draw(bars, title, PICTURE)
        sys.stderr.write(f"written: {FILE.name}, {PICTURE.name}\n")


if __name__ == "__main__":
    main()
