"""A shift as JSON lines: what the books held at the start, then every event with the turn it led to.

Replayed, the events alone go through a clerk with the same catalogue, opening stock, fusion weights and policy in
memory; no microphone, camera or model is needed. The decisions must come out the same, whatever was calibrated since.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant import fusion, risk, snapshot
from assistant.clerk import Clerk, EventClock
from assistant.event import Event
from assistant.inventory.ledger import Ledger
from assistant.inventory.unit import UnitOfWork
from assistant.turn import Turn

VERSION = 1


class SessionDamagedError(ValueError):
    """The file is not a session, or a line of it is not an event."""

    def __init__(self, path: Path, line: int) -> None:
        super().__init__(f"{path.name}, line {line}: this is not a recorded session")


def start(unit: UnitOfWork, clerk: Clerk, at: datetime) -> dict[str, Any]:
    """Return the first line of a session: the world as it is."""
    return {
        "session": VERSION,
        "at": at.isoformat(),
        "lang": clerk.lang,
        "device": clerk.device,
        "person": clerk.person,
        "weights": fusion.to_dict(clerk.weights or fusion.shipped()),
        "policy": (clerk.policy or risk.shipped()).to_list(),
        **snapshot.take(unit, clerk.device, clerk.person),
    }


def record(path: Path, event: Event, turn: Turn, opening: Mapping[str, Any] | None = None) -> None:
    """Append a turn to a session file; `opening` is its first line, written before the first turn."""
    with path.open("a", encoding="utf-8") as file:
        if opening is not None:
            file.write(_line(opening))
        file.write(_line({"event": event.to_dict(), "turn": turn.to_dict()}))


def replay(path: Path) -> Iterator[tuple[Event, Turn, Turn]]:
    """Yield each event with the turn that was recorded and the turn that it leads to now.

    Raises `SessionDamagedError`.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        opening = json.loads(lines[0])
        clerk = _reopened(opening)
    except (OSError, IndexError, KeyError, TypeError, ValueError) as error:
        raise SessionDamagedError(path, 1) from error
    with clerk.ledger:
        for number, line in enumerate(lines[1:], 2):
            try:
                data = json.loads(line)
                event, recorded = Event.from_dict(data["event"]), Turn.from_dict(data["turn"])
            except (KeyError, TypeError, ValueError) as error:
                raise SessionDamagedError(path, number) from error
            yield event, recorded, clerk.handle(event)


def _reopened(opening: Mapping[str, Any]) -> Clerk:
    if opening["session"] != VERSION:
        raise ValueError(f"session version {opening['session']}")
    clock = EventClock(datetime.fromisoformat(opening["at"]))
    ledger = Ledger.open("sqlite://", clock=clock, device=opening["device"], evidence=False)
    clerk = Clerk(ledger, clock, lang=opening["lang"], device=opening["device"], person=opening["person"])
    if "weights" in opening:
        clerk.weights = fusion.parse(opening["weights"])
        clerk.policy = risk.Policy.from_list(opening["policy"])
    with ledger.unit() as unit:
        snapshot.restore(unit, opening, clerk.device)
    return clerk


def _line(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
