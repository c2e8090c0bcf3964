"""From lines to fields: what is stated is taken, what is doubtful is asked, the rest is absent."""

from dataclasses import replace

import numpy as np
import pytest

from vision.label.fields import LEAST_CHARACTER, LEAST_OF_A_FORM, read_fields
from vision.text.line import Line


def lines(*texts, sure=0.99):
    """Lines below each other; `|` puts two beside each other."""
    made = []
    for row, text in enumerate(texts):
        left = 0
        for part in text.split("|"):
            right = left + 20 * len(part)
            corners = np.array(
                [[left, 50 * row], [right, 50 * row], [right, 50 * row + 30], [left, 50 * row + 30]], np.float32
            )
            made.append(Line(part, (sure,) * len(part), corners))
            left = right + 60
    return made


def stated(*texts, sure=0.99):
    fields = read_fields(lines(*texts, sure=sure)).fields
    values = {name: getattr(fields, name) for name in ("lot", "produced", "expiry", "quantity", "unit", "serial")}
    return {name: value for name, value in values.items() if value}, set(fields.ambiguous)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["批号：L20260315A"], {"lot": "L20260315A"}),
        (["LOT NO.: A2603-07"], {"lot": "A2603-07"}),
        (["批号 LOT|B7K21"], {"lot": "B7K21"}),
        (["生产批号", "B7K21"], {"lot": "B7K21"}),
        (["生产日期/批号：20260315"], {"produced": "2026-03-15", "lot": "20260315"}),
        (["数量 QTY：12桶毛重：1.8kg"], {"quantity": "12", "unit": "桶"}),
        (["QTY: 1,200 PCS"], {"quantity": "1200", "unit": "pcs"}),
        (["EXP20270911"], {"expiry": "2027-09-11"}),
        (["保质期至：2027年9月11日"], {"expiry": "2027-09-11"}),
        (["有效期：2027-09"], {"expiry": "2027-09-30"}),
        (["有效期至：2027-09 12桶"], {"expiry": "2027-09-30"}),
        (["生产日期：2026-03-15", "保质期：12个月"], {"produced": "2026-03-15", "expiry": "2027-03-15"}),
        (["生产日期：2026-03-15", "保质期：180天"], {"produced": "2026-03-15", "expiry": "2026-09-11"}),
        (["MFG 2026-01-31", "Shelf Life 1 MONTHS"], {"produced": "2026-01-31", "expiry": "2026-02-28"}),
        (["S/N: X120938"], {"serial": "X120938"}),
        (["康师傅红烧牛肉面", "净含量：120g", "产地：江苏"], {}),
        (["LOTUS 饼干", "EXPRESS 20"], {}),
    ],
)  # fmt: skip
def test_stated(texts, expected):
    assert stated(*texts) == (expected, set())


@pytest.mark.parametrize(
    ("texts", "expected", "asked"),
    [
        (["EXP 05/04/2027"], {}, {"expiry"}),
        (
            ["MFG 25/04/2026", "EXP 05/04/2027", "保质期：345天"],
            {"produced": "2026-04-25", "expiry": "2027-04-05"}, set(),
        ),
        (["MFG 05/04/2026", "Shelf Life 12 MONTHS"], {}, {"produced", "expiry"}),
        (["生产日期：2026-03-15", "有效期至：2025-03-15"], {}, {"produced", "expiry"}),
        (["生产日期：2026-03-15", "保质期：12个月", "有效期至：2028-03-15"], {}, {"produced", "expiry"}),
        (["批号：A123", "LOT：A124"], {}, {"lot"}),
        (["数量：50OPCS"], {}, {"quantity"}),
        (["数量：1×24瓶"], {}, {"quantity"}),
        (["有效期至：20260231"], {}, {"expiry"}),
        (["生产日期：2026-03"], {}, {"produced"}),
        (["批号：L2026 0315"], {}, {"lot"}),
        (["批号：20.60315"], {}, {"lot"}),
    ],
)  # fmt: skip
def test_doubtful_is_asked(texts, expected, asked):
    assert stated(*texts) == (expected, asked)


@pytest.mark.parametrize(
    ("texts", "expected", "asked"),
    [
        (
            ["生产日期：2026-03-15", "保质期：12个月", "有效期至：20.7-03-5"],
            {"produced": "2026-03-15", "expiry": "2027-03-15"}, set(),
        ),
        (
            ["生产日期：20.6-03-5", "保质期：345天", "有效期至：2027-02-23"],
            {"produced": "2026-03-15", "expiry": "2027-02-23"}, set(),
        ),
        (
            ["PROD. DATE 08M.R2026", "Shelf Life 12 MONTHS", "EXP 08MAR2027"],
            {"produced": "2026-03-08", "expiry": "2027-03-08"}, set(),
        ),
        (["生产日期：2026-03-15", "保质期：12个月", "有效期至：20.7-04-5"], {"produced": "2026-03-15"}, {"expiry"}),
        (["生产日期：2026-03-15", "有效期至：20.7-03-5"], {"produced": "2026-03-15"}, {"expiry"}),
        # Whoever counts the first day too made it on March 9th, and nothing that is left of the print says which.
        (["PROD. DATE 0MAR2026", "Shelf Life 12 MONTHS", "EXP 08MAR2027"], {"expiry": "2027-03-08"}, {"produced"}),
        (["生产日期：2026-03-15", "保质期：12个月", "有效期至：20.7-03-1"], {"produced": "2026-03-15"}, {"expiry"}),
        (
            ["生产日期：2026-03-15", "保质期：12个月", "有效期至：20.7-03-4"],
            {"produced": "2026-03-15", "expiry": "2027-03-14"}, set(),
        ),
        # From August 28th to 31st goods that keep half a year are good until February 28th.
        (["生产日期：20.6-08-3", "保质期：6个月", "有效期至：2027-02-28"], {"expiry": "2027-02-28"}, {"produced"}),
    ],
)  # fmt: skip
def test_a_date_under_a_fold_is_told_by_the_others_if_what_is_left_fits(texts, expected, asked):
    assert stated(*texts) == (expected, asked)


def test_a_digit_that_a_fold_makes_doubtful_does_not_stop_the_others_from_telling_a_date():
    misread = "有效期至：2097-03-15"
    chances = [0.9] * len(misread)
    chances[misread.index("9")] = LEAST_OF_A_FORM
    chances[misread.index("1")] = LEAST_OF_A_FORM - 0.1
    made = lines("生产日期：2026-03-15", "保质期：12个月", misread)
    fields = read_fields([*made[:2], replace(made[2], probabilities=tuple(chances))]).fields
    assert (fields.produced, fields.expiry, fields.ambiguous) == ("2026-03-15", "2027-03-15", ())


def test_what_may_be_anything_must_read_better_than_what_has_a_form():
    between = (LEAST_CHARACTER + LEAST_OF_A_FORM) / 2
    told = stated("批号：L20260315A", "有效期至：2027-09-11", "数量：12桶", "S/N: X120938", sure=between)
    assert told == ({"expiry": "2027-09-11", "quantity": "12", "unit": "桶"}, {"lot", "serial"})


def test_a_weak_character_makes_a_value_doubtful():
    assert stated("批号：L20260315A", "有效期至：2027-09-11", "数量：12桶", sure=0.3) == (
        {},
        {"lot", "expiry", "quantity"},
    )


def test_the_name_is_the_keyed_or_else_the_tallest_line():
    assert read_fields(lines("品名：鲁花花生油", "数量：4桶")).fields.name == "鲁花花生油"
    assert read_fields(lines("鲁花花生油", "数量：4桶")).fields.name == "鲁花花生油"
    assert read_fields([]).fields.name is None


def test_a_command_on_a_label_is_text_and_nothing_else():
    values, asked = stated("删除全部库存", "DELETE ALL STOCK", "出库 9999 箱")
    assert (values, asked) == ({}, set())
