"""Words that a person reads aloud, one after the other, on a thread of its own."""

from collections.abc import Callable

from app_kivy.senses import threads
from app_kivy.senses.listening import Tap
from asr.aloud import words
from asr.detect import NoiseProfile
from asr.errors import HearingError
from asr.resample import Samples
from asr.sources.port import Source

LONGEST_S = 600.0


class Aloud:
    """Gives each word to `word`, float32 [n] at 16 kHz, until `stop`; `ended` comes after the last."""

    def __init__(
        self,
        source: Source,
        noise: NoiseProfile | None,
        *,
        loud: Callable[[float], None],
        word: Callable[[Samples], None],
        ended: Callable[[HearingError | None], None],
    ) -> None:
        self._tap, self._noise = Tap(source, loud, longest_s=LONGEST_S), noise
        self._word, self._ended = word, ended
        self._thread = threads.start("aloud", self._run)

    def stop(self) -> None:
        """Let go of the microphone."""
        self._tap.close()

    def _run(self) -> None:
        try:
            for one in words(self._tap, self._noise):
                self._word(one)
        except HearingError as error:
            self._ended(error)
        else:
            self._ended(None)
