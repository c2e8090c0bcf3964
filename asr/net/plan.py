"""Which nodes of a net are computed, and at which moments: a node only where somebody needs it."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asr.net.model_file import ModelFile

OUTPUT_STEP = 3
"""One output every 30 ms."""

_SUM = re.compile(r"Sum\(Scale\(([\d.]+), (\S+)\), (\S+)\)")


@dataclass(frozen=True, slots=True)
class Node:
    """One step of the computation."""

    name: str
    inputs: tuple[tuple[int, float], ...]
    """(index of a node, factor)."""
    layer: str | None
    """Name of the affine layer; None for a sum, a ReLU or the log-softmax."""
    relu: bool
    step: int
    """Frames of 10 ms between its moments."""
    before: int
    after: int
    """How many frames it is needed before the first output and after the last."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A node before it is known when it is needed."""

    name: str
    inputs: tuple[tuple[int, float], ...] = ()
    layer: str | None = None
    offsets: tuple[int, ...] = (0,)
    """Frames at which it takes its inputs."""


def plan(model: ModelFile, source: str, *, whole: bool) -> list[Node]:
    """Return the nodes from `source` on, each after its inputs; see `asr.net.graph.Net` for `whole`.

    Raises `KeyError` with the name of a node that is not there.
    """
    parts = _parts(model, source)
    step, before, after = _needed(parts)
    if whole:
        ahead, behind = _seen(parts)
        # Who sees so far ahead, sees nothing but the first moment so long before it. A sound ends up to two frames
        # behind its last output.
        before = [min(both) for both in zip(before, ahead, strict=True)]
        after = [min(needed, seen + OUTPUT_STEP - 1) for needed, seen in zip(after, behind, strict=True)]
    return [
        Node(
            part.name, part.inputs, part.layer, part.name.endswith(".relu"), every, _on(every, left), _on(every, right)
        )
        for part, every, left, right in zip(parts, step, before, after, strict=True)
    ]


def _on(step: int, frames: int) -> int:
    """Return `frames` rounded up to the grid of a node, which holds the first output's moment."""
    return -(-frames // step) * step


def _parts(model: ModelFile, source: str) -> list[_Part]:
    names = [name for name, _, _ in model.nodes]
    first = names.index(source) + 1 if source in names else 0
    kept = [node for node in model.nodes[first:] if not node[0].endswith(".log")]
    index = {source: 0} | {name: number for number, (name, _, _) in enumerate(kept, 1)}
    found = [_Part(source)]
    for name, component, descriptor in kept:
        summed = _SUM.fullmatch(descriptor)
        taken = [(summed[2], float(summed[1])), (summed[3], 1.0)] if summed else [(descriptor, 1.0)]
        inputs = tuple((index[node], factor) for node, factor in taken)
        layer = model.layers.get(component)
        found.append(_Part(name, inputs, component, layer.offsets) if layer else _Part(name, inputs))
    return found


def _needed(parts: Sequence[_Part]) -> tuple[list[int], list[int], list[int]]:
    """Return how finely each node is needed, how far before the first output, and how far after the last."""
    step, before, after = ([0] * len(parts) for _ in range(3))
    step[-1] = OUTPUT_STEP
    for number, place, offsets in reversed(list(_links(parts))):
        step[place] = math.gcd(step[place], step[number], *offsets)
        before[place] = max(before[place], before[number] - min(offsets))
        after[place] = max(after[place], after[number] + max(offsets))
    return step, before, after


def _seen(parts: Sequence[_Part]) -> tuple[list[int], list[int]]:
    """Return how many frames each node sees ahead of its moment, and how many behind it."""
    ahead, behind = [0] * len(parts), [0] * len(parts)
    for number, place, offsets in _links(parts):
        ahead[number] = max(ahead[number], ahead[place] + max(offsets))
        behind[number] = max(behind[number], behind[place] - min(offsets))
    return ahead, behind


def _links(parts: Sequence[_Part]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Yield (node, one of its inputs, at which offsets), inputs before those who take them."""
    for number, part in enumerate(parts):
        for place, _ in part.inputs:
            yield number, place, part.offsets
