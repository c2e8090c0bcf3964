"""The picture in the making: surfaces are pasted from far to near, and what stays visible of each thing is known."""

from dataclasses import dataclass, field
from typing import Literal

import cv2
import numpy as np

from vision.picture import Box, Image, Points

Kind = Literal["carton", "label", "barcode", "product"]
KINDS: tuple[Kind, ...] = ("carton", "label", "barcode", "product")

LEAST_VISIBLE = {"carton": 0.2, "product": 0.25, "label": 0.45, "barcode": 0.6}
"""Share of a thing that must be seen, or it is not told: a person would not swear to it either."""
LEAST_SIDE = {"carton": 9, "product": 9, "label": 9, "barcode": 10}
"""Pixels, in a picture 480 wide: of a smaller code nobody can say that it is one."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing in a finished scene."""

    kind: Kind
    box: Box
    """Around what is visible of it, in pixels."""
    visible: float
    """Share of its outline that nothing hides and the picture's edge does not cut, 0–1."""


@dataclass(slots=True)
class _Placed:
    kind: Kind
    owner: int
    outline: Points


@dataclass(slots=True, eq=False)
class Stage:
    """A picture with the owner of each pixel: 0 is the background, every body has a number of its own."""

    image: Image
    owner: np.ndarray = field(init=False)
    placed: list[_Placed] = field(default_factory=list)
    _bodies: int = 0

    def __post_init__(self) -> None:
        self.owner = np.zeros(self.image.shape[:2], np.int32)

    def body(self) -> int:
        """Return the number of a new body."""
        self._bodies += 1
        return self._bodies

    def place(self, kind: Kind, owner: int, outline: Points) -> None:
        """Note that a thing of this convex outline [n, 2] is part of a body."""
        self.placed.append(_Placed(kind, owner, cv2.convexHull(outline.astype(np.float32))[:, 0]))

    def paste(self, surface: Image, quad: Points, owner: int, light: float = 1.0) -> None:
        """Lay a surface, BGR or BGRA, on four corners clockwise from its top left, `light` times as bright."""
        high, wide = self.image.shape[:2]
        left, top = np.floor(np.clip(quad.min(axis=0), 0, (wide, high))).astype(int)
        right, bottom = np.ceil(np.clip(quad.max(axis=0), 0, (wide, high))).astype(int) + 1
        right, bottom = min(right, wide), min(bottom, high)
        if right - left < 2 or bottom - top < 2 or float(np.abs(quad).max()) > 20 * wide:
            return
        surface = _fitting(surface, quad)
        rows, columns = surface.shape[:2]
        source = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
        matrix = cv2.getPerspectiveTransform(source, (quad - (left, top)).astype(np.float32))
        size = (int(right - left), int(bottom - top))
        laid = cv2.warpPerspective(surface, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        cover = np.zeros((size[1], size[0]), np.uint8)
        cv2.fillConvexPoly(cover, np.round((quad - (left, top)) * 16).astype(np.int32), 255, cv2.LINE_AA, 4)
        if laid.shape[2] == 4:
            cover = np.minimum(cover, laid[:, :, 3])
        share = cover[:, :, None].astype(np.float32) / 255
        area = self.image[top:bottom, left:right]
        lit = np.clip(laid[:, :, :3].astype(np.float32) * light, 0, 255)
        area[:] = (lit * share + area * (1 - share)).astype(np.uint8)
        self.owner[top:bottom, left:right][cover > 127] = owner

    def things(self) -> list[Thing]:
        """Return what can be seen of what was placed."""
        found = [self._thing(placed) for placed in self.placed]
        return [thing for thing in found if thing]

    def _thing(self, placed: _Placed) -> Thing | None:
        high, wide = self.image.shape[:2]
        left, top = np.floor(np.clip(placed.outline.min(axis=0), 0, (wide, high))).astype(int)
        right, bottom = np.ceil(np.clip(placed.outline.max(axis=0), 0, (wide, high))).astype(int)
        if right - left < 2 or bottom - top < 2:
            return None
        mask = np.zeros((bottom - top, right - left), np.uint8)
        cv2.fillConvexPoly(mask, np.round(placed.outline - (left, top)).astype(np.int32), 1)
        seen = mask.astype(bool) & (self.owner[top:bottom, left:right] == placed.owner)
        # Of what is cut by the picture's edge, a large part of the picture counts as much as most of the thing.
        share = float(seen.sum()) / max(1.0, float(cv2.contourArea(placed.outline)))
        if max(share, 2.5 * float(seen.mean()) * seen.size / (wide * high)) < LEAST_VISIBLE[placed.kind]:
            return None
        rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
        if not rows.size:
            return None
        box = (int(left + columns[0]), int(top + rows[0]), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)
        if min(box[2:]) < LEAST_SIDE[placed.kind] * wide / 480:
            return None
        return Thing(placed.kind, box, min(1.0, share))


def _fitting(surface: Image, quad: Points) -> Image:
    """Shrink a surface that is much finer than the place it goes to, as a lens would."""
    across = float(np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[2] - quad[3])) / 2
    down = float(np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 2
    wide, high = min(surface.shape[1], int(across * 1.3) + 2), min(surface.shape[0], int(down * 1.3) + 2)
    if (wide, high) == (surface.shape[1], surface.shape[0]):
        return surface
    return np.asarray(cv2.resize(surface, (wide, high), interpolation=cv2.INTER_AREA), np.uint8)
