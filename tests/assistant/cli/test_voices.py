"""`clerk enrol-voice`: a person's net is learned from recordings, used when that person is there, and forgotten."""

import json
import shutil
from pathlib import Path

import pytest

from asr import enrol
from assistant import wiring
from assistant.cli.app import run
from assistant.voices import BadNameError, Voices
from models import registry

RECORDINGS = Path(__file__).parents[3] / "examples" / "recordings"
pytestmark = pytest.mark.skipif("hearing" not in registry.names(), reason="no recogniser has been trained yet")


@pytest.fixture
def clerk(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CLERK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CLERK_DATABASE_URL", raising=False)
    monkeypatch.setattr(enrol, "_ROUNDS", 1)

    def call(*words):
        code = run([*words, "--json"])
        return code, json.loads(capsys.readouterr().out.strip().splitlines()[-1])

    return call


def same_voice(folder):
    """Fourteen times the same sentence: what is learned of it is heard in what was kept back."""
    folder.mkdir()
    for number in range(14):
        shutil.copy(RECORDINGS / "receive-oil.wav", folder / f"{number}.wav")
    lines = ["path\ttext", *(f"{number}.wav\t入库三箱金龙鱼大豆油" for number in range(14))]
    (folder / "manifest.tsv").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_a_voice_is_learned_used_and_forgotten(clerk, tmp_path, monkeypatch):
    monkeypatch.setattr(enrol, "_RATE", 1e-3)
    code, told = clerk("enrol-voice", "小李", str(same_voice(tmp_path / "read")))
    assert code == 0
    assert told["changed"]["readings"] == 14
    assert told["changed"]["accepted"], told
    assert "小李" in told["reply"]
    shop = wiring.open_shop(person="小李")
    try:
        assert shop.voices.names() == ["小李"]
        assert shop.ears()._voice == shop.voices.folder("小李")
        shop.clerk.person = ""
        assert shop.ears()._voice is None
    finally:
        shop.close()
    assert clerk("enrol-voice", "小李", "--forget")[1]["changed"]["forgotten"]
    assert not clerk("enrol-voice", "小李", "--forget")[1]["changed"]["forgotten"]


def test_too_few_readings_are_said(clerk, tmp_path):
    folder = same_voice(tmp_path / "read")
    (folder / "manifest.tsv").write_text("path\ttext\n0.wav\t入库\n", encoding="utf-8")
    code, told = clerk("enrol-voice", "小李", str(folder))
    assert (code, "12" in told["reply"]) == (4, True)


@pytest.mark.parametrize("content", [None, "file\twords\n0.wav\t入库\n"])
def test_a_folder_without_a_manifest_is_a_wrong_use(clerk, tmp_path, content):
    folder = same_voice(tmp_path / "read")
    (folder / "manifest.tsv").unlink()
    if content:
        (folder / "manifest.tsv").write_text(content, encoding="utf-8")
    assert clerk("enrol-voice", "小李", str(folder))[0] == 2


def test_a_net_made_from_another_base_is_not_used(tmp_path):
    voices = Voices(tmp_path)
    voices.folder("a/b").mkdir(parents=True)
    (voices.folder("a/b") / "voice.json").write_text('{"base": "old"}', encoding="utf-8")
    assert voices.names() == ["a/b"]
    assert voices.of("a/b", "old") == voices.folder("a/b")
    assert voices.of("a/b", "new") is None
    assert voices.folder("a/b").parent == tmp_path / "voices"


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "a\nb"])
def test_a_name_that_nobody_can_have(tmp_path, name):
    with pytest.raises(BadNameError):
        Voices(tmp_path).folder(name)


@pytest.mark.parametrize(
    ("text", "syllables"), [("入库三箱", ("ru", "ku", "san", "xiang")), ("niu2 rou4", ("niu", "rou"))]
)
def test_what_a_text_sounds_like(text, syllables):
    assert wiring.Shop.syllables(text) == syllables
