"""English numbers: twenty-five, a hundred and five, two and a half, half a dozen, one oh five, a couple (rough)."""

from collections.abc import Sequence
from fractions import Fraction

from intents.numerals.number import Number

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
RADIO = {"oh": 0, "o": 0, "niner": 9}
_ROUGH = {"several", "few", "some", "many", "lots", "plenty"}
_LONGEST = 20


def _below_hundred(tokens: Sequence[str], place: int) -> tuple[int, int] | None:
    token = tokens[place] if place < len(tokens) else ""
    if token in ONES:
        return ONES[token], place + 1
    if token in TENS:
        after = place + 2 if tokens[place + 1 : place + 2] == ("-",) else place + 1
        if after < len(tokens) and 0 < ONES.get(tokens[after], 0) < 10:
            return TENS[token] + ONES[tokens[after]], after + 1
        return TENS[token], place + 1
    if token.isascii() and token.isdigit():
        return int(token), place + 1
    return None


def _hundreds(tokens: Sequence[str], place: int) -> tuple[int, int] | None:
    token = tokens[place] if place < len(tokens) else ""
    head = (1, place + 1) if token in {"a", "hundred"} else _below_hundred(tokens, place)
    if head is None:
        return None
    value, after = head
    if token == "hundred":
        after = place
    if after < len(tokens) and tokens[after] == "hundred":
        value, after = value * 100, after + 1
        joined = after + 1 if after < len(tokens) and tokens[after] == "and" else after
        rest = _below_hundred(tokens, joined)
        if rest and rest[0] < 100 and not tokens[joined].isdigit():
            return value + rest[0], rest[1]
        return value, after
    return None if token in {"a", "hundred"} and after == place + 1 and value == 1 else (value, after)


def _whole(tokens: Sequence[str], start: int) -> tuple[int, int] | None:
    total, place, last = 0, start, 10**12
    while place < len(tokens):
        joined = place + 1 if place > start and tokens[place] == "and" else place
        article = tokens[joined] in {"a", "thousand", "million"} if joined < len(tokens) else False
        part = _hundreds(tokens, joined)
        if part is None and article and not total:
            part = (1, joined + 1 if tokens[joined] == "a" else joined)
        if part is None:
            break
        value, after = part
        scale = SCALES.get(tokens[after], 1) if after < len(tokens) else 1
        if article and scale == 1 and tokens[joined] == "a" and after == joined + 1:
            break
        if scale >= last or (total and value >= last) or (place > start and last == 1):
            break
        if joined != place and scale != 1:
            break
        total, place, last = total + value * scale, after + (scale != 1), scale
        if scale == 1:
            break
    return (total, place) if place > start else None


def _spelled(tokens: Sequence[str], start: int) -> tuple[str, int]:
    digits, place = "", start
    while place < len(tokens) and place - start < _LONGEST:
        digit = RADIO.get(tokens[place], ONES.get(tokens[place], 10))
        if digit > 9:
            break
        digits, place = digits + str(digit), place + 1
    return digits, place


def _fraction(tokens: Sequence[str], whole: int, place: int) -> tuple[Fraction, int]:
    if tokens[place : place + 1] in (("point",), (".",)):
        if place + 1 < len(tokens) and tokens[place + 1].isdigit():
            return Fraction(f"{whole}.{tokens[place + 1]}"), place + 2
        digits, end = _spelled(tokens, place + 1)
        if digits:
            return Fraction(f"{whole}.{digits}"), end
    if tokens[place : place + 3] == ("and", "a", "half"):
        return whole + Fraction(1, 2), place + 3
    if tokens[place : place + 3] == ("and", "a", "quarter"):
        return whole + Fraction(1, 4), place + 3
    return Fraction(whole), place


def _dozens(tokens: Sequence[str], start: int) -> Number | None:
    for words, value in (
        (("half", "a", "dozen"), Fraction(6)), (("half", "dozen"), Fraction(6)), (("a", "dozen"), Fraction(12)),
    ):  # fmt: skip
        if tuple(tokens[start : start + len(words)]) == words:
            return Number(start, start + len(words), value)
    return None


_HALVES = (
    (("half", "a"), Fraction(1, 2)),
    (("half",), Fraction(1, 2)),
    (("a", "quarter"), Fraction(1, 4)),
)


def read(tokens: Sequence[str], start: int) -> list[Number]:
    """Return every number that begins at token `start`, longest first."""
    tokens = tuple(tokens)
    word = tokens[start]
    if word in {"负", "minus", "negative"} and start + 1 < len(tokens):
        return [Number(start, number.end, -number.value, number.vague) for number in read(tokens, start + 1)]
    sole = _rough(tokens, start) or _dozens(tokens, start)
    if sole:
        return [sole]
    found = _counted(tokens, start)
    digits, end = _spelled(tokens, start)
    if len(digits) > 1:
        found.append(Number(start, end, Fraction(int(digits)), spelled=True))
    half = next((entry for entry in _HALVES if tokens[start : start + len(entry[0])] == entry[0]), None)
    if half:
        found.append(Number(start, start + len(half[0]), half[1]))
    if word in {"a", "an", "another"} and not found:
        found.append(Number(start, start + 1, Fraction(1)))
    return sorted(set(found), key=lambda number: (-number.end, number.vague))


def _rough(tokens: Sequence[str], start: int) -> Number | None:
    """Read a few, several, a couple of."""
    place = start + 1 if tokens[start] in {"a", "an"} else start
    word = tokens[place] if place < len(tokens) else ""
    if word not in _ROUGH and word != "couple":
        return None
    end = place + 2 if tokens[place + 1 : place + 2] == ("of",) else place + 1
    return Number(start, end, Fraction(2 if word == "couple" else 0), vague=True)


def _counted(tokens: Sequence[str], start: int) -> list[Number]:
    """Read a number in full, and what makes it a rough one: five or six, ten or so."""
    whole = _whole(tokens, start)
    if not whole:
        return []
    value, end = _fraction(tokens, *whole)
    if tokens[end : end + 1] == ("dozen",):
        value, end = value * 12, end + 1
    found = [Number(start, end, value)]
    for word in ("or", "to"):
        other = _whole(tokens, end + 1) if tokens[end : end + 1] == (word,) else None
        if other:
            found.insert(0, Number(start, other[1], value, vague=True, range=(value, Fraction(other[0]))))
    if tokens[end : end + 2] == ("or", "so"):
        found.insert(0, Number(start, end + 2, value, vague=True))
    return found


_SMALL = {value: word for word, value in ONES.items()}
_ROUND = {value: word for word, value in TENS.items()}


def cardinal(value: int) -> str:
    """Write a whole number as it is said: 105 → one hundred and five."""
    if value < 0:
        return "minus " + cardinal(-value)
    if value < 20:
        return _SMALL[value]
    if value < 100:
        tens, rest = divmod(value, 10)
        return _ROUND[tens * 10] + (f"-{_SMALL[rest]}" if rest else "")
    if value < 1_000:
        head, rest = divmod(value, 100)
        return f"{_SMALL[head]} hundred" + (f" and {cardinal(rest)}" if rest else "")
    for word, size in reversed(SCALES.items()):
        if value >= size:
            head, rest = divmod(value, size)
            link = " and " if 0 < rest < 100 else " "
            return f"{cardinal(head)} {word}" + (f"{link}{cardinal(rest)}" if rest else "")
    raise AssertionError
