"""Commands of the conversation: say, confirm, cancel, undo, and the keyboard loop."""

from collections.abc import Callable
from typing import Annotated

import typer

from assistant.cli.options import Db, Exit, Identity, Json, Lang, Person, Record
from assistant.cli.output import Output
from assistant.cli.turns import Turns
from assistant.event import Pressed, Said
from assistant.voice.wording import Wording


def say(
    text: Annotated[list[str], typer.Argument(help="What is said, as typed.")],
    lang: Lang,
    db: Db = None,
    identity: Identity = None,
    person: Person = "",
    record: Record = None,
    *,
    as_json: Json = False,
) -> Exit:
    """Say something to the clerk by keyboard."""
    with Turns.open(db, lang, person=person, record=record) as turns:
        return Output(as_json=as_json).turn(turns.take(Said(" ".join(text)), identity))


def button(name: str, explanation: str) -> Callable[..., Exit]:
    """Return the command that presses one of the clerk's buttons."""

    def press(
        lang: Lang,
        db: Db = None,
        identity: Identity = None,
        person: Person = "",
        record: Record = None,
        *,
        as_json: Json = False,
    ) -> Exit:
        with Turns.open(db, lang, person=person, record=record) as turns:
            return Output(as_json=as_json).turn(turns.take(Pressed(name), identity))

    press.__doc__ = explanation
    return press


BUTTONS = {
    "confirm": "Say yes to what the clerk has proposed.",
    "cancel": "Give up what the clerk has proposed.",
    "undo": "Reverse the last booking by an opposite one.",
}
"""Button to what it does."""


def repl(lang: Lang, db: Db = None, person: Person = "", record: Record = None, *, as_json: Json = False) -> Exit:
    """Talk to the clerk by keyboard, line by line; an empty line or the end of input leaves."""
    output = Output(as_json=as_json)
    with Turns.open(db, lang, person=person, record=record) as turns:
        while True:
            try:
                line = input("" if as_json else "> ").strip()
            except EOFError:
                return Exit.DONE
            if not line:
                return Exit.DONE
            output.turn(turns.take(Said(line)))


def sample(
    intent: Annotated[str, typer.Argument(metavar="INTENT", help="Receive, Issue, QueryStock, …")],
    lang: Lang,
    db: Db = None,
    count: Annotated[int, typer.Option("--count", min=1, help="How many.")] = 10,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same sentences.")] = 1,
    *,
    as_json: Json = False,
) -> Exit:
    """Print ways of saying something, made from the sentence templates and the catalogue."""
    output = Output(as_json=as_json)
    with Turns.open(db, lang) as turns:
        sentences = turns.shop.sample(intent, count, seed)
    if not sentences:
        output.failed(Wording(lang).say("refuse.unknown_intent", intent=intent), "unknown_intent")
        return Exit.REFUSED
    output.line({"intent": intent, "sentences": sentences})
    if not as_json:
        for sentence in sentences:
            output.people.print(sentence, markup=False)
    return Exit.DONE


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(say)
    for name, explanation in BUTTONS.items():
        app.command(name)(button(name, explanation))
    app.command()(repl)
    app.command()(sample)
