"""Codes of a frame: each once, and no short one read out of the bars of a longer one."""

import random

import numpy as np
import pytest

from models.training.labels import damage
from models.training.labels.render import draw_code
from vision.codes.code import Code, Elements
from vision.codes.reader import _whole, read_codes


def frame(text, symbology):
    drawn = np.repeat(draw_code(text, symbology, 3)[:, :, None], 3, axis=2)
    return damage.scene(random.Random(1), drawn, share=0.5)


@pytest.mark.parametrize(
    ("text", "symbology"), [("6901234567892", "EAN13"), ("96385074", "EAN8"), ("16901234567899", "ITF14")]
)
def test_a_drawn_code_is_read_once(text, symbology):
    (code,) = read_codes(frame(text, symbology))
    assert code.text == text


def at(form, left, top, wide=100, high=40):
    corners = ((left, top), (left + wide, top), (left + wide, top + high), (left, top + high))
    return Code("", form, corners, Elements())


@pytest.mark.parametrize(
    ("codes", "kept"),
    [
        ([at("EAN13", 0, 0, 300, 120), at("UPCE", 50, 30, 100, 0)], ["EAN13"]),
        ([at("EAN13", 0, 0), at("UPCE", 400, 0)], ["EAN13", "UPCE"]),
        ([at("EAN8", 0, 0), at("UPCE", 10, 0)], ["EAN8", "UPCE"]),
        ([at("EAN13", 0, 0), at("QRCode", 50, 10)], ["EAN13", "QRCode"]),
    ],
    ids=["a line across", "apart", "both short", "both long"],
)
def test_short_codes_over_longer_ones_are_dropped(codes, kept):
    assert [code.format for code in _whole(codes)] == kept
