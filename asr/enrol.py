"""Enrolment: the net learns how one person sounds, from two minutes of reading, in numpy alone.

The layers from the fifth on are trained further with CTC on the person's readings, each heard clean and in noise of
our own making; the layers below, which hear sounds of any language, stay, so that their work is done once. Half of
what was learnt is kept: all of it forgets words that were not read. Every fourth reading is kept back: an adaptation
that does not hear those better is thrown away. The adapted model directory belongs to the person, can be deleted, and
holds nothing of the readings themselves.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from asr.errors import HearingError
from asr.listen import whole
from asr.net.adam import Adam
from asr.net.ctc import best, ctc
from asr.net.features import log_mel
from asr.net.graph import Floats, Net, padded
from asr.net.model_file import ModelFile, parse
from asr.net.plan import OUTPUT_STEP
from asr.noise import KINDS, mix_at_snr
from asr.resample import RATE, Samples

FEWEST = 12
"""Readings; with fewer, the ones kept back would prove nothing."""

_PART = "tdnnf5.up.sum"
_KEEP_EVERY = 4
_ROUNDS = 8
_BATCH = 8
_RATE = 2e-4
_SHARE = 0.5
"""Of what was learnt in the weights that are kept: with all of it, words that were not read are forgotten.

Source: Wortsman et al., "Robust fine-tuning of zero-shot models", 2022.
"""
_SNR_DB = (5.0, 20.0)


class TooLittleReadError(HearingError):
    """Not enough readings in which something was heard."""

    def __init__(self, found: int) -> None:
        super().__init__(
            f"only {found} readings could be used, {FEWEST} are needed; read more words",
            f"只有 {found} 条录音可用，至少需要 {FEWEST} 条，请再多读几条",
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person read aloud."""

    samples: Samples
    """float32 [n] at 16 kHz."""
    syllables: tuple[str, ...]
    """What it says: toneless pinyin."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What came of it."""

    accepted: bool
    """Whether readings that were kept back are heard better."""
    before: float
    """Share of wrong sounds in the readings kept back."""
    after: float
    """The same with the adapted net."""
    readings: int
    model: bytes
    """The adapted `final.mdl`; the old one where it was not accepted."""


@dataclass(frozen=True, slots=True)
class _Lesson:
    source: Floats
    """[moments, width]: what the lower layers make of it."""
    units: tuple[int, ...]
    outputs: int


def words_to_read() -> list[tuple[str, tuple[str, ...]]]:
    """Return what a person is asked to read: 60 words, in hanzi and in syllables, that hold nearly every sound."""
    lines = Path(__file__).with_name("readings.txt").read_text(encoding="utf-8").splitlines()
    return [(text, tuple(said.split())) for text, said in (line.split("\t") for line in lines)]


def read_units(directory: Path) -> dict[str, tuple[int, ...]]:
    """Return `units.txt` of a model directory: syllable -> the net's outputs that it is made of."""
    lines = (directory / "units.txt").read_text(encoding="utf-8").splitlines()
    return {syllable: tuple(map(int, units)) for syllable, *units in (line.split() for line in lines if line.strip())}


def enrol(directory: Path, readings: Sequence[Reading], seed: int = 1) -> Enrolment:
    """Adapt the model in `directory` to the readings of one person.

    Some hundred syllables (two minutes) are enough; it takes up to three minutes of one core. Raises
    `TooLittleReadError`.
    """
    model = parse((directory / "am" / "final.mdl").read_bytes())
    units = read_units(directory)
    rng = np.random.default_rng(seed)
    spoken = [
        (stretch.samples, tuple(unit for syllable in reading.syllables for unit in units[syllable]))
        for reading in readings
        if (stretch := whole(reading.samples, None)[0]) is not None and set(reading.syllables) <= units.keys()
    ]
    if len(spoken) < FEWEST:
        raise TooLittleReadError(len(spoken))
    kept = [_lessons(model, spoken[number]) for number in range(0, len(spoken), _KEEP_EVERY)]
    taught = [one for number, one in enumerate(spoken) if number % _KEEP_EVERY]
    noisy = [(_noisy(sound, rng), said) for sound, said in taught for _ in range(2)]
    lessons = [_lessons(model, one) for one in (*taught, *noisy)]
    net = Net(model, _PART)
    before = _wrong(net, kept)
    start = _loss(net, kept)
    old = {name: (weights.copy(), bias.copy()) for name, (weights, bias) in net.weights.items()}
    _teach(net, lessons, rng)
    for name, both in net.weights.items():
        for now, was in zip(both, old[name], strict=True):
            now[...] = _SHARE * now + (1 - _SHARE) * was
    after = _wrong(net, kept)
    accepted = (after, _loss(net, kept)) < (before, start)
    changed: Mapping[str, tuple[Floats, Floats]] = {
        name: value for name, value in net.weights.items() if accepted and not np.array_equal(value[0], old[name][0])
    }
    return Enrolment(accepted, before, after, len(spoken), model.replaced(changed) if accepted else model.content)


def save(base: Path, enrolment: Enrolment, target: Path) -> None:
    """Write the person's model directory `target`, like `base` but for the net. Delete the folder to forget them."""
    shutil.copytree(
        base, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("final.mdl", "model.toml", "card.md")
    )
    (target / "am").mkdir(exist_ok=True)
    (target / "am" / "final.mdl").write_bytes(enrolment.model)


def _lessons(model: ModelFile, spoken: tuple[Samples, tuple[int, ...]]) -> _Lesson:
    sound, said = spoken
    lower, upper = Net(model), Net(model, _PART)
    features = log_mel(sound)
    outputs = max(1, (len(features) + OUTPUT_STEP - 1) // OUTPUT_STEP)
    values = lower.forward(padded(features, lower.reach, outputs)[None], upto=_PART)[-1][0]
    before, after, step = upper.reach
    assert len(values) == ((outputs - 1) * OUTPUT_STEP + before + after) // step + 1
    return _Lesson(values, said, outputs)


def _noisy(sound: Samples, rng: np.random.Generator) -> Samples:
    make = KINDS[sorted(KINDS)[int(rng.integers(len(KINDS)))]]
    noise = make(rng, len(sound) / RATE + 0.1, RATE)[: len(sound)]
    return mix_at_snr(sound, noise, float(rng.uniform(*_SNR_DB)))


def _batch(lessons: Sequence[_Lesson]) -> Floats:
    """Stack lessons of different lengths: the short ones' last moments are repeated."""
    longest = max(len(lesson.source) for lesson in lessons)
    return np.stack([np.pad(lesson.source, ((0, longest - len(lesson.source)), (0, 0)), "edge") for lesson in lessons])


def _teach(net: Net, lessons: Sequence[_Lesson], rng: np.random.Generator) -> None:
    """Train over some rounds, the rate falling to nothing."""
    adam = {name: (Adam(weights), Adam(bias)) for name, (weights, bias) in net.weights.items()}
    order = sorted(range(len(lessons)), key=lambda number: lessons[number].outputs)
    batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
    total = _ROUNDS * len(batches)
    done = 0
    for _ in range(_ROUNDS):
        for place in rng.permutation(len(batches)):
            done += 1
            chosen = [lessons[number] for number in batches[place]]
            values = net.forward(_batch(chosen))
            slope = np.zeros_like(values[-1])
            for row, lesson in enumerate(chosen):
                _, one = ctc(values[-1][row, : lesson.outputs], lesson.units)
                slope[row, : lesson.outputs] = one / len(chosen)
            for name, gradients in net.backward(values, slope).items():
                for one_adam, gradient in zip(adam[name], gradients, strict=True):
                    one_adam.step(gradient, _RATE * (1 - done / total))


def _wrong(net: Net, lessons: Sequence[_Lesson]) -> float:
    """Return the share of wrong sounds on the best path."""
    errors = sum(_edits(best(net.forward(lesson.source[None])[-1][0]), lesson.units) for lesson in lessons)
    return errors / max(1, sum(len(lesson.units) for lesson in lessons))


def _loss(net: Net, lessons: Sequence[_Lesson]) -> float:
    return sum(ctc(net.forward(lesson.source[None])[-1][0], lesson.units)[0] for lesson in lessons)


def _edits(heard: Sequence[int], said: Sequence[int]) -> int:
    row = list(range(len(said) + 1))
    for index, one in enumerate(heard, 1):
        left, row[0] = row[0], index
        for place, other in enumerate(said, 1):
            left, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, left + (one != other))
    return row[-1]
