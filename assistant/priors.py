"""What is likely before anybody speaks: from the stock, open orders, the running task and the house's habits."""

from assistant.desk import Desk
from assistant.expecting import amounts, in_base, values
from assistant.fusion import fuse
from assistant.routes import ROUTES

NOT_THERE = 0.05
"""An item of which there is none is so much less likely to be taken out."""
EXPECTED = 10.0
"""What the running task or an open document asks for is so much likelier."""


def priors(desk: Desk) -> dict[str, dict[str, float]]:
    """Return slot to value to factor, for what the books have an opinion on."""
    claims = desk.dialogue.claims
    found: dict[str, dict[str, float]] = {}
    items = values(claims, "item")
    if len(items) > 1:
        found["item"] = _of_items(desk, items)
    if items and claims.about("quantity"):
        sku = fuse(claims.about("item"), found.get("item"), desk.weights).value
        found |= _of_amounts(desk, sku)
    return found


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


def _of_amounts(desk: Desk, sku: str) -> dict[str, dict[str, float]]:
    """Return the factors of numbers and units that together are an amount that is waited for, and of the intent."""
    claims = desk.dialogue.claims
    wanted = amounts(desk, sku)
    if not wanted:
        return {}
    units = values(claims, "unit")
    fitting = [
        (number, unit)
        for number in values(claims, "quantity")
        for unit in units or [""]
        if in_base(desk, sku, number, unit or None) in wanted
    ]
    if not fitting:
        return {}
    return {
        "quantity": {number: EXPECTED for number, _ in fitting},
        "unit": {unit: EXPECTED for _, unit in fitting if unit},
        "intent": {desk.dialogue.intent or "": EXPECTED},
    }
