"""The language of the grammar as a finite automaton over syllables, without empty moves.

A rule that is referred to from several places is built once for each place that follows it, which keeps the
language exact and turns recursion at the end into a loop. Large shared lists are built once for all; what that lets
in beyond the grammar, `asr.wording` takes out again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from asr.rules import Node, Rules

COPIED_AT_MOST = 12_000
"""A shared list is copied to each place instead while its copies together have no more arcs than this."""


@dataclass(frozen=True, slots=True)
class Automaton:
    """States are 0 … n−1, 0 is the start."""

    arcs: tuple[Mapping[str, tuple[int, ...]], ...]
    """For each state: syllable -> next states."""
    final: frozenset[int]

    def after(self, syllables: Iterable[str]) -> frozenset[int]:
        """Return the states in which one can be after these syllables; empty when the language has no such start."""
        here: frozenset[int] = frozenset({0})
        for syllable in syllables:
            here = frozenset(target for state in here for target in self.arcs[state].get(syllable, ()))
        return here

    def accepts(self, syllables: Iterable[str]) -> bool:
        """Whether this is a sentence."""
        return not self.final.isdisjoint(self.after(syllables))

    def extendable(self, syllables: Iterable[str]) -> bool:
        """Whether a sentence begins so and goes on."""
        return any(self.arcs[state] for state in self.after(syllables))


def build(rules: Rules) -> Automaton:
    """Return the automaton of the root rule."""
    builder = _Builder(rules, _too_large(rules))
    builder.run()
    return builder.automaton()


def _too_large(rules: Rules) -> set[str]:
    places = _Builder(rules, rules.shared, hollow=True).run() if rules.shared else {}
    sizes = {name: sum(1 for _ in rules.trees[name].walk()) for name in places}
    return {name for name, count in places.items() if count > 1 and count * sizes[name] > COPIED_AT_MOST}


class _Builder:
    """Builds with empty moves first; `hollow` leaves the shared lists empty and only counts their places."""

    def __init__(self, rules: Rules, shared: Iterable[str], *, hollow: bool = False) -> None:
        self._hollow = hollow
        self._rules = rules
        self._shared = frozenset(shared)
        self._arcs: list[dict[str, list[int]]] = []
        self._moves: list[list[int]] = []
        self._made: dict[tuple[str, int], int] = {}
        self._lists: dict[str, tuple[int, int]] = {}
        self._end = 0
        self._start = 0

    def run(self) -> Mapping[str, int]:
        """Build everything; return from how many different places each shared list is left."""
        self._end = self._state()
        self._start = self._rule(self._rules.root, self._end)
        return {name: len(self._moves[out]) for name, (_, out) in self._lists.items()}

    def _state(self) -> int:
        self._arcs.append({})
        self._moves.append([])
        return len(self._arcs) - 1

    def _call(self, name: str, after: int) -> int:
        if name not in self._shared:
            return self._rule(name, after)
        if name not in self._lists:
            out = self._state()
            # Registered first: the list may end in a reference to itself.
            self._lists[name] = (self._state(), out)
            if not self._hollow:
                self._fill(self._rules.trees[name], self._lists[name][0], out)
        entry, out = self._lists[name]
        if after not in self._moves[out] and after != out:
            self._moves[out].append(after)
        return entry

    def _rule(self, name: str, after: int) -> int:
        key = (name, after)
        if key not in self._made:
            self._made[key] = self._state()
            self._fill(self._rules.trees[name], self._made[key], after)
        return self._made[key]

    def _fill(self, tree: Node, start: int, after: int) -> None:
        waiting = [(tree, start)]
        while waiting:
            node, state = waiting.pop()
            if node.ends:
                self._moves[state].append(after)
            for syllable, child in node.steps.items():
                target = after if child.leaf else self._state()
                self._arcs[state].setdefault(syllable, []).append(target)
                if not child.leaf:
                    waiting.append((child, target))
            for rule, child in node.calls.items():
                target = after if child.leaf else self._state()
                self._moves[state].append(self._call(rule, target))
                if not child.leaf:
                    waiting.append((child, target))

    def _closure(self, state: int) -> list[int]:
        if not self._moves[state]:
            return [state]
        seen = {state: None}
        waiting = [state]
        while waiting:
            for following in self._moves[waiting.pop()]:
                if following not in seen:
                    seen[following] = None
                    waiting.append(following)
        return list(seen)

    def automaton(self) -> Automaton:
        """Return what was built, without empty moves and without states that nothing leads to."""
        number = {self._start: 0}
        arcs: list[Mapping[str, tuple[int, ...]]] = []
        final = set()
        order = [self._start]
        for state in order:
            merged: dict[str, dict[int, None]] = {}
            for part in self._closure(state):
                if part == self._end:
                    final.add(number[state])
                for syllable, targets in self._arcs[part].items():
                    found = merged.setdefault(syllable, {})
                    for target in targets:
                        if target not in number:
                            number[target] = len(order)
                            order.append(target)
                        found[number[target]] = None
            arcs.append({syllable: tuple(targets) for syllable, targets in merged.items()})
        return Automaton(tuple(arcs), frozenset(final))
