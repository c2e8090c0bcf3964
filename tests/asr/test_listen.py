import csv
import itertools
from pathlib import Path

import numpy as np
import pytest

from asr.detect import NoiseProfile
from asr.listen import LONGEST_S, Listener, patience, small, whole
from asr.recogniser import Candidate, Decoding
from asr.sources.file import read
from asr.utterance import SpokenWord
from tests.asr import voice

RECORDINGS = Path(__file__).parents[3] / "shared" / "data" / "speech" / "words-many-speakers"


@pytest.mark.parametrize("noise", [0.0, 1e-4, 3e-3, 0.03])
def test_speech_is_found_where_it_is(noise):
    sound = voice.speech()
    stretch, levels = whole(voice.surrounded(sound, noise=noise), None)
    assert 0.5 <= stretch.start <= 1.1
    assert stretch.end == pytest.approx(1 + len(sound) / 16000, abs=0.15)
    assert 0.4 < levels.speech_s < 1.3


@pytest.mark.parametrize("snr", [20, 10, 0])
def test_snr_is_estimated(snr):
    sound = voice.speech(pauses=(0, 0, 0))
    noise = np.sqrt(np.mean(sound**2)) / 10 ** (snr / 20)
    _, levels = whole(voice.surrounded(sound, noise=noise), None)
    assert levels.snr_db == pytest.approx(snr, abs=3)


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(32000, np.float32),
        np.zeros(1, np.float32),
        np.full(3, 0.5, np.float32),
        np.random.default_rng(1).normal(0, 0.1, 48000).astype(np.float32),
        np.random.default_rng(1).normal(0, 1e-5, 48000).astype(np.float32),
    ],
)
def test_nobody_speaks(sound):
    stretch, levels = whole(sound, None)
    assert stretch is None
    assert levels.speech_s == 0


def test_level_is_brought_to_where_the_net_works():
    loud, _ = whole(voice.surrounded(voice.speech(level=0.5)), None)
    quiet, _ = whole(voice.surrounded(voice.speech(level=0.02), noise=4e-6), None)
    assert np.std(quiet.samples) == pytest.approx(np.std(loud.samples), rel=0.15)


SENTENCE = Candidate("入库", -10.0, ("ru", "ku"))
FILLER = Candidate("", -9.0, filler=True)


def test_patience():
    assert patience(Decoding((SENTENCE,))) <= 0.25
    assert patience(Decoding((SENTENCE,))) < patience(Decoding((SENTENCE,), extendable=True))
    assert patience(Decoding((SENTENCE,), extendable=True)) < patience(Decoding((FILLER, SENTENCE)))
    assert patience(Decoding(())) == patience(None) == patience(Decoding((FILLER,)))


def said(*words, better_by=20.0, extendable=True):
    sentence = Candidate("".join(words), -10.0, (), tuple(SpokenWord(word, 0.0, 0.0) for word in words))
    return Decoding((sentence, Candidate("", -10.0 - better_by, filler=True)), None, extendable)


@pytest.mark.parametrize(
    ("decoding", "complete"),
    [
        (said("入", "库", "三", "箱", "金龙鱼大豆油"), True),
        (said("可口可乐", "入", "库", "三", "箱"), True),
        (said("入", "库", "三", "箱", "金龙鱼"), False),  # … 大豆油
        (said("入", "库", "可口可乐"), False),  # … 三箱
        (said("入", "库", "三", "箱"), False),  # … 可口可乐
        (said("可口可乐", "入", "库", "二", "十"), False),  # … 五箱
        (said("入", "库", "三", "箱", "可口可乐", better_by=3.0), False),
        (said("确", "认"), False),
    ],
)
def test_only_who_has_said_all_is_given_less_time(decoding, complete):
    names = {"金龙鱼大豆油", "金龙鱼", "可口可乐"}
    assert (patience(decoding, names) < 0.4) is complete
    assert 0.3 <= patience(decoding, names) <= 0.5


def stretches(sound, wait, profile=None):
    """What a stream is cut into when every pause of `wait` ends a stretch, and when each was decided."""
    listener = Listener(profile)
    found, decided, time = [], [], 0.0
    for block in small(iter([sound])):
        listener.take(block)
        time += len(block) / 16000
        if listener.speaking and (listener.silence_s >= wait or listener.overlong):
            found.append(listener.stretch())
            decided.append(time)
            listener.end()
    return found, decided


def test_a_finished_sentence_is_decided_within_a_quarter_of_a_second():
    sound = voice.speech()
    end = 1 + len(sound) / 16000
    _, decided = stretches(voice.surrounded(sound, after=2), patience(Decoding((SENTENCE,))))
    assert end + 0.1 < decided[0] < end + 0.25


def test_a_hesitating_speaker_is_not_cut():
    sound = voice.speech(pauses=(0.3, 0.8, 0.5))
    found, _ = stretches(voice.surrounded(sound, after=2), patience(None))
    assert len(found) == 1
    assert found[0].end - found[0].start > len(sound) / 16000 - 0.2


def test_two_sentences_are_two():
    sound = np.concatenate([voice.surrounded(voice.speech(), after=1), voice.surrounded(voice.speech(), after=1.5)])
    found, _ = stretches(sound, 0.5)
    assert len(found) == 2
    assert found[1].start > found[0].end
    assert found[1].offset <= found[1].start


def test_pause_and_resumption_are_reported_once_each():
    listener = Listener(None)
    paused, resumed = 0, 0
    for block in small(iter([voice.surrounded(voice.speech(pauses=(0.4, 0.05, 0.05)))])):
        listener.take(block)
        paused += listener.paused
        resumed += listener.resumed
    assert (paused, resumed) == (2, 1)


def test_endless_speech_is_cut():
    sound = np.concatenate([voice.speech() for _ in range(40)])
    found, _ = stretches(voice.surrounded(sound), 1.0)
    assert len(found) >= 2
    assert all(len(stretch.samples) <= LONGEST_S * 16000 for stretch in found)


def test_noise_that_sets_in_is_learned():
    quiet = voice.surrounded(np.zeros(16000, np.float32))
    fan = np.random.default_rng(2).normal(0, 0.01, 80000).astype(np.float32)
    found, _ = stretches(np.concatenate([quiet, fan, voice.surrounded(voice.speech(), noise=0.01)]), 0.5)
    assert found[-1].start > 3 + 5 + 0.5


def test_a_noise_sample_serves_from_the_first_moment():
    noise = np.random.default_rng(3).normal(0, 0.01, 80000).astype(np.float32)
    sound = voice.surrounded(voice.speech(), before=0.2, noise=0.01)
    found, _ = stretches(sound, 0.5, NoiseProfile.of(noise))
    assert len(found) == 1
    assert found[0].levels.snr_db == pytest.approx(20 * np.log10(np.std(voice.speech()) / 0.01), abs=4)


@pytest.mark.parametrize("noise", [1e-4, 0.3])
def test_a_noise_sample_of_another_place_hides_no_speech_in_a_recording(noise):
    elsewhere = NoiseProfile.of(np.random.default_rng(3).normal(0, noise, 80000).astype(np.float32))
    stretch, _ = whole(voice.surrounded(voice.speech(), before=0.3, noise=1e-3), elsewhere)
    assert stretch is not None
    assert stretch.start < 0.5


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings of ../shared/data are not here")
def test_real_words_are_found():
    with (RECORDINGS / "manifest.tsv").open(encoding="utf-8") as file:
        rows = list(itertools.islice(csv.DictReader(file, delimiter="\t"), 0, None, 60))
    missed = [row["path"] for row in rows if whole(read(RECORDINGS / row["path"]), None)[0] is None]
    assert len(missed) <= len(rows) // 50, missed
