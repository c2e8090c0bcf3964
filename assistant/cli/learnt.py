"""Commands about what the clerk has learnt: names that are proposed, and habits; all of it can be taken back."""

from collections.abc import Callable
from typing import Annotated

import typer

from assistant.cli.options import Db, Exit, Json, Lang, Person
from assistant.cli.output import Output
from assistant.cli.turns import Turns
from assistant.inventory.unit import UnitOfWork
from assistant.learning import aliases, habits
from assistant.voice.wording import Wording

app = typer.Typer(help="Names that people use and the catalogue lacks, and what is usual.", no_args_is_help=True)
Words = Annotated[str, typer.Argument(metavar="WORDS", help="As `learnt list` shows them.")]
Sku = Annotated[str, typer.Argument(metavar="SKU")]


@app.command("list")
def show(lang: Lang, db: Db = None, *, as_json: Json = False) -> Exit:
    """List the names that wait for the owner's decision."""
    with Turns.open(db, lang) as turns, turns.shop.clerk.ledger.view() as unit:
        rows = [
            {"words": one.words, "item": one.item, "name": unit.catalogue.item(one.item).name, "times": one.times}
            for one in aliases.proposals(unit)
        ]
    Output(as_json=as_json).table("learnt", rows, ("words", "item", "name", "times"))
    return Exit.DONE


def _decision(decide: Callable[[UnitOfWork, str, str, str], None], key: str, explanation: str) -> Callable[..., Exit]:
    """Return the command that decides about one name."""

    def command(
        words: Words, item: Sku, lang: Lang, db: Db = None, person: Person = "", *, as_json: Json = False
    ) -> Exit:
        output, wording = Output(as_json=as_json), Wording(lang)
        with Turns.open(db, lang) as turns:
            try:
                with turns.shop.clerk.ledger.unit() as unit:
                    decide(unit, words, item, person)
                    name = unit.catalogue.item(item).name
            except KeyError:
                output.failed(wording.say("learnt.not_proposed", words=words, item=item), "not_proposed")
                return Exit.REFUSED
        output.say(wording.say(f"learnt.{key}", words=words, item=name), words=words, item=item)
        return Exit.DONE

    command.__doc__ = explanation
    return command


app.command("accept")(_decision(aliases.accept, "accepted", "Add a proposed name to the item's names."))
app.command("reject")(_decision(aliases.reject, "rejected", "Do not propose a name again."))
app.command("remove")(_decision(aliases.remove, "removed", "Take an accepted name away again."))


@app.command()
def forget(
    lang: Lang,
    words: Annotated[str | None, typer.Argument(metavar="WORDS", help="Left out: all that is usual.")] = None,
    db: Db = None,
    person: Person = "",
    *,
    as_json: Json = False,
) -> Exit:
    """Forget what some words usually mean, or all habits, of --person or of the shop."""
    with Turns.open(db, lang) as turns, turns.shop.clerk.ledger.unit() as unit:
        habits.forget(unit, person, words)
    Output(as_json=as_json).say(Wording(lang).say("learnt.forgotten"), words=words, person=person)
    return Exit.DONE
