"""From an accepted answer to the next step: the line is booked, the next one begins."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.desk import Desk
from assistant.inventory.errors import LedgerError
from assistant.tasks import steps, store
from assistant.tasks.line_booking import book, on_hand
from assistant.tasks.task import LineState, Step, Task, TaskKind, TaskState
from assistant.turn import Turn


def arrived(desk: Desk, task: Task, how: str) -> Turn:
    """Go on at the right place."""
    desk.note("task_place", task=task.id, line=task.at, place=task.line.place, how=how)
    task.step = Step.QUANTITY
    store.save(desk.unit, task)
    return steps.ask(desk, task)


def accept(desk: Desk, task: Task, quantity: Decimal, sure: float) -> Turn:
    """Take an amount that was told surely enough: book it, or ask why it is not what was wanted."""
    line = task.line
    if task.kind is TaskKind.INSPECT:
        return finish(desk, task, Decimal(0), LineState.DONE, sure)
    if task.kind is TaskKind.COUNT:
        return _count(desk, task, quantity, sure)
    if quantity > line.quantity:
        item = desk.item(line.item)
        words = {"want": desk.wording.amount(line.quantity, item), "have": desk.wording.amount(quantity, item)}
        task.step, task.heard = Step.QUANTITY, None
        store.save(desk.unit, task)
        return steps.refuse(desk, task, desk.wording.say("task.too_many", **words), "too_many", said=f"{quantity:f}")
    if quantity < line.quantity:
        return short(desk, task, quantity, "")
    return finish(desk, task, quantity, LineState.DONE, sure)


def _count(desk: Desk, task: Task, quantity: Decimal, sure: float) -> Turn:
    """Book a count that is as the books say, or that was counted the same twice."""
    if quantity in {on_hand(desk, task.line), task.counted_before}:
        return finish(desk, task, quantity, LineState.DONE, sure)
    task.counted_before, task.heard, task.step = quantity, None, Step.QUANTITY
    store.save(desk.unit, task)
    desk.note("counted_again", task=task.id, line=task.at, counted=f"{quantity:f}")
    return steps.ask(desk, task, desk.wording.say("task.count_again"))


def short(desk: Desk, task: Task, quantity: Decimal, reason: str) -> Turn:
    """Less was there than wanted: book it once the reason is known."""
    if task.kind is TaskKind.COUNT:
        return accept(desk, task, quantity, 1.0)
    if quantity > task.line.quantity:
        return accept(desk, task, quantity, 1.0)
    task.heard = quantity
    if reason:
        return because(desk, task, reason)
    task.step = Step.REASON
    store.save(desk.unit, task)
    item = desk.item(task.line.item)
    missing = desk.wording.amount(task.line.quantity - quantity, item)
    return steps.ask(desk, task, desk.wording.say("task.short", item=item.name, missing=missing))


def because(desk: Desk, task: Task, reason: str) -> Turn:
    """Close a line that is short, or an inspected point that is not as it should be, with its reason."""
    task.line.reason = reason
    state = LineState.SHORT if task.line.item else LineState.FAILED
    return finish(desk, task, task.heard or Decimal(0), state, 1.0)


def denied(desk: Desk, task: Task) -> Turn:
    """Ask for the amount again after a no, or what is wrong with the inspected point."""
    task.step = Step.QUANTITY if task.line.item else Step.REASON
    task.heard = None
    store.save(desk.unit, task)
    return steps.ask(desk, task)


def skip(desk: Desk, task: Task) -> Turn:
    """Leave the line for the end of the task."""
    task.line.state = LineState.SKIPPED
    desk.note("task_skipped", task=task.id, line=task.at)
    return following(desk, task, desk.wording.say("task.skipped"), ())


def finish(desk: Desk, task: Task, quantity: Decimal, state: LineState, sure: float) -> Turn:
    """Book the line and go on to the next."""
    line = task.line
    try:
        moves = book(desk, task, quantity, sure) if line.item else ()
    except LedgerError as error:
        task.step, task.heard = Step.QUANTITY, None
        store.save(desk.unit, task)
        if line.item:
            desk.item(line.item)
        return steps.refuse(desk, task, desk.worded(error), error.code)
    line.state, line.done = state, quantity
    words = {"amount": f"{quantity:f}", "state": state.value, "reason": line.reason}
    desk.note("task_line", task=task.id, line=task.at, **words)
    key = "task.booked" if moves else "task.noted"
    item = desk.item(line.item) if line.item else None
    said = desk.wording.say(key, amount=desk.wording.amount(quantity, item) if item else "")
    return following(desk, task, said, moves)


def following(desk: Desk, task: Task, before: str, moves: tuple[Mapping[str, Any], ...]) -> Turn:
    """Begin the next line that waits, the skipped ones last; or close the task."""
    task.heard = task.counted_before = None
    behind = [*range(task.at + 1, len(task.lines)), *range(task.at + 1)]
    fresh = [number for number in behind if task.lines[number].state is LineState.OPEN]
    skipped = [number for number in behind if task.lines[number].state is LineState.SKIPPED]
    if fresh or skipped:
        task.at = (fresh or skipped)[0]
        task.step = steps.first_step(task)
        store.save(desk.unit, task)
        return replace(steps.ask(desk, task, before), moves=moves)
    task.state = TaskState.DONE
    store.save(desk.unit, task)
    desk.dialogue.question = None
    desk.dialogue.task = None
    desk.note("task_done", task=task.id)
    reply = before + desk.wording.gap + steps.closing(desk, task)
    return Turn(reply, moves=moves, task=steps.view(desk, task))


def reopen(desk: Desk, task: Task, undone: Turn) -> Turn:
    """Go back to the line whose booking was just undone."""
    task.at, task.booked = task.booked_at, None
    task.line.state, task.line.done, task.line.reason = LineState.OPEN, Decimal(0), ""
    task.step = Step.QUANTITY
    store.save(desk.unit, task)
    return replace(steps.ask(desk, task, undone.reply), moves=undone.moves)
