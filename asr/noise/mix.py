"""Mix speech and noise at a stated signal-to-noise ratio."""

import numpy as np

from asr.noise.shaping import Sound

_FRAME = 320


def speech_level(speech: Sound) -> float:
    """Return the mean power of the speech in a recording: of its frames within 25 dB of the loudest ones."""
    whole = len(speech) // _FRAME * _FRAME
    if not whole:
        return float(np.mean(np.square(speech, dtype=np.float64))) if len(speech) else 0.0
    power = np.mean(np.square(speech[:whole].reshape(-1, _FRAME), dtype=np.float64), axis=1)
    return float(np.mean(power[power >= np.percentile(power, 95) * 10**-2.5]))


def mix_at_snr(speech: Sound, noise: Sound, snr_db: float) -> Sound:
    """Return `speech` with `noise` under it, both float32 of ±1 at the same rate.

    The ratio is that of the speech's power while somebody speaks (`speech_level`) to the noise's mean power over
    the whole of the recording. Noise that is too short is repeated. The sum is scaled down if it would clip.
    Raises `ValueError` if there is no noise.
    """
    if not len(noise):
        raise ValueError("no noise to mix in")
    under = np.resize(noise, len(speech))
    wanted = speech_level(speech) * 10 ** (-snr_db / 10)
    mixed = speech + under * np.float32(np.sqrt(wanted / (np.mean(np.square(under, dtype=np.float64)) + 1e-12)))
    return np.asarray(mixed / max(1.0, float(np.max(np.abs(mixed), initial=0.0))), np.float32)
