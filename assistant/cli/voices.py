"""Command that lets the ears learn how one person sounds."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import Db, Exit, Json, Lang
from assistant.cli.output import Output
from assistant.cli.turns import Turns
from assistant.voice.wording import Wording
from assistant.voices import BadNameError
from assistant.wiring import Shop

if TYPE_CHECKING:
    from asr.enrol import Reading


def enrol_voice(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose voice; what --person says later.")],
    lang: Lang,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="Recordings and their manifest.tsv (path, text), for the microphone."),
    ] = None,
    db: Db = None,
    *,
    forget: Annotated[bool, typer.Option("--forget", help="Delete what was learned of the person.")] = False,
    as_json: Json = False,
) -> Exit:
    """Let the ears learn a voice from two minutes of reading; it is kept only if it is heard better."""
    output, wording = Output(as_json=as_json), Wording(lang)
    try:
        with Turns.open(db, lang) as turns:
            if forget:
                known = turns.shop.voices.forget(name)
                reply = wording.say("control.voice_forgotten" if known else "control.voice_none", name=name)
                output.say(reply, changed={"name": name, "accepted": False, "forgotten": known})
                return Exit.DONE
            readings = list(_recorded(folder) if folder else _read_aloud(turns.shop, output, wording))
            if not as_json:
                output.people.print(wording.say("control.voice_learning", name=name))
            found = turns.shop.learn_voice(name, readings)
    except BadNameError as error:
        raise typer.BadParameter(error.say(lang)) from None
    changed = {
        "name": name,
        "accepted": found.accepted,
        "readings": found.readings,
        "wrong_before": round(found.before, 4),
        "wrong_after": round(found.after, 4),
    }
    words = {"name": name, "before": f"{found.before:.1%}", "after": f"{found.after:.1%}"}
    key = "control.voice_learned" if found.accepted else "control.voice_no_better"
    output.say(wording.say(key, readings=str(found.readings), **words), changed=changed)
    return Exit.DONE


def _recorded(folder: Path) -> Iterator["Reading"]:
    """Yield the recordings of a manifest; raises the ears' errors, and `typer.BadParameter` for what is none."""
    from asr.enrol import Reading

    manifest = folder / "manifest.tsv"
    if not manifest.is_file():
        raise typer.BadParameter(f"{manifest} is missing: a line each with path and text, tab separated")
    with manifest.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if not row.get("path") or not row.get("text"):
                raise typer.BadParameter(f"{manifest}: the first line must name `path` and `text`")
            yield Reading(Shop.recording(folder / row["path"]), Shop.syllables(row["text"]))


def _read_aloud(shop: Shop, output: Output, wording: Wording) -> Iterator["Reading"]:
    """Yield what is read into the microphone, word by word; raises the ears' errors."""
    from asr.enrol import Reading, words_to_read

    words = words_to_read()
    heard = shop.read_aloud()
    for number, (word, syllables) in enumerate(words, 1):
        text = {"number": str(number), "all": str(len(words)), "word": word}
        output.people.print(wording.say("control.voice_read", **text), markup=False)
        samples = next(heard, None)
        if samples is None:
            return
        yield Reading(samples, syllables)


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("enrol-voice")(enrol_voice)
