"""Where goods can be."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from assistant.inventory.schema.base import Base, Key


class PlaceRow(Base):
    """A warehouse, zone, bin, or a place outside the house such as a supplier or loss."""

    __tablename__ = "place"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    overdraft: Mapped[bool]
    """More may be taken than is there; such moves carry a mark."""
