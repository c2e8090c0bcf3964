"""Whole commands: texts, catalogues, and the graph that allows nothing else."""

import numpy as np
import pytest

pytest.importorskip("pypinyin", reason="the training extra is not installed")

from models.training.asr.commands import catalogue, commands, grammar
from models.training.asr.syllables import SYLLABLES
from models.training.asr.texts import anything, bare, command, number

WORDS = {syllable: i for i, syllable in enumerate(SYLLABLES, start=1)}


@pytest.mark.parametrize(
    ("value", "hanzi"),
    [
        (0, "零"),
        (7, "七"),
        (10, "十"),
        (19, "十九"),
        (40, "四十"),
        (86, "八十六"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (999, "九百九十九"),
        (1500, "一五零零"),
    ],
)
def test_numbers(value: int, hanzi: str) -> None:
    assert number(value) == hanzi


def accepts(fst, syllables: tuple[str, ...]) -> bool:
    here = {fst.start}

    def silently(states: set[int]) -> set[int]:
        waiting = list(states)
        while waiting:
            state = waiting.pop()
            for arc in fst.arcs[(fst.arcs["source"] == state) & (fst.arcs["input"] == 0)]:
                if int(arc["target"]) not in states:
                    states.add(int(arc["target"]))
                    waiting.append(int(arc["target"]))
        return states

    here = silently(here)
    for syllable in syllables:
        arcs = fst.arcs[np.isin(fst.arcs["source"], list(here)) & (fst.arcs["input"] == WORDS[syllable])]
        here = silently({int(target) for target in arcs["target"]})
    return any(np.isfinite(fst.final[state]) for state in here)


def test_the_graph_allows_the_commands_and_nothing_else() -> None:
    names = catalogue(60, 1)
    fst = grammar(names, WORDS)
    said = [one.syllables for one in commands(names, 25, 2)]
    assert all(accepts(fst, syllables) for syllables in said)
    assert not any(accepts(fst, syllables[:-1]) and syllables[:-1] not in said for syllables in said[:3])
    assert not accepts(fst, bare(names[0]))


def test_names_are_different_and_the_seed_decides() -> None:
    names = catalogue(1000, 3)
    assert len({bare(name) for name in names}) == 1000
    assert names == catalogue(1000, 3)
    assert names != catalogue(1000, 4)


@pytest.mark.parametrize("make", [command, anything])
def test_texts_consist_of_known_syllables(make) -> None:
    rng = np.random.default_rng(0)
    for _ in range(300):
        said = bare(make(rng))
        assert said
        assert all(syllable in SYLLABLES for syllable in said)
