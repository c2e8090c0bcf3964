"""A clerk at work behind the command line: takes happenings, keeps evidence, records the session."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from assistant import session, wiring
from assistant.event import Happening
from assistant.inventory.context import system_clock
from assistant.machine import home
from assistant.printing import print_to
from assistant.printing.errors import PrintingError
from assistant.turn import Turn
from assistant.voice.wording import Wording
from assistant.wiring import Shop


@dataclass(slots=True)
class Turns:
    """One open shop and where its session is recorded."""

    shop: Shop
    record: Path | None = None

    @classmethod
    @contextmanager
    def open(
        cls,
        db: str | None,
        lang: str,
        *,
        person: str = "",
        record: Path | None = None,
        asr_directory: Path | None = None,
    ) -> Iterator["Turns"]:
        """Open the shop for the length of a command."""
        shop = wiring.open_shop(db, lang=lang, person=person, asr_directory=asr_directory)
        try:
            yield cls(shop, record)
        finally:
            shop.close()

    def take(self, what: Happening, identity: str | None = None) -> Turn:
        """Let the clerk answer a happening; records it where a session is wanted."""
        event = wiring.new_event(what, identity)
        if self.record is None:
            return self._printed(self.shop.clerk.handle(event))
        opening = None
        if not self.record.exists():
            with self.shop.clerk.ledger.view() as unit:
                opening = session.start(unit, self.shop.clerk, system_clock())
        turn = self.shop.clerk.handle(event)
        session.record(self.record, event, turn, opening)
        return self._printed(turn)

    def _printed(self, turn: Turn) -> Turn:
        """Put on paper what a turn wants there, and say where it is."""
        if not turn.prints:
            return turn
        lang = self.shop.clerk.lang
        with self.shop.clerk.ledger.view() as unit:
            document = unit.documents.get(turn.prints)
        try:
            file = print_to(document, home() / "papers", lang)
        except PrintingError as error:
            return replace(turn, reply=error.say(lang), settled=False)
        return replace(turn, reply=Wording(lang).say("books.printed", document=turn.prints, file=str(file)))

    def keep(self, path: Path) -> str:
        """Keep a clip or picture in the evidence store; returns its reference."""
        with self.shop.clerk.ledger.unit() as unit:
            return unit.evidence.keep(path.read_bytes(), path.suffix.lower())
