"""Joining what a reader of single syllables never said, from recordings that are told apart."""

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is only in the training environment")

from models.training.asr.cases import Prepared

LENGTH = 1600


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    """A reader who has said `ru` three times and `ku` twice, each time another level."""
    said = ["ru", "ru", "ru", "ku", "ku"]
    levels = np.repeat(np.arange(1, len(said) + 1, dtype="<i2") * 1000, LENGTH)
    levels.tofile(tmp_path / "speech.i16")
    about = {
        "split": "test",
        "folder": "syllables-x",
        "speaker": "reader",
        "length": LENGTH,
        "first": 0,
        "last": LENGTH,
    }
    entries = [about | {"at": n * LENGTH, "syllables": [one]} for n, one in enumerate(said)]
    (tmp_path / "speech.json").write_text(json.dumps(entries), encoding="utf-8")
    return Prepared(tmp_path)


def test_a_joined_case_tells_what_it_is_joined_from(prepared: Prepared) -> None:
    (case,) = prepared.joined("test", [("ru", "ku")], 1)
    heard = {round(level * 32768 / 1000) for level in case.sound if level}
    assert heard == {place // LENGTH + 1 for place in case.pieces}
    assert len(case.pieces) == 2


def test_what_is_joined_without_some_recordings_shares_none(prepared: Prepared) -> None:
    asked = prepared.joined("test", [("ru", "ku"), ("ru",)], 1)
    heard = {place for case in asked for place in case.pieces}
    read = prepared.joined("test", [("ku", "ru")] * 20, 2, without=heard)
    assert read
    assert heard.isdisjoint(place for case in read for place in case.pieces)


def test_nothing_is_joined_where_every_recording_of_a_syllable_is_left_out(prepared: Prepared) -> None:
    assert not prepared.joined("test", [("ru", "ku")], 1, without={3 * LENGTH, 4 * LENGTH})
