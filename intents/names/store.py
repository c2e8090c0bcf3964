"""An index as one file, so that a large catalogue need not be spelled out again at every start."""

import base64
import json
from array import array
from pathlib import Path

from intents.names.index import NameIndex

_FORMAT = 1


class BadIndexError(ValueError):
    """The file is not an index of this version; build it anew."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not a name index of this version: build it again from the catalogue.")


def save(index: NameIndex, path: Path) -> None:
    """Write an index; owners that were taken away are left out of nothing, so build a fresh one now and then."""
    blob = array("I")
    where: dict[str, tuple[int, int]] = {}
    for pair in {**index.packed[1], **index.pairs}:
        entries = index.entries_of(pair)
        where[pair] = (len(blob), len(entries))
        blob.extend(entries)
    data = {
        "format": _FORMAT,
        "keys": index.keys,
        "codes": index.codes,
        "owners": index.owners,
        "pairs": where,
        "entries": base64.b64encode(blob.tobytes()).decode("ascii"),
    }
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def load(path: Path) -> NameIndex:
    """Read an index that `save` wrote.

    Raises `BadIndexError` for another version or a broken file, `OSError` where there is none.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != _FORMAT:
            raise BadIndexError(path)
        blob = array("I")
        blob.frombytes(base64.b64decode(data["entries"]))
        index = NameIndex()
        for owner, key, code in zip(data["owners"], data["keys"], data["codes"], strict=True):
            index.enter(owner, key, code)
        index.packed = (blob, data["pairs"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadIndexError(path) from error
    return index
