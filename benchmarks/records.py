"""What the senses said, kept for the simulations of the clerk to draw from; `benchmarks.evidence` makes it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

POOLS = Path(__file__).parent / "pools"


@dataclass(frozen=True, slots=True)
class HeardRecord:
    """What the ears made of one recording."""

    snr_db: float | None
    problem: str | None
    confidences: tuple[float, ...]
    """Of the hypotheses, best first."""
    truth: int
    """Which of them is what was said; -1: none."""
    wrong: tuple[str, ...] = ()
    """Of each hypothesis the slot that it has wrong, `?` for a word that is no command at all, empty where it is right.
    Without any, the recording is a single word."""


@dataclass(frozen=True, slots=True)
class SeenRecord:
    """What the eyes made of one photo of a code."""

    condition: str
    problem: str | None
    read: str
    """`right`, `wrong` or `nothing`."""
    confidence: float


def voice_pool(part: str) -> list[HeardRecord]:
    """Return the recordings of `development` or `test` speakers."""
    return [
        HeardRecord(**{**one, "confidences": tuple(one["confidences"]), "wrong": tuple(one.get("wrong", ()))})
        for one in _kept("voice")[part]
    ]


def sight_pool() -> list[SeenRecord]:
    """Return the photos."""
    return [SeenRecord(**one) for one in _kept("sight")["photos"]]


def pool_settings() -> dict[str, Any]:
    """Return what the pools were made of."""
    return {
        name: {**pool["settings"], "records": {part: len(found) for part, found in pool.items() if part != "settings"}}
        for name, pool in ((name, _kept(name)) for name in ("voice", "sight"))
    }


def _kept(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((POOLS / f"{name}.json").read_text(encoding="utf-8"))
    return found
