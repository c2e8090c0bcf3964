"""Full commands (verb, number, unit, product) put together from the single syllables of speakers left out of training.

    python -m benchmarks.hearing_commands --speech DIR [--names 60,1000,5000] [--limit N] [--seed N] [--json]

`--speech` is a folder of syllables (text `niu2`) of one or more speakers. Tones are taken as they come, and nobody
ever said these syllables together: harder than life. The grammar holds all verbs × all numbers to
999 × all units × so many names.
"""

import random
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from asr.ears import Ears
from asr.resample import RATE, Samples
from benchmarks.cli import Row, arguments, report, settings
from benchmarks.hearing_cases import Outcome, cases, figures, ways_of_saying

VERBS = ("入库", "出库", "盘点", "报损", "上架", "退货")
UNITS = ("箱", "瓶", "包", "个", "件", "袋", "桶")
DIGITS = "一二三四五六七八九"
GOODS = Path(__file__).with_name("goods.txt")
"""Brands, adjectives and nouns, a line each, of which names are made."""
_GAP_S, _AROUND_S = 0.02, 0.3
_TRIM_DB = 30.0


@dataclass(frozen=True, slots=True)
class Command:
    """What is to be said."""

    text: str
    syllables: tuple[str, ...]


def names(count: int, seed: int) -> list[str]:
    """Return `count` different names of goods: brand, adjective, noun."""
    rng = random.Random(seed)
    brands, adjectives, nouns = (line.split() for line in GOODS.read_text(encoding="utf-8").splitlines())
    parts = product(("", *brands), ("", *adjectives), nouns)
    return rng.sample(["".join(each) for each in parts], count)


def number(value: int) -> str:
    """Return 1 to 999 in hanzi."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds - 1]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{DIGITS[tens - 1]}十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones - 1] if ones else "")


def grammar(goods: Sequence[str]) -> dict[str, Any]:
    """Return the grammar of all commands with these goods."""

    def words(texts: Sequence[str]) -> list[list[list[str]]]:
        return [[[text, " ".join(ways_of_saying(text)[0])]] for text in texts]

    def ref(rule: str) -> dict[str, str]:
        return {"rule": rule}

    digits = words(DIGITS)
    ten = ["十", "shi"]
    tens = [[ten], [ten, ref("digit")], [ref("digit"), ten], [ref("digit"), ten, ref("digit")]]
    hundred = ["百", "bai"]
    hundreds = [[ref("digit"), hundred, *more] for more in ([], [ref("tens")], [["零", "ling"], ref("digit")])]
    return {
        "root": "command",
        "rules": {
            "command": [[ref("verb"), ref("number"), ref("unit"), ref("item")]],
            "verb": words(VERBS),
            "unit": words(UNITS),
            "digit": digits,
            "tens": tens,
            "number": [[ref("digit")], [ref("tens")], *hundreds],
            "item": words(goods),
        },
        "shared": ["item"],
    }


def commands(goods: Sequence[str], count: int, seed: int) -> list[Command]:
    """Return `count` commands about the goods."""
    rng = random.Random(seed)
    found = []
    for _ in range(count):
        parts = (rng.choice(VERBS), number(rng.randint(1, 999)), rng.choice(UNITS), rng.choice(goods))
        said = tuple(syllable for part in parts for syllable in ways_of_saying(part)[0])
        found.append(Command("".join(parts), said))
    return found


def spoken(command: Command, voice: Mapping[str, Sequence[Samples]], rng: random.Random) -> Samples | None:
    """Return the command in a voice, None where it lacks a syllable."""
    if not all(syllable in voice for syllable in command.syllables):
        return None
    gap, around = (np.zeros(int(seconds * RATE), np.float32) for seconds in (_GAP_S, _AROUND_S))
    pieces = [part for syllable in command.syllables for part in (rng.choice(voice[syllable]), gap)]
    return np.concatenate([around, *pieces, around])


def trimmed(sound: Samples) -> Samples:
    """Return the loud part of a syllable, brought to one level."""
    level = np.convolve(sound**2, np.ones(400) / 400, "same")
    loud = np.flatnonzero(level > level.max() * 10 ** (-_TRIM_DB / 10))
    kept = sound[loud[0] : loud[-1] + 1]
    return np.asarray(kept * (0.1 / (np.sqrt(np.mean(kept**2)) + 1e-9)), np.float32)


def main() -> None:
    """Run the benchmark."""
    parser = arguments(__doc__ or "", folders=("speech",))
    parser.add_argument("--names", type=lambda text: [int(part) for part in text.split(",")], default=[60, 1000, 5000])
    options = parser.parse_args()
    voices: dict[str, dict[str, list[Samples]]] = defaultdict(lambda: defaultdict(list))
    for case in cases(options.speech):
        voices[case.speaker][ways_of_saying(case.text)[0][0]].append(trimmed(case.sound()))
    ears = Ears()
    if ears.problem:
        sys.stderr.write(f"{ears.problem}\n")
        raise SystemExit(4)
    rows = []
    for count in options.names:
        goods = names(count, options.seed)
        ears.set_grammar(grammar(goods))
        said = commands(goods, options.limit or 100, options.seed)
        rows.append(_row(f"{count} names", [one for speaker in voices.values() for one in _heard(ears, said, speaker)]))
    described = settings(options, models=["hearing"], speech=options.speech.name, speakers=len(voices))
    report(rows, described, as_json=options.json)


def _heard(ears: Ears, said: Sequence[Command], voice: Mapping[str, Sequence[Samples]]) -> list[Outcome]:
    rng = random.Random(1)
    sounds = [(command, spoken(command, voice, rng)) for command in said]
    return [_outcome(ears, command, sound) for command, sound in sounds if sound is not None]


def _outcome(ears: Ears, command: Command, sound: Samples) -> Outcome:
    utterance = ears.hear(sound)
    heard = utterance.n_best[0].syllables if utterance.n_best else ()
    return Outcome(command.text, utterance, heard == command.syllables, 0.0, len(sound) / RATE)


def _row(name: str, outcomes: Sequence[Outcome]) -> Row:
    refused = sum(outcome.refused for outcome in outcomes)
    right = sum(outcome.right and not outcome.refused for outcome in outcomes)
    kept = {key: value for key, value in figures(outcomes).items() if key not in {"p95_cpu_ms", "real_time_factor"}}
    return Row(name, right, len(outcomes) - refused - right, refused, kept)


if __name__ == "__main__":
    main()
