"""Every hand-written sentence has the expected reading, or leads to the expected question."""

import pytest
from sentences import Case, cases
from world import TODAY, understanding

CASES = [(lang, case) for lang in ("zh", "en") for case in cases(lang)]


@pytest.mark.parametrize(("lang", "case"), CASES, ids=str)
def test_reading(lang: str, case: Case) -> None:
    reading = understanding(lang).read(case.say, context=case.context, today=TODAY)
    assert case.faults(reading) == []


@pytest.mark.parametrize(("lang", "least", "chatter"), [("zh", 600, 20), ("en", 250, 20)])
def test_there_are_enough(lang: str, least: int, chatter: int) -> None:
    listed = [case for language, case in CASES if language == lang]
    assert len({(case.say, str(case.context)) for case in listed}) >= least
    assert sum(case.intent is None for case in listed if case.file == "none") >= chatter
