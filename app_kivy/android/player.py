"""Playing tones and clips (`android.media.AudioTrack`): the samples are handed over once, nothing is streamed."""

import io
import wave
from typing import Any

from app_kivy.android.java import java

_STREAM_MUSIC, _CHANNEL_OUT_MONO, _ENCODING_PCM_16BIT, _MODE_STATIC = 3, 4, 2, 0


class AndroidPlayer:
    """Keeps the track that plays, so that the next one can break it off."""

    def __init__(self) -> None:
        self.problem: str | None = None
        self._track: Any = None

    def play(self, wav: bytes) -> None:
        """Begin to play."""
        try:
            with wave.open(io.BytesIO(wav)) as file:
                rate, samples = file.getframerate(), file.readframes(file.getnframes())
        except (wave.Error, EOFError) as error:
            self.problem = str(error)
            return
        if self._track is not None:
            self._track.release()
        track = java("android.media.AudioTrack")(
            _STREAM_MUSIC, rate, _CHANNEL_OUT_MONO, _ENCODING_PCM_16BIT, max(len(samples), 2), _MODE_STATIC
        )
        track.write(samples, 0, len(samples))
        track.play()
        self._track = track
