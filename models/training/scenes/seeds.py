"""Which seeds of scenes are for training, development and test: `models/training/splits.toml`."""

import tomllib
from pathlib import Path

_FILE = Path(__file__).parents[1] / "splits.toml"


def seeds(part: str) -> range:
    """Return the seeds of `training`, `development` or `test`."""
    first, last = tomllib.loads(_FILE.read_text(encoding="utf-8"))["scenes"]["seeds"][part]
    return range(first, last + 1)
