"""From the codes and lines of a picture to its labels: grouped, read, and each told as one `Sighting`."""

from collections.abc import Sequence
from dataclasses import replace

from models.stamp import ModelStamp
from vision.codes.code import Code
from vision.grouping import Group, box_around, grouped
from vision.label.agreement import read_agreed
from vision.label.fields import read_fields
from vision.merge import completed, of_code, printed_gtin
from vision.sighting import Fields, Kind, PictureHealth, Sighting
from vision.text.line import Line, in_reading_order

_PRINTED_NUMBER = 0.8
"""Confidence in a number read as print: worth looking up, not worth trusting alone."""
_VALUES = ("lot", "expiry", "produced", "quantity", "serial")


def sightings_of(
    codes: Sequence[Code], lines: Sequence[Line], health: PictureHealth, stamp: ModelStamp | None
) -> list[Sighting]:
    """Return a sighting for each label, and for each code that stands alone; `lines` come in reading order."""
    return [one for group in _labels(codes, lines) for one in _told(group, health, stamp)]


def states_something(fields: Fields) -> bool:
    """Return whether a label states, or seems to state, any value."""
    return bool(fields.ambiguous) or any(getattr(fields, name) for name in _VALUES)


def _labels(codes: Sequence[Code], lines: Sequence[Line]) -> list[Group]:
    groups = grouped(codes, lines)
    coded = [group for group in groups if group.codes]
    stating = [group for group in groups if group.lines and states_something(read_fields(group.lines).fields)]
    # Columns, margins and creases split labels; where all parts fit on one label, they are one.
    if len(coded) <= 1 and len(stating) <= 1:
        parts = [group for group in groups if group.codes or group.lines]
        together = tuple(line for group in parts for line in group.lines)
        return [Group(coded[0].codes if coded else (), tuple(in_reading_order(together)))] if parts else []
    return groups


def _told(group: Group, health: PictureHealth, stamp: ModelStamp | None) -> list[Sighting]:
    text = read_agreed(group.lines)
    models = (stamp,) if stamp and group.lines else ()
    box = box_around(group)
    if len(group.codes) == 1 and group.lines:
        fields, confidence = completed(group.codes[0], text)
        kind = Kind.LABEL if states_something(fields) or text.fields.name else Kind.BARCODE
        return [_coded(Sighting(kind, confidence, box, health, fields=fields, models=models), group.codes[0])]
    told = [_alone(code, health) for code in group.codes]
    if not group.lines:
        return told
    printed = None if group.codes else printed_gtin(text)
    label = Sighting(Kind.LABEL, text.confidence, box, health, fields=text.fields, models=models)
    if printed:
        confidence = min(_PRINTED_NUMBER, text.confidence)
        label = replace(label, code=printed[0], code_format="Text", gtin=printed[1], confidence=confidence)
    return [*told, label]


def _alone(code: Code, health: PictureHealth) -> Sighting:
    fields, confidence = of_code(code)
    kind = Kind.LABEL if states_something(fields) else Kind.BARCODE
    sighting = Sighting(kind, confidence, box_around(Group((code,), ())), health, fields=fields)
    return _coded(sighting, code)


def _coded(sighting: Sighting, code: Code) -> Sighting:
    return replace(sighting, code=code.text, code_format=code.format, gtin=code.elements.gtin)
