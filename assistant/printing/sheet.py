"""What stands on the paper, whatever it is drawn with."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from assistant.inventory.document import Document, DocumentKind, Line
from assistant.voice.wording import Wording


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table."""

    label: str
    share: int
    """Part of the width, among the shares of all columns."""
    right: bool = False
    """Numbers stand at the right edge."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document, ready to be drawn."""

    title: str
    fields: tuple[tuple[str, str], ...]
    """Label and value; what is empty is left out."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    """A cell for each column."""
    signatures: tuple[str, ...]
    """Labels of the lines to sign on."""
    page: str
    """Wording of the page number, with `{page}` and `{pages}`."""


@cache
def _labels() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "labels.toml").read_text(encoding="utf-8"))


def lay_out(document: Document, lang: str) -> Sheet:
    """Return the sheet of a document in `zh` or `en`."""
    labels = _labels()[lang]
    wording = Wording(lang)
    values = {
        "number": document.number,
        "state": labels["states"][document.state.value],
        "at": document.at.date().isoformat(),
        "due": document.due.isoformat() if document.due else "",
        "party": document.party,
        "owner": document.owner,
        "note": document.note,
    }
    counting = document.kind is DocumentKind.COUNT
    progress = "counted" if counting else "done"
    columns = (
        Column(labels["line"], 5, right=True),
        Column(labels["item"], 14),
        Column(labels["name"], 30),
        Column(labels["quantity"], 11, right=True),
        Column(labels["unit"], 7),
        Column(labels[progress], 11, right=True),
        Column(labels["place"], 12),
        Column(labels["lot"], 12),
    )
    return Sheet(
        title=wording.document(document.kind.value),
        fields=tuple((labels[name], value) for name, value in values.items() if value),
        columns=columns,
        rows=tuple(_row(line, counting=counting) for line in document.lines),
        signatures=tuple(labels["signatures"]),
        page=labels["page"],
    )


def _row(line: Line, *, counting: bool) -> tuple[str, ...]:
    # An empty cell on a count sheet is there to be written into by hand.
    progress = line.counted if counting else line.done
    return (
        str(line.number),
        line.item,
        line.name if not line.note else f"{line.name}（{line.note}）",
        _number(line.quantity),
        line.unit,
        "" if progress is None else _number(progress),
        " → ".join(place for place in (line.source, line.destination) if place),
        line.lot or "",
    )


def _number(quantity: Decimal) -> str:
    return format(quantity, ",f")
