"""The command that puts a document, or the labels of bins, on paper."""

from pathlib import Path
from typing import Annotated, Literal
from uuid import uuid4

import typer

from assistant import house
from assistant.check_digits import last_day, place_digits
from assistant.cli.options import Db, Exit, Json, Lang
from assistant.cli.output import Output
from assistant.cli.turns import Turns
from assistant.inventory.context import system_clock
from assistant.inventory.places import PlaceKind
from assistant.printing import BinLabel, print_bin_labels, print_document
from assistant.tasks import walk
from assistant.voice.wording import Wording

CHECK_DIGITS = "check-digits"


def print_(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The document's number, or check-digits.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Ends in .pdf or .png.")],
    lang: Lang,
    font: Annotated[Path | None, typer.Option("--font", help="A font file with Chinese characters.")] = None,
    db: Db = None,
    *,
    as_json: Json = False,
) -> Exit:
    """Print a document to a PDF or a picture, or this week's check digits of all bins to a PDF."""
    if number == CHECK_DIGITS:
        return _check_digits(file, lang, font, db, as_json=as_json)
    with Turns.open(db, lang) as turns, turns.shop.clerk.ledger.view() as unit:
        document = unit.documents.get(number)
    print_document(document, file, lang, font)
    said = Wording(lang).say("books.printed", document=number, file=str(file))
    Output(as_json=as_json).say(said, document=document.to_dict(), file=str(file))
    return Exit.DONE


def _check_digits(file: Path, lang: Literal["zh", "en"], font: Path | None, db: str | None, *, as_json: bool) -> Exit:
    wording = Wording(lang)
    with Turns.open(db, lang) as turns, turns.shop.clerk.ledger.unit() as unit:
        now = system_clock()
        secret = house.secret(unit, uuid4().hex)
        note = wording.say("books.digits_until", until=last_day(now.date()).isoformat())
        bins = [place.name for place in unit.places.all() if place.kind is PlaceKind.BIN]
        labels = [BinLabel(place, place_digits(secret, place, now.date()), note) for place in walk.by_way(bins)]
        unit.journal.append("check_digits_printed", {"bins": len(labels), "until": last_day(now.date()).isoformat()})
    print_bin_labels(labels, file, now, font)
    rows = [{"place": label.place, "digits": label.digits} for label in labels]
    said = wording.say("books.digits_printed", count=str(len(labels)), file=str(file))
    Output(as_json=as_json).say(said, rows=rows, file=str(file))
    return Exit.DONE


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("print")(print_)
