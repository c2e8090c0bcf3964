"""Proposals that the clerk is not sure enough about, waiting for a person with their evidence."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, insert, select, update

from assistant.inventory import moment
from assistant.inventory.context import Context
from assistant.inventory.errors import LedgerError
from assistant.inventory.journal import Journal
from assistant.inventory.schema import ReviewRow


class UnknownReviewError(LedgerError):
    """No such review."""

    code = "unknown_review"

    def __init__(self, review: str) -> None:
        super().__init__(f"there is no review {review}; list them first", review=review)


class ReviewClosedError(LedgerError):
    """The review was decided before, the other way."""

    code = "review_closed"

    def __init__(self, review: str, state: str) -> None:
        super().__init__(f"review {review} is already {state}", review=review, state=state)


class ReviewState(StrEnum):
    """What became of it."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Review:
    """A proposal in the queue."""

    id: str
    at: datetime
    state: ReviewState
    why: str
    """Why the clerk did not go on."""
    proposal: Mapping[str, Any]
    """The clerk's own JSON."""
    evidence: tuple[str, ...]
    """References into the evidence store."""
    decided_by: str = ""
    decided_at: datetime | None = None


class Reviews:
    """The queue."""

    def __init__(self, context: Context, journal: Journal) -> None:
        self._context = context
        self._connection = context.connection
        self._journal = journal

    def put(self, review: str, proposal: Mapping[str, Any], evidence: Sequence[str] = (), why: str = "") -> Review:
        """Queue a proposal under the client's id; the same id again changes nothing."""
        known = self._find(review)
        if known:
            return known
        row = {
            "id": review,
            "at": self._context.now(),
            "state": ReviewState.OPEN.value,
            "why": why,
            "proposal": json.dumps(proposal, ensure_ascii=False),
            "evidence": json.dumps(list(evidence)),
            "decided_by": "",
            "decided_at": None,
        }
        self._connection.execute(insert(ReviewRow).values(row))
        self._journal.append("review", {"review": review, "why": why, "evidence": list(evidence)})
        return self.get(review)

    def get(self, review: str) -> Review:
        """Return a review; raises `UnknownReviewError`."""
        found = self._find(review)
        if not found:
            raise UnknownReviewError(review)
        return found

    def queue(self, state: ReviewState | str | None = ReviewState.OPEN, limit: int = 100) -> list[Review]:
        """Return the queue, oldest first; `state` None means all."""
        wanted = select(ReviewRow.__table__).order_by(ReviewRow.at, ReviewRow.id).limit(limit)
        if state is not None:
            wanted = wanted.where(ReviewRow.state == ReviewState(state).value)
        return [_review(row) for row in self._connection.execute(wanted)]

    def resolve(self, review: str, decision: str, by: str = "") -> Review:
        """`approve` or `reject` it. The same decision again changes nothing; raises `ReviewClosedError` for the other.

        The caller books an approved proposal in the same unit of work.
        """
        states = {"approve": ReviewState.APPROVED, "reject": ReviewState.REJECTED}
        known = self.get(review)
        if known.state is states[decision]:
            return known
        if known.state is not ReviewState.OPEN:
            raise ReviewClosedError(review, known.state)
        values = {"state": states[decision].value, "decided_by": by, "decided_at": self._context.now()}
        self._connection.execute(update(ReviewRow).where(ReviewRow.id == review).values(values))
        self._journal.append("reviewed", {"review": review, "decision": decision, "by": by})
        return self.get(review)

    def _find(self, review: str) -> Review | None:
        row = self._connection.execute(select(ReviewRow.__table__).where(ReviewRow.id == review)).first()
        return _review(row) if row else None


def _review(row: Row[Any]) -> Review:
    return Review(
        id=row.id,
        at=moment.from_text(row.at),
        state=ReviewState(row.state),
        why=row.why,
        proposal=json.loads(row.proposal),
        evidence=tuple(json.loads(row.evidence)),
        decided_by=row.decided_by,
        decided_at=moment.from_text(row.decided_at) if row.decided_at else None,
    )
