"""A pinhole camera in a room: x to the right, y away from the viewer, z up; metres in, pixels out."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vision.picture import Points

Vectors = npt.NDArray[np.float64]
_NEAREST = 0.05
"""Metres in front of the lens at which points are held, so that nothing projects from behind it."""


@dataclass(frozen=True, slots=True, eq=False)
class Camera:
    """Where the camera is and which way it looks."""

    width: int
    height: int
    focal: float
    """Focal length in pixels."""
    position: Vectors
    """[3], metres."""
    axes: Vectors
    """[3, 3]: rows are the directions right, down and forward."""

    def project(self, points: Vectors) -> Points:
        """Return the pixels [n, 2] of points [n, 3]; outside the picture where they are out of sight."""
        right, down, forward = ((points - self.position) @ self.axes.T).T
        scale = self.focal / np.maximum(forward, _NEAREST)
        centre = (self.width / 2, self.height / 2)
        return np.stack([centre[0] + right * scale, centre[1] + down * scale], axis=1).astype(np.float32)

    def depth(self, point: Vectors) -> float:
        """Return how far a point [3] is from the lens, metres."""
        return float(np.linalg.norm(point - self.position))


def looking_at(position: Vectors, target: Vectors, *, size: tuple[int, int], angle: float, roll: float) -> Camera:
    """Return a camera of `size` (width, height) with a field of view of `angle` degrees, rolled by `roll` degrees."""
    forward = (target - position) / np.linalg.norm(target - position)
    right = np.cross(forward, (0.0, 0.0, 1.0))
    right /= max(1e-6, float(np.linalg.norm(right)))
    down = np.cross(forward, right)
    turn = np.deg2rad(roll)
    turned = (np.cos(turn) * right + np.sin(turn) * down, np.cos(turn) * down - np.sin(turn) * right)
    focal = size[0] / 2 / np.tan(np.deg2rad(angle) / 2)
    return Camera(*size, focal, position, np.stack([*turned, forward]))
