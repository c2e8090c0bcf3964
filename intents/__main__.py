"""Type a sentence, see what is understood, why, and what came second: `python -m intents [CATALOGUE.csv]`.

A line that begins with `sample` prints ways of saying an intent: `sample Receive`.
"""

import argparse
import csv
import json
import random
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

from intents.reading import Reading
from intents.sentences.book import BadSentencesError, own_folder
from intents.templates.expression import BadTemplateError
from intents.understanding import Understanding
from intents.vocabulary import ItemName, Vocabulary


def vocabulary(path: Path | None) -> Vocabulary:
    """Return the goods and places of a catalogue file (columns as in the documentation), or an empty vocabulary.

    Raises `OSError`, or `KeyError` and `ValueError` for a file that is no catalogue.
    """
    if path is None:
        return Vocabulary.build()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    items = [
        ItemName(
            row.get("sku") or row["name"],
            row["name"],
            tuple(filter(None, (row.get("aliases") or "").split("|"))),
            row.get("unit") or "个",
            {
                unit: Fraction(size)
                for unit, size in (pack.split("=") for pack in (row.get("packings") or "").split("|") if "=" in pack)
            },
        )
        for row in rows
    ]
    return Vocabulary.build(items, [row["place"] for row in rows if row.get("place")])


def explained(reading: Reading) -> str:
    """Return a reading as a few lines for people."""
    lines = [
        f"{reading.intent or '—'}  {reading.confidence:.2f}  {'understood' if reading.understood else 'not understood'}"
    ]
    lines += [f"  {slot}: {value}" for slot, value in reading.slots.items()]
    for doubt in reading.doubts:
        offered = ", ".join(choice.label for choice in doubt.choices)
        lines.append(f"  ? {doubt.slot} {doubt.why} {doubt.words} {f'({offered})' if offered else ''}".rstrip())
    if reading.left_over:
        lines.append(f"  left over: {' / '.join(reading.left_over)}")
    if reading.sentence:
        lines.append(f"  because: {reading.sentence}")
    lines += [f"  second: {other.intent} {dict(other.slots)} {other.confidence:.2f}" for other in reading.alternatives]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Read sentences from the keyboard or a pipe; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m intents", description="Type a sentence, see what is understood, why, and what came second."
    )
    parser.add_argument("catalogue", nargs="?", type=Path, help="a CSV file of goods")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.add_argument("--json", action="store_true", help="one JSON object a sentence")
    parser.add_argument("--sample", metavar="INTENT", help="print ways of saying it and stop")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    try:
        understanding = Understanding(vocabulary(options.catalogue), options.lang, own_folder())
    except (OSError, KeyError, ValueError, BadSentencesError, BadTemplateError) as error:
        sys.stderr.write(f"{error}\n")
        return 4
    rng = random.Random(options.seed)
    if options.sample:
        return _sample(understanding, options.sample, rng)
    if sys.stdin.isatty():
        sys.stderr.write("A sentence a line, `sample INTENT` for examples, an empty line to stop.\n")
    for line in sys.stdin:
        text = line.strip()
        if not text and sys.stdin.isatty():
            break
        if text.startswith("sample "):
            _sample(understanding, text.removeprefix("sample "), rng)
            continue
        reading = understanding.read(text, today=date.today())  # noqa: DTZ011  # the day of the person who types
        sys.stdout.write(
            (json.dumps(reading.to_dict(), ensure_ascii=False) if options.json else explained(reading)) + "\n"
        )
    return 0


def _sample(understanding: Understanding, intent: str, rng: random.Random) -> int:
    sentences = {understanding.sample(intent, rng) for _ in range(12)} - {""}
    if not sentences:
        sys.stderr.write(f"There is no intent {intent}; there are {', '.join(sorted(understanding.book.needs))}.\n")
        return 2
    sys.stdout.write("\n".join(sorted(sentences)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
