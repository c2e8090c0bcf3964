"""What can be wrong with a table: one class a failure, each said in both languages."""

from pathlib import Path


class CatalogueError(Exception):
    """A table that cannot be used; the sentences tell the person what to do next."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en = en
        self.zh = zh

    def say(self, lang: str) -> str:
        """Return the sentence in `zh` or `en`."""
        return self.zh if lang == "zh" else self.en


class TableMissingError(CatalogueError):
    """There is no such file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"there is no file {path}; check the name", f"找不到文件 {path}，请检查文件名")


class TableUnreadableError(CatalogueError):
    """The file is no CSV and no XLSX."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} is not a table that can be read; save it as CSV (UTF-8 or GB18030) or XLSX",
            f"{path.name} 不是可读的表格，请另存为 CSV（UTF-8 或 GB18030）或 XLSX",
        )


class ColumnMissingError(CatalogueError):
    """A column that is needed is not there."""

    def __init__(self, path: Path, column: str, chinese: str) -> None:
        super().__init__(
            f"{path.name} has no column {column}; the first line must name the columns",
            f"{path.name} 没有“{chinese}”这一列，第一行要写列名",
        )


class RowError(CatalogueError):
    """One row that is refused; the others go in."""
