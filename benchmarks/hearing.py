"""How many recordings of a closed vocabulary are heard right, speaker by speaker.

python -m benchmarks.hearing --speech DIR [--phrases FILE] [--limit N] [--seed N] [--json] [--enrol N] [--asr DIR]
"""

import sys
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from asr.ears import Ears
from asr.enrol import Reading, enrol, save
from benchmarks.cli import arguments, existing_folder, report, sample, settings
from benchmarks.hearing_cases import Case, Outcome, cases, grammar, hear, phrases_of, row, ways_of_saying


def main() -> None:
    """Run the benchmark."""
    options = closed_vocabulary(__doc__ or "").parse_args()
    everything, ears, phrases = prepare(options)
    outcomes: dict[str, list[Outcome]] = {}
    for speaker, chosen in listening(options, ears, everything):
        outcomes[speaker] = [hear(ears, case.sound(), case.text) for case in chosen]
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


def listening(options: Namespace, ears: Ears, everything: list[Case]) -> Iterator[tuple[str, list[Case]]]:
    """Yield each speaker's recordings to be heard; with `--enrol` the ears have been adapted to them by then."""
    by_speaker: dict[str, list[Case]] = defaultdict(list)
    for case in everything:
        by_speaker[case.speaker].append(case)
    kept: list[Case] = []
    lessons: dict[str, list[Case]] = {}
    for speaker, found in by_speaker.items():
        lessons[speaker] = sample(found, options.enrol, options.seed) if options.enrol else []
        kept += [case for case in found if case not in lessons[speaker]]
    chosen: dict[str, list[Case]] = defaultdict(list)
    for case in sample(kept, options.limit, options.seed):
        chosen[case.speaker].append(case)
    for speaker, found in sorted(chosen.items()):
        with TemporaryDirectory() as folder:
            if lessons[speaker]:
                adapt(ears, lessons[speaker], Path(folder))
            yield speaker, found
        if lessons[speaker]:
            ears.use_voice(None)


def adapt(ears: Ears, lessons: list[Case], folder: Path) -> None:
    """Adapt the ears to the speaker of some recordings, if that helps."""
    if ears.folder is None:
        raise SystemExit("only our own model can be adapted to a speaker")
    result = enrol(ears.folder, [Reading(case.sound(), ways_of_saying(case.text)[0]) for case in lessons])
    sys.stderr.write(
        f"{lessons[0].speaker}: sounds wrong {result.before:.1%} -> {result.after:.1%}, "
        f"{'taken' if result.accepted else 'left'}\n"
    )
    if result.accepted:
        save(ears.folder, result, folder)
        ears.use_voice(folder)


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
