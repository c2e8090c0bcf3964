"""Samples that are already in memory, as a source: replays, tests, and sound pushed in by an app."""

from collections.abc import Iterator

from asr.resample import RATE, Samples
from asr.sources.file import check


class MemorySource:
    """Plays `samples` (float or int16, [n] or [n, channels]) at `rate` in blocks of `block_s` seconds."""

    def __init__(self, samples: Samples, rate: int = RATE, name: str = "memory", block_s: float = 0.1) -> None:
        self._samples, self._rate, self._name = samples, rate, name
        self._size = max(1, int(block_s * RATE))
        self._closed = False

    @property
    def name(self) -> str:
        """What it was called."""
        return self._name

    def blocks(self) -> Iterator[Samples]:
        """Yield the blocks; raises `SoundEmptyError` or `SoundBrokenError`."""
        ready = check(self._samples, self._rate, self._name, longest_s=None)
        for start in range(0, len(ready), self._size):
            if self._closed:
                return
            yield ready[start : start + self._size]

    def close(self) -> None:
        """End the stream at the next block."""
        self._closed = True
