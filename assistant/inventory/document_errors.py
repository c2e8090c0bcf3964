"""What can be refused about documents."""

from decimal import Decimal

from assistant.inventory.errors import LedgerError


class UnknownDocumentError(LedgerError):
    """No such document."""

    code = "unknown_document"

    def __init__(self, document: str) -> None:
        super().__init__(f"there is no document {document}; check the number", document=document)


class SameNumberError(LedgerError):
    """A number comes a second time with other content."""

    code = "same_number"

    def __init__(self, document: str) -> None:
        super().__init__(
            f"document {document} is there already, with other lines; take a new number", document=document
        )


class BadDocumentError(LedgerError):
    """A document that cannot be kept."""

    code = "bad_document"

    def __init__(self, document: str, why: str) -> None:
        super().__init__(f"document {document!r}: {_WHY[why]}", document=document, why=why)


_WHY = {
    "number": "a number has 1 to 40 printable characters",
    "no_lines": "it has no lines; say what goods it is about",
    "no_destination": "the line does not say where the goods go",
    "no_line": "it has no such line",
    "other_item": "that line is about another item",
}


class DocumentStateError(LedgerError):
    """It is too late, or too early, for that."""

    code = "document_state"

    def __init__(self, document: str, state: str) -> None:
        super().__init__(f"document {document} is {state}; that cannot be done now", document=document, state=state)


class MoreThanOrderedError(LedgerError):
    """More is moved than the document asks for."""

    code = "more_than_ordered"

    def __init__(self, *, document: str, item: str, want: Decimal, rest: Decimal) -> None:
        super().__init__(
            f"document {document} waits for {rest:f} of {item}, not {want:f}; count again, or write the surplus apart",
            document=document,
            item=item,
            want=want,
            rest=rest,
        )


class MoreThanSentError(LedgerError):
    """More is to travel, or to arrive, than there is to send, or than was sent."""

    code = "more_than_sent"

    def __init__(self, *, document: str, item: str, want: Decimal, rest: Decimal) -> None:
        super().__init__(
            f"of {item}, document {document} has {rest:f} left to travel, not {want:f}; count again",
            document=document,
            item=item,
            want=want,
            rest=rest,
        )
