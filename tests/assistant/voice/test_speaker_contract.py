"""What every speaker does. A script stands in for the desktop's program; that is tried too where it is installed."""

import shutil
import sys
import time

import pytest

from assistant.voice.espeak import EspeakSpeaker
from assistant.voice.speaker import Manner, SilentSpeaker


@pytest.fixture
def script(tmp_path):
    """A program that writes down how it was called and what it was given, then takes its time."""
    file = tmp_path / "speaks"
    file.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, sys, time\n"
        "text = sys.stdin.buffer.read().decode()\n"
        f"pathlib.Path({str(tmp_path / 'log')!r}).write_text(' '.join(sys.argv[1:]) + '\\n' + text)\n"
        "time.sleep(30)\n"
    )
    file.chmod(0o755)
    return file


def wait_for(condition, patience_s=10.0):
    until = time.monotonic() + patience_s
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    assert condition()


@pytest.fixture(params=["silent", "missing program", "script"])
def speaker(request, script):
    made = {
        "silent": lambda: SilentSpeaker("no engine"),
        "missing program": lambda: EspeakSpeaker("no-such-program-anywhere"),
        "script": lambda: EspeakSpeaker(str(script)),
    }[request.param]()
    yield made
    made.stop()


def test_speaking_returns_at_once_and_stops_when_told(speaker):
    begun = time.monotonic()
    speaker.say("你好", "zh")
    speaker.say("hello", "en", Manner(slow=True, loud=True))
    assert time.monotonic() - begun < 5
    speaker.stop()
    assert not speaker.speaking
    speaker.stop()


def test_who_cannot_speak_says_why(speaker):
    assert speaker.problem is None or len(speaker.problem) > 3


def test_the_program_gets_text_language_and_manner(script, tmp_path):
    speaker = EspeakSpeaker(str(script))
    speaker.say("三箱", "zh", Manner(slow=True))
    wait_for(lambda: (tmp_path / "log").is_file() and "三箱" in (tmp_path / "log").read_text())
    assert speaker.speaking
    words = (tmp_path / "log").read_text().split()
    assert words[words.index("-v") + 1] == "cmn"
    assert int(words[words.index("-s") + 1]) < 140
    speaker.stop()


def test_a_second_text_breaks_the_first_off(script):
    speaker = EspeakSpeaker(str(script))
    speaker.say("一", "zh")
    first = speaker._process
    speaker.say("二", "zh")
    assert first.poll() is not None
    speaker.stop()


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_the_real_program_takes_our_options():
    speaker = EspeakSpeaker()
    speaker.say("已入账", "zh")
    assert speaker.problem is None
    speaker.stop()
