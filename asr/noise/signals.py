"""Sounds made to be heard: horn, reversing beeper, scanner beeps and alarms."""

import numpy as np

from asr.noise.shaping import Curve, Random, Sound, add, band, finished, glide, hall, moments, pulse, shaped, wander


def _rich(phase: Curve, hertz: float, rate: int, centre: float, width: float) -> Sound:
    """Return a pulse-like tone: harmonics below 7 kHz weighted by a resonance at `centre` of `width` octaves."""
    out = np.zeros(len(phase))
    for harmonic in range(1, int(min(7000, rate / 2) / hertz) + 1):
        out += np.exp(-((np.log2(harmonic * hertz / centre) / width) ** 2)) * np.cos(harmonic * phase)
    return np.asarray(out, np.float32)


def forklift_horn(rng: Random, seconds: float, rate: int) -> Sound:
    """Drive a diaphragm by a contact breaker: 300-520 Hz, resonance at 1.5-3.5 kHz, one to three hoots."""
    out = np.zeros(int(seconds * rate), np.float32)
    hertz, centre = rng.uniform(300, 520), rng.uniform(1500, 3500)
    for at in moments(rng, seconds, rng.uniform(0.6, 2.0)):
        for hoot in range(rng.integers(1, 4)):
            length = int(rng.uniform(0.15, 0.7) * rate)
            rise = 1 - 0.06 * np.exp(-np.arange(length) / (0.02 * rate))
            tone = _rich(glide(hertz * rise, length, rate), hertz, rate, centre, 1.2) * pulse(length, rate, 0.015)
            add(out, at + hoot * (length / rate + rng.uniform(0.05, 0.2)), rate, tone)
    return finished(hall(rng, out, rate, rng.uniform(0.8, 2.5), rng.uniform(0.1, 0.8)))


def reversing_beeper(rng: Random, seconds: float, rate: int) -> Sound:
    """Beep with a piezo at 900-2,900 Hz, or hiss in broad bursts as newer ones do, half a second on and off."""
    samples = int(seconds * rate)
    period, share = rng.uniform(0.5, 1.2), rng.uniform(0.35, 0.6)
    hertz, hiss = rng.uniform(900, 2900), rng.random() < 0.25
    out = np.zeros(samples, np.float32)
    at = float(rng.uniform(-period, 0.2))
    while at < seconds:
        length = int(share * period * rate)
        if hiss:
            burst = shaped(rng, length, rate, band(700, 5000, 3))
        else:
            phase = glide(hertz, length, rate)
            burst = np.asarray(np.sin(phase) + rng.uniform(0, 0.4) * np.sin(3 * phase), np.float32)
        add(out, max(0.0, at), rate, burst * pulse(length, rate))
        at += period
    distance = np.asarray(1 + 0.5 * wander(rng, samples, rate, 0.5), np.float32)
    return finished(hall(rng, out * distance, rate, rng.uniform(0.6, 2.0), rng.uniform(0.1, 1.0)))


def scanner_and_alarms(rng: Random, seconds: float, rate: int) -> Sound:
    """Give the short beeps of barcode scanners, and at times an alarm of two tones or a sweep behind them."""
    out = np.zeros(int(seconds * rate), np.float32)
    hertz = rng.uniform(1800, 4200)
    for at in moments(rng, seconds, rng.uniform(0.3, 1.2)):
        length = int(rng.uniform(0.05, 0.18) * rate)
        pitch = hertz * (0.4 if rng.random() < 0.15 else 1.0)
        phase = glide(pitch, length, rate)
        beep = np.asarray(np.sin(phase) + rng.uniform(0, 0.3) * np.sin(3 * phase), np.float32) * pulse(
            length, rate, 0.003
        )
        for repeat in range(rng.integers(1, 4)):
            add(out, at + repeat * rng.uniform(1.2, 1.8) * length / rate, rate, beep, rng.uniform(0.5, 1))
    if rng.random() < 0.4:
        low, high = rng.uniform(500, 900), rng.uniform(1000, 2000)
        turn = (np.arange(len(out)) / rate * rng.uniform(0.8, 4)) % 1
        sweep = np.where(turn < 0.5, low, high) if rng.random() < 0.5 else low + (high - low) * turn
        out += np.float32(rng.uniform(0.2, 0.8)) * np.asarray(np.sin(glide(sweep, len(out), rate)), np.float32)
    return finished(hall(rng, out, rate, rng.uniform(0.4, 1.5), rng.uniform(0.02, 0.5)))
