"""Guided work, step by step, by voice, scan, picture and touch."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.check_digits import place_digits
from assistant.clerk import Clerk
from assistant.event import Said, Tapped
from assistant.inventory.move import MoveDraft, MoveKind
from assistant.tasks import store
from assistant.tasks.task import LineState, Task, TaskKind, TaskLine, TaskState

OIL, RICE = "OIL", "RICE"
OIL_CODE = "6901234567892"
DAY = date(2026, 3, 2)


def digits(place):
    return place_digits("xiaoer", place, DAY)


def lines(*wanted):
    return [TaskLine(item, Decimal(quantity), place) for item, quantity, place in wanted]


@pytest.fixture
def give(real):
    def give(kind, *wanted, **more):
        with real.clerk.ledger.unit() as unit:
            store.add(unit, Task("T1", kind, lines(*wanted), **more))
        return real

    return give


@pytest.fixture
def picker(give):
    return give(TaskKind.PICK, (RICE, 20, "A2-05"), (OIL, 8, "A1-01"))


def task(counter, name="T1"):
    with counter.clerk.ledger.view() as unit:
        return store.get(unit, name)


def test_a_list_is_picked_in_walking_order(picker):
    began = picker.say("开始拣货")
    assert began.reply == "拣货任务,共2项。去A1-01,报校验码。"
    assert began.question.slot == "check"
    at_place = picker.hear((digits("A1-01"), 0.97))
    assert at_place.reply == "拿金龙鱼大豆油 2箱。"
    booked = picker.hear(("两箱", 0.97))
    assert [(move["kind"], move["quantity"], move["source"]) for move in booked.moves] == [("pick", "8", "A1-01")]
    assert "去A2-05" in booked.reply
    picker.say(digits("A2-05"))
    done = picker.press("confirm")
    assert done.reply == "已入账2袋。做完了,共2项。"
    assert (picker.on_hand(OIL), picker.on_hand(RICE)) == (32, 80)
    assert task(picker).state is TaskState.DONE


@pytest.mark.parametrize("said", ["一一", "三十七", "入库两箱金龙鱼大豆油"])
def test_a_wrong_place_books_nothing(picker, said):
    picker.say("开始拣货")
    picker.say(said)
    assert task(picker).line.state is LineState.OPEN
    assert picker.on_hand(OIL) == 40


def test_wrong_digits_are_caught_and_asked_again(picker):
    picker.say("开始拣货")
    turn = picker.say(digits("A2-05"))
    assert not turn.settled
    assert "不是这个货位" in turn.reply
    assert turn.question.slot == "check"


def test_digits_rotate_by_the_week():
    weeks = {place_digits("xiaoer", "A1-01", date.fromordinal(DAY.toordinal() + 7 * week)) for week in range(20)}
    assert len(weeks) > 8


def test_the_place_is_proven_by_its_code_or_by_a_picture_of_the_goods(picker):
    picker.say("开始拣货")
    assert picker.show("A1-01").question.slot == "quantity"
    picker.press("confirm")
    picker.say("先跳过")
    assert picker.show("A2-05").question.slot == "quantity"


def test_a_picture_of_other_goods_is_caught(picker):
    picker.say("开始拣货")
    picker.show(OIL_CODE)
    picker.press("confirm")
    turn = picker.show(OIL_CODE)
    assert not turn.settled
    assert "图上是金龙鱼大豆油,这一项是五常大米" in turn.reply


def test_less_than_wanted_is_short_with_a_reason(picker):
    picker.say("开始拣货")
    picker.say(digits("A1-01"))
    turn = picker.say("一箱")
    assert turn.reply == "金龙鱼大豆油少1箱。什么原因?"
    booked = picker.say("破损")
    assert booked.moves[0]["quantity"] == "4"
    line = task(picker).lines[0]
    assert (line.state, line.done, line.reason) == (LineState.SHORT, 4, "damaged")


def test_short_is_said_at_once(picker):
    picker.say("开始拣货")
    picker.say(digits("A1-01"))
    assert "什么原因" in picker.say("缺货").reply
    picker.say("找不到了")
    assert task(picker).lines[0].done == 0
    assert picker.on_hand(OIL) == 40


def test_more_than_wanted_is_refused(picker):
    picker.say("开始拣货")
    picker.say(digits("A1-01"))
    turn = picker.say("五箱")
    assert (turn.settled, turn.moves) == (False, ())
    assert turn.question.slot == "quantity"


def test_an_amount_that_was_hardly_heard_is_read_back(picker):
    picker.say("开始拣货")
    picker.say(digits("A1-01"))
    asked = picker.hear(("一箱", 0.6))
    assert asked.reply == "金龙鱼大豆油 1箱,对吗?"
    assert picker.say("不对").question.slot == "quantity"
    assert picker.hear(("两箱", 0.97)).moves


def test_what_the_list_wants_is_likelier(picker):
    picker.say("开始拣货")
    picker.say(digits("A1-01"))
    assert picker.hear(("两箱", 0.75), ("一箱", 0.1)).moves


def test_skipped_lines_come_again_at_the_end(picker):
    picker.say("开始拣货")
    assert "去A2-05" in picker.press("skip").reply
    picker.say(digits("A2-05"))
    assert "去A1-01" in picker.press("confirm").reply


def test_pause_and_resume_keep_the_step(picker):
    picker.say("开始拣货")
    picker.say(digits("A1-01"))
    paused = picker.say("休息一下")
    assert paused.question is None
    assert "还剩2项" in paused.reply
    assert picker.say("继续").reply == "接着做拣货,还剩2项。拿金龙鱼大豆油 2箱。"


def test_a_killed_clerk_goes_on_in_the_middle_of_a_line(picker):
    picker.say("开始拣货")
    picker.say(digits("A1-01"))
    former = picker.clerk
    picker.clerk = Clerk(former.ledger, former.clock, device="test", understands=former.understands)
    assert picker.say("两箱").moves


def test_other_business_in_between_comes_back_to_the_step(picker):
    picker.say("开始拣货")
    assert picker.say("五常大米还有多少").reply.endswith("去A1-01,报校验码。")
    picker.say("入库两箱金龙鱼大豆油")
    booked = picker.say("对")
    assert booked.moves[0]["kind"] == "receive"
    assert booked.reply.endswith("去A1-01,报校验码。")
    assert picker.say(digits("A1-01")).question.slot == "quantity"


def test_another_command_for_the_same_goods_is_not_taken_for_the_answer(picker):
    picker.say("开始拣货")
    picker.say(digits("A1-01"))
    turn = picker.say("入库两箱金龙鱼大豆油")
    assert (turn.moves, turn.proposal.intent) == ((), "Receive")


def test_every_step_can_be_tapped(picker):
    def tap(intent="", **slots):
        return picker.send(Tapped(intent, slots))

    tap("StartTask")
    assert tap(check=digits("A2-05")).question.slot == "check"
    assert tap(check=digits("A1-01")).question.slot == "quantity"
    assert tap(quantity="1", unit="箱").question.slot == "reason"
    short = tap(reason="破损")
    assert [(move["quantity"], move["reason"]) for move in short.moves] == [("4", "破损")]
    tap(check=digits("A2-05"))
    assert tap("Confirm").moves[0]["quantity"] == "20"


def test_undo_opens_the_line_again(picker):
    picker.say("开始拣货")
    picker.say(digits("A1-01"))
    picker.say("两箱")
    undone = picker.say("撤销")
    assert undone.moves[0]["kind"] == "undo"
    assert undone.reply.endswith("拿金龙鱼大豆油 2箱。")
    assert picker.on_hand(OIL) == 40
    assert picker.press("confirm").moves
    assert picker.on_hand(OIL) == 32


def test_handing_over_lets_another_person_go_on(picker):
    def as_person(name, text):
        return picker.send(Said(text), person=name)

    as_person("老王", "开始拣货")
    as_person("老王", digits("A1-01"))
    assert "没有任务" in as_person("小李", "开始拣货").reply
    assert "下一个人" in as_person("老王", "交班").reply
    assert "拿金龙鱼大豆油 2箱" in as_person("小李", "继续").reply
    assert as_person("小李", "两箱").moves
    assert not as_person("老王", "继续").settled


def test_a_receipt_takes_lot_and_date_from_the_label(give):
    dock = give(TaskKind.RECEIVE, (OIL, 12, "A1-01"))
    with dock.clerk.ledger.unit() as unit:
        kept = store.get(unit, "T1")
        kept.lines[0].place = ""
        store.save(unit, kept)
    assert "应到3箱" in dock.say("开始收货").reply
    dock.show(OIL_CODE, lot="L9", expiry="2027-06-30")
    booked = dock.say("三箱")
    assert [(move["lot"], move["expiry"], move["destination"]) for move in booked.moves] == [
        ("L9", "2027-06-30", "DOCK")
    ]


def test_a_count_is_blind_and_done_twice_where_it_differs(give):
    counting = give(TaskKind.COUNT, (OIL, 0, "A1-01"))
    counting.say("开始盘点")
    asked = counting.say(digits("A1-01"))
    assert "10" not in asked.reply
    assert asked.task["lines"][0]["quantity"] is None
    again = counting.say("九箱")
    assert "再数一遍" in again.reply
    assert counting.on_hand(OIL) == 40
    booked = counting.say("九箱")
    assert [(move["quantity"], move["destination"]) for move in booked.moves] == [("4", "LOSS")]
    assert counting.on_hand(OIL) == 36


def test_a_count_that_is_right_books_nothing(give):
    counting = give(TaskKind.COUNT, (OIL, 0, "A1-01"))
    counting.say("开始盘点")
    counting.say(digits("A1-01"))
    assert counting.say("十箱").moves == ()
    assert task(counting).state is TaskState.DONE


def test_goods_are_put_away_from_the_dock(give):
    worker = give(TaskKind.PUT_AWAY, (RICE, 10, "A2-05"))
    with worker.clerk.ledger.unit() as unit:
        unit.moves.book(MoveDraft("to-dock", MoveKind.RECEIVE, RICE, Decimal(10), "SUPPLIER", "DOCK"))
    worker.say("开始上架")
    worker.say(digits("A2-05"))
    assert [(move["source"], move["destination"]) for move in worker.say("一袋").moves] == [("DOCK", "A2-05")]


def test_what_is_not_there_is_said_and_the_step_stays(give):
    worker = give(TaskKind.PUT_AWAY, (RICE, 10, "A2-05"))
    worker.say("开始上架")
    worker.say(digits("A2-05"))
    turn = worker.say("一袋")
    assert (turn.settled, turn.moves) == (False, ())
    assert turn.question.slot == "quantity"
    assert worker.say("缺货").question.slot == "reason"


def test_an_inspection_counts_what_is_left(give, counter):
    give(TaskKind.PICK)
    points = [
        TaskLine(text="外箱无破损"),
        TaskLine(text="法兰螺栓", note="含扭矩校验", tool="需专用扳手"),
        TaskLine(text="标签齐全"),
    ]
    with counter.clerk.ledger.unit() as unit:
        store.add(unit, Task("T2", TaskKind.INSPECT, points))
    began = counter.say("开始验货")
    assert "应检3项,已检0,剩3:外箱无破损" in began.reply
    second = counter.say("对")
    assert "应检3项,已检1,剩2:法兰螺栓(含扭矩校验、需专用扳手)" in second.reply
    assert counter.say("不对").question.slot == "reason"
    counter.say("质量问题")
    done = counter.press("confirm")
    assert done.reply.endswith("做完了,共3项,1项有缺。")
    assert done.moves == ()
    assert [line["state"] for line in done.task["lines"]] == ["done", "failed", "done"]


def test_everything_is_journalled(picker):
    picker.say("开始拣货")
    picker.say(digits("A1-01"))
    picker.press("confirm")
    assert {"task_begun", "task_place", "booked", "task_line"} <= set(picker.journal())
    assert picker.clerk.ledger.journal_verify().ok
