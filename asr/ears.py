"""The sense of hearing: recordings and live sound in, one `Utterance` a stretch of speech out."""

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from asr import health
from asr.confidence import Confidence
from asr.detect import NoiseProfile
from asr.errors import HearingError
from asr.listen import Listener, Stretch, patience, small, whole
from asr.recogniser import Decoding, Recogniser
from asr.resample import RATE, Samples
from asr.sources.file import check, read
from asr.sources.port import Source
from asr.utterance import Hypothesis, SpeechHealth, SpeechProblem, SpokenWord, Utterance
from models import registry
from models.stamp import ModelStamp

N_BEST = 10

_log = logging.getLogger(__name__)


class Ears:
    """Hears sentences of the grammar that was set last.

    `model` names a folder of the registry; `directory` is a user's own Vosk model instead (`--asr DIR`),
    `recogniser` one that is there already. Loading happens here and takes some tenths of a second; nothing is raised
    for a model that cannot be loaded: every utterance then says `MISSING`, and `problem` says why.
    """

    def __init__(
        self,
        model: str = "hearing",
        *,
        directory: Path | None = None,
        recogniser: Recogniser | None = None,
        grammar: Mapping[str, Any] | None = None,
        noise: NoiseProfile | None = None,
    ) -> None:
        self.problem: Exception | None = None
        """Why there is no recogniser, None when there is one."""
        self._recogniser = recogniser
        self._confidence = Confidence()
        self._noise = noise
        self._grammar: Mapping[str, Any] | None = None
        self._names: frozenset[str] = frozenset()
        self._folder: Path | None = None
        self._voice: Path | None = None
        self._stamp = recogniser.stamp if recogniser else ModelStamp(directory.name if directory else model, "unknown")
        try:
            if recogniser is None:
                self._open(model, directory)
        except (HearingError, LookupError, ValueError) as error:
            _log.warning("no recogniser: %s", error)
            self.problem = error
        if grammar is not None:
            self.set_grammar(grammar)

    @property
    def stamp(self) -> ModelStamp:
        """Which model listens."""
        return self._stamp

    def use_voice(self, directory: Path | None) -> None:
        """Listen with the net of one person (a directory that `asr.enrol.save` wrote); None for everybody's.

        Raises `RecogniserMissingError` when the directory holds no model; the ears then go on as before.
        """
        from asr.vosk_own import VoskRecogniser

        if self._folder is None or directory == self._voice:
            return
        listening = VoskRecogniser(directory or self._folder, self._stamp)
        if self._grammar is not None:
            listening.set_grammar(self._grammar)
        self._recogniser, self._voice = listening, directory

    @property
    def folder(self) -> Path | None:
        """The directory of our own model, which enrolment starts from; None with a foreign one or none."""
        return self._folder

    @property
    def recogniser(self) -> Recogniser | None:
        """What listens, for those who measure it; None where `problem` says why."""
        return self._recogniser

    @property
    def noise(self) -> NoiseProfile | None:
        """The noise of the place, if a sample was taken."""
        return self._noise

    def set_grammar(self, grammar: Mapping[str, Any]) -> tuple[str, ...]:
        """Listen for the sentences of `grammar` (JSON form of `intents.grammar`) from now on.

        Returns the words that cannot be heard because the recogniser lacks their sounds. Raises
        `asr.rules.GrammarError` for a grammar that is not regular.
        """
        if self._recogniser is None:
            return ()
        unspeakable = self._recogniser.set_grammar(grammar)
        self._grammar = grammar
        self._names = _names(grammar)
        if unspeakable:
            _log.warning("words that cannot be heard: %s", " ".join(unspeakable))
        return unspeakable

    def learn_noise(self, samples: Samples, rate: int = RATE) -> NoiseProfile:
        """Take a noise sample of some seconds without speech, as at the start of a shift; return what was measured.

        Raises as `hear` does.
        """
        self._noise = NoiseProfile.of(check(samples, rate))
        return self._noise

    def forget_noise(self) -> None:
        """Go back to guessing the noise from each recording."""
        self._noise = None

    def hear(self, sound: Samples | Path | str, rate: int = RATE) -> Utterance:
        """Return what is said in a recording of one command: a path, or samples ([n] or [n, channels]) at `rate`.

        Raises `SoundMissingError`, `SoundBrokenError`, `SoundEmptyError` or `SoundTooLongError` for a recording
        that cannot be used. Whatever the recogniser does wrong ends in an utterance with a problem.
        """
        samples = read(sound) if isinstance(sound, (Path, str)) else check(sound, rate)
        stretch, levels = whole(samples, self._noise)
        if stretch is None:
            state = health.without_speech(levels)
            if self._recogniser is None:
                state = health.measured(levels, SpeechProblem.MISSING)
            return self._silent(0.0, len(samples) / RATE, state)
        return self._understand(stretch)[0]

    def stream(self, source: Source) -> Iterator[Utterance]:
        """Listen to a source until it ends; yield an utterance as soon as somebody has finished a sentence.

        Raises the source's `HearingError` when it cannot be opened or breaks off.
        """
        listener = Listener(self._noise)
        held: Utterance | None = None
        wait = 0.0
        for block in small(source.blocks()):
            listener.take(block)
            if listener.resumed:
                held = None
            if listener.paused:
                held, wait = self._understand(listener.stretch())
            if held is not None and (listener.silence_s >= wait or listener.overlong):
                listener.end()
                yield held
                held = None
        if listener.speaking:
            yield held or self._understand(listener.stretch())[0]

    def _open(self, model: str, directory: Path | None) -> None:
        if directory is not None:
            from asr.vosk_foreign import ForeignRecogniser

            self._recogniser = ForeignRecogniser(directory)
            self._stamp = self._recogniser.stamp
            return
        from asr.vosk_own import VoskRecogniser

        found = registry.load(model)
        self._stamp = found.stamp
        self._confidence = Confidence.load(found.path("confidence.json"))
        self._recogniser = VoskRecogniser(found.folder, found.stamp)
        self._folder = found.folder

    def _understand(self, stretch: Stretch) -> tuple[Utterance, float]:
        """Return what was said, and how much silence would end the stretch after that."""
        if self._recogniser is None:
            return self._failed(stretch, SpeechProblem.MISSING), patience(None)
        try:
            decoding = self._recogniser.decode(stretch.samples)
            return self._utterance(decoding, stretch), patience(decoding, self._names)
        except Exception:  # noqa: BLE001 - whatever goes wrong in there, the clerk goes on with the other senses
            _log.exception("the recogniser failed")
            return self._failed(stretch, SpeechProblem.CRASHED), patience(None)

    def _utterance(self, decoding: Decoding, stretch: Stretch) -> Utterance:
        n_best = tuple(
            Hypothesis(
                candidate.text,
                round(self._confidence(candidate, decoding, stretch.levels), 4),
                candidate.syllables,
                tuple(
                    SpokenWord(word.text, round(word.start + stretch.offset, 2), round(word.end + stretch.offset, 2))
                    for word in candidate.words
                ),
            )
            for candidate in decoding.sentences[:N_BEST]
        )
        confidence = n_best[0].confidence if n_best else 0.0
        return Utterance(
            n_best[0].text if n_best else "",
            confidence,
            n_best,
            round(stretch.start, 2),
            round(stretch.end, 2),
            health.of(stretch.levels, confidence),
            self._stamp,
        )

    def _failed(self, stretch: Stretch, problem: SpeechProblem) -> Utterance:
        return self._silent(stretch.start, stretch.end, health.measured(stretch.levels, problem))

    def _silent(self, start: float, end: float, state: SpeechHealth) -> Utterance:
        return Utterance("", 0.0, (), round(start, 2), round(end, 2), state, self._stamp)


def _names(grammar: Mapping[str, Any]) -> frozenset[str]:
    """Return the words that the grammar's shared rules consist of: names of the catalogue."""
    return frozenset(
        alternative[0][0]
        for rule in grammar.get("shared", ())
        for alternative in grammar["rules"].get(rule, ())
        if len(alternative) == 1 and isinstance(alternative[0], (list, tuple))
    )
