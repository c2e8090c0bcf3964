"""Vibration (`android.os.Vibrator`)."""

from app_kivy.android.java import activity, java
from app_kivy.senses.haptics import PATTERNS
from assistant.voice.sounds import Sound

_ONCE = -1


class AndroidHaptics:
    """Needs the permission VIBRATE, which is granted at installation."""

    def __init__(self) -> None:
        self._vibrator = activity().getSystemService("vibrator")

    def feel(self, sound: Sound) -> None:
        """Vibrate."""
        if self._vibrator is None or not self._vibrator.hasVibrator():
            return
        if java("android.os.Build$VERSION").SDK_INT >= 26:
            effect = java("android.os.VibrationEffect").createWaveform(list(PATTERNS[sound]), _ONCE)
            self._vibrator.vibrate(effect)
        else:
            self._vibrator.vibrate(list(PATTERNS[sound]), _ONCE)
