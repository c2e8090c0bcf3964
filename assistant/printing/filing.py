"""Prints a document into a folder, under a name of its own."""

import re
from pathlib import Path

from assistant.inventory.document import Document
from assistant.printing.errors import PrinterMissingError, PrintFailedError
from assistant.printing.paper import print_document

_UNSAFE = re.compile(r"[^\w.-]+")


def print_to(document: Document, folder: Path, lang: str) -> Path:
    """Write a document as PDF, or as a picture where no PDF can be made; returns the file. Raises `PrintingError`s."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PrintFailedError(folder, error.strerror or str(error)) from error
    target = folder / f"{_UNSAFE.sub('_', document.number)}.pdf"
    try:
        print_document(document, target, lang)
    except PrinterMissingError:
        target = target.with_suffix(".png")
        print_document(document, target, lang)
    return target
