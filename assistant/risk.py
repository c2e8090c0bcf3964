"""Which confirmation a booking needs, read from `policies/risk.toml`."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from assistant.routes import ROUTES

AGREED_ON = frozenset({"item", "quantity"})
"""Slots that must not rest on one source alone, where a rule names none."""


class Level(StrEnum):
    """How a booking is confirmed, from nothing to never."""

    NONE = "none"
    """Booked at once, and said."""
    READ_BACK = "read-back"
    """Read back; booked after a yes."""
    CONFIRM = "confirm"
    """As read-back, whatever the senses agree on."""
    TWICE = "twice"
    """After the yes the quantity is asked once more."""
    CHECK_WORD = "check-word"
    """After the yes two rotating digits have to be said back."""
    SECOND_PERSON = "second-person"
    """Another person has to say yes: waits in the review queue."""
    REVIEW = "review"
    """Never booked from here: goes to the review queue."""


@dataclass(frozen=True, slots=True)
class Case:
    """What the policy needs to know of a booking."""

    intent: str
    quantity: Decimal
    """Base units."""
    on_hand: Decimal = Decimal(0)
    """Of the item, in the whole house."""
    usual: Decimal | None = None
    """Median of what this intent moves of the item; None: no habit yet."""
    worth: Decimal = Decimal(0)
    """Quantity times price."""
    category: str = ""
    role: str = ""
    """Of the person."""
    agreed: frozenset[str] = frozenset()
    """Slots that two of the person, the picture and an open order agree on."""
    sure: float = 0.0
    """Confidence of the weakest slot, calibrated."""

    @property
    def direction(self) -> str:
        """`in`, `out` or `inside` the house."""
        route = ROUTES.get(self.intent)
        return route.direction if route else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the policy; a condition that is not set holds for every booking."""

    level: Level
    intents: frozenset[str] = frozenset()
    direction: str = ""
    categories: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    share_of_stock: Decimal | None = None
    times_usual: Decimal | None = None
    worth: Decimal | None = None
    at_least: Decimal = Decimal(0)
    agreed: Level | None = None
    agreed_on: frozenset[str] = AGREED_ON
    agreed_at: float = 1.0
    why: str = ""
    """A key of the wording's `why`, or the owner's own words."""

    def level_of(self, case: Case) -> Level:
        """Return the confirmation, which is a lesser one where two sources agree surely enough."""
        agreed = self.agreed_on <= case.agreed and case.sure >= self.agreed_at
        return self.agreed if self.agreed and agreed else self.level

    def fits(self, case: Case) -> bool:
        """Whether the rule speaks of this booking."""
        return (
            (not self.intents or case.intent in self.intents)
            and (not self.direction or case.direction == self.direction)
            and (not self.categories or case.category in self.categories)
            and (not self.roles or case.role in self.roles)
            and case.quantity >= self.at_least
            and (self.worth is None or case.worth >= self.worth)
            and (
                self.share_of_stock is None
                or (case.on_hand > 0 and case.quantity >= self.share_of_stock * case.on_hand)
            )
            and (
                self.times_usual is None or (case.usual is not None and case.quantity >= self.times_usual * case.usual)
            )
        )


class Policy:
    """The rules in their order."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)

    @classmethod
    def from_list(cls, entries: Iterable[Mapping[str, Any]]) -> "Policy":
        """Read the rules as TOML or JSON hold them; raises `ValueError` or `KeyError` where one has no meaning."""
        return cls(_rule(entry) for entry in entries)

    def to_list(self) -> list[dict[str, Any]]:
        """Return the rules as `from_list` reads them."""
        return [_entry(rule) for rule in self._rules]

    def level(self, case: Case) -> Level:
        """Return the confirmation that a booking needs; one that no rule names goes to review."""
        return self.verdict(case)[0]

    def verdict(self, case: Case) -> tuple[Level, str]:
        """Return the confirmation that a booking needs, and why."""
        for rule in self._rules:
            if rule.fits(case):
                return rule.level_of(case), rule.why
        return Level.REVIEW, "no_rule"


def _rule(entry: Mapping[str, Any]) -> Rule:
    def number(name: str) -> Decimal | None:
        return Decimal(str(entry[name])) if name in entry else None

    def names(name: str) -> frozenset[str]:
        return frozenset(entry.get(name, ()))

    if not entry.keys() - {"level", "agreed", "agreed_on", "agreed_at", "at_least", "why"}:
        raise ValueError("a rule of the policy names no booking: give it intents, a direction or another condition")
    return Rule(
        level=Level(entry["level"]),
        intents=names("intents"),
        direction=entry.get("direction", ""),
        categories=names("categories"),
        roles=names("roles"),
        share_of_stock=number("share_of_stock"),
        times_usual=number("times_usual"),
        worth=number("worth"),
        at_least=number("at_least") or Decimal(0),
        agreed=Level(entry["agreed"]) if "agreed" in entry else None,
        agreed_on=names("agreed_on") or AGREED_ON,
        agreed_at=float(entry.get("agreed_at", 1.0)),
        why=str(entry.get("why", "")),
    )


def _entry(rule: Rule) -> dict[str, Any]:
    values = {name: getattr(rule, name) for name in Rule.__dataclass_fields__}
    written = {
        name: sorted(value) if isinstance(value, frozenset) else str(value) if isinstance(value, Decimal) else value
        for name, value in values.items()
    }
    return {name: value for name, value in written.items() if value not in (None, [], "")}


def load(path: Path) -> Policy:
    """Read a policy file; raises `ValueError` or `KeyError` where it says something that has no meaning."""
    return Policy.from_list(tomllib.loads(path.read_text(encoding="utf-8"))["rule"])


@cache
def shipped() -> Policy:
    """Return the policy that ships with the clerk."""
    return load(Path(__file__).parent / "policies" / "risk.toml")
