"""What goods there are."""

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assistant.inventory.schema.base import Base, Key


class ItemRow(Base):
    """A product."""

    __tablename__ = "item"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    sku: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(String(16))
    decimals: Mapped[int]
    category: Mapped[str] = mapped_column(Text)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    shelf_life_days: Mapped[int | None]
    safety_micros: Mapped[int] = mapped_column(BigInteger)
    price: Mapped[str | None] = mapped_column(String(32))
    """Decimal number as text, for one base unit."""


class AliasRow(Base):
    """Another name of an item."""

    __tablename__ = "item_alias"

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    alias: Mapped[str] = mapped_column(Text)


class PackingRow(Base):
    """A packing and how many base units are in it, as an exact fraction."""

    __tablename__ = "packing"

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    unit: Mapped[str] = mapped_column(String(16), primary_key=True)
    numerator: Mapped[int] = mapped_column(BigInteger)
    denominator: Mapped[int] = mapped_column(BigInteger)


class CodeRow(Base):
    """A barcode of an item or of one of its packings."""

    __tablename__ = "code"

    code: Mapped[str] = mapped_column(String(80), primary_key=True)
    """GTINs have 14 digits."""
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    packing: Mapped[str | None] = mapped_column(String(16))


class LotRow(Base):
    """A lot of an item. Every item has one with an empty code: goods that came without a lot."""

    __tablename__ = "lot"
    __table_args__ = (UniqueConstraint("item_id", "code"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    code: Mapped[str] = mapped_column(String(80))
    produced: Mapped[str | None] = mapped_column(String(10))
    expiry: Mapped[str | None] = mapped_column(String(10))
