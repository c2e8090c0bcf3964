import numpy as np
import pytest
import soundfile

from asr.errors import SoundBrokenError, SoundEmptyError, SoundMissingError, SoundTooLongError
from asr.sources.file import check, read


def test_missing(tmp_path):
    with pytest.raises(SoundMissingError) as stop:
        read(tmp_path / "没有.wav")
    assert "没有.wav" in stop.value.say("zh")
    assert "没有.wav" in stop.value.say("en")


@pytest.mark.parametrize("content", [b"", b"RIFF", b"RIFF\x24\x00\x00\x00WAVEfmt ", b"\x00" * 5000, b"not sound" * 99])
def test_broken_files(tmp_path, content):
    (tmp_path / "x.wav").write_bytes(content)
    with pytest.raises((SoundBrokenError, SoundEmptyError)):
        read(tmp_path / "x.wav")


def test_a_folder_is_no_recording(tmp_path):
    with pytest.raises(SoundMissingError):
        read(tmp_path)


def test_no_samples(tmp_path):
    soundfile.write(tmp_path / "x.wav", np.zeros(0, np.float32), 16000)
    with pytest.raises(SoundEmptyError):
        read(tmp_path / "x.wav")


def test_too_long_is_refused_before_reading(tmp_path):
    soundfile.write(tmp_path / "x.wav", np.zeros(8000 * 61, np.int16), 8000)
    with pytest.raises(SoundTooLongError):
        read(tmp_path / "x.wav")


def test_not_a_number(tmp_path):
    sound = np.zeros(1600, np.float32)
    sound[800] = np.nan
    soundfile.write(tmp_path / "x.wav", sound, 16000, subtype="FLOAT")
    with pytest.raises(SoundBrokenError):
        read(tmp_path / "x.wav")
    with pytest.raises(SoundBrokenError):
        check(sound, 16000)


def test_one_sample(tmp_path):
    soundfile.write(tmp_path / "x.wav", np.full(1, 0.5, np.float32), 16000, subtype="FLOAT")
    assert read(tmp_path / "x.wav") == pytest.approx([0.5])


@pytest.mark.parametrize(
    ("samples", "rate"),
    [
        (np.full(1600, 16384, np.int16), 16000),
        (np.full(1600, 0.5, np.float64), 16000),
        (np.full((1600, 2), 0.5, np.float32), 16000),
        (np.full((800, 3), 16384, np.int16), 8000),
    ],
)
def test_samples_in_memory(samples, rate):
    sound = check(samples, rate)
    assert sound.dtype == np.float32
    assert len(sound) == 1600
    assert sound[400:-400] == pytest.approx(0.5, abs=1e-3)
