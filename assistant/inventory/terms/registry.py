"""Reads the stock terms and proves that none of them counts anything twice."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from assistant.inventory.document import DocumentKind
from assistant.inventory.move import Status
from assistant.inventory.places import PlaceKind
from assistant.inventory.terms.formula import Parts, prove, steps, total
from assistant.inventory.terms.term import SETTINGS, BadTermError, Check, Portion, Term, UnknownTermError

STANDARD = Path(__file__).parent / "terms.toml"
LANGUAGES = ("zh", "en")
_BASIC = ("places", "setting", "open", "formula")


class Terms(Mapping[str, Term]):
    """Stock terms by key."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._terms = terms

    def __getitem__(self, key: str) -> Term:
        return self._terms[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """What people say, in any language, to the key of the term."""
        return {word: term.key for term in self.values() for said in term.words.values() for word in said}

    def named(self, said: str) -> Term:
        """Return the term of a key, or of a word that people say; raises `UnknownTermError`."""
        key = said if said in self._terms else self.words.get(said.strip().lower())
        if key is None:
            raise UnknownTermError(said)
        return self._terms[key]


def load(path: Path = STANDARD) -> Terms:
    """Read and check the terms of a file; raises `BadTermError`."""
    declared = tomllib.loads(path.read_text(encoding="utf-8"))
    built: dict[str, Term] = {}
    for key in declared:
        _build(key, declared, built, ())
    _refuse_shared_words(built)
    for term in built.values():
        prove(term, built)
    return Terms({key: built[key] for key in declared})


def _build(key: str, declared: Mapping[str, Any], built: dict[str, Term], above: tuple[str, ...]) -> Term:
    if key in built:
        return built[key]
    if key in above:
        raise BadTermError(key, "its formula comes back to itself")
    if key not in declared:
        raise BadTermError(above[-1], f"there is no term {key!r} for its formula")
    said = declared[key]
    if sum(part in said for part in _BASIC) != 1:
        raise BadTermError(key, f"has to have exactly one of {', '.join(_BASIC)}")
    for part in ("name", "words", "meaning"):
        if set(said.get(part, {})) != set(LANGUAGES):
            raise BadTermError(key, f"{part} has to be there in {' and '.join(LANGUAGES)}")
    formula = said.get("formula", "")
    if formula:
        parts = {name: _build(name, declared, built, (*above, key)) for _, name in steps(key, formula)}
        portions, settings, kinds = total(key, formula, parts)
    else:
        portions, settings, kinds = _basic(key, said)
    built[key] = Term(
        key=key,
        name=said["name"],
        words={lang: tuple(word.lower() for word in words) for lang, words in said["words"].items()},
        meaning=said["meaning"],
        portions=portions,
        settings=settings,
        open=kinds,
        formula=formula,
        check=_check(key, said.get("check")),
    )
    return built[key]


def _basic(key: str, said: Mapping[str, Any]) -> Parts:
    try:
        kinds = frozenset(DocumentKind(one).value for one in [said["open"]] if one) if "open" in said else frozenset()
        expired = [said["expired"]] if "expired" in said else [False, True]
        portions = frozenset(
            Portion(PlaceKind(place), Status(status), past)
            for place in said.get("places", ())
            for status in said.get("states", ())
            for past in expired
        )
    except ValueError as error:
        raise BadTermError(key, str(error)) from None
    settings = frozenset({said["setting"]} if "setting" in said else ())
    if not settings <= SETTINGS:
        raise BadTermError(key, f"an item has no number {said['setting']!r}")
    if not (portions or settings or kinds):
        raise BadTermError(key, "names no places and states")
    return portions, settings, kinds


def _check(key: str, said: str | None) -> Check | None:
    if said is None:
        return None
    relation, _, formula = said.partition(" ")
    if relation not in {"=", ">="}:
        raise BadTermError(key, f"the check {said!r} has to begin with = or >=")
    return Check(relation, formula)


def _refuse_shared_words(terms: Mapping[str, Term]) -> None:
    owner: dict[str, str] = {}
    for term in terms.values():
        for word in (word for said in term.words.values() for word in said):
            if owner.setdefault(word, term.key) != term.key:
                raise BadTermError(term.key, f"the word {word!r} means {owner[word]!r} already")


@cache
def standard() -> Terms:
    """Return the terms that every ledger has."""
    return load()


def term_words(lang: str) -> dict[str, tuple[str, ...]]:
    """Return the words that people say for each standard term, for the intent layer to compare with its own."""
    return {key: term.words[lang] for key, term in standard().items()}
