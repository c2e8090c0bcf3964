"""What cannot be heard is found, and every suggestion is better than what it replaces."""

import pytest
from world import understanding

from intents.audibility import ALIKE, Audibility, codes_of
from intents.names.alignment import score
from intents.vocabulary import ItemName


def check(*names: str, commands: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    items = [ItemName(f"S{number}", name) for number, name in enumerate(names)]
    return [(warning.name, warning.why, warning.other) for warning in Audibility(items, commands).warnings()]


@pytest.mark.parametrize(
    ("one", "other"),
    [("丝巾", "湿巾"), ("四毫米螺丝", "十毫米螺丝"), ("蓝布", "男布"), ("王老吉", "黄老吉"), ("食盐", "石岩")],
)
def test_alike(one: str, other: str) -> None:
    assert check(one, other, "挖掘机") == [(one, "alike", other)]


@pytest.mark.parametrize(("one", "other"), [("金龙鱼", "黄豆酱"), ("一字螺丝刀", "羊角锤"), ("红豆", "绿豆")])
def test_different(one: str, other: str) -> None:
    assert check(one, other) == []


@pytest.mark.parametrize(
    ("name", "why"),
    [("盐", "too_short"), ("Ж", "no_unit"), ("一二三四五六七八九十一二三四五六七八", "too_long"), ("撤消", "command")],
)
def test_what_cannot_be_said(name: str, why: str) -> None:
    assert [found for _, found, _ in check(name, commands=("撤销", "停"))] == [why]


def test_suggestions_are_checked() -> None:
    audibility = understanding().audibility()
    warned = [warning for warning in audibility.warnings() if warning.suggestion]
    assert warned
    for warning in warned:
        codes = codes_of(warning.suggestion)
        others = [item for item in understanding().vocabulary.items.values() if item.sku != warning.sku]
        for item in others:
            for name in (item.name, *item.aliases):
                likeness = min(score(codes[0], codes_of(name)[0]), score(codes_of(name)[0], codes[0]))
                assert likeness < ALIKE, (warning, name)


def test_the_demo_catalogue_has_its_traps() -> None:
    found = {(warning.name, warning.other) for warning in understanding().audibility().warnings()}
    assert ("丝巾", "湿巾") in found
    assert ("四毫米螺丝", "十毫米螺丝") in found


def test_only_what_was_imported_is_checked() -> None:
    assert [warning.sku for warning in understanding().audibility().warnings(["SLT-01", "nowhere"])] == ["SLT-01"]
