"""Works out formulas over stock terms portion by portion, so that nothing is counted twice."""

import re
from collections import Counter
from collections.abc import Mapping

from assistant.inventory.terms.term import SETTINGS, BadTermError, Portion, Term

_FORMULA = re.compile(r"\w+(?: [+-] \w+)*")

Parts = tuple[frozenset[Portion], frozenset[str], frozenset[str]]
"""Portions of the stock, numbers of the catalogue, kinds of open document."""


def steps(key: str, formula: str) -> list[tuple[int, str]]:
    """Return the terms of a formula with their signs, 1 or -1; raises `BadTermError`."""
    if not _FORMULA.fullmatch(formula):
        raise BadTermError(key, f"{formula!r} is not terms joined by + and -")
    signs = {"+": 1, "-": -1}
    words = ["+", *formula.split()]
    return [(signs[sign], name) for sign, name in zip(words[::2], words[1::2], strict=True)]


def total(key: str, formula: str, terms: Mapping[str, Term]) -> Parts:
    """Work a formula out: each portion may be in it once or not at all; raises `BadTermError`."""
    count: Counter[Portion | str] = Counter()
    for sign, name in steps(key, formula):
        parts: list[Portion | str] = [*terms[name].portions, *terms[name].settings, *terms[name].open]
        for part in parts:
            count[part] += sign
            if count[part] > 1:
                raise BadTermError(key, f"{formula!r} counts {_told(part)} twice")
            if count[part] < 0:
                raise BadTermError(key, f"{formula!r} takes away {_told(part)}, which it does not hold")
    held = [part for part, times in count.items() if times]
    return (
        frozenset(part for part in held if isinstance(part, Portion)),
        frozenset(part for part in held if isinstance(part, str) and part in SETTINGS),
        frozenset(part for part in held if isinstance(part, str) and part not in SETTINGS),
    )


def _told(part: Portion | str) -> str:
    if isinstance(part, Portion):
        return f"{'expired' if part.expired else 'good'} {part.status.value} goods at a {part.place.value}"
    return part


def prove(term: Term, terms: Mapping[str, Term]) -> None:
    """Prove the check of a term as far as that can be done without books; raises `BadTermError`."""
    if term.check is None:
        return
    compared = [name for _, name in steps(term.key, term.check.formula)]
    for name in compared:
        if name not in terms:
            raise BadTermError(term.key, f"there is no term {name!r} for its check")
    if term.check.relation == ">=" and len(compared) > 1:
        raise BadTermError(term.key, "a check with >= compares with one term")
    if term.check.relation == "=" and total(term.key, term.check.formula, terms) != (
        term.portions,
        term.settings,
        term.open,
    ):
        raise BadTermError(term.key, f"is not the same as {term.check.formula!r}")
