"""Options that every command has, and exit codes."""

import os
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Literal

import typer


class Exit(IntEnum):
    """What a script may rely on."""

    DONE = 0
    """Done, answered, or waiting for an answer."""
    OUR_FAULT = 1
    USAGE = 2
    REFUSED = 3
    """Not understood, refused, or handed to a person."""
    BAD_INPUT = 4
    """Broken file, unreadable catalogue."""


def default_lang() -> str:
    """Return `CLERK_LANG` where it names a language, else Chinese."""
    lang = os.environ.get("CLERK_LANG", "zh")
    return lang if lang in {"zh", "en"} else "zh"


Db = Annotated[str | None, typer.Option("--db", metavar="URL", help="Books: an SQLAlchemy URL or an SQLite file.")]
Lang = Annotated[
    Literal["zh", "en"], typer.Option("--lang", default_factory=default_lang, help="Language of sentences and replies.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on standard output, nothing else.")]
Identity = Annotated[
    str | None, typer.Option("--id", metavar="ID", help="Your own id of this event: the same again books once.")
]
Person = Annotated[str, typer.Option("--person", envvar="CLERK_PERSON", help="Who is speaking.")]
Record = Annotated[
    Path | None, typer.Option("--record", metavar="FILE", help="Append the turn to a session that can be replayed.")
]
AsrDirectory = Annotated[
    Path | None, typer.Option("--asr", metavar="DIR", help="A Vosk model of your own instead of ours.")
]
