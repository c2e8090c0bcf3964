"""What the ears say: one `Utterance` for each stretch of speech. Standard library only."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from models.stamp import ModelStamp


class SpeechProblem(StrEnum):
    """Why the ears should not be relied upon."""

    SILENCE = "silence"
    """Nothing was said."""
    NO_SIGNAL = "no_signal"
    """Less than the quietest room: the microphone is muted, or it is the wrong device."""
    NOISE = "noise"
    """Speech is drowned: signal-to-noise ratio below what the recogniser bears."""
    CLIPPED = "clipped"
    """The signal is overdriven."""
    TOO_FAR = "too_far"
    """Speech is there, but too quiet."""
    TOO_SHORT = "too_short"
    """Not enough speech for a command."""
    NOT_A_COMMAND = "not_a_command"
    """Speech, but the filler explains it better than any sentence of the grammar."""
    MISSING = "missing"
    """No microphone, or no recogniser."""
    CRASHED = "crashed"
    """The recogniser failed."""


@dataclass(frozen=True, slots=True)
class SpeechHealth:
    """How well the ears could hear, whatever they heard."""

    snr_db: float | None
    """Signal-to-noise ratio in dB, None without speech."""
    speech_s: float
    """Seconds of speech found."""
    clipped: float
    """Share of samples at full scale, 0–1."""
    problem: SpeechProblem | None = None
    """The reason to change over to another sense, if any."""


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A grammar word with its place in time."""

    text: str
    """The word as the grammar writes it (hanzi, or the syllable itself in the filler)."""
    start: float
    """Seconds from the beginning of the recording."""
    end: float
    """Seconds from the beginning of the recording."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One way of understanding the sounds."""

    text: str
    """Words joined as one writes them."""
    confidence: float
    """Calibrated, 0–1."""
    syllables: tuple[str, ...] = ()
    """Toneless pinyin, ü as v."""
    words: tuple[SpokenWord, ...] = ()
    """The words with their times; empty where the recogniser gives none."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of speech, recognised, with the health of the ears."""

    text: str
    """Best hypothesis, empty when nothing was recognised."""
    confidence: float
    """Of the best hypothesis, calibrated, 0–1."""
    n_best: tuple[Hypothesis, ...]
    """Best first; the first one is `text`."""
    start: float
    """Seconds from the beginning of the source."""
    end: float
    """Seconds from the beginning of the source."""
    health: SpeechHealth
    """Said even when nothing was heard."""
    model: ModelStamp
    """Which recogniser said so."""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form of the contract."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Utterance":
        """Read the JSON form.

        Raises `KeyError` or `TypeError` when the data is not an utterance.
        """
        health = data["health"]
        problem = health["problem"]
        return cls(
            text=data["text"],
            confidence=data["confidence"],
            n_best=tuple(
                Hypothesis(
                    text=entry["text"],
                    confidence=entry["confidence"],
                    syllables=tuple(entry.get("syllables", ())),
                    words=tuple(SpokenWord(**word) for word in entry.get("words", ())),
                )
                for entry in data["n_best"]
            ),
            start=data["start"],
            end=data["end"],
            health=SpeechHealth(
                snr_db=health["snr_db"],
                speech_s=health["speech_s"],
                clipped=health["clipped"],
                problem=SpeechProblem(problem) if problem else None,
            ),
            model=ModelStamp.from_dict(data["model"]),
        )
