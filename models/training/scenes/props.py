"""What layouts share: the camera's place, boards and pallets, shadows, and products that stand like paper figures."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from models.training.scenes.camera import Camera, Vectors, looking_at
from models.training.scenes.carton import Design, carton_design, draw_box
from models.training.scenes.goods import SPRITES, Sprite
from models.training.scenes.paper import Paper
from models.training.scenes.stage import Stage
from models.training.scenes.texture import Random, planks


@dataclass(frozen=True, slots=True, eq=False)
class Stock:
    """What scenes are furnished with."""

    papers: list[Paper]
    cut_ins: list[Sprite] = field(default_factory=list)
    """Products cut out of photos; without any, all products are drawn."""


def camera_on(rng: Random, stage: Stage, span: Vectors, *, near: float = 1.1, sideways: float = 40) -> Camera:
    """Return a camera that has goods of `span` [3] metres around the origin in view, from up to `sideways` degrees."""
    angle = rng.uniform(45, 70)
    away = float(max(span[0], span[2] * 1.4, span[1], 0.25)) * rng.uniform(near * 0.75, near * 1.7) + span[1] / 2
    azimuth, height = np.deg2rad(rng.uniform(-sideways, sideways)), np.deg2rad(rng.uniform(2, 50))
    target = np.array([0, 0, span[2] / 2]) + rng.uniform(-0.15, 0.15, 3) * span
    direction = np.array([np.sin(azimuth) * np.cos(height), -np.cos(azimuth) * np.cos(height), np.sin(height)])
    size = (stage.image.shape[1], stage.image.shape[0])
    return looking_at(target + direction * away, target, size=size, angle=angle, roll=rng.normal(0, 3))


def far_first(camera: Camera, spots: Iterable[Vectors]) -> list[Vectors]:
    """Return places in the order of painting: what may hide others comes last; lower boxes carry higher ones."""
    return sorted(spots, key=lambda at: (round(-camera.depth(at * (1, 1, 0) + (0, 0, camera.position[2])), 2), at[2]))


def kinds(rng: Random, papers: list[Paper], count: int) -> list[Design]:
    """Return designs of cartons that share one size."""
    first = carton_design(rng, papers)
    return [first, *(carton_design(rng, papers, first.size) for _ in range(count - 1))]


def scaled(design: Design, factor: float) -> Design:
    """Return the same box, larger or smaller."""
    wide, deep, high = design.size
    return replace(design, size=(wide * factor, deep * factor, high * factor))


def board(stage: Stage, camera: Camera, size: Vectors, ground: float, colour: Vectors) -> None:
    """Draw a shelf or a table top of one colour whose lower side is at `ground`."""
    surface = np.full((4, 4, 3), colour, np.uint8)
    faces = dict.fromkeys(("front", "back", "left", "right", "top", "bottom"), surface)
    design = Design("carton", (float(size[0]), float(size[1]), float(size[2])), faces)
    _scenery(stage, camera, design, np.array([0, 0, ground]))


def pallet(rng: Random, stage: Stage, camera: Camera, span: Vectors) -> None:
    """Draw a pallet of wood under goods of `span`."""
    wide, deep = float(span[0]) * rng.uniform(1.0, 1.4), float(span[1]) * rng.uniform(1.0, 1.5)
    wood = planks(rng, 128, 64, 7)
    side = wood[:24].copy()
    side[8:18] = (side[8:18] * 0.3).astype(np.uint8)
    for middle in (0, 56, 112):
        side[8:18, middle : middle + 16] = wood[8:18, middle : middle + 16]
    faces = dict.fromkeys(("front", "back", "left", "right"), side) | {"top": wood, "bottom": wood}
    _scenery(stage, camera, Design("carton", (wide, deep, 0.14), faces), np.zeros(3))


def shadow(stage: Stage, camera: Camera, spots: Iterable[Vectors], size: float) -> None:
    """Darken the ground under goods that stand on it."""
    high, wide = stage.image.shape[:2]
    dark = np.zeros((high, wide), np.float32)
    around = np.stack([np.cos(np.linspace(0, 6.28, 16)), np.sin(np.linspace(0, 6.28, 16)), np.zeros(16)], axis=1)
    for at in spots:
        ring = camera.project(at * (1, 1, 0) + around * size * 0.75)
        if float(np.abs(ring).max()) < 8 * wide:
            cv2.fillConvexPoly(dark, ring.astype(np.int32), 0.45)
    dark = cv2.GaussianBlur(dark, (0, 0), wide / 60)
    stage.image[:] = (stage.image * (1 - dark[:, :, None])).astype(np.uint8)


def product(rng: Random, stage: Stage, camera: Camera, stock: Stock, at: Vectors, scale: float) -> None:
    """Stand a product at a place, 10 to 28 cm high times `scale`."""
    picture = sprite(rng, stock)
    tall = rng.uniform(0.1, 0.28) * scale
    base, top = camera.project(np.stack([at, at + np.array([0, 0, tall])]))
    lay(rng, stage, picture, (base + top) / 2, max(4.0, float(np.linalg.norm(base - top))))


def sprite(rng: Random, stock: Stock) -> Sprite:
    """Return a product: cut out of a photo, or drawn."""
    if stock.cut_ins and rng.random() < 0.55:
        picture = stock.cut_ins[int(rng.integers(len(stock.cut_ins)))]
        return picture if rng.random() < 0.5 else np.ascontiguousarray(picture[:, ::-1])
    return SPRITES[int(rng.integers(len(SPRITES)))](rng)


def lay(rng: Random, stage: Stage, picture: Sprite, centre: Vectors, height: float, *, occluder: bool = False) -> None:
    """Paste a flat picture of `height` pixels, slightly turned; an occluder is no thing."""
    rows, columns = picture.shape[:2]
    half = np.array([columns / rows, 1.0]) * height / 2
    turn = np.deg2rad(rng.normal(0, 6))
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    corners = (np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half) @ spin.T + centre
    owner = stage.body()
    stage.paste(picture, corners.astype(np.float32), owner, rng.uniform(0.8, 1.15))
    if not occluder:
        contours, _ = cv2.findContours(
            (picture[:, :, 3] > 127).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
        )
        outline = np.concatenate(contours)[:, 0].astype(np.float64) / (columns, rows) * 2 - 1
        stage.place("product", owner, ((outline * half) @ spin.T + centre).astype(np.float32))


def _scenery(stage: Stage, camera: Camera, design: Design, at: Vectors) -> None:
    before = len(stage.placed)
    draw_box(np.random.default_rng(0), stage, camera, design, at)
    del stage.placed[before:]
