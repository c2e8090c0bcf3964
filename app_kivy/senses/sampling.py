"""Some seconds of sound, as a whole, on a thread of its own."""

from collections.abc import Callable

from app_kivy.senses import threads
from app_kivy.senses.listening import Tap
from asr.errors import HearingError
from asr.resample import Samples
from asr.sources.port import Source


class Sampling:
    """Takes `count` samples (fewer where the source ends before); `done` gets them as float32 [n] at 16 kHz."""

    def __init__(
        self,
        source: Source,
        count: int,
        *,
        loud: Callable[[float], None],
        done: Callable[[Samples], None],
        failed: Callable[[HearingError], None],
    ) -> None:
        self._tap, self._count = Tap(source, loud), count
        self._done, self._failed = done, failed
        self._thread = threads.start("sampling", self._run)

    def stop(self) -> None:
        """Let go of the microphone."""
        self._tap.close()

    def _run(self) -> None:
        taken = 0
        try:
            for block in self._tap.blocks():
                taken += len(block)
                if taken >= self._count:
                    self._tap.close()
            self._done(self._tap.sound()[: self._count])
        except HearingError as error:
            self._failed(error)
