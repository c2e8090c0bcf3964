"""The smallest automaton of a set of templates, for the recogniser's grammar; what may be repeated is left out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from intents.templates.automaton import Automaton
from intents.templates.expression import NOTHING, Choice, Expression, Literal, Repeat, Sequence, Slot


@dataclass(frozen=True, slots=True)
class Minimal:
    """States are 0 … n−1, 0 is the start."""

    arcs: tuple[tuple[tuple[str, int], ...], ...]
    """For each state: symbol and next state. A slot's symbol is `{kind`."""
    final: frozenset[int]


def unrolled(expression: Expression, spoken: Callable[[tuple[str, ...]], tuple[str, ...] | None]) -> Expression | None:
    """Return an expression without loops, its words replaced run by run by `spoken`; None where that cannot say one."""
    if isinstance(expression, Repeat):
        return NOTHING
    if isinstance(expression, Choice):
        ways = [way for each in expression.ways if (way := unrolled(each, spoken)) is not None]
        return Choice(tuple(ways)) if ways else None
    parts: list[Expression] = []
    run: list[str] = []
    for part in [*_flat(expression), None]:
        if isinstance(part, Literal):
            run.append(part.token)
            continue
        if run:
            said = spoken(tuple(run))
            if said is None:
                return None
            parts += [Literal(symbol) for symbol in said]
            run = []
        if isinstance(part, Slot):
            parts.append(part)
        elif part is not None:
            inside = unrolled(part, spoken)
            if inside is None:
                return None
            parts.append(inside)
    return Sequence(tuple(parts))


def _flat(expression: Expression) -> Iterable[Expression]:
    if isinstance(expression, Sequence):
        for part in expression.parts:
            yield from _flat(part)
    else:
        yield expression


def minimal(expressions: Iterable[Expression]) -> Minimal:
    """Return the smallest deterministic automaton that accepts what the (loop-free) expressions accept."""
    automaton = Automaton()
    for expression in expressions:
        automaton.add(0, expression)
    start = automaton.start
    order: list[int] = []
    arcs: dict[int, dict[str, int]] = {}
    _visit(automaton, start, arcs, order)
    # Behind-first: equal states have equal endings and equal arcs to states already merged.
    representative: dict[int, int] = {}
    signatures: dict[tuple[bool, tuple[tuple[str, int], ...]], int] = {}
    for state in order:
        signature = (
            bool(automaton.accepts(state)),
            tuple(sorted((symbol, representative[target]) for symbol, target in arcs[state].items())),
        )
        representative[state] = signatures.setdefault(signature, state)
    kept = list(dict.fromkeys(representative[state] for state in reversed(order)))
    number = {state: place for place, state in enumerate(kept)}
    return Minimal(
        tuple(
            tuple(sorted((symbol, number[representative[target]]) for symbol, target in arcs[state].items()))
            for state in kept
        ),
        frozenset(number[state] for state in kept if automaton.accepts(state)),
    )


def _visit(automaton: Automaton, start: int, arcs: dict[int, dict[str, int]], order: list[int]) -> None:
    """Fill `arcs` with all states that can be reached and `order` with them, ends first."""
    waiting = [(start, False)]
    while waiting:
        state, done = waiting.pop()
        if done:
            order.append(state)
            continue
        if state in arcs:
            continue
        arcs[state] = {symbol: automaton.step(state, symbol) for symbol in automaton.symbols(state)}
        waiting.append((state, True))
        waiting += [(target, False) for target in arcs[state].values() if target not in arcs]
