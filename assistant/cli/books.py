"""Commands of the books: catalogue in, stock and moves out, sessions replayed."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.answers import row
from assistant.catalogue import import_catalogue, import_opening_stock
from assistant.cli import keeping
from assistant.cli.options import Db, Exit, Json, Lang
from assistant.cli.output import Output
from assistant.cli.turns import Turns
from assistant.session import replay as replayed
from assistant.voice.wording import Wording

LISTED = 100


def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or XLSX, with a first line of column names.")],
    lang: Lang,
    db: Db = None,
    opening: Annotated[
        Path | None,
        typer.Option("--stock", metavar="FILE", help="Opening stock: sku, quantity, unit, place, lot, expiry."),
    ] = None,
    *,
    preview: Annotated[bool, typer.Option("--preview", help="Say what would change, and change nothing.")] = False,
    as_json: Json = False,
) -> Exit:
    """Put a catalogue into the books; rows that cannot be used are listed with their reason."""
    output, wording = Output(as_json=as_json), Wording(lang)
    with Turns.open(db, lang) as turns:
        done = import_catalogue(turns.shop.clerk.ledger, file, preview=preview)
        refused = [one.to_dict(lang) for one in done.refused]
        booked = 0
        if opening and not preview:
            booked, bad = import_opening_stock(turns.shop.clerk.ledger, opening)
            refused += [one.to_dict(lang) for one in bad]
        warnings = turns.shop.warnings()
    changed = sum(change != "same" for _, change in done.changes)
    output.line(
        {
            "items": done.items,
            "changed": changed,
            "stock_booked": booked,
            "preview": preview,
            "rows_refused": refused,
            "warnings": warnings,
        }
    )
    if not as_json:
        key = "import.preview" if preview else "import.done"
        output.people.print(wording.say(key, items=str(done.items), changed=str(changed), booked=str(booked)))
        for row in refused:
            output.people.print(wording.say("import.refused", row=str(row["row"]), why=str(row["why"])), style="yellow")
        if warnings:
            output.table(wording.say("import.warnings"), warnings, ("name", "why", "suggestion"))
    return Exit.DONE


def stock(
    lang: Lang,
    item: Annotated[str | None, typer.Argument(help="SKU or name; left out: everything.")] = None,
    db: Db = None,
    *,
    as_json: Json = False,
) -> Exit:
    """Show what is in the house, first expired first."""
    output = Output(as_json=as_json)
    with Turns.open(db, lang) as turns:
        sku = _sku(turns, item) if item else None
        if item and sku is None:
            output.failed(Wording(lang).say("ledger.unknown_item", item=item), "unknown_item")
            return Exit.REFUSED
        with turns.shop.clerk.ledger.view() as unit:
            names = {one.sku: one.name for one in unit.catalogue.items()}
            rows = [{**row(line), "name": names[line.item]} for line in unit.stock.on_hand(sku)]
    output.table("stock", rows, ("item", "name", "place", "lot", "expiry", "quantity", "unit"))
    return Exit.DONE


def _sku(turns: Turns, item: str) -> str | None:
    """Return the SKU that is meant; None where it is unclear or unknown."""
    with turns.shop.clerk.ledger.view() as unit:
        if unit.catalogue.some([item]):
            return item
    choices = turns.shop.clerk.understanding().match_item(item)
    sure = [choice for choice in choices if choice.confidence >= 0.9]
    return sure[0].value if sure else None


def moves(
    lang: Lang,
    db: Db = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many, newest first.")] = LISTED,
    *,
    as_json: Json = False,
) -> Exit:
    """Show the last moves, newest first."""
    with Turns.open(db, lang) as turns, turns.shop.clerk.ledger.view() as unit:
        rows = [move.to_dict() for move in unit.moves.history(limit=limit)]
    columns = ("id", "kind", "item", "lot", "quantity", "unit", "source", "destination", "state", "at")
    Output(as_json=as_json).table("moves", rows, columns)
    return Exit.DONE


def replay(
    session: Annotated[Path, typer.Argument(metavar="SESSION.jsonl", help="What `--record` wrote.")],
    lang: Lang,
    db: Db = None,
    *,
    as_json: Json = False,
) -> Exit:
    """Play a recorded session again; every turn must come out as it did then."""
    del db  # a session brings its own books
    output = Output(as_json=as_json)
    same = True
    for _, recorded, now in replayed(session):
        differs = recorded.to_dict() != now.to_dict()
        output.turn(now, same=not differs)
        same = same and not differs
    if not same and not as_json:
        output.people.print(Wording(lang).say("journal.replay_differs"), style="red")
    return Exit.DONE if same else Exit.REFUSED


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("import")(load)
    for command in (stock, moves, replay):
        app.command()(command)
    keeping.register(app)
