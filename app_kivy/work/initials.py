"""First letters of a name's syllables: 金龙鱼大豆油 is found under j, l, y and so on."""

import re
import unicodedata
from collections.abc import Sequence

KEYS = ("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz", "0-9")
"""Letters that share a key, as on telephones."""
_PARTS = re.compile(r"[A-Za-z0-9]+|[^\W\da-zA-Z_]+")


def initials(name: str) -> str:
    """Return a letter or digit for each syllable or Latin word of the name, lower case."""
    # Loaded with the books, after the first picture.
    from pypinyin import Style, lazy_pinyin

    found = ""
    for part in _PARTS.findall(unicodedata.normalize("NFKC", name)):
        letters = lazy_pinyin(part, style=Style.FIRST_LETTER, errors="ignore")
        found += part[0].lower() if part.isascii() else "".join(letters)
    return found


def fits(letters: str, keys: Sequence[str]) -> bool:
    """Whether initials begin with one letter of each key pressed."""
    if len(letters) < len(keys):
        return False
    return all(letter.isdigit() if key == "0-9" else letter in key for letter, key in zip(letters, keys, strict=False))
