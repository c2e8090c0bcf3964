"""What the ears really make of recordings: single words of many people, and whole commands."""

import re
import time
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

from asr.ears import Ears
from asr.utterance import Utterance
from benchmarks.cli import sample
from benchmarks.hearing_cases import Case, cases, grammar, phrases_of, ways_of_saying
from benchmarks.noise import Maker, mixed, own_kinds
from benchmarks.records import HeardRecord
from benchmarks.splits import noise_seeds, split_of
from intents.context import Context
from intents.numerals.zh import cardinal
from intents.understanding import Understanding
from intents.vocabulary import DEPARTMENTS, ItemName, Vocabulary

LOUDNESS = (None, 15.0, 10.0, 5.0)
"""Signal-to-noise ratios in dB; None: as recorded."""
PARTS = ("development", "test")
"""Speakers of the first fit the clerk's weights, those of the second judge them."""
NAMED = 5
"""Hypotheses kept."""
TODAY = date(2026, 3, 2)
_NUMBER = "[一二两三四五六七八九十百零]+"
_GOODS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:入库|出库|报损)(?P<name>.+?){_NUMBER}(?:公斤|.)$",
        rf"^(?:入库|出库|报损){_NUMBER}(?:公斤|.)(?P<name>.+)$",
        rf"^(?P<name>.+?)(?:入库|出库){_NUMBER}(?:公斤|.)$",
        rf"^(?:给客户发|客户退回来){_NUMBER}(?:公斤|.)(?P<name>.+)$",
        rf"^预留{_NUMBER}(?:公斤|.)(?P<name>.+)给",
        r"^盘点(?P<name>.+?),一共",
        r"^查一下(?P<name>.+)的库存$",
        r"^(?P<name>.+?)(?:还有多少|还剩几.|放在哪里|什么时候过期)$",
        rf"^采购(?P<name>.+?){_NUMBER}(?:公斤|.),",
        r"^把昨天那批(?P<name>.+?)的退货单",
        r"^上架(?P<name>.+?)到",
        r"^把(?P<name>.+?)移到",
    )
)
"""Sentences in which something is named that the catalogue of the recordings must hold."""
_PLACE = re.compile(rf"(?P<aisle>[诶比西地衣])(?P<bay>{_NUMBER})区(?P<bin>{_NUMBER})[号排架层]")
_AISLES = dict(zip("诶比西地衣", "ABCDE", strict=True))
_PEOPLE = ("王老板",)
_COUNTED = {cardinal(number): number for number in range(1, 100)}
_ELSEWHERE = re.compile("^(?:校验码|你好小二)")
"""Said to an open question, or to the wake word's net, never to ears that wait for a command."""
_AMOUNT = re.compile(rf"{_NUMBER}(公斤|[个箱瓶桶袋包盒罐支只提条台块片卷斤米把双套张托打盘件升])")


def hear_all(options: Namespace) -> dict[str, Any]:
    """Hear a seeded sample of each part, clean and in each loudness of noise."""
    ears = Ears()
    times: list[float] = []
    found: dict[str, Any] = {part: [] for part in PARTS}
    words = cases(options.speech)
    phrases = phrases_of(None, words)
    ears.set_grammar(grammar(phrases))
    for part in PARTS:
        chosen = _of_part(options, words, options.speech, part)
        found[part] += [asdict(_word(heard, snr_db, case)) for case, snr_db, heard in _heard(ears, chosen, part, [])]
    commands = cases(options.commands) if options.commands else []
    commands = [case for case in commands if not _ELSEWHERE.match(case.text)]
    understanding = Understanding(_catalogue(commands), lang="zh")
    ears.set_grammar(understanding.grammar(Context()).to_dict())
    for part in PARTS:
        chosen = [
            case
            for case in _of_part(options, commands, options.commands, part)
            if "quantity" in _meant(understanding, case)
        ]
        found[part] += [
            asdict(_command(heard, snr_db, understanding, case))
            for case, snr_db, heard in _heard(ears, chosen, part, times)
        ]
    folders = [folder.name for folder in (options.speech, options.commands) if folder]
    described: dict[str, Any] = {"speech": folders, "model": ears.stamp.to_dict(), "phrases": len(phrases)}
    if times:
        # Of whole commands, on one core: what other processes take does not count.
        described["p50_s"] = round(median(times), 4)
    return {**found, "settings": described}


def _of_part(options: Namespace, found: Sequence[Case], folder: Path | None, part: str) -> list[Case]:
    own = [case for case in found if folder and split_of(folder.name, case.speaker) == part]
    return sample(own, options.limit, options.seed)


def _heard(
    ears: Ears, chosen: Iterable[Case], part: str, times: list[float]
) -> Iterable[tuple[Case, float | None, Utterance]]:
    kinds: list[Maker] = list(own_kinds().values())
    for number, case in enumerate(chosen):
        sound = case.sound()
        for snr_db in LOUDNESS:
            seed = noise_seeds(part)[number]
            noisy = sound if snr_db is None else mixed(sound, kinds[number % len(kinds)], snr_db, seed)
            before = time.process_time()
            utterance = ears.hear(noisy)
            times.append(time.process_time() - before)
            yield case, snr_db, utterance


def _record(utterance: Utterance, snr_db: float | None, truth: int, wrong: Sequence[str] = ()) -> HeardRecord:
    problem = utterance.health.problem
    sure = tuple(round(one.confidence, 4) for one in utterance.n_best[:NAMED])
    return HeardRecord(snr_db, problem.value if problem else None, sure, truth, tuple(wrong))


def _word(utterance: Utterance, snr_db: float | None, case: Case) -> HeardRecord:
    ways = ways_of_saying(case.text)
    fitting = [
        rank for rank, one in enumerate(utterance.n_best[:NAMED]) if one.text == case.text or one.syllables in ways
    ]
    return _record(utterance, snr_db, fitting[0] if fitting else -1)


def _command(utterance: Utterance, snr_db: float | None, understanding: Understanding, case: Case) -> HeardRecord:
    meant = _meant(understanding, case)
    wrong = [_difference(meant, _slots(understanding, one.text)) for one in utterance.n_best[:NAMED]]
    return _record(utterance, snr_db, wrong.index("") if "" in wrong else -1, wrong)


def _difference(meant: Mapping[str, str], heard: Mapping[str, str]) -> str:
    """Return what is wrong with a hypothesis: the slot that matters most, `?` where it is no command."""
    if not heard:
        return "?"
    slots = ("intent", "item", "quantity", "unit", *meant, *heard)
    return next((slot for slot in slots if meant.get(slot) != heard.get(slot)), "")


def _meant(understanding: Understanding, case: Case) -> Mapping[str, str]:
    """Return what a recording says; empty where its text is no command of ours."""
    return _slots(understanding, case.text)


def _slots(understanding: Understanding, text: str) -> dict[str, str]:
    reading = understanding.read(text, context=Context(), today=TODAY)
    if reading.intent is None or reading.left_over:
        return {}
    told = {slot: value for slot, value in reading.slots.items() if slot != "quantity_base"}
    return {"intent": reading.intent, **told}


def _catalogue(commands: Sequence[Case]) -> Vocabulary:
    """Return a catalogue of all goods and places that are named in the recordings."""
    names = {
        match["name"]: None for case in commands for pattern in _GOODS for match in [pattern.match(case.text)] if match
    }
    places = {
        f"{_AISLES[match['aisle']]}{_COUNTED[match['bay']]}-{_COUNTED[match['bin']]}": None
        for case in commands
        for match in _PLACE.finditer(case.text)
    }
    # Whatever is counted in the recordings can be counted of everything: the ears must know all these words.
    counted = dict.fromkeys(match[1] for case in commands for match in _AMOUNT.finditer(case.text) if match[1] != "个")
    packings = {unit: Fraction(size) for size, unit in enumerate(counted, 2)}
    items = [ItemName(name, name, (), "个", packings) for name in names if len(name) <= 8]
    return Vocabulary.build(items, places, [*DEPARTMENTS, *_PEOPLE])
