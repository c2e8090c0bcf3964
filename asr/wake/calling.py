"""A microphone that passes sound on only after the word, and goes back to sleep when the conversation is over."""

from collections.abc import Callable, Iterator

import numpy as np

from asr.resample import RATE, Samples
from asr.sources.port import Source
from asr.wake.wake import Wake

AWAKE_S = 8.0
"""So long after the word, or after the last `stay`, the clerk listens."""
_SILENCE_S = 1.2
"""Of quiet given at the end, and after a name that is said again: it closes what somebody left unfinished."""
_NAME_S = 1.7
"""So long before its end the name may have begun."""


def _nothing() -> None:
    """Do nothing."""


class Called:
    """A source for the ears. While it sleeps it yields nothing, and the wake word net alone hears the sound.

    Call `stay` whenever something was understood: an answer to a question needs no second call. Who calls again while
    it listens is begun with anew: what stands before the name and the name itself end there. `woke` and `slept` are
    called from the listening thread.
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
        self._given = 0
        self._names: list[float] = []

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
                yield from self._again(block) if self._wake.feed(block) else self._give(block)
                if self._left <= 0:
                    yield from self._fall_asleep()
            elif self._wake.feed(block):
                self.stay()
                self.awake = True
                self._woke()
                yield from self._give(self._wake.tail)

    def named(self, start: float, end: float) -> bool:
        """Return whether the name was said again between two moments of what was passed on, in seconds."""
        return any(start < moment and end > moment - _NAME_S for moment in self._names)

    def _give(self, sound: Samples) -> Iterator[Samples]:
        if len(sound):
            self._given += len(sound)
            yield sound

    def _again(self, block: Samples) -> Iterator[Samples]:
        self.stay()
        self._woke()
        tail = self._wake.tail[-len(block) :]
        yield from self._give(block[: len(block) - len(tail)])
        self._names = [*self._names[-20:], self._given / RATE]
        yield from self._give(np.zeros(int(_SILENCE_S * RATE), np.float32))
        yield from self._give(tail)

    def _fall_asleep(self) -> Iterator[Samples]:
        yield from self._give(np.zeros(int(_SILENCE_S * RATE), np.float32))
        # With the silence the ears may have understood the last words, and wished to stay.
        if self._left <= 0:
            self.awake = False
            self._wake.reset()
            self._slept()

    def close(self) -> None:
        """Let go of the source."""
        self._source.close()
