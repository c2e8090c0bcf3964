"""What a stock term is, and what can be wrong with one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from assistant.inventory.errors import LedgerError
from assistant.inventory.move import Status
from assistant.inventory.places import PlaceKind


class BadTermError(ValueError):
    """The registry contradicts itself."""

    def __init__(self, term: str, why: str) -> None:
        super().__init__(f"stock term {term!r}: {why}")


class UnknownTermError(LedgerError):
    """Nobody has said what the word means."""

    code = "unknown_term"

    def __init__(self, term: str) -> None:
        super().__init__(f"{term!r} is not a registered stock term; declare it in terms.toml", term=term)


class Portion(NamedTuple):
    """The smallest part of the stock that a term can hold: no goods are ever in two of them."""

    place: PlaceKind
    status: Status
    expired: bool


SETTINGS = frozenset({"safety_stock"})
"""Fields of an item that a term may stand for."""


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold between a term and others."""

    relation: str
    """`=` is proven when the terms are loaded, `>=` is asked of the books."""
    formula: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word for a quantity of an item, in its base unit."""

    key: str
    name: Mapping[str, str]
    """What it is called, by language."""
    words: Mapping[str, tuple[str, ...]]
    """What people say for it, by language."""
    meaning: Mapping[str, str]
    """One sentence, by language."""
    portions: frozenset[Portion] = frozenset()
    """The stock that it counts, each portion once."""
    settings: frozenset[str] = frozenset()
    """Numbers of the catalogue entry that it adds."""
    open: frozenset[str] = frozenset()
    """Kinds of document whose outstanding quantity it adds."""
    formula: str = ""
    """How it is put together from other terms; empty for a basic one."""
    check: Check | None = None
