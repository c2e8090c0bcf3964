"""The affine layers inside Kaldi's binary `final.mdl`: found, read, and replaced; all other bytes stay as they are.

Source of the layout: Kaldi, `nnet-tdnn-component.cc` and `compressed-matrix.cc`; all little-endian.
"""

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_LAYER = re.compile(rb"<ComponentName> (\S+) <TdnnComponent> ")
_NODE = re.compile(r"^component-node name=(\S+) component=(\S+) input=(.+)$", re.MULTILINE)

_BETWEEN = np.stack([np.interp(np.arange(256), (0, 64, 192, 255), knot) for knot in np.eye(4)]).astype(np.float32)
"""[4, 256]: the share of each of a column's four knots in what a code of 8 bits stands for."""


@dataclass(frozen=True, slots=True)
class Affine:
    """An affine layer over several moments."""

    offsets: tuple[int, ...]
    """Moments relative to the output's, frames of 10 ms."""
    weights: Floats
    """[outputs, moments · inputs], all inputs of the first moment first."""
    bias: Floats
    """[outputs], or empty."""
    span: tuple[int, int]
    """Where weights and bias lie in the file."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A parsed model."""

    content: bytes
    layers: Mapping[str, Affine]
    nodes: tuple[tuple[str, str, str], ...]
    """(name, component, input descriptor) of each node, in the order in which they are computed."""
    context: int
    """Frames of 10 ms that the net sees on either side."""
    log_priors: Floats
    """[units], what is subtracted from the log of the net's outputs before anything is decoded."""

    def replaced(self, changed: Mapping[str, tuple[Floats, Floats]]) -> bytes:
        """Return the file with the weights and biases of some layers changed."""
        parts = []
        place = 0
        for name, layer in sorted(self.layers.items(), key=lambda item: item[1].span):
            if name in changed:
                weights, bias = changed[name]
                parts += [self.content[place : layer.span[0]], _matrix(weights), b"<BiasParams> ", _vector(bias)]
                place = layer.span[1]
        return b"".join([*parts, self.content[place:]])


def parse(content: bytes) -> ModelFile:
    """Read `final.mdl`; raises `ValueError` when it holds no net of affine layers over time, or a damaged one."""
    try:
        return _parse(content)
    except (struct.error, IndexError) as error:
        raise ValueError(f"the net is damaged: {error}") from error


def _parse(content: bytes) -> ModelFile:
    start = content.find(b"<Nnet3> ")
    end = content.find(b"<NumComponents> ", start)
    if start < 0 or end < 0:
        raise ValueError("not a Kaldi model with an nnet3 net")
    nodes = tuple(_NODE.findall(content[start:end].decode("ascii", "replace")))
    layers = {match[1].decode(): _layer(content, match.end()) for match in _LAYER.finditer(content, end)}
    if not nodes or not layers:
        raise ValueError("the net has no affine layers over time")
    mark = content.rfind(b"<LeftContext> ")
    (context,) = struct.unpack_from("<i", content, mark + len(b"<LeftContext> ") + 1)
    priors, _ = _read_vector(content, _behind(content, b"<Priors> ", mark))
    return ModelFile(content, layers, nodes, context, np.log(priors))


def _layer(content: bytes, start: int) -> Affine:
    place = _behind(content, b"<TimeOffsets> ", start)
    (count,) = struct.unpack_from("<i", content, place + 1)
    offsets = struct.unpack_from(f"<{count}i", content, place + 5)
    first = _behind(content, b"<LinearParams> ", place)
    weights, place = _read_matrix(content, first)
    place = _behind(content, b"<BiasParams> ", place)
    bias, last = _read_vector(content, place)
    return Affine(offsets, weights, bias, (first, last))


def _behind(content: bytes, token: bytes, start: int) -> int:
    return content.index(token, start) + len(token)


def _read_vector(content: bytes, place: int) -> tuple[Floats, int]:
    _, size = struct.unpack_from("<3sxi", content, place)
    return np.frombuffer(content, "<f4", size, place + 8).copy(), place + 8 + 4 * size


def _read_matrix(content: bytes, place: int) -> tuple[Floats, int]:
    kind = content[place : place + 4].partition(b" ")[0]
    if kind == b"FM":
        rows, columns = struct.unpack_from("<xixi", content, place + 3)
        return np.frombuffer(content, "<f4", rows * columns, place + 13).reshape(rows, columns).copy(), (
            place + 13 + 4 * rows * columns
        )
    place += len(kind) + 1
    low, span, rows, columns = struct.unpack_from("<ffii", content, place)
    place += 16
    if kind == b"CM2":
        codes = np.frombuffer(content, "<u2", rows * columns, place).reshape(rows, columns)
        return np.asarray(low + codes * (span / 65535), np.float32), place + 2 * rows * columns
    if kind == b"CM3":
        codes8 = np.frombuffer(content, "u1", rows * columns, place).reshape(rows, columns)
        return np.asarray(low + codes8 * (span / 255), np.float32), place + rows * columns
    if kind != b"CM":
        raise ValueError(f"unknown coding of a matrix: {kind!r}")
    knots = low + np.frombuffer(content, "<u2", 4 * columns, place).reshape(columns, 4) * np.float32(span / 65535)
    place += 8 * columns
    codes8 = np.frombuffer(content, "u1", rows * columns, place).reshape(columns, rows)
    values = np.take_along_axis(knots.astype(np.float32) @ _BETWEEN, codes8.astype(np.intp), axis=1)
    return np.ascontiguousarray(values.T), place + rows * columns


def _vector(values: Floats) -> bytes:
    return b"FV " + struct.pack("<Bi", 4, len(values)) + values.astype("<f4").tobytes()


def _matrix(values: Floats) -> bytes:
    low, span = float(values.min()), float(np.ptp(values)) or 1.0
    codes = np.rint((values - low) / span * 65535).astype("<u2")
    return b"CM2 " + struct.pack("<ffii", low, span, *values.shape) + bytes(codes.tobytes())
