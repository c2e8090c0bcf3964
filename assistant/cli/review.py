"""Commands of the review queue."""

from collections.abc import Mapping
from typing import Annotated

import typer

from assistant import wiring
from assistant.cli.options import Db, Exit, Json, Lang, Person
from assistant.cli.output import Output
from assistant.cli.turns import Turns
from assistant.event import Said

app = typer.Typer(help="Bookings that the clerk was not sure of.", no_args_is_help=True)
Id = Annotated[str, typer.Argument(metavar="ID", help="As `review list` shows it.")]


@app.command("list")
def show(lang: Lang, db: Db = None, *, as_json: Json = False) -> Exit:
    """List what waits for a decision."""
    with Turns.open(db, lang) as turns, turns.shop.clerk.ledger.view() as unit:
        rows = [
            {
                "id": review.id,
                "at": review.at.isoformat(),
                "why": review.why,
                "intent": review.proposal["intent"],
                **{slot: review.proposal["slots"].get(slot) for slot in ("item", "quantity_base")},
                "confidence": review.proposal["confidence"],
                "evidence": list(review.evidence),
            }
            for review in unit.reviews.queue()
        ]
    columns = ("id", "at", "intent", "item", "quantity_base", "confidence", "why")
    Output(as_json=as_json).table("review", rows, columns)
    return Exit.DONE


def _decide(
    decision: str, review: str, db: str | None, lang: str, person: str, slots: Mapping[str, str], *, as_json: bool
) -> Exit:
    with Turns.open(db, lang, person=person) as turns:
        event = wiring.new_event(Said(" ".join((decision, review, *(f"{slot}={slots[slot]}" for slot in slots)))))
        turn = turns.shop.clerk.decide(event, review, decision, slots)
    return Output(as_json=as_json).turn(turn)


@app.command()
def approve(review: Id, lang: Lang, db: Db = None, person: Person = "", *, as_json: Json = False) -> Exit:
    """Book what waits under this id."""
    return _decide("approve", review, db, lang, person, {}, as_json=as_json)


@app.command()
def reject(review: Id, lang: Lang, db: Db = None, person: Person = "", *, as_json: Json = False) -> Exit:
    """Give up what waits under this id."""
    return _decide("reject", review, db, lang, person, {}, as_json=as_json)


@app.command()
def change(
    review: Id,
    slots: Annotated[list[str], typer.Argument(metavar="SLOT=VALUE...", help="quantity=3, item=SKU, lot=L8 …")],
    lang: Lang,
    db: Db = None,
    person: Person = "",
    *,
    as_json: Json = False,
) -> Exit:
    """Put what waits under this id right, and book it so."""
    pairs = [entry.partition("=") for entry in slots]
    bad = next((slot for slot, sign, value in pairs if not (slot and sign and value)), None)
    if bad is not None:
        raise typer.BadParameter(f"{bad!r} is no SLOT=VALUE, as in quantity=3")
    return _decide("change", review, db, lang, person, {slot: value for slot, _, value in pairs}, as_json=as_json)
