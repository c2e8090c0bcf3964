"""Names are found by writing, sound, accent, part and likeness; and what is not the same is not taken for it."""

from pathlib import Path

import pytest

from intents.names import store
from intents.names.index import Likeness, Match, NameIndex
from intents.phonetics.syllables import encode
from intents.tokens import sentence

NAMES = {
    "JLY": ("金龙鱼大豆油", "金龙鱼"), "KSF": ("康师傅红烧牛肉面",), "NZK": ("男式牛仔裤",), "LSN": ("蓝色牛仔裤",),
    "WLJ": ("王老吉凉茶",),
    "STM": ("STM32F407",), "SJ": ("丝巾",), "BIG": ("海天生抽大瓶",), "SML": ("海天生抽小瓶",),
}  # fmt: skip


@pytest.fixture
def index() -> NameIndex:
    made = NameIndex()
    for owner, names in NAMES.items():
        made.add(owner, names, (f"sku{owner}",))
    return made


def search(index: NameIndex, text: str) -> Match:
    words = sentence(text)
    return index.search(words.key(0, len(words)), "".join(words.codes))[0]


@pytest.mark.parametrize(
    ("said", "owner", "likeness"),
    [
        ("金龙鱼", "JLY", Likeness.NAME), ("今龙鱼", "JLY", Likeness.SOUND), ("康师傅红烧", "KSF", Likeness.PART),
        ("王老吉", "WLJ", Likeness.PART),
        ("黄老吉凉茶", "WLJ", Likeness.ACCENT), ("stm三二F四零七", "STM", Likeness.NAME), ("兰色牛仔裤", "LSN",
        Likeness.SOUND),
        ("牛仔裤男式", "NZK", Likeness.TURNED), ("湿巾", "SJ", Likeness.ACCENT), ("黄龙鱼", "JLY", Likeness.LIKE),
        ("skuJLY", "JLY", Likeness.NAME),
    ],
)  # fmt: skip
def test_search(index: NameIndex, said: str, owner: str, likeness: Likeness) -> None:
    match = search(index, said)
    assert (match.owner, match.likeness) == (owner, likeness)


def test_two_that_share_a_part_are_both_found(index: NameIndex) -> None:
    words = sentence("海天生抽")
    found = index.search(words.key(0, len(words)), "".join(words.codes))
    assert {match.owner for match in found[:2]} == {"BIG", "SML"}
    assert found[0].score == found[1].score


def test_a_size_left_unsaid_is_not_enough(index: NameIndex) -> None:
    assert search(index, "海天生抽").coverage == 0.0


def test_by_syllables_with_an_accent(index: NameIndex) -> None:
    assert index.search("", encode(["lan", "si", "liu", "zai", "ku"]))[0].owner in {"NZK", "LSN"}


def test_within_a_sentence_ignores_de(index: NameIndex) -> None:
    found = index.within(sentence("蓝色的牛仔裤还有吗"))
    assert [(place.start, place.end) for place in found if place.matches[0].owner == "LSN"] == [(0, 6)]


def test_removed_and_added(index: NameIndex) -> None:
    index.remove("JLY")
    assert "JLY" not in index
    assert all(match.owner != "JLY" for match in index.search("金龙鱼", encode(["jin", "long", "yu"])))
    index.add("JLY", ("金龙鱼大豆油",))
    assert search(index, "金龙鱼大豆油").owner == "JLY"


def test_stored_and_loaded(index: NameIndex, tmp_path: Path) -> None:
    index.remove("SJ")
    store.save(index, tmp_path / "names.json")
    loaded = store.load(tmp_path / "names.json")
    for said in ("金龙鱼", "今龙鱼", "康师傅红烧", "黄龙鱼", "海天生抽"):
        assert search(loaded, said) == search(index, said)
    loaded.add("NEW", ("黄飞红花生",))
    assert search(loaded, "黄飞红").owner == "NEW"


@pytest.mark.parametrize("content", ["", "[]", '{"format": 0}', '{"format": 1}'])
def test_a_broken_file_says_what_to_do(content: str, tmp_path: Path) -> None:
    (tmp_path / "names.json").write_text(content, encoding="utf-8")
    with pytest.raises(store.BadIndexError, match="build it again"):
        store.load(tmp_path / "names.json")
