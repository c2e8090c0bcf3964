"""How often the clerk books what nobody wanted, with both senses, with voice alone and with the camera alone.

    python -m benchmarks.wrong_bookings [--limit N] [--seed N] [--json] [--arm both|voice|camera]

The senses fail as they did on real recordings and photos (`benchmarks/pools`, of test speakers); people misname goods,
hold the wrong box, overlook a wrong read-back and tap beside the number as often as `simulated_shift` says. Everything
between the senses and the books is the real clerk. 10,000 people a column unless `--limit` says otherwise.
"""

import sys
from collections import Counter

from benchmarks import simulated_shift as shift
from benchmarks.cli import Row, arguments, report, settings
from benchmarks.records import pool_settings, sight_pool, voice_pool
from benchmarks.simulated_shift import ARMS, Outcome, Shift

PEOPLE = 10_000


def run(arm: str, seed: int, people: int) -> list[Outcome]:
    """Serve people who want the same things in every arm."""
    place = Shift(seed, (voice_pool("test"), sight_pool()))
    wishes = list(place.wishes(people))
    return [place.serve(wish, arm) for wish in wishes]


def row(arm: str, outcomes: list[Outcome]) -> Row:
    """Count what became of the wishes; refused is all that was not booked, and handed to nobody wrongly."""
    found = Counter(outcome.booked for outcome in outcomes)
    n = len(outcomes)
    causes = Counter(f"{one.cause}, {one.planted or 'senses'}" for one in outcomes if one.booked == "wrong")
    return Row(
        arm,
        found["right"],
        found["wrong"],
        found[""],
        {
            "wrong_share": round(found["wrong"] / n, 5),
            "completed": round((found["right"] + found["wrong"]) / n, 4),
            "questions": round(sum(one.questions for one in outcomes) / n, 2),
            "events": round(sum(one.events for one in outcomes) / n, 2),
            "causes": dict(causes.most_common()),
        },
    )


def main() -> None:
    """Run the benchmark."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--arm", choices=ARMS, help="one of them only")
    options = parser.parse_args()
    people = options.limit or PEOPLE
    rows = []
    for arm in [options.arm] if options.arm else ARMS:
        rows.append(row(arm, run(arm, options.seed, people)))
        sys.stderr.write(f"{arm}: done\n")
    assumptions = {
        "inattentive": shift.INATTENTIVE,
        "slip": shift.SLIP,
        "wrong_label": shift.WRONG_LABEL,
        "wrong_box": shift.WRONG_BOX,
        "misnamed": shift.MISNAMED,
        "ordered": shift.ORDERED,
        "order_differs": shift.ORDER_DIFFERS,
    }
    described = settings(options, people=people, pools=pool_settings(), assumptions=assumptions, catalogue="examples")
    report(rows, described, as_json=options.json)


if __name__ == "__main__":
    main()
