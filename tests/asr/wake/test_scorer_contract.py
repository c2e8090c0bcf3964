"""What every way of running the wake word net must do, on the shipped nets and the same sound."""

import numpy as np
import pytest

from asr.wake.graphs import GraphScorer
from asr.wake.packaged import PackagedScorer
from asr.wake.port import STEP
from models import registry

SECONDS = 5


@pytest.fixture(scope="module")
def folder():
    return registry.load("wake").folder


@pytest.fixture(scope="module", params=[GraphScorer, PackagedScorer])
def scorer(request, folder):
    if request.param is PackagedScorer:
        pytest.importorskip(
            "openwakeword", reason="needs the extra `wake`, whose package has no wheel past Python 3.11"
        )
    return request.param(folder)


@pytest.fixture(scope="module")
def sound():
    """Noise that swells and ebbs as syllables do, int16."""
    rng = np.random.default_rng(5)
    swelling = 0.5 + 0.5 * np.sin(np.arange(SECONDS * 16_000) / 2000)
    return (rng.normal(0, 2500, SECONDS * 16_000) * swelling).astype(np.int16)


def scores(scorer, sound):
    scorer.reset()
    return [scorer.score(sound[at : at + STEP]) for at in range(0, len(sound) - STEP + 1, STEP)]


def test_scores_are_probabilities(scorer, sound):
    assert all(0 <= score <= 1 for score in scores(scorer, sound))


def test_a_reset_forgets_everything(scorer, sound):
    first = scores(scorer, sound)
    assert scores(scorer, sound) == first


def test_nothing_is_said_before_there_is_anything_to_look_at(scorer, sound):
    assert scores(scorer, sound)[:5] == [0.0] * 5


def test_silence_and_the_loudest_sound_are_not_the_word(scorer):
    for step in (np.zeros(STEP, np.int16), np.full(STEP, 32767, np.int16), np.full(STEP, -32768, np.int16)):
        scorer.reset()
        assert max(scorer.score(step) for _ in range(30)) < 0.5


def test_the_graphs_say_what_the_package_says(folder, sound):
    pytest.importorskip("openwakeword", reason="needs the extra `wake`, whose package has no wheel past Python 3.11")
    theirs, ours = scores(PackagedScorer(folder), sound), scores(GraphScorer(folder), sound)
    assert np.max(np.abs(np.subtract(theirs, ours))) < 1e-4
    assert np.ptp(ours) > 0


def test_a_step_of_another_length_is_refused(folder):
    with pytest.raises(ValueError, match="1280"):
        GraphScorer(folder).score(np.zeros(100, np.int16))
