"""Lines of print as the reader cuts them out, whole and damaged: what the recogniser is trained further on."""

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from models.training.labels import damage
from models.training.labels.content import Content, invent, read_items
from models.training.labels.render import choose_look, draw
from vision.picture import Image, Points
from vision.text.detector import Detector
from vision.text.line import bare
from vision.text.reader import straightened
from vision.text.recogniser import HEIGHT, Recogniser

_COPIES = 4
"""Worn pictures of one label."""
_SURE = 0.9
"""Mean probability from which what is read of a whole line is taken for what it says."""
_SIDES = (360, 1000)
"""Pixels of a label's longer side in a picture."""
_ANYTHING = 0.35
"""Share of values that are replaced by what no label says: else the recogniser learns what labels say, not to read."""
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789-/."
_HANZI = ("\u4e00", "\u9fff")


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """One line of print, BGR, twice."""

    whole: Image
    damaged: Image
    text: str


def of_labels(
    rng: random.Random, find: Detector, read: Recogniser, characters: Sequence[str] = (), fonts: Sequence[str] = ()
) -> Iterator[Strip]:
    """Yield lines of drawn labels without end, found on the whole picture and cut from a creased, dim or moved one.

    `characters` are those that may stand on them besides what labels say, `fonts` files beside the fonts of OpenCV.
    """
    items, hanzi = read_items(), [one for one in characters if _HANZI[0] <= one <= _HANZI[1]]
    while True:
        content = _changed(rng, invent(rng, rng.choice(items)), hanzi)
        label = draw(content, choose_look(rng, rng.choice(((), tuple(fonts)))))
        said = {bare(key + value) for key, value in content.lines} | {bare(v) for _, v in content.lines}
        view, size = _view(rng, label)
        picture = _seen(label, view, size)
        lines = []
        for outline in find(picture):
            strip, _ = straightened(picture, outline)
            reading = read(strip)
            if bare(reading.text) in said and reading.confidence >= _SURE:
                lines.append((outline, strip, reading.text))
        for _ in range(_COPIES):
            worn = _seen(_worn(rng, label, 5), view, size)
            if rng.random() < 0.2:
                worn = damage.moved(rng, worn, rng.randint(3, 7))
            for outline, strip, text in lines:
                yield Strip(strip, _photographed(rng, straightened(worn, _roughly(rng, outline))[0]), text)


def of_photos(rng: random.Random, files: Sequence[Path], find: Detector, read: Recogniser) -> Iterator[Strip]:
    """Yield lines of photos without end, each time a little otherwise, with folds laid over them.

    Nothing is yielded if no photo has any. Their text is what is read of them as they are.
    """
    ahead, found = rng.sample(files, len(files)), list[tuple[Image, str]]()
    while ahead or found:
        if ahead:
            found += _lines(ahead.pop(), find, read)
        if found:
            strip, text = rng.choice(found)
            whole = damage.relit(rng, strip)
            yield Strip(whole, _photographed(rng, _worn(rng, whole, 2)), text)


def held_out(photo: Path) -> bool:
    """Return whether training leaves this photo to those who measure what it brought: one in ten, since 6.2."""
    return hashlib.sha256(photo.name.encode()).digest()[0] < 26


def _lines(photo: Path, find: Detector, read: Recogniser) -> Iterator[tuple[Image, str]]:
    picture = cv2.imread(str(photo))
    for outline in find(np.asarray(picture, np.uint8)) if picture is not None else ():
        strip, _ = straightened(np.asarray(picture, np.uint8), outline)
        reading = read(strip)
        if reading.confidence >= _SURE and len(reading.text) > 1:
            wide = max(HEIGHT, strip.shape[1] * HEIGHT // strip.shape[0])
            yield np.asarray(cv2.resize(strip, (wide, HEIGHT)), np.uint8), reading.text


def _changed(rng: random.Random, content: Content, hanzi: Sequence[str]) -> Content:
    """Return the content with some values that no rule of `invent` makes."""
    lines = tuple(
        (key, _anything(rng, hanzi)) if rng.random() < _ANYTHING else (key, value) for key, value in content.lines
    )
    return replace(content, lines=lines, symbology=rng.choice((content.symbology, "none")))


def _anything(rng: random.Random, hanzi: Sequence[str]) -> str:
    kinds = (_LETTERS, "0123456789", "0123456789-/.", *((hanzi,) if hanzi else ()))
    mixed, kind = rng.random() < 0.2, rng.choice(kinds)
    return "".join(rng.choice(rng.choice(kinds) if mixed else kind) for _ in range(rng.randint(3, 14)))


def _worn(rng: random.Random, label: Image, folds: int) -> Image:
    fold = rng.choice((damage.creased, damage.crumpled))
    return fold(rng, label, rng.randint(1, folds)) if rng.random() < 0.8 else label


def _view(rng: random.Random, label: Image) -> tuple[np.ndarray, tuple[int, int]]:
    """Return the matrix [3, 3] by which a camera sees the label, somewhat aslant, and the picture's size."""
    high, wide = label.shape[:2]
    scale = rng.uniform(*_SIDES) / max(high, wide)
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    aslant = rng.choice((0.0, 0.06))
    off = [[rng.uniform(0, aslant), rng.uniform(0, aslant)] for _ in corners]
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]]) * off * np.array([wide, high])
    matrix = cv2.getPerspectiveTransform(corners, ((corners + inward) * scale).astype(np.float32))
    return matrix, (round(wide * scale), round(high * scale))


def _seen(label: Image, view: np.ndarray, size: tuple[int, int]) -> Image:
    scale = size[0] / label.shape[1]
    smooth = cv2.GaussianBlur(label, (0, 0), max(0.01, 0.45 / scale)) if scale < 0.9 else label
    laid = cv2.warpPerspective(smooth, view, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(laid, np.uint8)


def _photographed(rng: random.Random, strip: Image) -> Image:
    if rng.random() < 0.25:
        return damage.dim(rng, strip, rng.uniform(0.2, 0.6))
    return damage.sensor(rng, strip, rng.uniform(0, 6))


def _roughly(rng: random.Random, outline: Points) -> Points:
    """Return the outline as it may be found on a worn picture: a little off at every corner."""
    high = float(np.linalg.norm(outline[3] - outline[0]))
    off = np.array([[rng.gauss(0, 0.05), rng.gauss(0, 0.05)] for _ in range(4)], np.float32)
    return outline + np.float32(high) * off
