"""What may be said just now, as plain data: the recogniser compiles it, the sampler walks it.

The JSON form is the contract with `asr.graph`, which must not import this package::

    {"root": "command",
     "rules": {"command": [[["入库", "ru ku"], {"rule": "quantity"}, {"rule": "item"}], …],
               "item": [[["金龙鱼大豆油", "jin long yu da dou you"]], …]},
     "shared": ["item"]}

A rule is a list of alternatives, an alternative a list of words and references. A word is its text and its
syllables (toneless pinyin, ü as v, separated by spaces). A rule may refer to itself as the last element of an
alternative only, so that the language stays regular. `shared` names the large lists: a compiler may build such a
list once and let every sentence run through it, accepting that the part before the list then combines with
another sentence's part after it; the parser refuses what that lets in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written and as said."""

    text: str
    syllables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a rule."""

    rule: str


Alternative = tuple[Word | Ref, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules by name, where to start, and which of them are large shared lists."""

    rules: Mapping[str, tuple[Alternative, ...]]
    root: str = "command"
    shared: tuple[str, ...] = ("item",)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "root": self.root,
            "rules": {
                name: [
                    [
                        {"rule": part.rule} if isinstance(part, Ref) else [part.text, " ".join(part.syllables)]
                        for part in alternative
                    ]
                    for alternative in alternatives
                ]
                for name, alternatives in self.rules.items()
            },
            "shared": list(self.shared),
        }
