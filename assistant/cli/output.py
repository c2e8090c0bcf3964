"""Prints turns and tables: for people in colour on a terminal, for scripts as JSON lines."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from assistant.cli.options import Exit
from assistant.turn import Turn

KEYS = ("reading", "reply", "question", "proposal", "moves", "rows")
"""What every turn shows as JSON; the senses add their own."""


class Output:
    """Where a command's answer goes."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.people = Console(stderr=as_json, highlight=False)
        """Console for what is meant for people: standard error when standard output carries JSON."""

    def line(self, data: Mapping[str, Any]) -> None:
        """Print one JSON object, if JSON is wanted."""
        if self.as_json:
            print(json.dumps(data, ensure_ascii=False, separators=(",", ":")), flush=True)  # noqa: T201

    def turn(self, turn: Turn, **more: Any) -> Exit:
        """Print a turn; return the exit code that it stands for."""
        data = turn.to_dict()
        keys = [*KEYS, *(["utterance"] if turn.utterance else []), *(["sightings"] if turn.sightings else [])]
        self.line({**more, **{key: data[key] for key in keys}})
        self._show(turn)
        return Exit.DONE if turn.settled else Exit.REFUSED

    def _show(self, turn: Turn) -> None:
        if self.as_json:
            return
        if turn.utterance:
            heard = turn.utterance
            self.people.print(f"[dim]🎤 {heard.text or '…'}  {heard.confidence:.0%}[/dim]")
        for sighting in turn.sightings:
            seen = [sighting.kind.value, sighting.item or sighting.code or "", sighting.fields.lot or ""]
            self.people.print(f"[dim]📷 {' '.join(filter(None, seen))}  {sighting.confidence:.0%}[/dim]")
        colour = "green" if turn.moves else "yellow" if turn.question or not turn.settled else "default"
        self.people.print(f"[{colour}]{turn.reply}[/{colour}]")
        if turn.question and turn.question.text not in turn.reply:
            self.people.print(turn.question.text)

    def say(self, text: str, **data: Any) -> None:
        """Print a sentence, or a JSON object that holds it as `reply`."""
        self.line({"reply": text, **data})
        if not self.as_json:
            self.people.print(text, markup=False)

    def table(self, title: str, rows: Sequence[Mapping[str, Any]], columns: Iterable[str]) -> None:
        """Print rows as a table, or as `rows` of a JSON object."""
        self.line({"rows": [dict(row) for row in rows]})
        if self.as_json:
            return
        table = Table(title=title, title_justify="left")
        for column in columns:
            table.add_column(column)
        for row in rows:
            table.add_row(*("" if row.get(column) is None else str(row[column]) for column in columns))
        self.people.print(table)

    def with_refused(self, text: str, refused: Sequence[Mapping[str, Any]], **data: Any) -> None:
        """Print a sentence and the rows of a table that were refused, each with its reason."""
        self.say(text, rows_refused=[dict(one) for one in refused], **data)
        for one in () if self.as_json else refused:
            self.people.print(f"{one['row']}: {one['why']}", style="yellow", markup=False)

    def failed(self, text: str, code: str) -> None:
        """Print an error in the person's words."""
        self.line({"reply": text, "error": code, "reading": None, "question": None, "proposal": None, "moves": []})
        if not self.as_json:
            Console(stderr=True, highlight=False).print(f"[red]{text}[/red]")
