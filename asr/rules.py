"""The grammar of the moment, read from its JSON form: every rule as a prefix tree over syllables.

The form is described in `intents.grammar`, which this package must not import.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


class GrammarError(ValueError):
    """The grammar is not one that can be compiled: a bug of whoever made it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written, and how many syllables it takes (0 for one that is only written)."""

    text: str
    syllables: int


@dataclass(frozen=True, slots=True)
class Call:
    """A reference to a rule."""

    rule: str


Alternative = tuple[Word | Call, ...]


@dataclass(slots=True)
class Node:
    """A place in a rule's prefix tree."""

    steps: dict[str, "Node"] = field(default_factory=dict)
    """Where each syllable leads."""
    calls: dict[str, "Node"] = field(default_factory=dict)
    """Where one is after another rule."""
    ends: list[Alternative] = field(default_factory=list)
    """The alternatives that are complete here: more than one where they sound the same."""

    @property
    def leaf(self) -> bool:
        """Nothing can follow."""
        return not self.steps and not self.calls

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all below it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(node.steps.values())
            waiting.extend(node.calls.values())


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules as prefix trees."""

    trees: Mapping[str, Node]
    root: str
    shared: frozenset[str]
    unspeakable: tuple[str, ...]
    """Words left out because the recogniser does not know one of their syllables."""

    @classmethod
    def from_dict(cls, grammar: Mapping[str, Any], known: frozenset[str] | None = None) -> "Rules":
        """Read the JSON form; `known` are the syllables of the recogniser, None for all.

        Raises `GrammarError` for a missing rule or a recursion that is not at the end of an alternative.
        """
        written: Mapping[str, Any] = grammar["rules"]
        root = grammar["root"]
        _check(root, written)
        unspeakable: dict[str, None] = {}
        trees = {name: Node() for name in written}
        for name, alternatives in written.items():
            for alternative in alternatives:
                _add(trees[name], alternative, known, unspeakable)
        return cls(trees, root, frozenset(grammar.get("shared", ())) & trees.keys(), tuple(unspeakable))


def _add(tree: Node, alternative: Any, known: frozenset[str] | None, unspeakable: dict[str, None]) -> None:
    node = tree
    parts: list[Word | Call] = []
    for part in alternative:
        if isinstance(part, Mapping):
            parts.append(Call(part["rule"]))
            node = node.calls.setdefault(part["rule"], Node())
            continue
        text, said = part
        syllables = said.split()
        if known is not None and not known.issuperset(syllables):
            unspeakable[text] = None
            return
        parts.append(Word(text, len(syllables)))
        for syllable in syllables:
            node = node.steps.setdefault(syllable, Node())
    if tuple(parts) not in node.ends:
        node.ends.append(tuple(parts))


def _check(root: str, rules: Mapping[str, Any]) -> None:
    """Raise `GrammarError` unless all rules exist and recur only at the end, with something said before."""
    called = {
        name: [part["rule"] for other in found for part in other if _is_call(part)] for name, found in rules.items()
    }
    for name in [root, *(rule for found in called.values() for rule in found)]:
        if name not in rules:
            raise GrammarError(f"there is no rule {name!r}")
    silent = _silent(rules)
    for name, alternatives in rules.items():
        reaching = {rule for rule in called[name] if name in _reachable(rule, called)}
        for alternative in alternatives if reaching else ():
            before, last = alternative[:-1], alternative[-1:]
            if any(_is_call(part) and part["rule"] in reaching for part in before) or (
                any(_is_call(part) and part["rule"] in reaching for part in last) and _can_be_silent(before, silent)
            ):
                raise GrammarError(f"rule {name!r} refers to itself other than at the end of an alternative")


def _is_call(part: Any) -> bool:
    return isinstance(part, Mapping)


def _can_be_silent(parts: Any, silent: set[str]) -> bool:
    return all(part["rule"] in silent if _is_call(part) else not part[1].strip() for part in parts)


def _silent(rules: Mapping[str, Any]) -> set[str]:
    """Return the rules that can be fulfilled without a syllable."""
    silent: set[str] = set()
    while True:
        found = {name for name, others in rules.items() if any(_can_be_silent(other, silent) for other in others)}
        if found == silent:
            return silent
        silent = found


def _reachable(name: str, called: Mapping[str, list[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        rule = waiting.pop()
        if rule not in seen:
            seen.add(rule)
            waiting.extend(called[rule])
    return seen
