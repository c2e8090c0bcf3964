"""Finds models by name, verifies every file against its `model.toml`, and says which one is in use.

A model is a folder with a `model.toml`. The folders beside this file ship with the clerk; `CLERK_MODELS` adds a
folder of a user's own, which is looked into first.
"""

import hashlib
import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.stamp import ModelStamp

SHIPPED = Path(__file__).parent


class ModelMissingError(LookupError):
    """There is no such model."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no model {name!r}: neither shipped nor in CLERK_MODELS")


class ModelDamagedError(ValueError):
    """A model's file is not the one that its `model.toml` describes."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"model file {path.name} in {path.parent.name} {why}; reinstall the clerk")


@dataclass(frozen=True, slots=True)
class Model:
    """A verified model folder."""

    folder: Path
    stamp: ModelStamp
    kind: str
    """`hearing`, `label-text`, `detector`, `looks`, `wake-word`, …"""
    bytes: int
    """Sum over the listed files: what counts against the size budget."""

    def path(self, file: str) -> Path:
        """Return the path of one of the model's files."""
        return self.folder / file


def _folders() -> list[Path]:
    own = os.environ.get("CLERK_MODELS")
    return [Path(own)] if own and Path(own).is_dir() else []


def names() -> list[str]:
    """Return the names of all models that can be loaded, sorted."""
    return sorted({file.parent.name for root in [*_folders(), SHIPPED] for file in root.glob("*/model.toml")})


def load(name: str) -> Model:
    """Return the verified model of that name.

    Raises `ModelMissingError` where there is none and `ModelDamagedError` where a file is missing or changed.
    """
    for root in [*_folders(), SHIPPED]:
        if (root / name / "model.toml").is_file():
            return verify(root / name)
    raise ModelMissingError(name)


@cache
def verify(folder: Path) -> Model:
    """Check every file listed in the folder's `model.toml` by size and SHA-256; once a process."""
    described = tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))
    total = 0
    whole = hashlib.sha256()
    for file, entry in sorted(described["files"].items()):
        path = folder / file
        if not path.is_file():
            raise ModelDamagedError(path, "is missing")
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if len(content) != entry["bytes"] or digest != entry["sha256"]:
            raise ModelDamagedError(path, "is damaged (its hash differs)")
        total += len(content)
        whole.update(f"{file} {digest}\n".encode())
    stamp = ModelStamp(described["name"], described["version"], whole.hexdigest())
    return Model(folder, stamp, described["kind"], total)
