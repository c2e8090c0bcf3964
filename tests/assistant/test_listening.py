"""How likely each hypothesis of the ears is, beside the others."""

import pytest

from asr.utterance import Hypothesis
from assistant.listening import shares
from assistant.weighing import Weighed, sensible
from intents.reading import Reading


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


def heard(text, confidence, left_over=(), **slots):
    return Weighed(Reading(text, "Correct", slots, confidence, left_over), 0.25)


def test_of_what_sounds_alike_the_sensible_stands_for_all():
    alike = [
        heard("不对是两桶", 0.98, quantity="2", unit="桶"),
        heard("不对十两桶", 0.59, quantity="2", unit="桶"),
        heard("不对是两筒", 0.8, quantity="2"),
        heard("不对是两洞", 0.98, ("洞",), quantity="2"),
    ]
    assert [(one.reading.text, one.weight) for one in sensible(alike)] == [("不对是两桶", 1.0)]


def test_what_makes_as_much_sense_stays_a_rival():
    alike = [heard("不对是六箱", 0.98, quantity="6"), heard("不对十六箱", 0.97, quantity="16")]
    assert sensible(alike) == alike


def test_what_makes_no_sense_at_all_stays_as_it_was_heard():
    alike = [heard("天气", 0.0, ("天气",)), heard("天起", 0.0, ("天起",))]
    assert sensible(alike) == alike
