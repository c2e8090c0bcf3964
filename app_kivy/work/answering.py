"""The words in which a tap answers the clerk's question, or puts one slot of a proposal right."""

from collections.abc import Mapping

CORRECTED = ("item", "quantity", "destination", "lot", "expiry")
"""Slots that can be put right by touch, in the order in which they are offered."""

_CORRECTIONS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "item": "不对,应该是{value}",
        "quantity": "不对,是{value}",
        "destination": "不对,放到{value}",
        "lot": "不对,批号是{value}",
        "expiry": "不对,有效期到{value}",
    },
    "en": {
        "item": "no, it should be {value}",
        "quantity": "no, {value}",
        "destination": "no, put it into {value}",
        "lot": "no, the lot is {value}",
        "expiry": "no, it expires {value}",
    },
}
_WRONG: Mapping[str, str] = {"zh": "不对", "en": "wrong"}
_REPEAT: Mapping[str, str] = {"zh": "再说一遍", "en": "repeat"}
_STOCK: Mapping[str, str] = {"zh": "{item}还有多少", "en": "how much {item} is there"}


def correction(slot: str, value: str, lang: str) -> str:
    """Return the sentence that puts one slot right."""
    return _CORRECTIONS[lang][slot].format(value=value)


def wrong(lang: str) -> str:
    """Return the sentence that says that something is wrong."""
    return _WRONG[lang]


def repeat(lang: str) -> str:
    """Return the sentence that asks for the last reply again."""
    return _REPEAT[lang]


def stock_of(name: str, lang: str) -> str:
    """Return the question how much there is of an item."""
    return _STOCK[lang].format(item=name)


def amount(quantity: str, unit: str, lang: str) -> str:
    """Return a quantity with its unit as one writes it."""
    return quantity + ("" if lang == "zh" else " ") + unit
