"""The microphone, through PortAudio. The library is imported when a microphone is opened, not before."""

import queue
from collections.abc import Iterator
from typing import Any

import numpy as np

from asr.errors import MicrophoneMissingError
from asr.resample import RATE, Resampler, Samples

_BLOCK_S = 0.03
_HELD_S = 30.0
"""So much sound waits while the clerk is busy; older sound is dropped, for a command said then is long over."""
_SILENT_AFTER_S = 2.0
"""A device that gives no block for so long was unplugged."""


class Microphone:
    """A microphone as a source. `device` is PortAudio's number or a part of its name, None the system's choice."""

    def __init__(self, device: int | str | None = None) -> None:
        self._device = device
        self._closed = False
        self._queue: queue.Queue[Samples] = queue.Queue(int(_HELD_S / _BLOCK_S))
        self.dropped = 0
        """Blocks lost because nobody fetched them."""

    @property
    def name(self) -> str:
        """The device as it was asked for."""
        return "microphone" if self._device is None else str(self._device)

    def blocks(self) -> Iterator[Samples]:
        """Yield blocks as they come in; raises `MicrophoneMissingError` when it cannot be opened or is unplugged."""
        try:
            import sounddevice
        except (ImportError, OSError) as error:
            raise MicrophoneMissingError(str(error)) from error
        try:
            rate = self._rate(sounddevice)
            resampler = Resampler(rate)
            with sounddevice.InputStream(
                samplerate=rate,
                device=self._device,
                channels=1,
                dtype="float32",
                blocksize=int(_BLOCK_S * rate),
                callback=self._receive,
            ):
                while not self._closed:
                    done = resampler(self._next())
                    if len(done):
                        yield done
        except (sounddevice.PortAudioError, ValueError) as error:
            raise MicrophoneMissingError(str(error)) from error

    def problem(self) -> MicrophoneMissingError | None:
        """Return why it cannot be opened, None where there is one; nothing is recorded."""
        try:
            import sounddevice

            sounddevice.query_devices(self._device, "input")
        # A missing library is an ImportError or OSError, no device a PortAudioError or ValueError.
        except Exception as error:  # noqa: BLE001
            return MicrophoneMissingError(str(error))
        return None

    def close(self) -> None:
        """End the stream at the next block."""
        self._closed = True

    def _rate(self, sounddevice: Any) -> int:
        try:
            sounddevice.check_input_settings(device=self._device, channels=1, samplerate=RATE)
        except sounddevice.PortAudioError:
            return int(sounddevice.query_devices(self._device, "input")["default_samplerate"])
        return RATE

    def _receive(self, block: Samples, _frames: int, _time: Any, _status: Any) -> None:
        if self._queue.full():
            self.dropped += 1
            self._queue.get_nowait()
        self._queue.put_nowait(np.nan_to_num(block[:, 0]).copy())

    def _next(self) -> Samples:
        try:
            return self._queue.get(timeout=_SILENT_AFTER_S)
        except queue.Empty:
            raise MicrophoneMissingError("it gives no sound any more") from None


def record(seconds: float) -> Samples:
    """Return so much sound from the microphone, float32 [n] at 16 kHz; raises as `Microphone.blocks` does."""
    microphone = Microphone()
    blocks: list[Samples] = []
    for block in microphone.blocks():
        blocks.append(block)
        if sum(map(len, blocks)) >= seconds * RATE:
            microphone.close()
    return np.concatenate(blocks)
