"""Commands that keep the books: tables out, backup and restore, terms, documents, what evidence is kept."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.catalogue import export as write_table
from assistant.catalogue import import_documents
from assistant.cli.options import Db, Exit, Json, Lang, Person
from assistant.cli.output import Output
from assistant.cli.turns import Turns
from assistant.voice.wording import Wording, plain

LISTED = 100
File = Annotated[Path, typer.Argument(metavar="FILE")]


def export(
    what: Annotated[Literal["catalogue", "stock", "moves", "documents"], typer.Argument(help="Which table.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Ends in .csv or .xlsx.")],
    lang: Lang,
    db: Db = None,
    *,
    as_json: Json = False,
) -> Exit:
    """Write a table of the books to a CSV or XLSX file."""
    with Turns.open(db, lang) as turns, turns.shop.clerk.ledger.view() as unit:
        count = write_table(unit, what, file)
    Output(as_json=as_json).say(Wording(lang).say("books.exported", count=str(count), file=str(file)), rows=count)
    return Exit.DONE


def backup(file: File, lang: Lang, db: Db = None, *, as_json: Json = False) -> Exit:
    """Write everything to one file, while others go on working."""
    with Turns.open(db, lang) as turns:
        made = turns.shop.clerk.ledger.backup(file)
    words = {"entries": str(made.entries), "evidence": str(made.evidence)}
    said = Wording(lang).say("books.backed_up", file=str(file), **words)
    Output(as_json=as_json).say(said, entries=made.entries, head=made.head, rows=made.rows, evidence=made.evidence)
    return Exit.DONE


def restore(file: File, lang: Lang, db: Db = None, *, as_json: Json = False) -> Exit:
    """Fill empty books from a backup, then check journal, moves and stock."""
    with Turns.open(db, lang) as turns:
        ledger = turns.shop.clerk.ledger
        made = ledger.restore(file)
        found, whole = ledger.audit(), ledger.journal_verify().ok
    wording = Wording(lang)
    words = {"entries": str(made.entries), "evidence": str(made.evidence)}
    said = wording.say("books.restored", **words)
    if not found.ok:
        said += wording.say("books.audit_wrong", moves=str(len(found.moves)), cells=str(found.cells))
    Output(as_json=as_json).say(said, entries=made.entries, head=made.head, journal_ok=whole, books_ok=found.ok)
    return Exit.DONE if whole and found.ok else Exit.REFUSED


def terms(
    lang: Lang,
    item: Annotated[str | None, typer.Argument(metavar="SKU", help="Left out: only what the terms mean.")] = None,
    db: Db = None,
    *,
    as_json: Json = False,
) -> Exit:
    """Show the stock terms, what they mean, and what they come to for an item."""
    with Turns.open(db, lang) as turns, turns.shop.clerk.ledger.view() as unit:
        rows = [
            {
                "term": key,
                "name": term.name[lang],
                "meaning": term.meaning[lang],
                "formula": term.formula or None,
                "check": f"{term.check.relation} {term.check.formula}" if term.check else None,
                "quantity": plain(unit.stock.term(key, item)) if item else None,
            }
            for key, term in unit.stock.terms.items()
        ]
    Output(as_json=as_json).table("terms", rows, ("term", "name", "meaning", "formula", "check", "quantity"))
    return Exit.DONE


def documents(
    lang: Lang,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="CSV or XLSX to add: number, kind, sku, quantity; party, owner, due, …"),
    ] = None,
    owner: Annotated[str | None, typer.Option("--owner", help="Only those of a person or department.")] = None,
    db: Db = None,
    person: Person = "",
    *,
    everything: Annotated[bool, typer.Option("--all", help="Also those that are done or cancelled.")] = False,
    as_json: Json = False,
) -> Exit:
    """List documents, newest first; or write down those of a file."""
    output = Output(as_json=as_json)
    with Turns.open(db, lang, person=person) as turns:
        if file:
            done = import_documents(turns.shop.clerk.ledger, file, person)
            said = Wording(lang).say("books.documents", count=str(done.documents))
            output.with_refused(said, [one.to_dict(lang) for one in done.refused], documents=done.documents)
            return Exit.DONE
        with turns.shop.clerk.ledger.view() as unit:
            found = unit.documents.find(owner=owner, unfinished=not everything, limit=LISTED)
    rows = [document.to_dict() for document in found]
    output.table("documents", rows, ("number", "kind", "state", "owner", "party", "at", "due"))
    return Exit.DONE


def evidence(
    lang: Lang,
    on: Annotated[bool | None, typer.Option("--on/--off", help="Whether recordings and pictures are kept.")] = None,
    days: Annotated[int | None, typer.Option("--days", min=0, help="For how long.")] = None,
    megabytes: Annotated[float | None, typer.Option("--megabytes", min=0, help="How much at most.")] = None,
    db: Db = None,
    *,
    as_json: Json = False,
) -> Exit:
    """Say, or change, how long recordings and pictures are kept; what is in review always is."""
    changes = {"on": on, "days": days, "megabytes": megabytes}
    wanted = {name: value for name, value in changes.items() if value is not None}
    with Turns.open(db, lang) as turns, turns.shop.clerk.ledger.unit() as unit:
        if wanted:
            unit.evidence.retain(replace(unit.evidence.retention, **wanted))  # type: ignore[arg-type]
        dropped = unit.evidence.prune() if wanted else []
        kept, now = unit.evidence.retention, unit.evidence.megabytes()
    wording = Wording(lang)
    words = {"days": str(kept.days), "megabytes": f"{kept.megabytes:g}", "now": f"{now:.1f}"}
    state = wording.say("books.evidence_on" if kept.on else "books.evidence_off")
    data = {"on": kept.on, "days": kept.days, "megabytes": kept.megabytes, "now": now, "dropped": len(dropped)}
    Output(as_json=as_json).say(wording.say("books.evidence", state=state, **words), **data)
    return Exit.DONE


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (export, backup, restore, terms, documents, evidence):
        app.command()(command)
