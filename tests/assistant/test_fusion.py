"""Claims of several senses become one belief or a disagreement."""

import pytest

from assistant.claims import Claim, Claims, Sense
from assistant.fusion import Weights, fuse, fuse_all

NEUTRAL = Weights()
"""Not the shipped ones, which every calibration changes."""


def voice(**values: float) -> Claim:
    return Claim("item", Sense.VOICE, values)


def sight(**values: float) -> Claim:
    return Claim("item", Sense.SIGHT, values)


@pytest.mark.parametrize(
    ("claims", "value", "low", "high"),
    [
        ([voice(oil=0.9)], "oil", 0.89, 0.91),
        ([voice(oil=0.9), sight(oil=0.95)], "oil", 0.99, 1.0),
        ([voice(oil=0.5, rice=0.45), sight(rice=0.99)], "rice", 0.95, 1.0),
        ([voice(oil=0.3), sight(oil=0.3)], "oil", 0.1, 0.3),
    ],
)
def test_senses_multiply(claims, value, low, high):
    belief = fuse(claims, None, NEUTRAL)
    assert belief.value == value
    assert low <= belief.confidence <= high
    assert not belief.disagreeing


def test_two_sure_senses_that_differ_disagree_and_neither_wins_well():
    belief = fuse([voice(oil=0.95), sight(rice=0.99)], None, NEUTRAL)
    assert {claim.sense for claim in belief.disagreeing} == {Sense.VOICE, Sense.SIGHT}
    assert belief.confidence < 0.85


def test_an_unsure_voice_does_not_veto_a_clear_code():
    belief = fuse([voice(oil=0.4, rice=0.3), sight(rice=0.99)], None, NEUTRAL)
    assert belief.value == "rice"
    assert not belief.disagreeing


def test_the_persons_answer_settles_a_disagreement():
    claims = Claims([voice(oil=0.95), sight(rice=0.99)])
    claims.settle("item", "rice")
    belief = fuse_all(claims, None, NEUTRAL)["item"]
    assert (belief.value, belief.disagreeing) == ("rice", ())
    assert belief.confidence > 0.99


def test_claims_survive_a_round_trip():
    claims = Claims([voice(oil=0.9), Claim("quantity", Sense.VOICE, {"3": 0.9}, "clip")])
    assert Claims.from_list(claims.to_list()).to_list() == claims.to_list()


def test_forgetting_one_sense_leaves_the_other():
    claims = Claims([voice(oil=0.95), sight(rice=0.99)])
    claims.forget("item", Sense.SIGHT)
    assert [claim.sense for claim in claims.about("item")] == [Sense.VOICE]
