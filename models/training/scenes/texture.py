"""Surfaces: noise, cardboard, wood and the like, as BGR pictures drawn from a random generator."""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np

from vision.picture import Image

Random = np.random.Generator


def noise(rng: Random, width: int, height: int, cells: tuple[int, int], spread: tuple[float, float]) -> np.ndarray:
    """Return smooth noise [height, width] with so many bumps across and down, uniform between `spread`."""
    grid = rng.uniform(*spread, (cells[1] + 1, cells[0] + 1)).astype(np.float32)
    return np.asarray(cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC))


def colour(rng: Random, hue: tuple[float, float] = (0, 180), vivid: tuple[float, float] = (0, 255)) -> np.ndarray:
    """Return a BGR colour [3] by chance; `hue` 0–180 and `vivid` (saturation) 0–255 as OpenCV counts them."""
    pixel = np.array([[[rng.uniform(*hue) % 180, rng.uniform(*vivid), rng.uniform(60, 255)]]]).astype(np.uint8)
    return np.asarray(cv2.cvtColor(pixel, cv2.COLOR_HSV2BGR)[0, 0], np.float32)


def plain(rng: Random, base: Sequence[float] | np.ndarray, width: int, height: int, rough: float = 4.0) -> Image:
    """Return a surface of one colour with uneven light and grain of `rough` grey levels."""
    light = noise(rng, width, height, (3, 3), (0.88, 1.1))
    grain = cv2.resize(
        rng.normal(0, rough, (max(2, height // 2), max(2, width // 2))).astype(np.float32), (width, height)
    )
    return np.clip(np.asarray(base, np.float32) * light[:, :, None] + grain[:, :, None], 0, 255).astype(np.uint8)


def cardboard(rng: Random, base: np.ndarray, width: int, height: int) -> Image:
    """Return corrugated board: fibres along one direction and faint flutes."""
    board = plain(rng, base, width, height).astype(np.float32)
    fibres = cv2.GaussianBlur(rng.normal(0, 12, (height, width)).astype(np.float32), (0, 0), sigmaX=3, sigmaY=0.6)
    flutes = np.sin(np.arange(width) * rng.uniform(0.5, 1.2))[None, :, None] * rng.uniform(0, 3)
    return np.clip(board + fibres[:, :, None] + flutes, 0, 255).astype(np.uint8)


def carton_colour(rng: Random) -> np.ndarray:
    """Return the colour of a shipping carton: mostly kraft brown, some white, a few dyed."""
    chance = rng.random()
    if chance < 0.78:
        brown = np.array([112, 148, 182], np.float32)
        return brown * np.float32(rng.uniform(0.62, 1.2)) + rng.uniform(-14, 14, 3).astype(np.float32)
    if chance < 0.93:
        return np.array([215, 222, 226], np.float32) * np.float32(rng.uniform(0.75, 1.1))
    return colour(rng, vivid=(20, 120))


def planks(rng: Random, width: int, height: int, count: int) -> Image:
    """Return boards of wood, side by side."""
    wood = np.array([80, 125, 165], np.float32) * np.float32(rng.uniform(0.5, 1.25))
    surface = plain(rng, wood + rng.uniform(-25, 25, 3).astype(np.float32), width, height, 3).astype(np.float32)
    edges = np.linspace(0, width, count + 1).astype(int)
    for left, right in pairwise(edges):
        veins = np.sin(np.arange(max(1, right - left)) * rng.uniform(0.2, 1.2) + rng.uniform(0, 6)) * 7
        surface[:, left:right] = surface[:, left:right] * rng.uniform(0.85, 1.12) + veins[None, :, None]
        surface[:, left : left + max(1, width // 300)] *= 0.55
    return np.clip(surface, 0, 255).astype(np.uint8)


def write(rng: Random, image: Image, text: str, at: tuple[int, int], size: int, ink: Sequence[float]) -> None:
    """Print text on a picture in one of the faces that OpenCV carries; `at` is the left end of the base line."""
    face = cv2.FontFace(str(rng.choice(["sans", "uni", "italic"])))
    cv2.putText(image, text, at, tuple(float(value) for value in ink), face, size, int(rng.choice([400, 600, 800])))
