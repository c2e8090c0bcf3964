"""Guided work that waits, and how it is begun."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.event import Happening, Said, Tapped
from assistant.tasks import feeding, store
from assistant.wiring import Shop

START: Mapping[str, Mapping[str, str]] = {
    "zh": {"pick": "开始拣货", "receive": "开始收货", "put_away": "开始上架", "count": "开始盘点", "inspect": "去验货"},
    "en": {
        "pick": "start picking",
        "receive": "start receiving",
        "put_away": "start putaway",
        "count": "start counting",
    },
}
"""What somebody says who wants one kind of work."""


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work that waits."""

    kind: str
    tasks: int
    left: int
    """Lines that wait, of all its tasks."""


def waiting(shop: Shop) -> list[Work]:
    """Return the work that is this person's or nobody's, by kind; released documents become tasks first."""
    person = shop.clerk.person
    with shop.clerk.ledger.unit() as unit:
        feeding.feed_open(unit, person)
        tasks = [task for task in store.waiting(unit) if task.person in {"", person}]
    counted = Counter(task.kind.value for task in tasks)
    return [
        Work(kind, count, sum(task.left() for task in tasks if task.kind == kind)) for kind, count in counted.items()
    ]


def start(kind: str, kinds: int, lang: str) -> Happening:
    """Return what begins work of a kind, of so many kinds that wait."""
    sentence = START[lang].get(kind)
    return Said(sentence) if kinds > 1 and sentence else Tapped("StartTask")
