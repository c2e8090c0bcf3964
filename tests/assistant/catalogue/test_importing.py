"""Catalogues as people have them: encodings, separators, headers, spreadsheets, and every kind of bad row."""

from decimal import Decimal
from fractions import Fraction

import pytest
from openpyxl import Workbook

from assistant.catalogue import CatalogueError, import_catalogue, import_opening_stock
from assistant.inventory import Item, Ledger, MoveDraft, MoveKind

WATER = Item(
    "W1", "矿泉水", aliases=("水", "瓶装水"), unit="瓶", packings={"箱": Fraction(24)},
    codes=(("06901234567892", None), ("16901234567899", "箱")), category="饮料", place="A7-12",
    shelf_life_days=365, safety_stock=Decimal(48), price=Decimal("1.50"), decimals=0,
)  # fmt: skip
ENGLISH = ["sku", "name", "aliases", "unit", "packings", "barcodes", "category", "place", "shelf_life_days",
           "safety_stock", "price"]  # fmt: skip
CHINESE = ["编码", "名称", "别名", "单位", "包装", "条码", "分类", "货位", "保质期天数", "安全库存", "单价"]
ROW = [
    "W1",
    "矿泉水",
    "水|瓶装水",
    "瓶",
    "箱=24",
    "6901234567892|16901234567899:箱",
    "饮料",
    "A7-12",
    "365",
    "48",
    "1.50",
]


@pytest.fixture
def ledger():
    with Ledger.open("sqlite://", evidence=False) as ledger:
        yield ledger


def items(ledger):
    with ledger.view() as unit:
        return unit.catalogue.items()


def text_of(*rows, by=","):
    return "".join(by.join(row) + "\r\n" for row in rows)


def sheet(path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("header", [ENGLISH, CHINESE, [name.upper() for name in ENGLISH]])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("by", [",", ";", "\t"])
def test_every_usual_form_of_csv_is_read(ledger, tmp_path, header, encoding, by):
    file = tmp_path / "catalogue.csv"
    file.write_bytes(text_of(header, ROW, by=by).encode(encoding))
    done = import_catalogue(ledger, file)
    assert (done.items, done.refused, done.changes) == (1, (), (("W1", "added"),))
    assert items(ledger) == [WATER]


def test_a_spreadsheet_is_read_with_its_numbers_as_written(ledger, tmp_path):
    numbers = [*ROW[:8], 365, 48.0, 1.5]
    file = sheet(tmp_path / "catalogue.xlsx", CHINESE, numbers, [None] * 11, ["", "可乐"])
    done = import_catalogue(ledger, file)
    assert (done.items, done.refused) == (2, ())
    water, cola = items(ledger)
    assert water == WATER
    assert (cola.name, cola.unit) == ("可乐", "个")
    assert cola.sku.startswith("X")


def test_the_same_file_again_changes_nothing_and_a_preview_never(ledger, tmp_path):
    file = tmp_path / "catalogue.csv"
    file.write_text(text_of(ENGLISH, ROW), encoding="utf-8")
    assert import_catalogue(ledger, file, preview=True).changes == (("W1", "added"),)
    assert items(ledger) == []
    import_catalogue(ledger, file)
    assert import_catalogue(ledger, file).changes == (("W1", "same"),)
    file.write_text(text_of(ENGLISH, [*ROW[:-1], "2"]), encoding="utf-8")
    assert import_catalogue(ledger, file, preview=True).changes == (("W1", "changed"),)
    assert items(ledger) == [WATER]


BAD = [
    ({"name": ""}, "缺少名称"),
    ({"name": "长" * 401}, "1 到 400"),
    ({"sku": "S" * 81}, "1 到 80"),
    ({"barcodes": "6901234567893"}, "校验位不对"),
    ({"barcodes": "6901234567892:捆"}, "没有"),
    ({"barcodes": "4006381333931"}, "已经是OLD的了"),
    ({"packings": "箱"}, "箱=24"),
    ({"packings": "箱=0"}, "箱=24"),
    ({"packings": "箱=1/0"}, "箱=24"),
    ({"packings": "瓶=2"}, "箱=24"),
    ({"price": "-1"}, "不是大于等于零的数"),
    ({"price": "1,5"}, "不是大于等于零的数"),
    ({"price": "十块"}, "不是大于等于零的数"),
    ({"price": "inf"}, "不是大于等于零的数"),
    ({"price": "=1+1"}, "是公式"),
    ({"safety_stock": "NaN"}, "不是大于等于零的数"),
    ({"shelf_life_days": "1.5"}, "不是整数"),
    ({"shelf_life_days": "0"}, "要大于零"),
    ({"place": "P" * 81}, "货位名"),
    ({"sku": "OLD", "unit": "箱", "packings": "", "barcodes": ""}, "不能换单位"),
]


@pytest.mark.parametrize(("change", "why"), BAD)
def test_a_bad_row_is_refused_in_both_languages_and_the_others_go_in(ledger, tmp_path, change, why):
    with ledger.unit() as unit:
        unit.catalogue.put(Item("OLD", "旧货", unit="瓶", codes=(("4006381333931", None),)))
        unit.moves.book(MoveDraft("m", MoveKind.RECEIVE, "OLD", Decimal(1), "SUPPLIER", "DOCK"))
    bad = dict(zip(ENGLISH, ROW, strict=True)) | change
    good = ["G1", "好货", "", "瓶", "", "", "", "", "", "", ""]
    quoted = [f'"{value}"' for value in bad.values()]
    file = tmp_path / "catalogue.csv"
    file.write_text(text_of(ENGLISH, quoted, good), encoding="utf-8")
    done = import_catalogue(ledger, file)
    (refused,) = done.refused
    assert refused.row == 2
    assert why in refused.why_zh
    assert refused.why not in {"", refused.why_zh}
    assert [item.sku for item in items(ledger)] == ["OLD", "G1"]


def test_what_comes_twice_belongs_to_the_first_row(ledger, tmp_path):
    file = tmp_path / "catalogue.csv"
    rows = (["W1", "水", "6901234567892"], ["W1", "别的水", ""], ["W2", "茶", "06901234567892"], ["W3", "果汁", ""])
    file.write_text(text_of(["sku", "name", "barcodes"], *rows), encoding="utf-8")
    done = import_catalogue(ledger, file)
    assert [(one.row, one.why_zh) for one in done.refused] == [
        (3, "编码 W1 上面已经有了"),
        (4, "条码 06901234567892 已属于 W1"),
    ]
    assert [item.sku for item in items(ledger)] == ["W1", "W3"]


def test_thousands_are_read_and_decimal_commas_are_not(ledger, tmp_path):
    file = tmp_path / "catalogue.csv"
    file.write_text('sku,name,unit,safety_stock\nA,甲,公斤,"1,250.5"\nB,乙,公斤,"1250,5"\n', encoding="utf-8")
    done = import_catalogue(ledger, file)
    assert [one.row for one in done.refused] == [3]
    assert items(ledger)[0].safety_stock == Decimal("1250.5")


def test_a_formula_without_a_value_is_refused_not_taken_for_empty(ledger, tmp_path):
    file = sheet(tmp_path / "catalogue.xlsx", ["sku", "name", "price"], ["A", "甲", "=1+1"], ["B", "乙", 3])
    done = import_catalogue(ledger, file)
    assert [(one.row, "是公式" in one.why_zh) for one in done.refused] == [(2, True)]
    assert [item.sku for item in items(ledger)] == ["B"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("no-name.csv", "编码,单位\nA,瓶\n".encode()),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe" * 40),
        ("broken.csv", 'name\n"甲'.encode()),
        ("broken.xlsx", b"PK\x03\x04 nothing of the kind"),
    ],
)
def test_a_file_that_is_no_catalogue_says_so(ledger, tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(CatalogueError) as caught:
        import_catalogue(ledger, file)
    assert caught.value.say("zh") != caught.value.say("en")


def test_a_file_that_is_not_there_says_so(ledger, tmp_path):
    with pytest.raises(CatalogueError, match="no file"):
        import_catalogue(ledger, tmp_path / "nothing.csv")


def test_fifty_thousand_rows_go_in(ledger, tmp_path):
    file = tmp_path / "catalogue.csv"
    lines = ["sku,name,unit,packings,place"]
    lines += [f"S{number},货品{number},瓶,箱=24,A{number % 40}-{number % 100:02}" for number in range(50_000)]
    file.write_text("\n".join(lines), encoding="utf-8")
    done = import_catalogue(ledger, file)
    assert (done.items, done.refused) == (50_000, ())
    with ledger.view() as unit:
        assert unit.catalogue.count() == 50_000
        assert unit.catalogue.item("S49999").place == "A39-99"


def test_opening_stock_is_booked_once_and_bad_rows_are_listed(ledger, tmp_path):
    catalogue, stock = tmp_path / "catalogue.csv", tmp_path / "stock.csv"
    catalogue.write_text(text_of(ENGLISH, ROW), encoding="utf-8")
    import_catalogue(ledger, catalogue)
    rows = (
        "W1,2,箱,B1-01,L1,2027-01-31", "W1,3,,,,", "W1,-1,,,,", "W1,0,,,,", "W1,1,捆,,,", "W1,1,,,L1,2027-02-01",
        "W1,1,,,,明年", "X9,1,,,,", 'W1,"1,5",,,,', "W1,,,,,", "W1,=2,,,,", 'W1,"1,000",,,,',
    )  # fmt: skip
    stock.write_text("sku,quantity,unit,place,lot,expiry\n" + "\n".join(rows), encoding="utf-8")
    for _ in range(2):
        booked, refused = import_opening_stock(ledger, stock)
        assert booked == 3
        assert [one.row for one in refused] == [4, 5, 6, 7, 8, 9, 10, 11, 12]
        assert all(any(char > "\u2fff" for char in one.why_zh) for one in refused)
    with ledger.view() as unit:
        lines = [(line.place, line.lot, line.quantity) for line in unit.stock.on_hand("W1")]
    assert lines == [("B1-01", "L1", 48), ("A7-12", None, 1003)]
