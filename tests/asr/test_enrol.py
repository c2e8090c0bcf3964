"""Enrolment on the shipped net: it takes only what helps, and what it writes is a model again."""

import numpy as np
import pytest

from asr import enrol
from asr.enrol import Reading, TooLittleReadError, words_to_read
from asr.net.model_file import parse
from models import registry
from tests.asr import voice

pytestmark = pytest.mark.skipif("hearing" not in registry.names(), reason="no recogniser has been trained yet")


@pytest.fixture(scope="module")
def folder():
    return registry.load("hearing").folder


def test_the_words_to_read_hold_nearly_every_sound(folder):
    units = enrol.read_units(folder)
    words = words_to_read()
    assert len(words) == 60
    said = {unit for _, syllables in words for syllable in syllables for unit in units[syllable]}
    assert len(said) >= 54


def test_too_little(folder):
    silent = Reading(np.zeros(16000, np.float32), ("ru", "ku"))
    with pytest.raises(TooLittleReadError) as stop:
        enrol.enrol(folder, [silent] * 40)
    assert "0" in stop.value.say("zh")


def test_readings_that_teach_nothing_are_left(folder, monkeypatch):
    """Syllables that nobody said: the readings kept back must not be heard better, and the net stays as it was."""
    monkeypatch.setattr(enrol, "_teach", lambda *_: None)
    sound = voice.surrounded(voice.speech(), before=0.3, after=0.3)
    result = enrol.enrol(folder, [Reading(sound, ("ru", "ku"))] * 12)
    assert not result.accepted
    assert result.model == (folder / "am" / "final.mdl").read_bytes()


def test_what_one_sounds_like_is_learned_and_written(folder, monkeypatch, tmp_path):
    """A voice that says one thing over and over is soon heard to say it."""
    monkeypatch.setattr(enrol, "_ROUNDS", 1)
    monkeypatch.setattr(enrol, "_RATE", 3e-3)
    sound = voice.surrounded(voice.speech(pauses=(0.02,)), before=0.05, after=0.05)
    result = enrol.enrol(folder, [Reading(sound, ("ru", "ku"))] * 12)
    assert result.accepted
    assert result.after < result.before
    enrol.save(folder, result, tmp_path / "voice")
    old, new = (parse((place / "am" / "final.mdl").read_bytes()) for place in (folder, tmp_path / "voice"))
    assert np.array_equal(old.layers["tdnn1"].weights, new.layers["tdnn1"].weights)
    assert not np.array_equal(old.layers["head"].weights, new.layers["head"].weights)
    assert (tmp_path / "voice" / "graph" / "HCLr.fst").is_file()
    assert not (tmp_path / "voice" / "model.toml").exists()


def test_what_was_learnt_is_kept_by_halves(folder, monkeypatch):
    """Words that were not read must still be heard: the weights go only a part of the way."""
    monkeypatch.setattr(enrol, "_ROUNDS", 1)
    monkeypatch.setattr(enrol, "_RATE", 3e-3)
    sound = voice.surrounded(voice.speech(pauses=(0.02,)), before=0.05, after=0.05)

    def learnt(share):
        monkeypatch.setattr(enrol, "_SHARE", share)
        result = enrol.enrol(folder, [Reading(sound, ("ru", "ku"))] * 12)
        assert result.accepted
        return parse(result.model).layers["head"].weights

    start = parse((folder / "am" / "final.mdl").read_bytes()).layers["head"].weights
    whole, half = learnt(1.0) - start, learnt(0.5) - start
    assert np.abs(whole).max() > 0.002
    assert np.allclose(half, whole / 2, atol=1e-4)
