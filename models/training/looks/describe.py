"""Write `model.toml` of the looks: what it is, and the size and hash of each of its files."""

import hashlib
from pathlib import Path

VERSION = "1.0"


def describe(out: Path) -> None:
    """Write `model.toml` for the files that are there."""
    lines = [
        'name = "looks"',
        f'version = "{VERSION}"',
        'kind = "looks"',
        'licence = "AGPL-3.0-or-later; trunk of EfficientNet-Lite0 (Apache-2.0)"',
        'training_command = "make train-looks"',
        'measured_on = "40 products that training did not see (python -m benchmarks.appearance)"',
    ]
    for file in ("looks.onnx", "likelihood.json"):
        if (out / file).exists():
            content = (out / file).read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            lines += ["", f'[files."{file}"]', f"bytes = {len(content)}", f'sha256 = "{digest}"']
    (out / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
