from decimal import Decimal
from fractions import Fraction

import pytest

from assistant.inventory import Item, Ledger, MoveDraft, MoveKind
from assistant.inventory.errors import AlreadyUndoneError, NotEnoughStockError, SameIdDifferentMoveError


def test_a_first_day(tmp_path) -> None:
    with Ledger.open(tmp_path / "books.db") as ledger:
        with ledger.unit() as unit:
            unit.catalogue.put(Item("W1", "矿泉水", unit="瓶", packings={"箱": Fraction(24)}, place="A7-12"))
            unit.moves.book(MoveDraft("m1", MoveKind.RECEIVE, "W1", Decimal(48), "SUPPLIER", "A7-12"))
            unit.moves.propose(MoveDraft("m2", MoveKind.ISSUE, "W1", Decimal(8), None, "CUSTOMER"))
        with ledger.unit() as unit:
            assert unit.moves.post("m2") == unit.moves.post("m2")
            assert unit.stock.available("W1") == 40
        with pytest.raises(NotEnoughStockError), ledger.unit() as unit:
            unit.moves.propose(MoveDraft("m3", MoveKind.ISSUE, "W1", Decimal(41), None, "CUSTOMER"))
        with pytest.raises(SameIdDifferentMoveError), ledger.unit() as unit:
            unit.moves.propose(MoveDraft("m2", MoveKind.ISSUE, "W1", Decimal(9), None, "CUSTOMER"))
        with ledger.unit() as unit:
            (undone,) = unit.moves.undo()
            assert (undone.source, undone.destination, undone.quantity) == ("CUSTOMER", "A7-12", 8)
            with pytest.raises(AlreadyUndoneError):
                unit.moves.undo("m2")
        assert ledger.journal_verify().ok
