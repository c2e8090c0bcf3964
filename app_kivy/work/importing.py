"""Tables in: what would come of one first, then the clerk's own import, and whether every name can be shown."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path

from app_kivy import fonts
from app_kivy.work.views import Imported, Preview
from assistant.catalogue import import_catalogue, import_opening_stock
from assistant.catalogue.errors import ColumnMissingError
from assistant.catalogue.importing import Refused, rows_of
from assistant.catalogue.inspections import import_inspections, inspections_of
from assistant.catalogue.table import read
from assistant.wiring import Shop

SAMPLE = 5
"""Rows that are shown before anything is taken."""


def preview(shop: Shop, file: Path, lang: str) -> Preview:
    """Return what would come of a table of items, opening stock or inspections; raises `CatalogueError` for others."""
    try:
        result = import_catalogue(shop.clerk.ledger, file, preview=True)
    except ColumnMissingError as no_items:
        with suppress(ColumnMissingError):
            return _stock(shop, file)
        with suppress(ColumnMissingError):
            return _inspection(file, lang)
        raise no_items from None
    names = [item.name for item in islice(rows_of(file)[0].values(), SAMPLE)]
    return Preview(file, "catalogue", result.items, tuple(names), _refused(result.refused, lang))


def take(shop: Shop, seen: Preview, lang: str) -> Imported:
    """Import a table that was looked at; raises `CatalogueError`, and the ledger's errors."""
    if seen.kind == "stock":
        booked, refused = import_opening_stock(shop.clerk.ledger, seen.file)
        return Imported(booked, _refused(refused, lang), (), {})
    if seen.kind == "inspection":
        points, refused = import_inspections(shop.clerk.ledger, seen.file, datetime.now().astimezone().date())
        lines = [line for lines in inspections_of(seen.file)[0].values() for line in lines]
        texts = (text for line in lines for text in (line.text, line.note, line.tool))
        return Imported(points, _refused(refused, lang), (), fonts.missing(texts))
    result = import_catalogue(shop.clerk.ledger, seen.file)
    shop.clerk.refresh()
    with shop.clerk.ledger.view() as unit:
        taken = unit.catalogue.some([sku for sku, _ in result.changes])
    return Imported(
        items=result.items,
        refused=_refused(result.refused, lang),
        warnings=tuple(f"{one['name']}: {one['why']} {one['suggestion']}".strip() for one in shop.warnings()),
        missing_glyphs=fonts.missing(
            text for item in taken for text in (item.name, *item.aliases, item.unit, *item.packings)
        ),
    )


def _stock(shop: Shop, file: Path) -> Preview:
    rows = [row for _, row in read(file, needed=["sku", "quantity"])]
    with shop.clerk.ledger.view() as unit:
        names = {item.sku: item.name for item in unit.catalogue.some([row["sku"] for row in rows[:SAMPLE]])}
    shown = [
        f"{names.get(row['sku'], row['sku'])} {row['quantity']}{row.get('unit', '')} {row.get('place', '')}".strip()
        for row in rows[:SAMPLE]
    ]
    return Preview(file, "stock", len(rows), tuple(shown), ())


def _inspection(file: Path, lang: str) -> Preview:
    lists, refused = inspections_of(file)
    lines = [line for lines in lists.values() for line in lines]
    shown = [" · ".join(filter(None, (line.text, line.note, line.tool))) for line in lines[:SAMPLE]]
    return Preview(file, "inspection", len(lines), tuple(shown), _refused(refused, lang))


def _refused(rows: Iterable[Refused], lang: str) -> tuple[str, ...]:
    return tuple(f"{row.row}: {row.why_zh if lang == 'zh' else row.why}" for row in rows)
