"""Called by name: until the word has been said, the wake word net alone hears the microphone."""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from app_kivy.senses import threads
from app_kivy.senses.listening import Hears, Tap
from asr.errors import HearingError
from asr.resample import RATE, Samples
from asr.sources.port import Source
from asr.utterance import Utterance
from asr.wake.calling import Called

ANSWER_S = 30.0
"""So long the clerk may need for an answer; then the ears go on without it."""
ECHO_S = 0.4
"""So long after our own voice the room may still sound of it."""

_log = logging.getLogger(__name__)


class Wakes(Protocol):
    """What is needed of the wake word net; `asr.wake.wake.Wake` is one."""

    @property
    def tail(self) -> Samples:
        """Sound after the word."""
        ...

    def feed(self, samples: Samples) -> bool:
        """Whether the word ended in these samples."""
        ...

    def reset(self) -> None:
        """Forget all sound."""
        ...


@dataclass
class Guarded:
    """A wake word net that is deaf while we speak ourselves: our own voice calls nobody."""

    wake: Wakes
    speaking: Callable[[], bool]

    @property
    def tail(self) -> Samples:
        """Sound after the word."""
        return self.wake.tail

    def feed(self, samples: Samples) -> bool:
        """Whether somebody else said the word."""
        if self.speaking():
            self.wake.reset()
            return False
        return self.wake.feed(samples)

    def reset(self) -> None:
        """Forget all sound."""
        self.wake.reset()


@dataclass
class Echoes:
    """A source that notes when our own voice was in the room."""

    source: Source
    speaking: Callable[[], bool]
    stay: Callable[[], None]
    """Called with each block in which we speak: whoever waits for our sentence to end is still there."""
    _seconds: float = 0.0
    _spoke: list[float] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The source's name."""
        return self.source.name

    def blocks(self) -> Iterator[Samples]:
        """Yield the source's blocks."""
        for block in self.source.blocks():
            self._seconds += len(block) / RATE
            if self.speaking():
                self._spoke = [*self._spoke[-400:], self._seconds]
                self.stay()
            yield block

    def over(self, start: float, end: float) -> bool:
        """Whether we spoke between two moments of the stream, in seconds."""
        return any(start - ECHO_S <= moment <= end + ECHO_S for moment in self._spoke)

    def close(self) -> None:
        """Let go of the source."""
        self.source.close()


class Calls:
    """Listens for the name from now until `stop`, then for what is said after it.

    All callbacks come from the listening thread: `woke` and `slept`, `heard` with the utterance, its clip and whether
    our own voice was in it, `failed` when the microphone or the net cannot be had. After `heard` the ears wait for
    `answered`, so that they listen for what may be said next.
    """

    def __init__(
        self,
        ears: Hears,
        source: Source,
        wake: Callable[[], Wakes],
        *,
        speaking: Callable[[], bool],
        loud: Callable[[float], None],
        woke: Callable[[], None],
        slept: Callable[[], None],
        heard: Callable[[Utterance, bytes, bool], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._ears, self._source, self._open_wake = ears, source, wake
        self._speaking, self._loud = speaking, loud
        self._woke, self._slept, self._heard, self._failed = woke, slept, heard, failed
        self._answer = threading.Event()
        self._next: Callable[[], None] | None = None
        self._called: Called | None = None
        self._over = False
        self._thread = threads.start("calls", self._run)

    @property
    def awake(self) -> bool:
        """Whether the ears listen."""
        return self._called is not None and self._called.awake

    def answered(self, *, understood: bool) -> None:
        """Go on listening; who was understood need not call again for the next sentence."""
        if understood and self._called:
            self._called.stay()
        self._answer.set()

    def between(self, work: Callable[[], None]) -> None:
        """Do something to the ears on the listening thread, before the next sound: they bear only one at a time."""
        self._next = work

    def stop(self) -> None:
        """Let go of the microphone."""
        self._over = True
        self._source.close()
        self._answer.set()

    def join(self, timeout: float = 5.0) -> None:
        """Wait until it has ended."""
        self._thread.join(timeout)

    def _run(self) -> None:
        try:
            wake = Guarded(self._open_wake(), self._speaking)
            self._called = Called(self._source, wake, woke=self._woke, slept=self._slept)  # type: ignore[arg-type]
            self._listen(self._called)
        except (HearingError, LookupError, ValueError, ImportError) as error:
            _log.info("nobody can call: %s", error)
            if not self._over:
                self._failed(error)

    def _listen(self, called: Called) -> None:
        echoes = Echoes(called, self._speaking, called.stay)
        tap = Tap(echoes, self._block, longest_s=float("inf"))
        for utterance in self._ears.stream(tap):
            if self._over:
                return
            if called.named(utterance.start, utterance.end):
                # Called again in the middle: what was said before the name is not what he wants now.
                continue
            over_voice = echoes.over(utterance.start, utterance.end)
            self._answer.clear()
            self._heard(utterance, tap.clip(utterance.start, utterance.end), over_voice)
            self._answer.wait(ANSWER_S)

    def _block(self, level: float) -> None:
        work, self._next = self._next, None
        if work:
            work()
        self._loud(level)
