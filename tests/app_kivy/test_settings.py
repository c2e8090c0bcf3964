"""What a person chose survives; what is damaged is as at the first start."""

import pytest

from app_kivy.settings import Settings


def test_a_choice_survives(tmp_path):
    chosen = Settings(lang="en", font_scale=1.6, dark=True, voice=False, slow=True)
    chosen.save(tmp_path / "new" / "window.json")
    assert Settings.load(tmp_path / "new" / "window.json") == chosen


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "7", '{"lang": "fr"}', '{"font_scale": 99}', '{"dark": "yes"}', '{"future": 1}']
)
def test_what_has_no_meaning_is_passed_over(tmp_path, content):
    file = tmp_path / "window.json"
    file.write_text(content)
    assert Settings.load(file) == Settings()


def test_there_is_none_at_first(tmp_path):
    assert Settings.load(tmp_path / "none.json") == Settings()
