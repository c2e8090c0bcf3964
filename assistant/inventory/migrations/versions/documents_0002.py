"""Documents with their lines and inbox, parties, devices."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "party",
        sa.Column("id", Key, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=80), nullable=False),
        sa.Column("place_id", Key, nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_party_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("name", name=op.f("uq_party_name")),
    )
    op.create_table(
        "device",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("signer", sa.String(length=80), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_device")),
    )
    op.create_table(
        "document",
        sa.Column("id", Key, nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("party", sa.String(length=80), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("number", name=op.f("uq_document_number")),
    )
    op.create_index("ix_document_kind_stage", "document", ["kind", "stage"])
    op.create_index(op.f("ix_document_owner"), "document", ["owner"])
    op.create_table(
        "document_line",
        sa.Column("document_id", Key, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item_id", Key, nullable=False),
        sa.Column("micros", sa.BigInteger(), nullable=False),
        sa.Column("counted_micros", sa.BigInteger(), nullable=True),
        sa.Column("source_id", Key, nullable=True),
        sa.Column("destination_id", Key, nullable=True),
        sa.Column("lot", sa.String(length=80), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("micros >= 0", name=op.f("ck_document_line_not_negative")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_line_document_id")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_document_line_item_id")),
        sa.ForeignKeyConstraint(["source_id"], ["place.id"], name=op.f("fk_document_line_source_id")),
        sa.ForeignKeyConstraint(["destination_id"], ["place.id"], name=op.f("fk_document_line_destination_id")),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_document_line")),
    )
    op.create_index(op.f("ix_document_line_item_id"), "document_line", ["item_id"])
    op.create_table(
        "inbox",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=80), nullable=False),
        sa.Column("sender", sa.String(length=80), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("read_at", sa.String(length=27), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
    )
    op.create_index("ix_inbox_recipient_read_at", "inbox", ["recipient", "read_at"])
