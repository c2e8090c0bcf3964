"""Which sense to rely upon, with hysteresis."""

from functools import reduce

import pytest

from assistant.fallback import Channel, Trust


def after(channel, *problems, trust=None):
    return reduce(lambda known, problem: known.report(channel, problem), problems, trust or Trust())


@pytest.mark.parametrize(
    ("problems", "given_up"),
    [
        ([], False),
        (["noise"], False),
        (["noise", "noise"], True),
        (["noise", None, "noise"], False),
        (["missing"], True),
        (["crashed"], True),
        (["noise", "noise", None], True),
        (["noise", "noise", None, None], False),
        (["noise", "noise", None, "noise", None], True),
    ],
)
def test_hysteresis(problems, given_up):
    assert after(Channel.VOICE, *problems).of(Channel.VOICE).given_up is given_up


def test_the_next_sense_is_offered_at_the_first_failure():
    assert after(Channel.VOICE, "noise").offer(Channel.VOICE) is Channel.CAMERA
    assert after(Channel.CAMERA, "dark").offer(Channel.CAMERA) is Channel.VOICE


def test_touch_remains_when_both_fail():
    trust = after(Channel.CAMERA, "dark", trust=after(Channel.VOICE, "noise"))
    assert trust.offer(Channel.CAMERA) is Channel.TOUCH
    assert trust.offer(Channel.VOICE) is Channel.TOUCH


def test_coming_back_is_noticed_once():
    bad = after(Channel.VOICE, "noise", "noise")
    first = bad.report(Channel.VOICE, None)
    second = first.report(Channel.VOICE, None)
    third = second.report(Channel.VOICE, None)
    assert [first.came_back(bad, Channel.VOICE), second.came_back(first, Channel.VOICE)] == [False, True]
    assert not third.came_back(second, Channel.VOICE)


def test_trust_survives_a_round_trip():
    trust = after(Channel.VOICE, "noise", "noise")
    assert Trust.from_dict(trust.to_dict()) == trust
