"""How many bytes of weights ship, model by model: the files that each `model.toml` lists.

python -m benchmarks.sizes [--json]
"""

from benchmarks.cli import Row, arguments, report, settings
from models import registry


def main() -> None:
    """Run the benchmark."""
    options = arguments(__doc__ or "").parse_args()
    models = {name: registry.load(name) for name in registry.names()}
    rows = [Row(name, figures={"kind": model.kind, "bytes": model.bytes}) for name, model in models.items()]
    summary = Row("total", figures={"bytes": sum(model.bytes for model in models.values())})
    report(rows, settings(options, models=models), as_json=options.json, summary=summary)


if __name__ == "__main__":
    main()
