"""The microphone (`android.media.AudioRecord`), as recognition wants it: 16 kHz, one channel, without sound effects."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from app_kivy.android.java import java
from app_kivy.android.permissions import MICROPHONE, held
from asr.errors import MicrophoneMissingError
from asr.resample import RATE, Samples

_VOICE_RECOGNITION, _CHANNEL_IN_MONO, _ENCODING_PCM_16BIT, _INITIALISED = 6, 16, 2, 1
_BLOCK = int(0.03 * RATE)
_BUFFERED_BLOCKS = 20


class AndroidMicrophone:
    """A source of sound; Android keeps 0.6 s while nobody fetches."""

    name = "microphone"

    def __init__(self) -> None:
        self._closed = False

    def blocks(self) -> Iterator[Samples]:
        """Yield blocks of 30 ms; raises `MicrophoneMissingError` without the permission or when another app has it."""
        if not held(MICROPHONE):
            raise MicrophoneMissingError("RECORD_AUDIO")
        recorder = java("android.media.AudioRecord")(
            _VOICE_RECOGNITION, RATE, _CHANNEL_IN_MONO, _ENCODING_PCM_16BIT, 2 * _BLOCK * _BUFFERED_BLOCKS
        )
        try:
            if recorder.getState() != _INITIALISED:
                raise MicrophoneMissingError("AudioRecord")
            recorder.startRecording()
            yield from self._read(recorder)
        finally:
            recorder.release()

    def close(self) -> None:
        """End the stream at the next block."""
        self._closed = True

    def _read(self, recorder: Any) -> Iterator[Samples]:
        buffer = bytearray(2 * _BLOCK)
        while not self._closed:
            count = recorder.read(buffer, 0, len(buffer))
            if count < 0:
                raise MicrophoneMissingError(f"AudioRecord {count}")
            if count:
                yield np.frombuffer(bytes(buffer[:count]), "<i2").astype(np.float32) / np.float32(32768)
