"""The clerk's desk for one event: the open books, the conversation, and what it takes to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from assistant import house
from assistant.claims import Claims
from assistant.dialogue import Dialogue
from assistant.event import Event
from assistant.fusion import Weights
from assistant.inventory.errors import LedgerError
from assistant.inventory.item import Item
from assistant.inventory.move import Move
from assistant.inventory.unit import UnitOfWork
from assistant.learning.habits import Habits
from assistant.risk import Policy
from assistant.turn import Question, Turn
from assistant.voice.wording import Wording
from intents.context import Context
from intents.grammar import Grammar
from intents.reading import Choice, Reading


class Understands(Protocol):
    """What the desk needs of the intent layer."""

    def read(self, text: str, *, context: Context, today: Any) -> Reading:
        """Read a sentence in the light of what was asked."""

    def match_item(self, text: str) -> Sequence[Choice]:
        """Return the items whose names are like the text, best first."""

    def grammar(self, context: Context) -> Grammar:
        """Return what may be said just now, for the recogniser."""


@dataclass(slots=True)
class Desk:
    """Everything that one turn works on; lives as long as the unit of work."""

    unit: UnitOfWork
    event: Event
    dialogue: Dialogue
    understanding: Understands
    wording: Wording
    policy: Policy
    weights: Weights
    person: str = ""
    models: tuple[Mapping[str, str], ...] = ()
    """Models that had a say in this event."""
    references: tuple[str, ...] = ()
    """Clip or picture of this event in the evidence store."""
    expected: Mapping[str, str] | None = None
    """`item` and base `quantity` that the step of the running task asks for."""
    _items: dict[str, Item] = field(default_factory=dict)
    _habits: Habits | None = None

    @property
    def habits(self) -> Habits:
        """What this person and this shop usually mean and book."""
        if self._habits is None:
            self._habits = Habits(self.unit, self.person)
        return self._habits

    @property
    def secret(self) -> str:
        """What check digits are made from."""
        return house.secret(self.unit, self.event.id)

    @property
    def role(self) -> str:
        """The person's role, as the owner has set it."""
        return house.role(self.unit, self.person)

    def item(self, sku: str) -> Item:
        """Return an item, read once a turn; raises `UnknownItemError`."""
        if sku not in self._items:
            self._items[sku] = self.unit.catalogue.item(sku)
        return self._items[sku]

    def note(self, kind: str, **data: Any) -> None:
        """Write a decision into the journal, with the models and the evidence of this event."""
        self.unit.journal.append(
            kind,
            {"event": self.event.id, "models": list(self.models), "evidence": list(self.references), **data},
        )

    def label(self, slot: str, value: str) -> str:
        """Return a slot's value as a person reads it."""
        if slot == "item":
            return self.item(value).name
        if slot in {"place", "source", "destination"}:
            return self.wording.place(value)
        return value

    def ask(self, slot: str, text: str, choices: Sequence[Choice] = ()) -> Turn:
        """Ask one question and wait."""
        question = Question(text, slot, tuple(choices))
        self.dialogue.question = question
        self.note("asked", slot=slot, text=text, choices=[choice.value for choice in choices])
        return Turn(text, question=question, proposal=self.dialogue.proposal)

    def refuse(self, reply: str, why: str, **data: Any) -> Turn:
        """Say no, book nothing."""
        self.note("refused", why=why, reply=reply, **data)
        return Turn(reply, settled=False, question=self.dialogue.question, proposal=self.dialogue.proposal)

    def ledger_refuses(self, error: LedgerError) -> Turn:
        """Word the ledger's refusal and give the booking up."""
        self.dialogue.clear()
        return self.refuse(self.worded(error), error.code)

    def worded(self, error: LedgerError) -> str:
        """Return the ledger's refusal in the person's language."""
        words = {name: str(value) for name, value in error.parameters.items() if value is not None}
        sku = words.get("item")
        item = self._items.get(sku) if sku else None
        if item:
            words["item"] = item.name
            words |= {
                name: self.wording.amount(error.parameters[name], item)
                for name in ("have", "want", "expired")
                if error.parameters.get(name) is not None
            }
        if "slot" in words:
            words["slot"] = self.wording.slot(words["slot"])
        if "place" in words:
            words["place"] = self.wording.place(words["place"])
        key = f"ledger.{error.code}"
        if self.wording.knows(key):
            return self.wording.say(key, **words)
        return self.wording.say("ledger.other", message=str(error))

    def drop_booking(self, why: str) -> None:
        """Give up the booking in preparation; its pending moves are voided."""
        if self.dialogue.proposal:
            self.unit.moves.void(self.dialogue.proposal.id, reason=why, person=self.person)
        self.dialogue.clear()

    def withdraw(self, why: str) -> None:
        """Void the pending proposal but keep what is known for it, so that one slot can be corrected."""
        if self.dialogue.proposal:
            self.unit.moves.void(self.dialogue.proposal.id, reason=why, person=self.person)
        self.dialogue.proposal = None
        self.dialogue.question = None
        self.dialogue.said_yes = 0
        self.dialogue.check = ""

    def begin(self, intent: str) -> Claims:
        """Start a new booking; what was in preparation is given up."""
        self.drop_booking("replaced")
        self.dialogue.intent = intent
        return self.dialogue.claims


def contract_moves(moves: Sequence[Move]) -> tuple[Mapping[str, Any], ...]:
    """Return posted moves in the contract's form."""
    return tuple(move.to_dict() for move in moves)
