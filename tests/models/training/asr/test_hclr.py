"""The graph from frames to syllables, walked by a small acceptor of our own."""

from collections import defaultdict

import pytest

from models.training.asr import hclr
from models.training.asr.syllables import SYLLABLES, UNIT_INDEX

WORDS = {syllable: i for i, syllable in enumerate(SYLLABLES, start=1)}
NAMES = {number: syllable for syllable, number in WORDS.items()}


class Acceptor:
    """Follows every path of the graph that the frames allow."""

    def __init__(self) -> None:
        known = hclr.phones()
        unit = {(phone, state): pdf for phone, state, pdf in known.pdfs}
        pdf_of = {number: unit[phone, state] for (phone, state, _), number in known.transition.items()}
        self.arcs = defaultdict(list)
        self.final = set()
        for line in hclr.graph_text(WORDS).splitlines():
            fields = [int(field) for field in line.split()]
            if len(fields) == 1:
                self.final.add(fields[0])
                continue
            source, target, transition, word = fields
            self.arcs[source].append((target, pdf_of[transition] if transition else None, word))

    def read(self, frames: str) -> set[tuple[str, ...]]:
        here = self._silently({(0, ())})
        for name in frames.split():
            pdf = 0 if name == "-" else UNIT_INDEX[name]
            moved = {
                (target, (*said, NAMES[word]) if word else said)
                for state, said in here
                for target, heard, word in self.arcs[state]
                if heard == pdf
            }
            here = self._silently(moved)
        return {said for state, said in here if state in self.final}

    def _silently(self, here: set) -> set:
        found, waiting = set(here), list(here)
        while waiting:
            state, said = waiting.pop()
            for target, heard, word in self.arcs[state]:
                assert not (heard is None and word)
                if heard is None and (target, said) not in found:
                    found.add((target, said))
                    waiting.append((target, said))
        return found


@pytest.fixture(scope="module")
def acceptor() -> Acceptor:
    return Acceptor()


@pytest.mark.parametrize(
    ("frames", "said"),
    [
        ("- b a -", "ba"),
        ("b b - a a", "ba"),
        ("b a b a", "ba ba"),
        ("- sh - iii - i - x iang -", "shi yi xiang"),
        ("x i an", "xi an"),
        ("x ian", "xian"),
        ("i - i", "yi yi"),
        ("i i i", "yi"),
        ("j i i", "ji"),
        ("j i - i", "ji yi"),
        ("er u", "er wu"),
        ("- -", ""),
    ],
)
def test_frames_say_exactly(acceptor: Acceptor, frames: str, said: str) -> None:
    assert acceptor.read(frames) == {tuple(said.split())}


@pytest.mark.parametrize("frames", ["b b", "b - b a", "iang b", "zh i"])
def test_frames_that_are_no_syllables(acceptor: Acceptor, frames: str) -> None:
    assert acceptor.read(frames) == set()


def test_lone_consonants_stand_between_syllables(acceptor: Acceptor) -> None:
    assert ("s_", "tao", "p_") in acceptor.read("s t ao p")


def test_every_syllable_can_be_said(acceptor: Acceptor) -> None:
    for syllable, sounds in SYLLABLES.items():
        said = acceptor.read(" ".join(sounds))
        assert (syllable,) in said
        # The only other reading of a syllable is a lone consonant before a bare final.
        assert all(f"{sounds[0]}_" == other[0] for other in said - {(syllable,)})


def test_transitions_are_numbered_without_gaps() -> None:
    known = hclr.phones()
    assert sorted(known.transition.values()) == list(range(1, len(known.transition) + 1))
    assert known.pdfs == sorted(known.pdfs)
    assert set(known.word_boundary().split()[1::2]) == {"nonword", "begin", "end", "singleton"}
