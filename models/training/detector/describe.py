"""Writes the `model.toml` of the detector; also after its settings have been fitted."""

import hashlib
import tomllib
from pathlib import Path

FILES = ("detector.onnx", "settings.json")


def describe(out: Path, version: str | None = None) -> None:
    """Write `model.toml` beside the files; without a version, the one that stands there stays."""
    if version is None:
        version = tomllib.loads((out / "model.toml").read_text(encoding="utf-8"))["version"]
    lines = [
        'name = "detector"',
        f'version = "{version}"',
        'kind = "detector"',
        'licence = "AGPL-3.0-or-later"',
        'training = "make train-detector"',
        'measured_on = "rendered scenes and annotated photos (python -m benchmarks.seeing)"',
    ]
    for file in FILES:
        content = (out / file).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        lines += ["", f'[files."{file}"]', f"bytes = {len(content)}", f'sha256 = "{digest}"']
    (out / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
