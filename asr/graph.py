"""The grammar as Vosk takes it: `Gr.fst` over the recogniser's syllables, in a model directory of its own.

Sentences say their syllables; the words follow from `asr.wording`, so that homophones never crowd each other out.
Hesitations may stand before and after. What is not a command is caught by a second graph over the same sound, a loop
over all syllables (the filler): in one graph with the sentences it would be the same comparison, but in noise the
lattice of all syllables takes seconds to untangle.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from asr.automaton import Automaton
from asr.fst import ARC, EPSILON, Fst

HESITATION = "<hesitation>"
"""What the recogniser writes for an "嗯" beside a sentence: Vosk finds times only where every syllable has a word."""
HESITATIONS = ("en", "e", "a")

_CHUNKS = "--frames-per-chunk=60"
"""Whole stretches are decoded at once, so that large chunks delay nothing and save a third of the time."""
STRICT = (_CHUNKS, "--beam=16", "--max-active=2500", "--lattice-beam=9")
"""Vosk's options for sentences. A long part number is behind for a while, hence the wide beam; the margins that make
the confidence are measured inside the lattice."""
FREE = (_CHUNKS, "--lattice-beam=1")
"""For the free loop: one path is wanted, and a wide lattice of all syllables in noise takes seconds to untangle."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs in negative log probability; chosen on development speakers (`benchmarks.calibrate_hearing`)."""

    syllable: float = 0.0
    """Of each syllable of a sentence."""
    hesitation: float = 4.0
    """Of an "嗯" before or after."""
    free_syllable: float = 1.0
    """Of each syllable in the second graph."""
    filler_start: float = 2.0
    """What the filler pays on top before it counts as better than a sentence,"""
    filler_syllable: float = 3.0
    """and on top for each syllable: it can fit anything, a sentence cannot."""


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
    """Return `Gr.fst` of the sentences; `words` is the symbol table with `HESITATION` in it."""
    spoken = syllables_of(words)
    states = len(automaton.arcs)
    begin, behind = states, states + 1
    rows = [(begin, EPSILON, EPSILON, 0.0, 0)]
    rows += [
        (source, spoken[syllable], spoken[syllable], costs.syllable, target)
        for source, arcs in enumerate(automaton.arcs)
        for syllable, targets in arcs.items()
        for target in targets
    ]
    rows += [(source, EPSILON, EPSILON, 0.0, hub) for source, moves in enumerate(automaton.moves) for hub in moves]
    for label in (spoken[word] for word in HESITATIONS if word in spoken):
        around = ((begin, begin), (behind, behind), *((state, behind) for state in automaton.final))
        rows += [(source, label, words[HESITATION], costs.hesitation, target) for source, target in around]
    final = np.full(states + 2, np.inf, np.float32)
    final[[*automaton.final, behind]] = 0.0
    return Fst(np.array(rows, ARC), final, begin)


def with_marks(words: Mapping[str, int]) -> dict[str, int]:
    """Return the symbol table with `HESITATION`."""
    return dict(words) | {HESITATION: words.get(HESITATION, max(words.values()) + 1)}


def write_model(base: Path, graph: Fst, words: Mapping[str, int], options: Sequence[str], target: Path) -> None:
    """Make `target` a model directory like `base` with another grammar and other `options`; the rest is linked."""
    for file in base.rglob("*"):
        if file.is_file() and file.name not in {"Gr.fst", "words.txt", "model.conf"}:
            _link(file, target / file.relative_to(base))
    for folder in ("graph", "conf"):
        (target / folder).mkdir(parents=True, exist_ok=True)
    table = "".join(f"{word} {number}\n" for word, number in words.items())
    (target / "graph" / "words.txt").write_text(table, encoding="utf-8")
    conf = (base / "conf" / "model.conf").read_text(encoding="utf-8").splitlines()
    changed = {line.split("=")[0] for line in options}
    kept = [line for line in conf if line.split("=")[0] not in changed]
    (target / "conf" / "model.conf").write_text("\n".join([*kept, *options, ""]), encoding="utf-8")
    graph.write(target / "graph" / "Gr.fst")


def _link(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.symlink_to(file.resolve())
    except OSError:
        # File systems of phones and of Windows without developer mode know no links.
        shutil.copyfile(file, target)
