"""Worn lines to train on: of the line that was found whole, with the text that is printed on it."""

import itertools
import random

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is only in the training environment")

from models import registry
from models.training.labels.strips import Strip, of_labels
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
