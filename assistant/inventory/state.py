"""What the clerk has to remember until the next command, which may come from another process."""

import json
from typing import Any

from sqlalchemy import delete, insert, select, update

from assistant.inventory.context import Context
from assistant.inventory.schema import StateRow


class State:
    """Keeps JSON values under keys."""

    def __init__(self, context: Context) -> None:
        self._connection = context.connection

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value, or the default where there is none."""
        text = self._connection.execute(select(StateRow.value).where(StateRow.key == key)).scalar()
        return default if text is None else json.loads(text)

    def put(self, key: str, value: Any) -> None:
        """Keep a JSON value; None forgets it."""
        if value is None:
            self._connection.execute(delete(StateRow).where(StateRow.key == key))
            return
        text = json.dumps(value, ensure_ascii=False)
        changed = self._connection.execute(update(StateRow).where(StateRow.key == key).values(value=text))
        if not changed.rowcount:
            self._connection.execute(insert(StateRow).values(key=key, value=text))
