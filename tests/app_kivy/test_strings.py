"""The window's words: the same keys in both languages, every key that is asked for exists, every sign can be shown."""

import re
from pathlib import Path
from string import Formatter

import pytest

from app_kivy.strings import Strings, table
from app_kivy.work.answering import CORRECTED
from app_kivy.work.order import INTENTS
from assistant.voice import wording

APP = Path(__file__).parents[2] / "app_kivy"
LANGUAGES = ("zh", "en")


def keys(lang):
    return {f"{section}.{name}": text for section, names in table(lang).items() for name, text in names.items()}


def test_both_languages_have_the_same_keys_and_names():
    chinese, english = keys("zh"), keys("en")
    assert chinese.keys() == english.keys()
    for key, text in chinese.items():
        assert _names(text) == _names(english[key]), key


def _names(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_key_in_the_code_exists():
    wanted = set()
    for file in APP.rglob("*.py"):
        wanted |= set(re.findall(r'words\(\s*"([a-z_]+\.[A-Za-z_]+)"', file.read_text(encoding="utf-8")))
        wanted |= set(
            re.findall(r'words\("([a-z_]+\.[A-Za-z_]+)" if .*? else "([a-z_]+\.[A-Za-z_]+)"', file.read_text())
        )
    flat = {key for one in wanted for key in ([one] if isinstance(one, str) else one)}
    assert len(flat) > 50
    assert flat <= keys("zh").keys(), flat - keys("zh").keys()


def test_every_intent_and_slot_has_a_name():
    for lang in LANGUAGES:
        words = Strings(lang)
        assert all(words(f"tap.{intent}") for intent in INTENTS)
        assert all(words(f"slot.{slot}") for slot in CORRECTED)


def test_an_unknown_key_is_an_error():
    with pytest.raises(KeyError):
        Strings("zh")("home.nowhere")


def test_the_font_has_every_sign_of_window_wording_and_catalogue():
    pytest.importorskip("fontTools", reason="pip install '.[app]'")
    from app_kivy import fonts
    from assistant.catalogue.importing import rows_of

    rows, _ = rows_of(APP.parent / "examples" / "catalogue.csv")
    items = list(rows.values())
    texts = [text for lang in LANGUAGES for text in keys(lang).values()]
    texts += [text for lang in LANGUAGES for section in wording._phrases(lang).values() for text in section.values()]
    texts += [text for item in items for text in (item.name, *item.aliases, item.unit, *item.packings)]
    assert len(texts) > 400
    assert fonts.missing(texts) == {}


def test_a_sign_that_the_font_lacks_is_reported():
    pytest.importorskip("fontTools", reason="pip install '.[app]'")
    from app_kivy import fonts

    assert fonts.missing(["金龙鱼", "㙓㙓牌🍜"]) == {"㙓㙓牌🍜": "㙓🍜"}
