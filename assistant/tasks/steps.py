"""What the clerk says and waits for at each step, and how a task looks to a screen."""

from collections.abc import Mapping
from typing import Any

from assistant.desk import Desk
from assistant.inventory.places import DOCK
from assistant.tasks.task import LineState, Step, Task, TaskKind
from assistant.turn import Question, Turn

INTENTS = {
    TaskKind.PICK: "Pick",
    TaskKind.RECEIVE: "Receive",
    TaskKind.PUT_AWAY: "PutAway",
    TaskKind.COUNT: "Count",
    TaskKind.INSPECT: "",
}
"""The command that the answer to a line amounts to."""
SLOTS = {Step.PLACE: "check", Step.QUANTITY: "quantity", Step.CONFIRM: "confirm", Step.REASON: "reason"}


def prompt(desk: Desk, task: Task) -> str:
    """Return what the clerk says at this step."""
    line, say = task.line, desk.wording.say
    if task.kind is TaskKind.INSPECT and task.step is Step.CONFIRM:
        done = sum(not one.waits for one in task.lines)
        words = {"all": str(len(task.lines)), "done": str(done), "left": str(task.left())}
        extra = desk.wording.both(part for part in (line.note, line.tool) if part)
        details = say("task.details", details=extra) if extra else ""
        return say("task.inspect", text=line.text, details=details, **words)
    if task.step is Step.PLACE:
        return say("task.place", place=desk.wording.place(line.place))
    if task.step is Step.REASON:
        return say("task.reason" if line.item else "task.what_is_wrong")
    item = desk.item(line.item)
    words = {"item": item.name, "note": say("task.details", details=line.note) if line.note else ""}
    if task.step is Step.CONFIRM:
        heard = line.quantity if task.heard is None else task.heard
        return say("task.right", amount=desk.wording.amount(heard, item), item=item.name)
    return say(f"task.{task.kind}", amount=desk.wording.amount(line.quantity, item), **words)


def ask(desk: Desk, task: Task, before: str = "", moves: tuple[Mapping[str, Any], ...] = ()) -> Turn:
    """Ask for the step in hand; `before` is what is said first."""
    text = prompt(desk, task)
    desk.dialogue.question = Question(text, SLOTS[task.step])
    reply = before + desk.wording.gap + text if before else text
    return Turn(reply, question=desk.dialogue.question, moves=moves, task=view(desk, task))


def refuse(desk: Desk, task: Task, reply: str, why: str, **data: Any) -> Turn:
    """Say what is wrong with an answer; the step stays open."""
    desk.dialogue.question = Question(prompt(desk, task), SLOTS[task.step])
    desk.note("refused", why=why, reply=reply, task=task.id, **data)
    text = reply + desk.wording.gap + desk.dialogue.question.text
    return Turn(text, settled=False, question=desk.dialogue.question, task=view(desk, task))


def first_step(task: Task) -> Step:
    """Return what the line in hand begins with."""
    if task.kind is TaskKind.INSPECT:
        return Step.CONFIRM
    return Step.PLACE if task.line.place and task.line.place != DOCK else Step.QUANTITY


def view(desk: Desk, task: Task) -> dict[str, Any]:
    """Return the task as a screen shows it: JSON values."""
    return {
        "id": task.id,
        "kind": task.kind.value,
        "state": task.state.value,
        "person": task.person,
        "document": task.document,
        "at": task.at,
        "step": task.step.value,
        "all": len(task.lines),
        "done": sum(not line.waits for line in task.lines),
        "left": task.left(),
        "lines": [
            {
                "item": line.item or None,
                "name": desk.item(line.item).name if line.item else line.text,
                # Whoever counts must not know what the books say.
                "quantity": None if task.kind in {TaskKind.COUNT, TaskKind.INSPECT} else f"{line.quantity:f}",
                "done": f"{line.done:f}",
                "place": line.place or None,
                "note": line.note,
                "tool": line.tool,
                "state": line.state.value,
                "reason": line.reason,
            }
            for line in task.lines
        ],
    }


def closing(desk: Desk, task: Task) -> str:
    """Return what is said at the end of a task."""
    missing = sum(line.state in {LineState.SHORT, LineState.FAILED} for line in task.lines)
    key = "task.finished_short" if missing else "task.finished"
    return desk.wording.say(key, all=str(len(task.lines)), missing=str(missing))
