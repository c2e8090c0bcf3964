"""The port: whatever gives sound at 16 kHz, mono, as float32 in −1 … 1, block by block."""

from collections.abc import Iterator
from typing import Protocol

from asr.resample import Samples


class Source(Protocol):
    """A stream of sound. Every adapter runs `tests/asr/sources/test_contract.py`."""

    @property
    def name(self) -> str:
        """What a person calls it: file name or device."""
        ...

    def blocks(self) -> Iterator[Samples]:
        """Yield non-empty finite float32 blocks [n] at 16 kHz until the sound ends or `close` is called.

        Raises a `HearingError` of `asr.errors` when the sound cannot be had.
        """
        ...

    def close(self) -> None:
        """Let go of the device; may be called from another thread, and twice."""
        ...
