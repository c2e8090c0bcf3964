"""Writes the journal as JSON lines that anybody can check: the entries as they were hashed, then the signed head."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from assistant.inventory.chain import canonical
from assistant.inventory.schema import HeadRow, JournalRow


def lines(connection: Connection) -> Iterator[str]:
    """Yield the lines, without their ends; nothing is checked."""
    wanted = select(JournalRow.body).order_by(JournalRow.seq)
    with connection.execution_options(yield_per=5000).execute(wanted) as rows:
        yield from rows.scalars()
    head = connection.execute(select(HeadRow.__table__)).one()
    yield canonical({"head": {"seq": head.seq, "hash": head.hash, "signer": head.signer, "signature": head.signature}})
