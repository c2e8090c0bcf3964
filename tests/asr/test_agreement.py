import pytest

from asr.agreement import agreement, distance


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        (("zhi", "zi"), ("zhi", "ba")),
        (("lan", "nan"), ("lan", "pan")),
        (("huang", "wang"), ("huang", "shi")),
        (("jin", "jing"), ("jin", "jiu")),
        (("xiang", "xian"), ("xiang", "xu")),
        (("yi", "qi"), ("yi", "ma")),
    ],
)
def test_what_is_easily_mixed_up_is_near(nearer, farther):
    assert 0 < distance(*nearer) < distance(*farther) <= 1
    assert distance(*nearer) == distance(*reversed(nearer))


@pytest.mark.parametrize(
    ("said", "heard", "expected"),
    [
        ("ru ku shi xiang", "ru ku shi xiang", 1.0),
        ("ru ku", "", 0.0),
        ("", "ru ku", 0.0),
        ("ba", "xiong", 0.0),
        ("ru ku shi xiang", "ru ku shi", 0.75),
        ("ru ku", "a ru ku a", 0.5),
    ],
)
def test_agreement(said, heard, expected):
    assert agreement(tuple(said.split()), tuple(heard.split())) == pytest.approx(expected)
