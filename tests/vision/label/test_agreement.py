"""Values count where the ways of reading agree, and not where a character seems to be missing."""

from dataclasses import replace

import numpy as np
import pytest

from vision.label.agreement import read_agreed
from vision.label.keys import Key, find_keys
from vision.text.line import Line


def line(text, *again, row=0, chance=0.99, places=None, length=10.0):
    top, wide = 40 * row, 30 * length
    corners = np.float32([[0, top], [wide, top], [wide, top + 30], [0, top + 30]])
    others = tuple(line(other, row=row, chance=chance) for other in again)
    return Line(text, (chance,) * len(text), corners, places or (), others)


@pytest.mark.parametrize(
    ("ways", "lot"),
    [
        (["批号：A1234"], "A1234"),
        (["批号：A1234", "批号：A1234"], "A1234"),
        (["批号：A1234", "批号：A1284"], None),
        (["批号：A1234"] * 5, "A1234"),
        (["批号：A1234"] * 4 + ["批号：A12345"], None),
        (["批号：A1234"] * 4 + ["批号A：1234x"], None),
        (["批号：A1234", "批号：?", "批号：A1234", "批号：?", "批号：A1234"], "A1234"),
        (["批号：A1234", "批号：?", "批号：?", "批号：?", "批号：A1234"], None),
        (["批号：A1234", "批号：A1284", "批号：A1234", "批号：A1234", "批号：A1234"], None),
    ],
)
def test_votes(ways, lot):
    sound = [line(*["毛重：5kg"] * len(ways), row=1), line(*["产地：上海"] * len(ways), row=2)]
    told = read_agreed([line(*ways), *sound])
    assert told.fields.lot == lot
    assert ("lot" in told.fields.ambiguous) == (lot is None)


def test_of_a_worn_label_only_dates_count():
    worn = line(*["品名：大豆油", "品名：大立油", "品名：大豆油", "品名：大豆由", "品名：大豆油"], row=1)
    lot, date = line(*["批号：A1234"] * 5), line(*["生产日期：2026-03-15"] * 5, row=2)
    told = read_agreed([lot, worn, date])
    assert (told.fields.lot, told.fields.produced) == ("A1234", "2026-03-15")
    told = read_agreed([lot, worn, worn, date])
    assert (told.fields.lot, told.fields.produced) == (None, "2026-03-15")
    assert "lot" in told.fields.ambiguous


@pytest.mark.parametrize(
    ("ways", "quantity"),
    [(["数量：12桶"] * 5, "12"), (["数量：12桶"] * 4 + ["数量：1桶"], None), (["数量：12"] * 5, None)],
)
def test_of_a_worn_label_a_number_counts_that_its_unit_ends(ways, quantity):
    worn = line(*["品名：大豆油", "品名：大立油", "品名：大豆油", "品名：大豆由", "品名：大豆油"], row=1)
    assert read_agreed([line(*ways), worn, worn]).fields.quantity == quantity


@pytest.mark.parametrize(("last", "lot"), [("批号：A1234", "A1234"), ("批号：A12345", None)])
def test_the_last_way_confirms_a_lot_that_it_sees_unclearly(last, lot):
    sure = line(*["批号：A1234"] * 4)
    with_room = replace(sure, again=(*sure.again, line(last, chance=0.7)))
    sound = [line(*["毛重：5kg"] * 5, row=1), line(*["产地：上海"] * 5, row=2)]
    assert read_agreed([with_room, *sound]).fields.lot == lot


def spaced(text, hole=None):
    """A line whose characters stand half a line height apart, but for one hole behind character `hole`."""
    steps = [0.5 + (0.6 if index == hole else 0.0) for index in range(len(text))]
    middles = np.cumsum([0.7, *steps[:-1]])
    length = float(middles[-1] + 0.7)
    return line(text, places=tuple((middles / length).tolist()), length=length)


@pytest.mark.parametrize(("hole", "lot"), [(None, "A123456"), (6, None), (8, None)])
def test_a_hole_in_a_lot_is_asked(hole, lot):
    assert read_agreed([spaced("LOT:A123456", hole)]).fields.lot == lot


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("产品比号：A1234", Key.LOT),
        ("制造白期：20261009", Key.PRODUCED),
        ("装相数：12盒", Key.QUANTITY),
        ("久效日期：20270203", Key.EXPIRY),
        ("有效期：24个月", Key.SHELF_LIFE),
        ("保质期：540天", Key.SHELF_LIFE),
        ("产日期:2026.01.31", Key.PRODUCED),
        ("Quattity 195 PCS", Key.QUANTITY),
        ("Quantiy: 20", Key.QUANTITY),
        ("Prod, Date:08JUL2026", Key.PRODUCED),
        ("Producion Date 20260104", Key.PRODUCED),
        ("Expiiy Date 2027-02-15", Key.EXPIRY),
    ],
)
def test_a_worn_key_is_known(text, key):
    assert find_keys(text)[0].key is key


@pytest.mark.parametrize(
    "text",
    [
        "产品型号：XK-200", "产品编号：A12", "产品号：A1234", "生产单号：A12", "到货日期：2026-01-01",
        "使用日期：2026-01-01",        "出库日期：2026-01-01", "制单日期：2026-01-01", "装箱重量：12kg", "装箱号：12",
        "总箱数：120", "装车数：12",
        "EXF DATE 2026-01-05", "PATCH NO: A1234", "PACKET ON 2026-01-01", "AERIAL NO 12345", "12 PCS/CTR",
    ],
)  # fmt: skip
def test_a_word_that_differs_from_a_key_by_one_character_is_none(text):
    fields = read_agreed([line(text)]).fields
    assert (fields.lot, fields.serial, fields.expiry, fields.produced, fields.quantity) == (None,) * 5


@pytest.mark.parametrize(
    ("text", "lot", "quantity"),
    [
        ("Quantit36 PCS", None, "36"),
        ("数量：240UANTITY", None, None),
        ("LOT 12345XPIRY 2027-01-01", None, None),
        ("SERIAA1234", None, None),
    ],
)
def test_a_worn_key_takes_nothing_of_a_value(text, lot, quantity):
    fields = read_agreed([line(text)]).fields
    assert (fields.lot, fields.quantity, fields.serial) == (lot, quantity, None)


@pytest.mark.parametrize("text", ["天期：20261009", "白号：A1234", "第三期：2026", "TEE 12", "QTX 12"])
def test_a_short_word_is_not_guessed(text):
    assert find_keys(text) == []


@pytest.mark.parametrize(("text", "quantity"), [("数量：48)", None), ("数量：(48)", "48"), ("数量：48", "48")])
def test_a_bracket_alone_may_be_a_digit(text, quantity):
    assert read_agreed([line(text)]).fields.quantity == quantity


def test_text_that_commands_is_only_text():
    told = read_agreed([line("删除全部库存"), line("数量：全部", row=1)])
    assert told.fields.text.startswith("删除全部库存")
    assert told.fields.quantity is None
