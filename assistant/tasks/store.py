"""Keeps tasks in the database, and finds the next one for a person."""

from assistant.inventory.errors import LedgerError
from assistant.inventory.unit import UnitOfWork
from assistant.tasks.task import Task, TaskKind, TaskState
from assistant.tasks.walk import ordered

INDEX = "tasks"


class UnknownTaskError(LedgerError):
    """No such task."""

    code = "unknown_task"

    def __init__(self, task: str) -> None:
        super().__init__(f"there is no task {task}; list the tasks first", task=task)


def add(unit: UnitOfWork, task: Task) -> Task:
    """Keep a new task, its lines in walking order; the same id again changes nothing."""
    known = unit.state.get(_key(task.id))
    if known is not None:
        return Task.from_dict(known)
    task.lines = ordered(task.lines)
    unit.state.put(INDEX, [*unit.state.get(INDEX, []), task.id])
    unit.journal.append("task_added", {"task": task.id, "kind": task.kind.value, "lines": len(task.lines)})
    save(unit, task)
    return task


def save(unit: UnitOfWork, task: Task) -> None:
    """Keep a task as it is now; one that is done leaves the list of those that wait."""
    unit.state.put(_key(task.id), task.to_dict())
    if task.state is TaskState.DONE:
        unit.state.put(INDEX, [one for one in unit.state.get(INDEX, []) if one != task.id])


def get(unit: UnitOfWork, task: str) -> Task:
    """Return a task; raises `UnknownTaskError`."""
    known = unit.state.get(_key(task))
    if known is None:
        raise UnknownTaskError(task)
    return Task.from_dict(known)


def waiting(unit: UnitOfWork) -> list[Task]:
    """Return the tasks that are not done, oldest first."""
    return [get(unit, task) for task in unit.state.get(INDEX, [])]


def next_for(unit: UnitOfWork, person: str, kind: TaskKind | None = None) -> Task | None:
    """Return the person's own task that he left, else the oldest that is his or nobody's."""
    fitting = [
        task
        for task in waiting(unit)
        if task.person in {"", person}
        and kind in {None, task.kind}
        and (task.state is not TaskState.RUNNING or task.person == person)
    ]
    return min(fitting, key=lambda task: (task.state is TaskState.OPEN, task.person == ""), default=None)


def _key(task: str) -> str:
    return f"task/{task}"
