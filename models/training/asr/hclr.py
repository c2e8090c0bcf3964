"""The graph from frames to syllables (`HCLr.fst`), written directly: it is fixed for the syllable set.

A phone is a sound in its place: the first of a syllable, the last of one, or alone in it, so that Vosk can tell
where words start and end. A frame of blank may follow an initial and must stand between two equal finals.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from models.training.asr import kaldi_format
from models.training.asr.syllables import INITIALS, SYLLABLES, UNIT_INDEX

SILENCE = 1


class OpenFstMissingError(RuntimeError):
    """OpenFst's programs are not installed."""

    def __init__(self) -> None:
        super().__init__("fstcompile is missing; type: sudo apt-get install libfst-tools")


_ONE_STATE: tuple[kaldi_format.State, ...] = ((0, (0, 1)),)
_WITH_BLANK: tuple[kaldi_format.State, ...] = ((0, (0, 1, 2)), (1, (1, 2)))


@dataclass(frozen=True)
class Phones:
    """The phones and their transition ids."""

    number: Mapping[tuple[str, str], int]
    """(sound, place) -> phone; the places are `first`, `last` and `alone`."""
    states: Mapping[int, tuple[kaldi_format.State, ...]]
    """Phone -> its states."""
    pdfs: list[tuple[int, int, int]]
    """(phone, state, pdf), sorted."""
    transition: Mapping[tuple[int, int, int], int]
    """(phone, state, next state) -> transition id."""

    def model(self) -> bytes:
        """Return the TransitionModel."""
        groups = [
            ([phone for phone, states in self.states.items() if states is kind], kind)
            for kind in (_ONE_STATE, _WITH_BLANK)
        ]
        return kaldi_format.transition_model(groups, self.pdfs)

    def word_boundary(self) -> str:
        """Return `word_boundary.int`."""
        kinds = {"first": "begin", "last": "end", "alone": "singleton"}
        lines = [f"{SILENCE} nonword", *(f"{n} {kinds[place]}" for (_, place), n in self.number.items())]
        return "".join(f"{line}\n" for line in lines)


def phones() -> Phones:
    """Return the phones of `SYLLABLES`."""
    used = {
        place
        for sounds in SYLLABLES.values()
        for place in ([(sounds[0], "alone")] if len(sounds) == 1 else [(sounds[0], "first"), (sounds[1], "last")])
    }
    number = {place: i for i, place in enumerate(sorted(used), start=SILENCE + 1)}
    states = {SILENCE: _ONE_STATE} | {n: _WITH_BLANK if p == "first" else _ONE_STATE for (_, p), n in number.items()}
    unit = {SILENCE: 0} | {n: UNIT_INDEX[sound] for (sound, _), n in number.items()}
    pdfs, transition = [], {}
    for phone, its_states in states.items():
        for state, (_, targets) in enumerate(its_states):
            pdfs.append((phone, state, 0 if state else unit[phone]))
            for target in targets:
                transition[phone, state, target] = len(transition) + 1
    return Phones(number, states, pdfs, transition)


@dataclass
class _Writer:
    """Collects arcs in OpenFst's text form; states are named and numbered as they come, the first is the start."""

    lines: list[str] = field(default_factory=list)
    states: dict[str, int] = field(default_factory=dict)

    def state(self, name: str) -> int:
        return self.states.setdefault(name, len(self.states))

    def arc(self, source: str, target: str, transition: int = 0, word: int = 0) -> None:
        self.lines.append(f"{self.state(source)} {self.state(target)} {transition} {word}")

    def final(self, name: str) -> None:
        self.lines.append(f"{self.state(name)}")


class _Graph:
    """The arcs, collected from the start on.

    Kaldi's reordered form: the transition that leaves a state stands before the loops of that state.
    """

    def __init__(self, words: Mapping[str, int]) -> None:
        self.known = phones()
        self.words = words
        self.writer = _Writer()
        self.lone = {sounds[0]: syllable for syllable, sounds in SYLLABLES.items() if len(sounds) == 1}
        self.ends = sorted({sounds[1] for sounds in SYLLABLES.values() if len(sounds) == 2})

    def text(self) -> str:
        """Return all of it in OpenFst's text form."""
        self._begin()
        self._initials()
        self._finals()
        for sound in sorted({*self.ends, *self.lone}):
            self._after(sound)
        return "".join(f"{line}\n" for line in self.writer.lines)

    def _enter(self, source: str, phone: int, target: str, word: int = 0) -> None:
        self.writer.arc(source, target, self.known.transition[phone, 0, 1], word)

    def _loop(self, state: str, phone: int, of: int = 0) -> None:
        self.writer.arc(state, state, self.known.transition[phone, of, of])

    def _alone(self, source: str, sound: str) -> None:
        self._enter(source, self.known.number[sound, "alone"], f"{sound} alone", self.words[self.lone[sound]])

    def _initial(self, source: str, sound: str) -> None:
        phone = self.known.number[sound, "first"]
        self.writer.arc(source, f"{sound} bare", self.known.transition[phone, 0, 2])
        self.writer.arc(source, f"{sound} then blank", self.known.transition[phone, 0, 1])

    def _begin(self) -> None:
        self._enter("start", SILENCE, "silence")
        self._loop("silence", SILENCE)
        self.writer.arc("start", "any word")
        self.writer.arc("silence", "any word")
        self.writer.arc("any word", "initials")
        for sound in self.lone:
            self._alone("any word", sound)
        self.writer.final("silence")
        self.writer.final("start")

    def _initials(self) -> None:
        for sound in INITIALS:
            phone = self.known.number[sound, "first"]
            self._initial("initials", sound)
            self._loop(f"{sound} bare", phone)
            self._loop(f"{sound} then blank", phone)
            self.writer.arc(f"{sound} then blank", f"{sound} blank", self.known.transition[phone, 1, 2])
            self._loop(f"{sound} blank", phone, 1)
            self.writer.arc(f"{sound} bare", f"behind {sound}")
            self.writer.arc(f"{sound} blank", f"behind {sound}")

    def _finals(self) -> None:
        for syllable, sounds in SYLLABLES.items():
            if len(sounds) == 2:
                phone = self.known.number[sounds[1], "last"]
                self._enter(f"behind {sounds[0]}", phone, f"{sounds[1]} last", self.words[syllable])
        for place, sounds in (("last", self.ends), ("alone", self.lone)):
            for sound in sounds:
                self._loop(f"{sound} {place}", self.known.number[sound, place])
                self.writer.arc(f"{sound} {place}", f"after {sound}")

    def _after(self, sound: str) -> None:
        """Let anything follow a sound that ended a syllable, but itself only after a blank."""
        after = f"after {sound}"
        self._enter(after, SILENCE, "silence")
        if sound in INITIALS:
            for other in INITIALS:
                if other != sound:
                    self._initial(after, other)
        else:
            self.writer.arc(after, "initials")
        for other in self.lone:
            if other != sound:
                self._alone(after, other)
        self.writer.final(after)


def graph_text(words: Mapping[str, int]) -> str:
    """Return the graph in OpenFst's text form; `words` maps a syllable to its id."""
    return _Graph(words).text()


def build(target: Path) -> dict[str, int]:
    """Write `HCLr.fst` with Debian's `libfst-tools`; returns syllable -> the id that it was given by them."""
    if not shutil.which("fstcompile"):
        raise OpenFstMissingError
    words = {syllable: i for i, syllable in enumerate(SYLLABLES, start=1)}
    with tempfile.TemporaryDirectory() as folder:
        text, plain, sorted_, pairs = (Path(folder) / name for name in ("text", "plain", "sorted", "pairs"))
        text.write_text(graph_text(words), encoding="utf-8")
        subprocess.run(["fstcompile", text, plain], check=True)
        subprocess.run(["fstarcsort", "--sort_type=olabel", plain, sorted_], check=True)
        subprocess.run(
            ["fstconvert", "--fst_type=olabel_lookahead", f"--save_relabel_opairs={pairs}", sorted_, target],
            check=True,
            env=os.environ | {"LD_PRELOAD": "libfstlookahead.so.22"},
        )
        new = dict(map(int, line.split()) for line in pairs.read_text(encoding="utf-8").splitlines())
    return {syllable: new[number] for syllable, number in words.items()}
