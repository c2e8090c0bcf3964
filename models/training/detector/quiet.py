"""Prepares the process for ultralytics before it is imported: no network, no installing, no settings of a user."""

import os
import sys
from pathlib import Path

_SHIM = Path(__file__).parent / "shim"


def prepare(folder: Path) -> None:
    """Keep ultralytics' settings in `folder`, and stand in for torchvision where it is not installed."""
    os.environ.update(YOLO_AUTOINSTALL="false", YOLO_OFFLINE="true", YOLO_CONFIG_DIR=str(folder / "settings"))
    (folder / "settings").mkdir(parents=True, exist_ok=True)
    try:
        import torchvision  # noqa: F401
    except ImportError:
        sys.path.insert(0, str(_SHIM))
    from ultralytics import settings

    settings.update({"sync": False, "runs_dir": str(folder)})
