"""Documents on paper: a PDF or a picture. Imports the ledger's documents, the wording, fpdf2 and Pillow."""

from assistant.printing.errors import FontMissingError, PrinterMissingError, PrintFailedError
from assistant.printing.filing import print_to
from assistant.printing.paper import print_document

__all__ = ["FontMissingError", "PrintFailedError", "PrinterMissingError", "print_document", "print_to"]
