"""The demo's shift: what it books comes from its recordings and pictures, and from nothing else."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from examples.demo import play

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("CLERK_HOME", str(tmp_path / "home"))


@pytest.fixture
def folder(tmp_path):
    """A copy of the examples whose shift a test can write."""
    target = tmp_path / "examples"
    shutil.copytree(EXAMPLES, target, ignore=shutil.ignore_patterns("*.py", "__pycache__"))

    def shift(*steps):
        turns = "".join(f'[[turn]]\nzh = "x"\nen = "x"\n{how} = "{what}"\n' for how, what in steps)
        (target / "shift.toml").write_text(turns, encoding="utf-8")
        return target

    return shift


def moved(turns):
    return [(move["item"], Decimal(move["quantity"]), move["lot"]) for turn in turns for move in turn.moves]


def test_the_whole_shift(tmp_path):
    turns, journal = play(EXAMPLES, tmp_path / "demo.db")
    assert journal.ok
    booked = moved(turns)
    for expected in (
        ("OIL-01", 12, None),
        ("COK-01", 2, "C0901"),
        ("STM-01", 20, None),
        ("SOY-01", 36, None),
        ("NOO-01", 24, "L20261012A"),
        ("WAT-01", 24, "W0815"),
    ):
        assert expected in booked
    assert [move["kind"] for turn in turns for move in turn.moves].count("undo") == 1
    assert not {"OIL-02", "VIN-01"} & {item for item, _, _ in booked}
    replies = " ".join(turn.reply for turn in turns)
    for word in ("图上是", "太吵了", "太暗了", "已撤销", "已入账"):
        assert word in replies


def test_another_recording_books_another_item(folder, tmp_path):
    steps = [("hear", "recordings/receive-oil.wav"), ("press", "confirm")]
    turns, _ = play(folder(*steps), tmp_path / "one.db")
    assert moved(turns) == [("OIL-01", 12, None)]
    target = folder(*steps)
    shutil.copy(EXAMPLES / "recordings" / "receive-peanut-oil.wav", target / "recordings" / "receive-oil.wav")
    turns, _ = play(target, tmp_path / "two.db")
    assert moved(turns) == [("OIL-02", 12, None)]


def test_another_picture_books_another_item(folder, tmp_path):
    steps = [("look", "pictures/receipt-label.jpg"), ("say", "入库两箱"), ("press", "confirm")]
    turns, _ = play(folder(*steps), tmp_path / "one.db")
    assert moved(turns) == [("NOO-01", 24, "L20261012A")]
    target = folder(*steps)
    shutil.copy(EXAMPLES / "pictures" / "other-item.jpg", target / "pictures" / "receipt-label.jpg")
    turns, _ = play(target, tmp_path / "two.db")
    assert moved(turns) == [("VIN-01", 24, "20260620")]


def test_without_the_recording_of_the_yes_nothing_is_booked(folder, tmp_path):
    turns, _ = play(folder(("hear", "recordings/receive-oil.wav")), tmp_path / "one.db")
    assert moved(turns) == []
