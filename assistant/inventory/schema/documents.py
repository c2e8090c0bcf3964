"""Papers, and who deals with them."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from assistant.inventory.schema.base import Base, Key


class PartyRow(Base):
    """A supplier, a customer, a person or a department."""

    __tablename__ = "party"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    aliases: Mapped[str] = mapped_column(Text)
    """JSON: list of further names."""
    role: Mapped[str] = mapped_column(String(12))
    """What a person may do; empty for all others."""
    department: Mapped[str] = mapped_column(String(80))
    """Name of the department that a person belongs to."""
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    """Where goods of a supplier come from, or a customer's go to."""
    active: Mapped[bool]


class DeviceRow(Base):
    """A terminal that books."""

    __tablename__ = "device"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    signer: Mapped[str] = mapped_column(String(80))
    """Public half of its signing key."""
    person: Mapped[str] = mapped_column(String(80))
    """Who carries it."""
    at: Mapped[str] = mapped_column(String(27))
    """When it was first seen."""


class DocumentRow(Base):
    """A document. How far it has come follows from the moves that name it."""

    __tablename__ = "document"
    __table_args__ = (Index("ix_document_kind_stage", "kind", "stage"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    fingerprint: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(16))
    stage: Mapped[str] = mapped_column(String(10))
    """`draft`, `open`, `closed` or `cancelled`: what people decided."""
    owner: Mapped[str] = mapped_column(String(80), index=True)
    party: Mapped[str] = mapped_column(String(80))
    at: Mapped[str] = mapped_column(String(27))
    due: Mapped[str | None] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text)
    created_by: Mapped[str] = mapped_column(String(80))


class DocumentLineRow(Base):
    """A line of a document."""

    __tablename__ = "document_line"
    __table_args__ = (CheckConstraint("micros >= 0", name="not_negative"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    micros: Mapped[int] = mapped_column(BigInteger)
    counted_micros: Mapped[int | None] = mapped_column(BigInteger)
    """What a count sheet's line came to."""
    source_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    destination_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    lot: Mapped[str | None] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(Text)


class InboxRow(Base):
    """A document that was forwarded to somebody."""

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_recipient_read_at", "recipient", "read_at"),)

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    document: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(80))
    sender: Mapped[str] = mapped_column(String(80))
    at: Mapped[str] = mapped_column(String(27))
    note: Mapped[str] = mapped_column(Text)
    read_at: Mapped[str | None] = mapped_column(String(27))
