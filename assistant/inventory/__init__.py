"""The ledger: items, lots, places, moves, stock, documents, journal. Imports SQLAlchemy and nothing of ours outside."""

from assistant.inventory.errors import LedgerError
from assistant.inventory.item import Item
from assistant.inventory.ledger import Ledger
from assistant.inventory.move import Move, MoveDraft, MoveKind, MoveState, Status
from assistant.inventory.places import Place, PlaceKind
from assistant.inventory.stock import StockLine
from assistant.inventory.unit import UnitOfWork
from assistant.inventory.verification import Verification

__all__ = [
    "Item",
    "Ledger",
    "LedgerError",
    "Move",
    "MoveDraft",
    "MoveKind",
    "MoveState",
    "Place",
    "PlaceKind",
    "Status",
    "StockLine",
    "UnitOfWork",
    "Verification",
]
