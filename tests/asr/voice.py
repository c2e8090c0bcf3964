"""Something that a speech detector must take for speech: voiced syllables of harmonics, with pauses."""

import numpy as np

RATE = 16_000


def syllable(seconds=0.22, pitch=140.0, seed=0):
    time = np.arange(int(seconds * RATE)) / RATE
    random = np.random.default_rng(seed)
    formants = random.uniform([300, 900, 2300], [800, 2200, 3200])
    sound = np.zeros_like(time)
    glide = pitch * (1 + 0.1 * np.sin(2 * np.pi * 2 * time + random.uniform(0, 6)))
    phase = 2 * np.pi * np.cumsum(glide) / RATE
    for harmonic in range(1, 30):
        frequency = pitch * harmonic
        gain = sum(1 / (1 + ((frequency - formant) / 120) ** 2) for formant in formants) + 0.01
        sound += gain * np.sin(harmonic * phase)
    sound *= np.sin(np.pi * time / seconds) ** 0.5
    return sound / np.abs(sound).max()


def speech(pauses=(0.06, 0.06, 0.06), level=0.3, **more):
    """Four syllables; `pauses` are the silences between them."""
    parts = [syllable(seed=0, **more)]
    for number, pause in enumerate(pauses, 1):
        parts += [np.zeros(int(pause * RATE)), syllable(seed=number, **more)]
    return (level * np.concatenate(parts)).astype(np.float32)


def surrounded(sound, before=1.0, after=1.0, noise=1e-4, seed=1):
    """The sound with silence around it, and white noise of that RMS over all."""
    random = np.random.default_rng(seed)
    whole = np.concatenate([np.zeros(int(before * RATE)), sound, np.zeros(int(after * RATE))])
    return (whole + random.normal(0, noise, len(whole))).astype(np.float32)
