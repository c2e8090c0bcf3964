"""A label too small for the first look is read from nearer, and what was read before stays."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from vision.codes.reader import read_codes
from vision.detector.detection import Detection
from vision.picture import grey
from vision.second_look import Read, look_again
from vision.sighting import Kind
from vision.sources.picture import read
from vision.text.reader import TextReader

PICTURE = Path(__file__).parents[2] / "examples" / "pictures" / "receipt-label.jpg"


@pytest.fixture(scope="module")
def reader():
    return TextReader()


@pytest.fixture(scope="module")
def far():
    """A label that takes a sixth of a large picture's width; where it is."""
    label = read(PICTURE)
    image = np.full((2400, 3200, 3), 120, np.uint8)
    small = cv2.resize(label, (520, 390), interpolation=cv2.INTER_AREA)
    image[1500:1890, 2300:2820] = small
    return image, (2340, 1530, 440, 330)


def test_print_is_read_where_it_is(far, reader):
    image, box = far
    before = Read((), [])
    after = look_again(image, before, [Detection(Kind.LABEL, 0.9, box)], reader)
    assert "L20261012A" in "".join(line.text for line in after.lines)
    assert all(line.again for line in after.lines), "what is read in one way only is not agreed upon"
    for reading in [part for line in after.lines for part in (line, *line.again)]:
        x, y = reading.centre
        assert box[0] - 5 <= x <= box[0] + box[2] + 5
        assert box[1] - 5 <= y <= box[1] + box[3] + 5


def test_what_was_read_well_elsewhere_stays(far, reader):
    image, box = far
    elsewhere = reader(read(PICTURE))
    after = look_again(image, Read((), elsewhere), [Detection(Kind.LABEL, 0.9, box)], reader)
    assert {line.text for line in elsewhere} <= {line.text for line in after.lines}


def test_large_labels_and_cartons_need_no_second_look(reader):
    image = read(PICTURE)
    first = Read(read_codes(image), [])
    found = [Detection(Kind.LABEL, 0.9, (100, 100, 1000, 700)), Detection(Kind.CARTON, 0.9, (5, 5, 40, 40))]
    assert look_again(image, first, found, reader) == first


def test_codes_keep_their_place(far):
    image, box = far
    (known,) = read_codes(grey(read(PICTURE)))
    after = look_again(image, Read((), []), [Detection(Kind.BARCODE, 0.9, box)], None)
    for code in after.codes:
        assert code.text == known.text
        assert all(2300 <= x <= 2820 and 1500 <= y <= 1890 for x, y in code.corners)
