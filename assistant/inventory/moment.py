"""Points in time as the database keeps them: UTC, ISO 8601, fixed width, so that text order is time order."""

from datetime import UTC, date, datetime


def to_text(moment: datetime) -> str:
    """Return `2026-11-24T13:06:40.000000Z`; the datetime must know its zone."""
    if moment.tzinfo is None:
        raise ValueError("a point in time needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def from_text(text: str) -> datetime:
    """Read what `to_text` wrote."""
    return datetime.fromisoformat(text)


def day(text: str | None) -> date | None:
    """Read an ISO date, or nothing."""
    return date.fromisoformat(text) if text else None
