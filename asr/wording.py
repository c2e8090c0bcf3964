"""From syllables back to words: every way in which the grammar writes a sequence of syllables.

Exact even where the automaton shares a large list between sentences, and the place where homophones part.
"""

from collections import deque
from dataclasses import dataclass

from asr.rules import Alternative, Call, Node, Rules

MOST = 24
"""So many wordings of one sequence are kept; more than a few homophones in one sentence are a fault of the grammar."""


@dataclass(frozen=True, slots=True)
class Span:
    """A word and which syllables it covers."""

    text: str
    first: int
    after: int
    """Index behind its last syllable."""


Wording = tuple[Span, ...]


def wordings(rules: Rules, syllables: tuple[str, ...]) -> list[Wording]:
    """Return every wording of the whole sequence; none when it is no sentence of the grammar."""
    return _Reader(rules, syllables).whole()


def joined(wording: Wording) -> str:
    """Return the words as one writes them: a space between two Latin words, none where one is a single letter."""
    text = ""
    before = ""
    for span in wording:
        latin = _latin(before) and _latin(span.text) and max(len(before), len(span.text)) > 1
        text += f" {span.text}" if latin else span.text
        before = span.text
    return text


def _latin(word: str) -> bool:
    return word.isascii() and word.isalpha()


class _Reader:
    def __init__(self, rules: Rules, syllables: tuple[str, ...]) -> None:
        self._rules, self._syllables = rules, syllables
        self._known: dict[tuple[str, int], dict[int, list[Wording]]] = {}

    def whole(self) -> list[Wording]:
        return self._read(self._rules.root, 0).get(len(self._syllables), [])

    def _read(self, rule: str, start: int) -> dict[int, list[Wording]]:
        """Return, for each place where the rule can end, how it is worded."""
        key = (rule, start)
        if key not in self._known:
            self._known[key] = {}
            self._known[key] = self._walk(self._rules.trees[rule], start)
        return self._known[key]

    def _walk(self, tree: Node, start: int) -> dict[int, list[Wording]]:
        found: dict[int, dict[Wording, None]] = {}
        # First in, first out: words that sound the same stay in the grammar's order.
        waiting = deque[tuple[Node, int, tuple[tuple[int, Wording], ...]]]([(tree, start, ())])
        while waiting:
            node, place, called = waiting.popleft()
            for alternative in node.ends:
                kept = found.setdefault(place, {})
                if len(kept) < MOST:
                    kept[_worded(alternative, start, called)] = None
            if place < len(self._syllables) and self._syllables[place] in node.steps:
                waiting.append((node.steps[self._syllables[place]], place + 1, called))
            for rule, child in node.calls.items():
                for end, ways in self._read(rule, place).items():
                    waiting.extend((child, end, (*called, (end, way))) for way in ways)
        return {place: list(kept) for place, kept in found.items()}


def _worded(alternative: Alternative, start: int, called: tuple[tuple[int, Wording], ...]) -> Wording:
    spans: list[Span] = []
    place = start
    results = iter(called)
    for part in alternative:
        if isinstance(part, Call):
            place, way = next(results)
            spans.extend(way)
        else:
            spans.append(Span(part.text, place, place + part.syllables))
            place += part.syllables
    return tuple(spans)
