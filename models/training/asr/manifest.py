"""The recordings: who says which syllables in them, and what they are for."""

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pypinyin import Style, lazy_pinyin, pinyin

from models.training.asr.syllables import SYLLABLES

SPLITS = Path(__file__).parents[1] / "splits.toml"

_ENGLISH = {
    "Close": "k_ l ou s_", "Open": "ou p en", "Print": "p_ r in t_", "Process": "p_ r ou sai s_",
    "Project": "p_ r ao zhe k_ t_", "Signal": "si g_ nou", "Speaker": "s_ bi ke", "Speech": "s_ bi qi",
    "zero": "zi rou", "one": "wan", "two": "tu", "three": "s_ rui", "four": "fou", "five": "fai f_",
    "six": "si k_ s_", "seven": "sai wen", "eight": "ei t_", "nine": "nai n_",
}  # fmt: skip
_SAME_SOUND = {"p_ r": "p_ r", "l ou": "lou", "p en": "pen", "r in": "ren", "r ou": "rou", "r ao": "rao"}
_OTHER_SPELLINGS = {"luu": "lv", "nuu": "nv", "luue": "lve", "nuue": "nve", "jv": "ju", "nue": "nve", "muo": "mo"}
_LETTERS = {"诶": "ei"}
_UNCERTAIN = set("儿(（？?")


@dataclass(frozen=True)
class Recording:
    """One recording of one speaker."""

    folder: str
    """Name of the set it belongs to."""
    path: str
    """Inside that set."""
    speaker: str
    """`?` where unknown."""
    sex: str
    """`M`, `F` or `?`."""
    text: str
    """As in the manifest."""
    syllables: tuple[str, ...] | None
    """What is said; None where it is not known with certainty."""
    split: str
    """`training`, `development` or `test`."""


def english(word: str) -> tuple[str, ...] | None:
    """Return an English word of the data in syllables of the recogniser, None for a word without an entry."""
    said = _ENGLISH.get(word)
    if said is None:
        return None
    for written, sound in _SAME_SOUND.items():
        said = said.replace(written, sound)
    return tuple(said.split())


def syllables_of(text: str) -> tuple[str, ...] | None:
    """Return what a manifest's text says, None where the reading is not certain."""
    if text in _ENGLISH:
        return english(text)
    if re.fullmatch(r"([a-z]+(_|[1-5]?) ?)+", text):
        bare = [syllable.rstrip("12345") for syllable in text.split()]
        bare = [_OTHER_SPELLINGS.get(syllable, syllable) for syllable in bare]
        return tuple(bare) if all(syllable in SYLLABLES for syllable in bare) else None
    if _UNCERTAIN & set(text):
        return None
    hanzi = re.sub(r"[_,，。、 ]", "", text)
    if len(hanzi) == 1 and len(set(pinyin(hanzi, style=Style.NORMAL, heteronym=True)[0])) > 1:
        return None
    said: list[str] = []
    for run in re.findall("诶|[^诶]+", hanzi):
        said += [_LETTERS[run]] if run in _LETTERS else lazy_pinyin(run, v_to_u=False)
    return tuple(said) if said and all(syllable in SYLLABLES for syllable in said) else None


def read_splits(path: Path = SPLITS) -> dict:
    """Return `splits.toml` as plain data."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def split_of(folder: str, speaker: str, splits: dict) -> str:
    """Return what a speaker is for."""
    speech = splits["speech"]
    if folder.startswith(speech["synthetic"]["folder"]):
        left = int(re.search(r"(\d+)$", speaker)[1]) % speech["synthetic"]["modulus"]
        for split in ("development", "test"):
            if left == speech["synthetic"][split]:
                return split
        return "training"
    for split in ("development", "test"):
        if speaker in speech[split].get(folder, ()):
            return split
    return "training"


def recordings(root: Path) -> Iterator[Recording]:
    """Read every manifest below `root` (the data's `speech` folder)."""
    splits = read_splits()
    for manifest in sorted(root.glob("*/manifest.tsv")):
        folder = manifest.parent.name
        with manifest.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield Recording(
                    folder=folder,
                    path=row["path"],
                    speaker=row["speaker"],
                    sex=row["sex"],
                    text=row["text"],
                    syllables=syllables_of(row["text"]),
                    split=split_of(folder, row["speaker"], splits),
                )
