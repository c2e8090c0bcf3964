"""OpenFst's binary vector format, written and read with numpy: the form in which Vosk takes a grammar.

Source of the layout: OpenFst 1.7, `fst.cc` (header) and `vector-fst.h` (states and arcs); all little-endian.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

EPSILON = 0
"""The label that consumes nothing."""

_MAGIC = 2125659606
_VERSION = 2
_EXPANDED, _MUTABLE, _SORTED_BY_INPUT = 0x1, 0x2, 0x10000000

ARC = np.dtype([("source", "<i4"), ("input", "<i4"), ("output", "<i4"), ("weight", "<f4"), ("target", "<i4")])
"""One arc: state numbers, labels, cost (negative log probability)."""


@dataclass(frozen=True, slots=True)
class Fst:
    """A weighted transducer over the tropical semiring."""

    arcs: npt.NDArray[np.void]
    """[n] of `ARC`."""
    final: npt.NDArray[np.float32]
    """[states]: cost of ending there, infinite where one may not."""
    start: int = 0

    def write(self, path: Path) -> None:
        """Write the file, the arcs of each state sorted by input label as composition in Vosk needs them."""
        arcs = self.arcs[np.lexsort((self.arcs["input"], self.arcs["source"]))]
        states = len(self.final)
        fan_out = np.bincount(arcs["source"], minlength=states)
        # In words of four bytes: a state's cost and its int64 number of arcs take three, an arc four.
        first = 3 * np.arange(states) + 4 * (np.cumsum(fan_out) - fan_out)
        body = np.zeros(3 * states + 4 * len(arcs), "<i4")
        body[first] = self.final.astype("<f4").view("<i4")
        body[first + 1] = fan_out
        place = 3 * (arcs["source"].astype(np.int64) + 1) + 4 * np.arange(len(arcs))
        for offset, field in enumerate(("input", "output", "weight", "target")):
            body[place + offset] = np.ascontiguousarray(arcs[field]).view("<i4")
        properties = _EXPANDED | _MUTABLE | _SORTED_BY_INPUT
        header = struct.pack("<i", _MAGIC) + _text("vector") + _text("standard")
        header += struct.pack("<iiQqqq", _VERSION, 0, properties, self.start, states, len(arcs))
        path.write_bytes(header + body.tobytes())


def read(path: Path) -> Fst:
    """Return the transducer in a file; raises `ValueError` when it is not of the vector type."""
    content = path.read_bytes()
    magic, length = struct.unpack_from("<ii", content)
    if magic != _MAGIC or content[8 : 8 + length] != b"vector":
        raise ValueError(f"{path.name} is not a vector FST")
    position = 8 + length
    position += 4 + struct.unpack_from("<i", content, position)[0]
    _, _, _, start, states, _ = struct.unpack_from("<iiQqqq", content, position)
    position += 40
    final = np.empty(states, np.float32)
    parts = []
    for state in range(states):
        final[state], fan_out = struct.unpack_from("<fq", content, position)
        part = np.zeros(fan_out, ARC)
        raw = np.frombuffer(content, "<i4", 4 * fan_out, position + 12).reshape(-1, 4)
        part["source"], part["input"], part["output"], part["target"] = state, raw[:, 0], raw[:, 1], raw[:, 3]
        part["weight"] = np.ascontiguousarray(raw[:, 2]).view("<f4")
        parts.append(part)
        position += 12 + 16 * fan_out
    return Fst(np.concatenate(parts) if parts else np.zeros(0, ARC), final, start)


def _text(value: str) -> bytes:
    return struct.pack("<i", len(value)) + value.encode()
