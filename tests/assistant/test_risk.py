"""The policy decides how a booking is confirmed."""

import json
from decimal import Decimal

import pytest

from assistant.risk import Case, Level, Policy, load, shipped
from assistant.routes import ROUTES


@pytest.mark.parametrize(
    ("intent", "quantity", "on_hand", "agreed", "sure", "level"),
    [
        ("Receive", 24, 0, "", 0.999, Level.READ_BACK),
        ("Receive", 24, 0, "item quantity", 0.9985, Level.NONE),
        ("Receive", 24, 0, "item quantity", 0.95, Level.READ_BACK),
        ("Receive", 24, 0, "item", 0.999, Level.READ_BACK),
        ("Receive", 24, 0, "quantity", 0.999, Level.READ_BACK),
        ("Issue", 2, 100, "", 0.9, Level.READ_BACK),
        ("Issue", 90, 100, "", 0.9, Level.TWICE),
        ("Issue", 9, 10, "", 0.9, Level.READ_BACK),
        ("Issue", 2, 100, "item quantity", 0.999, Level.READ_BACK),
        ("Scrap", 1, 100, "item quantity", 0.999, Level.TWICE),
        ("Nonsense", 1, 1, "item quantity", 0.999, Level.REVIEW),
    ],
)
def test_shipped_policy(*, intent, quantity, on_hand, agreed, sure, level):
    case = Case(intent, Decimal(quantity), Decimal(on_hand), agreed=frozenset(agreed.split()), sure=sure)
    assert shipped().level(case) is level


def test_an_owner_may_let_the_item_alone_count(tmp_path):
    file = tmp_path / "risk.toml"
    file.write_text(
        '[[rule]]\nintents = ["Receive"]\nlevel = "read-back"\nagreed = "none"\nagreed_on = ["item"]\nagreed_at = 0.9\n'
    )
    assert load(file).level(Case("Receive", Decimal(1), agreed=frozenset({"item"}), sure=0.95)) is Level.NONE


def test_every_intent_that_books_has_a_rule():
    for intent in ROUTES:
        assert shipped().level(Case(intent, Decimal(1), Decimal(1))) is not Level.REVIEW


def test_an_empty_policy_books_nothing():
    assert Policy([]).level(Case("Receive", Decimal(1))) is Level.REVIEW


def test_a_policy_with_an_unknown_level_is_refused(tmp_path):
    file = tmp_path / "risk.toml"
    file.write_text('[[rule]]\nintents = ["Receive"]\nlevel = "perhaps"\n')
    with pytest.raises(ValueError, match="perhaps"):
        load(file)


def test_a_policy_survives_a_round_trip():
    entries = json.loads(json.dumps(shipped().to_list()))
    assert Policy.from_list(entries).to_list() == shipped().to_list()
    assert len(entries) > 5
