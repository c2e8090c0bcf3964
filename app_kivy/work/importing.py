"""Catalogue in: through the clerk's own import, and a look at whether the window can show every name."""

from pathlib import Path

from app_kivy import fonts
from app_kivy.work.views import Imported
from assistant.catalogue import import_catalogue
from assistant.wiring import Shop


def take_catalogue(shop: Shop, file: Path, lang: str) -> Imported:
    """Import a CSV or XLSX file; raises `CatalogueError` for what is no catalogue, and the ledger's errors."""
    result = import_catalogue(shop.clerk.ledger, file)
    shop.clerk.refresh()
    with shop.clerk.ledger.view() as unit:
        taken = unit.catalogue.some([sku for sku, _ in result.changes])
    return Imported(
        items=result.items,
        refused=tuple(f"{row.row}: {row.why_zh if lang == 'zh' else row.why}" for row in result.refused),
        warnings=tuple(f"{one['name']}: {one['why']} {one['suggestion']}".strip() for one in shop.warnings()),
        missing_glyphs=fonts.missing(
            text for item in taken for text in (item.name, *item.aliases, item.unit, *item.packings)
        ),
    )
