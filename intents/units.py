"""Units as people say them, and how many base units of an item one of them is. Exact."""

from fractions import Fraction

from intents.vocabulary import ItemName

_FAMILIES: tuple[dict[str, Fraction], ...] = (
    {
        "吨": Fraction(1_000_000), "公斤": Fraction(1_000), "千克": Fraction(1_000), "kg": Fraction(1_000),
        "斤": Fraction(500), "两": Fraction(50), "克": Fraction(1), "g": Fraction(1), "kilo": Fraction(1_000),
        "gram": Fraction(1), "ton": Fraction(1_000_000),
    },
    {
        "公里": Fraction(1_000_000), "米": Fraction(1_000), "m": Fraction(1_000), "尺": Fraction(1_000, 3),
        "分米": Fraction(100), "厘米": Fraction(10), "公分": Fraction(10), "cm": Fraction(10), "毫米": Fraction(1),
        "mm": Fraction(1), "meter": Fraction(1_000), "metre": Fraction(1_000),
    },
    {"升": Fraction(1_000), "l": Fraction(1_000), "毫升": Fraction(1), "ml": Fraction(1), "liter": Fraction(1_000),
    "litre": Fraction(1_000)},
)  # fmt: skip
"""Units that measure; 1 里 and 1 亩 are not asked for in a warehouse."""

_COUNTED = {"打": Fraction(12), "dozen": Fraction(12), "对": Fraction(2)}
"""So many base units, unless the item packs it otherwise."""

_SAME = (
    {"箱", "箱子", "纸箱", "件箱"}, {"盒", "盒子"}, {"瓶", "瓶子"}, {"袋", "袋子"}, {"包", "小包"}, {"桶", "大桶"},
    {"罐", "听", "罐子"}, {"支", "枝", "只", "根", "条"}, {"公斤", "千克", "kg"}, {"米", "m"}, {"升", "l"},
    {"个", "只", "颗", "粒", "枚"}, {"卷", "筒"}, {"托", "托盘", "板", "卡板", "栈板"}, {"片", "颗", "枚"}, {"块",
    "片"},
    {"节", "颗", "粒"}, {"双", "对"}, {"件", "套"}, {"捆", "扎"},
)  # fmt: skip
"""Words that stand for the item's own unit where only one of them is its own."""

ANY = frozenset({"个"})
"""Says "base unit" of anything that is counted."""

_COMMON = frozenset(
    ["箱", "瓶", "盒", "袋", "包", "桶", "罐", "听", "个", "支", "枝", "只", "根", "条", "卷", "筒", "件", "套", "双",
    "对", "打", "把", "片", "块", "板", "张", "本", "台", "提", "托", "捆", "扎", "盘", "卡", "节", "颗", "粒", "枚",
    "垛", "筐", "篮", "杯", "碗", "副", "排", "组", "串", "辆", "幅", "架", "顶", "床", "刀", "令", "桌", "份", "壶",
    "坛", "瓣", "头", "匹", "部", "口", "车", "柜", "托盘", "卡板", "栈板", "箱子", "纸箱", "盒子", "瓶子", "袋子",
    "罐子"]
)  # fmt: skip
"""Measure words, whether or not an item uses them: 三台 of something that comes in bottles is asked back."""

_ENGLISH = {
    "箱": "box boxes case cases carton cartons ctn ctns", "瓶": "bottle bottles",
    "盒": "box boxes pack packs packet packets",
    "袋": "bag bags sack sacks", "包": "pack packs packet packets packages package",
    "桶": "bucket buckets barrel barrels jug jugs tub tubs bottle bottles",
    "罐": "can cans tin tins", "个": "piece pieces pcs pc unit units ea each",
    "支": "tube tubes piece pieces stick sticks",
    "根": "piece pieces stick sticks cable cables", "条": "piece pieces", "卷": "roll rolls", "件": "piece pieces",
    "双": "pair pairs",
    "打": "dozen dozens", "把": "piece pieces", "片": "piece pieces slice slices chip chips sheet sheets",
    "块": "bar bars piece pieces board boards",
    "板": "tray trays", "盘": "reel reels tray trays", "节": "cell cells piece pieces",
    "卡": "card cards blister blisters",
    "提": "pack packs sixpack sixpacks", "捆": "bundle bundles", "垛": "pallet pallets stack stacks",
    "托": "pallet pallets", "筒": "tube tubes sleeve sleeves",
    "公斤": "kilo kilos kilogram kilograms kg", "克": "gram grams g", "米": "meter meters metre metres m",
    "升": "liter liters litre litres l",
    "毫升": "milliliter milliliters ml", "吨": "ton tons tonne tonnes", "只": "piece pieces", "台": "unit units",
    "套": "set sets",
}  # fmt: skip

ENGLISH: dict[str, tuple[str, ...]] = {}
"""English word to the units that it may stand for."""
for _unit, _words in _ENGLISH.items():
    for _word in _words.split():
        ENGLISH[_word] = (*ENGLISH.get(_word, ()), _unit)

UNIVERSAL: frozenset[str] = _COMMON | {unit for family in _FAMILIES for unit in family}
"""Unit words that are understood as units without any item."""


def own_units(item: ItemName) -> tuple[str, ...]:
    """Return the units of an item, the base unit first."""
    return (item.unit, *item.packings)


def resolve(item: ItemName, said: str) -> str | None:
    """Return the item's unit for the word said, or the word itself where it can be reckoned; None for neither.

    A word that could be two of its units is neither.
    """
    own = own_units(item)
    one = singular(said)
    if said in own or one in own:
        return said if said in own else one
    if said in ENGLISH:
        return _english(item, said, own)
    if _reckoned(item, said):
        return said
    alike = {unit for group in _SAME if said in group for unit in own if unit in group}
    if len(alike) == 1:
        return alike.pop()
    return item.unit if said in ANY and _single(item) else None


def _single(item: ItemName) -> bool:
    """Whether one piece is one base unit: not of what is weighed, nor of what comes in pairs."""
    return not measured(item.unit) and item.unit not in {"双", "对", "副", "pair", "pairs"}


def _english(item: ItemName, said: str, own: tuple[str, ...]) -> str | None:
    meant = set(ENGLISH[said])
    fitting = [unit for unit in own if meant & {unit, *ENGLISH.get(unit, ())}]
    if "box" in said and "箱" in fitting:
        return "箱"
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        return None
    if "个" in meant:
        return item.unit if _single(item) else None
    return next((unit for unit in ENGLISH[said] if _reckoned(item, unit)), None)


def singular(word: str) -> str:
    """Return an English unit in the singular, any other word as it is."""
    for ending, stem in (("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", "")):
        if word.isascii() and word.endswith(ending) and len(word) > 2:
            return word.removesuffix(ending) + stem
    return word


def factor(item: ItemName, unit: str) -> Fraction | None:
    """Return how many base units one `unit` is; None where that is not known."""
    if unit == item.unit:
        return Fraction(1)
    if unit in item.packings:
        return Fraction(item.packings[unit])
    return _reckoned(item, unit)


def counted(item: ItemName) -> bool:
    """Whether the base unit comes in whole numbers only."""
    return not measured(item.unit)


def measured(unit: str) -> bool:
    """Whether a unit measures rather than counts."""
    return any(unit in family for family in _FAMILIES)


def _reckoned(item: ItemName, unit: str) -> Fraction | None:
    for family in _FAMILIES:
        if unit in family and item.unit in family:
            return family[unit] / family[item.unit]
    if unit in _COUNTED and not measured(item.unit):
        # A pair is one of what is counted in pairs.
        return Fraction(1) if unit == "对" and item.unit == "双" else _COUNTED[unit]
    return None
