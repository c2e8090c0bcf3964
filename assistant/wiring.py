"""Puts the clerk together: the only file that imports the senses' implementations, and only when one is needed."""

import logging
import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from asr.utterance import Utterance
from assistant import world
from assistant.clerk import Clerk, EventClock
from assistant.event import Event, Happening
from assistant.inventory.context import system_clock
from assistant.inventory.ledger import Ledger
from assistant.machine import database, device, home, signer
from assistant.voice.wording import Wording
from assistant.voices import Voices
from models.stamp import ModelStamp
from vision.sighting import Sighting

if TYPE_CHECKING:
    from asr.detect import NoiseProfile
    from asr.ears import Ears
    from asr.enrol import Enrolment, Reading
    from asr.resample import Samples
    from vision.eyes import Eyes
    from vision.looks.gallery import Gallery
    from vision.watching import Watcher

_log = logging.getLogger(__name__)
TWINS = 0.5
"""Likelihood of another product from which a person who enrols is warned."""
LOOKS = "looks"
"""State under which the books keep which products are enrolled: SKU to file, photos and model."""


def new_event(what: Happening, identity: str | None = None) -> Event:
    """Return a happening of this moment; `identity` is the sender's own, so that a retry books once."""
    return Event(identity or uuid4().hex, system_clock(), what)


@dataclass(slots=True)
class Shop:
    """The clerk with its senses, each loaded when it is first used."""

    clerk: Clerk
    asr_directory: Path | None = None
    """A user's own Vosk model."""
    looks_folder: Path = field(default_factory=lambda: home() / "looks")
    """Views of the products that are known by their looks."""
    _ears: "Ears | None" = None
    _eyes: "Eyes | None" = None
    _grammar: Mapping[str, Any] = field(default_factory=dict)

    def ears(self) -> "Ears":
        """Return the ears, listening for what may be said just now."""
        from asr.ears import Ears

        if self._ears is None:
            self._ears = Ears(directory=self.asr_directory, noise=self._noise())
        self.listen_for(self.grammar())
        self._use_voice(self._ears)
        return self._ears

    def grammar(self) -> Mapping[str, Any]:
        """Return what may be said just now, as `listen_for` takes it."""
        return self.clerk.understanding().grammar(self.clerk.context(system_clock())).to_dict()

    def listen_for(self, grammar: Mapping[str, Any]) -> None:
        """Let the ears hear this from now on; where a thread listens, only that thread may call it."""
        if self._ears is not None and grammar != self._grammar:
            self._ears.set_grammar(grammar)
            self._grammar = grammar

    def learn_voice(self, name: str, readings: Sequence["Reading"]) -> "Enrolment":
        """Let the ears learn how a person sounds; raises as `Voices.learn`, `RecogniserMissingError` without a net."""
        from asr.errors import RecogniserMissingError

        ears = self.ears()
        if ears.folder is None:
            raise RecogniserMissingError(str(ears.problem or "enrolment needs the clerk's own recogniser"))
        return self.voices.learn(name, ears.folder, ears.stamp.sha256, readings)

    def read_aloud(self) -> Iterator["Samples"]:
        """Yield words that are read into the microphone, one after the other; raises the ears' errors."""
        from asr.aloud import words
        from asr.sources.microphone import Microphone

        return words(Microphone(), self.ears().noise)

    @staticmethod
    def recording(file: Path) -> "Samples":
        """Return a recording, float32 [n] at 16 kHz; raises the ears' errors."""
        from asr.sources import file as files

        return files.read(file)

    @staticmethod
    def syllables(text: str) -> tuple[str, ...]:
        """Return the toneless syllables of a text in hanzi, or in pinyin with or without tone digits."""
        from intents.phonetics.pinyin import syllables
        from intents.tokens import sentence

        parts = text.split()
        if text.isascii() and len(parts) > 1:
            return tuple(part.rstrip("12345").lower() for part in parts)
        return tuple(syllable for token in syllables(sentence(text).tokens) for syllable in token)

    @property
    def voices(self) -> Voices:
        """The enrolled voices of this device."""
        return Voices(home())

    def _use_voice(self, ears: "Ears") -> None:
        """Listen with the net of the person who is there, if one is enrolled."""
        from asr.errors import HearingError

        try:
            ears.use_voice(self.voices.of(self.clerk.person, ears.stamp.sha256))
        except HearingError as error:
            _log.warning("the voice of %s cannot be used: %s", self.clerk.person, error)

    def eyes(self) -> "Eyes":
        """Return the eyes."""
        from vision.eyes import Eyes

        if self._eyes is None:
            self._eyes = Eyes(gallery=self._gallery())
        return self._eyes

    def enrol_item(self, sku: str, photos: Sequence[Path]) -> dict[str, Any]:
        """Make a product known by its looks, in place of what was enrolled of it before.

        Views are kept in a file beside the books, its hash in the books. Returns what was enrolled: `sku`, `photos`,
        `problems` of single photos, and `alike`, SKUs that look so like it that looks alone will not tell them apart.
        Raises `UnknownItemError`, and the eyes' errors for photos that are none or show nothing.
        """
        from vision.errors import PhotoUnfitError
        from vision.health import examine
        from vision.looks import store
        from vision.looks.recogniser import LooksRecogniser
        from vision.sighting import PictureProblem
        from vision.sources import picture as pictures

        with self.clerk.ledger.view() as unit:
            unit.catalogue.item(sku)
        looks = LooksRecogniser(self._gallery(without=sku))
        views, problems = [], []
        for file in photos:
            image = pictures.read(file)
            problem = examine(image).problem
            if problem is PictureProblem.COVERED:
                raise PhotoUnfitError(file.name)
            if problem:
                problems.append({"photo": file.name, "problem": problem.value})
            views.append(looks.view(image))
        alike = sorted({one.item for view in views for one in looks.ranked(view)[:1] if one.confidence >= TWINS})
        name = store.save(self.looks_folder, views)
        kept = {"file": name, "photos": len(views), "model": looks.stamp.sha256}
        with self.clerk.ledger.unit() as unit:
            known = unit.state.get(LOOKS, {})
            before = known.get(sku)
            unit.state.put(LOOKS, {**known, sku: kept})
        if before and before["file"] != name:
            store.remove(self.looks_folder, before["file"])
        self._eyes = None
        return {"sku": sku, "photos": len(views), "replaced": bool(before), "problems": problems, "alike": alike}

    def forget_looks(self, sku: str) -> bool:
        """Remove what was enrolled of a product; returns whether anything was."""
        from vision.looks import store

        with self.clerk.ledger.unit() as unit:
            known = unit.state.get(LOOKS, {})
            before = known.pop(sku, None)
            unit.state.put(LOOKS, known or None)
        if before:
            store.remove(self.looks_folder, before["file"])
            self._eyes = None
        return bool(before)

    def _gallery(self, without: str | None = None) -> "Gallery":
        """Return the enrolled products; what is damaged, or was made with another model, is left out and logged."""
        from models import registry
        from vision.looks import store
        from vision.looks.gallery import Gallery

        with self.clerk.ledger.view() as unit:
            known = unit.state.get(LOOKS, {})
        items = {}
        for sku, kept in known.items():
            try:
                if sku != without and kept["model"] == registry.load("looks").stamp.sha256:
                    items[sku] = store.load(self.looks_folder, kept["file"])
            except (store.ViewsDamagedError, registry.ModelMissingError, registry.ModelDamagedError) as error:
                _log.warning("%s is not known by its looks: %s", sku, error)
        return Gallery(items)

    def listen(self, wake: str = "", told: Callable[[str], None] = lambda _: None) -> Iterator[Utterance]:
        """Yield what is said into the microphone, in the grammar of each moment; raises the ears' errors.

        With the name of a wake word's model only what follows the word is listened to, until nothing was said for a
        while; `told` gets `asleep` and `awake`.
        """
        from asr.sources.microphone import Microphone
        from asr.wake.calling import Called
        from asr.wake.wake import open_wake

        if not wake:
            for utterance in self.ears().stream(Microphone()):
                yield utterance
                self.ears()
            return
        ears = self.ears()
        called = Called(Microphone(), open_wake(wake), woke=lambda: told("awake"), slept=lambda: told("asleep"))
        told("asleep")
        for utterance in ears.stream(called):
            if called.named(utterance.start, utterance.end):
                continue
            if utterance.text:
                called.stay()
            yield utterance
            self.ears()

    def watch(self) -> Iterator[tuple[Sighting, ...]]:
        """Yield what the camera shows, frame by frame; raises the eyes' errors."""
        from vision.sources.camera import Camera

        watcher = self._watcher()
        for frame in Camera().frames():
            yield watcher.see(frame.image)

    @staticmethod
    def pictures(file: Path) -> list[Path]:
        """Return the pictures of a folder, or the file itself; raises the eyes' errors."""
        from vision.sources.folder import pictures_in

        return pictures_in(file) if file.is_dir() else [file]

    def look(self, file: Path) -> tuple[Sighting, ...]:
        """Return what is in a picture, or in any frame of a video; raises the eyes' errors.

        A video that breaks off counts as far as it went.
        """
        from vision.errors import VideoCutOffError
        from vision.sources.opening import open_source
        from vision.sources.video import SUFFIXES

        if file.suffix.lower() not in SUFFIXES:
            return self.eyes().look(file)
        watcher = self._watcher()
        try:
            for frame in open_source(file).frames():
                watcher.see(frame.image)
        except VideoCutOffError as error:
            _log.warning("%s", error)
        return watcher.summary()

    def _watcher(self) -> "Watcher":
        from vision.watching import Watcher

        eyes = self.eyes()
        return Watcher(lambda image: eyes.look(image, thorough=False), eyes.finder())

    def senses(self) -> list[dict[str, Any]]:
        """Return what each sense is, and why one does not work."""
        ears = self.ears()
        parts: list[tuple[str, ModelStamp | None, str]] = [
            ("hearing", ears.stamp, str(ears.problem) if ears.problem else "")
        ]
        parts += [(part.name, part.stamp, "" if part.works else part.why) for part in self.eyes().parts()]
        parts.append(("wake word", *_wake_word()))
        return [
            {
                "name": name,
                "works": not why,
                "why": why or None,
                "model": stamp.name if stamp else None,
                "version": stamp.version if stamp else None,
                "sha256": stamp.sha256 if stamp else None,
            }
            for name, stamp, why in parts
        ]

    def devices(self) -> list[dict[str, Any]]:
        """Return whether there are a microphone and a camera, and why not; both are let go at once."""
        from asr.sources.microphone import Microphone
        from vision.sources.camera import Camera

        found = (("microphone", Microphone().problem()), ("camera", Camera().problem()))
        lang = self.clerk.lang
        return [
            {"name": name, "works": problem is None, "why": problem.say(lang) if problem else None}
            for name, problem in found
        ]

    def learn_noise(self, file: Path | None, seconds: float) -> dict[str, float]:
        """Take a noise sample from a recording or the microphone and keep it; raises the ears' errors."""
        from asr.sources import file as files
        from asr.sources.microphone import record

        level = self.keep_noise(files.read(file) if file else record(seconds))
        return {"level_db": round(level, 1)}

    def keep_noise(self, samples: "Samples") -> float:
        """Keep a noise sample, float32 [n] at 16 kHz; returns its level in dB of full scale.

        Ears that are open know it from their next stream on.
        """
        from asr.detect import NoiseProfile

        profile = NoiseProfile.of(samples)
        with self.clerk.ledger.unit() as unit:
            unit.state.put(self._noise_key, {"bands": list(profile.bands), "power": profile.power})
        if self._ears is not None:
            self._ears.learn_noise(samples)
        return 10 * math.log10(max(profile.power, 1e-10))

    def draw(self, file: Path, sightings: tuple[Sighting, ...], target: Path) -> None:
        """Write the picture, or a video's first, with what was seen drawn in.

        Raises the eyes' errors, one of which says that the target cannot be written.
        """
        from vision import overlay
        from vision.sources.opening import open_source

        with self.clerk.ledger.view() as unit:
            names = {item.sku: item.name for item in unit.catalogue.some([one.item for one in sightings if one.item])}
        image = next(open_source(file).frames()).image
        drawn = overlay.draw(image, overlay.marks_of(sightings, names, self.clerk.lang))
        overlay.save(drawn, target)

    @property
    def _noise_key(self) -> str:
        return f"noise/{self.clerk.device}"

    def _noise(self) -> "NoiseProfile | None":
        from asr.detect import NoiseProfile

        with self.clerk.ledger.view() as unit:
            kept = unit.state.get(self._noise_key)
        return NoiseProfile(tuple(kept["bands"]), kept["power"]) if kept else None

    def sample(self, intent: str, count: int, seed: int) -> list[str]:
        """Return ways of saying an intent; none where there is no such intent."""
        with self.clerk.ledger.view() as unit:
            return world.sampled(unit, self.clerk.lang, intent, count, random.Random(seed))

    def warnings(self, skus: Iterable[str] | None = None) -> list[dict[str, str]]:
        """Return the names that cannot be told apart or heard, each with why and a checked suggestion.

        `skus` limits them to these items.
        """
        with self.clerk.ledger.view() as unit:
            found = world.hard_to_hear(unit, self.clerk.lang, skus)
        say = Wording(self.clerk.lang).say
        whys = [say(f"audible.{one.why}", other=one.other, likeness=f"{one.likeness:.0%}") for one in found]
        return [
            {"sku": one.sku, "name": one.name, "why": why, "suggestion": one.suggestion}
            for one, why in zip(found, whys, strict=True)
        ]

    def close(self) -> None:
        """Let go of the books."""
        self.clerk.ledger.close()


def _wake_word() -> tuple[ModelStamp | None, str]:
    """Return the shipped wake word's model, and why it cannot be used."""
    from importlib.util import find_spec

    from models import registry

    try:
        stamp = registry.load("wake").stamp
    except (registry.ModelMissingError, registry.ModelDamagedError) as error:
        return None, str(error)
    return stamp, "" if find_spec("onnxruntime") else "onnxruntime is not installed"


def open_shop(
    where: str | None = None, *, lang: str = "zh", person: str = "", asr_directory: Path | None = None
) -> Shop:
    """Open the books and put a clerk before them; raises the ledger's `failures`."""
    clock = EventClock(system_clock())  # what is imported before any event happens now
    name = device()
    ledger = Ledger.open(where or database(), clock=clock, device=name, signer=signer())
    shop = Shop(Clerk(ledger, clock, lang=lang, device=name, person=person), asr_directory)
    if where and "://" not in where:
        shop.looks_folder = Path(where).with_suffix(".looks")
    return shop
