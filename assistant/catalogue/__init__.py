"""The books' tables in and out: catalogue and opening stock from CSV and XLSX, everything back to them.

May import `assistant.inventory`, `assistant.voice` for the sentences, and openpyxl.
"""

from assistant.catalogue.documents import DocumentsImported, import_documents
from assistant.catalogue.errors import CatalogueError
from assistant.catalogue.exporting import TABLES, export
from assistant.catalogue.importing import Imported, import_catalogue
from assistant.catalogue.opening import import_opening_stock
from assistant.catalogue.parties import PartiesImported, import_parties

__all__ = [
    "TABLES",
    "CatalogueError",
    "DocumentsImported",
    "Imported",
    "PartiesImported",
    "export",
    "import_catalogue",
    "import_documents",
    "import_opening_stock",
    "import_parties",
]
