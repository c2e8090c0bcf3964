"""Seconds and errors of one operation by keyboard, voice, picture and both, on simulated people at the real clerk.

    python -m benchmarks.operations [--limit N] [--seed N] [--json]

An operation lasts as long as what is said (by both sides), tapped and recognised on the way to its booking:
what the person says at `SYLLABLES_A_SECOND`, what the clerk says at `CLERKS_PACE` (nobody waits for its last sentence),
`HEARING_S` and `LOOKING_S` a recognition, and what the clerk's own decisions really took. The keyboard is the same
booking typed key by key, at `KEY_S` a key, with its misses in `KEY_SLIP` of the numbers.
"""

import random
import time

from benchmarks.cli import Row, arguments, report, settings
from benchmarks.counterparts import Wish
from benchmarks.evidence import pool_settings, sight_pool, voice_pool
from benchmarks.simulated_shift import Outcome, Shift

PEOPLE = 1_000
SYLLABLES_A_SECOND = 4.5
CLERKS_PACE = 5.5
HEARING_S = 0.12
"""Of a command by our recogniser on one core: `benchmarks.hearing`."""
LOOKING_S = 0.25
AIMING_S = 0.8
"""To hold a code before the camera."""
TAP_S = 0.6
KEY_S = 0.35
KEY_SLIP = 0.02
WITHIN_S = 3.0
ARMS = (("voice", "voice"), ("picture", "camera"), ("both", "both"))


def seconds(outcome: Outcome, deciding: float) -> float:
    """Return how long an operation took."""
    spoken = outcome.events - outcome.touches - outcome.looks
    # The command itself once, then short answers; the last thing that the clerk says is not waited for.
    first = len(outcome.wish.sentence()) / SYLLABLES_A_SECOND if spoken else 0.0
    answers = max(0, spoken - 1) * 2 / SYLLABLES_A_SECOND
    prompts = sum(map(len, outcome.prompts[outcome.looks and 1 : -1])) / CLERKS_PACE
    return (
        first
        + answers
        + prompts
        + spoken * HEARING_S
        + outcome.looks * (LOOKING_S + AIMING_S)
        + outcome.touches * TAP_S
        + deciding
    )


def row(name: str, outcomes: list[Outcome], durations: list[float]) -> Row:
    """Count one way of working."""
    right = sum(one.booked == "right" for one in outcomes)
    wrong = sum(one.booked == "wrong" for one in outcomes)
    n = len(outcomes)
    figures = {
        "seconds": round(sum(durations) / n, 2),
        "within_3_s": round(sum(one <= WITHIN_S for one in durations) / n, 3),
        "error": round(wrong / n, 4),
        "questions": round(sum(one.questions for one in outcomes) / n, 2),
        "touches": round(sum(one.touches for one in outcomes) / n, 2),
    }
    return Row(name, right, wrong, n - right - wrong, figures)


def keyboard(wishes: list[Wish], seed: int) -> Row:
    """Return what typing the same bookings into a form takes: command, code of the item, number, unit, enter each."""
    rng = random.Random(seed)
    keys = [1 + len(wish.item.codes[0][0]) + len(str(wish.quantity)) + 1 + 4 for wish in wishes]
    wrong = sum(rng.random() < KEY_SLIP for _ in wishes)
    figures = {
        "seconds": round(KEY_S * sum(keys) / len(keys), 2),
        "within_3_s": round(sum(KEY_S * one <= WITHIN_S for one in keys) / len(keys), 3),
        "error": round(wrong / len(wishes), 4),
        "questions": 0.0,
        "touches": round(sum(keys) / len(keys), 2),
    }
    return Row("keyboard", len(wishes) - wrong, wrong, 0, figures)


def main() -> None:
    """Run the benchmark."""
    options = arguments(__doc__ or "").parse_args()
    people = options.limit or PEOPLE
    pools = (voice_pool("test"), sight_pool())
    rows = [keyboard(list(Shift(options.seed, pools).wishes(people)), options.seed)]
    for name, arm in ARMS:
        place = Shift(options.seed, pools)
        outcomes, durations = [], []
        for wish in list(place.wishes(people)):
            before = time.process_time()
            outcome = place.serve(wish, arm)
            outcomes.append(outcome)
            durations.append(seconds(outcome, time.process_time() - before))
        rows.append(row(name, outcomes, durations))
    assumed = {"syllables_a_second": SYLLABLES_A_SECOND, "clerks_pace": CLERKS_PACE, "key_s": KEY_S, "tap_s": TAP_S}
    report(rows, settings(options, people=people, pools=pool_settings(), assumed=assumed), as_json=options.json)


if __name__ == "__main__":
    main()
