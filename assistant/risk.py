"""Which confirmation a booking needs, read from `policies/risk.toml`."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any


class Level(StrEnum):
    """How a booking is confirmed, from nothing to a second person."""

    NONE = "none"
    """Booked at once, and said."""
    READ_BACK = "read-back"
    """Read back; booked after a yes."""
    CONFIRM = "confirm"
    """As read-back, whatever the senses agree on."""
    TWICE = "twice"
    """After the yes the quantity is asked once more."""
    SECOND_PERSON = "second-person"
    """Another person has to say yes: waits in the review queue."""
    REVIEW = "review"
    """Never booked from here: goes to the review queue."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the policy."""

    intents: frozenset[str]
    level: Level
    share_of_stock: Decimal | None = None
    at_least: Decimal = Decimal(0)
    agreed: Level | None = None
    agreed_at: float = 1.0

    def fits(self, intent: str, quantity: Decimal, on_hand: Decimal) -> bool:
        """Whether the rule speaks of this booking."""
        if intent not in self.intents or quantity < self.at_least:
            return False
        return self.share_of_stock is None or (on_hand > 0 and quantity >= self.share_of_stock * on_hand)


class Policy:
    """The rules in their order."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)

    def level(self, intent: str, quantity: Decimal, on_hand: Decimal, *, agreed_at: float | None = None) -> Level:
        """Return the confirmation that a booking needs.

        `agreed_at` is the confidence of the weakest slot when two senses agree on the item, else None.
        """
        for rule in self._rules:
            if rule.fits(intent, quantity, on_hand):
                if rule.agreed and agreed_at is not None and agreed_at >= rule.agreed_at:
                    return rule.agreed
                return rule.level
        return Level.REVIEW


def _rule(entry: dict[str, Any]) -> Rule:
    share = entry.get("share_of_stock")
    agreed = entry.get("agreed")
    return Rule(
        intents=frozenset(entry["intents"]),
        level=Level(entry["level"]),
        share_of_stock=None if share is None else Decimal(str(share)),
        at_least=Decimal(str(entry.get("at_least", 0))),
        agreed=Level(agreed) if agreed else None,
        agreed_at=float(entry.get("agreed_at", 1.0)),
    )


def load(path: Path) -> Policy:
    """Read a policy file; raises `ValueError` or `KeyError` where it says something that has no meaning."""
    return Policy(_rule(entry) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["rule"])


@cache
def shipped() -> Policy:
    """Return the policy that ships with the clerk."""
    return load(Path(__file__).parent / "policies" / "risk.toml")
