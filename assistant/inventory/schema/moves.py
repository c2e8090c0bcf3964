"""Moves, which never change, and stock, which follows from them."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from assistant.inventory.schema.base import Base, Key

# An index over what is mostly empty would cost every booking a page on the disk.
_DECIDED = text("decided_seq IS NOT NULL")
_REVERSES = text("reverses IS NOT NULL")
_HAS_DOCUMENT = text("document IS NOT NULL")


class MoveRow(Base):
    """So much of a lot goes from one place to another. Only the columns of the decision are ever updated."""

    __tablename__ = "move"
    __table_args__ = (
        CheckConstraint("micros > 0", name="positive"),
        Index("ix_move_item_id_seq", "item_id", "seq"),
        Index("ix_move_document", "document", sqlite_where=_HAS_DOCUMENT, postgresql_where=_HAS_DOCUMENT),
        Index("ix_move_decided_seq", "decided_seq", sqlite_where=_DECIDED, postgresql_where=_DECIDED),
        Index("uq_move_reverses", "reverses", unique=True, sqlite_where=_REVERSES, postgresql_where=_REVERSES),
    )

    seq: Mapped[int] = mapped_column(Key, primary_key=True)
    id: Mapped[str] = mapped_column(String(80), unique=True)
    """Made by the client; the further moves of a split are `id/2`, `id/3`, …"""
    draft: Mapped[str] = mapped_column(String(80))
    """The client's id of the draft, equal to `id` in the first of its moves."""
    fingerprint: Mapped[str] = mapped_column(String(32))
    """Hash of the draft: tells a retry from a reused id."""
    proposal: Mapped[str] = mapped_column(String(80), index=True)
    """Moves of one proposal are decided together."""
    kind: Mapped[str] = mapped_column(String(20))
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"))
    micros: Mapped[int] = mapped_column(BigInteger)
    source_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    source_status: Mapped[str] = mapped_column(String(10))
    destination_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    destination_status: Mapped[str] = mapped_column(String(10))
    at: Mapped[str] = mapped_column(String(27))
    device: Mapped[str] = mapped_column(String(80))
    person: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(Text)
    confidence: Mapped[float | None]
    context: Mapped[str] = mapped_column(Text)
    """JSON: evidence references, models with versions."""
    reverses: Mapped[str | None] = mapped_column(ForeignKey("move.id"))
    """The move that this one undoes; unique, so that nothing is undone twice."""
    document: Mapped[str | None] = mapped_column(String(40))
    """Number of the document that it fulfils."""
    document_line: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(8))
    decided_at: Mapped[str | None] = mapped_column(String(27))
    decided_seq: Mapped[int | None] = mapped_column(BigInteger)
    """Number of the journal entry that decided it: the true order, whatever the clock does."""
    overdrawn: Mapped[bool]
    """It took more than was there, as the place's policy allows."""


class StockRow(Base):
    """How much of a lot is at a place in a status: a projection of the posted moves."""

    __tablename__ = "stock"
    __table_args__ = (Index("ix_stock_place_id", "place_id"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), primary_key=True)
    status: Mapped[str] = mapped_column(String(10), primary_key=True)
    micros: Mapped[int] = mapped_column(BigInteger)
