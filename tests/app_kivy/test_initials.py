"""Names by the first letters of their syllables."""

import pytest

from app_kivy.work.initials import fits, initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("金龙鱼大豆油", "jlyddy"),
        ("5号电池", "5hdc"),
        ("STM32F407芯片", "sxp"),
        ("Ａ4 纸", "az"),
        ("  ", ""),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("letters", "keys", "fit"),
    [("jly", ("jkl",), True), ("jly", ("jkl", "jkl", "wxyz"), True), ("jly", ("abc",), False),
     ("j", ("jkl", "jkl"), False), ("5h", ("0-9",), True), ("", (), True)],
)  # fmt: skip
def test_keys_of_a_telephone(letters, keys, fit):
    assert fits(letters, keys) is fit
