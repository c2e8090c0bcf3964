"""Write Kaldi's binary `final.mdl`, its matrices quantised, from plain arrays.

Layout after Kaldi's own writers: `hmm-topology.cc`, `transition-model.cc`, `nnet-nnet.cc`,
`nnet-tdnn-component.cc`, `compressed-matrix.cc`; all little-endian.
"""

import struct
from collections.abc import Iterable, Sequence

import numpy as np


def token(text: str) -> bytes:
    """Return a token and the space after it."""
    return text.encode() + b" "


def integer(value: int) -> bytes:
    """Return an int32 with its size mark."""
    return struct.pack("<Bi", 4, value)


def real(value: float) -> bytes:
    """Return a float32 with its size mark."""
    return struct.pack("<Bf", 4, value)


def integers(values: Sequence[int]) -> bytes:
    """Return a vector of int32."""
    return struct.pack(f"<Bi{len(values)}i", 4, len(values), *values)


def vector(values: Iterable[float]) -> bytes:
    """Return a vector of float32."""
    raw = np.asarray(list(values), "<f4")
    return b"FV " + integer(len(raw)) + raw.tobytes()


def matrix(values: np.ndarray, coding: str = "CM") -> bytes:
    """Return a matrix as `FM` (float32), `CM2` (16 bits over one range) or `CM` (8 bits, four knots a column)."""
    rows, columns = values.shape
    if coding == "FM":
        return b"FM " + integer(rows) + integer(columns) + values.astype("<f4").tobytes()
    low, span = float(values.min()), float(values.max() - values.min()) or 1.0
    head = token(coding) + struct.pack("<ffii", low, span, rows, columns)
    if coding == "CM2":
        return head + np.rint((values - low) / span * 65535).astype("<u2").tobytes()
    knots = _knots(values, low, span)
    return head + knots.tobytes() + _codes(values, low + knots.astype(np.float64) * span / 65535).tobytes()


def _knots(values: np.ndarray, low: float, span: float) -> np.ndarray:
    """Return [columns, 4] uint16: minimum, quartiles and maximum of each column, strictly rising as Kaldi wants."""
    ordered = np.sort(values, axis=0)
    rows = len(ordered)
    quarter = rows // 4
    at = [0, quarter, min(3 * quarter, rows - 1), rows - 1]
    knots = np.rint((ordered[at].T - low) / span * 65535).astype(np.int64)
    for i, (least, most) in enumerate(((0, 65532), (1, 65533), (2, 65534), (3, 65535))):
        floor = knots[:, i - 1] + 1 if i else least
        knots[:, i] = np.clip(np.maximum(knots[:, i], floor), least, most)
    return knots.astype("<u2")


def _codes(values: np.ndarray, knots: np.ndarray) -> np.ndarray:
    """Return [columns, rows] uint8: codes 0, 64, 192 and 255 at the knots, linear in between."""
    column = values.T
    marks = [0, 64, 192, 255]
    codes = np.zeros(column.shape)
    for i in range(3):
        left, right = knots[:, i : i + 1], knots[:, i + 1 : i + 2]
        part = marks[i] + (column - left) / (right - left) * (marks[i + 1] - marks[i])
        codes = np.where(column >= left, part, codes)
    return np.clip(np.rint(codes), 0, 255).astype(np.uint8)


def affine_over_time(weights: np.ndarray, bias: np.ndarray, offsets: Sequence[int], coding: str = "CM") -> bytes:
    """Return a TdnnComponent; `weights` is [out, taps * in], offset-major; `bias` may be empty."""
    return b"".join(
        (
            token("<TdnnComponent>") + token("<LearningRate>") + real(0.001),
            token("<TimeOffsets>") + integers(offsets),
            token("<LinearParams>") + matrix(weights, coding),
            token("<BiasParams>") + vector(bias),
            token("<OrthonormalConstraint>") + real(0.0),
            token("<UseNaturalGradient>") + b"T",
            token("<NumSamplesHistory>") + real(2000.0),
            token("<AlphaInOut>") + real(4.0) + real(4.0),
            token("<RankInOut>") + integer(20) + integer(80),
            token("</TdnnComponent>"),
        ),
    )


def activation(kind: str, dimension: int) -> bytes:
    """Return a RectifiedLinear or LogSoftmax component."""
    double = struct.pack("<Bd", 8, 0.0)
    statistics = (
        ("<ValueAvg>", vector(())),
        ("<DerivAvg>", vector(())),
        ("<Count>", double),
        ("<OderivRms>", vector(())),
        ("<OderivCount>", double),
        ("<NumDimsSelfRepaired>", double),
        ("<NumDimsProcessed>", double),
    )
    body = b"".join(token(name) + value for name, value in statistics)
    return token(f"<{kind}>") + token("<Dim>") + integer(dimension) + body + token(f"</{kind}>")


def identity(dimension: int) -> bytes:
    """Return a NoOp component."""
    head = token("<NoOpComponent>") + token("<Dim>") + integer(dimension)
    return head + token("<BackpropScale>") + real(1.0) + token("</NoOpComponent>")


def network(config: Sequence[str], components: Sequence[tuple[str, bytes]]) -> bytes:
    """Return an Nnet3 of config lines and named components."""
    body = b"".join(token("<ComponentName>") + token(name) + written for name, written in components)
    lines = "".join(f"{line}\n" for line in config) + "\n"
    return (
        token("<Nnet3>")
        + b"\n"
        + lines.encode()
        + token("<NumComponents>")
        + integer(len(components))
        + body
        + token("</Nnet3>")
    )


State = tuple[int, tuple[int, ...]]
"""A state of a phone: its pdf class and the states one may go to from it."""


def transition_model(
    topologies: Sequence[tuple[Sequence[int], Sequence[State]]], pdfs: Sequence[tuple[int, int, int]]
) -> bytes:
    """Return a TransitionModel.

    `topologies` pairs phones with the states they share, the final one not counted; `pdfs` lists
    (phone, state, pdf), sorted.
    """
    phones = sorted(phone for group, _ in topologies for phone in group)
    entry_of = {phone: entry for entry, (group, _) in enumerate(topologies) for phone in group}
    out = token("<TransitionModel>") + token("<Topology>") + integers(phones)
    out += integers([entry_of.get(phone, -1) for phone in range(phones[-1] + 1)]) + integer(len(topologies))
    for _, states in topologies:
        out += integer(len(states) + 1)
        for pdf_class, targets in states:
            out += integer(pdf_class) + integer(len(targets))
            out += b"".join(integer(target) + real(1 / len(targets)) for target in targets)
        out += integer(-1) + integer(0)
    out += token("</Topology>") + token("<Triples>") + integer(len(pdfs))
    out += b"".join(integer(value) for triple in pdfs for value in triple) + token("</Triples>")
    fan_out = [len(topologies[entry_of[phone]][1][state][1]) for phone, state, _ in pdfs]
    log_probabilities = [0.0, *(float(-np.log(n)) for n in fan_out for _ in range(n))]
    return out + token("<LogProbs>") + vector(log_probabilities) + token("</LogProbs>") + token("</TransitionModel>")


def acoustic_model(transitions: bytes, net: bytes, context: int, log_priors: np.ndarray) -> bytes:
    """Return the whole of `final.mdl`; Kaldi subtracts the logarithm of the priors from the net's scores."""
    edges = token("<LeftContext>") + integer(context) + token("<RightContext>") + integer(context)
    return b"\0B" + transitions + net + edges + token("<Priors>") + vector(np.exp(log_priors))
