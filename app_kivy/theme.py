"""Colours and sizes. Text keeps a contrast of 4.5:1 on what it stands on; a test measures every screen."""

from dataclasses import dataclass
from typing import Literal

from kivy.metrics import dp, sp
from kivy.utils import get_color_from_hex

Colour = list[float]
Role = Literal["small", "body", "button", "title", "reply", "huge"]

TARGET_DP = 62
"""Height of the smallest thing to press; 60 is the least for old hands and gloves."""
GAP_DP = 8
_SP: dict[Role, float] = {"small": 18, "body": 20, "button": 23, "title": 25, "reply": 27, "huge": 44}


@dataclass(frozen=True, slots=True)
class Palette:
    """Hex colours by what they mean."""

    ground: str
    """Behind everything."""
    card: str
    """Behind text that belongs together."""
    ink: str
    quiet: str
    """Text that only helps."""
    edge: str
    """Round a button that is no coloured one; 3:1 on the ground."""
    talk: str
    look: str
    tap: str
    find: str
    yes: str
    no: str
    warn: str
    on: str
    """Text on the seven colours above."""


LIGHT = Palette(
    ground="#F6F3EC",
    card="#FFFFFF",
    ink="#1A1C1E",
    quiet="#4C5157",
    edge="#7B756A",
    talk="#0B5C66",
    look="#3B4A97",
    tap="#7C460B",
    find="#2C6429",
    yes="#12663A",
    no="#9B1F1F",
    warn="#7A4300",
    on="#FFFFFF",
)
DARK = Palette(
    ground="#101315",
    card="#1D2226",
    ink="#F3F2EE",
    quiet="#BCC2C7",
    edge="#7F888F",
    talk="#73CBD6",
    look="#A9B6FF",
    tap="#F0B070",
    find="#93D38E",
    yes="#7FD6A2",
    no="#FF9C94",
    warn="#F3C073",
    on="#0E1416",
)


class Theme:
    """The palette and sizes that a person chose."""

    def __init__(self, *, dark: bool = False, font_scale: float = 1.0) -> None:
        self.palette = DARK if dark else LIGHT
        self.font_scale = font_scale

    def colour(self, name: str) -> Colour:
        """Return a colour of the palette as Kivy takes it, red, green, blue and alpha in 0–1."""
        return list(get_color_from_hex(getattr(self.palette, name)))

    def text(self, role: Role) -> float:
        """Return a text size in pixels."""
        return float(sp(_SP[role] * self.font_scale))

    @property
    def target(self) -> float:
        """Least height and width of what can be pressed, in pixels."""
        return float(dp(TARGET_DP))

    @property
    def gap(self) -> float:
        """Distance between two things that can be pressed, in pixels."""
        return float(dp(GAP_DP))


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two opaque colours, 1–21 (WCAG 2.2, relative luminance)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pressed(colour: Colour) -> Colour:
    """Return the colour of a button under the finger: a fifth towards grey, seen at once and still readable."""
    return [part * 0.8 + 0.1 if part > 0.5 else part * 0.8 for part in colour[:3]] + [1.0]
