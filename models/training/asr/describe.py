"""Write `model.toml` of the recogniser: what it is, and the size and hash of each of its files."""

import hashlib
from pathlib import Path

HEAD = """name = "hearing"
version = "{version}"
kind = "hearing"
licence = "AGPL-3.0-or-later; starts from vosk-model-small-ko (Alpha Cephei, Apache-2.0)"
training_command = "make train-asr"
measured_on = "{measured_on}"
"""
_NO_FILES = {"model.toml", "card.md"}


def describe(folder: Path, version: str, measured_on: str) -> int:
    """Write `folder/model.toml`; returns the bytes of all files that count."""
    lines, total = [HEAD.format(version=version, measured_on=measured_on)], 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in _NO_FILES and path.suffix != ".png":
            content = path.read_bytes()
            total += len(content)
            digest = hashlib.sha256(content).hexdigest()
            lines.append(f'[files."{name}"]\nbytes = {len(content)}\nsha256 = "{digest}"\n')
    (folder / "model.toml").write_text("\n".join(lines), encoding="utf-8")
    return total
