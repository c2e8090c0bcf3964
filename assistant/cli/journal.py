"""Commands of the journal."""

import typer

from assistant.cli.options import Db, Exit, Json, Lang
from assistant.cli.output import Output
from assistant.cli.turns import Turns
from assistant.voice.wording import Wording

app = typer.Typer(help="The chain of decisions.", no_args_is_help=True)


@app.command()
def verify(lang: Lang, db: Db = None, *, as_json: Json = False) -> Exit:
    """Check that no entry was changed, removed or put in another order."""
    output, wording = Output(as_json=as_json), Wording(lang)
    with Turns.open(db, lang) as turns:
        found = turns.shop.clerk.ledger.journal_verify()
    output.line({"ok": found.ok, "entries": found.entries, "head": found.head, "broken_at": found.broken_at})
    if not as_json:
        key = "journal.whole" if found.ok else "journal.broken"
        words = {"entries": str(found.entries), "head": (found.head or "")[:12], "broken_at": str(found.broken_at)}
        output.people.print(wording.say(key, **words), style="green" if found.ok else "red")
    return Exit.DONE if found.ok else Exit.REFUSED
