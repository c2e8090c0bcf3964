"""Labels with codes on them, and codes printed alone: surfaces with the place of the code."""

import random
from dataclasses import dataclass

import cv2
import numpy as np

from models.training.labels.content import invent, read_items
from models.training.labels.render import draw_code
from models.training.scenes.texture import Random, colour, plain, write
from vision.picture import Image

_NAMES = "康师傅牛肉面农夫山泉海天酱油金龙鱼花生油洗衣液牛奶饼干电机轴承螺丝开关口罩"
_FORMS = ("EAN13", "EAN13", "ITF14", "Code128", "Code128", "QRCode", "DataMatrix")


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """A label as a surface."""

    surface: Image
    """BGRA; what is torn off is transparent."""
    code: tuple[float, float, float, float] | None
    """Left, top, right, bottom of the code as shares of the surface; None without one, or where it is torn off."""
    label: bool = True
    """False for a code that is printed straight onto the goods."""


def pool(seed: int, count: int) -> list[Paper]:
    """Return that many papers, every tenth of them a bare code."""
    rng = np.random.default_rng(seed)
    return [_bare(rng) if number % 10 == 0 else _label(rng) for number in range(count)]


def torn(rng: Random, paper: Paper) -> Paper:
    """Return the label without one corner or edge."""
    surface = paper.surface.copy()
    high, wide = surface.shape[:2]
    across, down = np.meshgrid(np.linspace(-1, 1, wide), np.linspace(-1, 1, high))
    angle = rng.uniform(0, 2 * np.pi)
    ragged = cv2.resize(rng.normal(0, 0.05, (9, 9)).astype(np.float32), (wide, high), interpolation=cv2.INTER_CUBIC)
    away = np.cos(angle) * across + np.sin(angle) * down + ragged
    lost = away > rng.uniform(0.45, 1.0)
    surface[lost & (away < 0.06 + away[lost].min() if lost.any() else False), :3] = 235
    surface[lost, 3] = 0
    code = paper.code
    if code:
        left, top, right, bottom = (np.array(code) * (wide, high, wide, high)).astype(int)
        if lost[top:bottom, left:right].mean() > 0.3:
            code = None
    return Paper(surface, code, paper.label)


def _label(rng: Random) -> Paper:
    wide, high = int(rng.integers(180, 340)), int(rng.integers(110, 300))
    base = np.array([246, 248, 250]) if rng.random() < 0.75 else colour(rng, vivid=(20, 160)) * 0.4 + 150
    paper = plain(rng, base, wide, high, 2)
    dark = [float(rng.uniform(10, 80))] * 3
    code, place = None, None
    if rng.random() < 0.85:
        code = _code(rng)
        most = (wide - 16) / code.shape[1], (high - 16) * rng.uniform(0.3, 0.75) / code.shape[0]
        scale = min(most) * rng.uniform(0.8, 1.0)
        code = cv2.resize(code, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        left = int(rng.integers(6, max(7, wide - code.shape[1] - 6)))
        top = int(rng.choice([6, high - code.shape[0] - 6]))
        place = (left, top, left + code.shape[1], top + code.shape[0])
    _print(rng, paper, place, dark)
    if code is not None and place is not None:
        left, top, right, bottom = place
        area = paper[top:bottom, left:right]
        area[:] = np.minimum(area, np.clip(code[:, :, None].astype(np.int32) + 20, 0, 255)).astype(np.uint8)
    if rng.random() < 0.5:
        cv2.rectangle(paper, (1, 1), (wide - 2, high - 2), dark, 1)
    if rng.random() < 0.3:
        band = int(high * rng.uniform(0.1, 0.25))
        if place is None or place[1] > band:
            paper[:band] = colour(rng, vivid=(120, 255)).astype(np.uint8)
    share = np.array(place) / (wide, high, wide, high) if place else None
    opaque = np.full((high, wide, 1), 255, np.uint8)
    return Paper(np.concatenate([paper, opaque], axis=2), tuple(map(float, share)) if share is not None else None)


def _print(rng: Random, paper: Image, place: tuple[int, int, int, int] | None, ink: list[float]) -> None:
    high = paper.shape[0]
    top, bottom = 8, high - 6
    if place:
        top, bottom = (place[3] + 4, bottom) if place[1] < high / 3 else (top, place[1] - 4)
    size = int(rng.integers(9, 26))
    for row, base in enumerate(range(top + size, bottom, int(size * rng.uniform(1.2, 1.7)))):
        text = "".join(rng.choice(list(_NAMES), int(rng.integers(2, 6))))
        if row or rng.random() < 0.3:
            key = rng.choice(["批号", "LOT", "EXP", "数量", "规格", "QTY", "MFG", "净重", "产地"])
            text = f"{key}: {rng.integers(10**7)}{rng.choice(['', ' kg', '-A', '瓶'])}"
        write(rng, paper, text, (8, base), size, ink)


def _bare(rng: Random) -> Paper:
    code = _code(rng)
    surface = np.repeat(code[:, :, None], 3, axis=2)
    white = rng.random() < 0.6
    ink = np.full((*code.shape, 1), 255, np.uint8) if white else np.clip(255 - code[:, :, None].astype(int), 0, 255)
    return Paper(np.concatenate([surface, ink.astype(np.uint8)], axis=2), (0.0, 0.0, 1.0, 1.0), label=False)


def _code(rng: Random) -> Image:
    chance = random.Random(int(rng.integers(2**31)))
    form = str(rng.choice(_FORMS))
    content = invent(chance, chance.choice(read_items()))
    text = {"EAN13": content.item.barcode, "ITF14": content.item.carton_barcode or content.item.barcode.zfill(14)}
    code = draw_code(text.get(form, f"{content.lot}{chance.randrange(10**6)}"), form, 3)
    if code.shape[1] > 1.3 * code.shape[0] or form not in {"QRCode", "DataMatrix"}:
        # Bars may be cut to any height.
        keep = int(code.shape[0] * rng.uniform(0.4, 1.0))
        code = code[: max(24, keep)]
    return np.ascontiguousarray(code)
