"""What the ears made of a sentence: the words, and what else it may have been, each a tap away."""

from collections.abc import Callable
from functools import partial

from app_kivy.strings import Strings
from app_kivy.theme import Theme
from app_kivy.widgets.button import Press
from app_kivy.widgets.layout import Card
from app_kivy.widgets.text import Text
from asr.utterance import Utterance

OFFERED = 3
"""Other hypotheses that are shown."""


class HeardCard(Card):
    """`choose` gets the words that the person meant."""

    def __init__(self, theme: Theme, words: Strings, heard: Utterance, choose: Callable[[str], object]) -> None:
        super().__init__(theme)
        said = heard.text or words("talk.nothing")
        self.add_widget(Text(theme, words("talk.heard", percent=round(heard.confidence * 100)), "small", tint="quiet"))
        self.add_widget(Text(theme, said, "reply"))
        others = [other.text for other in heard.n_best[1 : OFFERED + 1] if other.text and other.text != heard.text]
        if others:
            self.add_widget(Text(theme, words("talk.or"), "small", tint="quiet"))
        for text in others:
            self.add_widget(Press(theme, text, partial(choose, text), role="body", left=True))
