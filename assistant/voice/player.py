"""Playing a short recording: the port, and its desktop adapter through PortAudio."""

import io
import logging
from typing import Protocol

_log = logging.getLogger(__name__)


class Player(Protocol):
    """Plays WAV files."""

    @property
    def problem(self) -> str | None:
        """Why nothing can be played, None as long as nothing went wrong."""
        ...

    def play(self, wav: bytes) -> None:
        """Begin to play and return at once; what was playing is broken off. Never raises."""
        ...


class SoundCard:
    """Plays through the system's sound card; the library is imported with the first sound."""

    def __init__(self) -> None:
        self.problem: str | None = None

    def play(self, wav: bytes) -> None:
        """Begin to play; a machine without a sound card stays quiet from then on."""
        if self.problem:
            return
        try:
            import sounddevice
            import soundfile

            samples, rate = soundfile.read(io.BytesIO(wav), dtype="float32")
            sounddevice.play(samples, rate)
        except Exception as error:  # noqa: BLE001 - drivers raise all sorts of things, and a missing sound stops nobody
            _log.info("no sound: %s", error)
            self.problem = str(error)
