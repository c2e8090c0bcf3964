"""Boxes with six faces: shipping cartons with tape, print, labels and dents, and printed retail boxes."""

from dataclasses import dataclass

import cv2
import numpy as np

from models.training.scenes.camera import Camera, Vectors
from models.training.scenes.paper import Paper, torn
from models.training.scenes.stage import Kind, Stage
from models.training.scenes.texture import Random, cardboard, carton_colour, colour, write
from vision.picture import Image, Points

_SIDE = 144
"""Pixels of a face's longer edge."""
# Corners: bit 0 right, bit 1 back, bit 2 top. Faces: clockwise from the top left as seen from outside.
_FACES = {
    "front": ((4, 5, 1, 0), (0, -1, 0)),
    "back": ((7, 6, 2, 3), (0, 1, 0)),
    "left": ((6, 4, 0, 2), (-1, 0, 0)),
    "right": ((5, 7, 3, 1), (1, 0, 0)),
    "top": ((6, 7, 5, 4), (0, 0, 1)),
    "bottom": ((0, 1, 3, 2), (0, 0, -1)),
}


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """What identical boxes share."""

    kind: Kind
    size: tuple[float, float, float]
    """Width, depth, height in metres."""
    faces: dict[str, Image]
    papers: tuple[tuple[str, Paper, tuple[float, float, float, float]], ...] = ()
    """Face, paper and its place as shares of the face: left, top, right, bottom."""


def carton_design(rng: Random, papers: list[Paper], size: tuple[float, float, float] | None = None) -> Design:
    """Return a kind of shipping carton."""
    wide, deep, high = size or (rng.uniform(0.22, 0.6), rng.uniform(0.2, 0.5), rng.uniform(0.14, 0.5))
    base = carton_colour(rng)
    shapes = {"front": (wide, high), "back": (wide, high), "left": (deep, high), "right": (deep, high)}
    shapes |= {"top": (wide, deep), "bottom": (wide, deep)}
    faces = {name: cardboard(rng, base, *_pixels(*shape)) for name, shape in shapes.items()}
    tape = np.array([140, 180, 205], np.float32) if rng.random() < 0.7 else colour(rng)
    if rng.random() < 0.85:
        _tape(rng, faces, tape)
    print_colour = base * np.float32(rng.uniform(0.15, 0.5)) if rng.random() < 0.7 else colour(rng, vivid=(100, 255))
    for name in ("front", "back", "left", "right"):
        if rng.random() < 0.55:
            _marks(rng, faces[name], print_colour)
    stuck = []
    for name in ("front", "left", "right", "top"):
        if rng.random() < {"front": 0.75, "top": 0.3}.get(name, 0.35):
            paper = papers[int(rng.integers(len(papers)))]
            stuck.append((name, paper, _spot(rng, paper, shapes[name])))
    return Design("carton", (wide, deep, high), faces, tuple(stuck))


def draw_box(
    rng: Random, stage: Stage, camera: Camera, design: Design, at: Vectors, yaw: float = 0.0, damage: float = 0.0
) -> int:
    """Draw a box whose bottom centre stands at `at` [3], turned by `yaw` degrees; return its body."""
    corners = _corners(design.size, at, yaw)
    if damage:
        corners += rng.normal(0, damage * 0.05 * min(design.size), corners.shape)
    pixels = camera.project(corners)
    owner = stage.body()
    turn = np.deg2rad(yaw)
    light = {"top": rng.uniform(1.0, 1.15), "front": rng.uniform(0.8, 1.05), "bottom": 0.5}
    shade = rng.uniform(0.55, 0.9)
    for name, (order, direction) in _FACES.items():
        normal = np.array(
            [
                direction[0] * np.cos(turn) - direction[1] * np.sin(turn),
                direction[0] * np.sin(turn) + direction[1] * np.cos(turn),
                direction[2],
            ]
        )
        middle = corners[list(order)].mean(axis=0)
        if float(normal @ (camera.position - middle)) <= 0:
            continue
        quad = pixels[list(order)]
        stage.paste(design.faces[name], quad, owner, light.get(name, shade))
        if damage and rng.random() < 0.5 * damage:
            _dent(rng, stage, quad, owner)
        _stick(rng, stage, design, name, quad, owner, light.get(name, shade))
    stage.place(design.kind, owner, pixels)
    return owner


def _corners(size: tuple[float, float, float], at: Vectors, yaw: float) -> Vectors:
    bits = np.array([[index & 1, index >> 1 & 1, index >> 2] for index in range(8)], float)
    local = (bits - (0.5, 0.5, 0)) * size
    turn = np.deg2rad(yaw)
    spin = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    return np.asarray(local @ spin.T + at)


def _stick(rng: Random, stage: Stage, design: Design, face: str, quad: Points, owner: int, light: float) -> None:
    for name, paper, (left, top, right, bottom) in design.papers:
        if name != face or rng.random() < 0.06:
            continue
        if rng.random() < 0.15:
            paper = torn(rng, paper)  # noqa: PLW2901 - this box's copy is damaged
        if _slanted_away(quad):
            continue
        spot = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
        spot = spot + rng.normal(0, 0.008, 2)
        place = _on(quad, spot)
        stage.paste(paper.surface, place, owner, light)
        if paper.label:
            stage.place("label", owner, place)
        if paper.code:
            x, y, right_code, bottom_code = paper.code
            inner = np.array([[x, y], [right_code, y], [right_code, bottom_code], [x, bottom_code]])
            stage.place("barcode", owner, _on(place, inner))


def _slanted_away(quad: Points) -> bool:
    """Return whether a face is seen so much from its edge, or so near, that nothing on it could be made out."""
    sides = np.linalg.norm(quad - np.roll(quad, 1, axis=0), axis=1)
    return cv2.contourArea(quad) < 0.12 * float(sides.max()) ** 2 * min(1.0, float(sides.min() / sides.max()) * 3)


def _on(quad: Points, shares: np.ndarray) -> Points:
    """Return the pixels of points given as shares of a face."""
    unit = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    matrix = cv2.getPerspectiveTransform(unit, quad.astype(np.float32))
    return np.asarray(cv2.perspectiveTransform(shares[None].astype(np.float32), matrix)[0], np.float32)


def _pixels(wide: float, high: float) -> tuple[int, int]:
    scale = _SIDE / max(wide, high)
    return max(16, int(wide * scale)), max(16, int(high * scale))


def _spot(rng: Random, paper: Paper, shape: tuple[float, float]) -> tuple[float, float, float, float]:
    ratio = paper.surface.shape[0] / paper.surface.shape[1] * shape[0] / shape[1]
    wide = rng.uniform(0.25, 0.7)
    high = wide * ratio
    if high > 0.8:
        wide, high = wide * 0.8 / high, 0.8
    left, top = rng.uniform(0.05, 0.95 - wide), rng.uniform(0.08, 0.95 - high)
    return left, top, left + wide, top + high


def _tape(rng: Random, faces: dict[str, Image], tape: np.ndarray) -> None:
    width = rng.uniform(0.08, 0.2)
    mix = np.float32(rng.uniform(0.3, 0.8))
    top = faces["top"]
    middle, half = top.shape[0] // 2, max(2, int(top.shape[0] * width / 2))
    top[middle] = (top[middle] * 0.5).astype(np.uint8)
    strip = top[middle - half : middle + half]
    strip[:] = (strip * (1 - mix) + tape * mix).astype(np.uint8)
    for name in ("left", "right"):
        face = faces[name]
        middle, half = face.shape[1] // 2, max(2, int(face.shape[1] * width / 2))
        strip = face[: int(face.shape[0] * rng.uniform(0.1, 0.35)), middle - half : middle + half]
        strip[:] = (strip * (1 - mix) + tape * mix).astype(np.uint8)


def _marks(rng: Random, face: Image, ink: np.ndarray) -> None:
    """Print what cartons carry: a name, arrows, a frame, stripes."""
    high, wide = face.shape[:2]
    tone = ink.tolist()
    text = str(rng.choice(["易碎", "FRAGILE", "向上", "小心轻放", "食品", "MADE IN CHINA", "净含量", "24瓶", "BOX"]))
    size = int(high * rng.uniform(0.1, 0.35)) + 4
    write(rng, face, text, (int(wide * rng.uniform(0.02, 0.4)), int(high * rng.uniform(0.25, 0.95))), size, tone)
    if rng.random() < 0.5:
        at = (int(wide * rng.uniform(0.1, 0.9)), int(high * rng.uniform(0.4, 0.9)))
        cv2.arrowedLine(face, at, (at[0], at[1] - int(high * 0.25)), tone, 2, tipLength=0.4)
    if rng.random() < 0.3:
        band = int(high * rng.uniform(0.05, 0.3))
        top = int(rng.uniform(0, high - band))
        face[top : top + band] = (face[top : top + band] * 0.3 + ink * 0.7).clip(0, 255).astype(np.uint8)
    if rng.random() < 0.25:
        cv2.rectangle(face, (wide // 12, high // 12), (wide - wide // 12, high - high // 12), tone, 2)


def _dent(rng: Random, stage: Stage, quad: Points, owner: int) -> None:
    spot = _on(quad, np.array([[0.5, 0.5]]) + rng.uniform(-0.5, 0.5, (1, 2)))[0]
    size = float(np.linalg.norm(quad[2] - quad[0])) * rng.uniform(0.05, 0.25)
    shade = np.zeros(stage.owner.shape, np.uint8)
    axes = (max(1, int(size)), max(1, int(size * rng.uniform(0.2, 0.8))))
    if max(axes) > 2000 or float(np.abs(spot).max()) > 10_000:
        return
    cv2.ellipse(shade, (int(spot[0]), int(spot[1])), axes, float(rng.uniform(0, 180)), 0, 360, 255, -1)
    inside = (shade > 0) & (stage.owner == owner)
    stage.image[inside] = np.clip(stage.image[inside] * rng.uniform(0.6, 1.25), 0, 255).astype(np.uint8)
