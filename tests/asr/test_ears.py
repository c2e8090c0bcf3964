"""The sense around a recogniser that says what it is told to: what comes out, and what never comes out."""

import numpy as np
import pytest
import soundfile

from asr.ears import Ears
from asr.errors import SoundBrokenError, SoundEmptyError, SoundMissingError
from asr.health import BELIEVED
from asr.recogniser import Candidate, Decoding
from asr.sources.memory import MemorySource
from asr.utterance import SpeechProblem, SpokenWord, Utterance
from models.stamp import ModelStamp
from tests.asr import voice

RIGHT = Candidate("入库", -10.0, ("ru", "ku"), (SpokenWord("入库", 0.2, 0.9),))
OTHER = Candidate("出库", -21.0, ("chu", "ku"))
FILLER = Candidate("", -22.0, filler=True)
BETTER_FILLER = Candidate("", -15.0, filler=True)
FREE = Candidate("ru ku", -9.5, ("ru", "ku"))


class Scripted:
    """A recogniser that always hears the same."""

    stamp = ModelStamp("scripted", "1")

    def __init__(self, decoding):
        self.decoding = decoding
        self.stretches = []

    def set_grammar(self, grammar):
        return tuple(grammar.get("unspeakable", ()))

    def decode(self, samples):
        self.stretches.append(samples)
        if isinstance(self.decoding, Exception):
            raise self.decoding
        return self.decoding


def ears(decoding):
    return Ears(recogniser=Scripted(decoding))


CLEAR = Decoding((RIGHT, OTHER, FILLER), FREE)
SOUND = voice.surrounded(voice.speech())


def test_a_clear_command():
    heard = ears(CLEAR).hear(SOUND)
    assert heard.text == "入库"
    assert heard.health.problem is None
    assert heard.confidence > BELIEVED
    assert [one.text for one in heard.n_best] == ["入库", "出库"]
    assert heard.n_best[0].confidence > heard.n_best[1].confidence
    assert heard.health.snr_db > 20
    assert heard.model.name == "scripted"
    assert Utterance.from_dict(heard.to_dict()) == heard


def test_times_count_from_the_beginning_of_the_recording():
    early = ears(CLEAR).hear(voice.surrounded(voice.speech(), before=0.5))
    late = ears(CLEAR).hear(voice.surrounded(voice.speech(), before=2.5))
    assert late.start - early.start == pytest.approx(2, abs=0.1)
    assert late.n_best[0].words[0].start - early.n_best[0].words[0].start == pytest.approx(2, abs=0.1)


def test_homophones_are_equally_sure():
    same = Candidate("如酷", RIGHT.score, RIGHT.syllables)
    heard = ears(Decoding((RIGHT, same, OTHER), FREE)).hear(SOUND)
    assert heard.n_best[0].confidence == heard.n_best[1].confidence > heard.n_best[2].confidence


@pytest.mark.parametrize(
    ("decoding", "problem"),
    [
        (Decoding((FILLER,), FREE), SpeechProblem.NOT_A_COMMAND),
        (Decoding(()), SpeechProblem.NOT_A_COMMAND),
        (Decoding((BETTER_FILLER, OTHER), FREE), SpeechProblem.NOT_A_COMMAND),
        (RuntimeError("decoder"), SpeechProblem.CRASHED),
        (MemoryError(), SpeechProblem.CRASHED),
    ],
)
def test_what_is_no_command(decoding, problem):
    heard = ears(decoding).hear(SOUND)
    assert heard.health.problem is problem
    assert heard.confidence < BELIEVED


@pytest.mark.parametrize(
    ("sound", "problem"),
    [
        (np.zeros(32000, np.float32), SpeechProblem.NO_SIGNAL),
        (np.zeros(1, np.float32), SpeechProblem.NO_SIGNAL),
        (np.random.default_rng(1).normal(0, 2e-4, 48000).astype(np.float32), SpeechProblem.SILENCE),
        (np.random.default_rng(1).normal(0, 0.1, 48000).astype(np.float32), SpeechProblem.NOISE),
    ],
)
def test_nobody_speaks(sound, problem):
    heard = ears(CLEAR).hear(sound)
    assert heard.text == ""
    assert heard.n_best == ()
    assert heard.health.problem is problem


@pytest.mark.parametrize(
    ("sound", "problem"),
    [
        (voice.surrounded(voice.speech(level=4)).clip(-1, 1), SpeechProblem.CLIPPED),
        (voice.surrounded(voice.speech(level=0.1), noise=0.04), SpeechProblem.NOISE),
        (voice.surrounded(voice.speech(level=0.003), noise=1e-6), SpeechProblem.TOO_FAR),
    ],
)
def test_why_it_was_not_understood(sound, problem):
    assert ears(Decoding((FILLER,), FREE)).hear(sound).health.problem is problem


def test_understood_in_spite_of_it_is_no_problem():
    heard = ears(CLEAR).hear(voice.surrounded(voice.speech(level=4)).clip(-1, 1))
    assert heard.health.clipped > 0.01
    assert heard.health.problem is None


def test_bad_recordings(tmp_path):
    with pytest.raises(SoundMissingError):
        ears(CLEAR).hear(tmp_path / "none.wav")
    (tmp_path / "broken.wav").write_bytes(b"RIFF....")
    with pytest.raises(SoundBrokenError):
        ears(CLEAR).hear(tmp_path / "broken.wav")
    with pytest.raises(SoundBrokenError):
        ears(CLEAR).hear(np.full(16000, np.nan, np.float32))
    with pytest.raises(SoundEmptyError):
        ears(CLEAR).hear(np.zeros(0, np.float32))


def test_telephone_stereo(tmp_path):
    soundfile.write(tmp_path / "x.wav", np.stack([SOUND[::2]] * 2, axis=1), 8000)
    assert ears(CLEAR).hear(tmp_path / "x.wav").text == "入库"


def test_no_model(monkeypatch, tmp_path):
    monkeypatch.setattr("models.registry.SHIPPED", tmp_path)
    deaf = Ears()
    assert deaf.problem is not None
    assert deaf.set_grammar({}) == ()
    assert deaf.hear(SOUND).health.problem is SpeechProblem.MISSING
    assert deaf.hear(np.zeros(16000, np.float32)).health.problem is SpeechProblem.MISSING


def test_a_directory_that_is_no_model(tmp_path):
    assert "--asr" in str(Ears(directory=tmp_path / "none").problem)


def test_words_without_sounds_are_told():
    assert ears(CLEAR).set_grammar({"unspeakable": ["ÄÖ"]}) == ("ÄÖ",)


def test_a_stream_says_each_sentence_once():
    sound = np.concatenate([voice.surrounded(voice.speech(), after=0.8)] * 3)
    heard = list(ears(CLEAR).stream(MemorySource(sound)))
    assert [one.text for one in heard] == ["入库"] * 3
    assert heard[0].end < heard[1].start < heard[1].end < heard[2].start


def test_a_stream_waits_for_the_rest_of_a_sentence():
    sound = voice.surrounded(voice.speech(pauses=(0.1, 0.4, 0.1)))
    unfinished = Decoding((FILLER, RIGHT), FREE)
    assert len(list(ears(unfinished).stream(MemorySource(sound)))) == 1
    assert len(list(ears(CLEAR).stream(MemorySource(sound)))) == 2


def test_a_stream_that_ends_in_speech_is_heard():
    assert len(list(ears(CLEAR).stream(MemorySource(voice.surrounded(voice.speech(), after=0))))) == 1


def test_noise_sample():
    listening = ears(CLEAR)
    profile = listening.learn_noise(np.random.default_rng(1).normal(0, 0.01, 80000).astype(np.float32))
    assert 10 * np.log10(profile.power) == pytest.approx(-40, abs=1)
    assert listening.noise is profile
    listening.forget_noise()
    assert listening.noise is None
