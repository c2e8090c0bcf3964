"""A microphone that passes sound on only after the word, and goes back to sleep when the conversation is over."""

from collections.abc import Callable, Iterator

import numpy as np

from asr.resample import RATE, Samples
from asr.sources.port import Source
from asr.wake.wake import Wake

AWAKE_S = 8.0
"""So long after the word, or after the last `stay`, the clerk listens."""
_SILENCE_S = 1.2
"""Of quiet given at the end: it closes what somebody left unfinished."""


def _nothing() -> None:
    """Do nothing."""


class Called:
    """A source for the ears. While it sleeps it yields nothing, and the wake word net alone hears the sound.

    Call `stay` whenever something was understood: an answer to a question needs no second call. `woke` and `slept`
    are called from the listening thread.
    """

    def __init__(
        self,
        source: Source,
        wake: Wake,
        *,
        woke: Callable[[], None] = _nothing,
        slept: Callable[[], None] = _nothing,
        awake_s: float = AWAKE_S,
    ) -> None:
        self._source, self._wake = source, wake
        self._woke, self._slept = woke, slept
        self._awake_s, self._left = awake_s, 0
        self.awake = False
        """Whether sound is passed on."""

    @property
    def name(self) -> str:
        """The source's name."""
        return self._source.name

    def stay(self) -> None:
        """Listen for another while, counted from now, if awake."""
        self._left = int(self._awake_s * RATE)

    def blocks(self) -> Iterator[Samples]:
        """Yield the sound that follows each call; raises as the source does."""
        for block in self._source.blocks():
            if self.awake:
                self._left -= len(block)
                yield block
                if self._left <= 0:
                    yield from self._fall_asleep()
            elif self._wake.feed(block):
                self.stay()
                self.awake = True
                self._woke()
                if len(self._wake.tail):
                    yield self._wake.tail

    def _fall_asleep(self) -> Iterator[Samples]:
        yield np.zeros(int(_SILENCE_S * RATE), np.float32)
        # With the silence the ears may have understood the last words, and wished to stay.
        if self._left <= 0:
            self.awake = False
            self._wake.reset()
            self._slept()

    def close(self) -> None:
        """Let go of the source."""
        self._source.close()
