"""The graph from frames to syllables (`HCLr.fst`), written directly: it is fixed for the syllable set.

A phone is a sound in its place: the first of a syllable, the last of one, or alone in it, so that Vosk can tell
where words start and end. A frame of blank may follow an initial and must stand between two equal finals.
"""

import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from models.training.asr import kaldi_format
from models.training.asr.syllables import INITIALS, SYLLABLES, UNIT_INDEX

SILENCE = 1
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


def graph_text(words: Mapping[str, int]) -> str:
    """Return the graph in OpenFst's text form; `words` maps a syllable to its id."""
    known = phones()
    writer = _Writer()
    tid = known.transition

    def enter(source: str, phone: int, target: str, word: int = 0) -> None:
        writer.arc(source, target, tid[phone, 0, 1], word)
        writer.arc(target, target, tid[phone, 0, 0])

    def initial(source: str, sound: str) -> None:
        """Kaldi's reordered form: the transition that leaves a state comes first, its loops after."""
        phone = known.number[sound, "first"]
        writer.arc(source, f"{sound} bare", tid[phone, 0, 2])
        writer.arc(source, f"{sound} then blank", tid[phone, 0, 1])

    enter("start", SILENCE, "silence")
    writer.arc("start", "any word")
    writer.arc("silence", "any word")
    writer.arc("any word", "initials")
    lone = {sounds[0]: s for s, sounds in SYLLABLES.items() if len(sounds) == 1}
    for sound, syllable in lone.items():
        writer.arc("any word", f"{sound} alone", tid[known.number[sound, "alone"], 0, 1], words[syllable])
        phone = known.number[sound, "alone"]
        writer.arc(f"{sound} alone", f"{sound} alone", tid[phone, 0, 0])
        writer.arc(f"{sound} alone", f"after {sound}")
    for sound in INITIALS:
        phone = known.number[sound, "first"]
        initial("initials", sound)
        writer.arc(f"{sound} bare", f"{sound} bare", tid[phone, 0, 0])
        writer.arc(f"{sound} bare", f"behind {sound}")
        writer.arc(f"{sound} then blank", f"{sound} then blank", tid[phone, 0, 0])
        writer.arc(f"{sound} then blank", f"{sound} blank", tid[phone, 1, 2])
        writer.arc(f"{sound} blank", f"{sound} blank", tid[phone, 1, 1])
        writer.arc(f"{sound} blank", f"behind {sound}")
    for syllable, sounds in SYLLABLES.items():
        if len(sounds) == 2:
            phone = known.number[sounds[1], "last"]
            writer.arc(f"behind {sounds[0]}", f"{sounds[1]} last", tid[phone, 0, 1], words[syllable])
    finals = sorted({sounds[1] for sounds in SYLLABLES.values() if len(sounds) == 2})
    for sound in finals:
        writer.arc(f"{sound} last", f"{sound} last", tid[known.number[sound, "last"], 0, 0])
        writer.arc(f"{sound} last", f"after {sound}")
    for sound in sorted({*finals, *lone}):
        after = f"after {sound}"
        writer.arc(after, "silence", tid[SILENCE, 0, 1])
        if sound in INITIALS:
            for other in INITIALS:
                if other != sound:
                    initial(after, other)
        else:
            writer.arc(after, "initials")
        for other, syllable in lone.items():
            if other != sound:
                writer.arc(after, f"{other} alone", tid[known.number[other, "alone"], 0, 1], words[syllable])
        writer.final(after)
    writer.final("silence")
    writer.final("start")
    return "".join(f"{line}\n" for line in writer.lines)


def build(target: Path) -> dict[str, int]:
    """Write `HCLr.fst` with Debian's `libfst-tools`; returns syllable -> the id that it was given by them."""
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
