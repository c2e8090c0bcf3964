"""Keeps the views of a product in a file that is named by its own SHA-256, so that a changed one is noticed."""

import hashlib
import io
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from vision.errors import SeeingError
from vision.looks.details import Details
from vision.looks.view import View


class ViewsDamagedError(SeeingError):
    """What was enrolled of a product is missing or is not what was written."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the enrolled looks {name[:12]} are missing or damaged; enrol the product again",
            f"已登记的外观 {name[:12]} 丢失或损坏，请重新登记这个商品",
        )


def save(folder: Path, views: Sequence[View]) -> str:
    """Write views into `folder`, which is made; returns the name of the file, its SHA-256."""
    content = _packed(views)
    name = hashlib.sha256(content).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.npz"
    if not target.exists():
        # Written aside and renamed: a pulled plug leaves the old file or the new one.
        aside = target.with_suffix(".part")
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    return name


def load(folder: Path, name: str) -> list[View]:
    """Return the views of a file.

    Raises `ViewsDamagedError` where the file is missing or its content does not have that name.
    """
    try:
        content = (folder / f"{name}.npz").read_bytes()
    except OSError:
        raise ViewsDamagedError(name) from None
    if hashlib.sha256(content).hexdigest() != name:
        raise ViewsDamagedError(name)
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        ends = np.cumsum(kept["counts"])[:-1]
        places, descriptors = np.split(kept["places"], ends), np.split(kept["descriptors"], ends)
        return [
            View(vector, Details(*details), colours)
            for vector, colours, *details in zip(kept["vectors"], kept["colours"], places, descriptors, strict=True)
        ]


def remove(folder: Path, name: str) -> None:
    """Delete a file, if it is there."""
    (folder / f"{name}.npz").unlink(missing_ok=True)


def _packed(views: Sequence[View]) -> bytes:
    arrays = {
        "vectors": np.stack([view.vector for view in views]),
        "colours": np.stack([view.colours for view in views]),
        "counts": np.array([len(view.details.places) for view in views]),
        "places": np.concatenate([view.details.places for view in views]),
        "descriptors": np.concatenate([view.details.descriptors for view in views]),
    }
    # Not np.savez: it stamps the time, and the same views must have the same name.
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            raw = io.BytesIO()
            np.save(raw, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), raw.getvalue(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
