"""What can go wrong on the way to paper, said in both languages."""

from pathlib import Path


class PrintingError(Exception):
    """A document that cannot be printed; the sentences tell the person what to do next."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self._said = {"en": en, "zh": zh}

    def say(self, lang: str) -> str:
        """Return the sentence in `zh` or `en`."""
        return self._said[lang]


class PrintFailedError(PrintingError):
    """The file cannot be written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} cannot be written ({why}); choose another place, ending in .pdf or .png",
            f"写不了 {path}（{why}），请换个位置，以 .pdf 或 .png 结尾",
        )


class PrinterMissingError(PrintingError):
    """The packages that write PDF and pictures are not installed."""

    def __init__(self) -> None:
        super().__init__(
            "printing is not installed; type: pip install 'xiaoer-clerk[print]'",
            "没装打印功能，请输入：pip install 'xiaoer-clerk[print]'",
        )


class FontMissingError(PrintingError):
    """There is no font with Chinese characters."""

    def __init__(self) -> None:
        super().__init__(
            "there is no font with Chinese characters; name one with --font FILE",
            "找不到中文字体，请用 --font 指定一个字体文件",
        )
