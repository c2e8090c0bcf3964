"""What every source must do, run against each adapter."""

import sys
import types

import numpy as np
import pytest
import soundfile

from asr.errors import MicrophoneMissingError
from asr.sources.file import FileSource
from asr.sources.memory import MemorySource
from asr.sources.microphone import Microphone

SECONDS = 0.5


def tone(rate):
    return (0.3 * np.sin(2 * np.pi * 440 * np.arange(int(SECONDS * rate)) / rate)).astype(np.float32)


def file_source(tmp_path, rate):
    soundfile.write(tmp_path / "tone.wav", np.stack([tone(rate)] * 2, axis=1), rate)
    return FileSource(tmp_path / "tone.wav")


def memory_source(_tmp_path, rate):
    return MemorySource(tone(rate), rate)


class FakeStream:
    """Stands for the sound card: hands over half a second of tone as soon as it is opened."""

    def __init__(self, *, samplerate, blocksize, callback, **_more):
        self.rate, self.size, self.callback = samplerate, blocksize, callback

    def __enter__(self):
        sound = tone(self.rate)
        for start in range(0, len(sound), self.size):
            self.callback(sound[start : start + self.size, None], self.size, None, None)
        return self

    def __exit__(self, *_error):
        return False


def fake_sounddevice(supported):
    module = types.ModuleType("sounddevice")

    class PortAudioError(Exception):
        pass

    def check_input_settings(*, samplerate, **_more):
        if samplerate != supported:
            raise PortAudioError("rate")

    module.PortAudioError = PortAudioError
    module.check_input_settings = check_input_settings
    module.query_devices = lambda *_a: {"default_samplerate": float(supported)}
    module.InputStream = FakeStream
    return module


@pytest.fixture(params=["file", "memory", "microphone"])
def source(request, tmp_path, monkeypatch, rate):
    if request.param == "microphone":
        monkeypatch.setitem(sys.modules, "sounddevice", fake_sounddevice(rate))
        monkeypatch.setattr("asr.sources.microphone._SILENT_AFTER_S", 0.05)
        return Microphone()
    return {"file": file_source, "memory": memory_source}[request.param](tmp_path, rate)


def everything(source):
    blocks = []
    try:
        for block in source.blocks():
            assert block.dtype == np.float32
            assert block.ndim == 1
            assert len(block)
            assert np.isfinite(block).all()
            blocks.append(block)
    except MicrophoneMissingError:
        assert source.name == "microphone"  # a microphone has no end but being unplugged
    return np.concatenate(blocks)


@pytest.mark.parametrize("rate", [8000, 16000, 44100, 48000])
def test_gives_mono_at_16_khz(source, rate):
    sound = everything(source)
    assert len(sound) == pytest.approx(16000 * SECONDS, rel=0.02)
    spectrum = np.abs(np.fft.rfft(sound[:7680] * np.hanning(7680)))
    assert np.argmax(spectrum) * 16000 / 7680 == pytest.approx(440, abs=3)
    assert np.abs(sound[1000:-1000]).max() == pytest.approx(0.3, abs=0.01)


@pytest.mark.parametrize("rate", [16000])
def test_close_ends_the_stream(source, rate):
    stream = source.blocks()
    next(stream)
    source.close()
    source.close()
    assert len(list(stream)) <= 1


@pytest.mark.parametrize("rate", [16000])
def test_has_a_name(source, rate):
    assert source.name
