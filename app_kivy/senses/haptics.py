"""The port for vibration, and the one of a device that cannot vibrate."""

from collections.abc import Mapping
from typing import Protocol

from assistant.voice.sounds import Sound

PATTERNS: Mapping[Sound, tuple[int, ...]] = {
    Sound.DONE: (0, 60),
    Sound.ASKING: (0, 40, 80, 40),
    Sound.REFUSED: (0, 350),
}
"""Milliseconds of pause and vibration by turns."""


class Haptics(Protocol):
    """Lets a person feel how it went."""

    def feel(self, sound: Sound) -> None:
        """Vibrate in the pattern that belongs to a tone. Never raises."""
        ...


class NoHaptics:
    """Does nothing."""

    def feel(self, sound: Sound) -> None:
        """Do nothing."""
