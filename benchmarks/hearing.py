"""How many recordings of a closed vocabulary are heard right, speaker by speaker.

python -m benchmarks.hearing --speech DIR [--phrases FILE] [--limit N] [--seed N] [--json] [--enrol N] [--asr DIR]
"""

import sys
from argparse import Namespace
from collections import defaultdict
from pathlib import Path

from asr.ears import Ears
from benchmarks.cli import arguments, existing_folder, report, sample, settings
from benchmarks.hearing_cases import Case, Outcome, cases, grammar, hear, phrases_of, row


def main() -> None:
    """Run the benchmark."""
    parser = arguments(__doc__ or "", folders=("speech",))
    parser.add_argument("--phrases", type=Path, help="closed vocabulary, a phrase a line")
    parser.add_argument("--enrol", type=int, default=0, metavar="N", help="adapt to each speaker with N recordings")
    parser.add_argument("--asr", type=existing_folder, help="a Vosk model of your own")
    options = parser.parse_args()
    everything = cases(options.speech)
    phrases = phrases_of(options.phrases, everything)
    ears = Ears(directory=options.asr, grammar=grammar(phrases))
    if ears.problem:
        sys.stderr.write(f"{ears.problem}\n")
        raise SystemExit(4)
    outcomes = run(ears, everything, options)
    rows = [row(speaker, found) for speaker, found in sorted(outcomes.items())]
    described = settings(
        options,
        models=[] if options.asr else ["hearing"],
        phrases=len(phrases),
        enrol=options.enrol,
        asr=str(options.asr) if options.asr else None,
    )
    summary = row("total", [outcome for found in outcomes.values() for outcome in found])
    report(rows, described, as_json=options.json, summary=summary)


def run(ears: Ears, everything: list[Case], options: Namespace) -> dict[str, list[Outcome]]:
    """Return the outcomes by speaker."""
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    for case in sample(everything, options.limit, options.seed):
        outcomes[case.speaker].append(hear(ears, case.sound(), case.text))
    return outcomes


if __name__ == "__main__":
    main()
