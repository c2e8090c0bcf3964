"""What the clerk remembers between two processes."""

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from assistant.inventory.schema.base import Base


class StateRow(Base):
    """A piece of dialogue state."""

    __tablename__ = "state"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class ReviewRow(Base):
    """A proposal that waits for a person."""

    __tablename__ = "review"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    at: Mapped[str] = mapped_column(String(27))
    state: Mapped[str] = mapped_column(String(10), index=True)
    why: Mapped[str] = mapped_column(Text)
    proposal: Mapped[str] = mapped_column(Text)
    """JSON."""
    evidence: Mapped[str] = mapped_column(Text)
    """JSON: list of references."""
    decided_by: Mapped[str] = mapped_column(String(80))
    decided_at: Mapped[str | None] = mapped_column(String(27))


class EvidenceRow(Base):
    """A clip or picture that was kept in the evidence folder."""

    __tablename__ = "evidence"

    reference: Mapped[str] = mapped_column(String(80), primary_key=True)
    at: Mapped[str] = mapped_column(String(27), index=True)
    bytes: Mapped[int] = mapped_column(BigInteger)
    dropped_at: Mapped[str | None] = mapped_column(String(27))
