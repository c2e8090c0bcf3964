"""Recordings: WAV, FLAC, OGG, Opus or MP3 of any rate and number of channels."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from asr.errors import SoundBrokenError, SoundEmptyError, SoundMissingError, SoundTooLongError
from asr.resample import RATE, Resampler, Samples

LONGEST_S = 60.0
"""One utterance never lasts longer; a longer file is a mistake, and decoding it would block the clerk."""

_BLOCK_S = 0.1


class FileSource:
    """A recording as a source. `longest_s` bounds its length; None for listening through a long recording."""

    def __init__(self, path: Path | str, longest_s: float | None = LONGEST_S) -> None:
        self._path = Path(path)
        self._longest_s = longest_s
        self._closed = False

    @property
    def name(self) -> str:
        """The file's name."""
        return self._path.name

    def blocks(self) -> Iterator[Samples]:
        """Yield blocks of a tenth of a second.

        Raises `SoundMissingError`, `SoundBrokenError`, `SoundEmptyError` or `SoundTooLongError`, all before the
        first block except for damage further in.
        """
        import soundfile

        if not self._path.is_file():
            raise SoundMissingError(self._path)
        try:
            with soundfile.SoundFile(self._path) as file:
                self._check_length(file.frames, file.samplerate)
                resampler = Resampler(file.samplerate)
                size = max(1, int(_BLOCK_S * file.samplerate))
                while not self._closed:
                    block = file.read(size, dtype="float32", always_2d=True)
                    done = resampler(_mono(block, self.name)) if len(block) else resampler.finish()
                    if len(done):
                        yield done
                    if not len(block):
                        return
        except (soundfile.SoundFileError, OSError) as error:
            raise SoundBrokenError(self.name) from error

    def close(self) -> None:
        """End the stream at the next block."""
        self._closed = True

    def _check_length(self, frames: int, rate: int) -> None:
        if frames <= 0:
            raise SoundEmptyError(self.name)
        if self._longest_s is not None and frames / rate > self._longest_s:
            raise SoundTooLongError(self.name, frames / rate, self._longest_s)


def read(path: Path | str, longest_s: float | None = LONGEST_S) -> Samples:
    """Return a whole recording, float32 [n] at 16 kHz; raises as `FileSource.blocks` does."""
    blocks = list(FileSource(path, longest_s).blocks())
    if not blocks:
        raise SoundEmptyError(Path(path).name)
    return np.concatenate(blocks)


def check(samples: Samples, rate: int, name: str = "recording", longest_s: float | None = LONGEST_S) -> Samples:
    """Return samples given in memory as float32 [n] at 16 kHz.

    Takes float in −1 … 1 or int16, [n] or [n, channels]. Raises `SoundEmptyError`, `SoundBrokenError` (not finite)
    or `SoundTooLongError`.
    """
    raw = np.asarray(samples)
    if raw.size == 0:
        raise SoundEmptyError(name)
    if longest_s is not None and len(raw) / rate > longest_s:
        raise SoundTooLongError(name, len(raw) / rate, longest_s)
    scaled = raw.astype(np.float32)
    if raw.dtype == np.int16:
        scaled *= np.float32(1 / 32768)
    resampler = Resampler(rate)
    mono = _mono(scaled if scaled.ndim == 2 else scaled[:, None], name)
    return np.concatenate([resampler(mono), resampler.finish()]) if rate != RATE else mono


def _mono(block: Samples, name: str) -> Samples:
    if not np.isfinite(block).all():
        raise SoundBrokenError(name)
    # Float files may exceed full scale; what a sound card would have clipped is clipped here.
    mixed = block[:, 0] if block.shape[1] == 1 else block.mean(axis=1)
    return np.clip(mixed, -1.0, 1.0).astype(np.float32)
