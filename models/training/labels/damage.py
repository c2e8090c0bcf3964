"""What happens to a label before a camera sees it: it is stuck on a carton, seen at an angle, torn, creased, dim."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from vision.picture import Image

WIDTH, HEIGHT = 1280, 960


def scene(rng: random.Random, label: Image, *, tilt: float = 0.0, turn: float = 0.0, share: float = 0.62) -> Image:
    """Return a picture of 1280×960 with the label on cardboard.

    `tilt` 0–1 bends the corners as a slanted view does, `turn` is in degrees counter-clockwise, `share` is the part
    of the picture's width or height that the label takes.
    """
    grain = np.random.default_rng(rng.randrange(2**32))
    picture = cardboard(grain, WIDTH, HEIGHT)
    high, wide = label.shape[:2]
    angle = np.deg2rad(turn)
    outer = (
        abs(np.cos(angle)) * wide + abs(np.sin(angle)) * high,
        abs(np.sin(angle)) * wide + abs(np.cos(angle)) * high,
    )
    scale = share * min(WIDTH / outer[0], HEIGHT / outer[1])
    corners = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]], np.float32) / 2 * scale
    corners += grain.uniform(-1, 1, (4, 2)) * tilt * 0.10 * scale * np.array([wide, high])
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    room = 0.5 * (1 - share) * 0.6
    centre = np.array([WIDTH * (0.5 + grain.uniform(-room, room)), HEIGHT * (0.5 + grain.uniform(-room, room))])
    target = (corners @ rotation + centre).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32), target)
    # Shrinking by interpolation alone would alias fine bars as no lens does.
    smooth = cv2.GaussianBlur(label, (0, 0), max(0.01, 0.45 / scale)) if scale < 0.9 else label
    laid = cv2.warpPerspective(smooth, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.full(label.shape[:2], 255, np.uint8), matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR)
    share_of = mask[:, :, None].astype(np.float32) / 255
    return np.asarray(laid * share_of + picture * (1 - share_of), np.uint8)


def cardboard(grain: np.random.Generator, width: int, height: int) -> Image:
    """Return brown board: a slow gradient of light, fibres, a seam of tape now and then."""
    base = np.array([112, 148, 182]) * grain.uniform(0.8, 1.1) + grain.uniform(-6, 6, 3)
    slow = cv2.resize(
        grain.uniform(0.8, 1.15, (4, 5)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
    )
    fibres = cv2.GaussianBlur(grain.normal(0, 9, (height, width)).astype(np.float32), (0, 0), sigmaX=3, sigmaY=0.6)
    board = base[None, None] * slow[:, :, None] + fibres[:, :, None]
    if grain.random() < 0.5:
        left = int(grain.integers(0, width - 90))
        board[:, left : left + 80] = board[:, left : left + 80] * 0.9 + 22
    return np.clip(board, 0, 255).astype(np.uint8)


def sensor(rng: random.Random, picture: Image, noise: float = 3.0) -> Image:
    """Return the picture with the noise of a sensor, standard deviation in grey levels."""
    grain = np.random.default_rng(rng.randrange(2**32))
    return np.clip(picture + grain.normal(0, noise, picture.shape), 0, 255).astype(np.uint8)


def relit(rng: random.Random, picture: Image) -> Image:
    """Return the picture in a little more or less light and contrast, more or less sharp."""
    lit = np.float32(rng.uniform(0.7, 1.1)) * picture + np.float32(rng.uniform(-15, 15))
    softer = cv2.GaussianBlur(lit, (0, 0), rng.uniform(0.3, 1.0))
    return np.clip(softer, 0, 255).astype(np.uint8)


def dim(rng: random.Random, picture: Image, light: float = 0.25) -> Image:
    """Return the picture at a fraction of its light, with a little more noise."""
    return sensor(rng, np.asarray(picture * np.float32(light), np.uint8), 4.0)


def moved(rng: random.Random, picture: Image, pixels: int = 7) -> Image:
    """Return the picture as smeared by a hand that moved so many pixels in some direction."""
    angle = rng.uniform(0, np.pi)
    kernel = np.zeros((pixels, pixels), np.float32)
    middle = (pixels - 1) / 2
    step = np.array([np.cos(angle), np.sin(angle)]) * middle
    first, last = np.round(middle - step).astype(int), np.round(middle + step).astype(int)
    cv2.line(kernel, tuple(map(int, first)), tuple(map(int, last)), 1.0, 1)
    return np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()), np.uint8)


def creased(rng: random.Random, label: Image, folds: int = 3) -> Image:
    """Return a label with folds: the print is shifted across each fold and a bright edge and a shadow run along it."""
    high, wide = label.shape[:2]
    made = []
    for _ in range(folds):
        angle = rng.uniform(0, np.pi)
        place = (rng.uniform(0.15, 0.85) * wide, rng.uniform(0.15, 0.85) * high)
        made.append(_Fold(angle, place, rng.uniform(3, 7), rng.uniform(8, 16)))
    return _folded(label, made)


def crumpled(rng: random.Random, label: Image, folds: int = 3) -> Image:
    """Return a label with folds of all kinds: bowed, ending on it, soft or sharp, lit from either side."""
    high, wide = label.shape[:2]
    made = []
    for _ in range(folds):
        lit = rng.choice((-1, 1)) * rng.uniform(0.3, 1.5)
        made.append(
            _Fold(
                rng.uniform(0, np.pi),
                (rng.uniform(0, 1) * wide, rng.uniform(0, 1) * high),
                rng.uniform(0, 8),
                rng.uniform(5, 22),
                bright=lit * 38,
                dark=lit * rng.uniform(30, 70),
                edge=rng.uniform(1.5, 7),
                bow=rng.uniform(-0.6, 0.6) / max(wide, high),
                length=rng.uniform(0.1, 1.0) * max(wide, high),
            )
        )
    return _folded(label, made)


@dataclass(frozen=True, slots=True)
class _Fold:
    angle: float
    """Of its normal, radians."""
    place: tuple[float, float]
    depth: float
    """Pixels by which print on it is shifted."""
    width: float
    """Pixels on either side in which it is."""
    bright: float = 38.0
    """Grey levels of the lit side …"""
    dark: float = 60.0
    """… and of the shadow."""
    edge: float = 3.5
    """Pixels of either's width."""
    bow: float = 0.0
    """How it is bent: one over twice the radius."""
    length: float = 0.0
    """Pixels in which it fades; 0: it never does."""


def _folded(label: Image, folds: Sequence[_Fold]) -> Image:
    high, wide = label.shape[:2]
    x, y = np.meshgrid(np.arange(wide, dtype=np.float32), np.arange(high, dtype=np.float32))
    shift_x, shift_y = np.zeros_like(x), np.zeros_like(y)
    light = np.zeros_like(x)
    for fold in folds:
        normal = np.array([np.cos(fold.angle), np.sin(fold.angle)])
        middle = np.array(fold.place)
        off_x, off_y = x - middle[0], y - middle[1]
        along = off_y * normal[0] - off_x * normal[1]
        away = off_x * normal[0] + off_y * normal[1] + fold.bow * along**2
        there = np.exp(-((along / fold.length) ** 2)) if fold.length else 1.0
        bump = np.exp(-((away / fold.width) ** 2)) * there
        shift_x += normal[0] * fold.depth * bump * np.sign(away)
        shift_y += normal[1] * fold.depth * bump * np.sign(away)
        lit = fold.bright * np.exp(-(((away - 3) / fold.edge) ** 2))
        light += (lit - fold.dark * np.exp(-(((away + 3) / fold.edge) ** 2))) * there
    bent = cv2.remap(label, x + shift_x, y + shift_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.clip(bent + light[:, :, None], 0, 255).astype(np.uint8)


def torn(rng: random.Random, label: Image, share: float = 0.12, board: tuple[int, int, int] = (110, 148, 182)) -> Image:
    """Return a label without a ragged corner or edge of `share` of its area, cardboard showing through."""
    high, wide = label.shape[:2]
    grain = np.random.default_rng(rng.randrange(2**32))
    x, y = np.meshgrid(np.arange(wide, dtype=np.float32), np.arange(high, dtype=np.float32))
    angle = rng.uniform(0, 2 * np.pi)
    ragged = cv2.resize(
        grain.normal(0, 1, (1, max(4, (wide + high) // 30))).astype(np.float32),
        (wide + high, 1),
        interpolation=cv2.INTER_CUBIC,
    )
    along = (np.cos(angle) * x / wide + np.sin(angle) * y / high) + 0.02 * ragged[0, (x + y).astype(int)]
    lost = along > np.quantile(along, 1 - share)
    rim = cv2.dilate(lost.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool) & ~lost
    result = label.copy()
    result[rim] = (235, 238, 240)
    result[lost] = np.array(board, np.uint8)
    return result


def covered_by_glare(rng: random.Random, picture: Image, size: float = 0.28) -> Image:
    """Return the picture with a lamp's reflection that burns out a part of it."""
    high, wide = picture.shape[:2]
    x, y = np.meshgrid(np.arange(wide, dtype=np.float32), np.arange(high, dtype=np.float32))
    at = (rng.uniform(0.35, 0.65) * wide, rng.uniform(0.35, 0.65) * high)
    glow = 330 * np.exp(-(((x - at[0]) / (size * wide)) ** 2 + ((y - at[1]) / (size * high)) ** 2) * 2)
    return np.clip(picture + glow[:, :, None], 0, 255).astype(np.uint8)
