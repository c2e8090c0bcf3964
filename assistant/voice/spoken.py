"""What is read aloud for a reply: numbers, dates, codes and places the way people say them."""

import re
from collections.abc import Callable, Mapping

from intents.numerals.zh import cardinal

_DIGITS = "零一二三四五六七八九"
_CODE_DIGITS = {**dict(zip("0123456789", _DIGITS, strict=True)), "1": "幺"}
"""In codes one is 幺, so that it is not taken for seven."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DATE = r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"
_SERIAL = r"(?P<serial>[0-9a-f]{16,})"
_CODE = r"(?P<code>(?:[A-Z][A-Z0-9]*|\d+[A-Z][A-Z0-9]*)(?:[\-/+.][A-Z0-9]+)*|\d{7,}|\d+(?:-\d+)+)"
_NUMBER = r"(?P<number>-?\d+(?:\.\d+)?)"
_TOKEN = re.compile(rf"(?<![A-Za-z0-9]){_DATE}|{_SERIAL}|(?<![A-Za-z0-9]){_CODE}(?![a-z0-9])|{_NUMBER}")
_MEASURED = re.compile(r"[箱瓶桶袋个包盒罐支件只提条台块片卷板斤米把双对套张本扇垛打天次种笔款层排]")
"""Words before which two is 两."""
_SILENT = str.maketrans({"“": "", "”": ""} | dict.fromkeys("()\uff08\uff09→", ","))


def spoken(reply: str, lang: str) -> str:
    """Return the reply as it is to be read aloud in `zh` or `en`."""
    say = _SAY[lang]
    text = reply.translate(_SILENT)
    return re.sub(r",+\s*([,。、?!?.])", r"\1", _TOKEN.sub(lambda match: say(match, text), text))


def _chinese(match: re.Match[str], text: str) -> str:
    if match["year"]:
        year = "".join(_CODE_DIGITS[digit] if digit != "1" else "一" for digit in match["year"])
        return f"{year}年{cardinal(int(match['month']))}月{cardinal(int(match['day']))}号"
    if match["serial"]:
        return "尾号" + " ".join(_CODE_DIGITS.get(sign, sign.upper()) for sign in match["serial"][-4:])
    if match["code"]:
        return " ".join(_sign(sign) for sign in match["code"])
    return _quantity(match["number"], text[match.end() : match.end() + 1])


def _sign(sign: str) -> str:
    return _CODE_DIGITS.get(sign) or {"-": "杠", "/": "斜杠", "+": "加", ".": "点"}.get(sign, sign)


def _quantity(number: str, follower: str) -> str:
    minus = "负" if number.startswith("-") else ""
    whole, _, fraction = number.lstrip("-").partition(".")
    if fraction:
        return f"{minus}{cardinal(int(whole))}点{''.join(_DIGITS[int(digit)] for digit in fraction)}"
    if whole == "2" and _MEASURED.match(follower):
        return f"{minus}两"
    return minus + cardinal(int(whole))


def _english(match: re.Match[str], _text: str) -> str:
    if match["year"]:
        return f"{int(match['day'])} {_MONTHS[int(match['month']) - 1]} {match['year']}"
    if match["serial"]:
        return "ending in " + " ".join(match["serial"][-4:].upper())
    if match["code"]:
        return " ".join({"-": ",", "/": "slash", "+": "plus", ".": "point"}.get(sign, sign) for sign in match["code"])
    return match["number"]


_SAY: Mapping[str, Callable[[re.Match[str], str], str]] = {"zh": _chinese, "en": _english}
