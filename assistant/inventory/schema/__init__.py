"""The tables, in typed SQLAlchemy. Columns are integers and texts only: what they mean is read elsewhere.

Imports SQLAlchemy and the files of this folder.
"""

from assistant.inventory.schema.base import Base
from assistant.inventory.schema.catalogue import AliasRow, CodeRow, ItemRow, LotRow, PackingRow
from assistant.inventory.schema.clerk import EvidenceRow, ReviewRow, StateRow
from assistant.inventory.schema.documents import DeviceRow, DocumentLineRow, DocumentRow, InboxRow, PartyRow
from assistant.inventory.schema.journal import HeadRow, JournalRow
from assistant.inventory.schema.moves import MoveRow, StockRow
from assistant.inventory.schema.places import PlaceRow

__all__ = [
    "AliasRow",
    "Base",
    "CodeRow",
    "DeviceRow",
    "DocumentLineRow",
    "DocumentRow",
    "EvidenceRow",
    "HeadRow",
    "InboxRow",
    "ItemRow",
    "JournalRow",
    "LotRow",
    "MoveRow",
    "PackingRow",
    "PartyRow",
    "PlaceRow",
    "ReviewRow",
    "StateRow",
    "StockRow",
]
