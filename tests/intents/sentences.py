"""The hand-written test sentences: sentence → intent, slots, what is asked, what is left over."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from intents.context import Context
from intents.reading import Choice, Reading

FOLDER = Path(__file__).with_name("sentences")


@dataclass(frozen=True)
class Case:
    """One sentence with its reading."""

    file: str
    say: str
    intent: str | None
    slots: dict[str, str]
    ask: dict[str, str]
    left_over: list[str]
    context: Context = field(default_factory=Context)

    def __str__(self) -> str:
        return f"{self.file}: {self.say}"

    def faults(self, reading: Reading) -> list[str]:
        """Return in what a reading differs from the expected one."""
        asked = {doubt.slot: doubt.why for doubt in reading.doubts}
        found = {
            "intent": (reading.intent, self.intent),
            "slots": (dict(reading.slots) if reading.intent or self.slots else {}, self.slots),
            "ask": (asked if reading.intent or self.ask else {}, self.ask),
            "left over": (list(reading.left_over) if reading.intent else [], self.left_over),
        }
        return [f"{name}: {got!r} instead of {wanted!r}" for name, (got, wanted) in found.items() if got != wanted]


def cases(lang: str) -> Iterator[Case]:
    for path in sorted((FOLDER / lang).glob("*.yaml")):
        data = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        for test in data["tests"]:
            ways = test["say"] if isinstance(test["say"], list) else [test["say"]]
            for say in ways:
                yield Case(
                    path.stem,
                    say,
                    test.get("intent", data.get("intent")) or None,
                    test.get("slots", {}),
                    test.get("ask", {}),
                    test.get("left_over", []),
                    context(test.get("context", {})),
                )


def context(data: dict[str, Any]) -> Context:
    choices = tuple(Choice(value, label, 0.5) for value, label in data.pop("choices", {}).items())
    return Context(**data, choices=choices)
