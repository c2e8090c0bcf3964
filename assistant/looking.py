"""From sightings to claims: what is in view is kept for the next command, or completes the one in preparation."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.claims import Claim, Claims, Sense
from assistant.counting import count_claims, counted
from assistant.desk import Desk
from assistant.dialogue import View
from assistant.fallback import Channel
from assistant.offering import fall_back, offer, welcome_back
from assistant.proposing import advance
from assistant.reading_back import item_words
from assistant.recognising import recognise
from assistant.routes import ROUTES
from assistant.tasks import guiding
from assistant.turn import Turn
from vision.sighting import PictureProblem, Sighting

FIELDS = ("lot", "expiry", "produced")
"""Label fields that become slots."""
SHOWN = 30
"""Characters of an unknown label that are read out."""


def look(desk: Desk, sightings: Sequence[Sighting]) -> Turn:
    """Act on a picture, or say why not and offer the next sense."""
    found = recognise(desk, sightings)
    desk.note("seen", sightings=[one.to_dict() for one in found])
    before = desk.dialogue.trust
    things = [one for one in found if one.item or one.candidates or one.code or one.fields.text or one.count]
    desk.dialogue.unseen = desk.event.at.isoformat()
    if not things:
        _forget_view(desk, named=False)
        problem = next((one.health.problem for one in found if one.health.problem), PictureProblem.NOTHING_FOUND)
        desk.dialogue.trust = before.report(Channel.CAMERA, problem.value)
        return replace(fall_back(desk, Channel.CAMERA, problem.value), sightings=found)
    claims = _claims(desk, things)
    if claims.about("item"):
        desk.dialogue.unseen = None
    # A torn label is a healthy picture that does not help: after two of them another sense is offered first.
    desk.dialogue.trust = before.report(Channel.CAMERA, None if claims.about("item") else "unknown")
    if claims:
        desk.dialogue.view = View(claims, desk.event.at)
    else:
        _forget_view(desk, named=any(one.code for one in things))
    if desk.dialogue.question and desk.dialogue.question.slot == "correction":
        desk.drop_booking("denied, and not corrected")
    guided = guiding.see(desk, things, claims) if desk.dialogue.intent is None else None
    if guided is not None:
        return replace(welcome_back(desk, guided, before, Channel.CAMERA), sightings=found)
    completes = bool(claims) and desk.dialogue.intent in ROUTES
    turn = _complete(desk, claims) if completes else _tell(desk, things, claims)
    return replace(welcome_back(desk, turn, before, Channel.CAMERA), sightings=found)


def _forget_view(desk: Desk, *, named: bool) -> None:
    """Forget what was seen before without a name; and `named` goods too, where others came after them.

    A picture that shows nothing takes away no goods: who has shown a box puts it down and speaks.
    """
    if named or not desk.dialogue.view.claims.about("item"):
        desk.dialogue.view = View()


def _claims(desk: Desk, things: Sequence[Sighting]) -> Claims:
    reference = desk.references[0] if desk.references else None
    claims = Claims()
    items: dict[str, float] = {}
    for thing in things:
        for candidate in thing.candidates:
            items[candidate.item] = max(items.get(candidate.item, 0.0), candidate.confidence)
    total = sum(items.values())
    if items:
        scale = 1.0 if total <= 1.0 else 1.0 / total
        claims.put(Claim("item", Sense.SIGHT, {sku: sure * scale for sku, sure in items.items()}, reference))
        best = max(items, key=items.__getitem__)
        amount = counted(desk.item(best), things)
        for claim in count_claims(best, amount, reference) if amount else ():
            claims.put(claim)
    elif any(thing.gtin for thing in things):
        # A code of goods that nobody here knows: whatever else is printed there is of those.
        return claims
    known = [thing for thing in things if thing.candidates or not thing.gtin]
    for name in FIELDS:
        bearing = [thing for thing in known if getattr(thing.fields, name)]
        values = {getattr(thing.fields, name): thing.confidence for thing in bearing}
        if len(values) == 1 and not any(name in thing.fields.ambiguous for thing in things):
            of = {one.item for thing in bearing for one in thing.candidates} or items
            claims.put(Claim(name, Sense.SIGHT, values, reference, tuple(sorted(of))))
    return claims


def _complete(desk: Desk, claims: Claims) -> Turn:
    """Let the picture speak in the booking in preparation."""
    desk.withdraw("a picture came")
    for claim in claims:
        desk.dialogue.claims.put(claim)
    return advance(desk)


def _tell(desk: Desk, things: Sequence[Sighting], claims: Claims) -> Turn:
    item = next((one.item for one in things if one.item), None)
    if item is None:
        codes = [one.code for one in things if one.code]
        if codes and not claims.about("item"):
            return _unknown(desk, "unknown_code", code=codes[0])
        if claims.about("item"):
            names = desk.wording.either(desk.item(sku).name for sku in claims.about("item")[0].values)
            return _unknown(desk, "several", items=names)
        text = _shortened(" ".join(one.fields.text for one in things))
        cartons = [one.count for one in things if one.count]
        if cartons and not text:
            most = max(cartons, key=lambda one: one.number)
            return _unknown(desk, "at_least" if most.at_least else "cartons", count=str(most.number))
        return _unknown(desk, "label_only", text=text)
    desk.dialogue.recent.item = item
    told = claims.told(item)
    words = item_words(desk, desk.item(item), lot=told.get("lot"), expiry=told.get("expiry"))
    return Turn(desk.wording.say("see.item", item=words))


def _shortened(text: str) -> str:
    """Return the beginning of a text, marked where it goes on: a number that is cut off would read as another one."""
    whole = " ".join(text.split())
    return whole if len(whole) <= SHOWN else f"{whole[:SHOWN]}…"


def _unknown(desk: Desk, key: str, **words: str) -> Turn:
    """Say what the picture shows, and offer another way to name the item."""
    reply = desk.wording.say(f"see.{key}", **words) + desk.wording.gap + offer(desk, Channel.CAMERA)
    return desk.refuse(reply, key, **words)
