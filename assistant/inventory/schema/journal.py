"""The journal of decisions."""

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from assistant.inventory.schema.base import Base, Key


class JournalRow(Base):
    """An entry, chained to the one before it."""

    __tablename__ = "journal"

    seq: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(Text)
    """Canonical JSON of the entry, exactly the bytes that were hashed."""
    hash: Mapped[str] = mapped_column(String(64))


class HeadRow(Base):
    """Where the journal ends, signed; a single row."""

    __tablename__ = "journal_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))
    signer: Mapped[str] = mapped_column(String(80))
    signature: Mapped[str] = mapped_column(Text)
    generation: Mapped[int] = mapped_column(BigInteger)
    """Counts the changes of catalogue and places, so that other processes know when to read them anew."""
