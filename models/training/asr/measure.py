"""Measure a model directory on people who were not in training, and write the tables of the card."""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from asr.enrol import Reading, enrol, save, words_to_read
from asr.noise import KINDS, mix_at_snr
from benchmarks.statistics import wilson
from models.training.asr import curves
from models.training.asr.cases import Case, Prepared, phrases
from models.training.asr.commands import catalogue, commands, grammar
from models.training.asr.decode import Decoder, closed, edits, free, numbers
from models.training.asr.export import FREE_SYLLABLE
from models.training.asr.features import RATE
from models.training.asr.manifest import read_splits

SNRS = (10.0, 5.0, 0.0)
CATALOGUES = (60, 1000, 5000)
COMMANDS = 100
SPOKEN = 25
"""Commands a catalogue that synthetic strangers say."""


def with_noise(cases: list[Case], kind: str, snr: float, split: str) -> list[Case]:
    """Return the cases with noise of `kind`, a seed of `split` for each of them."""
    first, _ = read_splits()["noise"]["seeds"][split]
    mixed = []
    for number, case in enumerate(cases):
        rng = np.random.default_rng([first + number, round(snr)])
        noise = KINDS[kind](rng, len(case.sound) / RATE + 0.1, RATE)
        mixed.append(Case(mix_at_snr(case.sound, noise[: len(case.sound)], snr), case.syllables, case.speaker))
    return mixed


class Measurement:
    """Decodes with one model directory."""

    def __init__(self, model: Path, folder: Path) -> None:
        self.model, self.folder, self.words = model, folder, numbers(model)

    def right(self, name: str, vocabulary: list[tuple[str, ...]]) -> Callable[[list[Case]], int]:
        """Return how to count the cases that a strict grammar of `vocabulary`, weighed, hears right."""
        decoder = Decoder(self.model, self.folder / name, closed(vocabulary, self.words))
        return lambda some: sum(decoder.hear_weighed(case.sound) == case.syllables for case in some)

    def closed_row(self, name: str, cases: list[Case], vocabulary: list[tuple[str, ...]] | None = None) -> dict:
        """Return right and wrong over a closed vocabulary; without one, what the cases say."""
        vocabulary = vocabulary or sorted({case.syllables for case in cases})
        right = self.right(name, vocabulary)(cases)
        row = {"name": name, "n": len(cases), "right": right, "wrong": len(cases) - right, "refused": 0}
        return row | {"phrases": len(vocabulary), "interval": wilson(right, len(cases))}

    def free_row(self, name: str, cases: list[Case], cost: float = FREE_SYLLABLE) -> dict:
        """Return the syllable error without any grammar, and the real-time factor."""
        decoder = Decoder(self.model, self.folder / f"free {name}", free(self.words, cost), options=())
        began, errors = time.process_time(), 0
        for case in cases:
            errors += edits(decoder.hear(case.sound), case.syllables)
        said = sum(len(case.syllables) for case in cases)
        seconds = sum(len(case.sound) for case in cases) / RATE
        row = {"name": name, "syllables": said, "errors": errors, "rate": errors / said}
        return row | {"speakers": len({c.speaker for c in cases}), "rtf": (time.process_time() - began) / seconds}

    def noise_rows(self, cases: list[Case], vocabulary: list[tuple[str, ...]], split: str) -> list[dict]:
        """Return a row a kind of noise and ratio."""
        count = self.right("noise", vocabulary)
        return [
            {"kind": kind, "snr": snr, "n": len(cases), "right": count(with_noise(cases, kind, snr, split))}
            for kind in KINDS
            for snr in SNRS
        ]

    def command_row(self, name: str, cases: list[Case], names: list[tuple[str, ...]]) -> dict:
        """Return right and wrong of whole commands over a catalogue."""
        folder = self.folder / f"{name} {len(names)}"
        decoder = Decoder(self.model, folder, grammar(names, self.words))
        right = sum(decoder.hear_weighed(case.sound) == case.syllables for case in cases)
        row = {"name": name, "n": len(cases), "right": right, "wrong": len(cases) - right, "refused": 0}
        return row | {"names": len(names), "interval": wilson(right, len(cases))}


def command_rows(bench: Measurement, prepared: Prepared, work: Path, split: str, seed: int) -> list[dict]:
    """Return rows for each size of catalogue, joined from syllables and spoken by synthetic strangers."""
    rows = []
    for size in CATALOGUES:
        names = catalogue(size, seed)
        said = [command.syllables for command in commands(names, COMMANDS, seed)]
        rows.append(bench.command_row("joined from syllables", prepared.joined(split, said, seed), names))
        folder = work / f"commands-{split}-{size}"
        if folder.exists():
            rows.append(bench.command_row("synthetic voices", prepared.spoken_commands(folder), names))
    return rows


def enrolled_rows(model: Path, prepared: Prepared, split: str, folder: Path) -> list[dict]:
    """Return rows of the phrases, clean and at 5 dB, before and after their speaker has read words for enrolment.

    The words are joined as the phrases are, from other recordings of the same syllables. Raises `ValueError` where more
    than one person has read the syllables.
    """
    first, _ = read_splits()["noise"]["seeds"][split]
    asked = prepared.joined_phrases(split, first)
    if len({case.speaker for case in asked}) != 1:
        raise ValueError("an enrolment is one person's")
    heard = {place for case in asked for place in case.pieces}
    lessons = prepared.joined(split, [said for _, said in words_to_read()], first, heard)
    noisy = [case for kind in KINDS for case in with_noise(asked, kind, 5.0, split)]
    save(model, enrol(model, [Reading(case.sound, case.syllables) for case in lessons]), folder / "voice")
    rows = []
    for name, directory in (("before", model), ("after", folder / "voice")):
        bench = Measurement(directory, folder)
        for what, cases in (("clean", asked), ("5 dB", noisy)):
            rows.append(bench.closed_row(f"{name} {len(lessons)} readings, {what}", cases, phrases()))
    return rows


def measure(model: Path, work: Path, split: str, *, noise: bool) -> dict:
    """Return every table."""
    prepared = Prepared(work)
    first, _ = read_splits()["noise"]["seeds"][split]
    joined = prepared.joined_phrases(split, first)
    with tempfile.TemporaryDirectory() as folder:
        bench = Measurement(model, Path(folder))
        closed_sets = {
            "phrases, joined from syllables": (joined, phrases()),
            "words of students": (prepared.words(split), None),
            "synthetic voices": (prepared.synthetic(split), None),
            "English digits": (prepared.digits(split), None),
        }
        free_sets = {
            "sentences": prepared.sentences(split),
            "phrases, joined from syllables": joined,
            "words of students": prepared.words(split),
            "synthetic voices": prepared.synthetic(split),
        }
        result = {
            "split": split,
            "closed": [bench.closed_row(name, *both) for name, both in closed_sets.items() if both[0]],
            "free": [bench.free_row(name, cases) for name, cases in free_sets.items() if cases],
        }
        if joined:
            result["commands"] = command_rows(bench, prepared, work, split, first)
        if noise and joined:
            result["enrolled"] = enrolled_rows(model, prepared, split, Path(folder))
            result["noise"] = bench.noise_rows(joined, phrases(), split)
    return result


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--split", choices=("development", "test"), default="development")
    parser.add_argument("--noise", action="store_true", help="also the thirteen kinds of noise")
    parser.add_argument("--picture", type=Path, help="where to draw accuracy over SNR")
    arguments = parser.parse_args()
    tables = measure(arguments.model, arguments.work, arguments.split, noise=arguments.noise)
    print(json.dumps(tables, ensure_ascii=False, indent=1))
    if arguments.picture and "noise" in tables:
        curves.noise(tables["noise"], arguments.picture)
