"""What the benchmarks of hearing share: phrases as a grammar, recordings of a manifest, and outcomes counted."""

import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asr.confidence import SURE
from asr.ears import Ears
from asr.resample import Samples
from asr.sources.file import read
from asr.utterance import Utterance
from benchmarks.cli import Row, read_manifest
from benchmarks.statistics import expected_calibration_error
from intents.phonetics.pinyin import pronunciations
from intents.tokens import sentence

_ODD_SPELLINGS = {"lue": "lve", "nue": "nve", "luu": "lv", "nuu": "nv", "ng": "en", "n": "en", "m": "mu", "hm": "heng"}
_PINYIN = re.compile(r"[a-zü:]+[0-5](?: +[a-zü:]+[0-5])*")


def ways_of_saying(text: str) -> list[tuple[str, ...]]:
    """Return the syllables of a manifest's text: hanzi, Latin words, or pinyin with tone digits; likeliest first."""
    if _PINYIN.fullmatch(text):
        bare = [syllable[:-1].replace("u:", "v").replace("ü", "v") for syllable in text.split()]
        return [tuple(_ODD_SPELLINGS.get(syllable, syllable) for syllable in bare)]
    return pronunciations(sentence(re.sub(r"[_()（）]", "", text)).tokens)


def grammar(phrases: Iterable[str]) -> dict[str, Any]:
    """Return the closed vocabulary as a grammar: each phrase one word."""
    return {
        "root": "phrase",
        "rules": {"phrase": [[[text, " ".join(way)]] for text in phrases for way in ways_of_saying(text)]},
    }


@dataclass(frozen=True, slots=True)
class Case:
    """A recording and what is said in it."""

    path: Path
    text: str
    speaker: str

    def sound(self) -> Samples:
        """Return the samples at 16 kHz."""
        return read(self.path)


def cases(folder: Path) -> list[Case]:
    """Return the recordings of a folder whose text is known."""
    return [
        Case(folder / line["path"], line["text"], line.get("speaker", "?"))
        for line in read_manifest(folder)
        if line["text"] not in {"", "?"}
    ]


def phrases_of(file: Path | None, found: Sequence[Case]) -> list[str]:
    """Return the closed vocabulary: the lines of a file, or else the distinct texts of the cases."""
    lines = file.read_text(encoding="utf-8").splitlines() if file else [case.text for case in found]
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one recording."""

    expected: str
    utterance: Utterance
    right: bool
    """The best hypothesis is what was said, whatever its confidence. Homophones count as the same."""
    seconds: float
    """Of one core, from the last sample to the text: other processes on the machine do not count."""
    length: float
    """Of the recording, seconds."""

    @property
    def refused(self) -> bool:
        """The ears said that they do not know."""
        return not self.utterance.text or self.utterance.health.problem is not None

    @property
    def surely_wrong(self) -> bool:
        """Wrong, and sure of it."""
        return not self.right and self.utterance.confidence >= SURE


def hear(ears: Ears, sound: Samples, expected: str) -> Outcome:
    """Let the ears hear one recording."""
    before = time.process_time()
    utterance = ears.hear(sound)
    seconds = time.process_time() - before
    said = utterance.n_best[0].syllables if utterance.n_best else ()
    right = utterance.text == expected or said in ways_of_saying(expected)
    return Outcome(expected, utterance, right and bool(utterance.text), seconds, len(sound) / 16_000)


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the figures beside the counts."""
    if not outcomes:
        return {}
    times = sorted(outcome.seconds for outcome in outcomes)
    return {
        "right_of_all": round(sum(outcome.right for outcome in outcomes) / len(outcomes), 4),
        "surely_wrong": sum(outcome.surely_wrong for outcome in outcomes),
        "calibration_error": round(
            expected_calibration_error(
                [outcome.utterance.confidence for outcome in outcomes], [outcome.right for outcome in outcomes]
            ),
            4,
        ),
        "p95_cpu_ms": round(1000 * times[min(len(times) - 1, int(0.95 * len(times)))], 1),
        "real_time_factor": round(sum(times) / sum(outcome.length for outcome in outcomes), 4),
    }


def row(name: str, outcomes: Sequence[Outcome]) -> Row:
    """Count outcomes: right, wrong, or refused, the last whether or not the best guess was right."""
    refused = sum(outcome.refused for outcome in outcomes)
    right = sum(outcome.right and not outcome.refused for outcome in outcomes)
    return Row(name, right, len(outcomes) - refused - right, refused, figures(outcomes))
