"""Runs every benchmark that needs nothing beyond the shipped files: `make bench`. The others name their folder."""

import runpy
import sys
from importlib.util import find_spec

ALONE: tuple[tuple[str, list[str]], ...] = (
    ("sizes", []),
    ("understanding", ["--limit", "300"]),
    ("latency", []),
    ("wrong_bookings", ["--limit", "1000"]),
    ("operations", ["--limit", "200"]),
    ("ledger", ["--limit", "2000"]),
)
"""Benchmark and its options."""


def main() -> None:
    """Run them one after the other, each under the command that repeats it."""
    for name, options in ALONE:
        module = f"benchmarks.{name}"
        if find_spec(module) is None:
            continue
        print(f"\n$ python -m {module} {' '.join(options)}", flush=True)
        sys.argv = [module, *options]
        runpy.run_module(module, run_name="__main__")


if __name__ == "__main__":
    main()
