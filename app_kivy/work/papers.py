"""Documents for the screens: which there are, what stands in one, to whom it can go, and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from app_kivy.work.books import LISTED
from assistant.inventory.document import DocumentState
from assistant.inventory.party import PartyKind
from assistant.printing.sheet import Sheet, lay_out
from assistant.voice.wording import Wording
from assistant.wiring import Shop


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One document in the list."""

    number: str
    kind: str
    """As a person calls it."""
    party: str
    owner: str
    lines: int
    done: int
    """Lines with nothing outstanding."""


@dataclass(frozen=True, slots=True)
class PaperView:
    """One document, laid out, and what may be done with it."""

    number: str
    sheet: Sheet
    draft: bool
    """Whether it waits for somebody to release it."""


def listed(shop: Shop) -> list[PaperRow]:
    """Return the documents, newest first; those that are finished come last."""
    wording = Wording(shop.clerk.lang)
    with shop.clerk.ledger.view() as unit:
        found = unit.documents.find(limit=LISTED)
    found.sort(key=lambda one: one.state in {DocumentState.DONE, DocumentState.CANCELLED})
    return [
        PaperRow(
            one.number,
            wording.document(one.kind.value),
            one.party,
            one.owner,
            len(one.lines),
            sum(not line.outstanding for line in one.lines),
        )
        for one in found
    ]


def paper(shop: Shop, number: str) -> PaperView:
    """Return a document; raises `UnknownDocumentError`."""
    with shop.clerk.ledger.view() as unit:
        document = unit.documents.get(number)
    return PaperView(number, lay_out(document, shop.clerk.lang), document.state is DocumentState.DRAFT)


def receivers(shop: Shop) -> list[str]:
    """Return the departments and people that the house knows, departments first."""
    with shop.clerk.ledger.view() as unit:
        return [
            party.name
            for kind in (PartyKind.DEPARTMENT, PartyKind.PERSON)
            for party in unit.parties.all(kind)
            if party.active
        ]


def filled(sheet: Sheet) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """Return the lines of a sheet for a narrow screen: the name, then label and value of what is filled in."""
    labels = [column.label for column in sheet.columns]
    return [(row[2], [(labels[at], row[at]) for at in range(3, len(row)) if row[at]]) for row in sheet.rows]
