"""The command that puts a document on paper."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import Db, Exit, Json, Lang
from assistant.cli.output import Output
from assistant.cli.turns import Turns
from assistant.printing import print_document
from assistant.voice.wording import Wording


def print_(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The document's number.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Ends in .pdf or .png.")],
    lang: Lang,
    font: Annotated[Path | None, typer.Option("--font", help="A font file with Chinese characters.")] = None,
    db: Db = None,
    *,
    as_json: Json = False,
) -> Exit:
    """Print a document to a PDF or a picture."""
    with Turns.open(db, lang) as turns, turns.shop.clerk.ledger.view() as unit:
        document = unit.documents.get(number)
    print_document(document, file, lang, font)
    said = Wording(lang).say("books.printed", document=number, file=str(file))
    Output(as_json=as_json).say(said, document=document.to_dict(), file=str(file))
    return Exit.DONE


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("print")(print_)
