"""Waits for the word and hands over what is said after it, from the same open microphone: nothing is lost."""

from collections.abc import Iterator

from asr.resample import Samples
from asr.sources.port import Source
from asr.wake.wake import Wake


class Continued:
    """The rest of a source that somebody else has begun to read."""

    def __init__(self, source: Source, first: Samples, rest: Iterator[Samples]) -> None:
        self._source, self._first, self._rest = source, first, rest

    @property
    def name(self) -> str:
        """The source's name."""
        return self._source.name

    def blocks(self) -> Iterator[Samples]:
        """Yield what is left; raises as the source does. May be read once."""
        if len(self._first):
            yield self._first
        yield from self._rest

    def close(self) -> None:
        """Let go of the source."""
        self._source.close()


def wait_for_call(source: Source, wake: Wake) -> Continued | None:
    """Return the source from behind the word on, None where it ended, or was closed, before anybody called.

    Blocks until then. Raises as the source does.
    """
    wake.reset()
    blocks = source.blocks()
    for block in blocks:
        if wake.feed(block):
            return Continued(source, wake.tail, blocks)
    return None
