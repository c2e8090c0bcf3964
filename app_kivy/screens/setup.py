"""Set-up: language, letters, voice, the noise of the place, the catalogue, practice, and how the senses are."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from app_kivy.screens.enrol import Enrol
from app_kivy.settings import FONT_SCALES, LANGUAGES, SWITCHES, Settings
from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.layout import Card, Grid
from app_kivy.widgets.text import Text


class Setup(Frame):
    """Every choice is a button; the chosen one is filled."""

    kind = "setup"

    def show(self) -> None:
        """Show all choices."""
        app, theme, words, chosen = self.app, self.theme, self.words, self.app.settings
        self.add(
            self._big("setup.practice_off" if app.practising else "setup.practice_on", self._practise, "practice_hint"),
            self._big("setup.import", lambda: app.go("files"), "import_hint"),
            self._big("setup.enrol", self._enrol, "enrol_hint"),
            self._big("setup.people", lambda: app.go("people"), "people_hint"),
            self._big("setup.noise", lambda: app.go("noise"), "noise_hint"),
        )
        self._choices(
            "language",
            [(words(f"setup.{lang}"), lang == chosen.lang, replace(chosen, lang=lang)) for lang in LANGUAGES],
        )
        self._choices(
            "font_size",
            [
                (f"{round(scale * 100)}%", scale == chosen.font_scale, replace(chosen, font_scale=scale))
                for scale in FONT_SCALES
            ],
        )
        for name in SWITCHES:
            on = bool(getattr(chosen, name))
            self._choices(
                name,
                [
                    (
                        words(f"setup.{name}_{'on' if wanted else 'off'}"),
                        on is wanted,
                        chosen.switched(name, on=wanted),
                    )
                    for wanted in (False, True)
                ],
            )
        self._show_senses()
        self.foot(Press(theme, words("common.home"), app.home, icon="home"))

    def _big(self, key: str, action: Callable[[], object], hint: str) -> Press:
        return Press(self.theme, self.words(key), action, hint=self.words(f"setup.{hint}"), left=True, fill="find")

    def _choices(self, name: str, choices: list[tuple[str, bool, Settings]]) -> None:
        self.add(Text(self.theme, self.words(f"setup.{name}"), "body"))
        buttons = [
            Press(self.theme, label, partial(self.app.change, wanted), fill="tap" if on else "")
            for label, on, wanted in choices
        ]
        self.add(Grid(self.theme, *buttons, most=5))

    def _enrol(self) -> None:
        enrol = self.app.screen("enrol")
        assert isinstance(enrol, Enrol)
        enrol.choose()

    def _practise(self) -> None:
        self.app.practise(not self.app.practising)

    def _show_senses(self) -> None:
        theme, words = self.theme, self.words
        card = Card(theme, Text(theme, words("setup.senses"), "body"))
        for sense in self.app.senses or ():
            name = words.get(f"sense.{sense.name}", sense.name)
            text = words("setup.works" if sense.works else "setup.broken", name=name, why=sense.why)
            card.add_widget(Text(theme, text, "small", tint="ink" if sense.works else "warn"))
        if self.app.senses is None:
            card.add_widget(Text(theme, words("common.wait"), "small"))
        problem = self.app.voice.speaker.problem
        if problem:
            card.add_widget(
                Text(theme, words("setup.broken", name=words("sense.speaker"), why=problem), "small", tint="warn")
            )
        self.add(card)
