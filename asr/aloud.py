"""Words read aloud one after the other, each cut out as soon as it is over."""

from collections.abc import Iterator

from asr.detect import NoiseProfile
from asr.listen import Listener, small
from asr.resample import Samples
from asr.sources.port import Source

_PAUSE_S = 0.5
"""So long a silence ends a word; who reads from a list breathes between words."""


def words(source: Source, noise: NoiseProfile | None = None) -> Iterator[Samples]:
    """Yield each word of a source with a margin, float32 [n] at 16 kHz; raises as the source does."""
    listener = Listener(noise)
    for block in small(source.blocks()):
        listener.take(block)
        if listener.speaking and (listener.silence_s >= _PAUSE_S or listener.overlong):
            samples = listener.stretch().samples
            listener.end()
            yield samples
    if listener.speaking:
        yield listener.stretch().samples
