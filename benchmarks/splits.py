"""Who is for training, development and test: `models/training/splits.toml`."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "models" / "training" / "splits.toml"


def split_of(folder: str, speaker: str) -> str:
    """Return `training`, `development` or `test` for a speaker of a folder of speech."""
    speech = _splits()["speech"]
    synthetic = speech["synthetic"]
    number = re.search(r"(\d+)$", speaker)
    if folder == synthetic["folder"] and number:
        rest = int(number[1]) % synthetic["modulus"]
        return next((split for split in ("development", "test") if rest == synthetic[split]), "training")
    return next((split for split in ("development", "test") if speaker in speech[split].get(folder, ())), "training")


def noise_seeds(split: str) -> range:
    """Return the seeds of generated noise."""
    first, last = _splits()["noise"]["seeds"][split]
    return range(first, last + 1)


@cache
def _splits() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
