"""The way through the bins."""

import pytest

from assistant.tasks.task import TaskLine
from assistant.tasks.walk import ordered


@pytest.mark.parametrize(
    ("places", "way"),
    [
        (["A2-01", "A1-02", "A1-01"], ["A1-01", "A1-02", "A2-01"]),
        (["A2-01", "A2-03", "A1-10", "A1-9"], ["A1-9", "A1-10", "A2-03", "A2-01"]),
        (["A10-1", "A9-1", "A9-2"], ["A9-1", "A9-2", "A10-1"]),
        (["B1-01", "", "A1-01"], ["", "A1-01", "B1-01"]),
        ([], []),
    ],
)
def test_up_one_aisle_and_down_the_next(places, way):
    assert [line.place for line in ordered(TaskLine(place=place) for place in places)] == way
