"""A unit of work: one transaction over all parts of the ledger."""

from pathlib import Path

from assistant.inventory.booking import Booking
from assistant.inventory.catalogue import Catalogue
from assistant.inventory.context import Context
from assistant.inventory.documents import Documents
from assistant.inventory.evidence import Evidence
from assistant.inventory.fulfilling import Fulfilling
from assistant.inventory.inbox import Inbox
from assistant.inventory.journal import Journal
from assistant.inventory.lots import Lots
from assistant.inventory.move_store import MoveStore
from assistant.inventory.moves import Moves
from assistant.inventory.party import Parties
from assistant.inventory.places import Places
from assistant.inventory.posting import Posting
from assistant.inventory.reviews import Reviews
from assistant.inventory.signing import Signer
from assistant.inventory.state import State
from assistant.inventory.stock import Stock


class UnitOfWork:
    """The parts of the ledger, all on one transaction."""

    def __init__(self, context: Context, signer: Signer, evidence_folder: Path | None) -> None:
        self.context = context
        self.journal = Journal(context, signer)
        self.places = Places(context)
        self.catalogue = Catalogue(context, self.places, self.journal)
        self.lots = Lots(context)
        self.move_store = store = MoveStore(context, self.places)
        booking = Booking(context, self.catalogue, self.places, self.lots)
        self.moves = Moves(context, store, booking, Posting(context, self.places, store, self.journal), self.journal)
        self.stock = Stock(context, self.places)
        self.state = State(context)
        self.reviews = Reviews(context, self.journal)
        self.evidence = Evidence(context, evidence_folder, self.reviews, self.state)
        self.parties = Parties(context, self.places, self.journal)
        self.documents = Documents(context, self.catalogue, self.places, self.journal)
        self.inbox = Inbox(context, self.documents, self.parties, self.journal)
        self.fulfilling = Fulfilling(self.documents, self.catalogue, self.parties, self.stock)
