"""Catalogue and opening stock from tables (CSV, XLSX). May import `assistant.inventory` and openpyxl."""

from assistant.catalogue.errors import CatalogueError
from assistant.catalogue.importing import Imported, import_catalogue
from assistant.catalogue.opening import import_opening_stock

__all__ = ["CatalogueError", "Imported", "import_catalogue", "import_opening_stock"]
