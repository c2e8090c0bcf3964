"""Every hand-written sentence has the expected reading, or leads to the expected question."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from sentences import Case, cases
from world import TODAY, understanding

CASES = [(lang, case) for lang in ("zh", "en") for case in cases(lang)]


@pytest.mark.parametrize(("lang", "case"), CASES, ids=lambda value: str(value))
def test_reading(lang: str, case: Case) -> None:
    reading = understanding(lang).read(case.say, context=case.context, today=TODAY)
    assert case.faults(reading) == []
