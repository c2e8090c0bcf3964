"""People in a hall: several talkers, and announcements over the public address."""

from collections.abc import Sequence

import numpy as np

from asr.noise.shaping import Random, Sound, add, band, finished, glide, hall, modes, shaped, wander

_VOWELS = np.array(
    [[730, 1090, 2440], [270, 2290, 3010], [300, 870, 2240], [530, 1840, 2480], [570, 840, 2410], [490, 1350, 1690]],
)
"""First three formants in hertz of a, i, u, e, o, er (Peterson & Barney 1952)."""


def talker(rng: Random, seconds: float, rate: int) -> Sound:
    """Return wordless speech: harmonics under moving formants, consonants as hiss, pauses between phrases."""
    samples = int(seconds * rate)
    syllables = max(2, int(seconds * rng.uniform(3.5, 6)))
    position = np.linspace(0, syllables - 1, samples)
    vowels = _VOWELS[rng.integers(0, len(_VOWELS), syllables)] * rng.uniform(0.88, 1.18)
    formants = [np.interp(position, np.arange(syllables), vowels[:, i]) for i in range(3)]
    pitch = rng.uniform(90, 250)
    hertz = pitch * (1 + 0.25 * wander(rng, samples, rate, 3) + 0.05 * wander(rng, samples, rate, 8))
    phase = glide(hertz, samples, rate)
    loud = np.clip(np.sin(np.pi * (position % 1)), 0.05, None) ** 0.7
    loud *= np.repeat(rng.random(syllables) > 0.15, -(-samples // syllables))[:samples]
    out = np.zeros(samples)
    for harmonic in range(1, int(4000 / pitch)):
        strength = sum(
            gain / (1 + ((harmonic * hertz - formant) / (60 + 0.06 * formant)) ** 2)
            for formant, gain in zip(formants, (1.0, 0.5, 0.25), strict=True)
        )
        out += strength * np.sin(harmonic * phase)
    hiss = shaped(rng, samples, rate, band(rng.uniform(2000, 3500), 7000))
    consonants = np.clip(np.cos(np.pi * (position % 1)), 0, None) ** 8
    return finished(out * loud + 0.15 * hiss * consonants * np.roll(loud, rate // 20))


def _chime(rng: Random, rate: int) -> Sound:
    high = rng.uniform(600, 1000)
    out = np.zeros(int(1.2 * rate), np.float32)
    add(out, 0.0, rate, modes(rng, 0.8, rate, high * np.array([1, 2, 3]), 0.8))
    add(out, 0.45, rate, modes(rng, 0.7, rate, high * 0.79 * np.array([1, 2, 3]), 0.9))
    return out


def voices_in_hall(
    rng: Random,
    seconds: float,
    rate: int,
    speech: Sequence[Sound] = (),
) -> Sound:
    """Let two to seven talkers speak at some distance, at times one of them over loudspeakers after a chime.

    `speech`: recordings at `rate` to take the talkers from; without any they are synthesised.
    """
    samples = int(seconds * rate)
    out = np.zeros(samples, np.float32)
    for number in range(rng.integers(2, 8)):
        if speech:
            clip = np.roll(speech[int(rng.integers(len(speech)))], int(rng.integers(samples)))
            voice = finished(np.resize(clip, samples))
        else:
            voice = talker(rng, seconds, rate)
        if number == 0 and rng.random() < 0.5:
            size = 1 << (samples - 1).bit_length()
            narrow = band(rng.uniform(250, 500), rng.uniform(2500, 4500), 3)(np.fft.rfftfreq(size, 1 / rate))
            voice = finished(np.tanh(3 * np.fft.irfft(np.fft.rfft(voice, size) * narrow, size)[:samples]))
            add(voice, 0.0, rate, _chime(rng, rate), rng.uniform(0.2, 0.8))
            out += np.float32(rng.uniform(1, 2)) * voice
        else:
            out += np.float32(rng.uniform(0.3, 1)) * voice
    return finished(hall(rng, out, rate, rng.uniform(0.8, 2.8), rng.uniform(0.5, 3.0)))
