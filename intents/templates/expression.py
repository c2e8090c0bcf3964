"""The notation of a sentence template, read into a small tree.

    (入库|进货)      one of them              [把]        may be missing
    {item}           a slot                   <please>    a rule of `_common.yaml`
    (,批号{lot})*    any number of times

Everything else is said as it stands; spaces separate English words and mean nothing between hanzi.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from intents.tokens import sentence

SLOTS = {
    "item": "item", "quantity": "quantity", "unit": "unit", "source": "place", "destination": "place",
    "place": "place", "lot": "lot", "expiry": "date", "date": "date", "document": "document", "person": "person",
    "reason": "reason", "term": "term", "language": "language", "choice": "choice",
}  # fmt: skip
"""Slot to the kind of thing that fills it."""


class BadTemplateError(ValueError):
    """A template that cannot be read."""

    def __init__(self, template: str, why: str) -> None:
        super().__init__(f"Sentence template “{template}”: {why}.")


@dataclass(frozen=True, slots=True)
class Literal:
    """A word that must be said."""

    token: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a name, a number, a date or whatever else varies."""

    name: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several; with an empty `Sequence` among them it may be missing."""

    ways: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """Any number of times, none included."""

    body: "Expression"


Expression = Literal | Slot | Sequence | Choice | Repeat
NOTHING = Sequence(())


class _Reader:
    def __init__(
        self, template: str, rules: Mapping[str, str], above: tuple[str, ...], parsed: dict[str, "Expression"]
    ) -> None:
        self.template, self.rules, self.above, self.parsed, self.place = template, rules, above, parsed, 0

    def fail(self, why: str) -> BadTemplateError:
        return BadTemplateError(self.template, why)

    def peek(self) -> str:
        return self.template[self.place] if self.place < len(self.template) else ""

    def until(self, closing: str) -> str:
        end = self.template.find(closing, self.place)
        if end < 0:
            raise self.fail(f"“{closing}” is missing")
        inside = self.template[self.place + 1 : end].strip()
        self.place = end + 1
        return inside

    def choice(self, closing: str) -> Expression:
        ways = [self.sequence()]
        while self.peek() == "|":
            self.place += 1
            ways.append(self.sequence())
        if self.peek() != closing:
            raise self.fail(f"“{closing}” is missing" if closing else f"“{self.peek()}” has no beginning")
        self.place += len(closing)
        return ways[0] if len(ways) == 1 else Choice(tuple(ways))

    def sequence(self) -> Expression:
        parts: list[Expression] = []
        while (character := self.peek()) and character not in "|)]":
            if character == "*":
                if not parts or isinstance(parts[-1], Literal):
                    raise self.fail("“*” stands behind a (group), a [part] or a <rule>")
                self.place += 1
                parts[-1] = Repeat(parts[-1])
            elif character in "([{<":
                parts.append(self.bracket(character))
            elif character in "}>":
                raise self.fail(f"“{character}” has no beginning")
            else:
                parts += self.words()
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def bracket(self, opening: str) -> Expression:
        if opening == "(":
            self.place += 1
            return self.choice(")")
        if opening == "[":
            self.place += 1
            return Choice((self.choice("]"), NOTHING))
        if opening == "{":
            name = self.until("}")
            if name not in SLOTS:
                raise self.fail(f"there is no slot “{name}”; there are {', '.join(sorted(SLOTS))}")
            return Slot(name)
        name = self.until(">")
        if name not in self.rules:
            raise self.fail(f"there is no rule “{name}”; there are {', '.join(sorted(self.rules))}")
        if name in self.above:
            raise self.fail(f"rule “{name}” contains itself")
        if name not in self.parsed:
            self.parsed[name] = _Reader(self.rules[name], self.rules, (*self.above, name), self.parsed).choice("")
        return self.parsed[name]

    def words(self) -> list[Expression]:
        start = self.place
        while self.peek() and self.peek() not in "|()[]{}<>*":
            self.place += 1
        return [Literal(token) for token in sentence(self.template[start : self.place]).tokens]


def parse(
    template: str, rules: Mapping[str, str] | None = None, parsed: dict[str, Expression] | None = None
) -> Expression:
    """Read a template; `parsed` keeps the rules that were read, for the next template.

    Raises `BadTemplateError` with the reason.
    """
    return _Reader(template, rules or {}, (), {} if parsed is None else parsed).choice("")
