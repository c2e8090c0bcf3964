"""All templates as one automaton, made deterministic as it is used.

A symbol is a word, or a slot written `{name`. Since states are merged, a sentence is matched in one pass however
many templates there are.
"""

from collections.abc import Iterable

from intents.templates.expression import Choice, Expression, Literal, Repeat, Sequence, Slot

DEAD = -1


class Automaton:
    """Templates, added one by one, then walked symbol by symbol."""

    def __init__(self) -> None:
        self._moves: list[dict[str, int]] = [{}]
        self._free: list[list[int]] = [[]]
        self._ends: dict[int, int] = {}
        self._built: dict[tuple[int, int], int] = {}
        self._kept: list[Expression] = []
        self._first: int | None = None
        self._number_of: dict[frozenset[int], int] = {}
        self._members: list[frozenset[int]] = []
        self._steps: list[dict[str, int]] = []
        self._accepts: list[tuple[int, ...]] = []
        self._slots: list[tuple[str, ...]] = []

    def add(self, template: int, expression: Expression) -> None:
        """Add a template under its number."""
        end = self._build(expression, 0)
        final = self._new()
        self._free[end].append(final)
        self._ends[final] = template

    @property
    def start(self) -> int:
        """The state before the first word."""
        if self._first is None:
            self._first = self._state(self._closure([0]))
        return self._first

    def step(self, state: int, symbol: str) -> int:
        """Return the state behind `symbol`, `DEAD` where none of the templates goes on with it."""
        known = self._steps[state].get(symbol)
        if known is None:
            targets = [target for member in self._members[state] if (target := self._moves[member].get(symbol))]
            known = self._state(self._closure(targets)) if targets else DEAD
            self._steps[state][symbol] = known
        return known

    def accepts(self, state: int) -> tuple[int, ...]:
        """Return the templates that may end here."""
        return self._accepts[state]

    def slots(self, state: int) -> tuple[str, ...]:
        """Return the names of the slots that may come next."""
        return self._slots[state]

    def symbols(self, state: int) -> set[str]:
        """Return the words and `{slot` symbols that may come next."""
        return {symbol for member in self._members[state] for symbol in self._moves[member]}

    def _new(self) -> int:
        self._moves.append({})
        self._free.append([])
        return len(self._moves) - 1

    def _build(self, expression: Expression, start: int) -> int:
        # Templates that begin alike share that beginning: the same part from the same state ends in the same state.
        key = (start, id(expression))
        if key not in self._built:
            self._kept.append(expression)
            self._built[key] = self._fresh(expression, start)
        return self._built[key]

    def _fresh(self, expression: Expression, start: int) -> int:
        if isinstance(expression, Literal | Slot):
            symbol = expression.token if isinstance(expression, Literal) else "{" + expression.name
            if symbol not in self._moves[start]:
                self._moves[start][symbol] = self._new()
            return self._moves[start][symbol]
        if isinstance(expression, Sequence):
            for part in expression.parts:
                start = self._build(part, start)
            return start
        end = self._new()
        if isinstance(expression, Choice):
            for way in expression.ways:
                fresh = self._new()
                self._free[start].append(fresh)
                self._free[self._build(way, fresh)].append(end)
            return end
        assert isinstance(expression, Repeat)
        loop = self._new()
        self._free[start].append(loop)
        self._free[loop].append(end)
        self._free[self._build(expression.body, loop)].append(loop)
        return end

    def _closure(self, members: Iterable[int]) -> frozenset[int]:
        found = set(members)
        waiting = list(found)
        while waiting:
            for target in self._free[waiting.pop()]:
                if target not in found:
                    found.add(target)
                    waiting.append(target)
        return frozenset(member for member in found if self._moves[member] or member in self._ends)

    def _state(self, members: frozenset[int]) -> int:
        number = self._number_of.get(members)
        if number is None:
            number = self._number_of[members] = len(self._members)
            self._members.append(members)
            self._steps.append({})
            self._accepts.append(tuple(sorted(self._ends[member] for member in members if member in self._ends)))
            slots = {symbol[1:] for member in members for symbol in self._moves[member] if symbol[0] == "{"}
            self._slots.append(tuple(sorted(slots)))
        return number
