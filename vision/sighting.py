"""What the eyes say: one `Sighting` for each thing in a picture. Standard library only."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from models.stamp import ModelStamp


class Kind(StrEnum):
    """What sort of thing was seen."""

    CARTON = "carton"
    PRODUCT = "product"
    LABEL = "label"
    BARCODE = "barcode"
    NOTHING = "nothing"
    """The picture was looked at and holds none of these: carries the health alone."""


class PictureProblem(StrEnum):
    """Why the eyes should not be relied upon."""

    DARK = "dark"
    BLURRED = "blurred"
    GLARE = "glare"
    TOO_FAR = "too_far"
    COVERED = "covered"
    """The lens is covered, or the picture is one colour."""
    NOTHING_FOUND = "nothing_found"
    MISSING = "missing"
    """No camera, or no eyes."""
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class PictureHealth:
    """How well the eyes could see, whatever they saw."""

    brightness: float
    """Mean luminance, 0–255."""
    sharpness: float
    """Variance of the Laplacian at a normalised size."""
    problem: PictureProblem | None = None
    """The reason to change over to another sense, if any."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What a label says, as read; dates ISO, quantity a decimal as a string."""

    text: str = ""
    """All lines, separated by newlines."""
    lot: str | None = None
    expiry: str | None = None
    produced: str | None = None
    quantity: str | None = None
    unit: str | None = None
    """Unit printed beside the quantity."""
    name: str | None = None
    """The line that looks like the product's name."""
    serial: str | None = None
    ambiguous: tuple[str, ...] = ()
    """Names of the fields that may be read in two ways: asked, never guessed."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one kind are in view."""

    number: int
    confidence: float
    """That it is exactly what can be seen, 0–1."""
    at_least: bool = False
    """More may be hidden behind these, or beyond the picture's edge."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that this thing may be."""

    item: str
    """SKU."""
    confidence: float
    """0–1."""
    evidence: str
    """`code`, `text` or `looks`."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One thing seen."""

    kind: Kind
    confidence: float
    """That it is what `item`, `code` and `fields` say, calibrated, 0–1."""
    box: tuple[int, int, int, int]
    """x, y, width, height in pixels of the picture as given."""
    health: PictureHealth
    """Of the whole picture."""
    item: str | None = None
    """SKU, filled in where codes, text or looks are matched against the catalogue."""
    code: str | None = None
    """Text of the code; a GTIN is written with 14 digits in `gtin`."""
    code_format: str | None = None
    """Symbology as zxing names it: `EAN13`, `QRCode`, …"""
    gtin: str | None = None
    """GTIN-14 where the code carries one."""
    fields: Fields = field(default_factory=Fields)
    """What the label or the GS1 elements say."""
    candidates: tuple[Candidate, ...] = ()
    """Best first."""
    models: tuple[ModelStamp, ...] = ()
    """Which models took part."""
    count: Count | None = None
    """Of a carton: how many like it are in view, itself included."""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form of the contract."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Sighting":
        """Read the JSON form.

        Raises `KeyError` or `TypeError` when the data is not a sighting.
        """
        known = dict(data)
        problem = known["health"]["problem"]
        known["health"] = PictureHealth(
            known["health"]["brightness"],
            known["health"]["sharpness"],
            PictureProblem(problem) if problem else None,
        )
        known["kind"] = Kind(known["kind"])
        known["box"] = tuple(known["box"])
        fields = dict(known["fields"])
        fields["ambiguous"] = tuple(fields.get("ambiguous", ()))
        known["fields"] = Fields(**fields)
        known["candidates"] = tuple(Candidate(**entry) for entry in known.get("candidates", ()))
        known["count"] = Count(**known["count"]) if known.get("count") else None
        known["models"] = tuple(ModelStamp.from_dict(entry) for entry in known.get("models", ()))
        return cls(**known)
