"""What the clerk has to remember until the next command, which may come from another process."""

import json
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from assistant.inventory.context import Context
from assistant.inventory.schema import StateRow

# Made once: putting a statement together takes longer than running it.
_GET = select(StateRow.value).where(StateRow.key == bindparam("wanted"))
_FORGET = delete(StateRow).where(StateRow.key == bindparam("wanted"))
_CHANGE = update(StateRow).where(StateRow.key == bindparam("wanted")).values(value=bindparam("text"))
_ADD = insert(StateRow)


class State:
    """Keeps JSON values under keys."""

    def __init__(self, context: Context) -> None:
        self._connection = context.connection

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value, or the default where there is none."""
        text = self._connection.execute(_GET, {"wanted": key}).scalar()
        return default if text is None else json.loads(text)

    def put(self, key: str, value: Any) -> None:
        """Keep a JSON value; None forgets it."""
        if value is None:
            self._connection.execute(_FORGET, {"wanted": key})
            return
        text = json.dumps(value, ensure_ascii=False)
        changed = self._connection.execute(_CHANGE, {"wanted": key, "text": text})
        if not changed.rowcount:
            self._connection.execute(_ADD, {"key": key, "value": text})
