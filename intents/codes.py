"""Codes in a sentence: bins as people read them out (A杠七杠十二, A区七排十二号, A七幺二 → A7-12) and lot numbers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intents.numerals import zh
from intents.tokens import name_key, sentence
from intents.vocabulary import Place

_DIGIT = {**{word: str(value) for word, value in zh.DIGITS.items()}, **{w: str(v) for w, v in zh.RADIO.items()}}
_DIGIT.pop("两")
_SEPARATORS = frozenset(
    {"-", ".", "/", "_", "杠", "横", "区", "排", "架", "层", "列", "货", "第", "库", "通", "道", "点", "dash"}
)
_ENDINGS = frozenset({"号", "位", "格"})
_LETTER_SOUNDS = {"诶": "a", "比": "b", "西": "c", "地": "d", "衣": "e", "艾": "i"}
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Code:
    """A place or lot as said."""

    start: int
    end: int
    values: tuple[str, ...]
    """Place codes that it may mean; empty where there is no such place."""
    written: str
    """As one would write it."""


def _groups(code: str) -> tuple[str, ...]:
    """Split a place code: A7-12 → a, 7, 12; leading zeros go."""
    return tuple(part.lstrip("0") or "0" for part in re.findall(r"[a-z]+|\d+", code.lower()))


def _glued(code: str) -> str:
    return "".join(re.findall(r"[a-z]+|\d+", code.lower()))


class PlaceReader:
    """Finds places by code and by name."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_groups: dict[tuple[str, ...], list[str]] = {}
        self._by_glue: dict[str, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._codes: list[str] = []
        for place in places:
            self._codes.append(place.code)
            for name in (place.code, *place.names):
                self._by_name.setdefault(name_key(name), []).append(place.code)
            if re.search(r"\d", place.code):
                self._by_groups.setdefault(_groups(place.code), []).append(place.code)
                self._by_glue.setdefault(_glued(place.code), []).append(place.code)
        self._longest = max((len(sentence(name)) for name in self._by_name), default=1) + 2

    def read(self, tokens: Sequence[str], start: int) -> list[Code]:
        """Return the places that begin at a token, longest first; unknown ones only where they look like a code."""
        found: list[Code] = []
        text = ""
        for end in range(start + 1, min(len(tokens), start + self._longest) + 1):
            text += tokens[end - 1] if tokens[end - 1] not in _SEPARATORS or tokens[end - 1].isalnum() else ""
            if text in self._by_name and tokens[end - 1].isalnum():
                found.append(Code(start, end, tuple(self._by_name[text]), text))
        found += self._spoken(tokens, start)
        return sorted(set(found), key=lambda code: (-code.end, not code.values))

    def below(self, prefix: Sequence[str]) -> tuple[str, ...]:
        """Return the places whose code begins with these groups."""
        return tuple(code for code in self._codes if _groups(code)[: len(prefix)] == tuple(prefix))

    def _spoken(self, tokens: Sequence[str], start: int) -> Iterable[Code]:
        first = _LETTER_SOUNDS.get(tokens[start], tokens[start])
        if not (first.isascii() and first.isalpha() and len(first) <= 3):
            return
        groups: list[str] = [first]
        place, parts, marked = start + 1, [first], False
        while place < len(tokens) and place - start < _LONGEST:
            token = tokens[place]
            if token in _SEPARATORS:
                marked, place = True, place + 1
                continue
            number = self._number(tokens, place)
            if number is None:
                break
            end, written, spelled = number
            glue = spelled and len(groups) > 1 and not marked
            if glue:
                groups[-1] += written
            else:
                groups.append(written)
            parts.append(written)
            place, marked = end, False
            yield from self._end(tokens, start, place, groups, parts)

    def _end(
        self, tokens: Sequence[str], start: int, place: int, groups: Sequence[str], parts: Sequence[str]
    ) -> Iterable[Code]:
        behind = place
        while behind < len(tokens) and tokens[behind] in _ENDINGS:
            behind += 1
        key = tuple(group.lstrip("0") or "0" for group in groups)
        known = tuple(self._by_groups.get(key) or self._by_glue.get("".join(parts)) or ())
        written = f"{groups[0].upper()}{'-'.join(groups[1:])}"
        if not known and len(groups) == 2:
            known = self.below(key)[:5]
            if len(known) == 1:
                known = ()
        for end in {place, behind}:
            yield Code(start, end, known, written)

    @staticmethod
    def _number(tokens: Sequence[str], place: int) -> tuple[int, str, bool] | None:
        if tokens[place].isascii() and tokens[place].isdigit():
            return place + 1, tokens[place], True
        end = place
        digits = ""
        while end < len(tokens) and tokens[end] in _DIGIT:
            digits += _DIGIT[tokens[end]]
            end += 1
        for number in zh.read(tokens, place)[:1]:
            if not number.vague and not number.spelled and number.end > end and number.value.denominator == 1:
                return number.end, str(number.value.numerator), False
        return (end, digits, True) if digits else None


def read_lot(tokens: Sequence[str], start: int) -> list[Code]:
    """Return the lot numbers that begin at a token, longest first: letters, digits and spoken digits."""
    found: list[Code] = []
    written, digits, end = "", False, start
    while end < len(tokens) and end - start < 24:
        token = tokens[end]
        if token.isascii() and token.isalnum():
            if not token.isdigit() and len(token) > 6:
                break
            written += token.upper()
        elif token in _DIGIT:
            written += _DIGIT[token]
        elif token in {"-", "杠", "_", "/", "."} and end > start and end + 1 < len(tokens):
            written += "-" if token == "杠" else token
            end += 1
            continue
        else:
            break
        digits = digits or written[-1].isdigit()
        end += 1
        if len(written) >= 2 and (digits or len(written) <= 6):
            found.append(Code(start, end, (written,), written))
    return found[::-1]
