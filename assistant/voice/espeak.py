"""Reading aloud through the program espeak-ng, a process for each text."""

import logging
import shutil
import subprocess

from assistant.voice.speaker import Manner

_log = logging.getLogger(__name__)
_VOICES = {"zh": "cmn", "en": "en"}
_WORDS_A_MINUTE, _SLOW = 160, 110
_AMPLITUDE, _LOUD = 100, 180


class EspeakSpeaker:
    """`program` is espeak-ng's name or path; where it is not installed, `problem` says so and nothing is read."""

    def __init__(self, program: str = "espeak-ng") -> None:
        self._program = shutil.which(program)
        self._process: subprocess.Popen[bytes] | None = None
        self.problem: str | None = None if self._program else f"{program} is not installed"

    @property
    def speaking(self) -> bool:
        """Whether the process still runs."""
        return self._process is not None and self._process.poll() is None

    def say(self, text: str, lang: str, manner: Manner = Manner()) -> None:  # noqa: B008 - frozen
        """Begin to read; a sound card that refuses is noted in `problem`."""
        self.stop()
        if self._program is None or not text.strip():
            return
        command = [
            self._program,
            *("-v", _VOICES[lang]),
            *("-s", str(_SLOW if manner.slow else _WORDS_A_MINUTE)),
            *("-a", str(_LOUD if manner.loud else _AMPLITUDE)),
            "--stdin",
        ]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            assert self._process.stdin
            self._process.stdin.write(text.encode())
            self._process.stdin.close()
        except OSError as error:
            _log.warning("nothing can be read aloud: %s", error)
            self.problem = str(error)

    def stop(self) -> None:
        """End the process, if one runs."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.terminate()
        self._process.wait()
        self._process = None
