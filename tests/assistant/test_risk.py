"""The policy decides how a booking is confirmed."""

from decimal import Decimal

import pytest

from assistant.risk import Case, Level, Policy, load, shipped
from assistant.routes import ROUTES


@pytest.mark.parametrize(
    ("intent", "quantity", "on_hand", "agreed_at", "level"),
    [
        ("Receive", 24, 0, None, Level.READ_BACK),
        ("Receive", 24, 0, 0.995, Level.NONE),
        ("Receive", 24, 0, 0.95, Level.READ_BACK),
        ("Issue", 2, 100, None, Level.READ_BACK),
        ("Issue", 90, 100, None, Level.TWICE),
        ("Issue", 9, 10, None, Level.READ_BACK),
        ("Issue", 2, 100, 0.999, Level.READ_BACK),
        ("Scrap", 1, 100, 0.999, Level.TWICE),
        ("Nonsense", 1, 1, None, Level.REVIEW),
    ],
)
def test_shipped_policy(intent, quantity, on_hand, agreed_at, level):
    assert shipped().level(Case(intent, Decimal(quantity), Decimal(on_hand), agreed_at=agreed_at)) is level


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
