"""Who is there, and how his voice becomes known: two minutes of words read aloud, one a screen."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app_kivy.senses import devices, threads
from app_kivy.senses.aloud import Aloud
from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.layout import Card
from app_kivy.widgets.meter import Meter
from app_kivy.widgets.text import Text
from app_kivy.work import people
from app_kivy.work.people import Known
from asr.detect import NoiseProfile
from asr.enrol import Enrolment, Reading, words_to_read
from asr.errors import HearingError
from asr.resample import Samples
from assistant.voices import Voices

if TYPE_CHECKING:
    from app_kivy.main import ClerkApp

ENOUGH = 24
"""Words after which somebody may stop reading; all sixty are better."""


class People(Frame):
    """Everybody, or one person: whose voice the ears listen for, and who is written down as having booked."""

    kind = "people"
    known: list[Known] | None = None

    def on_pre_enter(self, *arguments: object) -> None:
        """Ask who there is."""
        self.known = None
        super().on_pre_enter(*arguments)
        self.app.ask(lambda shop: people.known(shop, self.words("people.unnamed")), self._got)

    def _got(self, known: list[Known]) -> None:
        self.known = known
        self.renew()

    def show(self) -> None:
        """Show a button for each."""
        theme, words, chosen = self.theme, self.words, self.app.settings.person
        self.add(Text(theme, words("people.ask"), "body"))
        everybody = Press(theme, words("people.everybody"), partial(self._choose, ""), fill="" if chosen else "tap")
        self.add(everybody)
        for one in self.known or ():
            hint = words("people.voice_known" if one.voice else "people.voice_unknown")
            fill = "tap" if one.name == chosen else ""
            self.add(Press(theme, one.name, partial(self._choose, one.name), hint=hint, left=True, fill=fill))
        if chosen:
            self.foot(Press(theme, words("people.enrol", name=chosen), lambda: self.app.go("voice"), icon="talk"))
        else:
            self.foot(Press(theme, words("common.home"), self.app.home, icon="home"))

    def _choose(self, name: str) -> None:
        self.app.choose_person(name)


class Voice(Frame):
    """Word by word; what is learned is kept only where it helps."""

    kind = "voice"

    def __init__(self, app: "ClerkApp") -> None:
        super().__init__(app)
        self.words_left = words_to_read()
        self.at = 0
        self.readings: list[Reading] = []
        self.aloud: Aloud | None = None
        self.reply = ""
        self.learning = False
        self._taught: tuple[Voices, Path, str] | None = None
        """Where voices are kept, the net to start from, and its hash."""

    def show(self) -> None:
        """Show the word to read, or what came of it."""
        theme, words = self.theme, self.words
        self.meter = Meter(theme)
        name = self.app.settings.person or words("people.everybody")
        if self.learning:
            self.add(Text(theme, words("voice.learning", name=name), "reply"))
            self.foot(Press(theme, words("common.home"), self.app.home, icon="home"))
        elif self.aloud:
            self._show_word()
        else:
            text = self.reply or words("voice.ready", name=name, count=len(self.words_left))
            self.add(Text(theme, text, "reply"))
            start = Press(theme, words("voice.start"), self.start, fill="talk", icon="talk")
            self.foot(Press(theme, words("common.home"), self.app.home, icon="home"), first=start)

    def _show_word(self) -> None:
        theme, words = self.theme, self.words
        word, _ = self.words_left[self.at]
        self.add(
            Text(theme, words("voice.count", at=self.at + 1, of=len(self.words_left)), "small", tint="quiet"),
            Card(theme, Text(theme, words("voice.read"), "body"), Text(theme, word, "huge", centred=True)),
            self.meter,
        )
        buttons = [Press(theme, words("task.skip"), self._skip, icon="skip")]
        if len(self.readings) >= ENOUGH:
            buttons.append(Press(theme, words("voice.enough"), self._learn, icon="yes"))
        self.foot(*buttons)

    def left(self) -> None:
        """Nothing listens behind another screen; what is being learned goes on."""
        self._stop()
        self.reply = ""

    def start(self) -> None:
        """Begin to read."""
        self.at, self.readings, self.reply = 0, [], ""
        self.app.voice.hush()
        devices.permit("microphone", lambda: self.app.voice.read(self.words("talk.permission")), self._permitted)

    def _permitted(self, given: bool) -> None:
        if given:
            self.app.deliver(lambda: self.app.ask(people.teacher, self._begin))
        else:
            self.app.deliver(lambda: self._tell(self.words("talk.refused")))

    def _begin(self, found: tuple[NoiseProfile | None, Voices, Path, str]) -> None:
        noise, self._taught = found[0], found[1:]
        deliver = self.app.deliver
        self.aloud = Aloud(
            devices.microphone(),
            noise,
            loud=lambda level: deliver(lambda: setattr(self.meter, "level", level)),
            word=lambda samples: deliver(lambda: self._heard(samples)),
            ended=lambda error: deliver(lambda: self._ended(error)),
        )
        self.on_pre_enter()

    def _heard(self, samples: Samples) -> None:
        if self.aloud:
            self.readings.append(Reading(samples, self.words_left[self.at][1]))
            self._skip()

    def _skip(self) -> None:
        self.at += 1
        if self.at == len(self.words_left):
            self._learn()
        else:
            self.on_pre_enter()

    def _ended(self, error: HearingError | None) -> None:
        if self.aloud is None:
            return
        self._stop()
        if error:
            self._tell(error.say(self.app.settings.lang))
        else:
            self._learn()

    def _stop(self) -> None:
        if self.aloud:
            self.aloud.stop()
            self.aloud = None

    def _learn(self) -> None:
        """Learn on a thread of its own: the clerk can be worked with meanwhile."""
        self._stop()
        assert self._taught
        (voices, folder, base), name, readings = self._taught, self.app.settings.person, self.readings
        self.learning = True
        self.on_pre_enter()
        deliver = self.app.deliver

        def learn() -> None:
            try:
                found = voices.learn(name, folder, base, readings)
            except (HearingError, OSError) as error:
                why = error.say(self.app.settings.lang) if isinstance(error, HearingError) else str(error)
                deliver(lambda: self._tell(why))
            else:
                deliver(lambda: self._learned(name, found))

        threads.start("learning", learn)

    def _learned(self, name: str, found: Enrolment) -> None:
        words = {"name": name, "before": f"{found.before:.0%}", "after": f"{found.after:.0%}"}
        self._tell(self.words("voice.learned" if found.accepted else "voice.no_better", **words))

    def _tell(self, words: str) -> None:
        self.learning, self.reply = False, words
        self.app.voice.read(words)
        if self.app.manager.current == self.kind:
            self.on_pre_enter()
