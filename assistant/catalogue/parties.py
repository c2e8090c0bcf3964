"""Who the house deals with, from a table: name, kind, and where there are some aliases, role and department."""

from dataclasses import dataclass
from pathlib import Path

from assistant.catalogue.errors import RowError
from assistant.catalogue.importing import Refused
from assistant.catalogue.rows import SEPARATOR, refuse_formulas
from assistant.catalogue.table import Row, read
from assistant.catalogue.wording import chinese
from assistant.inventory.errors import LedgerError
from assistant.inventory.ledger import Ledger
from assistant.inventory.party import Party, PartyKind, Role

KINDS = {
    "供应商": PartyKind.SUPPLIER, "客户": PartyKind.CUSTOMER, "部门": PartyKind.DEPARTMENT, "人员": PartyKind.PERSON,
    **{kind.value: kind for kind in PartyKind},
}  # fmt: skip
"""What a table may call a kind of party."""
ROLES = {
    "拣货员": Role.PICKER, "收货员": Role.RECEIVER, "文员": Role.CLERK, "主管": Role.MANAGER,
    **{role.value: role for role in Role},
}  # fmt: skip
"""What a table may call a role."""


@dataclass(frozen=True, slots=True)
class PartiesImported:
    """What became of a table of parties."""

    parties: int
    refused: tuple[Refused, ...]


def import_parties(ledger: Ledger, path: Path) -> PartiesImported:
    """Add or change the parties of a table, in one transaction. Raises `CatalogueError` for a file that is no table."""
    kept = 0
    refused = []
    with ledger.unit() as unit:
        for line, row in read(path, needed=["name", "kind"]):
            try:
                unit.parties.put(party_of(row))
                kept += 1
            except RowError as error:
                refused.append(Refused(line, error.en, error.zh))
            except LedgerError as error:
                refused.append(Refused(line, str(error), chinese(error)))
    return PartiesImported(kept, tuple(refused))


def party_of(row: Row) -> Party:
    """Return the party of a row; raises `RowError`."""
    refuse_formulas(row)
    kind, role = KINDS.get(row["kind"].lower()), ROLES.get(row.get("role", "").lower())
    if kind is None:
        raise RowError(
            f"kind: {row['kind']!r} is none of supplier, customer, department, person",
            f"类型“{row['kind']}”要写成 供应商、客户、部门 或 人员",
        )
    if role is None or (role and kind is not PartyKind.PERSON):
        raise RowError(
            f"role: {row['role']!r}; a person is a picker, receiver, clerk or manager, others have none",
            f"角色“{row['role']}”不对；只有人员有角色：拣货员、收货员、文员、主管",
        )
    aliases = tuple(alias.strip() for alias in row.get("aliases", "").split(SEPARATOR) if alias.strip())
    return Party(row["name"], kind, aliases, role, row.get("department", ""))
