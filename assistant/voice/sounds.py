"""Three short tones that tell done, asking and refused apart without looking: rising, open, falling."""

import io
import math
import wave
from array import array
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

RATE = 22_050
_FADE_S = 0.012
"""Without it the ends click."""


class Sound(StrEnum):
    """What a tone says."""

    DONE = "done"
    ASKING = "asking"
    REFUSED = "refused"


_NOTES: Mapping[Sound, tuple[tuple[float, float], ...]] = {
    Sound.DONE: ((523.25, 0.09), (783.99, 0.16)),
    Sound.ASKING: ((587.33, 0.12), (587.33, 0.12)),
    Sound.REFUSED: ((392.00, 0.14), (261.63, 0.26)),
}
"""Hertz and seconds of each note."""


@cache
def tone(sound: Sound, loudness: float = 0.4) -> bytes:
    """Return the tone as a WAV file, mono, 16 bit; `loudness` 0–1."""
    samples = array("h")
    for hertz, seconds in _NOTES[sound]:
        count = int(seconds * RATE)
        for index in range(count):
            at = index / RATE
            fade = min(1.0, at / _FADE_S, (count - index) / RATE / _FADE_S)
            # A little of the octave makes it audible on a phone's small speaker.
            shape = math.sin(2 * math.pi * hertz * at) + 0.3 * math.sin(4 * math.pi * hertz * at)
            samples.append(int(32_767 * loudness * fade * shape / 1.3))
        samples.extend([0] * int(0.03 * RATE))
    return as_wav(samples.tobytes(), RATE)


def as_wav(samples: bytes, rate: int) -> bytes:
    """Return 16-bit mono samples as a WAV file."""
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples)
    return target.getvalue()
