"""The search for the sentence template that explains a text best, word by word and slot by slot.

Dynamic programming over the tokens: at each of them the states of the automaton that can be reached, each with its
few cheapest ways there. First strictly; only when nothing fits, with stretches that stand where a name would
stand, and with words left over.
"""

from dataclasses import dataclass
from typing import NamedTuple

from intents.lattice import Edge, Lattice, Phrases, Unknown
from intents.templates.automaton import DEAD, Automaton
from intents.templates.expression import SLOTS

_KEPT = 3
_FILLER = 0.01
_SKIPPED = 1.0
_UNKNOWN = 0.5
_UNKNOWN_TOKEN = 0.2
_LONGEST_UNKNOWN = 14
_BEAM = 2.5
_WIDTH = 30
_OPEN = {"item": 0.0, "person": 0.6}
"""Kinds of which the world has more than the vocabulary, and what it costs to suppose so."""
_SLOT = 0.02
"""For each slot: where a word would do, it is the word."""
_ALONE = frozenset({"好", "行", "对", "ok", "okay", "right"})
"""Fillers only where they stand alone, before a comma."""


class Step(NamedTuple):
    """The cheapest way to a state, as a chain."""

    cost: float
    before: "Step | None"
    edge: Edge | None
    """The slot filled by this step, None for a word."""
    skipped: int
    """Token left over by this step, -1 for none."""
    explained: int
    """Tokens that words and slots explain so far."""


@dataclass(frozen=True, slots=True)
class Match:
    """One way of reading the whole text."""

    templates: tuple[int, ...]
    cost: float
    edges: tuple[Edge, ...]
    left_over: tuple[int, ...]
    """Tokens that nothing explains."""
    explained: int


States = dict[int, list[Step]]
"""State of the automaton to the cheapest ways there."""
_START = Step(0.0, None, None, -1, 0)


class Matcher:
    """Matches texts against one automaton."""

    def __init__(self, automaton: Automaton, fillers: Phrases) -> None:
        self._automaton, self._fillers = automaton, fillers

    def match(self, lattice: Lattice, *, loose: bool = False) -> list[Match]:
        """Return the readings, cheapest first; `loose` allows unknown names and words left over."""
        tokens = lattice.text.tokens
        chart: list[States] = [{} for _ in range(len(tokens) + 1)]
        chart[0][self._automaton.start] = [_START]
        for place in range(len(tokens)):
            states = chart[place]
            if loose and states:
                states = self._pruned(states)
            for state, steps in states.items():
                self._strictly(lattice, chart, place, state, steps)
                if loose:
                    self._loosely(lattice, chart, place, state, steps[0])
        return self._ends(chart[-1])

    @staticmethod
    def _pruned(states: States) -> States:
        best = min(steps[0].cost for steps in states.values())
        kept = sorted(states.items(), key=lambda entry: entry[1][0].cost)[:_WIDTH]
        return {state: steps for state, steps in kept if steps[0].cost <= best + _BEAM}

    def _strictly(  # the inner loop of everything: no object for its sake
        self, lattice: Lattice, chart: list[States], place: int, state: int, steps: list[Step]
    ) -> None:
        automaton, tokens = self._automaton, lattice.text.tokens
        target = automaton.step(state, tokens[place])
        if target != DEAD:
            for step in steps:
                _push(chart[place + 1], target, Step(step.cost, step, None, -1, step.explained + 1))
        for slot in automaton.slots(state):
            target = automaton.step(state, "{" + slot)
            for edge in lattice.at(slot, place):
                covered = edge.end - place
                for step in steps:
                    cost = step.cost + edge.cost + _SLOT
                    _push(chart[edge.end], target, Step(cost, step, edge, -1, step.explained + covered))
        for end, _ in self._fillers.at(tokens, place):
            if tokens[place] in _ALONE and end == place + 1 < len(tokens) and end not in lattice.text.breaks:
                continue
            for step in steps:
                _push(chart[end], state, Step(step.cost + _FILLER * (end - place), step, None, -1, step.explained))

    def _loosely(  # as above
        self, lattice: Lattice, chart: list[States], place: int, state: int, step: Step
    ) -> None:
        """Leave a word over, or take a stretch for a name that is not known."""
        text = lattice.text
        _push(chart[place + 1], state, Step(step.cost + _SKIPPED, step, None, place, step.explained))
        for slot in self._automaton.slots(state):
            if SLOTS[slot] not in _OPEN:
                continue
            target = self._automaton.step(state, "{" + slot)
            for end in range(place + 1, min(len(text), place + _LONGEST_UNKNOWN) + 1):
                if end == len(text) or end in text.breaks or self._goes_on(lattice, target, end):
                    cost = _UNKNOWN + _OPEN[SLOTS[slot]] + _UNKNOWN_TOKEN * (end - place)
                    edge = Edge(place, end, slot, Unknown(), cost)
                    _push(chart[end], target, Step(step.cost + cost, step, edge, -1, step.explained))

    def _goes_on(self, lattice: Lattice, state: int, place: int) -> bool:
        """Whether the sentence goes on from a state at a token without anything left over."""
        if self._automaton.step(state, lattice.text.tokens[place]) != DEAD:
            return True
        return any(lattice.at(slot, place) for slot in self._automaton.slots(state))

    def _ends(self, states: States) -> list[Match]:
        found: list[Match] = []
        for state, steps in states.items():
            templates = self._automaton.accepts(state)
            if templates:
                found += [_match(templates, step) for step in steps]
        return sorted(found, key=lambda match: match.cost)


def _push(states: States, state: int, step: Step) -> None:
    kept = states.get(state)
    if kept is None:
        states[state] = [step]
        return
    if len(kept) >= _KEPT and step.cost >= kept[-1].cost:
        return
    place = len(kept)
    while place and kept[place - 1].cost > step.cost:
        place -= 1
    kept.insert(place, step)
    del kept[_KEPT:]


def _match(templates: tuple[int, ...], last: Step) -> Match:
    edges: list[Edge] = []
    left_over: list[int] = []
    step: Step | None = last
    while step is not None:
        if step.edge is not None:
            edges.append(step.edge)
        if step.skipped >= 0:
            left_over.append(step.skipped)
        step = step.before
    return Match(templates, last.cost, tuple(edges[::-1]), tuple(left_over[::-1]), last.explained)
