"""Documents and labels of bins on paper. Imports the ledger's documents, the wording, fpdf2, Pillow and zxing-cpp."""

from assistant.printing.bin_labels import BinLabel, print_bin_labels
from assistant.printing.errors import FontMissingError, PrinterMissingError, PrintFailedError
from assistant.printing.filing import print_to
from assistant.printing.paper import print_document

__all__ = [
    "BinLabel",
    "FontMissingError",
    "PrintFailedError",
    "PrinterMissingError",
    "print_bin_labels",
    "print_document",
    "print_to",
]
