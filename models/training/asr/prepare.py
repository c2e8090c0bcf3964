"""Decode every recording once into one array, with the place where speech starts and ends."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import soundfile

from models.training.asr.manifest import recordings

RATE = 16_000
_HOP = 160


def speech_bounds(sound: np.ndarray) -> tuple[int, int]:
    """Return the first and one past the last sample of speech in a recording (float, ±1), by energy."""
    hops = len(sound) // _HOP
    if hops < 8:
        return 0, len(sound)
    energy = 10 * np.log10(np.mean(sound[: hops * _HOP].reshape(hops, _HOP) ** 2, axis=1) + 1e-10)
    smooth = np.convolve(energy, np.ones(3) / 3, mode="same")
    loud, floor = np.percentile(smooth, 98), np.percentile(smooth, 8)
    over = np.flatnonzero(smooth > max(loud - 30, floor + 0.25 * (loud - floor)))
    if not len(over):
        return 0, len(sound)
    return max(0, int(over[0]) - 8) * _HOP, min(hops, int(over[-1]) + 10) * _HOP


def prepare(speech: Path, work: Path) -> None:
    """Write `work/speech.i16` and `work/speech.json` (a list of dicts: a Recording and its place)."""
    work.mkdir(parents=True, exist_ok=True)
    entries, at = [], 0
    with (work / "speech.i16").open("wb") as out:
        for recording in recordings(speech):
            try:
                sound, rate = soundfile.read(speech / recording.folder / recording.path, dtype="float32")
            except soundfile.LibsndfileError as error:
                print(f"left out {recording.folder}/{recording.path}: {error}")
                continue
            assert rate == RATE, rate
            sound = sound if sound.ndim == 1 else sound.mean(axis=1)
            if len(sound) < 1600 or np.max(np.abs(sound)) < 1e-3:
                continue
            sound = sound - sound.mean()
            sound *= 0.5 / np.max(np.abs(sound))
            first, last = speech_bounds(sound)
            out.write((sound * 32767).astype("<i2").tobytes())
            entries.append(asdict(recording) | {"at": at, "length": len(sound), "first": first, "last": last})
            at += len(sound)
    (work / "speech.json").write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    print(f"{len(entries)} recordings, {at / RATE / 3600:.2f} h")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speech", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    arguments = parser.parse_args()
    prepare(arguments.speech, arguments.work)
