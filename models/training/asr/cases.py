"""What the recogniser is measured on: people and voices that it was not trained on."""

import csv
import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from pypinyin import lazy_pinyin

from models.training.asr.features import RATE
from models.training.asr.texts import bare

PHRASES = Path(__file__).with_name("phrases.txt")
_GAP = 0.02
_PAD = 0.25


@dataclass(frozen=True)
class Case:
    """One recording and what is said in it."""

    sound: np.ndarray
    """float32, ±1, 16 kHz."""
    syllables: tuple[str, ...]
    speaker: str
    pieces: tuple[int, ...] = ()
    """Where the recordings lie that it is joined from: their first samples in `speech.i16`."""


def phrases() -> list[tuple[str, ...]]:
    """Return the 98 phrases of the warehouse in syllables."""
    lines = PHRASES.read_text(encoding="utf-8").split()
    return [tuple(lazy_pinyin(line, v_to_u=False)) for line in lines]


class Prepared:
    """The recordings that `prepare` has written to `work`."""

    def __init__(self, work: Path) -> None:
        self.sound = np.memmap(work / "speech.i16", dtype="<i2", mode="r")
        self.entries = json.loads((work / "speech.json").read_text(encoding="utf-8"))

    def cut(self, entry: dict, *, trimmed: bool = False) -> np.ndarray:
        """Return the whole recording, or its speech only."""
        first, last = (entry["first"], entry["last"]) if trimmed else (0, entry["length"])
        return self.sound[entry["at"] + first : entry["at"] + last].astype(np.float32) / 32768

    def of(self, split: str, *folders: str) -> list[dict]:
        """Return the entries with a known text of one split."""
        return [e for e in self.entries if e["split"] == split and e["syllables"] and e["folder"].startswith(folders)]

    def sentences(self, split: str) -> list[Case]:
        """Return whole sentences of real people."""
        chosen = self.of(split, "sentences")
        return [Case(self.cut(e), tuple(e["syllables"]), e["speaker"]) for e in chosen]

    def words(self, split: str) -> list[Case]:
        """Return the Chinese words of many speakers."""
        chosen = [e for e in self.of(split, "words-many-speakers") if not e["text"].isascii()]
        return [Case(self.cut(e), tuple(e["syllables"]), e["speaker"]) for e in chosen]

    def synthetic(self, split: str) -> list[Case]:
        """Return what synthetic voices say."""
        return [Case(self.cut(e), tuple(e["syllables"]), e["speaker"]) for e in self.of(split, "synthetic")]

    def digits(self, split: str) -> list[Case]:
        """Return English digits."""
        return [Case(self.cut(e), tuple(e["syllables"]), e["speaker"]) for e in self.of(split, "en-digits")]

    def joined_phrases(self, split: str, seed: int) -> list[Case]:
        """Return the 98 phrases, joined from the single syllables of each speaker who read them all.

        Tones are taken at random, as nobody reads them for us in context: harder than life.
        """
        return self.joined(split, phrases(), seed)

    def joined(self, split: str, texts: list[tuple[str, ...]], seed: int, without: Collection[int] = ()) -> list[Case]:
        """Return `texts` joined from single syllables, for each speaker of whom there are all.

        `without` are recordings, by the place where they lie, that are left out.
        """
        rng = np.random.default_rng(seed)
        tables: dict[str, dict[str, list[dict]]] = defaultdict(lambda: defaultdict(list))
        for entry in (e for e in self.of(split, "syllables") if e["at"] not in without):
            tables[entry["speaker"]][entry["syllables"][0]].append(entry)
        found = []
        for speaker, table in sorted(tables.items()):
            for phrase in texts:
                if not all(syllable in table for syllable in phrase):
                    continue
                chosen = [table[s][rng.integers(len(table[s]))] for s in phrase]
                pieces = [self.cut(entry, trimmed=True) for entry in chosen]
                gap = np.zeros(int(_GAP * RATE), np.float32)
                pad = np.zeros(int(_PAD * RATE), np.float32)
                sound = np.concatenate([pad, *(part for piece in pieces for part in (piece, gap)), pad])
                found.append(Case(sound, phrase, speaker, tuple(entry["at"] for entry in chosen)))
        return found

    @staticmethod
    def spoken_commands(folder: Path) -> list[Case]:
        """Return what `speak_commands` has written to `folder`."""
        found = []
        with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                sound, _ = soundfile.read(folder / row["path"], dtype="float32")
                found.append(Case(sound, bare(row["text"].split()), row["speaker"]))
        return found
