"""What lies between the goods and the file: wrap, light, focus, movement, noise and compression."""

import cv2
import numpy as np

from models.training.scenes.texture import Random, noise
from vision.picture import Image


def wrapped(rng: Random, image: Image, inside: np.ndarray) -> Image:
    """Return the picture with stretch film over the pixels `inside` (bool [height, width])."""
    high, wide = image.shape[:2]
    streaks = noise(rng, wide, high, (int(rng.integers(3, 30)), int(rng.integers(3, 30))), (0, 1)) ** 3
    film = (streaks * rng.uniform(0.2, 0.7) + rng.uniform(0, 0.15)) * inside
    return np.clip(image * (1 - film[:, :, None]) + 235 * film[:, :, None], 0, 255).astype(np.uint8)


def photographed(rng: Random, image: Image) -> Image:
    """Return the picture as a cheap camera takes it."""
    high, wide = image.shape[:2]
    light = noise(rng, wide, high, (2, 2), (rng.uniform(0.45, 0.95), 1.2))
    tint = rng.uniform(0.88, 1.12, 3)
    seen = image.astype(np.float32) * light[:, :, None] * tint.astype(np.float32)
    if rng.random() < 0.12:
        at = rng.uniform(0.1, 0.9, 2) * (wide, high)
        across, down = np.meshgrid(np.arange(wide, dtype=np.float32), np.arange(high, dtype=np.float32))
        away = ((across - at[0]) ** 2 + (down - at[1]) ** 2) / (wide * rng.uniform(0.05, 0.2)) ** 2
        seen += np.exp(-away)[:, :, None].astype(np.float32) * rng.uniform(80, 260)
    # Exposure: most pictures are well lit, some are in the dark of a warehouse.
    seen *= rng.uniform(0.9, 1.25) if rng.random() < 0.75 else rng.uniform(0.2, 0.9)
    sharp = rng.random()
    if sharp < 0.3:
        seen = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.4, 1.6) * wide / 480)
    elif sharp < 0.42:
        seen = _moved(rng, seen, max(3, int(rng.uniform(3, 9) * wide / 480)))
    grain = rng.normal(0, rng.uniform(0.5, 8), (high, wide, 1)).astype(np.float32)
    taken = np.clip(seen + grain, 0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        _, packed = cv2.imencode(".jpg", taken, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 92))])
        taken = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
    return taken


def _moved(rng: Random, seen: np.ndarray, length: int) -> np.ndarray:
    kernel = np.zeros((length, length), np.float32)
    angle = rng.uniform(0, np.pi)
    middle = (length - 1) / 2
    step = np.array([np.cos(angle), np.sin(angle)]) * middle
    first, last = np.round(middle - step).astype(int), np.round(middle + step).astype(int)
    cv2.line(kernel, tuple(map(int, first)), tuple(map(int, last)), 1.0)
    return np.asarray(cv2.filter2D(seen, -1, kernel / kernel.sum()))
