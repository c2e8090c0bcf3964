"""What is likely before anybody speaks: from the stock, the running task and the house's habits."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from assistant.claims import Claims
from assistant.desk import Desk
from assistant.inventory.errors import LedgerError
from assistant.routes import ROUTES

NOT_THERE = 0.05
"""An item of which there is none is so much less likely to be taken out."""
EXPECTED = 10.0
"""What the running task or an open document asks for is so much likelier."""


def priors(desk: Desk) -> dict[str, dict[str, float]]:
    """Return slot to value to factor, for slots on which the claims leave a choice."""
    claims = desk.dialogue.claims
    found: dict[str, dict[str, float]] = {}
    items = _values(claims, "item")
    if len(items) > 1:
        found["item"] = _of_items(desk, items)
    quantities = _values(claims, "quantity")
    expected = desk.expected
    if len(quantities) > 1 and expected:
        found["quantity"] = {value: EXPECTED for value in quantities if _is_expected(desk, value, expected)}
    return found


def _values(claims: Claims, slot: str) -> list[str]:
    return list(dict.fromkeys(value for claim in claims.about(slot) for value in claim.values))


def _of_items(desk: Desk, items: list[str]) -> dict[str, float]:
    intent = desk.dialogue.intent or ""
    factors = desk.habits.favour(intent, items)
    route = ROUTES.get(intent)
    for sku in items:
        if route and route.takes_stock and not desk.unit.stock.on_hand(sku):
            factors[sku] = factors.get(sku, 1.0) * NOT_THERE
        if desk.expected and desk.expected["item"] == sku:
            factors[sku] = factors.get(sku, 1.0) * EXPECTED
    return factors


def _is_expected(desk: Desk, value: str, expected: Mapping[str, str]) -> bool:
    """Whether a quantity as said is what the task asks for, in any of the units that were claimed."""
    try:
        item = desk.item(expected["item"])
        units = _values(desk.dialogue.claims, "unit") or [item.unit]
        return any(item.to_base(Decimal(value), unit) == Decimal(expected["quantity"]) for unit in units)
    except (LedgerError, InvalidOperation):
        return False
