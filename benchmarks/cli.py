"""What every benchmark shares: the contract's options, its rows, and how they are shown.

parser = arguments("How often commands are heard right", folders=("speech",))
options = parser.parse_args()
rows = [Row("clean", right=97, wrong=1, refused=2, figures={"syllable_error": 0.21})]
report(rows, settings(options, models=["hearing"]), as_json=options.json)
"""

import argparse
import csv
import json
import os
import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.statistics import wilson
from models import registry

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: counts of outcomes and whatever else was measured."""

    name: str
    right: int = 0
    wrong: int = 0
    refused: int = 0
    """Neither right nor wrong: the clerk said that it does not know."""
    figures: Mapping[str, Any] = field(default_factory=dict)
    """Further figures, JSON values."""

    @property
    def n(self) -> int:
        """All outcomes."""
        return self.right + self.wrong + self.refused

    def to_dict(self) -> dict[str, Any]:
        """Return the contract's form, with the 95 % Wilson interval of the share of right ones."""
        return {
            "name": self.name,
            "n": self.n,
            "right": self.right,
            "wrong": self.wrong,
            "refused": self.refused,
            "interval": [round(bound, 4) for bound in wilson(self.right, self.n)],
            **self.figures,
        }


def total(rows: Iterable[Row], figures: Mapping[str, Any] | None = None) -> Row:
    """Return the sum of the rows' counts, with further figures of its own."""
    listed = list(rows)
    return Row(
        "total",
        sum(row.right for row in listed),
        sum(row.wrong for row in listed),
        sum(row.refused for row in listed),
        figures or {},
    )


def arguments(description: str, folders: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return a parser with `--limit`, `--seed`, `--json` and a required `--NAME DIR` for each of `folders`."""
    parser = argparse.ArgumentParser(description=description)
    for folder in folders:
        parser.add_argument(f"--{folder}", type=existing_folder, required=True, help="folder with a manifest.tsv")
    parser.add_argument("--limit", type=int, help="take a seeded sample of that many recordings or pictures")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    return parser


def existing_folder(text: str) -> Path:
    """Return the path of a folder; for argparse's `type=`."""
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text}")
    return path


def read_manifest(folder: Path) -> list[dict[str, str]]:
    """Return the lines of `folder/manifest.tsv` by column name.

    Exits with status 4 and a sentence where there is no manifest.
    """
    try:
        with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except FileNotFoundError:
        sys.stderr.write(f"{folder} holds no manifest.tsv\n")
        raise SystemExit(4) from None


def sample(items: Sequence[Item], limit: int | None, seed: int) -> list[Item]:
    """Return `limit` of the items, chosen by `seed`, in their order; all of them without a limit."""
    if limit is None or limit >= len(items):
        return list(items)
    chosen = sorted(random.Random(seed).sample(range(len(items)), limit))
    return [items[index] for index in chosen]


def settings(options: argparse.Namespace, *, models: Iterable[str] = (), **more: Any) -> dict[str, Any]:
    """Return what the figures depend on: seed, limit, cores, models by name with version and hash, and `more`."""
    stamps = {name: registry.load(name).stamp.to_dict() for name in models}
    return {"seed": options.seed, "limit": options.limit, "cores": os.cpu_count(), "models": stamps, **more}


def report(
    rows: Sequence[Row],
    described: Mapping[str, Any],
    *,
    as_json: bool,
    summary: Row | Mapping[str, Any] | None = None,
) -> None:
    """Print rows, total (their sum unless `summary` is given) and settings: JSON on stdout, or a table."""
    closing = total(rows) if summary is None else summary
    last = closing.to_dict() if isinstance(closing, Row) else dict(closing)
    if as_json:
        whole = {"rows": [row.to_dict() for row in rows], "total": last, "settings": dict(described)}
        print(json.dumps(whole, ensure_ascii=False, separators=(",", ":")))
        return
    for line in table([*(row.to_dict() for row in rows), last]):
        print(line)


def table(lines: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the lines of a plain text table, keys as its head."""
    columns = list(dict.fromkeys(key for line in lines for key in line))
    cells = [columns, *([_cell(line.get(column, "")) for column in columns] for line in lines)]
    widths = [max(len(row[index]) for row in cells) for index in range(len(columns))]
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, (list, tuple)):
        return "–".join(_cell(part) for part in value)
    return str(value)
