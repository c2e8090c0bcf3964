"""The conversation of guided work: start, pause, resume, hand over, and the answer to each step by any sense."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.claims import Claims
from assistant.desk import Desk
from assistant.tasks import answering, steps, store
from assistant.tasks.feeding import feed_open
from assistant.tasks.task import Task, TaskKind, TaskState
from assistant.turn import Turn
from assistant.weighing import Sentence
from vision.sighting import Sighting

KIND_WORDS: Mapping[TaskKind, tuple[str, ...]] = {
    TaskKind.PICK: ("拣", "捡", "配货", "pick"),
    TaskKind.RECEIVE: ("收货", "收", "receiv"),
    TaskKind.PUT_AWAY: ("上架", "补货", "put"),
    TaskKind.COUNT: ("盘", "count"),
    TaskKind.INSPECT: ("检", "验货", "inspect"),
}
"""Words by which somebody asks for one kind of work."""


def running(desk: Desk) -> Task | None:
    """Return the task in hand, where one is running."""
    if desk.dialogue.task is None:
        return None
    task = store.get(desk.unit, desk.dialogue.task)
    return task if task.state is TaskState.RUNNING else None


def expected(desk: Desk) -> Mapping[str, str] | None:
    """Return item and base quantity that the step in hand asks for; None in a count, which is blind."""
    task = running(desk)
    if task is None or not task.line.item or task.kind is TaskKind.COUNT:
        return None
    return {"item": task.line.item, "quantity": f"{task.line.quantity:f}"}


def step_context(desk: Desk) -> dict[str, str]:
    """Return intent and slots that an answer to the step completes; empty without a running task."""
    task = running(desk)
    if task is None:
        return {}
    intent = steps.INTENTS[task.kind]
    return {**({"intent": intent} if intent else {}), **({"item": task.line.item} if task.line.item else {})}


def step_intent(desk: Desk) -> str | None:
    """Return the command that an answer to the running step amounts to; None where no task is running."""
    task = running(desk)
    return None if task is None else steps.INTENTS[task.kind]


def start(desk: Desk, sentence: Sentence) -> Turn:
    """Begin the next task: the one that was left, else the oldest that is this person's or nobody's."""
    text = sentence.reading.text.lower()
    kind = next((kind for kind, words in KIND_WORDS.items() if any(word in text for word in words)), None)
    feed_open(desk.unit, desk.person)
    task = store.next_for(desk.unit, desk.person, kind) or store.next_for(desk.unit, desk.person)
    if task is None:
        return desk.refuse(desk.wording.say("task.none"), "no_task")
    return _begin(desk, task)


def _begin(desk: Desk, task: Task) -> Turn:
    again = task.state is not TaskState.OPEN
    if not again:
        task.at, task.step = 0, steps.first_step(task)
    task.state, task.person = TaskState.RUNNING, desk.person
    desk.drop_booking("a task was begun")
    desk.dialogue.task = task.id
    store.save(desk.unit, task)
    desk.note("task_resumed" if again else "task_begun", task=task.id, person=desk.person)
    words = {"kind": desk.wording.say(f"task.kind_{task.kind}"), "left": str(task.left())}
    return steps.ask(desk, task, desk.wording.say("task.resumed" if again else "task.begun", **words))


def pause(desk: Desk, _: Sentence | None = None) -> Turn:
    """Leave the task where it is."""
    task = running(desk)
    if task is None:
        return desk.refuse(desk.wording.say("task.nothing_running"), "no_task")
    _leave(desk, task, "task_paused")
    return Turn(desk.wording.say("task.paused", left=str(task.left())), task=steps.view(desk, task))


def resume(desk: Desk, _: Sentence | None = None) -> Turn:
    """Go on with the task that was left, with the step that was open."""
    task = running(desk)
    if task is not None:
        return steps.ask(desk, task)
    left = store.get(desk.unit, desk.dialogue.task) if desk.dialogue.task else None
    # While it lay, somebody else may have taken it up, or finished it.
    if left is None or left.state is not TaskState.PAUSED or left.person not in {"", desk.person}:
        left = store.next_for(desk.unit, desk.person)
    return _begin(desk, left) if left else desk.refuse(desk.wording.say("task.none"), "no_task")


def hand_over(desk: Desk, sentence: Sentence) -> Turn:
    """Give the task to another person, or to whoever comes."""
    task = running(desk) or (store.get(desk.unit, desk.dialogue.task) if desk.dialogue.task else None)
    if task is None or task.state is TaskState.DONE:
        return desk.refuse(desk.wording.say("task.nothing_running"), "no_task")
    to = sentence.reading.slots.get("person", "")
    _leave(desk, task, "task_handed_over", to=to)
    task.person = to
    store.save(desk.unit, task)
    desk.dialogue.task = None
    words = {"person": to or desk.wording.say("task.anybody"), "left": str(task.left())}
    return Turn(desk.wording.say("task.handed_over", **words), task=steps.view(desk, task))


def _leave(desk: Desk, task: Task, kind: str, **more: str) -> None:
    task.state = TaskState.PAUSED
    store.save(desk.unit, task)
    desk.dialogue.question = None
    desk.note(kind, task=task.id, person=desk.person, line=task.at, **more)


def short_without_task(desk: Desk, _: Sentence) -> Turn:
    """Refuse a shortage that belongs to no list."""
    return desk.refuse(desk.wording.say("task.nothing_running"), "no_task")


COMMANDS: Mapping[str, Callable[[Desk, Sentence], Turn]] = {
    "StartTask": start,
    "PauseTask": pause,
    "ResumeTask": resume,
    "HandOver": hand_over,
    "Short": short_without_task,
}
"""Intents about the task itself."""


def hear(desk: Desk, sentence: Sentence) -> Turn | None:
    """Take a sentence as the answer to the running step; None where it is about something else."""
    task = running(desk)
    if task is None:
        return None
    if sentence.intent == "Stop" and sentence.understood:
        return pause(desk)
    return answering.spoken(desk, task, sentence)


def see(desk: Desk, things: Sequence[Sighting], claims: Claims) -> Turn | None:
    """Take a picture as the answer to the running step; None where no task is running."""
    task = running(desk)
    return None if task is None else answering.shown(desk, task, things, claims)


def press(desk: Desk, button: str) -> Turn | None:
    """Take a button as the answer to the running step; None where it is about something else."""
    if button == "resume":
        return resume(desk)
    task = running(desk)
    if task is None:
        return pause(desk) if button == "pause" else None
    if button == "pause":
        return pause(desk)
    return answering.pressed(desk, task, button) if desk.dialogue.intent is None else None


def come_back(desk: Desk, turn: Turn) -> Turn:
    """After something else has been settled in the middle of a task, say where the task stands."""
    if desk.dialogue.intent is not None or desk.dialogue.question is not None or turn.task is not None:
        return turn
    task = running(desk)
    if task is None:
        return turn
    asked = steps.ask(desk, task, turn.reply)
    return replace(turn, reply=asked.reply, question=asked.question, task=asked.task)
