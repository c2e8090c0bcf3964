"""Practice: an exact copy, in which everything may be tried and nothing is booked."""

import pytest

from app_kivy.work import books, tasks
from app_kivy.work.practice import PracticeNotPossibleError, open_practice
from assistant import wiring
from assistant.event import Pressed, Said

OIL = "OIL-01"


@pytest.fixture
def real(books_file):
    shop = wiring.open_shop()
    yield shop
    shop.close()


@pytest.fixture
def books_file(books):
    return books / "clerk.db"


def test_what_is_booked_in_practice_vanishes(real):
    practice = open_practice()
    tasks.take(practice, Said("入库三箱金龙鱼大豆油"))
    assert tasks.take(practice, Pressed("confirm")).turn.moves
    assert [row.sku for row in books.stock(practice)] == [OIL]
    practice.close()
    assert books.stock(real) == []
    assert books.moves(real) == []


def test_it_begins_where_the_books_are(real):
    tasks.take(real, Said("入库三箱金龙鱼大豆油"))
    before = books.standing(real)
    practice = open_practice()
    assert books.standing(practice) == before
    assert books.goods(practice) == books.goods(real)
    practice.close()


def test_two_practices_do_not_meet(real):
    one, other = open_practice(), open_practice()
    tasks.take(one, Said("入库三箱金龙鱼大豆油"))
    tasks.take(one, Pressed("confirm"))
    assert books.stock(other) == []
    one.close()
    other.close()


def test_books_on_a_server_cannot_be_copied():
    with pytest.raises(PracticeNotPossibleError):
        open_practice("postgresql://nobody@nowhere/books")
