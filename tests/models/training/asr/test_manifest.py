"""Texts of recordings, and who is for what."""

from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("pypinyin", reason="the training extra is not installed")

from models.training.asr.manifest import read_splits, recordings, split_of, syllables_of

SPEECH = Path(__file__).parents[4].parent / "shared" / "data" / "speech"
needs_data = pytest.mark.skipif(not SPEECH.is_dir(), reason="the shared recordings are not here")


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("入库三箱", "ru ku san xiang"),
        ("lv4", "lv"),
        ("luu3", "lv"),
        ("ma", "ma"),
        ("ru4 ku4 s_", "ru ku s_"),
        ("诶三", "ei san"),
        ("seven", "sai wen"),
        ("Speech", "s_ bi qi"),
        ("学院,既又", "xue yuan ji you"),
        ("长", None),
        ("一点儿", None),
        ("(关)闭后备箱", None),
        ("苹果表配apple pay", None),
        ("fiao4", None),
        ("?", None),
    ],
)
def test_what_a_text_says(text: str, syllables: str | None) -> None:
    assert syllables_of(text) == (tuple(syllables.split()) if syllables else None)


@pytest.mark.parametrize(
    ("folder", "speaker", "split"),
    [
        ("syllables-b", "pinyin-b", "test"),
        ("syllables-a", "chen-wang", "training"),
        ("words-many-speakers", "fd19_08", "development"),
        ("synthetic-kokoro", "k1_0009", "test"),
        ("synthetic-kokoro", "k1_0019", "development"),
        ("synthetic-kokoro", "k1_0020", "training"),
    ],
)
def test_who_is_for_what(folder: str, speaker: str, split: str) -> None:
    assert split_of(folder, speaker, read_splits()) == split


def test_nobody_is_named_twice() -> None:
    speech = read_splits()["speech"]
    named = [s for split in ("development", "test") for speakers in speech[split].values() for s in speakers]
    assert len(named) == len(set(named))


def test_noise_seeds_and_files_do_not_meet() -> None:
    noise = read_splits()["noise"]
    ranges = sorted(noise["seeds"].values())
    assert all(left[1] < right[0] for left, right in pairwise(ranges))
    assert not set(noise["development"]["files"]) & set(noise["test"]["files"])


@needs_data
def test_every_named_speaker_exists_and_splits_share_none() -> None:
    found = {(r.folder, r.speaker): r.split for r in recordings(SPEECH)}
    speech = read_splits()["speech"]
    for split in ("development", "test"):
        for folder, speakers in speech[split].items():
            assert all(found[folder, speaker] == split for speaker in speakers)
    by_speaker: dict[str, set[str]] = {}
    for (_, speaker), split in found.items():
        by_speaker.setdefault(speaker, set()).add(split)
    assert all(len(splits) == 1 for speaker, splits in by_speaker.items() if speaker != "?")
    assert set(found.values()) == {"training", "development", "test"}
