"""The answers to a step: digits, codes, amounts, yes and no, reasons; by voice, picture or touch."""

from collections.abc import Sequence
from decimal import Decimal

from assistant import posting
from assistant.check_digits import place_digits, said
from assistant.claims import Claim, Claims
from assistant.counting import counted
from assistant.desk import Desk
from assistant.fusion import fuse
from assistant.inventory.errors import LedgerError
from assistant.plan import base_quantity
from assistant.priors import EXPECTED
from assistant.tasks import advancing, steps, store
from assistant.tasks.task import Step, Task, TaskKind
from assistant.turn import Turn
from assistant.weighing import Sentence
from vision.sighting import Sighting

SURE_AT = 0.85
"""An amount, a yes or a no less sure than this is read back or asked again."""
SKIPS = frozenset(
    {"跳过", "跳过这个", "跳过这一行", "跳过这项", "先跳过", "下一个", "下一行"}
    | {"skip", "skip it", "skip this", "skip this one", "skip this line", "next", "next line"}
)


def spoken(desk: Desk, task: Task, sentence: Sentence) -> Turn | None:
    """Take a sentence as the answer; None where it is about something else."""
    text = sentence.reading.text.strip().rstrip("。.!").lower()
    if text in SKIPS:
        return advancing.skip(desk, task)
    intent = sentence.intent if sentence.understood else None
    if intent == "Undo":
        return _undo(desk, task) if sentence.sure >= SURE_AT else _unsure(desk, task)
    if intent == "Short" and task.line.item:
        return _short(desk, task, sentence)
    if task.step is Step.PLACE:
        return _place(desk, task, said(text))
    return {Step.QUANTITY: _amount, Step.CONFIRM: _yes_or_no, Step.REASON: _reason}[task.step](desk, task, sentence)


def pressed(desk: Desk, task: Task, button: str) -> Turn | None:
    """Take a button as the answer."""
    if button == "skip":
        return advancing.skip(desk, task)
    if button == "undo":
        return _undo(desk, task)
    if button == "deny" and task.step is Step.CONFIRM:
        return advancing.denied(desk, task)
    told = task.step is Step.CONFIRM or (task.step is Step.QUANTITY and task.kind is not TaskKind.COUNT)
    if button != "confirm" or not told:
        return steps.ask(desk, task)
    heard = task.heard if task.step is Step.CONFIRM else None
    return advancing.accept(desk, task, task.line.quantity if heard is None else heard, 1.0)


def shown(desk: Desk, task: Task, things: Sequence[Sighting], claims: Claims) -> Turn | None:
    """Take a picture as the answer: a code of the place, or the goods of the line."""
    line = task.line
    codes = {thing.code for thing in things if thing.code}
    if task.step is Step.PLACE and line.place in codes:
        return advancing.arrived(desk, task, "scan")
    about = claims.about("item")
    if not about or not line.item:
        return None
    belief = fuse(about, None, desk.weights)
    if belief.value != line.item:
        words = {"seen": desk.item(belief.value).name, "item": desk.item(line.item).name}
        return steps.refuse(desk, task, desk.wording.say("task.other_item", **words), "other_item", seen=belief.value)
    return _right_goods(desk, task, things, claims) if belief.confidence >= SURE_AT else None


def _right_goods(desk: Desk, task: Task, things: Sequence[Sighting], claims: Claims) -> Turn:
    told = claims.told(task.line.item)
    task.line.lot, task.line.expiry = told.get("lot", task.line.lot), told.get("expiry", task.line.expiry)
    if task.step is Step.PLACE:
        return advancing.arrived(desk, task, "picture")
    count = _counted(desk, task, things)
    if task.step is Step.QUANTITY and count is not None:
        return _read_back(desk, task, count)
    store.save(desk.unit, task)
    return steps.ask(desk, task, desk.wording.say("see.agrees", item=desk.item(task.line.item).name))


def _counted(desk: Desk, task: Task, things: Sequence[Sighting]) -> Decimal | None:
    """Return the amount that stands in one picture, in base units."""
    item = desk.item(task.line.item)
    amount = counted(item, things)
    return item.to_base(amount.number, amount.unit) if amount else None


def _place(desk: Desk, task: Task, digits: str | None) -> Turn | None:
    if digits is None:
        return None
    wanted = place_digits(desk.secret, task.line.place, desk.event.at.date())
    if digits == wanted:
        return advancing.arrived(desk, task, "digits")
    words = desk.wording.say("task.wrong_place", digits=digits)
    return steps.refuse(desk, task, words, "wrong_place", said=digits)


def _amount(desk: Desk, task: Task, sentence: Sentence) -> Turn | None:
    slots = sentence.reading.slots
    if sentence.understood and sentence.intent == "Confirm" and task.kind is not TaskKind.COUNT:
        if sentence.sure < SURE_AT:
            return _unsure(desk, task)
        return advancing.accept(desk, task, task.line.quantity, sentence.sure)
    if not sentence.understood or "quantity" not in slots or not _tells_amount(task, sentence):
        return None
    if slots.get("item", task.line.item) != task.line.item:
        return None
    quantity, sure = _fused(desk, task, sentence)
    if quantity is None:
        return None
    return advancing.accept(desk, task, quantity, sure) if sure >= SURE_AT else _read_back(desk, task, quantity)


def _tells_amount(task: Task, sentence: Sentence) -> bool:
    """Whether a sentence is about this work; another command, even for the same goods, is other business."""
    return sentence.intent in {"Correct", steps.INTENTS[task.kind]}


def _fused(desk: Desk, task: Task, sentence: Sentence) -> tuple[Decimal | None, float]:
    """Return the likeliest amount in base units with its confidence; what the line asks for is likelier beforehand."""
    item = desk.item(task.line.item)
    amounts: dict[str, float] = {}
    for one in sentence.readings:
        slots = one.reading.slots
        if "quantity" not in slots or (item.packings and "unit" not in slots):
            continue
        try:
            base = base_quantity(item, slots["quantity"], slots.get("unit"), zero=True)
        except LedgerError:
            continue
        amounts[f"{base:f}"] = amounts.get(f"{base:f}", 0.0) + one.weight * one.reading.confidence
    if not amounts:
        return None, 0.0
    prior = {} if task.kind is TaskKind.COUNT else {f"{task.line.quantity:f}": EXPECTED}
    belief = fuse([Claim("quantity", sentence.sense, amounts, sentence.reference)], prior, desk.weights)
    return Decimal(belief.value), desk.weights.calibrated(belief.confidence)


def _read_back(desk: Desk, task: Task, quantity: Decimal) -> Turn:
    task.heard, task.step = quantity, Step.CONFIRM
    store.save(desk.unit, task)
    return steps.ask(desk, task)


def _yes_or_no(desk: Desk, task: Task, sentence: Sentence) -> Turn | None:
    if not sentence.understood:
        return None
    if sentence.intent in {"Confirm", "Deny"} and sentence.sure < SURE_AT:
        return _unsure(desk, task)
    if sentence.intent == "Confirm":
        return advancing.accept(desk, task, task.line.quantity if task.heard is None else task.heard, 1.0)
    if sentence.intent == "Deny":
        return advancing.denied(desk, task)
    return _amount(desk, task, sentence) if task.line.item else None


def _short(desk: Desk, task: Task, sentence: Sentence) -> Turn:
    slots = sentence.reading.slots
    if sentence.sure < SURE_AT:
        return _unsure(desk, task)
    quantity, sure = _fused(desk, task, sentence) if "quantity" in slots else (Decimal(0), 1.0)
    if quantity is None or sure < SURE_AT:
        return _unsure(desk, task)
    return advancing.short(desk, task, quantity, slots.get("reason", ""))


def _reason(desk: Desk, task: Task, sentence: Sentence) -> Turn | None:
    reading = sentence.reading
    if sentence.understood and _tells_amount(task, sentence) and "quantity" in reading.slots:
        return _amount(desk, task, sentence)
    if sentence.understood and sentence.intent == "Deny" and task.line.item:
        task.step = Step.QUANTITY
        return steps.ask(desk, task)
    if reading.intent not in {None, "Short", "Correct", "Confirm", steps.INTENTS[task.kind]}:
        return None
    return advancing.because(desk, task, reading.slots.get("reason") or reading.text.strip())


def _unsure(desk: Desk, task: Task) -> Turn:
    return steps.refuse(desk, task, desk.wording.say("task.say_again"), "unsure")


def _undo(desk: Desk, task: Task) -> Turn:
    if task.booked is None:
        return steps.refuse(desk, task, desk.wording.say("ledger.nothing_to_undo"), "nothing_to_undo")
    undone = posting.undo(desk)
    if not undone.moves:
        return undone
    return advancing.reopen(desk, task, undone)
