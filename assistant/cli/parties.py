"""Commands of the people, departments, suppliers and customers."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.catalogue import import_parties
from assistant.cli.options import Db, Exit, Json, Lang
from assistant.cli.output import Output
from assistant.cli.turns import Turns
from assistant.inventory.party import Party, PartyKind, Role
from assistant.voice.wording import Wording


def parties(
    lang: Lang,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="CSV or XLSX to add: name, kind, aliases, role, department."),
    ] = None,
    db: Db = None,
    *,
    as_json: Json = False,
) -> Exit:
    """List suppliers, customers, departments and people, after adding those of a file."""
    output = Output(as_json=as_json)
    with Turns.open(db, lang) as turns:
        ledger = turns.shop.clerk.ledger
        done = import_parties(ledger, file) if file else None
        with ledger.view() as unit:
            rows = [_row(party) for party in unit.parties.all()]
    if done is None:
        output.table("parties", rows, ("name", "kind", "aliases", "role", "department", "active"))
        return Exit.DONE
    said = Wording(lang).say("books.parties", count=str(done.parties))
    output.with_refused(said, [one.to_dict(lang) for one in done.refused], parties=done.parties, rows=rows)
    return Exit.DONE


def party(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    lang: Lang,
    kind: Annotated[Literal["supplier", "customer", "department", "person"], typer.Option("--kind")],
    alias: Annotated[
        list[str] | None, typer.Option("--alias", help="Another name; may be given several times.")
    ] = None,
    role: Annotated[
        Literal["picker", "receiver", "clerk", "manager"] | None, typer.Option("--role", help="Of a person.")
    ] = None,
    department: Annotated[str, typer.Option("--department", help="That a person belongs to.")] = "",
    db: Db = None,
    *,
    gone: Annotated[bool, typer.Option("--gone", help="No longer here: kept, but not offered any more.")] = False,
    as_json: Json = False,
) -> Exit:
    """Add or change one supplier, customer, department or person."""
    wanted = Party(name, PartyKind(kind), tuple(alias or ()), Role(role or ""), department, active=not gone)
    with Turns.open(db, lang) as turns, turns.shop.clerk.ledger.unit() as unit:
        kept = unit.parties.put(wanted)
    Output(as_json=as_json).say(Wording(lang).say("books.party", name=kept.name), party=_row(kept))
    return Exit.DONE


def _row(party: Party) -> dict[str, object]:
    return {
        "name": party.name,
        "kind": party.kind.value,
        "aliases": "|".join(party.aliases),
        "role": party.role.value,
        "department": party.department,
        "active": party.active,
    }


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (parties, party):
        app.command()(command)
