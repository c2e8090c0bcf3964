"""Documents: written once, fulfilled in parts by moves, forwarded, undone with their moves."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from assistant.inventory import MoveKind, PlaceKind
from assistant.inventory.document import DocumentDraft, DocumentKind, DocumentState, LineDraft
from assistant.inventory.document_errors import (
    BadDocumentError,
    DocumentStateError,
    MoreThanOrderedError,
    MoreThanSentError,
    SameNumberError,
    UnknownDocumentError,
)
from assistant.inventory.inbox import SameIdDifferentForwardError
from assistant.inventory.party import BadPartyError, Party, PartyKind, Role, UnknownPartyError
from tests.assistant.inventory.books import START, WATER, draft

ORDER = DocumentDraft(
    "PO-1",
    DocumentKind.PURCHASE_ORDER,
    (LineDraft("W1", Decimal(100)), LineDraft("W1", Decimal(20), destination="A7-13")),
    party="农夫",
    owner="采购部",
)


@pytest.fixture
def desk(stocked):
    with stocked.unit() as unit:
        unit.places.ensure("A7-13")
        unit.places.ensure("EAST", PlaceKind.ZONE)
        for name, kind in (
            ("农夫", "supplier"),
            ("老王", "customer"),
            ("物流部", "department"),
            ("采购部", "department"),
        ):
            unit.parties.put(Party(name, PartyKind(kind)))
        unit.parties.put(Party("小李", PartyKind.PERSON, ("李师傅",), Role.PICKER, "物流部"))
        unit.documents.write(ORDER)
    return stocked


def fulfil(ledger, number, proposal, quantities=None, how="drafts"):
    with ledger.unit() as unit:
        for draft in getattr(unit.fulfilling, how)(number, proposal, quantities):
            unit.moves.propose(draft)
        return unit.moves.post(proposal)


def state(ledger, number="PO-1"):
    with ledger.view() as unit:
        document = unit.documents.get(number)
        return document.state, [line.done for line in document.lines]


def term(ledger, *names):
    with ledger.view() as unit:
        return [unit.stock.term(name, "W1") for name in names]


def test_an_order_is_fulfilled_in_parts(desk):
    assert state(desk) == (DocumentState.OPEN, [0, 0])
    moves = fulfil(desk, "PO-1", "p1", {1: Decimal(60)})
    assert [(move.source, move.destination, move.document, move.document_line) for move in moves] == [
        ("SUPPLIER/农夫", "A7-12", "PO-1", 1)
    ]
    assert state(desk) == (DocumentState.PARTIAL, [60, 0])
    assert term(desk, "on_hand", "on_order") == [108, 60]
    with pytest.raises(MoreThanOrderedError):
        fulfil(desk, "PO-1", "p2", {1: Decimal(41)})
    with pytest.raises(DocumentStateError), desk.unit() as unit:
        unit.documents.cancel("PO-1")
    fulfil(desk, "PO-1", "p3")
    assert state(desk) == (DocumentState.DONE, [100, 20])
    assert term(desk, "on_hand", "on_order") == [168, 0]
    with pytest.raises(DocumentStateError):
        fulfil(desk, "PO-1", "p4", {1: Decimal(1)})
    with desk.unit() as unit:
        unit.moves.undo("p3")
    assert state(desk) == (DocumentState.PARTIAL, [60, 0])


def test_ordered_sent_and_arrived_goods_are_counted_once_each(desk):
    seen = [term(desk, "on_order", "in_transit", "on_hand", "supply")]
    fulfil(desk, "PO-1", "sent", {1: Decimal(70)}, how="ship")
    seen.append(term(desk, "on_order", "in_transit", "on_hand", "supply"))
    fulfil(desk, "PO-1", "came", {1: Decimal(50)}, how="arrive")
    seen.append(term(desk, "on_order", "in_transit", "on_hand", "supply"))
    assert seen == [[120, 0, 48, 168], [50, 70, 48, 168], [50, 20, 98, 168]]
    assert state(desk) == (DocumentState.PARTIAL, [50, 0])
    with pytest.raises(MoreThanSentError):
        fulfil(desk, "PO-1", "came-again", {1: Decimal(30)}, how="arrive")


@pytest.mark.parametrize(("how", "quantity", "rest"), [("ship", 31, 30), ("arrive", 71, 70), ("ship", 30, None)])
def test_no_more_travels_than_was_ordered_and_no_more_arrives_than_was_sent(desk, how, quantity, rest):
    fulfil(desk, "PO-1", "sent", {1: Decimal(70)}, how="ship")
    if rest is None:
        assert fulfil(desk, "PO-1", "sent-again", {1: Decimal(quantity)}, how=how)
        return
    before = term(desk, "on_order", "in_transit", "on_hand")
    with pytest.raises(MoreThanSentError) as refused:
        fulfil(desk, "PO-1", "too-much", {1: Decimal(quantity)}, how=how)
    assert refused.value.parameters["rest"] == rest
    assert term(desk, "on_order", "in_transit", "on_hand") == before


def test_what_was_shipped_by_mistake_can_be_shipped_anew(desk):
    fulfil(desk, "PO-1", "sent", {1: Decimal(100)}, how="ship")
    with desk.unit() as unit:
        unit.moves.undo("sent")
    assert fulfil(desk, "PO-1", "sent-right", {1: Decimal(100)}, how="ship")


@pytest.mark.parametrize(
    ("names", "error"),
    [
        ({"document": "PO-9"}, UnknownDocumentError),
        ({"document": "PO-1", "document_line": 7}, BadDocumentError),
        ({"document": "PO-1", "document_line": 1, "item": "W2"}, BadDocumentError),
    ],
)
def test_a_move_for_a_document_that_does_not_ask_for_it_is_refused(desk, names, error):
    with desk.unit() as unit:
        unit.catalogue.put(replace(WATER, sku="W2", name="可乐", codes=()))
    for act in ("propose", "book"):
        with pytest.raises(error), desk.unit() as unit:
            getattr(unit.moves, act)(draft(f"stray-{act}", MoveKind.RECEIVE, 1, "SUPPLIER", "A7-12", **names))
    with desk.view() as unit:
        assert len(unit.moves.history()) == 1


def test_a_document_is_written_once(desk):
    with desk.unit() as unit:
        assert unit.documents.write(ORDER) == unit.documents.get("PO-1")
    with pytest.raises(SameNumberError), desk.unit() as unit:
        unit.documents.write(replace(ORDER, lines=ORDER.lines[:1]))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"number": " "}, BadDocumentError),
        ({"number": "x" * 41}, BadDocumentError),
        ({"number": "N", "lines": ()}, BadDocumentError),
    ],
)
def test_a_bad_document_is_refused(desk, change, error):
    with pytest.raises(error), desk.unit() as unit:
        unit.documents.write(replace(ORDER, **change))
    with pytest.raises(UnknownDocumentError), desk.view() as unit:
        unit.documents.get("N")


@pytest.mark.parametrize(
    ("kind", "party", "line", "ends"),
    [
        ("receipt", "农夫", {}, ("SUPPLIER/农夫", "A7-12")),
        ("sales_order", "老王", {}, ("A7-12", "CUSTOMER/老王")),
        ("issue", "", {}, ("A7-12", "CUSTOMER")),
        ("transfer", "", {"source": "A7-12", "destination": "EAST"}, ("A7-12", "EAST")),
        ("return", "老王", {}, ("CUSTOMER/老王", "A7-12")),
        ("return", "农夫", {}, ("A7-12", "SUPPLIER/农夫")),
        ("scrap", "", {}, ("A7-12", "LOSS")),
        ("pick_list", "", {}, ("A7-12", "DOCK")),
    ],
)
def test_every_kind_of_document_knows_its_way(desk, kind, party, line, ends):
    with desk.unit() as unit:
        lines = (LineDraft("W1", Decimal(8), **line),)
        unit.documents.write(DocumentDraft("D", DocumentKind(kind), lines, party=party))
    (half,) = fulfil(desk, "D", "half", {1: Decimal(3)})
    assert (half.source, half.destination) == ends
    assert state(desk, "D") == (DocumentState.PARTIAL, [3])
    fulfil(desk, "D", "rest")
    assert state(desk, "D") == (DocumentState.DONE, [8])


def test_a_transfer_needs_to_know_where_to(desk):
    with desk.unit() as unit:
        unit.documents.write(DocumentDraft("T", DocumentKind.TRANSFER, (LineDraft("W1", Decimal(8)),)))
    with pytest.raises(BadDocumentError):
        fulfil(desk, "T", "t")


def test_a_count_sheet_is_done_when_every_line_is_counted(desk):
    lines = (LineDraft("W1", Decimal(48), source="A7-12"), LineDraft("W1", Decimal(0), source="A7-13"))
    with desk.unit() as unit:
        unit.documents.write(DocumentDraft("C", DocumentKind.COUNT, lines))
        missing = unit.fulfilling.count("C", 1, Decimal(45), "c1")
        assert (missing.quantity, missing.source, missing.destination) == (3, "A7-12", "LOSS")
        unit.moves.book(missing)
    assert state(desk, "C")[0] is DocumentState.PARTIAL
    with desk.unit() as unit:
        assert unit.fulfilling.count("C", 2, Decimal(0), "c2") is None
        assert [line.counted for line in unit.documents.get("C").lines] == [45, 0]
    assert state(desk, "C")[0] is DocumentState.DONE
    assert term(desk, "on_hand") == [45]


def test_a_draft_is_released_before_goods_move(desk):
    with desk.unit() as unit:
        unit.documents.write(replace(ORDER, number="PO-2"), release=False)
    with pytest.raises(DocumentStateError):
        fulfil(desk, "PO-2", "x")
    assert term(desk, "on_order") == [120]
    with desk.unit() as unit:
        assert unit.documents.release("PO-2", by="老板").state is DocumentState.OPEN
        assert unit.documents.cancel("PO-2").state is DocumentState.CANCELLED
    with pytest.raises(DocumentStateError), desk.unit() as unit:
        unit.documents.release("PO-2")
    with desk.unit() as unit:
        assert unit.documents.close("PO-1").state is DocumentState.DONE
    assert term(desk, "on_order") == [0]


def test_a_forwarded_document_is_in_the_inbox_and_has_a_new_owner(desk, books):
    with desk.unit() as unit:
        first = unit.inbox.forward("f1", "PO-1", "物流部", sender="小李", note="请安排收货")
        assert unit.inbox.forward("f1", "PO-1", "物流部", sender="小李") == first
        assert unit.documents.get("PO-1").owner == "物流部"
        assert unit.inbox.of("李师傅") == [first]
        assert unit.inbox.of("采购部") == []
    books.clock.advance(60)
    with desk.unit() as unit:
        assert unit.inbox.read("f1", by="小李").read_at == START + timedelta(seconds=60)
        assert unit.inbox.of("物流部", unread=True) == []
        assert [entry.kind for entry in unit.journal.entries(limit=2)] == ["read", "forwarded"]
    for identity, document, recipient, error in (
        ("f1", "PO-1", "采购部", SameIdDifferentForwardError),
        ("f2", "PO-9", "采购部", UnknownDocumentError),
        ("f3", "PO-1", "谁", UnknownPartyError),
    ):
        with pytest.raises(error), desk.unit() as unit:
            unit.inbox.forward(identity, document, recipient)


def test_documents_are_found(desk, books):
    books.clock.advance(86400)
    with desk.unit() as unit:
        unit.documents.write(DocumentDraft("R", DocumentKind.RETURN, (LineDraft("W1", Decimal(8)),), party="老王"))

        def found(*kinds, **more):
            return [document.number for document in unit.documents.find(*kinds, **more)]

        assert found() == ["R", "PO-1"]
        assert found("return") == found(party="老王") == found(since=books.clock()) == ["R"]
        assert found(owner="采购部") == found(until=books.clock()) == ["PO-1"]
        assert found(item="W1", unfinished=True) == ["R", "PO-1"]
        assert found(item="W2") == []
        assert found(limit=1) == ["R"]
        assert unit.documents.get("R").to_dict()["lines"][0]["quantity"] == "8"


def test_parties_and_devices(desk):
    with desk.unit() as unit:
        assert unit.parties.get("李师傅").department == "物流部"
        assert [party.name for party in unit.parties.all("supplier")] == ["农夫"]
        assert unit.parties.put(Party("农夫", PartyKind.SUPPLIER, active=False)).place == "SUPPLIER/农夫"
        device = unit.parties.seen("枪-3", "ed25519:aa", "小李")
        assert unit.parties.seen("枪-3", "ed25519:aa", "小李") == device
        assert [one.name for one in unit.parties.devices()] == ["枪-3"]
    for party in (Party("农夫", PartyKind.PERSON), Party("  ", PartyKind.PERSON)):
        with pytest.raises(BadPartyError), desk.unit() as unit:
            unit.parties.put(party)
