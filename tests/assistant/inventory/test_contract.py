"""What the ledger promises, on every database that it runs on."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy.exc import SQLAlchemyError

from assistant.inventory import Item, MoveKind, MoveState, PlaceKind, Status
from assistant.inventory.errors import (
    AlreadyUndoneError,
    BadCodeError,
    BadItemError,
    BadPlaceError,
    BadQuantityError,
    CodeTakenError,
    LotMismatchError,
    NotEnoughStockError,
    NothingToUndoError,
    OnlyExpiredError,
    ProposalClosedError,
    SameIdDifferentMoveError,
    SamePlaceError,
    UnknownItemError,
    UnknownLotError,
    UnknownPlaceError,
    UnknownProposalError,
    UnknownUnitError,
)
from assistant.inventory.projection import rebuild, replay, stored
from tests.assistant.inventory.books import WATER, draft

ISSUE, MOVE, RECEIVE, RESERVE = MoveKind.ISSUE, MoveKind.MOVE, MoveKind.RECEIVE, MoveKind.RESERVE


def on_hand(ledger, **where):
    with ledger.view() as unit:
        return sum((line.quantity for line in unit.stock.on_hand("W1", **where)), Decimal(0))


def agrees(ledger) -> bool:
    with ledger.view() as unit:
        return replay(unit.context.connection) == stored(unit.context.connection)


def test_an_item_comes_out_as_it_was_put_in(ledger):
    item = Item(
        "苹果-1", "红富士苹果", aliases=("苹果", "红富士"), unit="公斤",
        packings={"箱": Fraction(25, 2), "斤": Fraction(1, 2)},
        codes=(("06901234567892", None), ("16901234567899", "箱")), category="水果", place="B2-03",
        shelf_life_days=30, safety_stock=Decimal("12.5"), price=Decimal("7.90"), decimals=3,
    )  # fmt: skip
    with ledger.unit() as unit:
        assert unit.catalogue.put(item) == "added"
        assert unit.catalogue.put(item) == "same"
    with ledger.view() as unit:
        assert unit.catalogue.item("苹果-1") == item
        assert unit.catalogue.items() == [item]
        assert unit.catalogue.by_code("6901234567892") == (item, None)
        assert unit.catalogue.by_code("16901234567899") == (item, "箱")
        assert unit.catalogue.by_code("4006381333931") is None
        assert unit.places.get("b2-03 ").parent == "B2"
        assert item.to_base(2, "箱") == 25


@pytest.mark.parametrize(
    ("item", "error"),
    [
        (Item("A", "", unit="瓶"), BadItemError),
        (Item("A", "甲", packings={"箱": Fraction(0)}), BadItemError),
        (Item("A", "甲", codes=(("6901234567893", None),)), BadCodeError),
        (Item("A", "甲", codes=(("6901234567892", None),)), CodeTakenError),
        (Item("A", "甲", codes=(("X", "捆"),)), BadItemError),
        (Item("A", "甲", shelf_life_days=0), BadItemError),
        (Item("A", "甲", price=Decimal(-1)), BadItemError),
        (Item("A", "甲", safety_stock=Decimal("NaN")), BadQuantityError),
        (Item("W1", "矿泉水", unit="箱"), BadItemError),
    ],
)
def test_an_item_that_is_refused_leaves_nothing(stocked, item, error):
    with pytest.raises(error), stocked.unit() as unit:
        unit.catalogue.put_all([Item("GOOD", "好货"), item])
    with stocked.view() as unit:
        assert [one.sku for one in unit.catalogue.items()] == ["W1"]


def test_a_retry_books_once(stocked):
    again = draft("m1", ISSUE, 8, None, "CUSTOMER")
    with stocked.unit() as unit:
        first = unit.moves.propose(again)
        assert unit.moves.propose(again) == first
        posted = unit.moves.post("m1")
    with stocked.unit() as unit:
        assert unit.moves.post("m1") == posted
        assert unit.moves.propose(again) == posted
        assert unit.moves.book(again) == posted
    assert on_hand(stocked) == 40
    with pytest.raises(SameIdDifferentMoveError), stocked.unit() as unit:
        unit.moves.propose(draft("m1", ISSUE, 9, None, "CUSTOMER"))


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (draft("x", ISSUE, 54, None, "CUSTOMER"), NotEnoughStockError),
        (draft("x", ISSUE, 1, "A1", "CUSTOMER"), UnknownPlaceError),
        (draft("x", ISSUE, 1, None, "CUSTOMER", item="W2"), UnknownItemError),
        (draft("x", ISSUE, 1, None, "CUSTOMER", lot="L9"), UnknownLotError),
        (draft("x", ISSUE, 0, None, "CUSTOMER"), BadQuantityError),
        (draft("x", ISSUE, -1, None, "CUSTOMER"), BadQuantityError),
        (draft("x", ISSUE, "0.5", None, "CUSTOMER"), BadQuantityError),
        (draft("x", ISSUE, "NaN", None, "CUSTOMER"), BadQuantityError),
        (draft("x", RECEIVE, "1e12", "SUPPLIER", "A7-12"), BadQuantityError),
        (draft("x", MOVE, 1, "A7-12", "a7-12"), SamePlaceError),
    ],
)
def test_a_refused_move_leaves_nothing(stocked, wanted, error):
    with pytest.raises(error), stocked.unit() as unit:  # noqa: PT012 - all of the unit is to be undone
        unit.moves.book(draft("before", RECEIVE, 5, "SUPPLIER", "A7-12"))
        unit.moves.book(wanted)
    assert on_hand(stocked) == 48
    with stocked.view() as unit:
        assert [move.id for move in unit.moves.history()] == ["opening"]
        assert all("before" not in entry.body for entry in unit.journal.entries())
    assert stocked.journal_verify().ok


def test_first_expired_first_out_and_what_expired_stays(ledger):
    with ledger.unit() as unit:
        unit.catalogue.put(WATER)
        for lot, expiry in (("L3", date(2026, 9, 1)), ("L1", date(2026, 2, 1)), ("L2", date(2026, 4, 1))):
            unit.moves.book(draft(lot, RECEIVE, 10, "SUPPLIER", "A7-12", lot=lot, expiry=expiry))
        unit.moves.book(draft("none", RECEIVE, 10, "SUPPLIER", "A7-12"))
    with ledger.unit() as unit:
        moves = unit.moves.book(draft("m", ISSUE, 15, None, "CUSTOMER"))
        assert [(move.id, move.lot, move.quantity) for move in moves] == [("m", "L2", 10), ("m/2", "L3", 5)]
    with pytest.raises(OnlyExpiredError), ledger.unit() as unit:
        unit.moves.book(draft("n", ISSUE, 16, None, "CUSTOMER"))
    with ledger.unit() as unit:
        (scrapped,) = unit.moves.book(draft("s", MoveKind.SCRAP, 10, "A7-12", "LOSS", lot="L1", reason="expired"))
        assert (scrapped.lot, scrapped.reason) == ("L1", "expired")
    with pytest.raises(LotMismatchError), ledger.unit() as unit:
        unit.moves.book(draft("r", RECEIVE, 1, "SUPPLIER", "A7-12", lot="L2", expiry=date(2026, 5, 1)))


def test_a_proposal_is_decided_once_and_whole(stocked):
    with stocked.unit() as unit:
        unit.moves.propose(draft("a", ISSUE, 40, None, "CUSTOMER", proposal="p"))
        unit.moves.propose(draft("b", ISSUE, 40, None, "CUSTOMER", proposal="p"))
        unit.moves.propose(draft("c", ISSUE, 1, None, "CUSTOMER"))
        unit.moves.propose(draft("d", ISSUE, 1, None, "CUSTOMER"))
    with pytest.raises(NotEnoughStockError), stocked.unit() as unit:
        unit.moves.post("p")
    assert on_hand(stocked) == 48
    with stocked.unit() as unit:
        assert {move.state for move in unit.moves.void("p", "changed my mind")} == {MoveState.VOIDED}
        assert {move.state for move in unit.moves.void("p")} == {MoveState.VOIDED}
        unit.moves.post("c")
    for proposal, what in (("p", "post"), ("c", "void"), ("p", "undo")):
        with pytest.raises(ProposalClosedError), stocked.unit() as unit:
            getattr(unit.moves, what)(proposal)
    for what in ("post", "void", "undo"):
        with pytest.raises(UnknownProposalError), stocked.unit() as unit:
            getattr(unit.moves, what)("nobody's")
    assert on_hand(stocked) == 47


def test_what_waits_too_long_expires(stocked, books):
    with stocked.unit() as unit:
        unit.moves.propose(draft("old", ISSUE, 1, None, "CUSTOMER"))
    books.clock.advance(3600)
    with stocked.unit() as unit:
        unit.moves.propose(draft("new", ISSUE, 1, None, "CUSTOMER"))
        assert [move.id for move in unit.moves.expire(timedelta(minutes=30))] == ["old"]
    with pytest.raises(ProposalClosedError), stocked.unit() as unit:
        unit.moves.post("old")


def test_undo_is_a_new_move_and_happens_once(stocked):
    with stocked.unit() as unit:
        unit.moves.book(draft("a", ISSUE, 8, None, "CUSTOMER"))
        (undone,) = unit.moves.undo()
        assert (undone.source, undone.destination, undone.reverses) == ("CUSTOMER", "A7-12", "a")
    for proposal, error in ((None, AlreadyUndoneError), ("a", AlreadyUndoneError), ("a~undo", NothingToUndoError)):
        with pytest.raises(error), stocked.unit() as unit:
            unit.moves.undo(proposal)
    with stocked.unit() as unit:
        unit.moves.book(draft("in", RECEIVE, 5, "SUPPLIER", "A7-13" if unit.places.ensure("A7-13") else ""))
        unit.moves.book(draft("on", MOVE, 5, "A7-13", "A7-12"))
    with pytest.raises(NotEnoughStockError), stocked.unit() as unit:
        unit.moves.undo("in")
    assert on_hand(stocked) == 53
    assert agrees(stocked)


def test_reserved_goods_are_there_and_not_available(stocked):
    with stocked.unit() as unit:
        unit.moves.book(draft("r", RESERVE, 40, None, "A7-12", destination_status=Status.RESERVED))
        (line,) = unit.stock.on_hand("W1")
        assert (line.quantity, line.reserved, line.available) == (48, 40, 8)
    with pytest.raises(NotEnoughStockError), stocked.unit() as unit:
        unit.moves.book(draft("i", ISSUE, 9, None, "CUSTOMER"))
    with stocked.unit() as unit:
        unit.moves.book(draft("i", ISSUE, 9, None, "CUSTOMER", source_status=Status.RESERVED))
    assert on_hand(stocked) == 39


def test_overdraft_is_a_policy_with_a_mark(stocked):
    with stocked.unit() as unit:
        unit.places.ensure("A7-12", overdraft=True)
        (move,) = unit.moves.book(draft("i", ISSUE, 50, "A7-12", "CUSTOMER"))
        assert move.overdrawn
    with stocked.unit() as unit:
        assert unit.moves.history()[0].overdrawn
        (move,) = unit.moves.undo("i")
        assert not move.overdrawn
    assert on_hand(stocked) == 48


def test_places_are_a_tree(ledger):
    with ledger.unit() as unit:
        unit.places.ensure("cold", PlaceKind.ZONE)
        unit.places.ensure("COLD-1")
        unit.catalogue.put(WATER)
        unit.moves.book(draft("m", RECEIVE, 5, "SUPPLIER", "COLD-1"))
        assert unit.places.get("COLD-1").parent == "COLD"
        assert [line.place for line in unit.stock.on_hand(place="COLD")] == ["COLD-1"]
        assert [line.place for line in unit.stock.on_hand(place="MAIN")] == ["COLD-1"]
        for name in ("", " ", "x" * 81, "A\n1"):
            with pytest.raises(BadPlaceError):
                unit.places.ensure(name)
        with pytest.raises(BadPlaceError):
            unit.places.ensure("COLD", PlaceKind.CUSTOMER)


def test_units_that_do_not_come_out_even_are_refused():
    item = Item("A", "甲", unit="瓶", packings={"箱": Fraction(24), "半打": Fraction(6), "堆": Fraction(7, 3)})
    assert item.to_base(Decimal("2.5"), "箱") == 60
    assert item.to_base(3, "堆") == 7
    with pytest.raises(BadQuantityError):
        item.to_base(1, "堆")
    with pytest.raises(UnknownUnitError):
        item.to_base(1, "车")


def test_the_projection_can_be_rebuilt(stocked):
    with stocked.unit() as unit:
        unit.moves.book(draft("i", ISSUE, 8, None, "CUSTOMER"))
    with stocked.unit() as unit:
        unit.context.connection.exec_driver_sql("UPDATE stock SET micros = micros + 1000000")
    assert not agrees(stocked)
    with stocked.unit() as unit:
        assert rebuild(unit.context.connection) > 0
    assert agrees(stocked)
    assert on_hand(stocked) == 40


def test_a_view_sees_one_picture_and_cannot_write(stocked, books):
    with books.open(evidence=False) as other, other.view() as seen:
        before = seen.stock.on_hand("W1")
        with stocked.unit() as unit:
            unit.moves.book(draft("i", ISSUE, 8, None, "CUSTOMER"))
        assert seen.stock.on_hand("W1") == before
    assert on_hand(stocked) == 40


def test_state_is_kept_for_the_next_process(stocked, books):
    with stocked.unit() as unit:
        unit.state.put("dialogue", {"问题": ["数量"]})
    with books.open(evidence=False) as other, other.unit() as unit:
        assert unit.state.get("dialogue") == {"问题": ["数量"]}
        unit.state.put("dialogue", None)
        assert unit.state.get("dialogue", "nothing") == "nothing"


def test_no_foreign_exception_leaves_the_ledger(stocked):
    with pytest.raises(Exception) as caught, stocked.unit() as unit:
        unit.context.connection.exec_driver_sql("INSERT INTO no_such_table VALUES (1)")
    assert not isinstance(caught.value, SQLAlchemyError)
    assert on_hand(stocked) == 48
