"""Measuring."""

import numpy as np
import pytest

from models.training.asr.decode import closed, edits


@pytest.mark.parametrize(
    ("heard", "said", "errors"),
    [
        ("a b c", "a b c", 0),
        ("", "a b", 2),
        ("a b", "", 2),
        ("a x c", "a b c", 1),
        ("b c", "a b c", 1),
        ("a a b c", "a b c", 1),
    ],
)
def test_edits(heard: str, said: str, errors: int) -> None:
    assert edits(tuple(heard.split()), tuple(said.split())) == errors


def test_a_closed_list_shares_its_beginnings() -> None:
    words = {"ru": 1, "ku": 2, "chu": 3}
    fst = closed([("ru", "ku"), ("ru",), ("chu", "ku")], words)
    assert len(fst.arcs) == 4
    assert np.isfinite(fst.final).sum() == 3
