"""Prints a document to a file of the kind that its name asks for."""

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from assistant.inventory.document import Document
from assistant.printing.errors import FontMissingError, PrinterMissingError, PrintFailedError
from assistant.printing.sheet import lay_out


def print_document(document: Document, path: Path, lang: str, font: Path | None = None) -> None:
    """Write a document as PDF (A4) or PNG; the file is complete or not there.

    `font` is a TrueType or OpenType file with Chinese characters; None: the window's, where it is installed. Raises
    `PrintFailedError`, `FontMissingError` or `PrinterMissingError`.
    """
    sheet = lay_out(document, lang)

    def draw(unfinished: Path, chosen: Path) -> None:
        if path.suffix.lower() == ".pdf":
            from assistant.printing import pdf

            pdf.write(sheet, unfinished, chosen, document.at)
        else:
            from assistant.printing import picture

            picture.write(sheet, unfinished, chosen)

    put_on_paper(path, (".pdf", ".png"), font, draw)


def put_on_paper(path: Path, kinds: Sequence[str], font: Path | None, draw: Callable[[Path, Path], None]) -> None:
    """Let `draw(file, font)` write a file beside `path`, then put it there; the file is complete or not there.

    Raises `PrintFailedError`, also for a name that ends in none of `kinds`, `FontMissingError` or
    `PrinterMissingError`.
    """
    if path.suffix.lower() not in kinds:
        raise PrintFailedError(path, f"not {' or '.join(kinds)}")
    chosen = font or window_font()
    if chosen is None or not chosen.is_file():
        raise FontMissingError
    unfinished = path.with_name(path.name + ".part")
    try:
        draw(unfinished, chosen)
        unfinished.replace(path)
    except ModuleNotFoundError:
        raise PrinterMissingError from None
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise PrintFailedError(path, error.strerror or str(error)) from error


def window_font() -> Path | None:
    """Return the font that the window ships with, found without importing the window."""
    found = find_spec("app_kivy")
    for folder in (found.submodule_search_locations or ()) if found else ():
        for file in sorted(Path(folder, "fonts").glob("*.[ot]tf")):
            return file
    return None
