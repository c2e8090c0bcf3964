"""The window's own words, a file a language with the same keys and {names}; a test compares them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def table(lang: str) -> Mapping[str, Mapping[str, str]]:
    """Return all strings of a language by section and name."""
    return tomllib.loads((Path(__file__).parent / f"{lang}.toml").read_text(encoding="utf-8"))


class Strings:
    """The window's words in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._table = table(lang)

    def __call__(self, key: str, **words: object) -> str:
        """Return the string `section.name` with its words filled in; raises `KeyError` where there is none."""
        section, name = key.split(".")
        return self._table[section][name].format(**words)

    def get(self, key: str, default: str) -> str:
        """Return the string `section.name`, else the default."""
        section, name = key.split(".")
        return self._table[section].get(name, default)
