"""Command that makes a product known by its looks."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import Db, Exit, Json, Lang
from assistant.cli.output import Output
from assistant.cli.turns import Turns
from assistant.voice.wording import Wording

MOST = 20
"""Photos at a time: five are enough, each more costs two milliseconds at every look."""


def enrol_item(
    sku: Annotated[str, typer.Argument(help="SKU of the catalogue.")],
    lang: Lang,
    photos: Annotated[
        list[Path] | None, typer.Argument(metavar="PHOTO...", help="One to five photos that show the product alone.")
    ] = None,
    db: Db = None,
    *,
    forget: Annotated[bool, typer.Option("--forget", help="Remove what was enrolled of it.")] = False,
    as_json: Json = False,
) -> Exit:
    """Let the clerk learn what a product looks like; what was enrolled of it before is replaced."""
    output, wording = Output(as_json=as_json), Wording(lang)
    if forget == bool(photos):
        raise typer.BadParameter("give photos, or --forget")
    if len(photos or ()) > MOST:
        raise typer.BadParameter(wording.say("control.looks_too_many", most=str(MOST)))
    with Turns.open(db, lang) as turns:
        with turns.shop.clerk.ledger.view() as unit:
            name = unit.catalogue.item(sku).name
        if forget:
            removed = turns.shop.forget_looks(sku)
            reply = wording.say("control.looks_forgotten" if removed else "control.looks_none", item=name)
            output.say(reply, changed={"sku": sku, "photos": 0, "replaced": removed})
            return Exit.DONE
        changed = turns.shop.enrol_item(sku, photos or [])
        told = [wording.say("control.looks_enrolled", item=name, photos=str(changed["photos"]))]
        told += [
            wording.say("control.looks_problem", photo=one["photo"], problem=wording.say(f"fallback.{one['problem']}"))
            for one in changed["problems"]
        ]
        if changed["alike"]:
            with turns.shop.clerk.ledger.view() as unit:
                names = [item.name for item in unit.catalogue.some(changed["alike"])]
            told.append(wording.say("control.looks_alike", items=wording.either(names)))
    output.say(wording.gap.join(told), changed=changed)
    return Exit.DONE


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("enrol-item")(enrol_item)
