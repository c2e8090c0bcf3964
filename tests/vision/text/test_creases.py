"""Characters under a fold are not believed unless they are certain."""

import cv2
import numpy as np
import pytest

from vision.label.fields import LEAST_CHARACTER, LEAST_OF_A_FORM
from vision.text.creases import doubted, edges
from vision.text.line import Line

TEXT = "20260715"
LEFT, RIGHT, TOP, BOTTOM = 100, 420, 180, 220
PLACES = tuple((number + 0.5) / len(TEXT) for number in range(len(TEXT)))
SURE = (0.88,) * len(TEXT)
CORNERS = np.array([[LEFT, TOP], [RIGHT, TOP], [RIGHT, BOTTOM], [LEFT, BOTTOM]], np.float32)
LINE = Line(TEXT, SURE, CORNERS, PLACES, again=(Line(TEXT, SURE, CORNERS, PLACES),))


def paper() -> np.ndarray:
    return np.full((400, 520, 3), 230, np.uint8)


def folded(one: tuple[int, int], other: tuple[int, int]) -> np.ndarray:
    image = paper()
    cv2.line(image, one, other, (150, 150, 150), 5)
    return image


def doubted_at(image: np.ndarray) -> set[int]:
    line = doubted(LINE, edges(image, LINE.corners))
    (again,) = line.again
    assert line.text == again.text == TEXT
    assert line.probabilities == again.probabilities
    return {number for number, chance in enumerate(line.probabilities) if chance < LEAST_CHARACTER}


def test_paper_without_a_fold_is_believed() -> None:
    assert doubted_at(paper()) == set()


def test_a_slanted_fold_takes_the_characters_beside_it() -> None:
    near = doubted_at(folded((220, 20), (300, 380)))
    assert {3, 4} <= near
    assert near <= {2, 3, 4, 5}


def test_what_reads_well_under_a_fold_is_believed_and_its_neighbour_is_not() -> None:
    image = folded((220, 20), (300, 380))
    line = Line(TEXT, (*SURE[:3], 0.91, *SURE[4:]), CORNERS, PLACES)
    told = doubted(line, edges(image, CORNERS)).probabilities
    assert told[3] == 0.91
    assert told[4] < LEAST_CHARACTER
    assert told[4] >= LEAST_OF_A_FORM


@pytest.mark.parametrize(
    ("one", "other"),
    [((60, 205), (480, 195)), ((440, 20), (500, 380)), ((100, 20), (300, 60)), ((255, 190), (268, 212))],
    ids=["a rule under the print", "a fold beside it", "a fold far above", "a stroke"],
)
def test_what_is_no_fold_across_it(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert doubted_at(folded(one, other)) == set()


def test_a_rule_between_columns_leaves_the_characters_on_both_sides() -> None:
    key, value = "批号", "715"
    places = (0.06, 0.19, 0.7, 0.8, 0.9)
    line = Line(key + value, (0.99,) * 5, CORNERS, places)
    image = folded((LEFT + 144, 20), (LEFT + 144, 380))
    assert doubted(line, edges(image, line.corners)).probabilities == line.probabilities
