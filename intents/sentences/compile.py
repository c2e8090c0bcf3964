"""YAML of a language to the JSON that ships: `python -m intents.sentences.compile`. Needs PyYAML, unlike the rest."""

import json
import sys
from pathlib import Path
from typing import Any

from intents.sentences.book import FOLDER, BadSentencesError, Book
from intents.templates.expression import parse


def read_yaml(path: Path) -> Any:
    """Return the content of a YAML file.

    Raises `BadSentencesError` when it is none, or when PyYAML is not installed.
    """
    try:
        import yaml
    except ModuleNotFoundError as error:
        raise BadSentencesError(
            path, "reading YAML needs PyYAML (pip install PyYAML), or compile it to JSON"
        ) from error
    try:
        content = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # only texts, lists, mappings
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadSentencesError(path, f"not YAML: {error}") from error
    if not isinstance(content, dict):
        raise BadSentencesError(path, "a file of sentences begins with names such as `intent:` and `sentences:`")
    return content


def compiled(folder: Path) -> str:
    """Return the JSON of a language's folder; every template in it has been parsed.

    Raises `BadSentencesError` or `BadTemplateError`.
    """
    files = {path.stem: read_yaml(path) for path in sorted(folder.glob("*.yaml"))}
    book = Book(folder.name)
    for name, data in files.items():
        book.add(data, folder / f"{name}.yaml")
    for pattern in book.patterns:
        parse(pattern.text, book.rules)
    for templates in book.answers.values():
        for template in templates:
            parse(template, book.rules)
    return json.dumps(files, ensure_ascii=False, indent=0) + "\n"


def main() -> int:
    """Compile every language; returns the exit status."""
    for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir() and list(path.glob("*.yaml"))):
        try:
            (FOLDER / f"{folder.name}.json").write_text(compiled(folder), encoding="utf-8")
        except ValueError as error:
            sys.stderr.write(f"{error}\n")
            return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
