"""What a person chose about the window; kept beside the books, so that it survives a restart."""

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)
LANGUAGES = ("zh", "en")
FONT_SCALES = (1.0, 1.3, 1.6, 2.0)
SWITCHES = ("wake", "voice", "slow", "loud", "dark")


@dataclass(frozen=True, slots=True)
class Settings:
    """Language, looks and voice."""

    lang: str = "zh"
    font_scale: float = 1.0
    """One of `FONT_SCALES`, on top of the system's own."""
    dark: bool = False
    voice: bool = True
    """Whether replies are read aloud."""
    slow: bool = False
    """Whether they are read slowly."""
    loud: bool = False
    """Whether they are read louder."""
    wake: bool = False
    """Whether the clerk comes when it is called by its name; else only a press opens the ears."""
    person: str = ""
    """Who is there; empty: anybody."""

    def switched(self, name: str, *, on: bool) -> "Settings":
        """Return the settings with one of `SWITCHES` on or off."""
        return Settings(**{**asdict(self), name: on})

    def save(self, path: Path) -> None:
        """Write the file; raises `OSError`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "Settings":
        """Read the file; what is missing or has no meaning is as at the first start."""
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            return cls(**{name: value for name, value in kept.items() if _means_something(name, value)})
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, TypeError, AttributeError) as error:
            _log.warning("the window's settings cannot be read, starting with the usual ones: %s", error)
            return cls()


def _means_something(name: str, value: Any) -> bool:
    if name == "lang":
        return value in LANGUAGES
    if name == "font_scale":
        return value in FONT_SCALES
    if name == "person":
        return isinstance(value, str)
    return name in SWITCHES and isinstance(value, bool)
