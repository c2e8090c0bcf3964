"""Collects the commands and turns every failure into a sentence and an exit code."""

import logging
import sys
from itertools import pairwise
from typing import Any, NoReturn

import typer
from typer.exceptions import TyperException

from asr.errors import HearingError
from assistant.catalogue import CatalogueError
from assistant.cli import books, enrolling, journal, learnt, parties, printing, review, senses, talk, voices
from assistant.cli.options import Exit, default_lang
from assistant.cli.output import Output
from assistant.inventory.errors import LedgerError
from assistant.printing.errors import PrintingError
from assistant.session import SessionDamagedError
from assistant.voice.failures import sentence
from models.registry import ModelDamagedError, ModelMissingError
from vision.errors import SeeingError

app = typer.Typer(
    name="clerk",
    help="小二, the offline clerk: hears commands, sees boxes and labels, books inventory moves.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (talk, senses, enrolling, voices, books, parties, printing):
    group.register(app)
app.add_typer(journal.app, name="journal")
app.add_typer(review.app, name="review")
app.add_typer(learnt.app, name="learnt")


_CODES: dict[type[Exception], str] = {
    SessionDamagedError: "session_damaged",
    ModelMissingError: "model_missing",
    ModelDamagedError: "model_damaged",
}


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and exit with the contract's code."""
    words = sys.argv[1:] if arguments is None else arguments
    sys.exit(run(words))


def run(words: list[str]) -> int:
    """Run one command; returns its exit code."""
    output, lang = Output(as_json="--json" in words), _lang(words)
    try:
        return int(app(words, standalone_mode=False) or Exit.DONE)
    except KeyboardInterrupt:
        return Exit.DONE
    except Exception as error:  # noqa: BLE001 - the last line of defence: no traceback reaches a user
        return _failed(error, output, lang)


def _failed(error: Exception, output: Output, lang: str) -> int:
    match error:
        case typer.Abort():
            return Exit.REFUSED
        case TyperException():
            usage: Any = error
            usage.show()
            output.line({"reply": usage.format_message(), "error": "usage"})
            return Exit.USAGE
        case HearingError() | SeeingError() | CatalogueError() | PrintingError():
            output.failed(error.say(lang), type(error).__name__)
            return Exit.BAD_INPUT
        case LedgerError():
            output.failed(sentence(error, lang), error.code)
            return Exit.REFUSED
        case SessionDamagedError() | ModelMissingError() | ModelDamagedError():
            output.failed(str(error), _CODES[type(error)])
            return Exit.BAD_INPUT
    return _our_fault(error, output, lang)


def _our_fault(error: Exception, output: Output, lang: str) -> int:
    logging.getLogger("clerk").debug("bug", exc_info=error)
    words = {
        "zh": f"小二出错了（{type(error).__name__}），没有记账。请设 CLERK_DEBUG=1 再试一次，把日志发给我们。",
        "en": f"The clerk failed ({type(error).__name__}); nothing is booked. Set CLERK_DEBUG=1, try again, "
        "and send us the log.",
    }
    output.failed(words[lang], "bug")
    return Exit.OUR_FAULT


def _lang(words: list[str]) -> str:
    for option, value in pairwise(words):
        if option == "--lang" and value in {"zh", "en"}:
            return value
    return default_lang()
