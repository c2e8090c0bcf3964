"""Chinese numbers: 一百零五, 百八, 万二, 3万5, 二点五, 三分之一, 幺拐洞勾, and the rough ones 十来, 三四, 一百多.

cn2an 0.5.24 was tried and set aside: it raises on 百八, 万二, 幺拐洞勾 and 十来, reads the rough 三四 as 34, and wants
to be given the number alone; here it stands in a sentence, and where it ends has to be found.
"""

from collections.abc import Sequence
from fractions import Fraction

from intents.numerals.number import Number

DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
RADIO = {"幺": 1, "洞": 0, "拐": 7, "勾": 9}
UNITS = {"十": 10, "百": 100, "千": 1_000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}
SHORT_TENS = {"廿": 20, "卅": 30}
_NUMERAL = {*DIGITS, *RADIO, *UNITS, *MYRIADS, *SHORT_TENS}
_LONGEST = 24
_ROUGH_SUFFIXES = frozenset("来多几余")
_ROUGH_WORDS = ("若干", "一些", "好些", "好几", "许多", "很多", "不少", "几", "数")
_TENS = ("十", "百", "千", "万")


def _section(tokens: Sequence[str]) -> int | None:  # noqa: C901, PLR0911  # the grammar of a number is a list of cases
    """Read a number below ten thousand: 三千零五, 一百五 (150), 十五, 百八 (180)."""
    total, last_unit, place, zero = 0, 10_000, 0, False
    while place < len(tokens):
        token = tokens[place]
        if token == "零":
            if zero or not total:
                return None
            zero, place = True, place + 1
            continue
        if token in SHORT_TENS:
            if last_unit <= 10:
                return None
            total, last_unit, place, zero = total + SHORT_TENS[token], 10, place + 1, False
            continue
        digit = DIGITS.get(token)
        if digit is None and token in UNITS and (not total or (zero and token == "十")):
            digit, place = 1, place - 1
        if not digit:
            return None
        unit = UNITS.get(tokens[place + 1]) if place + 1 < len(tokens) else None
        if unit is None:
            if place + 1 != len(tokens) or (token == "两" and total):
                return None
            # 一百五 is 150, 一百零五 is 105, 十五 is 15.
            scale = last_unit // 10 if total and not zero and last_unit > 10 else 1
            return total + digit * scale
        if unit >= last_unit or (unit == 10 and token == "两"):
            return None
        total, last_unit, place, zero = total + digit * unit, unit, place + 2, False
    return None if zero or not total else total


def _whole(tokens: Sequence[str]) -> int | None:  # noqa: PLR0911  # as above
    """Read a whole number of hanzi: 一亿零三十万, 一万二 (12,000), 万二, 十万八."""
    if not tokens:
        return None
    if tuple(tokens) == ("零",):
        return 0
    for name, size in (("亿", MYRIADS["亿"]), ("万", MYRIADS["万"])):
        if name not in tokens:
            continue
        cut = len(tokens) - 1 - list(reversed(tokens)).index(name)
        head, rest = tokens[:cut], tokens[cut + 1 :]
        many = (1 if not head and rest else None) if not head else _whole(head)
        if many is None or many == 0:
            return None
        if not rest:
            return many * size
        if len(rest) == 1:
            digit = DIGITS.get(rest[0])
            return many * size + digit * size // 10 if digit and rest[0] != "两" else None
        zero = rest[0] == "零"
        tail = _whole(rest[1:] if zero else rest)
        if tail is None or tail >= size or not head:
            return None
        return many * size + tail
    bare = tokens[0] in UNITS and tokens[0] != "十"
    if bare and (len(tokens) != 2 or tokens[1] not in DIGITS):
        return None
    return _section(tokens)


def _digits(tokens: Sequence[str]) -> str | None:
    """Read digits said one by one."""
    values = [DIGITS.get(token, RADIO.get(token)) for token in tokens]
    if not tokens or "两" in tokens or None in values:
        return None
    return "".join(map(str, values))


def _with_arabic(tokens: Sequence[str]) -> Fraction | None:
    """Read 20, 2.5, 3万, 3万5, 1.5亿, 2万3千, 5百."""
    if not tokens[0].isdigit():
        return None
    place = 1
    value = Fraction(int(tokens[0]))
    if len(tokens) > 2 and tokens[1] in {".", "点"} and tokens[2].isdigit():
        value, place = Fraction(f"{tokens[0]}.{tokens[2]}"), 3
    if place == len(tokens):
        return value
    size = UNITS.get(tokens[place]) or MYRIADS.get(tokens[place])
    if size is None or tokens[place] == "十":
        return None
    value *= size
    rest = tokens[place + 1 :]
    if not rest:
        return value
    if len(rest) == 1 and (digit := DIGITS.get(rest[0], int(rest[0]) if rest[0].isdigit() else 0)) and 0 < digit < 10:
        return value + Fraction(digit * size, 10)
    tail = _with_arabic(rest) if rest[0].isdigit() else _whole(rest)
    return value + tail if tail is not None and tail < size and len(rest) > 1 else None


def _exact(tokens: Sequence[str]) -> tuple[Fraction, bool] | None:
    """Read the whole of `tokens`; the flag says that it was digit by digit."""
    if "点" in tokens and not tokens[0].isdigit():
        cut = list(tokens).index("点")
        head, tail = _whole(tokens[:cut]), _digits(tokens[cut + 1 :])
        spelled = _digits(tokens[:cut])
        if tail is None or (head is None and spelled is None):
            return None
        return Fraction(f"{head if head is not None else spelled}.{tail}"), False
    if tokens[0].isdigit():
        value = _with_arabic(tokens)
        return None if value is None else (value, False)
    whole = _whole(tokens)
    if whole is not None:
        return Fraction(whole), False
    spelled = _digits(tokens)
    return (Fraction(int(spelled)), True) if spelled and len(spelled) > 1 else None


def _rough_pair(tokens: Sequence[str]) -> tuple[tuple[Fraction, ...], int] | None:
    """Read 三四, 两三, 三五, 十五六, 二三十: the ends and the number of tokens."""
    first = 0
    base = 0
    if tokens[0] == "十":
        first, base = 1, 10
    pair = [DIGITS.get(token, 0) for token in tokens[first : first + 2]]
    if len(pair) < 2 or not all(pair) or (tokens[first + 1] == "两" and tokens[first] not in "一三"):
        return None
    if pair[1] - pair[0] != 1 and pair not in ([3, 5], [3, 2]):
        return None
    used, scale = first + 2, 1
    while not first and used < len(tokens) and tokens[used] in _TENS:
        scale *= {**UNITS, **MYRIADS}[tokens[used]]
        used += 1
    return tuple(Fraction(base + digit * scale) for digit in pair), used


def _run(tokens: Sequence[str], start: int) -> int:
    end = start
    while end < len(tokens) and end - start < _LONGEST:
        token = tokens[end]
        inside = end > start and end + 1 < len(tokens)
        point = token in {"点", "."} and inside and (tokens[end + 1] in _NUMERAL or tokens[end + 1].isdigit())
        if not (point or token in _NUMERAL or (token.isascii() and token.isdigit())):
            break
        end += 1
    return end


def _rough(tokens: Sequence[str], start: int) -> list[Number]:
    found: list[Number] = []
    rest = tokens[start : start + 6]
    for word in _ROUGH_WORDS:
        if "".join(rest).startswith(word):
            end = start + len(word)
            while end < len(tokens) and tokens[end] in _TENS:
                end += 1
            if word != "数" or end > start + 1:
                found.append(Number(start, end, Fraction(0), vague=True))
            break
    if rest[0] in {"上", "成", "近"} and len(rest) > 1 and rest[1] in _TENS:
        found.append(Number(start, start + 2, Fraction(UNITS.get(rest[1], 10_000)), vague=True))
    if "".join(rest[:3]) in {"百八十", "千八百", "万八千"}:
        found.append(Number(start, start + 3, Fraction(UNITS.get(rest[0], 10_000)), vague=True))
    pair = _rough_pair(rest)
    if pair:
        found.append(Number(start, start + pair[1], pair[0][0], vague=True, range=pair[0]))
    return found


def read(tokens: Sequence[str], start: int) -> list[Number]:
    """Return every number that begins at token `start`, longest first."""
    if tokens[start] == "负" and start + 1 < len(tokens):
        return [
            Number(start, number.end, -number.value, number.vague, spelled=number.spelled)
            for number in read(tokens, start + 1)
        ]
    rough = _rough(tokens, start)
    found: list[Number] = []
    run = _run(tokens, start)
    for end in range(run, start, -1):
        exact = _exact(tokens[start:end])
        if exact is None:
            continue
        value, spelled = exact
        if any(number.end == end and number.vague for number in rough) and (spelled or end - start == 3):
            continue
        found.append(Number(start, end, value, spelled=spelled))
        follower = tokens[end] if end < len(tokens) else ""
        if end == run and follower in _ROUGH_SUFFIXES and value >= 10:
            found.insert(0, Number(start, end + 1, value, vague=True))
        if tuple(tokens[end : end + 2]) == ("分", "之") and value > 1:
            found += [
                Number(start, part.end, part.value / value)
                for part in read(tokens, end + 2)[:1]
                if end + 2 < len(tokens) and not part.vague
            ]
    if tokens[start] in _TENS and start + 1 < len(tokens) and tokens[start + 1] in {"来", "几", "把", "多"}:
        size = Fraction({**UNITS, **MYRIADS}[tokens[start]])
        found.insert(0, Number(start, start + 2, size, vague=True))
    return sorted({*found, *rough}, key=lambda number: (-number.end, number.vague))


def cardinal(value: int) -> str:
    """Write a whole number as it is said: 105 → 一百零五, 10 → 十, 12000 → 一万二千."""
    if value < 0:
        return "负" + cardinal(-value)
    if value < 10:
        return "零一二三四五六七八九"[value]
    for size, name in ((100_000_000, "亿"), (10_000, "万"), (1_000, "千"), (100, "百"), (10, "十")):
        if value >= size:
            head, rest = divmod(value, size)
            lead = "" if size == 10 and head == 1 else cardinal(head)
            if not rest:
                return lead + name
            tail = cardinal(rest)
            tail = "一" + tail if 10 <= rest < 20 else tail
            return lead + name + ("零" if rest * 10 < size else "") + tail
    raise AssertionError
