"""The port for reading aloud, and the speaker of a device that has none."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Manner:
    """How to speak."""

    slow: bool = False
    loud: bool = False


class Speaker(Protocol):
    """Reads text aloud. Every adapter runs `tests/assistant/voice/test_speaker_contract.py`."""

    @property
    def problem(self) -> str | None:
        """Why nothing can be read aloud, None when it can."""
        ...

    @property
    def speaking(self) -> bool:
        """Whether something is being read just now: nobody may listen meanwhile."""
        ...

    def say(self, text: str, lang: str, manner: Manner = Manner()) -> None:
        """Begin to read and return at once; what was being read is broken off. Never raises."""
        ...

    def stop(self) -> None:
        """Be quiet."""
        ...


class SilentSpeaker:
    """Reads nothing, and says why."""

    speaking = False

    def __init__(self, why: str) -> None:
        self.problem: str | None = why

    def say(self, text: str, lang: str, manner: Manner = Manner()) -> None:
        """Read nothing."""

    def stop(self) -> None:
        """Stay quiet."""
