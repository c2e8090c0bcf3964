"""Worn lines to train on: of the line that was found whole, with the text that is printed on it."""

import itertools
import random
from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is only in the training environment")

from models import registry
from models.training.labels import damage
from models.training.labels.strips import Strip, held_out, of_labels, of_photos
from vision.text.reader import TextReader


@pytest.fixture(scope="module")
def strips() -> list[Strip]:
    reader = TextReader(registry.load("label-text"))
    return list(itertools.islice(of_labels(random.Random(5), reader.find, reader.recognise), 60))


def test_a_whole_strip_reads_as_its_text(strips: list[Strip]) -> None:
    recognise = TextReader(registry.load("label-text")).recognise
    assert all(recognise(strip.whole).text == strip.text for strip in strips)


def test_worn_strips_are_worn(strips: list[Strip]) -> None:
    recognise = TextReader(registry.load("label-text")).recognise
    misread = [strip for strip in strips if recognise(strip.damaged).text != strip.text]
    assert 0.1 < len(misread) / len(strips) < 0.9


def test_a_worn_strip_shows_the_same_line(strips: list[Strip]) -> None:
    for strip in strips:
        high, wide = strip.whole.shape[:2]
        assert abs(strip.damaged.shape[0] - high) <= 0.3 * high + 2
        assert abs(strip.damaged.shape[1] - wide) <= 0.3 * high + 2
    assert len({strip.text for strip in strips}) > 4
    assert all(strip.damaged.dtype == np.uint8 for strip in strips)


def test_what_no_label_says_is_among_the_lines() -> None:
    reader = TextReader(registry.load("label-text"))
    lines = itertools.islice(of_labels(random.Random(5), reader.find, reader.recognise, ("稻", "谷")), 200)
    assert any({"稻", "谷"} & {*strip.text} for strip in lines)


def test_a_photo_is_lit_and_worn_otherwise_each_time(tmp_path: Path) -> None:
    reader = TextReader(registry.load("label-text"))
    picture = np.full((120, 420, 3), 240, np.uint8)
    cv2.putText(picture, "LOT 8A417", (40, 75), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (20, 20, 20), 3)
    cv2.imwrite(str(tmp_path / "one.png"), picture)
    cv2.imwrite(str(tmp_path / "empty.png"), np.full((60, 60, 3), 200, np.uint8))
    files = sorted(tmp_path.glob("*.png"))
    first, second = itertools.islice(of_photos(random.Random(1), files, reader.find, reader.recognise), 2)
    assert first.text == second.text
    assert "8A417" in first.text
    assert not np.array_equal(first.whole, second.whole)


def test_photos_without_print_yield_nothing(tmp_path: Path) -> None:
    reader = TextReader(registry.load("label-text"))
    cv2.imwrite(str(tmp_path / "empty.png"), np.full((60, 60, 3), 200, np.uint8))
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    assert not list(of_photos(random.Random(1), sorted(tmp_path.iterdir()), reader.find, reader.recognise))


def test_one_photo_in_ten_is_held_out() -> None:
    assert 60 < sum(held_out(Path(f"photo-{number}.jpg")) for number in range(1000)) < 140


@pytest.mark.parametrize("fold", [damage.creased, damage.crumpled])
def test_folds_bend_some_of_a_label_and_leave_the_rest(fold) -> None:
    label = np.tile(np.arange(0, 240, 4, dtype=np.uint8)[None, :, None], (80, 4, 3))
    changed = np.abs(fold(random.Random(3), label, 2).astype(int) - label).max(axis=2) > 20
    assert 0.01 < changed.mean() < 0.6
