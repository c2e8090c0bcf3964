"""Commands of the senses: hear and look at files, listen and watch live, noise sample, doctor."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from asr.errors import HearingError
from assistant.cli.options import AsrDirectory, Db, Exit, Identity, Json, Lang, Person, Record
from assistant.cli.output import Output
from assistant.cli.turns import Turns
from assistant.event import Heard, Seen
from assistant.voice.wording import Wording
from assistant.wiring import Shop
from vision.errors import SeeingError

NOISE_SECONDS = 5.0


def hear(
    files: Annotated[list[Path], typer.Argument(help="Recordings of one command each: WAV, FLAC, OGG, MP3.")],
    lang: Lang,
    db: Db = None,
    identity: Identity = None,
    person: Person = "",
    record: Record = None,
    asr_directory: AsrDirectory = None,
    *,
    as_json: Json = False,
) -> Exit:
    """Let the clerk hear recordings, one after the other."""
    output = Output(as_json=as_json)
    codes: list[Exit] = []
    with Turns.open(db, lang, person=person, record=record, asr_directory=asr_directory) as turns:
        for number, file in enumerate(_with_progress(files, output)):
            try:
                utterance = turns.shop.ears().hear(file)
                event = Heard(utterance, turns.keep(file))
                codes.append(output.turn(turns.take(event, _numbered(identity, number, files)), file=str(file)))
            except HearingError as error:
                output.failed(error.say(lang), type(error).__name__)
                codes.append(Exit.BAD_INPUT)
    return max(codes)


def look(
    files: Annotated[list[Path], typer.Argument(help="Pictures, folders of pictures, or videos.")],
    lang: Lang,
    db: Db = None,
    identity: Identity = None,
    person: Person = "",
    record: Record = None,
    overlay: Annotated[
        Path | None, typer.Option("--overlay", metavar="OUT.png", help="Write the picture with what was seen drawn in.")
    ] = None,
    *,
    as_json: Json = False,
) -> Exit:
    """Let the clerk look at pictures, one after the other."""
    output = Output(as_json=as_json)
    codes: list[Exit] = []
    with Turns.open(db, lang, person=person, record=record) as turns:
        pictures = list(_pictures(files, output, lang, codes))
        for number, picture in enumerate(_with_progress(pictures, output)):
            try:
                sightings = turns.shop.look(picture)
                event = Seen(sightings, turns.keep(picture))
                turn = turns.take(event, _numbered(identity, number, pictures))
                codes.append(output.turn(turn, file=str(picture)))
                if overlay:
                    turns.shop.draw(picture, turn.sightings, overlay)
            except SeeingError as error:
                output.failed(error.say(lang), type(error).__name__)
                codes.append(Exit.BAD_INPUT)
    return max(codes)


def _pictures(files: Iterable[Path], output: Output, lang: str, codes: list[Exit]) -> Iterator[Path]:
    for file in files:
        try:
            yield from Shop.pictures(file)
        except SeeingError as error:
            output.failed(error.say(lang), type(error).__name__)
            codes.append(Exit.BAD_INPUT)


def _numbered(identity: str | None, number: int, all_of: list[Path]) -> str | None:
    return f"{identity}.{number}" if identity and len(all_of) > 1 else identity


def _with_progress(files: list[Path], output: Output) -> Iterator[Path]:
    """Yield the files, with a bar on a terminal where there are many."""
    if len(files) < 10 or not output.people.is_terminal:
        yield from files
        return
    with Progress(console=output.people, transient=True) as progress:
        yield from progress.track(files)


def listen(
    lang: Lang,
    db: Db = None,
    person: Person = "",
    record: Record = None,
    asr_directory: AsrDirectory = None,
    word: Annotated[
        str, typer.Option("--wake-word", metavar="MODEL", help="Another wake word than 你好小二, in CLERK_MODELS.")
    ] = "wake",
    *,
    wake: Annotated[
        bool, typer.Option("--wake/--no-wake", envvar="CLERK_WAKE", help="Sleep until called: 你好小二.")
    ] = False,
    as_json: Json = False,
) -> Exit:
    """Listen to the microphone until interrupted; a line for each thing heard."""
    output, wording = Output(as_json=as_json), Wording(lang)

    def told(state: str) -> None:
        output.line({"wake": state})
        if not as_json:
            output.people.print(wording.say(f"control.{state}"), style="dim")

    with Turns.open(db, lang, person=person, record=record, asr_directory=asr_directory) as turns:
        for utterance in turns.shop.listen(word if wake else "", told):
            output.turn(turns.take(Heard(utterance)))
    return Exit.DONE


def watch(lang: Lang, db: Db = None, person: Person = "", record: Record = None, *, as_json: Json = False) -> Exit:
    """Watch the camera until interrupted; a line for each new thing seen."""
    output = Output(as_json=as_json)
    shown: set[str] = set()
    counted: set[str] = set()
    with Turns.open(db, lang, person=person, record=record) as turns:
        for sightings in turns.shop.watch():
            things = {sighting.code or sighting.fields.text for sighting in sightings} - {""}
            # A count grows while the camera moves along: it is news once it stands still.
            before, counted = counted, {f"{one.count.number} {one.code}" for one in sightings if one.count}
            things |= counted if counted == before else set()
            if things and not things <= shown:
                shown = things
                output.turn(turns.take(Seen(sightings)))
    return Exit.DONE


def noise_sample(
    lang: Lang,
    file: Annotated[Path | None, typer.Argument(help="A recording of the noise, instead of the microphone.")] = None,
    db: Db = None,
    *,
    as_json: Json = False,
) -> Exit:
    """Listen to the noise of the place for five seconds, as at the start of a shift."""
    output = Output(as_json=as_json)
    with Turns.open(db, lang) as turns:
        if file is None and not as_json:
            output.people.print(Wording(lang).say("control.noise_sample"))
        profile = turns.shop.learn_noise(file, NOISE_SECONDS)
        reply = Wording(lang).say("control.noise_learned", level=f"{profile['level_db']:.0f}")
        output.say(reply, changed=profile)
    return Exit.DONE


def doctor(lang: Lang, db: Db = None, asr_directory: AsrDirectory = None, *, as_json: Json = False) -> Exit:
    """Say which senses work, with which models, whether there are a microphone and a camera, and why not."""
    output = Output(as_json=as_json)
    with Turns.open(db, lang, asr_directory=asr_directory) as turns:
        senses, devices = turns.shop.senses(), turns.shop.devices()
    output.line({"senses": senses, "devices": devices})
    if not as_json:
        for sense in senses:
            mark = "[green]✓[/green]" if sense["works"] else "[red]✗[/red]"
            model = " ".join(filter(None, (sense["model"], sense["version"], (sense["sha256"] or "")[:12])))
            output.people.print(f"{mark} {sense['name']:<12} {model} {sense['why'] or ''}")
        for device in devices:
            mark = "[green]✓[/green]" if device["works"] else "[yellow]–[/yellow]"
            output.people.print(f"{mark} {device['name']:<12} {device['why'] or ''}")
    return Exit.DONE


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (hear, look, listen, watch, doctor):
        app.command()(command)
    app.command("noise-sample")(noise_sample)
