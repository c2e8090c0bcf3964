"""What the clerk says exists in every language, with the same words to fill in."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from string import Formatter

import pytest

from assistant.routes import ROUTES
from assistant.voice.wording import LANGUAGES, Wording, _phrases


@dataclass
class Goods:
    unit: str = "瓶"
    packings: dict[str, Fraction] = field(default_factory=lambda: {"箱": Fraction(24), "提": Fraction(6)})


def placeholders(lang):
    return {
        (section, name): {part[1] for part in Formatter().parse(text) if part[1]}
        for section, phrases in _phrases(lang).items()
        for name, text in phrases.items()
    }


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "zh"])
def test_languages_mirror_each_other(lang):
    chinese, other = placeholders("zh"), placeholders(lang)
    assert chinese.keys() == other.keys()
    for key, names in other.items():
        assert names <= chinese[key] or key[0] == "propose", key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_booking_can_be_proposed_and_confirmed(lang):
    wording = Wording(lang)
    for intent in ROUTES:
        assert wording.knows(f"propose.{intent}")
        assert wording.knows(f"booked.{intent}")


@pytest.mark.parametrize(
    ("quantity", "text"),
    [("72", "3箱"), ("77", "3箱零5瓶"), ("6", "1提"), ("30", "1箱零1提"), ("0", "0瓶"), ("2.5", "2.5瓶")],
)
def test_amounts(quantity, text):
    assert Wording("zh").amount(Decimal(quantity), Goods()) == text


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="fr"):
        Wording("fr")
