"""Push-to-talk: from the press until one sentence was heard, on a thread of its own."""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from app_kivy.senses import threads
from asr.errors import HearingError
from asr.resample import RATE, Samples
from asr.sources.port import Source
from asr.utterance import Utterance
from assistant.voice.sounds import as_wav

LONGEST_S = 20.0
"""After so long without a sentence the microphone is let go."""
KEPT_S = 25.0
"""So much of the sound stays in memory, however long somebody listens."""
_MARGIN_S = 0.3

_log = logging.getLogger(__name__)


class Hears(Protocol):
    """What is needed of the ears."""

    def stream(self, source: Source) -> Iterator[Utterance]:
        """Yield what is said."""
        ...

    def hear(self, sound: Samples) -> Utterance:
        """Return what is said in a recording."""
        ...


@dataclass
class Tap:
    """A source that passes sound on, keeps what came in last, and tells how loud it is."""

    source: Source
    loud: Callable[[float], None]
    """Called with the level of each block in dB of full scale, from the listening thread."""
    longest_s: float = LONGEST_S
    """After so long the source is let go; as much is kept."""
    kept: deque[Samples] = field(default_factory=deque)
    seconds: float = 0.0
    """How much has come in."""
    _dropped: float = 0.0
    """How much of it is not kept any more."""

    @property
    def name(self) -> str:
        """The source's name."""
        return self.source.name

    def blocks(self) -> Iterator[Samples]:
        """Yield the source's blocks for as long as anybody may want to speak."""
        for block in self.source.blocks():
            self.kept.append(block)
            self.seconds += len(block) / RATE
            while self.seconds - self._dropped > KEPT_S + len(self.kept[0]) / RATE:
                self._dropped += len(self.kept.popleft()) / RATE
            self.loud(float(10 * np.log10(np.mean(np.square(block)) + 1e-10)))
            yield block
            if self.seconds > self.longest_s:
                self.close()

    def close(self) -> None:
        """Let go of the source."""
        self.source.close()

    def clip(self, start: float, end: float) -> bytes:
        """Return a part, in seconds, as a WAV file."""
        first = max(0, int((start - _MARGIN_S - self._dropped) * RATE))
        sound = self.sound()[first : int((end + _MARGIN_S - self._dropped) * RATE)]
        return as_wav((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes(), RATE)

    def sound(self) -> Samples:
        """Return all that is kept."""
        return np.concatenate(self.kept) if self.kept else np.zeros(0, np.float32)


class Listening:
    """One press of the button. `heard` gets the utterance and its clip, `failed` what is wrong with the microphone."""

    def __init__(
        self,
        ears: Hears,
        source: Source,
        *,
        loud: Callable[[float], None],
        heard: Callable[[Utterance, bytes], None],
        failed: Callable[[HearingError], None],
    ) -> None:
        self._ears, self._tap = ears, Tap(source, loud)
        self._heard, self._failed = heard, failed
        self._thread = threads.start("listening", self._run)

    def stop(self) -> None:
        """End it: what was said until now is understood."""
        self._tap.close()

    def join(self, timeout: float = 5.0) -> None:
        """Wait until it has ended."""
        self._thread.join(timeout)

    def _sentence(self) -> Utterance | None:
        """Return the first thing said; the microphone is let go when the stream goes out of scope here."""
        utterance = next(self._ears.stream(self._tap), None)
        self._tap.close()
        return utterance

    def _run(self) -> None:
        try:
            utterance = self._sentence()
            if utterance is None:
                # Nobody spoke: the ears say themselves whether it was silence, noise, or a dead microphone.
                utterance = self._ears.hear(self._tap.sound())
            self._heard(utterance, self._tap.clip(utterance.start, utterance.end))
        except HearingError as error:
            _log.info("listening failed: %s", error)
            self._failed(error)
