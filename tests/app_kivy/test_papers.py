"""Documents by touch: listed, opened, handed over, released, printed."""

from decimal import Decimal

import pytest

from assistant.inventory.document import DocumentDraft, DocumentKind, DocumentState, LineDraft


@pytest.fixture(autouse=True)
def written(shop):
    with shop.clerk.ledger.unit() as unit:
        lines = (LineDraft("OIL-01", Decimal(8), note="轻放"),)
        unit.documents.write(DocumentDraft("PO-7", DocumentKind.PURCHASE_ORDER, lines, party="益海嘉里"))
        unit.documents.write(DocumentDraft("RT-3", DocumentKind.RETURN, lines, created_by="小李"), release=False)


def document(shop, number):
    with shop.clerk.ledger.view() as unit:
        return unit.documents.get(number)


def opened(person, words):
    person.tap("查", "单据")
    person.until(lambda: person.screen.rows is not None)
    person.tap(next(button.words for button in person.buttons() if words in button.words))
    person.until(lambda: person.screen.shown is not None)


def test_a_document_is_opened_and_handed_over(start, shop):
    person = start()
    opened(person, "PO-7")
    assert person.sees("益海嘉里")
    assert person.sees("轻放")
    person.tap("转交", "物流部")
    assert person.at == "answer"
    assert person.sees("物流部")
    assert document(shop, "PO-7").owner == "物流部"


def test_known_departments_are_offered_instead_of_the_usual_ones(start, shop):
    from assistant.inventory.party import Party, PartyKind

    with shop.clerk.ledger.unit() as unit:
        unit.parties.put(Party("配送组", PartyKind.DEPARTMENT))
    person = start()
    opened(person, "PO-7")
    person.tap("转交")
    person.until(lambda: person.screen.receivers)
    assert "物流部" not in [button.words for button in person.buttons()]
    person.tap("配送组")
    assert document(shop, "PO-7").owner == "配送组"


def test_a_draft_is_released(start, shop):
    person = start()
    opened(person, "RT-3")
    person.tap("批准")
    assert document(shop, "RT-3").state is DocumentState.OPEN
    assert person.at == "answer"


def test_it_is_printed_into_the_clerks_folder(start, shop, books):
    pytest.importorskip("fpdf", reason="pip install '.[print]'")
    person = start()
    opened(person, "PO-7")
    person.tap("打印")
    assert person.sees("打印好了")
    assert (books / "papers" / "PO-7.pdf").read_bytes().startswith(b"%PDF")


def test_a_document_that_is_finished_comes_last(start, shop):
    with shop.clerk.ledger.unit() as unit:
        unit.documents.cancel("RT-3")
    person = start()
    person.tap("查", "单据")
    person.until(lambda: person.screen.rows is not None)
    assert [row.number for row in person.screen.rows] == ["PO-7", "RT-3"]
