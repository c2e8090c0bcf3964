"""The test split as a folder of recordings, as `benchmarks.wake --speech` takes it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

from models.training.wake import speak
from models.training.wake.material import RATE, Material

_HEADER = "path\ttext\tspeaker\tsex\tseconds\n"
Line = tuple[str, str, np.ndarray]
"""Text, speaker (`synthetic:…`, or `people:…`), sound."""


def write(material: Material, word: list[str], voices: Path, target: Path) -> int:
    """Write the word, what is nearly the word and all other speech of a split; returns how many recordings."""
    target.mkdir(parents=True, exist_ok=True)
    count = 0
    with (target / "manifest.tsv").open("w", encoding="utf-8") as manifest:
        manifest.write(_HEADER)
        for text, speaker, sound in _lines(material, word, voices):
            path = f"{count:05d}.flac"
            soundfile.write(target / path, sound, RATE)
            manifest.write(f"{path}\t{text}\t{speaker}\t?\t{len(sound) / RATE:.2f}\n")
            count += 1
    return count


def _lines(material: Material, word: list[str], voices: Path) -> Iterator[Line]:
    said = " ".join(word)
    for number, clip in enumerate(material.words["people"]):
        yield said, f"people:joined-{number}", clip
    for row in speak.rows_of(voices, material.split):
        text = " ".join(part for part in row.text.split() if part[0].isalpha())
        sound, _ = soundfile.read(voices / row.path, dtype="float32")
        yield said if row.kind == "word" else text, f"synthetic:{row.speaker}", sound
    for entry in material.speech:
        if entry["text"] not in {"", "?"}:
            yield entry["text"], entry["speaker"].replace(":", "-"), material.cut(entry)
