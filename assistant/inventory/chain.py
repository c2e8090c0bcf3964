"""The form of the journal: canonical JSON, each entry holding the hash of the one before it.

An entry is an object with the keys `at`, `data`, `device`, `kind`, `previous` and `seq`; its hash is the SHA-256 of
its canonical JSON in UTF-8: keys sorted, no blanks, no escapes beyond those that JSON demands, numbers as Python
writes them. The first entry's `previous` is 64 zeros.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

START = "0" * 64
"""What the first entry is chained to."""


def canonical(value: object) -> str:
    """Return the canonical JSON; raises `ValueError` for infinities and what is not a number."""
    return _ENCODER.encode(value)


def _as_json(value: object) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a journal entry cannot hold a {type(value).__name__}")


_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_as_json
)


def digest(body: str) -> str:
    """Return the hash of an entry's canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
