"""Write `model.toml` of a wake word's folder."""

import hashlib
from pathlib import Path

FILES = ("embedding.onnx", "head.onnx", "mel.onnx", "settings.json")


def describe(target: Path, version: str, word: str) -> int:
    """Write sizes and hashes; return the bytes that count against the budget."""
    lines = [
        f'name = "{target.name}"',
        f'version = "{version}"',
        'kind = "wake-word"',
        'licence = "head AGPL-3.0-or-later; feature nets Apache-2.0 (Google speech embedding, openWakeWord)"',
        f'training_command = "python -m models.training.wake --word {word}"',
        'measured_on = "voices and people of the test split (python -m benchmarks.wake)"',
    ]
    total = 0
    for file in FILES:
        content = (target / file).read_bytes()
        total += len(content)
        digest = hashlib.sha256(content).hexdigest()
        lines += ["", f'[files."{file}"]', f"bytes = {len(content)}", f'sha256 = "{digest}"']
    (target / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return total
