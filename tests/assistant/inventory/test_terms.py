"""Stock terms: what may be declared, what it comes to, and the wagons that were counted twice."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assistant.inventory import Item, Ledger, MoveDraft, MoveKind, PlaceKind, Status
from assistant.inventory.errors import NotEnoughStockError
from assistant.inventory.terms import STANDARD, BadTermError, UnknownTermError, load, term_words

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
WAGON = "WAGON"


def move(identity, kind, quantity, source, destination, **more):
    return MoveDraft(identity, kind, WAGON, Decimal(quantity), source, destination, **more)


@pytest.fixture
def unit():
    with Ledger.open("sqlite://", clock=lambda: NOW, evidence=False) as ledger, ledger.unit() as unit:
        unit.places.ensure("SIDING", PlaceKind.ZONE)
        unit.places.ensure("WORKS", PlaceKind.ZONE)
        unit.places.ensure("WEB", PlaceKind.POOL)
        unit.catalogue.put(Item(WAGON, "货车车皮", unit="节", safety_stock=Decimal(10)))
        yield unit


def amounts(unit, *terms):
    return [unit.stock.term(term, WAGON) for term in terms]


def test_seventeen_wagons_in_transit_are_seventeen_wagons(unit):
    unit.moves.book(move("buy", MoveKind.RECEIVE, 17, "SUPPLIER", "SIDING"))
    unit.moves.book(move("ship", MoveKind.SHIP, 17, "SIDING", "TRANSIT"))
    assert amounts(unit, "on_hand", "in_transit", "owned") == [0, 17, 17]

    unit.moves.book(move("arrive", MoveKind.RECEIVE, 17, "TRANSIT", "WORKS"))
    assert amounts(unit, "on_hand", "in_transit", "owned") == [17, 0, 17]
    with pytest.raises(NotEnoughStockError):
        # The second office reports the same arrival under a number of its own.
        unit.moves.book(move("arrive-again", MoveKind.RECEIVE, 17, "TRANSIT", "SIDING"))
    assert amounts(unit, "owned") == [17]


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("on_hand + in_transit + in_transit", "transit twice"),
        ("owned + in_transit", "transit twice"),
        ("supply + in_transit", "transit twice"),
        ("on_hand + available", "twice"),
        ("available - reserved", "does not hold"),
        ("safety_stock + safety_stock", "safety_stock twice"),
        ("available + nothing", "no term 'nothing'"),
        ("available * 2", "joined by"),
        ("planned", "comes back to itself"),
    ],
)
def test_a_term_that_contradicts_itself_is_refused(tmp_path, formula, why):
    file = tmp_path / "terms.toml"
    declared = f"""
[planned]
name = {{ zh = "计划", en = "planned" }}
words = {{ zh = ["计划"], en = ["planned"] }}
meaning = {{ zh = "计划", en = "planned" }}
formula = "{formula}"
"""
    file.write_text(STANDARD.read_text(encoding="utf-8") + declared, encoding="utf-8")
    with pytest.raises(BadTermError, match=why):
        load(file)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"on hand", "physical stock"', '"on hand", "in transit"', "means 'on_hand' already"),
        ('states = ["blocked"]', 'states = ["rotten"]', "rotten"),
        ('places = ["transit"]', 'places = ["moon"]', "moon"),
        ('check = "= available + pooled + ', 'check = "= available + ', "not the same"),
        ('check = ">= safety_stock"', 'check = "about safety_stock"', "begin with"),
        ('check = ">= safety_stock"', 'check = ">= nothing"', "no term 'nothing'"),
        ('setting = "safety_stock"', 'setting = "colour"', "no number 'colour'"),
        ('open = "purchase_order"', 'open = "love_letter"', "love_letter"),
        ('zh = "已订未发", ', "", "zh and en"),
        ('formula = "on_hand + in_transit"', 'formula = "on_hand"\nsetting = "safety_stock"', "exactly one"),
    ],
)
def test_a_broken_registry_does_not_load(tmp_path, old, new, why):
    text = STANDARD.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "terms.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadTermError, match=why):
        load(file)


def test_every_portion_of_the_house_is_in_exactly_one_term(unit):
    unit.moves.book(move("in", MoveKind.RECEIVE, 30, "SUPPLIER", "SIDING", lot="L1", expiry=date(2027, 1, 1)))
    unit.moves.book(move("old", MoveKind.RECEIVE, 4, "SUPPLIER", "SIDING", lot="L0", expiry=date(2026, 1, 1)))
    unit.moves.book(move("pool", MoveKind.MOVE, 5, "SIDING", "WEB", lot="L1"))
    unit.moves.book(move("hold", MoveKind.RESERVE, 6, None, "SIDING", destination_status=Status.RESERVED))
    unit.moves.book(move("stop", MoveKind.BLOCK, 7, "SIDING", "SIDING", lot="L1", destination_status=Status.BLOCKED))
    parts = ("available", "pooled", "reserved", "blocked", "expired")
    assert amounts(unit, *parts) == [12, 5, 6, 7, 4]
    assert amounts(unit, "on_hand") == [34]
    assert unit.stock.available(WAGON) == 12


def test_what_is_set_aside_for_a_channel_leaves_only_when_named(unit):
    unit.moves.book(move("in", MoveKind.RECEIVE, 5, "SUPPLIER", "WEB"))
    with pytest.raises(NotEnoughStockError):
        unit.moves.book(move("shop", MoveKind.ISSUE, 1, None, "CUSTOMER"))
    unit.moves.book(move("web", MoveKind.ISSUE, 1, "WEB", "CUSTOMER"))
    assert amounts(unit, "pooled") == [4]


def test_below_safety_stock_with_nothing_under_way_is_a_warning(unit):
    unit.moves.book(move("in", MoveKind.RECEIVE, 9, "SUPPLIER", "SIDING"))
    (warning,) = unit.stock.warnings(WAGON)
    assert (warning.term, warning.have, warning.need) == ("supply", 9, 10)
    unit.moves.book(move("ship", MoveKind.SHIP, 1, "SUPPLIER", "TRANSIT"))
    assert unit.stock.warnings(WAGON) == []


@pytest.mark.parametrize(("said", "quantity"), [("安全库存", 10), ("safety stock", 10), ("在途", 0), ("on_order", 0)])
def test_a_term_answers_to_its_key_and_to_what_people_say(unit, said, quantity):
    assert unit.stock.term(said, WAGON) == quantity


def test_an_unregistered_term_has_no_meaning(unit):
    with pytest.raises(UnknownTermError):
        unit.stock.term("大概库存", WAGON)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_intent_layer_uses_registered_words_only(lang):
    yaml = pytest.importorskip("yaml")
    common = STANDARD.parents[3] / "intents" / "sentences" / lang / "_common.yaml"
    said = yaml.safe_load(common.read_text(encoding="utf-8"))
    spoken = next(section["term"] for section in said.values() if isinstance(section, dict) and "term" in section)
    registered = term_words(lang)
    for key, words in spoken.items():
        assert set(words) <= set(registered[key]), key
