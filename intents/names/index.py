"""An index over names that finds them by writing, by sound, by the sound of another accent, and by likeness.

Each form of a name (the name itself, a nickname, another pronunciation) is an entry. An exact look-up is one in a
dictionary; likeness goes through pairs of neighbouring syllables with accents merged, rarest pair first, then
rapidfuzz on what they bring, then the weighted alignment on the best of those.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from heapq import nlargest

from rapidfuzz.distance import Indel

from intents.names.alignment import score, turned
from intents.phonetics.confusions import skeleton
from intents.phonetics.pinyin import pronunciations
from intents.phonetics.syllables import encode
from intents.tokens import Sentence, name_key, sentence, stem

_POSTINGS = 3_000
"""Entries looked at by pairs of syllables for one question."""
_RANKED = 100
_ALIGNED = 20
_EDGE = "\ue7ff"
"""Stands before the first and behind the last syllable of a name."""
_LEAST = 0.45
_MOST = 10
_REMEMBERED = 500


class Likeness(StrEnum):
    """In what way a name was met, surest first."""

    NAME = "name"
    """Written the same."""
    SOUND = "sound"
    """The same toneless syllables: another character of the same sound."""
    PART = "part"
    """A part of the name, as written."""
    TURNED = "turned"
    """The parts of the name in another order."""
    ACCENT = "accent"
    """The same but for sounds that accents merge."""
    LIKE = "like"
    """Something like it."""


@dataclass(frozen=True, slots=True)
class Match:
    """A name that may be meant."""

    owner: str
    """SKU, or whatever the names stand for."""
    score: float
    """0–1."""
    likeness: Likeness
    coverage: float = 1.0
    """How much of the name was said, 0–1."""


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a sentence that is a name."""

    start: int
    end: int
    matches: tuple[Match, ...]
    """All of the same likeness, several where several things share the name."""


class NameIndex:
    """Names with their owners; owners may be added and taken away at any time."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.codes: list[str] = []
        self.owners: list[str] = []
        self._skeletons: list[str] = []
        self.pairs: dict[str, array[int]] = {}
        self.packed: tuple[array[int], dict[str, list[int]]] = (array("I"), {})
        """Entries of all pairs in one array, and for each pair where its entries begin and how many there are."""
        self._by_key: dict[str, tuple[int, ...]] = {}
        self._by_code: dict[str, tuple[int, ...]] = {}
        self._by_skeleton: dict[str, tuple[int, ...]] = {}
        self._of_owner: dict[str, list[int]] = {}
        self._most_tokens = 0
        self._asked: dict[tuple[str, str], list[Match]] = {}

    def __len__(self) -> int:
        return len(self._of_owner)

    def __contains__(self, owner: object) -> bool:
        return owner in self._of_owner

    def add(self, owner: str, names: Iterable[str], codes: Iterable[str] = ()) -> None:
        """Add the names of one owner, the main one first; `codes` are typed but never said."""
        for code in codes:
            if key := name_key(code):
                self.enter(owner, key, "")
        for name in dict.fromkeys(names):
            whole = sentence(name)
            key = _digits(whole.key(0, len(whole)))
            if not key:
                continue
            self._most_tokens = max(self._most_tokens, len(whole))
            for spoken in pronunciations(whole.tokens):
                entry = len(self.keys)
                code = encode(spoken)
                if not any(
                    self.codes[other] == code and self.keys[other] == key for other in self._of_owner.get(owner, ())
                ):
                    self.enter(owner, key, code)
                    for pair in set(_pairs(skeleton(code))):
                        self.pairs.setdefault(pair, array("I")).append(entry)

    def enter(self, owner: str, key: str, code: str) -> None:
        """Add an entry whose pairs are counted already; for `names.store`."""
        entry = len(self.keys)
        self._asked.clear()
        self.keys.append(key)
        self.codes.append(code)
        self.owners.append(owner)
        merged = skeleton(code)
        self._skeletons.append(merged)
        if not owner:
            return
        self._of_owner.setdefault(owner, []).append(entry)
        for table, word in ((self._by_key, key), (self._by_code, code), (self._by_skeleton, merged)):
            if not word:
                continue
            known = table.get(word)
            table[word] = (entry,) if known is None else (*known, entry)
        self._most_tokens = max(self._most_tokens, min(len(key), 40))

    def entries_of(self, pair: str) -> "array[int]":
        """Return the entries that have a pair of neighbouring syllables."""
        blob, places = self.packed
        first, many = places.get(pair, (0, 0))
        listed = blob[first : first + many]
        if pair in self.pairs:
            listed.extend(self.pairs[pair])
        return listed

    def remove(self, owner: str) -> None:
        """Take an owner's names away; unknown owners are ignored."""
        self._asked.clear()
        for entry in self._of_owner.pop(owner, ()):
            key, code = self.keys[entry], self.codes[entry]
            for table, word in ((self._by_key, key), (self._by_code, code), (self._by_skeleton, skeleton(code))):
                left = tuple(other for other in table.get(word, ()) if other != entry)
                if left:
                    table[word] = left
                else:
                    table.pop(word, None)
            self.owners[entry] = ""

    def spoken(self, owner: str) -> list[tuple[str, str]]:
        """Return the entries of an owner as written form and encoded syllables."""
        return [(self.keys[entry], self.codes[entry]) for entry in self._of_owner.get(owner, ())]

    def everyone(self) -> Iterator[str]:
        """Yield all owners."""
        yield from self._of_owner

    def within(self, text: Sentence) -> list[Found]:
        """Return the stretches of a sentence that are names by writing, sound, or accent."""
        found: list[Found] = []
        tokens, codes = text.tokens, text.codes
        for start in range(len(tokens)):
            key = code = ""
            for end in range(start + 1, min(len(tokens), start + self._most_tokens + 1) + 1):
                if tokens[end - 1] == "的" and key:
                    # 蓝色的牛仔裤 is 蓝色牛仔裤.
                    continue
                key += stem(tokens[end - 1])
                code += codes[end - 1]
                matches = self._same(_digits(key), code)
                if matches and tokens[end - 1].isalnum():
                    found.append(Found(start, end, matches))
        return found

    def _same(self, key: str, code: str) -> tuple[Match, ...]:
        if key in self._by_key:
            return self._matches(self._by_key[key], Likeness.NAME, code)
        if len(code) < 2:
            return ()
        if code in self._by_code:
            return self._matches(self._by_code[code], Likeness.SOUND, code)
        merged = skeleton(code)
        if merged in self._by_skeleton:
            return self._matches(self._by_skeleton[merged], Likeness.ACCENT, code)
        return ()

    def _matches(self, entries: Iterable[int], likeness: Likeness, code: str) -> tuple[Match, ...]:
        best: dict[str, float] = {}
        for entry in entries:
            likely = 1.0 if likeness is not Likeness.ACCENT else score(code, self.codes[entry])
            owner = self.owners[entry]
            best[owner] = max(best.get(owner, 0.0), likely)
        return tuple(Match(owner, value, likeness) for owner, value in sorted(best.items(), key=lambda pair: -pair[1]))

    def search(self, key: str, code: str, most: int = 5) -> list[Match]:
        """Return the owners whose names are like what was said, best first.

        `key` is the written form (may be empty), `code` the encoded syllables.
        """
        key = _digits(key)
        if (key, code) not in self._asked:
            if len(self._asked) > _REMEMBERED:
                self._asked.clear()
            self._asked[key, code] = self._search(key, code)
        return self._asked[key, code][:most]

    def _search(self, key: str, code: str) -> list[Match]:
        same = self._same(key, code)
        if same:
            return list(same)
        merged = skeleton(code)
        best: dict[str, Match] = {}
        for entry in self._candidates(merged):
            match = self._compare(entry, key, code)
            if match.score >= _LEAST and match.score > best.get(match.owner, match).score - (match.owner not in best):
                best[match.owner] = match
        return sorted(best.values(), key=lambda match: -match.score)[:_MOST]

    def _candidates(self, merged: str) -> list[int]:
        lists = sorted(
            ((len(listed), listed) for pair in set(_pairs(merged)) if (listed := self.entries_of(pair))),
            key=lambda entry: entry[0],
        )
        weights: dict[int, float] = {}
        seen = 0
        for size, listed in lists:
            if seen and seen + size > _POSTINGS:
                break
            weight = 1.0 / (1.0 + size) ** 0.3
            for entry in listed[:_POSTINGS]:
                weights[entry] = weights.get(entry, 0.0) + weight
            seen += size
        ranked = nlargest(_RANKED, weights, key=weights.__getitem__)
        ranked = [entry for entry in ranked if self.owners[entry]]
        if len(ranked) > _ALIGNED:
            names = self._skeletons
            ranked = nlargest(
                _ALIGNED,
                ranked,
                key=lambda entry: Indel.similarity(merged, names[entry]) / (len(names[entry]) + len(merged)),
            )
        return ranked

    def _compare(self, entry: int, key: str, code: str) -> Match:
        owner, name, name_code = self.owners[entry], self.keys[entry], self.codes[entry]
        coverage = min(1.0, len(code) / max(len(name_code), 1))
        likely = score(code, name_code)
        if key and key in name and (len(key) > 1 or not key.isascii()):
            share = len(key) / len(name)
            # Where what was not said tells sizes apart, another size may be meant.
            said_enough = 0.0 if _VARIANT.search(name.replace(key, "", 1)) else share
            return Match(owner, max(likely, 0.5 + 0.5 * share), Likeness.PART, said_enough)
        if likely < 0.8 and (other := turned(code, name_code)) > likely:
            whole = len(key) == len(name) and sorted(key) == sorted(name)
            return Match(owner, other, Likeness.TURNED if whole else Likeness.LIKE, coverage)
        return Match(owner, min(likely, 0.95), Likeness.LIKE, coverage)


_VARIANT = re.compile(r"[0-9零一二两三四五六七八九十百大小中特加]|装|号|克|升|片|版|款|型|色|味|款|ml|kg|mm")
_SPOKEN_DIGITS = str.maketrans("零一二三四五六七八九幺洞拐勾", "01234567891079")


def _digits(key: str) -> str:
    """Write the spoken digits of a code as digits: stm三二f四零七 → stm32f407."""
    return (
        key.translate(_SPOKEN_DIGITS)
        if not key.isdigit() and key[:1].isascii() and any(map(str.isalpha, key[:4]))
        else key
    )


def _pairs(merged: str) -> list[str]:
    framed = _EDGE + merged + _EDGE
    return [framed[place : place + 2] for place in range(len(framed) - 1)]
