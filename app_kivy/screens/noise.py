"""Noise: five seconds of the place without speech, as at the start of a shift."""

import numpy as np

from app_kivy.senses import devices
from app_kivy.senses.sampling import Sampling
from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.meter import Meter
from app_kivy.widgets.text import Text
from asr.errors import HearingError
from asr.resample import RATE

SECONDS = 5.0


class Noise(Frame):
    """A meter that fills, then the level that was found."""

    kind = "noise"
    sampling: Sampling | None = None
    reply = ""

    def show(self) -> None:
        """Explain, measure, tell."""
        theme, words = self.theme, self.words
        self.meter = Meter(theme)
        state = (
            words("noise.listening") if self.sampling else self.reply or words("noise.ready", seconds=round(SECONDS))
        )
        self.add(Text(theme, state, "reply"), self.meter)
        self.foot(
            Press(theme, words("noise.start"), self.start, fill="talk", icon="talk"),
            Press(theme, words("common.home"), self.app.home, icon="home"),
        )

    def left(self) -> None:
        """Nothing listens behind another screen."""
        self.reply = ""
        if self.sampling:
            self.sampling.stop()
            self.sampling = None

    def start(self) -> None:
        """Measure."""
        if self.sampling:
            return
        self.app.voice.hush()
        self.sampling = Sampling(
            devices.microphone(),
            int(SECONDS * RATE),
            loud=lambda level: self.app.deliver(lambda: setattr(self.meter, "level", level)),
            done=lambda samples: self.app.deliver(lambda: self._learn(samples)),
            failed=lambda error: self.app.deliver(lambda: self._failed(error)),
        )
        self.on_pre_enter()

    def _learn(self, samples: np.ndarray) -> None:
        if self.sampling is None:
            return
        self.sampling = None
        self.app.ask(lambda shop: shop.keep_noise(samples), self._learned)

    def _learned(self, level: float) -> None:
        self._tell(self.words("noise.learned", level=round(level)))

    def _failed(self, error: HearingError) -> None:
        self.sampling = None
        self._tell(error.say(self.app.settings.lang))

    def _tell(self, words: str) -> None:
        self.reply = words
        self.app.voice.read(words)
        self.on_pre_enter()
