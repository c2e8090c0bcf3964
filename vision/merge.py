"""One sighting from the code and the text of a label: they complete each other, and where they differ it shows."""

from dataclasses import replace
from datetime import date
from typing import Any

from vision.codes.code import Code, Elements
from vision.codes.gtin import to_gtin
from vision.label.fields import LabelText
from vision.sighting import Fields

CODE, RESCUED_CODE = 0.995, 0.97
"""Set by hand below the share of right reads, 362 of 363 on photos: `python -m benchmarks.barcodes`."""
_DISAGREEING = 0.5


def of_code(code: Code) -> tuple[Fields, float]:
    """Return the fields that a code alone states, and how sure they are."""
    elements = code.elements
    fields = Fields(
        lot=elements.lot,
        expiry=_iso(elements.expiry),
        produced=_iso(elements.produced),
        quantity=elements.quantity,
        serial=elements.serial,
    )
    sure = RESCUED_CODE if code.rescued else CODE
    return fields, _DISAGREEING if elements.problem else sure


def completed(code: Code, label: LabelText) -> tuple[Fields, float]:
    """Return the fields of a label with its code.

    Where both state a field and differ, it is left open and named in `ambiguous`; a printed number that is almost
    the code's, but not it, names `code` there.
    """
    stated, sure = of_code(code)
    ambiguous = list(label.fields.ambiguous)
    values: dict[str, Any] = {}
    for name in ("lot", "expiry", "produced", "quantity", "serial"):
        coded, printed = getattr(stated, name), getattr(label.fields, name)
        if coded and printed and coded != printed:
            ambiguous.append(name)
            values[name] = None
        else:
            values[name] = coded or printed
            if coded and name in ambiguous:
                ambiguous.remove(name)
    if _number_differs(code.elements, label.digits):
        ambiguous.append("code")
        sure = min(sure, _DISAGREEING)
    fields = replace(label.fields, **values, ambiguous=tuple(dict.fromkeys(ambiguous)))
    used = any(getattr(label.fields, name) for name in ("lot", "expiry", "produced", "quantity"))
    return fields, min(sure, label.confidence) if used else sure


def printed_gtin(label: LabelText) -> tuple[str, str] | None:
    """Return the one trade item number printed on a label, as printed and as GTIN-14; None without one or with more."""
    found = {to_gtin(digits): digits for digits in label.digits if len(digits) >= 12 and to_gtin(digits)}
    if len(found) != 1:
        return None
    gtin, digits = next(iter(found.items()))
    return (digits, gtin) if gtin else None


def _number_differs(elements: Elements, printed: tuple[str, ...]) -> bool:
    if elements.gtin is None:
        return False
    known = {digits.zfill(14) for digits in printed if len(digits) >= 12}
    return elements.gtin not in known and any(
        1 <= sum(a != b for a, b in zip(number, elements.gtin, strict=True)) <= 2 and to_gtin(number)
        for number in known
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
