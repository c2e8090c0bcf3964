"""Our own model in Vosk, on the recordings of the demo: what is heard depends on the grammar, and only on it."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from asr.errors import RecogniserMissingError
from asr.listen import whole
from asr.noise import KINDS, mix_at_snr
from asr.resample import RATE
from asr.sources.file import read
from asr.vosk_own import VoskRecogniser
from models import registry
from models.stamp import ModelStamp

RECORDINGS = Path(__file__).parents[2] / "examples" / "recordings"

pytestmark = [
    pytest.mark.skipif("hearing" not in registry.names(), reason="no recogniser has been trained yet"),
    pytest.mark.skipif(not (RECORDINGS / "yes.wav").is_file(), reason="the demo has no recordings yet"),
]

COMMANDS = {
    "root": "command",
    "rules": {
        "command": [
            [["确认", "que ren"]],
            [["取消", "qu xiao"]],
            [["撤销", "che xiao"]],
            [["出库", "chu ku"], {"rule": "number"}, {"rule": "unit"}],
            [["入库", "ru ku"], {"rule": "number"}, {"rule": "unit"}],
        ],
        "number": [[["一", "yi"]], [["两", "liang"]], [["三", "san"]], [["十", "shi"]], [["四", "si"]]],
        "unit": [[["箱", "xiang"]], [["瓶", "ping"]], [["包", "bao"]], [["相", "xiang"]]],
    },
    "shared": [],
}


@pytest.fixture(scope="module")
def recogniser():
    model = registry.load("hearing")
    return VoskRecogniser(model.folder, model.stamp)


def decoded(recogniser, name):
    stretch, _ = whole(read(RECORDINGS / name), None)
    return recogniser.decode(stretch.samples), stretch


@pytest.mark.parametrize(
    ("name", "text"), [("yes.wav", "确认"), ("undo.wav", "撤销"), ("receive-two-boxes.wav", "入库两箱")]
)
def test_commands(recogniser, name, text):
    recogniser.set_grammar(COMMANDS)
    decoding, stretch = decoded(recogniser, name)
    best = decoding.candidates[0]
    assert best.text == text
    assert not best.filler
    assert not decoding.extendable
    times = [time for word in best.words for time in (word.start, word.end)]
    assert times == sorted(times)
    assert 0 <= times[0] < times[-1] <= len(stretch.samples) / 16000
    standings = [candidate.standing for candidate in decoding.candidates]
    assert standings == sorted(standings, reverse=True)


def test_a_close_call_is_weighed_and_a_clear_one_is_not(recogniser):
    rivals = [[["两箱", "ru ku liang xiang"]], [["两枪", "ru ku liang qiang"]]]
    recogniser.set_grammar({"root": "r", "rules": {"r": rivals}})
    clear, _ = decoded(recogniser, "receive-two-boxes.wav")
    assert clear.sentences[0].text == "两箱"
    assert {one.weighed for one in clear.sentences} == {0}
    sound = read(RECORDINGS / "receive-two-boxes.wav")
    noise = KINDS["ventilation"](np.random.default_rng(7), len(sound) / RATE + 0.1, RATE)
    close = recogniser.decode(mix_at_snr(sound, noise[: len(sound)], -5.0))
    right, wrong = close.sentences
    assert right.text == "两箱"
    assert right.standing > wrong.standing
    assert wrong.weighed != 0


def test_homophones_come_out_side_by_side(recogniser):
    recogniser.set_grammar(COMMANDS)
    decoding, _ = decoded(recogniser, "receive-two-boxes.wav")
    best = [one for one in decoding.sentences if one.syllables == decoding.sentences[0].syllables]
    assert {one.text for one in best} == {"入库两箱", "入库两相"}


def test_another_grammar_hears_another_thing_and_the_filler_wins(recogniser):
    recogniser.set_grammar({"root": "r", "rules": {"r": [[["热水壶", "re shui hu"]], [["面包", "mian bao"]]]}})
    decoding, _ = decoded(recogniser, "receive-two-boxes.wav")
    assert decoding.candidates[0].filler
    assert {one.text for one in decoding.sentences} <= {"热水壶", "面包"}


def test_swapping_back_and_forth(recogniser):
    other = {"root": "r", "rules": {"r": [[["面包", "mian bao"]]]}}
    for _ in range(3):
        recogniser.set_grammar(other)
        recogniser.set_grammar(COMMANDS)
    assert decoded(recogniser, "yes.wav")[0].candidates[0].text == "确认"


def test_a_half_sentence_is_no_sentence(recogniser):
    grammar = {"root": "r", "rules": {"r": [[["入库", "ru ku"], ["两箱", "liang xiang"], ["热水壶", "re shui hu"]]]}}
    recogniser.set_grammar(grammar)
    decoding, _ = decoded(recogniser, "receive-two-boxes.wav")
    assert all(one.text == "入库两箱热水壶" for one in decoding.sentences)
    assert decoding.candidates[0].filler


def test_a_sentence_that_may_go_on_says_so(recogniser):
    recogniser.set_grammar(
        {"root": "r", "rules": {"r": [[["确认", "que ren"]], [["确认", "que ren"], ["入库", "ru ku"]]]}}
    )
    assert decoded(recogniser, "yes.wav")[0].extendable


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(0, np.float32),
        np.zeros(1, np.float32),
        np.zeros(16000, np.float32),
        np.full(8000, 1, np.float32),
        np.random.default_rng(1).normal(0, 0.1, 16000).astype(np.float32),
    ],
)
def test_sounds_without_speech_break_nothing(recogniser, sound):
    recogniser.set_grammar(COMMANDS)
    decoding = recogniser.decode(sound)
    assert not decoding.sentences or decoding.candidates[0].filler or decoding.sentences[0].score < -5


def test_unspeakable_words(recogniser):
    grammar = {"root": "r", "rules": {"r": [[["好", "hao"]], [["ß", "ssss"]]]}}
    assert recogniser.set_grammar(grammar) == ("ß",)


def test_nothing_may_be_said(recogniser):
    recogniser.set_grammar({"root": "r", "rules": {"r": []}})
    assert decoded(recogniser, "yes.wav")[0].sentences == ()


@pytest.mark.parametrize("broken", ["graph/words.txt", "am/final.mdl", "graph/HCLr.fst"])
def test_a_directory_with_something_missing(tmp_path, broken):
    shutil.copytree(registry.load("hearing").folder, tmp_path / "model")
    (tmp_path / "model" / broken).unlink()
    with pytest.raises(RecogniserMissingError):
        VoskRecogniser(tmp_path / "model", ModelStamp("x", "1"))
