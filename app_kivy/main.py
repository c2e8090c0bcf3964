"""The application: opens the window at once, the books behind it, and leads from screen to screen."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from kivy.app import App
from kivy.clock import Clock
from kivy.core.text import LabelBase
from kivy.core.window import Window
from kivy.uix.screenmanager import NoTransition, ScreenManager

from app_kivy import fonts
from app_kivy.attention import Attention
from app_kivy.conversation import Conversation
from app_kivy.fingers import Fingers
from app_kivy.screens import SCREENS
from app_kivy.senses import devices, threads
from app_kivy.senses.wedge import Wedge, scanned
from app_kivy.settings import Settings
from app_kivy.strings import Strings
from app_kivy.theme import Theme
from app_kivy.voicing import Voice
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.text import FONT
from app_kivy.work import books, tasks
from app_kivy.work.thread import Closes, Worker
from app_kivy.work.views import Answered, Goods, Sense, Standing
from assistant.voice.speaker import Manner

T = TypeVar("T")
_log = logging.getLogger(__name__)
PLACES = frozenset({"place", "source", "destination"})
"""Slots that are answered with a place."""


class ClerkApp(App):
    """The window. `open_books` opens the shop for the language and person of the settings.

    `practice` opens a copy of it in which nothing is booked.
    """

    title = "小二"

    def __init__(
        self,
        open_books: Callable[[Settings], Closes],
        practice: Callable[[Settings], Closes],
        settings_file: Path,
        **given: Any,
    ) -> None:
        super().__init__(**given)
        self._open_books, self._open_practice = open_books, practice
        self._settings_file = settings_file
        self.settings = Settings.load(settings_file)
        self.practising = False
        self.senses: list[Sense] | None = None
        """How the senses are; None until they have been looked at."""
        self.standing: Standing | None = None
        self.goods: list[Goods] = []
        self.places: list[str] = []
        self.conversation = Conversation(self)
        self.attention = Attention(self)
        self._trail: list[str] = []
        self._wedge = Wedge()
        LabelBase.register(FONT, str(fonts.FILE))

    def build(self) -> ScreenManager:
        """Make the first screen; the books are opened meanwhile."""
        self.fingers = Fingers(Window)
        self.worker = Worker(lambda: self._open_books(self.settings), self.deliver)
        self.manager = ScreenManager(transition=NoTransition())
        self._furnish()
        Window.bind(on_textinput=self._typed, on_key_down=self._key_down)
        self.go("home")
        self._catch_up()
        # On one core the books would hold up the first picture: they are opened when it stands.
        Clock.schedule_once(lambda _: Clock.schedule_once(lambda _: self.worker.start(), 0), 0)
        return self.manager

    def on_stop(self) -> None:
        """Let go of everything."""
        Window.unbind(on_textinput=self._typed, on_key_down=self._key_down)
        self.voice.hush()
        self.attention.stop()
        # All of them: one that is just being left may not have let go of its camera yet.
        for screen in self.manager.screens:
            screen.left()
        threads.join_all()
        self.worker.stop()
        self.fingers.stop()

    def _furnish(self) -> None:
        """Make theme, words, voice and screens as the settings want them."""
        chosen = self.settings
        self.theme = Theme(dark=chosen.dark, font_scale=chosen.font_scale)
        self.words = Strings(chosen.lang)
        self.voice = Voice(
            devices.speaker(),
            devices.player(),
            devices.haptics(),
            lang=chosen.lang,
            on=chosen.voice,
            manner=Manner(slow=chosen.slow, loud=chosen.loud),
        )
        Window.clearcolor = self.theme.colour("ground")
        self.manager.clear_widgets()

    def change(self, settings: Settings) -> None:
        """Take on other settings: the screens are made anew; the books are opened for another language or person."""
        before = self.settings
        self._keep(settings)
        here = self.manager.current
        self.voice.hush()
        self.attention.stop()
        self.attention.problem = ""
        for screen in self.manager.screens:
            screen.left()
        self._furnish()
        if (settings.lang, settings.person) != (before.lang, before.person):
            self._open(practice=self.practising)
        self.go(here)

    def speak(self, *, slow: bool = False, loud: bool = False) -> None:
        """Speak slower or louder from now on; the screen stays as it is."""
        chosen = self.settings
        self._keep(replace(chosen, slow=chosen.slow or slow, loud=chosen.loud or loud))
        self.voice.manner = Manner(slow=self.settings.slow, loud=self.settings.loud)

    def _keep(self, settings: Settings) -> None:
        self.settings = settings
        try:
            settings.save(self._settings_file)
        except OSError as error:
            _log.warning("the settings cannot be kept: %s", error)

    def choose_person(self, name: str) -> None:
        """Let somebody else be there: the ears listen for his voice, the books write down his name."""
        if name != self.settings.person:
            self.change(replace(self.settings, person=name))

    def practise(self, on: bool) -> None:
        """Begin or end practice."""
        self.practising = on
        # What was said of the one books is not true of the others.
        self.conversation.forget()
        self._open(practice=on)
        self.home()

    def _open(self, *, practice: bool) -> None:
        self.standing = self.senses = None
        opener = self._open_practice if practice else self._open_books
        self.attention.stop()
        self.worker.replace(lambda: opener(self.settings))
        self._catch_up()

    def _catch_up(self) -> None:
        """After opening: ask the open question again, then read the catalogue and look at the senses."""
        self.ask(books.standing, self._resume)
        self.ask(books.goods, lambda found: setattr(self, "goods", found))
        self.ask(books.places, lambda found: setattr(self, "places", found))
        self.ask(tasks.senses, self._sensed)

    def _resume(self, standing: Standing) -> None:
        self.standing = standing
        if standing.lang != self.settings.lang:
            # Somebody had asked for the other language by voice; what is chosen by touch now counts.
            self.conversation.tap("SwitchLanguage")
        elif standing.question:
            self.show_question(standing.question.slot)
        else:
            self._renew_home()

    def _sensed(self, senses: list[Sense]) -> None:
        self.senses = senses
        self._renew_home()

    def _renew_home(self) -> None:
        if self.manager.current == "home":
            self.screen("home").renew()

    def deliver(self, function: Callable[[], object]) -> None:
        """Run a function on the window's thread, as soon as no finger is on the glass; from any thread."""
        self.fingers.deliver(function)

    def ask(self, job: Callable[[Any], T], done: Callable[[T], None]) -> None:
        """Do a job on the clerk's thread and give its result to `done`; what goes wrong is said."""
        self.worker.post(job, done, self.conversation.failed)

    def screen(self, name: str) -> Frame:
        """Return a screen, made at the first time."""
        if not self.manager.has_screen(name):
            self.manager.add_widget(SCREENS[name](self))
        found = self.manager.get_screen(name)
        assert isinstance(found, Frame)
        return found

    def go(self, name: str) -> None:
        """Go to a screen; from there `back` leads here again."""
        if self._trail[-1:] != [name]:
            self._trail.append(name)
        screen = self.screen(name)
        if self.manager.current == name:
            screen.on_pre_enter()
        elif self.manager.current_screen:
            # Not by Kivy's `on_leave`: that one is lost where the screen changes twice in one frame.
            self.manager.current_screen.left()
        self.manager.current = name
        self.attention.look()

    def back(self) -> None:
        """Go back one screen."""
        del self._trail[-1:]
        if self._trail:
            self.go(self._trail[-1])
        else:
            self.home()

    def home(self) -> None:
        """Go home; what is asked there stays asked."""
        self._trail.clear()
        self.conversation.order = None
        self.go("home")
        self.ask(books.standing, self._stood)

    def _stood(self, standing: Standing) -> None:
        self.standing = standing
        self._renew_home()

    def show_answer(self, answer: Answered) -> None:
        """Go where a turn is shown."""
        question = answer.turn.question
        if question:
            before = self.standing or Standing("", None, None, 0, 0)
            self.standing = replace(
                before,
                last_reply=answer.turn.reply,
                question=question,
                booking=answer.booking or before.booking,
                item=answer.item,
                task=answer.task,
            )
            self.show_question(question.slot)
        elif self.manager.current in {"talk", "look"} and not answer.turn.moves:
            self.screen(self.manager.current).on_pre_enter()
        else:
            self._trail.clear()
            self._trail.append("home")
            self.go("answer")

    def show_question(self, slot: str) -> None:
        """Go where an open question is answered."""
        del self._trail[1:]
        if not self._trail:
            self._trail.append("home")
        if self.standing and self.standing.task:
            self.go("task")
        else:
            self.go("confirm" if slot == "confirm" else "question")

    def show_trouble(self, words: str) -> None:
        """Say that something went wrong."""
        self.conversation.last = None
        self.conversation.trouble = words
        self.voice.read(words)
        self.go("answer")

    def notice(self) -> str:
        """Return what must be known on every screen: practice, and who listens."""
        practice = self.words("common.practice") if self.practising else ""
        return "\n".join(filter(None, (practice, self.attention.notice())))

    def _typed(self, _window: object, text: str) -> None:
        for character in text:
            self._wedge.key(character, Clock.get_time())

    def _key_down(self, _window: object, key: int, *_: object) -> bool:
        if key in {13, 271}:
            code = self._wedge.key("\r", Clock.get_time())
            if code:
                self.conversation.see(scanned(code), None)
                return True
        if key == 27:
            self.back()
            return True
        return False
