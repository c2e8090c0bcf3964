"""Commands of the conversation: say, confirm, cancel, undo, and the keyboard loop."""

from typing import Annotated

import typer

from assistant.cli.options import Db, Exit, Identity, Json, Lang, Person, Record
from assistant.cli.output import Output
from assistant.cli.turns import Turns
from assistant.event import Pressed, Said


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


def _press(
    button: str, db: str | None, lang: str, identity: str | None, person: str, record: Record, *, as_json: bool
) -> Exit:
    with Turns.open(db, lang, person=person, record=record) as turns:
        return Output(as_json=as_json).turn(turns.take(Pressed(button), identity))


def confirm(
    lang: Lang,
    db: Db = None,
    identity: Identity = None,
    person: Person = "",
    record: Record = None,
    *,
    as_json: Json = False,
) -> Exit:
    """Say yes to what the clerk has proposed."""
    return _press("confirm", db, lang, identity, person, record, as_json=as_json)


def cancel(
    lang: Lang,
    db: Db = None,
    identity: Identity = None,
    person: Person = "",
    record: Record = None,
    *,
    as_json: Json = False,
) -> Exit:
    """Give up what the clerk has proposed."""
    return _press("cancel", db, lang, identity, person, record, as_json=as_json)


def undo(
    lang: Lang,
    db: Db = None,
    identity: Identity = None,
    person: Person = "",
    record: Record = None,
    *,
    as_json: Json = False,
) -> Exit:
    """Reverse the last booking by an opposite one."""
    return _press("undo", db, lang, identity, person, record, as_json=as_json)


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


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (say, confirm, cancel, undo, repl):
        app.command()(command)
