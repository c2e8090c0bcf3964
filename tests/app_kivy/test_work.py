"""Guided work by touch: to the place, its check digits, the amount, and on; short, skipped, left and taken up again."""

from datetime import datetime
from decimal import Decimal

import pytest

from assistant import house
from assistant.check_digits import place_digits
from assistant.inventory.document import DocumentDraft, DocumentKind, LineDraft
from assistant.tasks import store
from assistant.tasks.task import Task, TaskKind, TaskLine

OIL, RICE = "OIL-01", "RIC-01"


@pytest.fixture
def pick_list(shop, stocked):
    """Two lines to pick, and the places in walking order."""
    with shop.clerk.ledger.unit() as unit:
        places = {sku: stocked(unit, sku, 100) for sku in (OIL, RICE)}
        lines = (LineDraft(OIL, Decimal(8)), LineDraft(RICE, Decimal(2)))
        unit.documents.write(DocumentDraft("PL-1", DocumentKind.PICK_LIST, lines, party="张记饭店"))
    return places


@pytest.fixture
def digits(shop):
    def of(place):
        with shop.clerk.ledger.view() as unit:
            return place_digits(house.secret(unit, "x"), place, datetime.now().astimezone().date())

    return of


def begin(person, kind="拣货"):
    person.tap("点", "领任务", kind)
    assert person.at == "task"


def test_a_pick_list_is_walked_through_by_touch(start, pick_list, digits):
    person = start()
    begin(person)
    for number in (1, 2):
        place = person.app.standing.task.place
        assert person.sees(f"拣货 {number}/2")
        person.tap(*digits(place))
        assert person.app.standing.task.step == "quantity"
        person.tap("就是这么多")
    assert person.at == "answer"
    assert person.sees("做完了")
    assert person.on_hand(OIL) == 92
    assert person.on_hand(RICE) == 98


def test_wrong_digits_are_told_and_book_nothing(start, pick_list, digits):
    person = start()
    begin(person)
    right = digits(person.app.standing.task.place)
    person.tap(*("22" if right != "22" else "33"))
    assert person.at == "task"
    assert person.sees("不是这个货位的码")
    assert person.app.standing.task.step == "place"
    person.tap(*right)
    assert person.app.standing.task.step == "quantity"


def test_less_than_wanted_needs_a_reason(start, pick_list, digits):
    person = start()
    begin(person)
    sku = {"金龙鱼大豆油": OIL, "五常大米": RICE}[person.app.standing.task.name]
    unit = person.app.standing.task.units[0]
    person.tap(*digits(person.app.standing.task.place), "数量不一样", unit, "1", "好了")
    assert person.sees("为什么少了")
    person.tap("破损")
    assert person.on_hand(sku) == 99
    assert person.app.standing.task.done == 1


def test_nothing_there_is_one_tap_and_its_reason(start, pick_list, digits):
    person = start()
    begin(person)
    person.tap(*digits(person.app.standing.task.place), "一个都没有", "找不到")
    assert person.app.standing.task.done == 1
    assert person.on_hand(OIL) == person.on_hand(RICE) == 100


def test_skipped_lines_come_at_the_end(start, pick_list):
    person = start()
    begin(person)
    first = person.app.standing.task.name
    person.tap("跳过")
    assert person.app.standing.task.name != first
    person.tap("跳过")
    assert person.app.standing.task.name == first


def test_work_that_is_left_goes_on_where_it_was_even_after_a_kill(start, pick_list, digits):
    person = start()
    begin(person)
    person.tap(*digits(person.app.standing.task.place), "就是这么多")
    again = start()
    again.until(lambda: again.at == "task")
    assert again.app.standing.task.done == 1
    again.tap("先停")
    assert again.at == "answer"
    again.tap("回首页", "点", "领任务", "拣货")
    assert again.app.standing.task.done == 1


def test_a_count_does_not_tell_what_the_books_say(start, shop, stocked, digits):
    with shop.clerk.ledger.unit() as unit:
        place = stocked(unit, OIL, 40)
        store.add(unit, Task("count-1", TaskKind.COUNT, [TaskLine(OIL, Decimal(40), place)]))
    person = start()
    begin(person, "盘点")
    person.tap(*digits(person.app.standing.task.place))
    assert not person.sees("40")
    assert not person.sees("10箱")
    person.tap("数好了,按数量", "箱", "1", "0", "好了")
    assert person.sees("做完了")


@pytest.fixture
def inspection(shop):
    lines = [
        TaskLine(text="灭火器压力", note="指针在绿区", tool="手电筒"),
        TaskLine(text="货架螺栓", tool="扳手"),
        TaskLine(text="安全出口"),
    ]
    with shop.clerk.ledger.unit() as unit:
        store.add(unit, Task("inspect-1", TaskKind.INSPECT, lines))


def test_an_inspection_stands_over_the_live_picture(start, inspection):
    person = start()
    begin(person, "检查")
    live = person.screen.live
    assert live.head == "应检 3   已检 0   剩 3"
    assert live.foot == "灭火器压力\n指针在绿区\n手电筒"
    person.until(lambda: live.image is not None)
    person.tap("合格")
    assert live.head == "应检 3   已检 1   剩 2"
    person.tap("不合格")
    assert person.sees("哪里不合格")
    person.tap("破损")
    assert live.head == "应检 3   已检 2   剩 1"
    person.tap("合格")
    assert person.sees("做完了")
    assert live.watching is None


def test_an_inspection_without_a_camera_is_read(start, inspection, monkeypatch):
    from vision.errors import CameraMissingError

    class Missing:
        name = "none"

        def frames(self):
            raise CameraMissingError("0")
            yield

        def close(self):
            pass

    monkeypatch.setattr("app_kivy.senses.devices.camera", Missing)
    person = start()
    begin(person, "检查")
    person.until(lambda: person.sees("没有画面"))
    assert person.sees("应检 3   已检 0   剩 3")
    assert person.sees("指针在绿区")
    person.tap("合格")
    assert person.sees("已检 1")


def test_without_work_it_says_so(start):
    person = start()
    person.tap("点", "领任务")
    assert person.sees("现在没有任务")


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ("已交给人看(审核编号3f2a9c1d3f2a9c1d3f2a9c1d3f2a9c1d)。", "已交给人看(审核编号…9c1d)。"),
        ("批号20260620", "批号20260620"),
    ],
)
def test_long_identities_are_not_shown_whole(reply, shown):
    from app_kivy.work.views import readable

    assert readable(reply) == shown
