"""Commands of the review queue."""

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


def _decide(decision: str, review: str, db: str | None, lang: str, person: str, *, as_json: bool) -> Exit:
    with Turns.open(db, lang, person=person) as turns:
        turn = turns.shop.clerk.decide(wiring.new_event(Said(f"{decision} {review}")), review, decision)
    return Output(as_json=as_json).turn(turn)


@app.command()
def approve(review: Id, lang: Lang, db: Db = None, person: Person = "", *, as_json: Json = False) -> Exit:
    """Book what waits under this id."""
    return _decide("approve", review, db, lang, person, as_json=as_json)


@app.command()
def reject(review: Id, lang: Lang, db: Db = None, person: Person = "", *, as_json: Json = False) -> Exit:
    """Give up what waits under this id."""
    return _decide("reject", review, db, lang, person, as_json=as_json)
