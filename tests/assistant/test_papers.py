"""Documents by voice, and work that is led by them."""

from decimal import Decimal

import pytest

from assistant.check_digits import place_digits
from assistant.event import Said
from assistant.inventory.document import DocumentDraft, DocumentKind, DocumentState, LineDraft
from assistant.inventory.party import Party, PartyKind


@pytest.fixture
def desk(real):
    return real


@pytest.fixture
def write(desk):
    def write(number, kind, *lines, release=True, **more):
        with desk.clerk.ledger.unit() as unit:
            drafts = tuple(LineDraft(item, Decimal(quantity)) for item, quantity in lines)
            unit.documents.write(DocumentDraft(number, kind, drafts, **more), release=release)

    return write


def document(desk, number):
    with desk.clerk.ledger.view() as unit:
        return unit.documents.get(number)


def test_the_only_fitting_document_is_forwarded(desk, write):
    write("R1", DocumentKind.RETURN, ("OIL", 2))
    write("S1", DocumentKind.SALES_ORDER, ("OIL", 2))
    assert desk.say("把退货单推给物流部").reply == "退货单R1已转给物流部。"
    assert document(desk, "R1").owner == "物流部"
    assert document(desk, "S1").owner == ""
    assert "forwarded" in desk.journal()


def test_among_several_the_person_chooses(desk, write):
    write("R1", DocumentKind.RETURN, ("OIL", 2))
    write("R2", DocumentKind.RETURN, ("RICE", 20))
    asked = desk.say("把退货单推给物流部")
    assert asked.question.slot == "document"
    chosen = asked.question.choices[1].value
    assert "已转给物流部" in desk.say("第二个").reply
    assert document(desk, chosen).owner == "物流部"


def test_whom_to_is_asked(desk, write):
    write("R1", DocumentKind.RETURN, ("OIL", 2))
    assert desk.say("转发退货单").question.slot == "person"
    assert "已转给财务部" in desk.say("财务部").reply


@pytest.mark.parametrize("text", ["把退货单推给物流部", "审批采购单"])
def test_what_is_not_there_is_not_handed_on(desk, text):
    turn = desk.say(text)
    assert (turn.settled, turn.question) == (False, None)


def test_a_hardly_heard_forward_changes_nothing(desk, write):
    write("R1", DocumentKind.RETURN, ("OIL", 2))
    assert not desk.hear(("把退货单推给物流部", 0.6)).settled
    assert document(desk, "R1").owner == ""


def test_a_draft_is_approved_by_another_person(desk, write):
    write("P1", DocumentKind.PURCHASE_ORDER, ("OIL", 12), release=False, created_by="老王")
    assert not desk.send(Said("审批采购单"), person="老王").settled
    assert document(desk, "P1").state is DocumentState.DRAFT
    assert desk.send(Said("审批采购单"), person="店长").reply == "采购单P1已批准。"
    assert document(desk, "P1").state is DocumentState.OPEN


def test_documents_are_listed(desk, write):
    write("S1", DocumentKind.SALES_ORDER, ("OIL", 2))
    turn = desk.say("有哪些销售单")
    assert turn.reply == "销售单1张:销售单S1。"
    assert turn.rows[0]["number"] == "S1"


def test_repacking_books_nothing(desk):
    turn = desk.say("拆开金龙鱼大豆油一箱")
    assert turn.moves == ()
    assert "不用记账" in turn.reply


def test_labels_of_goods_are_honestly_refused(desk):
    assert "打不了" in desk.say("打印标签").reply


def test_a_pick_list_leads_and_is_fulfilled(desk, write):
    write("L1", DocumentKind.PICK_LIST, ("OIL", 8), ("RICE", 20))
    assert "拣货任务,共2项" in desk.say("开始拣货").reply
    desk.say(place_digits("xiaoer", "A1-01", desk.clerk.clock().date()))
    desk.press("confirm")
    assert document(desk, "L1").state is DocumentState.PARTIAL
    desk.say(place_digits("xiaoer", "A2-05", desk.clerk.clock().date()))
    desk.press("confirm")
    assert document(desk, "L1").state is DocumentState.DONE
    assert [line.done for line in document(desk, "L1").lines] == [8, 20]


def test_an_order_is_received_against(desk, write):
    write("P1", DocumentKind.PURCHASE_ORDER, ("OIL", 12))
    assert "应到3箱" in desk.say("开始收货").reply
    assert desk.say("三箱").moves[0]["kind"] == "receive"
    assert document(desk, "P1").state is DocumentState.DONE


@pytest.mark.parametrize("text", ["打印退货单", "把退货单打印出来"])
def test_a_document_is_printed_by_whoever_shows_the_turn(desk, write, text):
    write("R1", DocumentKind.RETURN, ("OIL", 2))
    write("S1", DocumentKind.SALES_ORDER, ("OIL", 2))
    turn = desk.say(text)
    assert (turn.settled, turn.prints, turn.reply) == (True, "R1", "打印退货单R1。")
    assert "printed" in desk.journal()


def test_which_one_is_printed_is_asked(desk, write):
    write("R1", DocumentKind.RETURN, ("OIL", 2))
    write("R2", DocumentKind.RETURN, ("RICE", 20))
    asked = desk.say("打印退货单")
    assert (asked.question.slot, asked.prints) == ("document", "")
    assert desk.say("第二个").prints == asked.question.choices[1].value


def test_nothing_is_printed_where_there_is_none(desk):
    turn = desk.say("打印退货单")
    assert (turn.settled, turn.prints) == (False, "")


def test_a_party_of_the_house_finds_the_document_in_its_inbox(desk, write):
    with desk.clerk.ledger.unit() as unit:
        unit.parties.put(Party("冷链组", PartyKind.DEPARTMENT, ("冷链",)))
    desk.clerk.understands = None  # as after a start: it reads the names anew
    write("R1", DocumentKind.RETURN, ("OIL", 2))
    assert desk.say("把退货单推给冷链组").reply == "退货单R1已转给冷链组。"
    with desk.clerk.ledger.view() as unit:
        assert [one.document for one in unit.inbox.of("冷链组")] == ["R1"]
    assert document(desk, "R1").owner == "冷链组"
