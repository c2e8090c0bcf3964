"""One small class a refusal. Each has a `code` and `parameters`, so that the clerk can say it in any language."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar


class LedgerError(Exception):
    """Base of everything the ledger refuses; the message tells a person what to do next."""

    code: ClassVar[str] = "refused"
    """Stable word for the kind of failure: the key of its wording in other languages."""

    def __init__(self, message: str, **parameters: Any) -> None:
        super().__init__(message)
        self.parameters = parameters
        """What the wording needs; values are strings, numbers, `Decimal`, `date` or None."""


class NotEnoughStockError(LedgerError):
    """More is asked for than is there."""

    code = "not_enough_stock"

    def __init__(self, *, item: str, have: Decimal, want: Decimal, place: str | None, lot: str | None = None) -> None:
        where = (f" at {place}" if place else "") + (f", lot {lot}" if lot else "")
        super().__init__(
            f"there are only {have:f} of {item}{where}, not {want:f}; ask for less, or count the place",
            item=item,
            have=have,
            want=want,
            place=place,
            lot=lot,
        )


class OnlyExpiredError(LedgerError):
    """What is there is past its expiry date and may not leave for a customer."""

    code = "only_expired"

    def __init__(self, *, item: str, have: Decimal, expired: Decimal, want: Decimal, place: str | None) -> None:
        super().__init__(
            f"{expired:f} of {item} are past their expiry date, {have:f} are still good, "
            f"{want:f} were asked for; scrap the expired ones",
            item=item,
            have=have,
            expired=expired,
            want=want,
            place=place,
        )


class UnknownItemError(LedgerError):
    """No such SKU."""

    code = "unknown_item"

    def __init__(self, item: str) -> None:
        super().__init__(f"there is no item {item!r} in the catalogue; add it first", item=item)


class UnknownPlaceError(LedgerError):
    """No such place."""

    code = "unknown_place"

    def __init__(self, place: str) -> None:
        super().__init__(f"there is no place {place!r}; check the name or add it", place=place)


class UnknownLotError(LedgerError):
    """The item has no such lot."""

    code = "unknown_lot"

    def __init__(self, item: str, lot: str) -> None:
        super().__init__(f"{item} has no lot {lot!r}; check the label", item=item, lot=lot)


class LotMismatchError(LedgerError):
    """A known lot is said to have another date."""

    code = "lot_mismatch"

    def __init__(self, *, item: str, lot: str, field: str, known: date | None, said: date) -> None:
        super().__init__(
            f"lot {lot} of {item} has the {field} date {known}, not {said}; check the label",
            item=item,
            lot=lot,
            field=field,
            known=known,
            said=said,
        )


class UnknownUnitError(LedgerError):
    """The item is not counted or packed in that unit."""

    code = "unknown_unit"

    def __init__(self, item: str, unit: str, known: tuple[str, ...]) -> None:
        super().__init__(f"{item} has no unit {unit!r}; it has {', '.join(known)}", item=item, unit=unit, known=known)


class BadQuantityError(LedgerError):
    """Zero, negative, not finite, too large, or finer than the unit can be divided."""

    code = "bad_quantity"

    def __init__(self, quantity: object, why: str) -> None:
        super().__init__(f"the quantity {quantity} {_WHY[why]}", quantity=str(quantity), why=why)


_WHY = {
    "not_a_number": "is not a number; say a number",
    "not_positive": "is not more than zero; say a number above zero",
    "negative": "is negative; say zero or more",
    "too_large": "is larger than any stock; say it again",
    "too_fine": "cannot be divided that finely in this unit; say a whole number",
}


class SamePlaceError(LedgerError):
    """A move that would change nothing."""

    code = "same_place"

    def __init__(self, place: str) -> None:
        super().__init__(f"source and destination are both {place}; say where the goods go", place=place)


class BadCodeError(LedgerError):
    """A barcode whose check digit is wrong."""

    code = "bad_check_digit"

    def __init__(self, barcode: str) -> None:
        super().__init__(f"the check digit of barcode {barcode} is wrong; read it again", barcode=barcode)


class CodeTakenError(LedgerError):
    """A barcode that belongs to another item."""

    code = "code_taken"

    def __init__(self, barcode: str, item: str) -> None:
        super().__init__(f"barcode {barcode} already belongs to {item}", barcode=barcode, item=item)


class BadItemError(LedgerError):
    """A catalogue entry that cannot be kept."""

    code = "bad_item"

    def __init__(self, item: str, field: str, why: str) -> None:
        super().__init__(f"{field} of {item}: {why}", item=item, field=field, why=why)


class BadPlaceError(LedgerError):
    """A place that cannot be made."""

    code = "bad_place"

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"place {place!r}: {why}", place=place, why=why)


class SameIdDifferentMoveError(LedgerError):
    """A client's id comes a second time with other content."""

    code = "same_id_different_move"

    def __init__(self, move: str) -> None:
        super().__init__(f"id {move} was used before for a different move; make a new id", move=move)


class UnknownProposalError(LedgerError):
    """No such proposal."""

    code = "unknown_proposal"

    def __init__(self, proposal: str) -> None:
        super().__init__(f"there is no proposal {proposal}; propose it first", proposal=proposal)


class ProposalClosedError(LedgerError):
    """The proposal was decided before, the other way."""

    code = "proposal_closed"

    def __init__(self, proposal: str, state: str) -> None:
        super().__init__(f"proposal {proposal} is already {state}; make a new one", proposal=proposal, state=state)


class AlreadyUndoneError(LedgerError):
    """A second undo of the same booking."""

    code = "already_undone"

    def __init__(self, proposal: str) -> None:
        super().__init__(f"{proposal} was undone before; nothing was changed", proposal=proposal)


class NothingToUndoError(LedgerError):
    """No booking that could be undone."""

    code = "nothing_to_undo"

    def __init__(self) -> None:
        super().__init__("there is nothing to undo")
