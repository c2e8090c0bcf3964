"""Which names cannot be heard, or not told apart, and what would help: for the owner of the catalogue.

Every suggestion has been checked: the new name is no longer like the other one, can be said, and is no command.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from intents.names.alignment import score
from intents.phonetics.confusions import skeleton
from intents.phonetics.pinyin import pronunciations, syllables
from intents.phonetics.syllables import encode, known
from intents.tokens import sentence
from intents.vocabulary import ItemName

ALIKE = 0.85
"""From this likeness on (1 − weighted confusions a syllable) two names are not reliably told apart by ear."""
SHORTEST, LONGEST = 2, 14
"""Syllables: one alone drowns in noise, more than this nobody says in one breath."""
_LABELS = ("一号", "二号", "三号", "甲款", "乙款", "特价", "大货", "新款")


@dataclass(frozen=True, slots=True)
class NameWarning:
    """A name that will make trouble when it is said."""

    sku: str
    name: str
    why: str
    """`alike` (sounds like another), `no_unit` (nothing in it can be said), `too_short`, `too_long`, `command`."""
    other: str = ""
    """The name or command that it is taken for."""
    likeness: float = 0.0
    """How alike the two are, 0–1."""
    suggestion: str = ""
    """A nickname that was checked to be better; empty where none was found."""


def codes_of(name: str) -> list[str]:
    """Return the encoded syllables of a name, in every way that it may be said, likeliest first."""
    return [encode(said) for said in pronunciations(sentence(name).tokens)] or [""]


def unspeakable(name: str) -> list[str]:
    """Return the parts of a name that the recogniser has no sounds for."""
    tokens = sentence(name).tokens
    return [
        token
        for token, said in zip(tokens, syllables(tokens), strict=True)
        if token.isalnum() and (not said or not all(known(syllable) for syllable in said))
    ]


class Audibility:
    """Checks names against one another and against the commands."""

    def __init__(self, items: Iterable[ItemName], commands: Iterable[str] = ()) -> None:
        self._items = {item.sku: item for item in items}
        self._codes: dict[str, list[tuple[str, str, str]]] = {}
        for item in self._items.values():
            for name in (item.name, *item.aliases):
                for code in codes_of(name):
                    for part in _parts(code):
                        self._codes.setdefault(part, []).append((item.sku, name, code))
        self._commands = {skeleton(codes_of(command)[0]): command for command in commands}

    def warnings(self, skus: Iterable[str] | None = None) -> list[NameWarning]:
        """Return what is wrong with the names of some items, or of all; worst pairs first."""
        chosen = self._items if skus is None else [sku for sku in skus if sku in self._items]
        found = [warning for sku in chosen for warning in self._of(self._items[sku])]
        return sorted(found, key=lambda warning: (-warning.likeness, warning.why, warning.name))

    def _of(self, item: ItemName) -> Iterator[NameWarning]:
        for name in (item.name, *item.aliases):
            codes = codes_of(name)
            code = codes[0]
            missing = unspeakable(name)
            if missing or not code:
                yield self._warn(item, name, "no_unit", " ".join(missing))
                continue
            if len(code) < SHORTEST:
                yield self._warn(item, name, "too_short")
            if len(code) > LONGEST and not any(
                SHORTEST <= len(codes_of(alias)[0]) <= LONGEST for alias in item.aliases
            ):
                yield self._warn(item, name, "too_long")
            if skeleton(code) in self._commands:
                yield self._warn(item, name, "command", self._commands[skeleton(code)])
            other = self._nearest(item.sku, codes)
            if other and item.sku < other[0]:
                yield self._warn(item, name, "alike", other[1], round(other[2], 3))

    def _warn(self, item: ItemName, name: str, why: str, other: str = "", likeness: float = 0.0) -> NameWarning:
        return NameWarning(item.sku, name, why, other, likeness, self.suggestion(item, name, why))

    def _nearest(self, sku: str, codes: Iterable[str]) -> tuple[str, str, float] | None:
        """Return the name of another item that sounds most like one of the codes, when it is `ALIKE`."""
        rated = [
            (other, name, min(score(code, other_code), score(other_code, code)))
            for code in codes
            for part in _parts(code)
            for other, name, other_code in self._codes.get(part, ())
            if other != sku and abs(len(other_code) - len(code)) <= 1
        ]
        best = max(rated, key=lambda entry: entry[2], default=None)
        return best if best and best[2] >= ALIKE else None

    def suggestion(self, item: ItemName, name: str, why: str) -> str:
        """Return a nickname under which an item can be heard, "" where none of those tried is better."""
        for candidate in self._candidates(item, name, why):
            codes = codes_of(candidate)
            code = codes[0]
            if (
                SHORTEST <= len(code) <= LONGEST
                and not unspeakable(candidate)
                and skeleton(code) not in self._commands
                and self._nearest(item.sku, codes) is None
            ):
                return candidate
        return ""

    @staticmethod
    def _candidates(item: ItemName, name: str, why: str) -> Iterator[str]:
        yield from (alias for alias in item.aliases if alias != name)
        if name != item.name:
            yield item.name
        tokens = sentence(name).tokens
        plain = "".join(token for token in tokens if token.isalnum() and not unspeakable(token))
        if why == "no_unit" and plain:
            yield plain
        if why == "too_long":
            for size in (8, 6, 5, 4):
                yield "".join(tokens[:size])
                yield "".join(tokens[-size:])
        yield from (f"{plain or name}{label}" for label in _LABELS)


def _parts(code: str) -> set[str]:
    """Return the keys under which names that sound alike meet: each pair of syllables, accents merged."""
    merged = skeleton(code)
    return {merged[place : place + 2] for place in range(max(1, len(merged) - 1))}
