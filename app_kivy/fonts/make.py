"""Makes the window's font: the characters of GB2312 and the symbols of GBK out of Noto Sans CJK SC, renamed.

python -m app_kivy.fonts.make NotoSansCJK-Regular.ttc      (Debian package fonts-noto-cjk)
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection

TARGET = Path(__file__).parent / "XiaoerSans.otf"
NAME = "Xiaoer Sans"
EXTRA = "₂₃²³½¼¾±×÷·…‘’“”—–€£¥℃℉㎡㎏Ω≤≥≈←→↑↓✓"


def characters() -> set[str]:
    """Return every character that the font has to hold."""
    found = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))} | set(EXTRA)
    for codec, leads, trails in (
        ("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF)),
        ("gbk", range(0xA1, 0xAA), range(0x40, 0xFF)),
    ):
        for lead in leads:
            for trail in trails:
                found.update(bytes([lead, trail]).decode(codec, errors="ignore"))
    return found


def make(source: Path) -> None:
    """Write the subset of the font collection's Simplified Chinese face."""
    face = next(font for font in TTCollection(source) if font["name"].getDebugName(1) == "Noto Sans CJK SC")
    options = Options(hinting=False, desubroutinize=True, layout_features=[], notdef_outline=True)
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes={ord(character) for character in characters()})
    subsetter.subset(face)
    for record in face["name"].names:
        if record.nameID in {1, 4, 16}:
            record.string = NAME
        elif record.nameID == 6:
            record.string = NAME.replace(" ", "")
    face["CFF "].cff.fontNames[0] = NAME.replace(" ", "")
    face.save(TARGET)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
