"""From claims to a proposal: stop on a disagreement, ask for what is missing, then put pending moves into the books."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count

from assistant import reviewing
from assistant.claims import Sense
from assistant.counting import align, reckon
from assistant.desk import Desk
from assistant.fusion import fuse, fuse_all
from assistant.inventory.errors import LedgerError, NotEnoughStockError, OnlyExpiredError
from assistant.inventory.item import Item
from assistant.inventory.move import Move, MoveState
from assistant.plan import DECISIVE, Beliefs, Plan, difference, draft, make_plan
from assistant.posting import post
from assistant.priors import priors
from assistant.reading_back import spoken, unique
from assistant.risk import Case, Level
from assistant.routes import ROUTES, End
from assistant.turn import Proposal, Turn
from intents.reading import Choice

ASK_BELOW = 0.5
"""A slot less sure than this is asked for, not proposed."""
RIVAL = 0.25
"""A slot of which something else is this likely is asked for, too: a read-back is too easily agreed to."""
OFFERED = 3
"""Candidates named in a question."""


def advance(desk: Desk) -> Turn:
    """Take the booking in preparation as far as it goes: a question, a proposal, or posted moves."""
    try:
        _drop_what_is_of_others(desk)
        reckon(desk, desk.dialogue.claims)
        _drop_impossible_units(desk)
        align(desk, desk.dialogue.claims)
        beliefs = fuse_all(desk.dialogue.claims, priors(desk), desk.weights)
        return (
            _disagreement(desk, beliefs)
            or _which_item(desk, beliefs)
            or _missing(desk, beliefs)
            or _second_look(desk, beliefs)
            or _propose(desk, make_plan(desk, beliefs), beliefs)
        )
    except (NotEnoughStockError, OnlyExpiredError) as error:
        return _less(desk, error)
    except LedgerError as error:
        return desk.ledger_refuses(error)


def _less(desk: Desk, error: NotEnoughStockError | OnlyExpiredError) -> Turn:
    """Refuse the amount, and ask for another where there is some; the unit has to be said anew, too."""
    if error.parameters["have"] <= 0 or not desk.dialogue.claims.about("quantity"):
        return desk.ledger_refuses(error)
    for slot in ("quantity", "quantity_base", "unit"):
        desk.dialogue.claims.forget(slot)
    refused = desk.refuse(desk.worded(error), error.code)
    asked = desk.ask("quantity", refused.reply + desk.wording.gap + desk.wording.say("ask.less"))
    return replace(asked, settled=False)


def _drop_what_is_of_others(desk: Desk) -> None:
    """Keep lot, dates and count that a picture shows from other goods than those that turned out to be meant."""
    about = desk.dialogue.claims.about("item")
    if about:
        meant = fuse(about, None, desk.weights)
        if not meant.disagreeing:
            desk.dialogue.claims.forget_others(meant.value)


def _drop_impossible_units(desk: Desk) -> None:
    """Take units that the item does not have out of what was heard: that they were meant is ruled out."""
    claims = desk.dialogue.claims
    if not claims.about("item"):
        return
    item = desk.item(fuse(claims.about("item")).value)
    for claim in claims.about("unit"):
        possible = {unit: sure for unit, sure in claim.values.items() if unit in {item.unit, *item.packings}}
        if possible:
            ruled_out = sum(claim.values.values()) - sum(possible.values())
            scaled = {unit: sure / max(1.0 - ruled_out, sure) for unit, sure in possible.items()}
            claims.put(replace(claim, values=scaled))


def _disagreement(desk: Desk, beliefs: Beliefs) -> Turn | None:
    for slot in DECISIVE:
        if slot in beliefs and beliefs[slot].disagreeing:
            claims = beliefs[slot].disagreeing
            by_sense = {claim.sense: desk.label(slot, claim.best) for claim in claims}
            seen = by_sense.get(Sense.SIGHT, "")
            said = next((label for sense, label in by_sense.items() if sense is not Sense.SIGHT), "")
            words = {"slot": desk.wording.slot(slot), "said": said, "seen": seen}
            text = desk.wording.any_of("disagree", slot, **words)
            desk.note("disagreement", slot=slot, claims=[claim.to_dict() for claim in claims])
            choices = [Choice(claim.best, by_sense[claim.sense], claim.values[claim.best]) for claim in claims]
            return desk.ask(slot, text, choices)
    return None


def _which_item(desk: Desk, beliefs: Beliefs) -> Turn | None:
    """Ask for the item before anything that depends on it: it has units of its own."""
    if "item" not in beliefs:
        return _open_question(desk, "item")
    return _unsure(desk, beliefs, ("item",))


def _missing(desk: Desk, beliefs: Beliefs) -> Turn | None:
    """Ask for the first slot that the booking cannot do without, or that nobody is sure of."""
    item = desk.item(beliefs["item"].value)
    if "quantity" not in beliefs:
        return _all_reserved(desk, item) or _open_question(desk, "quantity")
    units = (item.unit, *item.packings)
    if "unit" not in beliefs and item.packings:
        return _choose(desk, "unit", [Choice(unit, unit, 1 / len(units)) for unit in units])
    if "unit" in beliefs and beliefs["unit"].value not in units:
        desk.dialogue.claims.forget("unit")
        return _choose(desk, "unit", [Choice(unit, unit, 1 / len(units)) for unit in units])
    if ROUTES[desk.dialogue.intent or ""].destination is End.ASK and not {"destination", "place"} & beliefs.keys():
        return _open_question(desk, "destination")
    return _unsure(desk, beliefs, DECISIVE)


def _all_reserved(desk: Desk, item: Item) -> Turn | None:
    """Release all that is reserved of an item, where nobody said how much."""
    if desk.dialogue.intent != "Release":
        return None
    reserved = sum((line.reserved for line in desk.unit.stock.on_hand(item.sku)), Decimal(0))
    if reserved <= 0:
        desk.drop_booking("nothing reserved")
        return desk.refuse(desk.wording.say("refuse.nothing_reserved", item=item.name), "nothing_reserved")
    desk.dialogue.claims.settle("quantity", f"{reserved:f}")
    desk.dialogue.claims.settle("unit", item.unit)
    return advance(desk)


def _unsure(desk: Desk, beliefs: Beliefs, slots: Sequence[str]) -> Turn | None:
    for slot in slots:
        belief = beliefs.get(slot)
        if belief and (belief.confidence < ASK_BELOW or any(sure > RIVAL for _, sure in belief.runner_up)):
            ranked = [(belief.value, belief.confidence), *belief.runner_up][:OFFERED]
            return _choose(desk, slot, [Choice(value, desk.label(slot, value), sure) for value, sure in ranked])
    return None


def _open_question(desk: Desk, slot: str) -> Turn:
    return desk.ask(slot, desk.wording.any_of("ask", slot, slot=desk.wording.slot(slot)))


def _choose(desk: Desk, slot: str, choices: Sequence[Choice]) -> Turn:
    question = desk.wording.any_of("ask", slot, slot=desk.wording.slot(slot))
    labels = desk.wording.either(choice.label for choice in choices)
    return desk.ask(slot, desk.wording.say("ask.choose", question=question, choices=labels), choices)


def _second_look(desk: Desk, beliefs: Beliefs) -> Turn | None:
    """Ask once for another picture, where one showed nothing: a name alone cannot tell who holds the wrong box."""
    if beliefs["item"].senses != {Sense.VOICE} or desk.dialogue.looked_again or not desk.dialogue.missed(desk.event.at):
        return None
    desk.dialogue.looked_again = True
    return desk.ask("item", desk.wording.say("ask.look_again", item=desk.item(beliefs["item"].value).name))


def _propose(desk: Desk, plan: Plan, beliefs: Beliefs) -> Turn:
    moving = difference(desk, plan) if plan.intent == "Count" else plan
    if moving is None:
        desk.dialogue.clear()
        words = {"item": plan.item.name, "place": desk.wording.place(plan.destination)}
        amount = desk.wording.amount(plan.quantity, plan.item)
        return Turn(desk.wording.say("detail.count_right", amount=amount, **words))
    level, why = desk.policy.verdict(_case(desk, plan, moving.quantity))
    moves = _pending(desk, moving)
    proposal = replace(_proposal(desk, plan, moves, level, beliefs), why=why)
    desk.dialogue.proposal = proposal
    desk.note("proposed", proposal=proposal.to_dict(), weakest=plan.weakest)
    if level is Level.NONE:
        return post(desk)
    if level in {Level.SECOND_PERSON, Level.REVIEW}:
        return reviewing.hand_over(desk, level.value)
    return desk.ask("confirm", desk.wording.say(f"propose.{plan.intent}", **spoken(desk, proposal, moves)))


def _pending(desk: Desk, moving: Plan) -> Sequence[Move]:
    """Propose the moves. What was given up stays given up: sent again, it is a proposal of its own."""
    first = wanted = draft(desk, moving)
    attempts = count(2)
    while (moves := desk.unit.moves.propose(wanted))[0].state in {MoveState.VOIDED, MoveState.EXPIRED}:
        attempt = next(attempts)
        wanted = replace(first, id=f"{first.id}~{attempt}", proposal=f"{first.proposal}~{attempt}")
    return moves


def _case(desk: Desk, plan: Plan, moving: Decimal) -> Case:
    lines = desk.unit.stock.on_hand(plan.item.sku)
    return Case(
        intent=plan.intent,
        quantity=moving,
        on_hand=sum((line.quantity for line in lines), Decimal(0)),
        usual=desk.habits.usual(plan.intent, plan.item.sku),
        worth=moving * (plan.item.price or Decimal(0)),
        category=plan.item.category,
        role=desk.role,
        agreed=plan.agreed,
        sure=plan.confidence,
    )


def _proposal(desk: Desk, plan: Plan, moves: Sequence[Move], level: Level, beliefs: Beliefs) -> Proposal:
    slots = {slot: belief.value for slot, belief in beliefs.items() if slot != "intent"}
    slots |= {
        "item": plan.item.sku,
        "quantity_base": f"{plan.quantity:f}",
        "source": "|".join(unique(move.source for move in moves)),
        "destination": "|".join(unique(move.destination for move in moves)),
    }
    evidence = tuple(
        {
            "slot": claim.slot,
            "sense": claim.sense.value,
            "value": claim.best,
            "confidence": round(claim.values[claim.best], 4),
            "reference": claim.reference,
        }
        for claim in desk.dialogue.claims
    )
    return Proposal(moves[0].proposal, plan.intent, slots, plan.confidence, level.value, evidence)
