"""Nets of single people: where they lie, whose there are, and which base net each was made from."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from asr.enrol import Enrolment, Reading

FOLDER = "voices"
_ABOUT = "voice.json"


class BadNameError(ValueError):
    """A name that nobody can have."""

    def __init__(self) -> None:
        super().__init__("give the person a name of 1 to 40 characters")

    def say(self, lang: str) -> str:
        """Return the sentence in `zh` or `en`."""
        return "请给一个1到40个字的名字。" if lang == "zh" else str(self)


@dataclass(frozen=True, slots=True)
class Voices:
    """The enrolled voices below the clerk's own folder `home`."""

    home: Path

    def folder(self, name: str) -> Path:
        """Return where the net of a person lies or would lie; raises `BadNameError`."""
        clean = name.strip()
        if not 0 < len(clean) <= 40 or not clean.isprintable():
            raise BadNameError
        return self.home / FOLDER / quote(clean, safe="")

    def names(self) -> list[str]:
        """Return whose voices are enrolled."""
        return sorted(unquote(about.parent.name) for about in (self.home / FOLDER).glob(f"*/{_ABOUT}"))

    def of(self, name: str, base: str) -> Path | None:
        """Return the net of a person, where there is one that was made from the net with the hash `base`."""
        if not name.strip():
            return None
        folder = self.folder(name)
        try:
            about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return folder if isinstance(about, dict) and about.get("base") == base else None

    def learn(self, name: str, model: Path, base: str, readings: Sequence["Reading"]) -> "Enrolment":
        """Adapt the net in `model` to a person's readings and keep it where it hears the person better.

        Takes minutes of one core. Raises `BadNameError`, `asr.enrol.TooLittleReadError`, `OSError`.
        """
        from asr.enrol import enrol, save

        target = self.folder(name)
        found = enrol(model, readings)
        if found.accepted:
            unfinished = target.with_name(target.name + ".part")
            shutil.rmtree(unfinished, ignore_errors=True)
            save(model, found, unfinished)
            about: dict[str, Any] = {"base": base, "before": found.before, "after": found.after}
            (unfinished / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
            shutil.rmtree(target, ignore_errors=True)
            unfinished.replace(target)
        return found

    def forget(self, name: str) -> bool:
        """Delete what was learned of a person; returns whether there was anything."""
        folder = self.folder(name)
        known = folder.is_dir()
        shutil.rmtree(folder, ignore_errors=True)
        return known
