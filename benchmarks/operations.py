"""Seconds and errors of one operation by keyboard, voice, picture and both, on simulated people at the real clerk.

    python -m benchmarks.operations [--limit N] [--seed N] [--json]

An operation lasts as long as what is said by both sides, shown, tapped, typed and recognised on the way to its booking:
the person speaks at `PACE`, the clerk at `CLERKS_PACE` (nobody waits for its last sentence), recognition takes what it
took for the recordings and photos of the pools, and the clerk's own decisions what they really took. By keyboard the
command is typed in pinyin, letter by letter with a key to choose each word, and confirmed with a key. Numbers are typed
or tapped wrongly in `SLIP` of cases. Beside the field's figures: `CLAIMED`.
"""

import time

from assistant.voice.spoken import spoken
from benchmarks.cli import Row, arguments, report, settings
from benchmarks.hearing_cases import ways_of_saying
from benchmarks.records import pool_settings, sight_pool, voice_pool
from benchmarks.simulated_shift import Outcome, Shift

PEOPLE = 1_000
PACE, CLERKS_PACE = 4.5, 5.5
"""Syllables a second."""
HEARING_S, LOOKING_S = 0.12, 0.15
"""Where the pools do not tell."""
AIMING_S = 0.8
"""To hold a code before the camera."""
TAP_S = 0.6
KEY_S = 0.35
CHARACTERS_A_WORD = 2
WITHIN_S = 3.0
FIELD_KEYS = 237
"""Operations a day that wanted keys, in the field."""
ARMS = (("keyboard", "keyboard"), ("voice", "voice"), ("picture", "camera"), ("both", "both"), ("both, brief", "brief"))
CLAIMED = {"keyboard": (24.3, 0.058), "voice": (2.7, 0.012), "picture": (1.9, 0.007)}
"""Seconds and share of errors, without a method."""


def syllables(text: str) -> int:
    """Return how many syllables a Chinese sentence of the clerk takes to say, digits and codes read out."""
    return sum(sign.isalnum() for sign in spoken(text, "zh"))


def keys(text: str) -> int:
    """Return how many keys a command takes: its pinyin, a key to choose each word, one to send it."""
    way = ways_of_saying(text)[0]
    return sum(map(len, way)) + len(way) // CHARACTERS_A_WORD + 1


def seconds(outcome: Outcome, deciding: float, hearing: float, looking: float) -> float:
    """Return how long an operation took; `hearing` and `looking` are seconds of one recognition."""
    heard = sum(len(ways_of_saying(text)[0]) for text in outcome.said) / PACE
    # What a person shows or types goes on while the clerk answers the picture; its last word is not waited for.
    prompts = outcome.prompts[1 if outcome.looks else 0 : -1]
    told = sum(map(syllables, prompts)) / CLERKS_PACE if outcome.said else 0.0
    typed = sum(map(keys, outcome.typed)) * KEY_S if not outcome.looks else len(outcome.typed) * 2 * TAP_S
    pressed = max(0, outcome.touches - len(outcome.typed)) * TAP_S
    recognised = len(outcome.said) * hearing + outcome.looks * (looking + AIMING_S)
    return heard + told + typed + pressed + recognised + deciding


def row(name: str, outcomes: list[Outcome], durations: list[float]) -> Row:
    """Count one way of working."""
    right = sum(one.booked == "right" for one in outcomes)
    wrong = sum(one.booked == "wrong" for one in outcomes)
    n = len(outcomes)
    touched = sum(bool(one.touches) for one in outcomes) / n
    claimed = CLAIMED.get(name, (None, None))
    figures = {
        "seconds": round(sum(durations) / n, 2),
        "claimed_s": claimed[0],
        "within_3_s": round(sum(one <= WITHIN_S for one in durations) / n, 3),
        "error": round(wrong / n, 4),
        "claimed_error": claimed[1],
        "questions": round(sum(one.questions for one in outcomes) / n, 2),
        "touches": round(sum(one.touches for one in outcomes) / n, 2),
        "key_operations": round(FIELD_KEYS * touched),
    }
    return Row(name, right, wrong, n - right - wrong, figures)


def main() -> None:
    """Run the benchmark."""
    options = arguments(__doc__ or "").parse_args()
    people = options.limit or PEOPLE
    pools = (voice_pool("test"), sight_pool())
    made_of = pool_settings()
    hearing = made_of["voice"].get("p50_s", HEARING_S)
    looking = made_of["sight"].get("p50_s", LOOKING_S)
    rows = []
    for name, arm in ARMS:
        place = Shift(options.seed, pools)
        outcomes, durations = [], []
        for wish in list(place.wishes(people)):
            before = time.process_time()
            outcome = place.serve(wish, arm)
            outcomes.append(outcome)
            durations.append(seconds(outcome, time.process_time() - before, hearing, looking))
        rows.append(row(name, outcomes, durations))
    assumed = {
        "pace": PACE,
        "clerks_pace": CLERKS_PACE,
        "aiming_s": AIMING_S,
        "tap_s": TAP_S,
        "key_s": KEY_S,
        "hearing_s": hearing,
        "looking_s": looking,
    }
    report(rows, settings(options, people=people, pools=made_of, assumed=assumed), as_json=options.json)


if __name__ == "__main__":
    main()
