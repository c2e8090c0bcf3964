"""Commands of the journal."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.catalogue.exporting import ExportFailedError
from assistant.cli.options import Db, Exit, Json, Lang
from assistant.cli.output import Output
from assistant.cli.turns import Turns
from assistant.voice.wording import Wording

app = typer.Typer(help="The chain of decisions.", no_args_is_help=True)


@app.command()
def verify(
    lang: Lang,
    db: Db = None,
    trust: Annotated[
        list[str] | None,
        typer.Option("--trust", metavar="ed25519:KEY", help="A key whose signature is good, too: of a former device."),
    ] = None,
    *,
    as_json: Json = False,
) -> Exit:
    """Check that no entry was changed, removed or put in another order."""
    output, wording = Output(as_json=as_json), Wording(lang)
    with Turns.open(db, lang) as turns:
        found = turns.shop.clerk.ledger.journal_verify(trust or ())
    seen = {"ok": found.ok, "entries": found.entries, "head": found.head, "broken_at": found.broken_at}
    output.line({**seen, "why": found.why or None, "signer": found.signer or None})
    if not as_json:
        key = "journal.whole" if found.ok else "journal.broken"
        words = {"entries": str(found.entries), "head": (found.head or "")[:12], "broken_at": str(found.broken_at)}
        output.people.print(wording.say(key, **words), style="green" if found.ok else "red")
        if found.why:
            output.people.print(found.why, markup=False)
    return Exit.DONE if found.ok else Exit.REFUSED


@app.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON lines; tools/verify_journal.py checks them.")],
    lang: Lang,
    db: Db = None,
    *,
    as_json: Json = False,
) -> Exit:
    """Write the journal to a file that anybody can check without the clerk."""
    with Turns.open(db, lang) as turns:
        try:
            with file.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as out:
                written = sum(out.write(line + "\n") > 0 for line in turns.shop.clerk.ledger.journal_lines())
        except OSError as error:
            raise ExportFailedError(file, error.strerror or str(error)) from error
    said = Wording(lang).say("books.journal_exported", entries=str(written - 1), file=str(file))
    Output(as_json=as_json).say(said, entries=written - 1)
    return Exit.DONE
