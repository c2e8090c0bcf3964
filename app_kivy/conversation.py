"""Between the person and the clerk: happenings go to the clerk's thread, its turns come back to the right screen."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from app_kivy.strings import Strings
from app_kivy.work import answering, tasks
from app_kivy.work.order import Order
from app_kivy.work.views import Answered
from asr.errors import HearingError
from asr.utterance import SpeechHealth, SpeechProblem, Utterance
from assistant.event import Happening, Heard, Pressed, Said, Seen, Tapped
from assistant.inventory.errors import LedgerError
from assistant.voice.failures import sentence
from intents.reading import Choice
from models.stamp import ModelStamp
from vision.errors import SeeingError
from vision.picture import Image
from vision.sighting import Kind, PictureHealth, PictureProblem, Sighting

if TYPE_CHECKING:
    from app_kivy.main import ClerkApp

_log = logging.getLogger(__name__)
NOTHING: Mapping[str, str] = MappingProxyType({})


class Conversation:
    """Holds what the screens show of the conversation. One happening at a time: a second tap waits for nobody."""

    def __init__(self, app: "ClerkApp") -> None:
        self._app = app
        self.waiting = False
        """Whether the clerk has not answered yet; taps meanwhile are dropped, so that none counts twice."""
        self.heard: Utterance | None = None
        """What was heard last, as long as it is what the present question is about."""
        self.last: Answered | None = None
        self.order: Order | None = None
        """The booking that is being put together by touch."""
        self.trouble = ""
        """What went wrong with the last happening, in the person's language."""

    def forget(self) -> None:
        """Show nothing of what was said before."""
        self.heard = self.last = self.order = None
        self.trouble = ""

    def say(self, text: str) -> None:
        """Let the clerk answer another reading of what was heard, chosen by touch."""
        self._send(Said(text), keeps_heard=False)

    def happen(self, what: Happening) -> None:
        """Let the clerk answer a happening."""
        self._send(what, keeps_heard=False)

    def tap(self, intent: str = "", slots: Mapping[str, str] = NOTHING) -> None:
        """Let the clerk answer what was tapped; without an intent it answers the open question."""
        self._send(Tapped(intent, slots), keeps_heard=False)

    def choose(self, slot: str, choice: Choice) -> None:
        """Answer the open question with one of its choices."""
        if slot in answering.TAPPED:
            self.tap(slots={slot: choice.value})
        else:
            self.say(choice.label)

    def press(self, button: str) -> None:
        """Let the clerk answer one of its buttons."""
        self._send(Pressed(button))

    def wrong(self) -> None:
        """Say that something is wrong: the clerk books nothing and asks what."""
        self.order = None
        self._send(Pressed("deny"), keeps_heard=False)

    def put_right(self, slots: Mapping[str, str]) -> None:
        """Put slots of the proposal right."""
        self.order = None
        self.tap(slots=slots)

    def hear(self, utterance: Utterance, clip: bytes, *, over_voice: bool = False) -> None:
        """Let the clerk answer what was heard; `over_voice`: our own voice was in it, so that only Stop counts."""
        if not over_voice:
            self.heard = utterance
            self.order = None
        self._post(lambda shop: tasks.hear(shop, utterance, clip, over_voice=over_voice))

    def see(self, sightings: tuple[Sighting, ...], picture: bytes | None) -> None:
        """Let the clerk answer what was seen."""
        self._post(lambda shop: tasks.see(shop, sightings, picture))

    def look(self, image: Image) -> None:
        """Let the eyes look at a picture thoroughly, keep it as evidence, and let the clerk answer."""
        self._post(lambda shop: tasks.look(shop, image))

    def decide(self, review: str, decision: str, slots: Mapping[str, str] = NOTHING) -> None:
        """`approve`, `reject` or `change` what waits in the review queue; `slots` are what a change puts right."""
        self.heard = None
        self._post(lambda shop: tasks.decide(shop, review, decision, slots))

    def begin(self, order: Order) -> None:
        """Book what was tapped; what the clerk proposes is compared with it."""
        self.order = order
        self.tap(order.intent, order.slots)

    def microphone_failed(self, error: HearingError) -> None:
        """Tell the clerk, so that it offers the next sense."""
        self.trouble = error.say(self._app.settings.lang)
        health = SpeechHealth(None, 0.0, 0.0, SpeechProblem.MISSING)
        self._send(Heard(Utterance("", 0.0, (), 0.0, 0.0, health, ModelStamp("no microphone", "-"))))

    def camera_failed(self, error: SeeingError) -> None:
        """Tell the clerk, so that it offers the next sense."""
        self.trouble = error.say(self._app.settings.lang)
        health = PictureHealth(0.0, 0.0, PictureProblem.MISSING)
        self._send(Seen((Sighting(Kind.NOTHING, 0.0, (0, 0, 0, 0), health),)))

    def _send(self, what: Happening, *, keeps_heard: bool = True) -> None:
        if not keeps_heard:
            self.heard = None
        self._post(lambda shop: tasks.take(shop, what))

    def _post(self, job: "tasks.Job") -> None:
        if self.waiting:
            return
        self.waiting = True
        self._app.worker.post(job, self.answered, self.failed)

    def answered(self, answer: Answered) -> None:
        """Show and read a turn."""
        self.waiting = False
        turn = answer.turn
        if not turn.reply:
            # Nothing was meant for us: our own voice, or somebody speaking over it.
            self._app.attention.answered(turn)
            return
        if self._misunderstood(answer):
            self.order = None
            self.trouble = self._app.words("tap.misunderstood")
            self.press("cancel")
            return
        self.last = answer
        self._app.voice.answer(turn)
        if turn.question is None:
            self.order = None
        self._app.attention.answered(turn)
        self._obey(answer)
        self.trouble = ""

    def _obey(self, answer: Answered) -> None:
        """Show the answer, and do what was asked of the window itself."""
        turn, app = answer.turn, self._app
        intent = turn.reading.intent if turn.reading and turn.settled else None
        if intent == "SwitchLanguage" and answer.lang != app.settings.lang:
            app.change(replace(app.settings, lang=answer.lang))
        elif intent == "NoiseSample":
            app.go("noise")
        else:
            if intent in {"Slower", "Louder"}:
                app.speak(slow=intent == "Slower", loud=intent == "Louder")
            app.show_answer(answer)

    def _misunderstood(self, answer: Answered) -> bool:
        proposal = answer.turn.proposal
        asked = answer.turn.question is not None and answer.turn.question.slot == "confirm"
        return bool(self.order and proposal and asked and not self.order.agrees(proposal.intent, proposal.slots))

    def failed(self, error: Exception) -> None:
        """Say what went wrong; nothing is booked."""
        self.waiting = False
        self.order = None
        self._app.attention.answered(None)
        _log.warning("the clerk could not answer: %s", error)
        self._app.show_trouble(worded(error, self._app.words))


def worded(error: Exception, words: Strings) -> str:
    """Return a failure as a sentence in the person's language."""
    if isinstance(error, LedgerError):
        return sentence(error, words.lang)
    say = getattr(error, "say", None)
    return str(say(words.lang)) if callable(say) else words("trouble.unknown", error=error)
