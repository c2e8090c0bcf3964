"""How sure the ears are, from what is known about a candidate among the others."""

import json

import pytest

from asr.confidence import Confidence, features, told
from asr.health import Levels
from asr.recogniser import Candidate, Decoding
from models import registry

LEVELS = Levels(snr_db=20.0, speech_s=3.0, level_db=-20.0, noise_db=-40.0, clipped=0.0)
SAID = ("ba", "zuo", "tian", "na", "pi", "shang", "hai", "pi", "dai", "tui", "gei", "wu", "liu", "bu")
NEAR = (*SAID[:5], "yi", "li", *SAID[7:])
"""What the grammar holds instead: one word is another."""


def decoding(syllables: tuple[str, ...], behind: float, free: tuple[str, ...] = SAID) -> Decoding:
    best = Candidate("".join(syllables), 100.0 - behind, syllables, choices=20.0)
    filler = Candidate("", 40.0, filler=True)
    return Decoding((best, filler), Candidate("".join(free), 100.0, free))


def test_a_margin_counts_in_all_and_by_the_syllable():
    heard = decoding(NEAR, behind=42.0)
    known = features(heard.candidates[0], heard, LEVELS)
    assert known["free"] == -42
    assert known["free_each"] == pytest.approx(-42 / len(SAID))
    assert known["agreement"] < 1


@pytest.mark.parametrize(("scores", "weighed"), [((97.0, 98.0), (3.0, -1.0)), ((100.0, 90.0), (0.0, 11.0))])
def test_of_two_margins_the_lesser_counts(scores, weighed):
    best, rival = (
        Candidate("".join(said), score, said, weighed=added)
        for said, score, added in zip((SAID, NEAR), scores, weighed, strict=True)
    )
    assert features(best, Decoding((best, rival)), LEVELS)["runner_up"] == -1.0


def test_without_a_free_pass_nothing_is_said_about_it():
    alone = Decoding((Candidate("x", 5.0, ("yi",)),))
    known = features(alone.candidates[0], alone, LEVELS)
    assert (known["free"], known["free_each"], known["agreement"]) == (0, 0, 0.5)


def test_one_wrong_word_in_a_long_sentence_is_not_believed_as_the_right_one_is():
    confidence = Confidence.load(registry.load("hearing").path("confidence.json"))
    right, wrong = decoding(SAID, behind=2.0), decoding(NEAR, behind=42.0)
    believed = confidence(right.candidates[0], right, LEVELS)
    assert believed > 0.85
    assert confidence(wrong.candidates[0], wrong, LEVELS) < 0.85


def test_features_without_a_weight_do_not_count(tmp_path):
    file = tmp_path / "confidence.json"
    file.write_text(json.dumps({"weights": {"agreement": 2.0}, "bias": -1.0}), encoding="utf-8")
    heard = decoding(SAID, behind=0.0)
    assert Confidence.load(file)(heard.candidates[0], heard, LEVELS) == pytest.approx(0.7311, abs=1e-4)


def test_before_the_first_calibration_weights_set_by_hand_serve(tmp_path):
    assert Confidence.load(tmp_path / "nothing.json") == Confidence()


@pytest.mark.parametrize(("believed", "said"), [(0.3, 0.3), (0.85, 0.84), (0.939, 0.84), (0.94, 0.94), (0.99, 0.99)])
def test_nothing_is_told_between_not_quite_sure_and_sure(believed, said):
    assert told(believed, sure_from=0.94) == said
