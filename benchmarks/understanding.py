"""How well and how fast sentences and names are understood: `python -m benchmarks.understanding`.

Rows: the hand-written test sentences of both languages; then, for each catalogue size, names said with an accent,
names typed with wrong characters of the same sound, names that are not in the catalogue, and what it costs.
`refused` counts what is asked about; `wrong` what is taken for something else. Times are processor time of one thread.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from importlib import import_module
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks import goods
from benchmarks.cli import Row, arguments, report, settings
from intents.names import store
from intents.understanding import Understanding
from intents.vocabulary import Vocabulary

SIZES = (60, 1_000, 5_000, 50_000)
TODAY = date(2026, 11, 24)
FRAMES = (
    "{}三箱入库", "把两箱{}出库", "{}还有多少", "{}在哪里", "{}多少钱", "盘点{}一百零五箱", "客户退货{}两箱",
    "报损{}一箱", "给客户发五箱{}",
    "{}五箱放到A7-12", "今天早上到了十箱{}", "麻烦帮我查一下{}的库存", "{}什么时候过期", "把{}两箱从A1-01移到A7-12",
    "拣货{}三箱",
)  # fmt: skip


def sentences(lang: str) -> Row:
    """Read the hand-written test sentences."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "intents"))
    cases, world = import_module("sentences").cases, import_module("world")
    reader: Understanding = world.understanding(lang)
    right = wrong = refused = 0
    sure_and_wrong = 0
    listed = list(cases(lang))
    for case in listed:
        reading = reader.read(case.say, context=case.context, today=TODAY)
        faults = case.faults(reading)
        right += not faults
        wrong += bool(faults) and reading.understood
        refused += bool(faults) and not reading.understood
        sure_and_wrong += bool(faults) and reading.understood and reading.confidence >= 0.85
    spent = timed(lambda case: reader.read(case.say, context=case.context, today=TODAY), listed)
    return Row(f"sentences {lang}", right, wrong, refused, {"sure and wrong": sure_and_wrong, **percentiles(spent)})


def timed(work: Callable[[Any], object], things: Iterable[Any]) -> list[float]:
    """Return the milliseconds of processor time of `work` on each thing: what else the machine does must not count."""
    spent = []
    for thing in things:
        before = time.thread_time()
        work(thing)
        spent.append((time.thread_time() - before) * 1_000)
    return spent


def percentiles(spent: list[float]) -> dict[str, float]:
    """Return p50 and p95."""
    cuts = quantiles(spent, n=100)
    return {"p50_ms": round(cuts[49], 3), "p95_ms": round(cuts[94], 3)}


def accents(reader: Understanding, items: list[Any], chance: random.Random, many: int) -> Row:
    """Say names with one or two syllables of another accent."""
    right = third = 0
    chosen = chance.choices(items, k=many)
    spent = []
    for item in chosen:
        heard = goods.with_accent(goods.said(item.name), chance.choice((1, 2)), chance)
        before = time.thread_time()
        found = [choice.value for choice in reader.match_syllables(heard, 3)]
        spent.append((time.thread_time() - before) * 1_000)
        right += found[:1] == [item.sku]
        third += item.sku in found
    figures = {"within three": round(third / many, 4), **percentiles(spent)}
    return Row(f"{len(items)} accents", right, many - third, third - right, figures)


def homophones(reader: Understanding, items: list[Any], chance: random.Random, many: int) -> Row:
    """Type names with one or two characters of the same sound, in a sentence."""
    right = wrong = 0
    alike = characters_by_sound()
    for item in chance.choices(items, k=many):
        typed = list(item.name)
        places = [place for place, character in enumerate(typed) if len(alike.get(character, "")) > 1]
        for place in chance.sample(places, min(len(places), chance.choice((1, 2)))):
            typed[place] = chance.choice([other for other in alike[typed[place]] if other != typed[place]])
        reading = reader.read(f"入库三箱{''.join(typed)}", today=TODAY)
        taken = reading.slots.get("item")
        right += taken == item.sku
        wrong += taken not in {None, item.sku}
    return Row(f"{len(items)} homophones", right, wrong, many - right - wrong)


def characters_by_sound() -> dict[str, str]:
    """Return for each common character those that are said alike, from the first level of GB 2312."""
    from intents.phonetics.pinyin import syllables

    common = bytes(byte for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA) for byte in (row, cell)).decode(
        "gb2312"
    )
    common = "".join(character for character in common if character.isalpha())
    by_sound: dict[str, str] = {}
    sound_of = {character: syllables((character,))[0] for character in common}
    for character, sound in sound_of.items():
        by_sound["".join(sound)] = by_sound.get("".join(sound), "") + character
    return {character: by_sound["".join(sound)] for character, sound in sound_of.items()}


def strangers(reader: Understanding, items: list[Any], seed: int, many: int) -> Row:
    """Name goods that are not in the catalogue: right is to ask."""
    mine = {item.name for item in items}
    source = goods.names(seed + 7)
    wrong = known = 0
    for _ in range(many):
        name = next(name for name in source if name not in mine)
        reading = reader.read(f"入库三箱{name}", today=TODAY)
        wrong += reading.understood or "item" in reading.slots
        known += any(doubt.why == "unknown" for doubt in reading.doubts)
    return Row(
        f"{len(items)} not in the catalogue", many - wrong, wrong, 0, {"said to be unknown": round(known / many, 4)}
    )


def costs(items: list[Any], seed: int, many: int) -> tuple[Row, Understanding]:
    """Build, save, load, extend an index, and read sentences about its names."""
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    vocabulary = Vocabulary.build(items, [f"A{row}-{bay:02}" for row in range(1, 10) for bay in range(1, 21)])
    started = time.thread_time()
    reader = Understanding(vocabulary)
    built = time.thread_time() - started
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb) / 1024
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "names.json"
        store.save(reader.items, file)
        size = file.stat().st_size
        started = time.thread_time()
        store.load(file)
        loaded = time.thread_time() - started
    extra = goods.catalogue(len(items) + 20, seed)[len(items) :]
    added = timed(reader.add_item, extra)
    chance = random.Random(seed + 3)
    texts = [chance.choice(FRAMES).format(chance.choice(items).name) for _ in range(many)]
    for frame in FRAMES:
        reader.read(frame.format(items[0].name), today=TODAY)
    spent = timed(lambda text: reader.read(text, today=TODAY), texts)
    right = sum(reader.read(text, today=TODAY).understood for text in texts)
    figures = {
        **percentiles(spent), "built_s": round(built, 2), "loaded_s": round(loaded, 2), "added_ms": round(max(added),
        2),
        "memory_mb": round(grown, 1), "file_mb": round(size / 1e6, 1),
    }  # fmt: skip
    return Row(f"{len(items)} names in sentences", right, 0, many - right, figures), reader


def main() -> int:
    """Run the benchmark."""
    parser = arguments("How well and how fast sentences and names are understood")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="how many names the catalogues have")
    parser.add_argument("--hassil", action="store_true", help="time hassil beside it (dev extra)")
    options = parser.parse_args()
    many = options.limit or 1_000
    rows = [sentences(lang) for lang in ("zh", "en")]
    for size in options.sizes:
        items = goods.catalogue(size, options.seed)
        row, reader = costs(items, options.seed, many)
        chance = random.Random(options.seed + 5)
        rows += [
            row,
            accents(reader, items, chance, many),
            homophones(reader, items, chance, many),
            strangers(reader, items, options.seed, many),
        ]
        if options.hassil:
            rows.append(beside(items, options.seed, min(many, 50)))
    report(rows, settings(options, sizes=list(options.sizes)), as_json=options.json)
    return 0


def beside(items: list[Any], seed: int, many: int) -> Row:
    """Time hassil on the same sentences, with one template for each frame."""
    from hassil import Intents, TextSlotList, recognize

    intents = Intents.from_dict(
        {"language": "zh", "intents": {"Any": {"data": [{"sentences": [frame.format("{item}") for frame in FRAMES]}]}}}
    )
    lists: dict[str, Any] = {"item": TextSlotList.from_strings([item.name for item in items], name="item")}
    chance = random.Random(seed + 3)
    texts = [chance.choice(FRAMES).format(chance.choice(items).name) for _ in range(many)]
    spent = timed(lambda text: recognize(text, intents, slot_lists=lists), texts)
    right = sum(recognize(text, intents, slot_lists=lists) is not None for text in texts[:10])
    return Row(f"{len(items)} names, hassil", right, 0, 10 - right, percentiles(spent))


if __name__ == "__main__":
    sys.exit(main())
