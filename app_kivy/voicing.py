"""What the person hears: a tone for how it went, then the reply read aloud."""

from app_kivy.senses.haptics import Haptics
from assistant.turn import Turn
from assistant.voice.player import Player
from assistant.voice.sounds import Sound, tone
from assistant.voice.speaker import Manner, Speaker
from assistant.voice.spoken import spoken


class Voice:
    """Speaker, tones and vibration together, with the person's wishes about them."""

    def __init__(
        self, speaker: Speaker, player: Player, haptics: Haptics, *, lang: str, on: bool, manner: Manner
    ) -> None:
        self.speaker, self._player, self._haptics = speaker, player, haptics
        self._lang = lang
        self._on = on
        self.manner = manner

    def answer(self, turn: Turn) -> None:
        """Let a turn be heard and felt."""
        sound = sound_of(turn)
        self._haptics.feel(sound)
        if self._on:
            self._player.play(tone(sound))
            self.read(turn.reply)

    def read(self, text: str) -> None:
        """Read a text aloud, even where replies are not: somebody asked for it."""
        self.speaker.say(spoken(text, self._lang), self._lang, self.manner)

    @property
    def speaking(self) -> bool:
        """Whether our own voice is in the room just now; may be asked from any thread."""
        return self.speaker.speaking

    def come(self) -> None:
        """Let somebody who called feel and hear that we listen."""
        self.hush()
        self._haptics.feel(Sound.ASKING)
        if self._on:
            self._player.play(tone(Sound.ASKING))

    def play(self, wav: bytes) -> None:
        """Play a recording."""
        self.hush()
        self._player.play(wav)

    def hush(self) -> None:
        """Be quiet: somebody is about to speak."""
        self.speaker.stop()


def sound_of(turn: Turn) -> Sound:
    """Return the tone for how a turn ended."""
    if turn.question is not None and turn.settled:
        return Sound.ASKING
    return Sound.DONE if turn.settled else Sound.REFUSED
