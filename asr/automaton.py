"""The language of the grammar as a finite automaton over syllables.

A rule that is referred to from several places is built once for each place that follows it, which keeps the
language exact and turns recursion at the end into a loop. Large shared lists are built once for all; what that lets
in beyond the grammar, `asr.wording` takes out again.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from asr.rules import Node, Rules

LARGE = 300
"""A shared list of more nodes is built once for all places, a smaller one is copied to each."""
_HUB = 12
"""A state with more arcs that several others lead to by an empty move keeps them to itself."""


@dataclass(frozen=True, slots=True)
class Automaton:
    """States are 0 … n−1, 0 is the start."""

    arcs: tuple[Mapping[str, tuple[int, ...]], ...]
    """For each state: syllable -> next states."""
    moves: tuple[tuple[int, ...], ...]
    """For each state: where one may be at the same time (empty moves, never in a circle)."""
    final: frozenset[int]

    def after(self, syllables: Iterable[str]) -> frozenset[int]:
        """Return the states in which one can be after these syllables; empty when the language has no such start."""
        here = self._close({0})
        for syllable in syllables:
            here = self._close({target for state in here for target in self.arcs[state].get(syllable, ())})
        return here

    def choices(self, syllables: Iterable[str]) -> float:
        """Return the logarithm of among how many sentences this one is chosen, were all as likely at each syllable."""
        here, total = self._close({0}), 0.0
        for syllable in syllables:
            ways = set[str]().union(*(self.arcs[state] for state in here))
            total += math.log(max(1, len(ways)))
            here = self._close({target for state in here for target in self.arcs[state].get(syllable, ())})
        return total

    def _close(self, states: set[int]) -> frozenset[int]:
        waiting = list(states)
        while waiting:
            new = set(self.moves[waiting.pop()]) - states
            states |= new
            waiting.extend(new)
        return frozenset(states)

    def accepts(self, syllables: Iterable[str]) -> bool:
        """Whether this is a sentence."""
        return not self.final.isdisjoint(self.after(syllables))

    def extendable(self, syllables: Iterable[str]) -> bool:
        """Whether a sentence begins so and goes on."""
        return any(self.arcs[state] for state in self.after(syllables))


def build(rules: Rules) -> Automaton:
    """Return the automaton of the root rule."""
    return _Builder(rules, {name for name in rules.shared if sum(1 for _ in rules.trees[name].walk()) > LARGE}).run()


class _Builder:
    """Builds with empty moves wherever a rule is called, takes most of them out at the end."""

    def __init__(self, rules: Rules, shared: set[str]) -> None:
        self._rules, self._shared = rules, shared
        self._arcs: list[dict[str, list[int]]] = []
        self._moves: list[list[int]] = []
        self._made: dict[tuple[str, int], int] = {}
        self._lists: dict[str, tuple[int, int]] = {}
        self._end = 0
        self._start = 0

    def run(self) -> Automaton:
        """Build everything."""
        self._end = self._state()
        self._start = self._rule(self._rules.root, self._end)
        return self._finished()

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

    def _finished(self) -> Automaton:
        """Return what was built, without states that nothing leads to and with empty moves to hubs alone."""
        led_to = Counter(target for moves in self._moves for target in moves)
        hubs = {state for state, count in led_to.items() if count > 1 and self._fan_out(state) > _HUB}
        number = {self._start: 0}
        order = [self._start]
        arcs: list[Mapping[str, tuple[int, ...]]] = []
        moves: list[tuple[int, ...]] = []
        final: set[int] = set()

        def numbered(targets: Iterable[int]) -> tuple[int, ...]:
            for target in targets:
                if target not in number:
                    number[target] = len(order)
                    order.append(target)
            return tuple([number[target] for target in targets])

        for state in order:
            here, outside = (self._arcs[state], []) if not self._moves[state] else self._merged(state, hubs, final)
            arcs.append({syllable: numbered(targets) for syllable, targets in here.items()})
            moves.append(numbered(outside))
        ends = frozenset(number[state] for state in (*final, self._end) if state in number)
        return Automaton(tuple(arcs), tuple(moves), ends)

    def _merged(self, state: int, hubs: set[int], final: set[int]) -> tuple[dict[str, list[int]], list[int]]:
        """Return the arcs of a state and of those it may be in as well, and its moves to hubs; note if it is final."""
        inside, outside = self._closure(state, hubs)
        if self._end in inside:
            final.add(state)
        merged: dict[str, dict[int, None]] = {}
        for part in inside:
            for syllable, targets in self._arcs[part].items():
                merged.setdefault(syllable, {}).update(dict.fromkeys(targets))
        return {syllable: list(targets) for syllable, targets in merged.items()}, outside

    def _fan_out(self, state: int) -> int:
        return len(self._arcs[state]) + sum(len(self._arcs[following]) for following in self._moves[state])

    def _closure(self, state: int, hubs: set[int]) -> tuple[list[int], list[int]]:
        """Return the states reached by empty moves, and the hubs at which that stops."""
        inside, outside = {state: None}, dict[int, None]()
        waiting = [state]
        while waiting:
            for following in self._moves[waiting.pop()]:
                if following in hubs:
                    outside[following] = None
                elif following not in inside:
                    inside[following] = None
                    waiting.append(following)
        outside.pop(state, None)
        return list(inside), list(outside)
