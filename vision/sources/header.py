"""Size and wholeness of a picture file from its first bytes, so that a bomb is refused before it is decoded.

Sources: JPEG ITU T.81 annex B, PNG third edition (with APNG), the WebP container specification, the BMP info header.
"""

import struct
from dataclasses import dataclass
from typing import Final

_START_OF_FRAME: Final = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_START_OF_SCAN: Final = 0xDA
_STANDALONE: Final = {0x01, *range(0xD0, 0xD9)}


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says about itself."""

    width: int
    height: int
    animated: bool = False
    whole: bool = True
    """Whether the file reaches to the end that its form demands."""


def read_header(content: bytes) -> Header | None:
    """Return the header of a JPEG, PNG, WebP, BMP or GIF; None for anything else or a header that breaks off."""
    readers = {b"\xff\xd8\xff": _jpeg, b"\x89PNG\r\n\x1a\n": _png, b"RIFF": _webp, b"BM": _bmp, b"GIF8": _gif}
    for magic, reader in readers.items():
        if content.startswith(magic):
            try:
                return reader(content)
            except (struct.error, IndexError):
                return None
    return None


def _jpeg(content: bytes) -> Header | None:
    at, size = 2, None
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _STANDALONE:
            at += 2
            continue
        if marker == _START_OF_SCAN:
            return None if size is None else Header(*size, whole=content.find(b"\xff\xd9", at) >= 0)
        if marker in _START_OF_FRAME:
            high, wide = struct.unpack_from(">HH", content, at + 5)
            size = (wide, high)
        at += 2 + struct.unpack_from(">H", content, at + 2)[0]
    return Header(*size, whole=False) if size else None


def _png(content: bytes) -> Header | None:
    if content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", content, 16)
    pixels = content.find(b"IDAT")
    animated = content.find(b"acTL", 0, pixels if pixels >= 0 else len(content)) >= 0
    return Header(width, height, animated, whole=b"IEND" in content[-64:] or content.rfind(b"IEND") > pixels >= 0)


def _webp(content: bytes) -> Header | None:
    if content[8:12] != b"WEBP":
        return None
    whole = len(content) >= struct.unpack_from("<I", content, 4)[0] + 8
    match content[12:16]:
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", content, 26)
            return Header(width & 0x3FFF, height & 0x3FFF, whole=whole)
        case b"VP8L":
            bits = struct.unpack_from("<I", content, 21)[0]
            return Header((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, whole=whole)
        case b"VP8X":
            width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
            return Header(width, height, bool(content[20] & 0x02), whole)
    return None


def _bmp(content: bytes) -> Header | None:
    start, size = struct.unpack_from("<II", content, 10)
    if size < 40:
        return None
    width, height = struct.unpack_from("<ii", content, 18)
    bits, compression = struct.unpack_from("<HI", content, 28)
    row = (abs(width) * bits + 31) // 32 * 4
    whole = len(content) >= start + (row * abs(height) if compression == 0 else 1)
    return Header(abs(width), abs(height), whole=whole)


def _gif(content: bytes) -> Header | None:
    width, height = struct.unpack_from("<HH", content, 6)
    return Header(width, height, animated=True)
