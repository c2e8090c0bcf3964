"""Real photos with boxes: those annotated by hand, and photos of codes whose place zxing tells."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import zxingcpp

from models.training.scenes.stage import Kind
from vision.picture import Box, Image, box_of, grey

ANNOTATIONS = Path(__file__).parents[3] / "benchmarks" / "annotations" / "photos.tsv"


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo and what is to be found in it."""

    path: Path
    things: tuple[tuple[Kind, Box], ...]


def annotated(folder: Path, part: str) -> list[Photo]:
    """Return the photos below `folder` that are annotated for `training` or `test`; none where the folder is absent."""
    things: dict[str, list[tuple[Kind, Box]]] = {}
    with ANNOTATIONS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["part"] == part:
                mine = things.setdefault(row["path"], [])
                if row["kind"]:
                    left, top, wide, high = (int(row[name]) for name in ("x", "y", "width", "height"))
                    mine.append((row["kind"], (left, top, wide, high)))  # type: ignore[arg-type]
    return [Photo(folder / path, tuple(found)) for path, found in things.items() if (folder / path).is_file()]


def codes(folder: Path) -> Iterator[Photo]:
    """Yield the photos of codes below `folder` that are not annotated, with the codes that zxing finds in them."""
    with ANNOTATIONS.open(encoding="utf-8", newline="") as file:
        known = {row["path"] for row in csv.DictReader(file, delimiter="\t")}
    for path in sorted((folder / "barcodes").glob("*.[jp][pn]g")):
        image = cv2.imread(str(path)) if f"barcodes/{path.name}" not in known else None
        if image is None or min(image.shape[:2]) < 60:
            continue
        boxes = [_whole(grey(np.asarray(image, np.uint8)), code) for code in zxingcpp.read_barcodes(image)]
        if boxes and all(boxes):
            yield Photo(path, tuple(("barcode", box) for box in boxes if box))


def _whole(light: Image, code: zxingcpp.Barcode) -> Box | None:
    """Return the box around a code; of a linear one zxing tells a few scan lines, so bars are followed to their ends.

    None where the bars run slantwise and the box would be a guess.
    """
    place = code.position
    corners = [place.top_left, place.top_right, place.bottom_right, place.bottom_left]
    points = np.array([(corner.x, corner.y) for corner in corners], np.float32)
    if code.format in {zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix, zxingcpp.BarcodeFormat.Aztec}:
        return box_of(points, light.shape)
    along = points[1] - points[0]
    upright = abs(along[1]) > abs(along[0])
    if min(abs(along)) > 0.12 * max(abs(along)):
        return None
    bars, points = (light.T, points[:, ::-1]) if upright else (light, points)
    left, right = int(max(0, points[:, 0].min())), int(points[:, 0].max())
    middle = int(np.clip(points[:, 1].mean(), 1, bars.shape[0] - 2))
    if right - left < 20:
        return None
    slope = float((points[1, 1] - points[0, 1]) / max(1.0, points[1, 0] - points[0, 0]))
    here = _row(bars, middle, left, right, slope)
    strength = float(np.linalg.norm(here))
    top = _end(bars, here, strength, range(middle - 1, -1, -1), left, right, slope)
    bottom = _end(bars, here, strength, range(middle + 1, bars.shape[0]), left, right, slope)
    if bottom - top < 8:
        return None
    return (top, left, bottom - top, right - left) if upright else (left, top, right - left, bottom - top)


def _row(bars: Image, middle: int, left: int, right: int, slope: float) -> np.ndarray:
    across = np.arange(left, min(right, bars.shape[1]))
    rows = np.clip(middle + (across - (left + right) / 2) * slope, 0, bars.shape[0] - 1).astype(int)
    values = bars[rows, across].astype(np.float32)
    return values - values.mean()


def _end(bars: Image, here: np.ndarray, strength: float, rows: range, left: int, right: int, slope: float) -> int:
    """Follow bars row by row, each compared with the one before, since they may lean; return the last row of bars."""
    last = rows.start - rows.step
    for row in rows:
        following = _row(bars, row, left, right, slope)
        size = float(np.linalg.norm(following))
        alike = float(here @ following) / (size * float(np.linalg.norm(here)) + 1e-6)
        if alike < 0.7 or size < 0.5 * strength:
            break
        last, here = row, following
    return last
