"""How many recordings of a closed vocabulary are heard right, speaker by speaker.

python -m benchmarks.hearing --speech DIR [--phrases FILE] [--limit N] [--seed N] [--json] [--enrol N] [--asr DIR]
"""

import sys
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from pathlib import Path
from typing import Any

from asr.ears import Ears
from benchmarks.cli import arguments, existing_folder, report, sample, settings
from benchmarks.hearing_cases import Case, Outcome, cases, grammar, hear, phrases_of, row


def main() -> None:
    """Run the benchmark."""
    options = closed_vocabulary(__doc__ or "").parse_args()
    everything, ears, phrases = prepare(options)
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    for case in sample(everything, options.limit, options.seed):
        outcomes[case.speaker].append(hear(ears, case.sound(), case.text))
    rows = [row(speaker, found) for speaker, found in sorted(outcomes.items())]
    summary = row("total", [outcome for found in outcomes.values() for outcome in found])
    report(rows, described(options, phrases), as_json=options.json, summary=summary)


def closed_vocabulary(description: str) -> ArgumentParser:
    """Return the options that all benchmarks with a closed vocabulary take."""
    parser = arguments(description, folders=("speech",))
    parser.add_argument("--phrases", type=Path, help="closed vocabulary, a phrase a line")
    parser.add_argument("--enrol", type=int, default=0, metavar="N", help="adapt to each speaker with N recordings")
    parser.add_argument("--asr", type=existing_folder, help="a Vosk model of your own")
    return parser


def prepare(options: Namespace) -> tuple[list[Case], Ears, list[str]]:
    """Return the recordings, ears that listen for the phrases, and the phrases; exits with 4 without a recogniser."""
    everything = cases(options.speech)
    phrases = phrases_of(options.phrases, everything)
    ears = Ears(directory=options.asr, grammar=grammar(phrases))
    if ears.problem:
        sys.stderr.write(f"{ears.problem}\n")
        raise SystemExit(4)
    return everything, ears, phrases


def described(options: Namespace, phrases: list[str], **more: Any) -> dict[str, Any]:
    """Return the settings."""
    return settings(
        options,
        models=[] if options.asr else ["hearing"],
        speech=options.speech.name,
        phrases=len(phrases),
        enrol=options.enrol,
        asr=options.asr.name if options.asr else None,
        **more,
    )


if __name__ == "__main__":
    main()
