"""Heard a second time."""

import numpy as np
import pytest

from asr.resample import RATE, Samples
from asr.twice import Scores, again

YES, NO, STOP = ("que", "ren"), ("qu", "xiao"), ("ting",)
DOUBTFUL = {YES: -10.0, NO: -12.0, STOP: -19.0}
SOUND = np.random.default_rng(0).normal(0, 0.1, 2 * RATE).astype(np.float32)


def heard(second: Scores):
    return again(DOUBTFUL, lambda _: second, SOUND)


def test_the_second_hearing_says_how_far_each_is_behind() -> None:
    behind = heard({NO: -5.0, YES: -9.0})
    assert behind[NO] == 0
    assert behind[YES] == pytest.approx(-4)


def test_what_was_not_heard_again_is_as_far_behind_as_what_hardly_was() -> None:
    behind = heard({NO: -5.0, YES: -90.0})
    assert behind[STOP] == behind[YES] == -6


def test_only_what_the_first_hearing_found_is_judged() -> None:
    behind = heard({("wu",): -1.0, NO: -2.0})
    assert set(behind) == set(DOUBTFUL)
    assert behind[NO] == pytest.approx(-1)


def test_where_nothing_was_heard_again_nobody_is_behind() -> None:
    assert heard({}) == {YES: 0, NO: 0, STOP: 0}


@pytest.mark.parametrize("first", [{}, {YES: -10.0}, {YES: -10.0, NO: -15.0}])
def test_without_doubt_it_is_not_heard_again(first: Scores) -> None:
    def hear(_: Samples) -> Scores:
        raise AssertionError

    assert again(first, hear, SOUND) == dict.fromkeys(first, 0)


def test_the_second_time_it_is_said_faster() -> None:
    lengths = []
    again(DOUBTFUL, lambda sound: lengths.append(len(sound)) or {}, SOUND)
    assert lengths == [pytest.approx(len(SOUND) / 1.6, rel=0.05)]
