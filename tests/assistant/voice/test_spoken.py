"""Replies as they are read aloud."""

import pytest

from assistant.voice.spoken import spoken


@pytest.mark.parametrize(
    ("reply", "read"),
    [
        ("入库金龙鱼大豆油3箱,放A1-01,对吗?", "入库金龙鱼大豆油三箱,放A 幺 杠 零 幺,对吗?"),
        ("出库2瓶", "出库两瓶"),
        ("出库12瓶", "出库十二瓶"),
        ("还有105公斤", "还有一百零五公斤"),
        ("噪声约-52分贝", "噪声约负五十二分贝"),
        ("单价69.9元。", "单价六十九点九元。"),
        ("有效期2027-01-31。", "有效期二零二七年一月三十一号。"),
        ("有效期2011-11-11", "有效期二零一一年十一月十一号"),
        ("批号L8", "批号L 八"),
        ("看到条码6901234567892,", "看到条码六 九 零 幺 二 三 四 五 六 七 八 九 二,"),
        ("入库STM32F407 20片", "入库S T M 三 二 F 四 零 七 二十片"),
        ("在A1-01(3箱)、A2-02(1箱)。", "在A 幺 杠 零 幺,三箱、A 二 杠 零 二,一箱。"),
        ("审核编号3f2a9c1d3f2a9c1d3f2a9c1d3f2a9c1d", "审核编号尾号九 C 幺 D"),
        ("没有“黄龙鱼”。", "没有黄龙鱼。"),
        ("", ""),
    ],
)
def test_chinese(reply, read):
    assert spoken(reply, "zh") == read


@pytest.mark.parametrize(
    ("reply", "read"),
    [
        ("expires 2027-01-31.", "expires 31 January 2027."),
        ("into A1-01, right?", "into A 1 , 0 1, right?"),
        ("There are 12.5 kg", "There are 12.5 kg"),
        ("a Big House", "a Big House"),
    ],
)
def test_english(reply, read):
    assert spoken(reply, "en") == read
