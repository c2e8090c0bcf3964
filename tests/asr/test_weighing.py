"""Sentences weighed by all ways of timing them, on a recording of the demo."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from asr.listen import whole
from asr.recogniser import Candidate
from asr.resample import RATE
from asr.sources.file import read
from asr.weighing import Weigher
from models import registry

RECORDING = Path(__file__).parents[2] / "examples" / "recordings" / "receive-two-boxes.wav"
SAID, NEAR, FAR = ("ru", "ku", "liang", "xiang"), ("ru", "ku", "liang", "qiang"), ("ting",)

pytestmark = [
    pytest.mark.skipif("hearing" not in registry.names(), reason="no recogniser has been trained yet"),
    pytest.mark.skipif(not RECORDING.is_file(), reason="the demo has no recordings yet"),
]


@pytest.fixture(scope="module")
def weigher():
    return Weigher(registry.load("hearing").folder)


@pytest.fixture(scope="module")
def sound():
    return whole(read(RECORDING), None)[0].samples


def test_what_was_said_is_the_likeliest_and_the_others_are_behind(weigher, sound):
    behind = weigher(sound, [NEAR, SAID, FAR])
    assert behind[SAID] == 0
    assert behind[FAR] < behind[NEAR] < 0


def test_weights_overrule_scores_and_the_likeliest_keeps_the_best_score(weigher, sound):
    near, said = weigher.weighed({NEAR: Candidate("", 10.0, NEAR), SAID: Candidate("", 9.0, SAID)}, sound)
    assert said.standing == pytest.approx(10)
    assert near.standing < 9


@pytest.mark.parametrize("scores", [[], [10.0], [10.0, 3.0]])
def test_without_doubt_nothing_is_weighed(weigher, scores):
    found = {said: Candidate("", score, said) for score, said in zip(scores, (NEAR, SAID), strict=False)}
    assert weigher.weighed(found, np.zeros(RATE, np.float32)) == [*found.values()]


def test_a_candidate_is_weighed_with_the_hesitation_that_was_heard_beside_it(weigher, sound):
    heard = {("en", *SAID): Candidate("", 10.0, SAID), SAID: Candidate("", 10.0, SAID)}
    hesitating, fluent = weigher.weighed(heard, sound)
    assert hesitating.syllables == fluent.syllables == SAID
    assert hesitating.standing < fluent.standing == 10


def test_what_does_not_fit_into_a_sound_is_as_far_behind_as_anything_can_be(weigher):
    short = np.random.default_rng(0).normal(0, 0.1, RATE // 5).astype(np.float32)
    assert weigher(short, [FAR, SAID * 9])[SAID * 9] == -12


def test_of_no_sound_nothing_is_said(weigher):
    assert weigher(np.zeros(9, np.float32), [SAID, FAR]) == {SAID: 0, FAR: 0}


def test_a_directory_without_our_net_is_refused(tmp_path):
    with pytest.raises(OSError, match=r"final\.mdl"):
        Weigher(tmp_path)
    (tmp_path / "am").mkdir()
    (tmp_path / "am" / "final.mdl").write_bytes(b"something else")
    with pytest.raises(ValueError, match="nnet3"):
        Weigher(tmp_path)


def test_units_that_the_net_lacks_are_refused(tmp_path):
    shutil.copytree(registry.load("hearing").folder / "am", tmp_path / "am")
    (tmp_path / "units.txt").write_text("ru 16 99\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"units\.txt"):
        Weigher(tmp_path)
