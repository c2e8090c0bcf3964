"""The recogniser through Vosk's AAR (`org.vosk`), under the names of its Python package.

The package itself refuses to load under Android's platform name; `asr.vosk_own` needs no more of it than this.
"""

from typing import Any

from app_kivy.android.java import java


def SetLogLevel(level: int) -> None:  # noqa: N802 - the package's name
    """Be quiet below 0."""
    levels = java("org.vosk.LogLevel")
    java("org.vosk.LibVosk").setLogLevel(levels.WARNINGS if level < 0 else levels.INFO)


class Model:
    """A model directory. Raises Java's `IOException` for one that is none."""

    def __init__(self, path: str) -> None:
        self.java = java("org.vosk.Model")(path)

    def __del__(self) -> None:
        """Let go of some megabytes outside Java's own memory."""
        if model := getattr(self, "java", None):
            model.close()


class KaldiRecognizer:
    """One pass over a stretch of sound."""

    def __init__(self, model: Model, rate: float, *grammar: str) -> None:
        self._model = model
        self._recogniser: Any = java("org.vosk.Recognizer")(model.java, float(rate), *grammar)

    def SetMaxAlternatives(self, count: int) -> None:  # noqa: N802
        """Tell of so many ways to understand it."""
        self._recogniser.setMaxAlternatives(count)

    def SetWords(self, on: bool) -> None:  # noqa: N802
        """Tell of words with times."""
        self._recogniser.setWords(on)

    def AcceptWaveform(self, sound: bytes) -> bool:  # noqa: N802
        """Take 16-bit little-endian samples."""
        return bool(self._recogniser.acceptWaveForm(bytearray(sound), len(sound)))

    def FinalResult(self) -> str:  # noqa: N802
        """Return what was said, as JSON."""
        return str(self._recogniser.getFinalResult())

    def __del__(self) -> None:
        """Let go of it."""
        if recogniser := getattr(self, "_recogniser", None):
            recogniser.close()
