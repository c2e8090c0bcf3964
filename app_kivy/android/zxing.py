"""Codes through the AAR of zxing-cpp (`zxingcpp.BarcodeReader`), under the names of its Python package."""

from enum import Enum
from types import SimpleNamespace
from typing import Any

import numpy as np

from app_kivy.android.java import java

_READER = "zxingcpp.BarcodeReader"
_NAMES = {
    "EAN_13": "EAN13",
    "EAN_8": "EAN8",
    "UPC_A": "UPCA",
    "UPC_E": "UPCE",
    "CODE_128": "Code128",
    "CODE_39": "Code39",
    "ITF": "ITF",
    "DATA_BAR": "DataBarOmni",
    "DATA_BAR_EXPANDED": "DataBarExp",
    "QR_CODE": "QRCode",
    "DATA_MATRIX": "DataMatrix",
    "PDF_417": "PDF417",
    "AZTEC": "Aztec",
}
"""Java's name to the package's."""
_GROUPS = {"EANUPC": ("EAN_13", "EAN_8", "UPC_A", "UPC_E"), "DataBar": ("DATA_BAR", "DATA_BAR_EXPANDED")}


class Binarizer(Enum):
    """How grey becomes black and white; by Java's names."""

    LocalAverage = "LOCAL_AVERAGE"
    GlobalHistogram = "GLOBAL_HISTOGRAM"


class TextMode(Enum):
    """How bytes become text."""

    Plain = "PLAIN"


class ContentType(Enum):
    """What a code holds."""

    Text = "TEXT"
    Binary = "BINARY"
    Mixed = "MIXED"
    GS1 = "GS1"
    ISO15434 = "ISO15434"
    UnknownECI = "UNKNOWN_ECI"


def barcode_formats_from_str(names: str) -> tuple[str, ...]:
    """Return Java's names of formats; raises `KeyError` for one that it has not."""
    by_name = {name: (java_name,) for java_name, name in _NAMES.items()} | _GROUPS
    return tuple(java_name for name in names.split(",") for java_name in by_name[name])


def read_barcodes(
    image: Any, *, formats: tuple[str, ...], text_mode: TextMode, binarizer: Binarizer = Binarizer.LocalAverage
) -> list[SimpleNamespace]:
    """Return the codes in a grey picture, 8 bit [height, width]."""
    reader = java(_READER)()
    options = reader.getOptions()
    chosen = java("java.util.HashSet")()
    for name in formats:
        chosen.add(getattr(java(f"{_READER}$Format"), name))
    options.setFormats(chosen)
    options.setTextMode(getattr(java(f"{_READER}$TextMode"), text_mode.value))
    options.setBinarizer(getattr(java(f"{_READER}$Binarizer"), binarizer.value))
    # The package's own defaults; Java's are the other way round.
    for switch in (options.setTryHarder, options.setTryRotate, options.setTryInvert, options.setTryDownscale):
        switch(True)
    found = reader.read(_bitmap(image), java("android.graphics.Rect")(), 0)
    return [_result(found.get(place)) for place in range(found.size())]


def _bitmap(image: Any) -> Any:
    height, width = image.shape
    bitmap = java("android.graphics.Bitmap").createBitmap(width, height, java("android.graphics.Bitmap$Config").ALPHA_8)
    rows = np.zeros((height, bitmap.getRowBytes()), np.uint8)
    rows[:, :width] = image
    bitmap.copyPixelsFromBuffer(java("java.nio.ByteBuffer").wrap(bytearray(rows.tobytes())))
    return bitmap


def _result(found: Any) -> SimpleNamespace:
    corners = found.getPosition()
    return SimpleNamespace(
        valid=True,
        text=found.getText() or "",
        format=_NAMES.get(found.getFormat().name(), found.getFormat().name()),
        content_type=ContentType(found.getContentType().name()),
        symbology_identifier=found.getSymbologyIdentifier() or "",
        position=SimpleNamespace(
            top_left=_point(corners.getTopLeft()),
            top_right=_point(corners.getTopRight()),
            bottom_right=_point(corners.getBottomRight()),
            bottom_left=_point(corners.getBottomLeft()),
        ),
    )


def _point(point: Any) -> SimpleNamespace:
    return SimpleNamespace(x=int(point.x), y=int(point.y))
