"""Products without assets: printed packages, bottles, cans, pouches and fruit, drawn from a random generator."""

from collections.abc import Callable

import cv2
import numpy as np

from models.training.scenes.carton import Design
from models.training.scenes.paper import Paper
from models.training.scenes.texture import Random, colour, noise, plain, write
from vision.picture import Image

Sprite = Image
"""BGRA [height, width, 4]: a product seen from the front, transparent around it."""

_WORDS = ("鲜牛奶", "JUICE", "有机", "酱油", "Milk", "茶", "COLA", "原味", "米", "Yogurt", "饼干", "香", "Apple", "水")


def art(rng: Random, width: int, height: int) -> Image:
    """Return the printed face of a retail package."""
    image = plain(rng, colour(rng, vivid=(0, 255)), width, height, 2)
    if rng.random() < 0.6:
        fade = (
            np.linspace(0, 1, height)[:, None, None] if rng.random() < 0.5 else np.linspace(0, 1, width)[None, :, None]
        )
        image = (image * (1 - fade) + fade * colour(rng)).astype(np.uint8)
    for _ in range(int(rng.integers(1, 7))):
        centre = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        size = (int(rng.uniform(0.05, 0.4) * width) + 1, int(rng.uniform(0.05, 0.4) * height) + 1)
        ink = colour(rng).tolist()
        if rng.random() < 0.5:
            cv2.ellipse(image, centre, size, float(rng.uniform(0, 180)), 0, 360, ink, -1, cv2.LINE_AA)
        else:
            cv2.rectangle(image, centre, (centre[0] + size[0], centre[1] + size[1]), ink, -1)
    for _ in range(int(rng.integers(1, 4))):
        at = (int(rng.uniform(-0.05, 0.4) * width), int(rng.uniform(0.15, 0.95) * height))
        write(rng, image, str(rng.choice(_WORDS)), at, int(height * rng.uniform(0.08, 0.3)) + 3, colour(rng))
    for row in range(int(rng.integers(0, 7))):
        base = int(height * 0.7) + row * max(5, height // 30)
        cv2.line(image, (width // 8, base), (int(width * rng.uniform(0.4, 0.9)), base), (60, 60, 60), 1)
    return image


def package_design(rng: Random, papers: list[Paper]) -> Design:
    """Return a printed retail box: milk, tea, biscuits."""
    wide, deep, high = rng.uniform(0.06, 0.2), rng.uniform(0.04, 0.14), rng.uniform(0.08, 0.28)
    front, side = art(rng, 96, int(96 * high / wide)), art(rng, 72, int(72 * high / deep))
    faces = {"front": front, "back": front, "left": side, "right": side}
    faces |= {"top": art(rng, 96, 64), "bottom": art(rng, 96, 64)}
    stuck = []
    bare = [paper for paper in papers if not paper.label]
    if bare and rng.random() < 0.35:
        left, top = rng.uniform(0.05, 0.4), rng.uniform(0.4, 0.7)
        stuck.append(("front", bare[int(rng.integers(len(bare)))], (left, top, left + 0.5, top + 0.25)))
    return Design("product", (wide, deep, high), faces, tuple(stuck))


def bottle(rng: Random) -> Sprite:
    """Return a bottle or a jar."""
    wide, high = int(rng.integers(50, 100)), int(rng.integers(150, 260))
    shoulder, neck = int(high * rng.uniform(0.15, 0.4)), rng.uniform(0.2, 0.7)
    cap = int(high * rng.uniform(0.04, 0.1))
    left, right = wide * (1 - neck) / 2, wide * (1 + neck) / 2
    outline = [(left, 0), (right, 0), (right, cap + shoulder * 0.3), (wide - 1, shoulder + cap), (wide - 1, high - 1)]
    outline += [(0, high - 1), (0, shoulder + cap), (left, cap + shoulder * 0.3)]
    body = plain(rng, colour(rng), wide, high, 2)
    body[:cap] = colour(rng).astype(np.uint8)
    top = int(rng.uniform(shoulder + cap, high * 0.7))
    bottom = int(rng.uniform(top + (high - top) * 0.5, high * 0.97))
    if bottom - top > 8:
        body[top:bottom] = art(rng, wide, bottom - top)
    return _shaped(_round(rng, body), np.array(outline))


def can(rng: Random) -> Sprite:
    """Return a can or a tin with its lid in view."""
    wide, high = int(rng.integers(70, 140)), int(rng.integers(70, 180))
    body = _round(rng, art(rng, wide, high))
    lid = int(wide * rng.uniform(0.06, 0.18))
    mask = np.zeros((high, wide), np.uint8)
    cv2.rectangle(mask, (0, lid), (wide, high - lid), 255, -1)
    cv2.ellipse(mask, (wide // 2, lid), (wide // 2, lid), 0, 0, 360, 255, -1)
    cv2.ellipse(mask, (wide // 2, high - lid), (wide // 2, lid), 0, 0, 360, 255, -1)
    metal = (colour(rng, vivid=(0, 40)) * 0.5 + 100).tolist()
    cv2.ellipse(body, (wide // 2, lid), (wide // 2, lid), 0, 0, 360, metal, -1, cv2.LINE_AA)
    return np.dstack([body, mask])


def pouch(rng: Random) -> Sprite:
    """Return a bag or a sachet: printed, swollen and wrinkled."""
    wide, high = int(rng.integers(90, 170)), int(rng.integers(110, 220))
    wrinkles = noise(rng, wide, high, (7, 9), (0.7, 1.3))
    face = np.clip(art(rng, wide, high) * wrinkles[:, :, None], 0, 255).astype(np.uint8)
    angles = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    power = rng.uniform(0.2, 0.6)
    across = np.sign(np.cos(angles)) * np.abs(np.cos(angles)) ** power
    down = np.sign(np.sin(angles)) * np.abs(np.sin(angles)) ** power
    rim = 1 + rng.normal(0, 0.015, angles.size)
    outline = np.stack([(across * rim * 0.97 + 1) * wide / 2, (down * rim * 0.97 + 1) * high / 2], axis=1)
    return _shaped(face, outline)


def fruit(rng: Random) -> Sprite:
    """Return fruit or a vegetable, whole."""
    side = int(rng.integers(70, 130))
    wide, high = side, int(side * rng.uniform(0.5, 1.6))
    skin = plain(rng, colour(rng, vivid=(70, 240)), wide, high, 4).astype(np.float32)
    skin *= noise(rng, wide, high, (5, 5), (0.8, 1.2))[:, :, None]
    across, down = np.meshgrid(np.linspace(-1, 1, wide), np.linspace(-1, 1, high))
    shine = np.exp(-((across + 0.3) ** 2 + (down + 0.35) ** 2) * rng.uniform(3, 12)) * rng.uniform(20, 110)
    skin = skin * np.clip(1.15 - 0.5 * (across**2 + down**2), 0.4, 1.2)[:, :, None] + shine[:, :, None]
    angles = np.linspace(0, 2 * np.pi, 50, endpoint=False)
    rim = 0.95 - rng.uniform(0, 0.15) * np.cos(int(rng.integers(1, 4)) * angles + rng.uniform(0, 6))
    outline = np.stack([(np.cos(angles) * rim + 1) * wide / 2, (np.sin(angles) * rim + 1) * high / 2], axis=1)
    return _shaped(np.clip(skin, 0, 255).astype(np.uint8), outline)


SPRITES: tuple[Callable[[Random], Sprite], ...] = (bottle, bottle, can, pouch, fruit)


def hand(rng: Random) -> Sprite:
    """Return a hand with its forearm, coming from below: something that hides, never a thing."""
    image = np.zeros((220, 160, 4), np.uint8)
    skin = (np.array([150, 180, 225], np.float32) * np.float32(rng.uniform(0.35, 1.1))).tolist()
    sleeve = colour(rng).tolist()
    cv2.ellipse(image, (80, 120), (36, 44), 0, 0, 360, (*skin, 255), -1, cv2.LINE_AA)
    for finger in range(4):
        tip = (48 + finger * 21 + int(rng.integers(-8, 9)), int(rng.integers(8, 60)))
        cv2.line(image, (54 + finger * 17, 105), tip, (*skin, 255), 15, cv2.LINE_AA)
    cv2.line(image, (50, 130), (14 + int(rng.integers(-8, 9)), 80), (*skin, 255), 16, cv2.LINE_AA)
    cv2.line(image, (80, 140), (80, 219), (*skin, 255), 46)
    cv2.line(image, (80, int(rng.integers(165, 215))), (80, 219), (*sleeve, 255), 62)
    shade = noise(rng, 160, 220, (4, 5), (0.75, 1.15))
    image[:, :, :3] = np.clip(image[:, :, :3] * shade[:, :, None], 0, 255).astype(np.uint8)
    return image


def _round(rng: Random, face: Image) -> Image:
    """Shade a flat face as a cylinder."""
    across = np.linspace(-1, 1, face.shape[1])
    light = 1.1 - rng.uniform(0.3, 0.7) * across**2 + 0.25 * np.exp(-(((across - rng.uniform(-0.5, 0.5)) / 0.1) ** 2))
    return np.clip(face * light[None, :, None], 0, 255).astype(np.uint8)


def _shaped(face: Image, outline: np.ndarray) -> Sprite:
    mask = np.zeros(face.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(outline).astype(np.int32)], 255, cv2.LINE_AA)
    return np.dstack([face, mask])
