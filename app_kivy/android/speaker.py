"""Reading aloud through Android's own engine (`android.speech.tts.TextToSpeech`), offline where its voice is."""

import logging
from typing import Any

from app_kivy.android.java import activity, implements, java
from assistant.voice.speaker import Manner

_log = logging.getLogger(__name__)
_ENGINE = "android.speech.tts.TextToSpeech"
_RATE, _SLOW = 1.0, 0.7
_SUCCESS, _QUEUE_FLUSH, _LANG_AVAILABLE = 0, 0, 0


class AndroidSpeaker:
    """The engine is ready some tenths of a second after it was made; what is said before that is kept and said then."""

    def __init__(self) -> None:
        self.problem: str | None = None
        self._ready = False
        self._waiting: tuple[str, str, Manner] | None = None
        # Java calls back only as long as Python holds on to the listener.
        self._listener = implements("android/speech/tts/TextToSpeech$OnInitListener", onInit=("(I)V", self._started))
        self._engine: Any = java(_ENGINE)(activity(), self._listener)

    @property
    def speaking(self) -> bool:
        """Whether the engine speaks."""
        return bool(self._ready and self._engine.isSpeaking())

    def say(self, text: str, lang: str, manner: Manner = Manner()) -> None:  # noqa: B008 - frozen
        """Begin to read, breaking off what is being read."""
        if not self._ready:
            self._waiting = (text, lang, manner)
            return
        locale = java("java.util.Locale")
        if self._engine.setLanguage(locale.CHINA if lang == "zh" else locale.US) < _LANG_AVAILABLE:
            self.problem = f"the engine has no voice for {lang}; install one in Android's settings"
            _log.warning("%s", self.problem)
            return
        self.problem = None
        self._engine.setSpeechRate(_SLOW if manner.slow else _RATE)
        parameters = java("android.os.Bundle")()
        self._engine.speak(text, _QUEUE_FLUSH, parameters, "clerk")

    def stop(self) -> None:
        """Be quiet."""
        self._waiting = None
        if self._ready:
            self._engine.stop()

    def _started(self, status: int) -> None:
        if status != _SUCCESS:
            self.problem = "Android's reading engine did not start"
            return
        self._ready = True
        if self._waiting:
            waiting, self._waiting = self._waiting, None
            self.say(*waiting)
