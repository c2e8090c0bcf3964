import json
import random

import numpy as np
import pytest
import soundfile

from asr.rules import Rules
from asr.wording import joined, wordings
from benchmarks import hearing_commands, noise
from benchmarks.hearing_cases import cases, grammar, phrases_of, ways_of_saying
from benchmarks.splits import noise_seeds, split_of


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("niu2 rou4", "niu rou"),
        ("lu:4 dou4", "lv dou"),
        ("lüe4", "lve"),
        ("入库", "ru ku"),
        ("一_也_", "yi ye"),
        ("(打)开后备箱", "da kai hou bei xiang"),
    ],
)
def test_texts_of_manifests(text, said):
    assert tuple(said.split()) in ways_of_saying(text)


def test_phrases_become_a_grammar():
    rules = Rules.from_dict(grammar(["入库", "niu2 rou4"]))
    assert [joined(one) for one in wordings(rules, ("niu", "rou"))] == ["niu2 rou4"]
    assert [joined(one) for one in wordings(rules, ("ru", "ku"))] == ["入库"]


@pytest.fixture
def folder(tmp_path):
    lines = ["path\ttext\tspeaker\tsex\tseconds"]
    for number, text in enumerate(["入库", "?", "出库"]):
        soundfile.write(tmp_path / f"{number}.wav", np.zeros(1600, np.float32), 16000)
        lines.append(f"{number}.wav\t{text}\tone\tF\t0.1")
    (tmp_path / "manifest.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_recordings_without_a_text_are_left_out(folder):
    found = cases(folder)
    assert [case.text for case in found] == ["入库", "出库"]
    assert phrases_of(None, found) == ["入库", "出库"]
    assert len(found[0].sound()) == 1600


@pytest.mark.parametrize(
    ("value", "text"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (999, "九百九十九")],
)
def test_numbers_are_written_and_in_the_grammar(value, text):
    assert hearing_commands.number(value) == text
    rules = Rules.from_dict(hearing_commands.grammar(["酱油"]) | {"root": "number"})
    assert text in {joined(one) for one in wordings(rules, ways_of_saying(text)[0])}


def test_every_command_is_a_sentence_of_its_grammar():
    goods = hearing_commands.names(1000, seed=3)
    assert len(set(goods)) == 1000
    rules = Rules.from_dict(hearing_commands.grammar(goods))
    for command in hearing_commands.commands(goods, 30, seed=4):
        assert command.text in {joined(one) for one in wordings(rules, command.syllables)}


def test_a_voice_that_lacks_a_syllable_says_nothing():
    [command] = hearing_commands.commands(["酱油"], 1, seed=1)
    voice = {syllable: [np.ones(800, np.float32)] for syllable in command.syllables}
    assert len(hearing_commands.spoken(command, voice, random.Random(1))) > 800 * len(command.syllables)
    del voice["jiang"]
    assert hearing_commands.spoken(command, voice, random.Random(1)) is None


def test_recorded_noise_is_mixed_at_the_ratio(tmp_path):
    rng = np.random.default_rng(1)
    soundfile.write(tmp_path / "fan.wav", rng.normal(0, 0.1, 8000).astype(np.float32), 16000)
    (tmp_path / "manifest.tsv").write_text("path\tkind\nfan.wav\tfan\n", encoding="utf-8")
    [make] = noise.recorded_kinds(tmp_path).values()
    sound = rng.normal(0, 0.05, 16000).astype(np.float32)
    mixed = noise.mixed(sound, make, 0.0, 1)
    edge = int(noise.AROUND_S * 16000)
    assert np.std(mixed[:edge]) == pytest.approx(0.05, rel=0.1)
    assert np.std(mixed[edge:-edge]) == pytest.approx(0.05 * 2**0.5, rel=0.1)


def test_speakers_are_split():
    assert split_of("words-many-speakers", "fd19_08") == "development"
    assert split_of("words-many-speakers", "fd19_05") == "test"
    assert split_of("words-many-speakers", "fd19_01") == "training"
    assert split_of("synthetic-kokoro", "k1_0019") == "development"
    assert split_of("synthetic-kokoro", "k1_0009") == "test"
    assert not set(noise_seeds("development")) & set(noise_seeds("test"))


def test_sizes_count_what_ships(capsys, monkeypatch):
    from benchmarks import sizes

    monkeypatch.setattr("sys.argv", ["sizes", "--json"])
    sizes.main()
    said = json.loads(capsys.readouterr().out)
    assert said["total"]["bytes"] == sum(line["bytes"] for line in said["rows"])
