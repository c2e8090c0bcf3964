"""What happens to a product before a camera sees it: crumpled, torn, in the dark, out of focus, turned."""

import random
from collections.abc import Callable

import cv2
import numpy as np

from vision.picture import Image

Damage = Callable[[random.Random, Image], Image]
"""From a chance and a BGR picture [height, width, 3] to another of the same size."""


def crumpled(rng: random.Random, picture: Image) -> Image:
    """Return the picture as on foil that was crushed: facets that shift what is printed and catch the light."""
    strength = rng.uniform(1.3, 2.2)
    grain = np.random.default_rng(rng.randrange(2**32))
    high, wide = picture.shape[:2]
    size = max(high, wide)
    x, y = np.meshgrid(np.arange(wide, dtype=np.float32) / size, np.arange(high, dtype=np.float32) / size)
    relief = np.zeros_like(x)
    for _ in range(int(grain.integers(7, 13))):
        angle, at = grain.uniform(0, 2 * np.pi), grain.uniform(0.1, 0.9, 2)
        away = (x - at[0]) * np.float32(np.cos(angle)) + (y - at[1]) * np.float32(np.sin(angle))
        along = (y - at[1]) * np.float32(np.cos(angle)) - (x - at[0]) * np.float32(np.sin(angle))
        # A fold that fades out along its length, as folds do that end in a corner of the crumple.
        relief += np.abs(away) * np.exp(-((along / grain.uniform(0.15, 0.5)) ** 2)) * grain.uniform(-1, 1)
    slope_x, slope_y = np.gradient(relief, axis=1) * size, np.gradient(relief, axis=0) * size
    reach = np.float32(0.018 * size * strength)
    bent = cv2.remap(
        picture,
        (x * size + reach * slope_x).astype(np.float32),
        (y * size + reach * slope_y).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT,
    )
    light = grain.uniform(0, 2 * np.pi)
    shade = 1 + 0.22 * strength * (np.cos(light) * slope_x + np.sin(light) * slope_y)
    shine = 90 * strength * np.clip(shade - 1.35, 0, None)
    return np.clip(bent * np.clip(shade, 0.25, 1.8)[:, :, None] + shine[:, :, None], 0, 255).astype(np.uint8)


def torn(rng: random.Random, picture: Image, share: float = 1 / 3) -> Image:
    """Return the picture with `share` of it gone along a ragged edge, a plain ground in its place."""
    grain = np.random.default_rng(rng.randrange(2**32))
    high, wide = picture.shape[:2]
    x, y = np.meshgrid(np.linspace(-1, 1, wide, dtype=np.float32), np.linspace(-1, 1, high, dtype=np.float32))
    angle = grain.uniform(0, 2 * np.pi)
    away, along = np.cos(angle) * x + np.sin(angle) * y, np.cos(angle) * y - np.sin(angle) * x
    ragged = np.interp(along.ravel(), np.linspace(-1.5, 1.5, 25), grain.normal(0, 0.06, 25)).reshape(along.shape)
    edge = away + ragged
    lost = edge > np.quantile(edge, 1 - share)
    result = picture.copy()
    ground = grain.uniform(40, 220) * grain.uniform(0.85, 1.15, 3)
    result[lost] = np.clip(ground + grain.normal(0, 5, (int(lost.sum()), 3)), 0, 255).astype(np.uint8)
    rim = cv2.dilate(lost.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool) & ~lost
    result[rim] = 235
    return result


def dark(rng: random.Random, picture: Image, light: float = 0.25) -> Image:
    """Return the picture at a fraction of its light, with the noise that comes with it."""
    grain = np.random.default_rng(rng.randrange(2**32))
    return np.clip(picture * light + grain.normal(0, 4, picture.shape), 0, 255).astype(np.uint8)


def blurred(rng: random.Random, picture: Image) -> Image:
    """Return the picture out of focus or smeared by a hand: 0.6–1 % of its side, or a stroke of 3–4.5 %."""
    size = max(picture.shape[:2])
    if rng.random() < 0.5:
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), size * rng.uniform(0.006, 0.010)), np.uint8)
    length = max(3, round(size * rng.uniform(0.030, 0.045)))
    stroke = np.zeros((length, length), np.float32)
    stroke[length // 2] = 1
    turn = cv2.getRotationMatrix2D(((length - 1) / 2, (length - 1) / 2), rng.uniform(0, 180), 1)
    stroke = cv2.warpAffine(stroke, turn, (length, length))
    return np.asarray(cv2.filter2D(picture, -1, stroke / stroke.sum()), np.uint8)


def turned(rng: random.Random, picture: Image, most: float = 180) -> Image:
    """Return the picture turned about its middle by up to `most` degrees."""
    high, wide = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), rng.uniform(-most, most), 1)
    return np.asarray(cv2.warpAffine(picture, turn, (wide, high), borderMode=cv2.BORDER_REFLECT), np.uint8)


KINDS: dict[str, Damage] = {
    "crumpled": crumpled,
    "torn": torn,
    "dark": dark,
    "blurred": blurred,
    "turned": turned,
}
