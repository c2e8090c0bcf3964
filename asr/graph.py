"""The grammar as Vosk takes it: `Gr.fst` over the recogniser's syllables, in a model directory of its own.

Three things run in parallel: the sentences of the grammar, a loop over all syllables that catches what is not a
command (the filler, which says `FILLER` for each), and hesitations before and after a sentence. Sentences say their
syllables; the words follow from `asr.wording`, so that homophones never crowd each other out. Nothing heard goes
unsaid, for Vosk finds times only where every syllable has a word.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from asr.automaton import Automaton
from asr.fst import ARC, EPSILON, Fst

FILLER = "<filler>"
"""What the recogniser writes for each syllable of a stretch that is no sentence of the grammar."""
HESITATION = "<hesitation>"
"""What it writes for an "嗯" beside a sentence."""

_CONF = ("--frames-per-chunk=60", "--lattice-beam=9")
"""Whole stretches are decoded at once, so that large chunks cost no time; margins are measured inside the lattice."""

HESITATIONS = ("en", "e", "a")


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs in negative log probability; chosen on development speakers (`benchmarks.calibrate_hearing`)."""

    syllable: float = 0.0
    """Of each syllable of a sentence."""
    filler_start: float = 2.0
    """Of taking the filler at all."""
    filler_syllable: float = 4.0
    """Of each of its syllables: dearer than the grammar's, or it would win always."""
    hesitation: float = 4.0
    """Of an "嗯" before or after."""
    free_syllable: float = 1.0
    """Of a syllable in the second pass, which knows no grammar."""


def read_words(directory: Path) -> dict[str, int]:
    """Return the symbol table of a model directory, word -> id."""
    lines = (directory / "graph" / "words.txt").read_text(encoding="utf-8").splitlines()
    return {word: int(number) for word, number in (line.split() for line in lines if line.strip())}


def syllables_of(words: Mapping[str, int]) -> dict[str, int]:
    """Return the part of a symbol table that can be said."""
    return {word: number for word, number in words.items() if number and not word.startswith(("#", "<"))}


def free_loop(words: Mapping[str, int], cost: float) -> Fst:
    """Return the loop over all syllables at `cost` each."""
    rows = [(0, number, number, cost, 0) for number in syllables_of(words).values()]
    return Fst(np.array(rows, ARC), np.zeros(1, np.float32))


def transducer(automaton: Automaton, words: Mapping[str, int], costs: Costs) -> Fst:
    """Return `Gr.fst`; `words` is the symbol table with `FILLER` and `HESITATION` in it."""
    spoken = syllables_of(words)
    states = len(automaton.arcs)
    # Sentences from 0; then where all begins, the filler, and behind a sentence.
    begin, filler, behind = states, states + 1, states + 2
    rows = [
        (source, spoken[syllable], spoken[syllable], costs.syllable, target)
        for source, arcs in enumerate(automaton.arcs)
        for syllable, targets in arcs.items()
        for target in targets
    ]
    hesitations = [spoken[word] for word in HESITATIONS if word in spoken]
    rows += [(begin, EPSILON, EPSILON, 0.0, 0), (begin, EPSILON, EPSILON, costs.filler_start, filler)]
    rows += [(filler, label, words[FILLER], costs.filler_syllable, filler) for label in spoken.values()]
    for label in hesitations:
        rows += [(state, label, words[HESITATION], costs.hesitation, state) for state in (begin, behind)]
        rows += [(state, label, words[HESITATION], costs.hesitation, behind) for state in automaton.final]
    final = np.full(states + 3, np.inf, np.float32)
    final[[*automaton.final, filler, behind]] = 0.0
    return Fst(np.array(rows, ARC), final, begin)


def with_marks(words: Mapping[str, int]) -> dict[str, int]:
    """Return the symbol table with `FILLER` and `HESITATION`."""
    marked = dict(words)
    for word in (FILLER, HESITATION):
        marked.setdefault(word, max(marked.values()) + 1)
    return marked


def write_model(base: Path, graph: Fst, words: Mapping[str, int], target: Path) -> None:
    """Make `target` a model directory like `base` with another grammar; what stays the same is linked."""
    for file in base.rglob("*"):
        if file.is_file() and file.name not in {"Gr.fst", "words.txt", "model.conf"}:
            _link(file, target / file.relative_to(base))
    for folder in ("graph", "conf"):
        (target / folder).mkdir(parents=True, exist_ok=True)
    table = "".join(f"{word} {number}\n" for word, number in words.items())
    (target / "graph" / "words.txt").write_text(table, encoding="utf-8")
    conf = (base / "conf" / "model.conf").read_text(encoding="utf-8").splitlines()
    changed = {line.split("=")[0] for line in _CONF}
    kept = [line for line in conf if line.split("=")[0] not in changed]
    (target / "conf" / "model.conf").write_text("\n".join([*kept, *_CONF, ""]), encoding="utf-8")
    graph.write(target / "graph" / "Gr.fst")


def _link(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.symlink_to(file.resolve())
    except OSError:
        # File systems of phones and of Windows without developer mode know no links.
        shutil.copyfile(file, target)
