"""What stands behind the goods: rooms, walls, shelves, cloth, clutter; each family varies without end.

Families in `HELD_OUT` are never trained on: the benchmark measures on them.
"""

from collections.abc import Callable

import cv2
import numpy as np

from models.training.scenes.texture import Random, colour, noise, plain, planks, write
from vision.picture import Image

Maker = Callable[[Random, int, int], Image]


def room(rng: Random, width: int, height: int) -> Image:
    """Return a wall above a floor, with a skirting, joints or a door now and then."""
    image = plain(rng, colour(rng, vivid=(0, 90)), width, height)
    horizon = int(height * rng.uniform(0.15, 0.6))
    image[horizon:] = floor(rng, width, height - horizon)
    if rng.random() < 0.6:
        cv2.line(image, (0, horizon), (width, horizon), colour(rng, vivid=(0, 60)).tolist(), int(rng.integers(1, 9)))
    for _ in range(int(rng.integers(0, 4))):
        left = int(rng.integers(0, width))
        right = left + int(rng.integers(width // 20, width // 3))
        cv2.rectangle(
            image, (left, 0), (right, horizon), colour(rng, vivid=(0, 140)).tolist(), int(rng.choice([-1, 3]))
        )
    return image


def floor(rng: Random, width: int, height: int) -> Image:
    """Return a floor seen at an angle: concrete, planks or tiles."""
    kind = rng.integers(3)
    side = 128
    if kind == 0:
        return plain(rng, colour(rng, vivid=(0, 60)), width, height, rng.uniform(2, 10))
    if kind == 1:
        tile = planks(rng, side, side, int(rng.integers(4, 12)))
    else:
        tile = plain(rng, colour(rng, vivid=(0, 100)), side, side)
        step = side // int(rng.integers(4, 10))
        joint = colour(rng, vivid=(0, 50)).tolist()
        for at in range(0, side, step):
            cv2.line(tile, (at, 0), (at, side), joint, 1)
            cv2.line(tile, (0, at), (side, at), joint, 1)
    slant = rng.uniform(0, 0.45) * width
    corners = np.array([[slant, 0], [width - slant, 0], [width * 1.3, height], [-width * 0.3, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32), corners)
    return np.asarray(cv2.warpPerspective(tile, matrix, (width, height), borderMode=cv2.BORDER_REFLECT), np.uint8)


def rack(rng: Random, width: int, height: int) -> Image:
    """Return storage racks without goods: uprights, beams and darkness between them."""
    image = plain(rng, colour(rng, vivid=(0, 60)) * 0.6, width, height)
    beam, post = colour(rng, vivid=(80, 255)).tolist(), colour(rng, vivid=(40, 255)).tolist()
    step = int(height * rng.uniform(0.18, 0.5))
    thick = max(2, int(height * rng.uniform(0.01, 0.05)))
    for top in range(int(rng.integers(0, step)), height, step):
        image[top + thick : top + 2 * thick] = (image[top + thick : top + 2 * thick] * 0.4).astype(np.uint8)
        cv2.rectangle(image, (0, top), (width, top + thick), beam, -1)
    for left in range(int(rng.integers(0, width // 2)), width, int(width * rng.uniform(0.3, 0.7))):
        cv2.rectangle(image, (left, 0), (left + thick, height), post, -1)
    return image


def clutter(rng: Random, width: int, height: int) -> Image:
    """Return shapes of every size and colour."""
    image = plain(rng, colour(rng), width, height)
    for _ in range(int(rng.integers(10, 70))):
        centre = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        size = (int(rng.integers(3, width // 5)), int(rng.integers(3, height // 5)))
        ink, thick = colour(rng).tolist(), int(rng.choice([-1, -1, 1, 4]))
        match rng.integers(4):
            case 0:
                cv2.ellipse(image, centre, size, float(rng.uniform(0, 180)), 0, 360, ink, thick)
            case 1:
                points = (np.array(centre) + rng.uniform(-1, 1, (int(rng.integers(3, 7)), 2)) * size).astype(np.int32)
                cv2.fillPoly(image, [points], ink)
            case 2:
                box = cv2.boxPoints((centre, size, float(rng.uniform(0, 90)))).astype(np.int32)
                cv2.drawContours(image, [box], 0, ink, thick)
            case _:
                cv2.line(image, centre, (centre[0] + size[0] * 2, centre[1] - size[1]), ink, int(rng.integers(1, 9)))
    return np.asarray(cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 4)), np.uint8)


def blotches(rng: Random, width: int, height: int) -> Image:
    """Return smooth patches of colour at several scales."""
    image = np.zeros((height, width, 3), np.float32)
    for cells in (2, 5, 13, 40):
        layers = [noise(rng, width, height, (cells, cells), (0, 255)) for _ in range(3)]
        image += np.stack(layers, axis=2) * np.float32(rng.uniform(0.1, 0.6))
    return np.clip(image * np.float32(rng.uniform(0.5, 1)), 0, 255).astype(np.uint8)


def cloth(rng: Random, width: int, height: int) -> Image:
    """Return stripes or checks with folds."""
    image = plain(rng, colour(rng), width, height).astype(np.float32)
    across, down = np.meshgrid(np.arange(width), np.arange(height))
    for axis in (across, down)[: int(rng.integers(1, 3))]:
        period = rng.uniform(4, 60)
        bands = (np.sin(2 * np.pi * axis / period + rng.uniform(0, 6)) > rng.uniform(-0.6, 0.6)).astype(np.float32)
        image = image * (1 - 0.5 * bands[:, :, None]) + 0.5 * bands[:, :, None] * colour(rng)
    folds = noise(rng, width, height, (6, 3), (0.6, 1.2))
    return np.clip(image * folds[:, :, None], 0, 255).astype(np.uint8)


def heap(rng: Random, width: int, height: int) -> Image:
    """Return many similar round things, as fruit, bottles or people far off."""
    image = plain(rng, colour(rng) * 0.5, width, height)
    hue = rng.uniform(0, 180)
    size = rng.uniform(0.015, 0.07) * width
    for _ in range(int(rng.integers(30, 160))):
        centre = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        axes = (int(size * rng.uniform(0.7, 1.3)) + 2, int(size * rng.uniform(0.7, 1.3)) + 2)
        ink = colour(rng, (hue - 12, hue + 12), (60, 230))
        cv2.ellipse(image, centre, axes, 0, 0, 360, ink.tolist(), -1, cv2.LINE_AA)
        shine = (centre[0] - axes[0] // 3, centre[1] - axes[1] // 3)
        cv2.ellipse(image, shine, (axes[0] // 3, axes[1] // 3), 0, 0, 360, (ink * 0.5 + 120).tolist(), -1)
    return np.asarray(cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 5)), np.uint8)


def poster(rng: Random, width: int, height: int) -> Image:
    """Return large print on a wall: letters that belong to no label."""
    image = plain(rng, colour(rng), width, height)
    for _ in range(int(rng.integers(2, 9))):
        at = (int(rng.integers(-width // 5, width)), int(rng.integers(0, height)))
        text = "".join(rng.choice(list("今日特价新鲜水果出口SALE A3 仓库 8.5折"), int(rng.integers(2, 7))))
        write(rng, image, text, at, int(height * rng.uniform(0.05, 0.3)), colour(rng))
    return np.asarray(cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 3)), np.uint8)


def timber(rng: Random, width: int, height: int) -> Image:
    """Return boards, floor or a table top: brown and flat, but no carton."""
    image = planks(rng, width, height, int(rng.integers(3, 20)))
    return image if rng.random() < 0.6 else np.ascontiguousarray(np.rot90(cv2.resize(image, (height, width))))


def blind(rng: Random, width: int, height: int) -> Image:
    """Return bars before a room, of a grille, a fence or a blind: stripes without end are no barcode."""
    image = plain(rng, colour(rng, vivid=(0, 140)), width, height)
    step, upright = int(rng.integers(6, 60)), rng.random() < 0.5
    thick = max(2, int(step * rng.uniform(0.2, 0.8)))
    ink = colour(rng, vivid=(0, 120))
    for at in range(int(rng.integers(0, step)), width if upright else height, step):
        bar = image[:, at : at + thick] if upright else image[at : at + thick]
        bar[:] = np.clip(ink * rng.uniform(0.8, 1.15), 0, 255).astype(np.uint8)
    return image


def tiles(rng: Random, width: int, height: int) -> Image:
    """Return a wall of square or long tiles, at any angle: joints and edges without end are no barcode either."""
    side = int(1.5 * max(width, height))
    image = plain(rng, colour(rng, vivid=(0, 80)), side, side)
    high = int(rng.integers(8, 70))
    wide = high if rng.random() < 0.6 else int(high * rng.uniform(2, 6))
    joint = int(rng.integers(1, max(2, high // 6)))
    base, spread = colour(rng, vivid=(0, 120)), rng.uniform(0, 0.35)
    for top in range(0, side, high):
        for left in range(0, side, wide):
            ink = np.clip(base * (1 + rng.uniform(-spread, spread)), 0, 255).tolist()
            cv2.rectangle(image, (left + joint, top + joint), (left + wide - 1, top + high - 1), ink, -1)
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), rng.choice([0.0, 45.0]) + rng.normal(0, 8), 1)
    turn[:, 2] -= (np.array([side - width, side - height])) / 2
    return np.asarray(cv2.warpAffine(image, turn, (width, height), borderMode=cv2.BORDER_REFLECT), np.uint8)


def mesh(rng: Random, width: int, height: int) -> Image:
    """Return a fence of crossed wires before something out of focus."""
    image = blotches(rng, width, height)
    step, thick = int(rng.integers(8, 50)), int(rng.integers(1, 5))
    lean = rng.uniform(0.3, 1.5) if rng.random() < 0.6 else 0.0
    ink = colour(rng, vivid=(0, 80)).tolist()
    for at in range(-2 * max(width, height), 2 * max(width, height), step):
        for sign in (-1, 1):
            ends = (at, 0), (int(at + sign * lean * height), height)
            cv2.line(image, *ends, ink, thick, cv2.LINE_AA)
        if not lean:
            cv2.line(image, (0, at), (width, at), ink, thick, cv2.LINE_AA)
    return image


def motif(rng: Random, width: int, height: int) -> Image:
    """Return a small drawing repeated without end, as on wallpaper, foil, packaging or floor covering."""
    across, down = (int(rng.integers(10, 110)) for _ in range(2))
    cell = plain(rng, colour(rng, vivid=(0, 160)), across, down, 2)
    for _ in range(int(rng.integers(1, 6))):
        centre = (int(rng.integers(0, across)), int(rng.integers(0, down)))
        points = (np.array(centre) + rng.normal(0, 0.35, (int(rng.integers(3, 8)), 2)) * (across, down)).astype(
            np.int32
        )
        ink, thick = colour(rng, vivid=(0, 200)).tolist(), int(rng.integers(1, 4))
        match rng.integers(3):
            case 0:
                cv2.fillPoly(cell, [points], ink, cv2.LINE_AA)
            case 1:
                cv2.polylines(cell, [points], bool(rng.random() < 0.5), ink, thick, cv2.LINE_AA)
            case _:
                size = (max(1, int(across * rng.uniform(0.05, 0.4))), max(1, int(down * rng.uniform(0.05, 0.4))))
                cv2.ellipse(cell, centre, size, float(rng.uniform(0, 180)), 0, 360, ink, -1 if thick > 1 else 1)
    side = int(1.5 * max(width, height))
    wall = np.tile(cell, (-(-side // down), -(-side // across), 1))[:side, :side]
    drift = rng.normal(0, 0.08, (4, 2)) * side
    corners = (np.array([[0, 0], [side, 0], [side, side], [0, side]]) + drift - 0.17 * side).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32), corners)
    seen = cv2.warpPerspective(wall, matrix, (width, height), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REFLECT)
    light = noise(rng, width, height, (3, 3), (0.75, 1.1))
    return np.clip(seen * light[:, :, None], 0, 255).astype(np.uint8)


def brick(rng: Random, width: int, height: int) -> Image:
    """Return a brick wall."""
    image = plain(rng, colour(rng, vivid=(0, 60)), width, height)
    high = int(rng.integers(10, 34))
    wide = int(high * rng.uniform(1.8, 3))
    base = colour(rng, (0, 20), (40, 180))
    for row, top in enumerate(range(0, height, high)):
        for left in range(-(row % 2) * wide // 2, width, wide):
            ink = (base * rng.uniform(0.7, 1.2)).tolist()
            cv2.rectangle(image, (left + 1, top + 1), (left + wide - 2, top + high - 2), ink, -1)
    return image


def shutter(rng: Random, width: int, height: int) -> Image:
    """Return a roller door or a wall of corrugated metal."""
    axis = np.arange(height)[:, None] if rng.random() < 0.6 else np.arange(width)[None, :]
    waves = 1 + rng.uniform(0.1, 0.3) * np.sin(2 * np.pi * axis / rng.uniform(8, 40))
    image = plain(rng, colour(rng, vivid=(0, 120)), width, height, 2) * (waves * np.ones((height, width)))[:, :, None]
    return np.clip(image, 0, 255).astype(np.uint8)


TRAINED: tuple[Maker, ...] = (
    room,
    room,
    rack,
    clutter,
    blotches,
    cloth,
    heap,
    poster,
    timber,
    blind,
    tiles,
    mesh,
    motif,
    motif,
)
HELD_OUT: tuple[Maker, ...] = (brick, shutter)


def background(rng: Random, width: int, height: int, makers: tuple[Maker, ...] = TRAINED) -> Image:
    """Return a background of one of the families, more or less in focus."""
    image = makers[int(rng.integers(len(makers)))](rng, width, height)
    if rng.random() < 0.4:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), rng.uniform(0.5, 3.5)), np.uint8)
    return image
