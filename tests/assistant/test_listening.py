"""How likely each hypothesis of the ears is, beside the others."""

import pytest

from asr.utterance import Hypothesis
from assistant.listening import shares


@pytest.mark.parametrize(
    ("confidences", "expected"),
    [
        ([0.97], [0.97]),
        ([0.95, 0.02], [0.95, 0.001]),
        ([0.45, 0.4], [0.45, 0.38]),
        ([0.955, 0.91, 0.9, 0.88], [0.44, 0.21, 0.19, 0.15]),
        ([], []),
    ],
)
def test_hypotheses_that_fit_alike_share(confidences, expected):
    found = shares([Hypothesis("", sure) for sure in confidences])
    assert found == pytest.approx(expected, abs=0.02)
    assert sum(found) <= 1.0 + 1e-9


def test_two_numbers_that_fit_nearly_alike_are_asked(counter):
    turn = counter.hear(("入库三箱金龙鱼", 0.955), ("入库四箱金龙鱼", 0.95))
    assert (turn.question.slot, turn.proposal) == ("quantity", None)
