"""Talk: press, say one sentence, see what was heard."""

from kivy.clock import Clock

from app_kivy.senses import devices
from app_kivy.senses.listening import Hears, Listening
from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.heard import HeardCard
from app_kivy.widgets.layout import Card
from app_kivy.widgets.meter import Meter
from app_kivy.widgets.text import Text
from app_kivy.work.views import readable
from asr.errors import HearingError, MicrophoneMissingError
from asr.utterance import Utterance


class Talk(Frame):
    """Push-to-talk. Nothing listens before the button is pressed."""

    kind = "talk"
    listening: Listening | None = None
    _wanted = False

    def show(self) -> None:
        """Show the state of the ears, and the last sentence with its reply."""
        theme, words, conversation = self.theme, self.words, self.app.conversation
        hears = self.listening or self.app.attention.awake
        state = "talk.listening" if hears else "talk.wait" if self._wanted else "talk.ready"
        self.meter = Meter(theme)
        self.add(Text(theme, words(state), "reply", centred=True), self.meter)
        if conversation.heard and not self.listening:
            self.add(HeardCard(theme, words, conversation.heard, conversation.say))
        if conversation.last and not self.listening:
            self.add(Card(theme, Text(theme, readable(conversation.last.turn.reply), "reply")))
        if conversation.trouble:
            self.add(Text(theme, conversation.trouble, "small", tint="warn"))
        if self.listening:
            button = Press(theme, words("talk.stop"), self.stop, fill="no", icon="stop")
        else:
            button = Press(theme, words("talk.start"), self.start, fill="talk", icon="talk")
        self.foot(
            Press(theme, words("common.wrong"), conversation.wrong, icon="no"),
            Press(theme, words("home.look"), lambda: self.app.go("look"), icon="look"),
            Press(theme, words("home.tap"), lambda: self.app.go("tap"), icon="tap"),
            first=button,
        )

    def left(self) -> None:
        """Nothing listens behind another screen."""
        self._wanted = False
        self.stop()
        self.app.attention.lend(False)

    def start(self) -> None:
        """Listen for one sentence; our own voice is hushed first, so that it is never taken for the person's."""
        if self.listening or self._wanted:
            return
        self._wanted = True
        self.app.attention.lend(True)
        self.app.voice.hush()
        self.on_pre_enter()
        devices.permit("microphone", lambda: self.app.voice.read(self.words("talk.permission")), self._permitted)

    def _permitted(self, given: bool) -> None:
        if given:
            self.app.deliver(lambda: self.app.ask(lambda shop: shop.ears(), self._begin))
        else:
            self.app.deliver(lambda: self._failed(MicrophoneMissingError(self.words("talk.refused"))))

    def _begin(self, ears: Hears) -> None:
        if not self._wanted:
            return
        self._wanted = False
        self.listening = Listening(
            ears,
            devices.microphone(),
            loud=lambda level: self.app.deliver(lambda: setattr(self.meter, "level", level)),
            heard=lambda utterance, clip: self.app.deliver(lambda: self._heard(utterance, clip)),
            failed=lambda error: self.app.deliver(lambda: self._failed(error)),
        )
        self.on_pre_enter()

    def stop(self) -> None:
        """End the sentence here."""
        if self.listening:
            self.listening.stop()

    def _heard(self, utterance: Utterance, clip: bytes) -> None:
        self.listening = None
        self.app.attention.lend(False)
        if self.app.manager.current == self.kind:
            self.on_pre_enter()
            self.app.conversation.hear(utterance, clip)

    def _failed(self, error: HearingError) -> None:
        self.listening, self._wanted = None, False
        self.app.attention.lend(False)
        if isinstance(error, MicrophoneMissingError):
            self.app.conversation.microphone_failed(error)
            return
        self.app.conversation.trouble = error.say(self.app.settings.lang)
        Clock.schedule_once(lambda _: self.on_pre_enter(), 0)
