"""A simulated person at the real clerk: wants something booked, shows and says it, answers what is asked.

Only the senses are simulated (`benchmarks.counterparts`); understanding, fusion, dialogue and books are the real ones.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from assistant import world
from assistant.catalogue import import_catalogue
from assistant.clerk import Clerk, EventClock
from assistant.event import Event, Happening, Pressed, Said
from assistant.fusion import Weights
from assistant.inventory.document import DocumentDraft, DocumentKind, LineDraft
from assistant.inventory.ledger import Ledger
from assistant.inventory.move import MoveDraft, MoveKind
from assistant.turn import Proposal, Turn
from benchmarks.counterparts import VERBS, Senses, Wish
from benchmarks.records import HeardRecord, SeenRecord

CATALOGUE = Path(__file__).parents[1] / "examples" / "catalogue.csv"
START = datetime(2026, 3, 2, 8, tzinfo=UTC)
PLENTY = Decimal(10_000_000)
"""Of each item, so that nobody wants more than there is."""
INATTENTIVE = 0.05
"""Share of wrong read-backs that a person says yes to all the same."""
SLIP = 0.01
"""Share of taps on a wrong number."""
WRONG_LABEL = 0.005
"""Share of boxes that carry another product's label."""
WRONG_BOX = 0.01
"""Share of people who hold another box than the one they mean."""
MISNAMED = 0.01
"""Share of people who hold the right box and call it by another product's name."""
ORDERED = 0.5
"""Share of receipts for which a purchase order is open …"""
ORDER_DIFFERS = 0.05
"""… and share of these that say another amount than comes."""
EVENTS = 12
"""Events after which a person gives up."""
ATTEMPTS = 3
"""Times a command is said, or a box shown, before the person gives up."""
ARMS = ("both", "voice", "camera")
TYPED = frozenset({"camera", "keyboard"})
"""Ways of working in which everything but the goods is tapped or typed."""


@dataclass(slots=True)
class Outcome:
    """What became of one wish."""

    wish: Wish
    planted: str = ""
    """`wrong label`, `wrong box`, `misnamed`, or nothing."""
    booked: str = ""
    """`right`, `wrong` or nothing."""
    cause: str = ""
    """Of a wrong booking: the slot that is wrong."""
    questions: int = 0
    events: int = 0
    touches: int = 0
    looks: int = 0
    """Pictures taken."""
    said: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)
    """What the clerk said on the way."""
    proposed: list[tuple[float, bool]] = field(default_factory=list)
    """Confidence of each proposal before its yes, and whether it was right."""


class Shift:
    """One clerk with its books, and people who come to it one after the other."""

    def __init__(
        self,
        seed: int,
        pools: tuple[Sequence[HeardRecord], Sequence[SeenRecord]],
        *,
        weights: Weights | None = None,
        where: str = "sqlite://",
    ) -> None:
        self.rng = random.Random(seed)
        clock = EventClock(START)
        self.ledger = Ledger.open(where, clock=clock, device="bench", evidence=False)
        import_catalogue(self.ledger, CATALOGUE)
        with self.ledger.unit() as unit:
            everything = unit.catalogue.items()
            for item in everything:
                unit.moves.book(
                    MoveDraft(f"open-{item.sku}", MoveKind.OPENING, item.sku, PLENTY, "LOSS", item.place or "DOCK")
                )
            understanding = world.understanding(unit, "zh")
        self.items = [item for item in everything if item.codes and item.codes[0][1] is None]
        self.seed = seed
        self.clerk = Clerk(self.ledger, clock, device="bench", understands=understanding, weights=weights)
        self.senses = Senses(self.rng, *pools, self.items, understanding)
        self.number = self.served = 0

    def wishes(self, count: int) -> Iterator[Wish]:
        """Yield what people want, mostly small amounts."""
        for _ in range(count):
            item = self.rng.choice(self.items)
            unit = self.rng.choice([item.unit, *item.packings])
            amounts = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 20, 24, 30, 50)
            quantity = self.rng.choices(amounts, [12, 12, 10, 8, 8, 7, 5, 5, 4, 8, 2, 4, 2, 3, 2, 4, 2, 1, 1])[0]
            intent = self.rng.choices(list(VERBS), [50, 40, 7, 3])[0]
            yield Wish(intent, item, quantity, unit)

    def serve(self, wish: Wish, arm: str) -> Outcome:
        """Let a person get a wish booked with `both` senses, by `voice` alone, or by `camera` and touch.

        `brief` is `both`, but who has shown the goods does not name them again; `keyboard` is typing alone.

        Whatever way the person works, what goes wrong on his own side is the same.
        """
        self.served += 1
        self.senses.rng = random.Random(f"{self.seed} {self.served}")
        order = self._order(wish)
        outcome = _Person(self, wish, arm).served()
        if order:
            with self.ledger.unit() as unit:
                unit.documents.cancel(order)
        return outcome

    def _order(self, wish: Wish) -> str | None:
        """Write the purchase order that a receipt may be for; at times it says another amount."""
        rng = self.senses.rng
        if wish.intent != "Receive" or rng.random() >= ORDERED:
            return None
        other = self.senses.mistaken(wish, "quantity") if rng.random() < ORDER_DIFFERS else wish
        number = f"P{self.served}"
        with self.ledger.unit() as unit:
            lines = (LineDraft(wish.item.sku, Decimal(other.base)),)
            unit.documents.write(DocumentDraft(number, DocumentKind.PURCHASE_ORDER, lines), release=True)
        return number

    def send(self, what: Happening) -> Turn:
        """Bring a happening before the clerk."""
        self.number += 1
        return self.clerk.handle(Event(f"e{self.number}", START + timedelta(seconds=8 * self.number), what))


class _Person:
    def __init__(self, shift: Shift, wish: Wish, arm: str) -> None:
        self.shift, self.wish, self.arm, self.rng = shift, wish, arm, shift.senses.rng
        self.outcome = Outcome(wish)
        self.believed, self.shown = wish, wish.item
        self.tried = self.looked = self.unheard = 0
        self.recognised = False
        planted = self.rng.random()
        other = shift.senses.alike(wish.item)
        if planted < WRONG_LABEL:
            self.outcome.planted, self.shown = "wrong label", other
        elif planted < WRONG_LABEL + WRONG_BOX:
            self.outcome.planted, self.shown = "wrong box", other
        elif planted < WRONG_LABEL + WRONG_BOX + MISNAMED:
            self.outcome.planted = "misnamed"
            unit = wish.unit if wish.unit in {other.unit, *other.packings} else other.unit
            self.believed = replace(wish, item=other, unit=unit)

    def served(self) -> Outcome:
        turn = self.begin()
        while turn is not None:
            self._weigh(turn)
            turn = None if self.outcome.booked or self.outcome.events >= EVENTS else self.react(turn)
        self.shift.clerk.handle(self._leaving())
        return self.outcome

    def begin(self) -> Turn | None:
        turn = self.show() if self.arm not in {"voice", "keyboard"} else None
        self.recognised = turn is not None and any(one.item for one in turn.sightings)
        return turn if self.arm == "camera" else self.command()

    def react(self, turn: Turn) -> Turn | None:
        question = turn.question
        if question is not None:
            self.outcome.questions += 1
            if question.slot == "confirm":
                return self.judge(turn)
            return self.answer(question.slot)
        if self.arm == "camera":
            seen = [one.item for one in turn.sightings if one.item]
            return self.command() if seen else self.show() if self.looked < ATTEMPTS else None
        return self.command() if self.tried < ATTEMPTS else None

    def judge(self, turn: Turn) -> Turn | None:
        assert turn.proposal is not None
        self.outcome.proposed.append((turn.proposal.confidence, self._is(self.wish, turn.proposal)))
        if self._is(self.believed, turn.proposal) or self.rng.random() < INATTENTIVE:
            return self.yes()
        if turn.proposal.slots["item"] != self.believed.item.sku:
            self.look_closely()
            if self._is(self.believed, turn.proposal):
                return self.yes()
        self._do(Pressed("cancel"))
        self.outcome.touches += 1
        return self.begin() if self.tried < ATTEMPTS and self.looked < ATTEMPTS else None

    def yes(self) -> Turn:
        if self.arm in TYPED or self.unheard >= 2:
            self.outcome.touches += 1
            return self._do(Pressed("confirm"))
        self.unheard += 1
        self.outcome.said.append("对")
        return self._do(self.shift.senses.hear("对", ["不对", "停", "再说一遍"]))

    def answer(self, slot: str) -> Turn | None:
        if slot == "item" and self.arm == "camera":
            return None
        if slot == "item" and "再拍一下" in self.outcome.prompts[-1] and self.looked < ATTEMPTS:
            return self.show()
        if slot == "item":
            self.look_closely()
        wish = self.believed
        if slot == "check":
            self.outcome.touches += 1
            return self._do(Said("".join(sign for sign in self.outcome.prompts[-1] if sign.isdigit())))
        said = {"item": wish.item.name, "quantity": wish.amount(), "unit": wish.unit}.get(slot)
        if said is None:
            self._do(Pressed("cancel"))
            return None
        if self.arm in TYPED:
            return self._tap(said)
        self.outcome.said.append(said)
        mistaken = self.shift.senses.mistaken(wish)
        wrong = {"item": mistaken.item.name, "quantity": mistaken.amount()}.get(slot, "停")
        return self._do(self.shift.senses.hear(said, [wrong]))

    def command(self) -> Turn:
        self.tried += 1
        wish = self.believed
        if self.arm == "camera":
            return self._tap(f"{VERBS[self.wish.intent]}{self.wish.amount()}")
        if self.arm == "keyboard":
            return self._tap(wish.sentence())
        if self.arm == "brief" and self.recognised:
            brief = f"{VERBS[wish.intent]}{wish.amount()}"
            self.outcome.said.append(brief)
            other = self.shift.senses.mistaken(wish, "quantity")
            return self._do(self.shift.senses.hear(brief, [f"{VERBS[wish.intent]}{other.amount()}"]))
        self.outcome.said.append(wish.sentence())
        return self._do(self.shift.senses.hear(self.believed.sentence(), [], self.believed))

    def show(self) -> Turn:
        self.looked += 1
        self.outcome.looks += 1
        return self._do(self.shift.senses.see(self.shown))

    def look_closely(self) -> None:
        """Find out what is in the hand, once the clerk names something else than was believed."""
        self.believed = self.wish
        if self.outcome.planted == "wrong box":
            self.shown = self.wish.item

    def _tap(self, text: str) -> Turn:
        self.outcome.touches += 1
        self.outcome.typed.append(text)
        if self.rng.random() < SLIP:
            text = text.replace(self.wish.amount(), replace(self.wish, quantity=self.wish.quantity + 1).amount())
        return self._do(Said(text))

    def _do(self, what: Happening) -> Turn:
        self.outcome.events += 1
        turn = self.shift.send(what)
        self.outcome.prompts.append(turn.reply)
        return turn

    def _weigh(self, turn: Turn) -> None:
        for move in turn.moves:
            kind = {"Receive": "receive", "Issue": "issue", "ReturnFromCustomer": "return_from_customer"}
            wrong = [
                slot
                for slot, is_right in (
                    ("intent", move["kind"] == kind.get(self.wish.intent, "scrap")),
                    ("item", move["item"] == self.wish.item.sku),
                    ("quantity", sum(Decimal(one["quantity"]) for one in turn.moves) == Decimal(self.wish.base)),
                )
                if not is_right
            ]
            self.outcome.booked = "wrong" if wrong else "right"
            self.outcome.cause = wrong[0] if wrong else ""

    @staticmethod
    def _is(wish: Wish, proposal: Proposal) -> bool:
        slots = proposal.slots
        return (proposal.intent, slots["item"], slots["quantity_base"]) == (wish.intent, wish.item.sku, wish.base)

    def _leaving(self) -> Event:
        """Return the event of somebody who goes: ten minutes later nothing is in view or in preparation."""
        self.shift.number += 80
        return Event(f"left{self.shift.number}", START + timedelta(seconds=8 * self.shift.number), Pressed("cancel"))
