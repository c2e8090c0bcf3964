"""Whole commands over large catalogues: verb, number, unit and name, and the graph that allows nothing else."""

from dataclasses import dataclass

import numpy as np

from asr.fst import ARC, EPSILON, Fst
from models.training.asr.decode import closed
from models.training.asr.texts import GOODS, QUALITIES, UNITS, bare, number, pinyin

VERBS = "入库 出库 盘点 报损 预留 收 发 拣".split()
_MAKERS = "金龙 红星 蓝天 海天 中华 长城 永久 双喜 东风 黄河 长江 泰山 华山 白云 飞鸽 凤凰 熊猫 三元".split()
LARGEST = 999


@dataclass(frozen=True)
class Command:
    """One command."""

    pinyin: tuple[str, ...]
    """With tone digits."""

    @property
    def syllables(self) -> tuple[str, ...]:
        """Without tones."""
        return bare(self.pinyin)


def catalogue(size: int, seed: int) -> list[tuple[str, ...]]:
    """Return `size` names of goods as pinyin with tones: maker, quality and goods, each of the first two at times."""
    rng = np.random.default_rng(seed)
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    while len(found) < size:
        maker = rng.choice(_MAKERS) if rng.random() < 0.7 else ""
        quality = rng.choice(QUALITIES) if rng.random() < 0.7 else ""
        name = tuple(pinyin(maker + quality + rng.choice(GOODS)))
        found.setdefault(bare(name), name)
    return list(found.values())


def commands(names: list[tuple[str, ...]], count: int, seed: int) -> list[Command]:
    """Return random commands over `names`."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        value = int(10 ** rng.uniform(0, np.log10(LARGEST + 1)))
        name = names[rng.integers(len(names))]
        before = pinyin(rng.choice(VERBS) + number(value) + rng.choice(UNITS))
        found.append(Command((*before, *name)))
    return found


def grammar(names: list[tuple[str, ...]], words: dict[str, int]) -> Fst:
    """Return the graph of every command over `names`; `words` is the symbol table."""
    parts = [
        [bare(pinyin(verb)) for verb in VERBS],
        [bare(pinyin(number(value))) for value in range(1, LARGEST + 1)],
        [bare(pinyin(unit)) for unit in UNITS],
        [bare(name) for name in names],
    ]
    arcs, final, offset = [], [], 0
    for place, part in enumerate(parts):
        tree = closed(list(dict.fromkeys(part)), words)
        shifted = tree.arcs.copy()
        shifted["source"] += offset
        shifted["target"] += offset
        behind = offset + len(tree.final)
        last = place == len(parts) - 1
        ends = np.flatnonzero(np.isfinite(tree.final))
        arcs.append(shifted)
        if not last:
            arcs.append(np.array([(offset + end, EPSILON, EPSILON, 0.0, behind) for end in ends], ARC))
        final.append(tree.final if last else np.full(len(tree.final), np.inf, np.float32))
        offset = behind
    return Fst(np.concatenate(arcs), np.concatenate(final))
