"""Where people put files: the folders in which a catalogue is looked for."""

import os
from pathlib import Path

SUFFIXES = frozenset({".csv", ".xlsx"})
_FOLDERS = ("", "Downloads", "Download", "下载", "Documents", "文档", "Desktop", "桌面")
_MOST = 30


def folders() -> list[Path]:
    """Return the folders that exist; `CLERK_FILES` names one that comes first."""
    own = os.environ.get("CLERK_FILES")
    home = Path(os.environ.get("EXTERNAL_STORAGE") or Path.home())
    wanted = [Path(own)] if own else []
    return [folder for folder in (*wanted, *(home / name for name in _FOLDERS)) if folder.is_dir()]


def catalogues() -> list[Path]:
    """Return the files that may be a catalogue, newest first."""
    found: dict[Path, float] = {}
    for folder in folders():
        try:
            for file in folder.iterdir():
                if file.suffix.lower() in SUFFIXES and file.is_file():
                    found[file.resolve()] = file.stat().st_mtime
        except OSError:
            continue
    return sorted(found, key=lambda file: -found[file])[:_MOST]
