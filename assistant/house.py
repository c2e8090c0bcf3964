"""What the house has set for itself: the secret behind its check digits, and who may do what."""

from hashlib import sha256

from assistant.inventory.errors import LedgerError
from assistant.inventory.unit import UnitOfWork

DIGITS = "check_digits"
ROLES = "roles"


def secret(unit: UnitOfWork, seed: str) -> str:
    """Return what check digits are made from: the house's own, so that no other house's labels fit.

    `seed` is something nobody outside can guess, like the id of an event; it counts the first time only. The unit of
    work must be able to write then.
    """
    kept = unit.state.get(DIGITS)
    if kept is None:
        kept = sha256(f"check digits {seed}".encode()).hexdigest()
        unit.state.put(DIGITS, kept)
    return str(kept)


def role(unit: UnitOfWork, person: str) -> str:
    """Return a person's role as the owner has set it: among the parties, or by name alone; empty: none."""
    if not person:
        return ""
    named = (unit.state.get(ROLES) or {}).get(person)
    if named is not None:
        return str(named)
    try:
        found = unit.parties.get(person)
    except LedgerError:
        return ""
    return found.role.value if found.active else ""


def set_role(unit: UnitOfWork, person: str, role: str) -> None:
    """Let a person have a role of `policies/risk.toml`; an empty one takes it away. Journalled."""
    known = {name: had for name, had in (unit.state.get(ROLES) or {}).items() if name != person}
    unit.state.put(ROLES, {**known, person: role} if role else known)
    unit.journal.append("role", {"person": person, "role": role})
