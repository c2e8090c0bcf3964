"""When the clerk may be called by its name, and what happens when it is."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app_kivy.senses import devices
from app_kivy.senses.calling import Calls
from app_kivy.senses.listening import Hears
from asr.errors import HearingError
from asr.utterance import Utterance
from assistant.turn import Turn
from assistant.wiring import Shop

if TYPE_CHECKING:
    from app_kivy.main import ClerkApp

ALONE = frozenset({"noise", "voice"})
"""Screens that need the microphone for themselves."""


class Attention:
    """Holds the microphone for the wake word wherever nothing else needs it. Off unless the settings say so."""

    def __init__(self, app: "ClerkApp") -> None:
        self._app = app
        self.calls: Calls | None = None
        self.problem = ""
        """Why nobody can call, in the person's language."""
        self.lent = False
        """Whether somebody pressed to talk: then the microphone is his."""
        self._shop: Shop | None = None
        self._opening = False

    @property
    def awake(self) -> bool:
        """Whether the ears listen, because somebody called."""
        return self.calls is not None and self.calls.awake

    def notice(self) -> str:
        """Return what the screen says about it: who listens just now."""
        words = self._app.words
        if not self._app.settings.wake:
            return ""
        if self.problem:
            return words("wake.broken", why=self.problem)
        return words("wake.awake" if self.awake else "wake.asleep")

    def look(self) -> None:
        """Begin or end, after the screen or the settings changed."""
        wanted = self._app.settings.wake and not self.lent and self._app.manager.current not in ALONE
        if not wanted:
            self.stop()
        elif self.calls is None and not self._opening and not self.problem:
            self._opening = True
            reason = self._app.words("talk.permission")
            devices.permit("microphone", lambda: self._app.voice.read(reason), self._permitted)

    def stop(self) -> None:
        """Let go of the microphone."""
        self._opening = False
        if self.calls:
            self.calls.stop()
            self.calls = None

    def lend(self, lent: bool) -> None:
        """Give the microphone to whoever pressed to talk, or take it back."""
        self.lent = lent
        self.look()

    def answered(self, turn: Turn | None) -> None:
        """After a turn: listen for what may be said next."""
        calls, shop = self.calls, self._shop
        if calls is None or shop is None:
            return
        understood = turn is not None and turn.settled

        def go_on(grammar: Mapping[str, Any]) -> None:
            calls.between(lambda: shop.listen_for(grammar))
            calls.answered(understood=understood)

        self._app.ask(lambda opened: opened.grammar(), go_on)

    def _permitted(self, given: bool) -> None:
        if given:
            self._app.deliver(lambda: self._app.ask(_ears, self._begin))
        else:
            self._app.deliver(lambda: self._failed(self._app.words("talk.refused")))

    def _begin(self, found: tuple[Shop, Hears]) -> None:
        if not self._opening:
            return
        self._opening = False
        self._shop, ears = found
        app = self._app
        self.calls = Calls(
            ears,
            devices.microphone(),
            devices.wake,
            speaking=lambda: app.voice.speaking,
            loud=lambda level: app.deliver(lambda: self._loud(level)),
            woke=lambda: app.deliver(self._woke),
            slept=lambda: app.deliver(self._renew),
            heard=lambda *what: app.deliver(lambda: self._heard(*what)),
            failed=lambda error: app.deliver(lambda: self._failed(self._worded(error))),
        )

    def _loud(self, level: float) -> None:
        talk = self._app.screen("talk")
        if self._app.manager.current == "talk":
            talk.meter.level = level

    def _woke(self) -> None:
        self._app.voice.come()
        if self._app.manager.current in {"question", "confirm", "task"}:
            self._renew()
        else:
            self._app.go("talk")

    def _renew(self) -> None:
        self._app.screen(self._app.manager.current).renew()

    def _heard(self, utterance: Utterance, clip: bytes, over_voice: bool) -> None:
        calls = self.calls
        if calls is None:
            return
        if self._app.conversation.waiting:
            calls.answered(understood=False)
        else:
            self._app.conversation.hear(utterance, clip, over_voice=over_voice)

    def _failed(self, why: str) -> None:
        self.stop()
        self.problem = why
        self._renew()

    def _worded(self, error: Exception) -> str:
        return error.say(self._app.settings.lang) if isinstance(error, HearingError) else str(error)


def _ears(shop: Shop) -> tuple[Shop, Hears]:
    return shop, shop.ears()
