"""Decode every recording once into one array, with the place where speech starts and ends."""

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import soundfile

from models.training.asr.manifest import Recording, recordings

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


def prepare(roots: list[Path], work: Path) -> None:
    """Add what is new below `roots` to `work/speech.i16` and `work/speech.json`.

    The latter is a list of dicts: the fields of a `Recording`, where it starts (`at`), its `length`, and the `first`
    and `last` sample of its speech.
    """
    work.mkdir(parents=True, exist_ok=True)
    index, store = work / "speech.json", work / "speech.i16"
    entries = json.loads(index.read_text(encoding="utf-8")) if index.exists() else []
    known = {(entry["folder"], entry["path"]) for entry in entries}
    at = sum(entry["length"] for entry in entries)
    with store.open("r+b" if entries else "wb") as out:
        out.seek(2 * at)
        for root in roots:
            for recording in recordings(root):
                if (recording.folder, recording.path) in known:
                    continue
                sound = _levelled(root, recording)
                if sound is None:
                    continue
                first, last = speech_bounds(sound)
                out.write((sound * 32767).astype("<i2").tobytes())
                entries.append(asdict(recording) | {"at": at, "length": len(sound), "first": first, "last": last})
                at += len(sound)
    index.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    print(f"{len(entries)} recordings, {at / RATE / 3600:.2f} h")


def _levelled(root: Path, recording: Recording) -> np.ndarray | None:
    """Return a recording at peak 0.5 without a mean; None where it cannot be read or holds nothing."""
    try:
        sound, rate = soundfile.read(root / recording.folder / recording.path, dtype="float32")
    except soundfile.LibsndfileError as error:
        print(f"left out {recording.folder}/{recording.path}: {error}")
        return None
    assert rate == RATE, rate
    sound = sound if sound.ndim == 1 else sound.mean(axis=1)
    if len(sound) < RATE // 10 or np.max(np.abs(sound)) < 1e-3:
        return None
    sound = sound - sound.mean()
    return sound * (0.5 / np.max(np.abs(sound)))
